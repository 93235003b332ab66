"""What a delivery is, from its first bytes: which reader takes it, and whether it may be kept in the open."""

from __future__ import annotations

import codecs
import re

from waymark.stages.intake.readers.catalogue import READERS
from waymark.stages.intake.readers.encodings import encoding_of, family_of
from waymark.stages.intake.readers.errors import CannotRead, DoctypeRefused, WrongEncoding
from waymark.stages.intake.readers.prologs import root_of
from waymark.stages.intake.readers.received.xml_reader import NAMESPACE
from waymark.stages.intake.readers.reports import ROOTS
from waymark.stages.intake.readers.signatures import embeds_media, is_container, is_media
from waymark.stages.intake.readers.unpacking.kinds import container_kind, is_other_office, is_signed_package
from waymark.stages.intake.rules import Kind

HEAD = 1 << 16  # bytes that are looked at


_HASH_LIST_ROOTS = frozenset(("queryResult", "ReportIndex"))  # NCMEC hash sharing; C4P and C4All
_VICS = re.compile(
    r'^\s*\{(?=.*"value"\s*:\s*\[)(?=.*"(?:MediaID|MediaFiles|Media)"\s*:)'
    r'|^\s*\{(?=.*"@?odata\.(?:context|metadata)"\s*:\s*"[^"]*\#(?:Media|Cases)")'
    r'|^\s*\{(?=.*"hashRecords"\s*:\s*\[)',
    re.DOTALL,
)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_DOCTYPE_NAME = re.compile(r"<!doctype\s+(?:[^\s:>\[]+:)?([^\s:>\[]+)", re.IGNORECASE)
_MEDIA_NAME = re.compile(
    r"\.(?:jpe?g|jfif|png|gif|webp|hei[cf]|avif|bmp|tiff?|mp4|m4v|mov|avi|mkv|webm|wmv|mpe?g|3gp|mp3|m4a|wav|psd"
    r"|dng|cr[23]|nef|arw|raf|orf|rw2)$",
    re.IGNORECASE,
)
_MOSTLY = 0.5  # of the characters of a text in UTF-16 without a mark are Latin, or it is not taken for text
_LATIN_ENDS = "\u0250"


def recognise(head: bytes, *, name: str, size: int) -> Kind:
    """Say what a delivery is.

    head: its first 64 KiB, or all of it. name: what it was called, used only against it: no name makes
    bytes safer. size: of the whole delivery in bytes.
    """
    if size == 0 or not head:
        return Kind.EMPTY
    if is_media(head):
        return Kind.MEDIA
    # What begins as markup is no container that is opened; asking would cost as much as all the rest.
    if not head.startswith(b"<") and (kind := container_kind(head)):
        if kind is Kind.ZIP and is_signed_package(head):
            return Kind.SIGNED_PACKAGE
        return Kind.CONTAINER if kind is Kind.ZIP and is_other_office(head) else kind
    if is_container(head):
        return Kind.CONTAINER
    text = _text_of(head, complete=size <= len(head))
    if text is None:
        return Kind.MEDIA if _MEDIA_NAME.search(name) else _in_one_byte(head) or Kind.OPAQUE
    stripped = text.lstrip("\ufeff \t\r\n")
    if not stripped:
        return Kind.EMPTY if size <= len(head) else Kind.TEXT_UNKNOWN
    return _of_markup(stripped) if stripped.startswith("<") else _known(stripped) or _of_words(stripped)


def _text_of(head: bytes, *, complete: bool) -> str | None:
    """The head as text, or None. Control characters no text has are what tells bytes from text."""
    text = _decoded(head, complete=complete)
    return None if text is None or _CONTROLS.search(text) else text


def _decoded(head: bytes, *, complete: bool) -> str | None:
    """The head decoded: by its own declaration, else as Unicode.

    XML whose declaration is wrong is still taken for XML here, so that its reader can say what is wrong.
    """
    is_xml = head.lstrip(b" \t\r\n").startswith(b"<")
    family, mark = family_of(head)
    try:
        encoding = encoding_of(head)[0] if is_xml else family
    except WrongEncoding:
        encoding = family
    for candidate in (encoding, "latin-1") if is_xml else (encoding,):
        try:
            return codecs.getincrementaldecoder(candidate)("strict").decode(head[mark:], complete)
        except UnicodeDecodeError:
            continue
    return None if b"\0" not in head else _unmarked_utf16(head)


def _in_one_byte(head: bytes) -> Kind | None:
    """The kind of a text in Windows-1252, as spreadsheets write it; None unless a reader knows its words.

    Nearly any bytes can be decoded so: that they can does not make them text.
    """
    if b"\0" in head or family_of(head)[1]:
        return None
    try:
        text = head.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else _known(text)


def _unmarked_utf16(head: bytes) -> str | None:
    even = head[: len(head) // 2 * 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = even.decode(encoding, "replace")
        latin = sum(character < _LATIN_ENDS for character in text)
        if "\ufffd" not in text and latin > len(text) * _MOSTLY:
            return text
    return None


def _known(text: str) -> Kind | None:
    """The kind whose reader says that the text looks like its own; the first in the catalogue that does."""
    return next(
        (kind for kind, reader in READERS.items() if reader.looks_like and reader.looks_like(text)), None
    )


def _of_markup(text: str) -> Kind:
    try:
        root = root_of(text.encode("utf-8", "replace"), complete=True)
    except DoctypeRefused:
        match = _DOCTYPE_NAME.search(text)
        root = "" if match is None else match[1]
    except CannotRead:
        return _known(text) or _of_words(text)
    # Most of what comes is this, and asking every reader takes longer than looking for one name.
    if root in ROOTS and NAMESPACE not in text:
        return Kind.CYBERTIPLINE_XML
    if kind := _known(text):
        return kind
    if root in ROOTS:
        return Kind.CYBERTIPLINE_XML
    if root in _HASH_LIST_ROOTS:
        return Kind.HASH_LIST
    if root.lower() == "svg":
        return Kind.MEDIA
    if embeds_media(text):
        return Kind.CONTAINER
    return Kind.TEXT_UNKNOWN if root.lower() == "html" else Kind.UNKNOWN_ROOT


def _of_words(text: str) -> Kind:
    if embeds_media(text):
        return Kind.CONTAINER
    return Kind.HASH_LIST if _VICS.match(text) else Kind.TEXT_UNKNOWN
