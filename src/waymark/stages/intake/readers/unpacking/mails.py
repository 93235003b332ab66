"""Taking a mail apart: its headers and words as text, its attachments as members.

Sources: RFC 5322, 2045 to 2047, 2231. Outlook's own file (.msg) has its room in `messages`.
"""

from __future__ import annotations

import binascii
import email.policy
import re
from collections.abc import Iterator
from email.errors import MultipartInvariantViolationDefect, StartBoundaryNotFoundDefect
from email.message import EmailMessage
from email.parser import BytesParser
from typing import BinaryIO

from waymark.stages.intake.readers.unpacking import messages
from waymark.stages.intake.readers.unpacking.kinds import is_old_office
from waymark.stages.intake.readers.unpacking.pages import text_of_page
from waymark.stages.intake.readers.unpacking.texts import kind_of_text, plain
from waymark.stages.intake.readers.unpacking.unfolding import Unfolding

_POLICY = email.policy.default.clone(refold_source="none")
SHOWN_HEADERS = (
    "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Date", "Subject", "Message-ID", "In-Reply-To", "Importance",
    "Sensitivity", "X-Protective-Marking", "X-Originating-IP",
)  # fmt: skip
_PARTING = re.compile(rb"^--([^\s-][^\r\n]{0,200}?)(?:--)?[ \t]*\r?\n(?=[Cc]ontent-)", re.MULTILINE)
_UUENCODED = re.compile(r"^begin [0-7]{3} ([^\n]{1,200})\n((?:[\x20-\x60]{1,62}\n)+)end[ \t]*$", re.MULTILINE)
_MOST_PARTS = 10_000
_PLAIN_SUFFICES = 0.3  # of the HTML's length; a plain text that only says "see the HTML" is far shorter
_REPAIRED = (
    "The mail announces its parts by another mark than they bear; it was read by theirs: compare its "
    "attachments with the original"
)
_UNPARTED = (
    "The mail announces parts, and none can be told apart: its attachments could not be taken out. "
    "Ask its sender to send it again"
)
_ENCRYPTED = (
    "It is an encrypted mail, which only its receiver's mail program opens: open it there, save what is in it, "
    "and deliver that"
)


def unfold(stream: BinaryIO, into: Unfolding) -> None:
    """Take a mail apart, of either kind."""
    head = stream.read(8)
    stream.seek(0)
    if is_old_office(head):
        messages.unfold(stream, into)
        return
    message, trouble = _read(stream.read())
    texts, attached = _Parts(message).found()
    if message.get_content_type() in ("application/pkcs7-mime", "multipart/encrypted"):
        trouble = trouble or _ENCRYPTED
    text = plain("\n".join(_headers(message))) + "\n\n" + "\n\n".join(plain(each) for each in texts)
    into.own_text(stream, text, kind=kind_of_text(text), trouble=trouble)
    for named, content in (*attached, *_uuencoded(texts)):
        into.take(named, [content])


def _read(raw: bytes) -> tuple[EmailMessage, str]:
    """Parse a mail; by the mark that its parts bear, where it announces another."""
    raw = raw.lstrip(b"\xef\xbb\xbf\r\n")
    message = _parsed(raw)
    lost = (StartBoundaryNotFoundDefect, MultipartInvariantViolationDefect)
    if message.get_content_maintype() != "multipart" or not any(
        isinstance(each, lost) for each in message.defects
    ):
        return message, ""
    used = _PARTING.search(raw)  # the outermost comes first
    if used is None:
        return message, _UNPARTED
    boundary = used[1].decode("latin-1")
    if not boundary.isascii() or not boundary.isprintable() or '"' in boundary or "\\" in boundary:
        return message, _UNPARTED
    headers, _, body = raw.partition(b"\r\n\r\n" if b"\r\n\r\n" in raw else b"\n\n")
    parted = f'Content-Type: multipart/mixed; boundary="{boundary}"\n\n'.encode()
    repaired = _parsed(headers + b"\n\n")
    again = _parsed(parted + body)
    if not again.is_multipart():
        return message, _UNPARTED
    repaired.set_payload(again.get_payload())
    return repaired, _REPAIRED


def _parsed(raw: bytes) -> EmailMessage:
    return BytesParser(EmailMessage, policy=_POLICY).parsebytes(raw)


def _headers(message: EmailMessage) -> Iterator[str]:
    """The headers that say who wrote what to whom and when, decoded; a broken one as it stands."""
    raw = [(name.lower(), name, value) for name, value in message.raw_items()]
    for shown in SHOWN_HEADERS:
        for key, name, value in raw:
            if key == shown.lower():
                try:
                    decoded = str(_POLICY.header_fetch_parse(name, value))
                except Exception:  # noqa: BLE001 - the library stumbles over some headers; they are kept as they are
                    decoded = str(value)
                yield f"{shown}: {' '.join(decoded.split())}"


class _Parts:
    """A mail's parts, told apart into words to read and files to hand on."""

    def __init__(self, message: EmailMessage) -> None:
        self._texts: list[str] = []
        self._attached: list[tuple[str, bytes]] = []
        self._left = _MOST_PARTS
        self._message = message

    def found(self) -> tuple[list[str], list[tuple[str, bytes]]]:
        self._walk(self._message)
        return self._texts, self._attached

    def _walk(self, part: EmailMessage) -> None:
        self._left -= 1
        if self._left < 0:
            return
        kind = part.get_content_type()
        if kind == "message/rfc822" or (part.get_content_maintype() == "message" and part.is_multipart()):
            self._attached.append((_name_of(part) or "message.eml", _nested(part)))
        elif kind == "multipart/alternative" and part.is_multipart():
            self._choose(part)
        elif part.is_multipart():
            for each in part.get_payload():
                if isinstance(each, EmailMessage):
                    self._walk(each)
        elif part.get_content_maintype() in ("text", "multipart") and not _is_file(part):
            self._texts.append(_words_of(part))
        else:
            self._attached.append((_name_of(part) or _unnamed(kind), _bytes_of(part)))

    def _choose(self, part: EmailMessage) -> None:
        """Of several ways to say the same, read the plain one, unless it says far less than the page."""
        ways = [each for each in part.get_payload() if isinstance(each, EmailMessage)]
        words = {each.get_content_type(): _words_of(each) for each in ways if _is_words(each)}
        page, written = words.get("text/html", ""), words.get("text/plain", "")
        if words:
            self._texts.append(written if len(written) >= len(page) * _PLAIN_SUFFICES else page)
        for each in ways:
            if not _is_words(each):
                self._walk(each)


def _is_words(part: EmailMessage) -> bool:
    return part.get_content_type() in ("text/plain", "text/html") and not _is_file(part)


def _is_file(part: EmailMessage) -> bool:
    try:
        return part.get_content_disposition() == "attachment" or bool(_name_of(part))
    except Exception:  # noqa: BLE001 - see _headers
        return True


def _name_of(part: EmailMessage) -> str:
    try:
        return str(part.get_filename() or "")
    except Exception:  # noqa: BLE001 - see _headers
        return ""


def _unnamed(kind: str) -> str:
    return f"unnamed ({kind.replace('/', ' ')})"


def _bytes_of(part: EmailMessage) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, AssertionError, binascii.Error):
        content = None
    if isinstance(content, bytes):
        return content
    return str(part.get_payload()).encode("utf-8", "replace")


def _nested(part: EmailMessage) -> bytes:
    """The bytes of a mail inside a mail, as they came."""
    inner = part.get_payload()
    first = inner[0] if isinstance(inner, list) and inner else None
    if not isinstance(first, EmailMessage):
        return _bytes_of(part)
    try:
        return first.as_bytes(policy=_POLICY)
    except Exception:  # noqa: BLE001 - see _headers
        return first.as_bytes(policy=email.policy.compat32)


def _words_of(part: EmailMessage) -> str:
    content = _bytes_of(part)
    charset = part.get_content_charset("utf-8") or "utf-8"
    text = decoded(content, charset)
    return text_of_page(text) if part.get_content_type() == "text/html" else text


def decoded(content: bytes, charset: str) -> str:
    """Bytes as text: as they are said to be, else as UTF-8, else as Windows writes them."""
    for candidate in (charset, "utf-8"):
        try:
            return content.decode(candidate)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def _uuencoded(texts: list[str]) -> Iterator[tuple[str, bytes]]:
    """Files that are written into the words themselves, as old programs attach them."""
    for text in texts:
        for match in _UUENCODED.finditer(text.replace("\r\n", "\n")):
            content = bytearray()
            for line in match[2].splitlines():
                try:
                    content += binascii.a2b_uu(line)
                except binascii.Error:
                    break
            yield match[1].strip(), bytes(content)
