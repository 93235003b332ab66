"""Which containers can be taken apart, by their bytes; and what to do about the others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from waymark.stages.intake.readers.signatures import is_container
from waymark.stages.intake.rules import Kind

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_LOCAL_HEADER = re.compile(rb"PK\x03\x04.{22}(..)..", re.DOTALL)
_CONTENT_TYPES = b"[Content_Types].xml"
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis."
_OFFICE_PARTS = (b"xl/", b"ppt/", b"visio/")
# Parts that only a workbook or presentation has, where its list of content types stands further on.
_OFFICE_ROOTS = (b"xl/workbook.", b"xl/worksheets/", b"xl/_rels/", b"ppt/presentation.", b"ppt/slides/")
# Where a DOCX's first member lies. A ZIP that holds a whole DOCX unpressed has the same words further on.
_WORD_BEGINS = (b"[Content_Types].xml", b"_rels/", b"word/", b"docProps/", b"customXml/")
_LOCAL_NAME = 30  # bytes of a member's header before its name (APPNOTE 4.3.7)
# What names a package of ours beside its signature: its members lie in it unpressed, the manifest first.
_SIGNED = (b"manifest.sig", b"urn:waymark:schema:package-manifest:")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MESSAGE_STREAM = "__substg1.0_".encode("utf-16-le")  # MS-OXMSG 2.2.2: how a property's stream is named
_OLD_OFFICE = {
    "WordDocument": "a Word document of the old kind (.doc)",
    "Workbook": "an Excel workbook of the old kind (.xls)",
    "Book": "an Excel workbook of the old kind (.xls)",
    "PowerPoint Document": "a PowerPoint presentation of the old kind (.ppt)",
    "EncryptedPackage": "an Office document with a password",
}
_HEADER = re.compile(rb"([!-9;-~]+)[ \t]*:")
_MAIL_HEADERS = frozenset(
    (
        *(b"from", b"to", b"date", b"subject", b"message-id", b"received", b"return-path", b"mime-version"),
        *(b"sender", b"reply-to", b"cc", b"delivered-to", b"dkim-signature", b"content-type", b"x-mailer"),
        b"importance",
    )
)
_ENOUGH_HEADERS = 3
_NOT_OPENED = (
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"MSCF", "a cabinet archive"),
    (b"{\\rtf", "a document in Rich Text Format (.rtf)"),
    (b"SQLite format 3\x00", "a database file"),
    (b"!BDN", "an Outlook store (.pst)"),
    (b"EVF\x09", "a disk image"),
    (b"%!PS", "a PostScript document"),
)
_REMEDIES = {
    "archive": "unpack it with your own tools and deliver what is in it",
    "document": "open it where macros are off, save it as DOCX or PDF, and deliver that",
    "workbook": "open it where macros are off, save it as XLSX or CSV, and deliver that",
    "presentation": "open it where macros are off, save it as PDF, and deliver that",
}


def container_kind(head: bytes) -> Kind | None:
    """Say whether bytes are a container that can be taken apart here: ZIP, PDF, DOCX or MAIL; else None.

    head: the first bytes, 64 KiB or more where there are as many. A DOCX whose first 64 KiB do not show it
    is a ZIP here, and found to be a DOCX when it is opened.
    """
    if head.startswith(_ZIP):
        return Kind.DOCX if _begins_as_word(head) else Kind.ZIP
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(_OLE):
        return Kind.MAIL if _may_be_message(head) else None
    return Kind.MAIL if looks_like_mail(head) else None


def is_other_office(head: bytes) -> bool:
    """Whether a ZIP is a spreadsheet or a presentation: they can hold pictures, and their parts are no documents.

    By the names of its members, never by words that stand somewhere in it: a folder may be called `xl` too.
    """
    begins = head[_LOCAL_NAME:]
    if begins.startswith(_OPEN_DOCUMENT):
        return True
    if begins.startswith(_CONTENT_TYPES) and any(part in head for part in _OFFICE_PARTS):
        return True
    names = {head[at : at + length] for at, length in _named_in(head)}
    return any(name.startswith(_OFFICE_PARTS) for name in names) and any(
        name == _CONTENT_TYPES or name.startswith(_OFFICE_ROOTS) for name in names
    )


def _named_in(head: bytes) -> Iterator[tuple[int, int]]:
    """Where the names of members stand whose headers lie in the first bytes, and how long each is."""
    for found in _LOCAL_HEADER.finditer(head):
        yield found.end(), int.from_bytes(found[1], "little")


def is_signed_package(head: bytes) -> bool:
    """Whether a ZIP is a package that a desk of Waymark made and signed, by its manifest."""
    return head.startswith(_ZIP) and all(mark in head for mark in _SIGNED)


def _begins_as_word(head: bytes) -> bool:
    is_word = b"word/document" in head and b"[Content_Types].xml" in head
    return is_word and head[_LOCAL_NAME:].startswith(_WORD_BEGINS)


def _may_be_message(head: bytes) -> bool:
    """Whether an OLE file is an Outlook message, as far as its first bytes show its directory."""
    if _MESSAGE_STREAM in head:
        return True
    sector = 1 << min(int.from_bytes(head[30:32], "little"), 16)
    directory_at = (int.from_bytes(head[48:52], "little") + 1) * sector
    return directory_at + sector > len(head)


def is_old_office(head: bytes) -> bool:
    return head.startswith(_OLE)


def looks_like_mail(head: bytes) -> bool:
    """Whether a text begins as a mail does: header lines, at least three of a mail's own, then an empty one."""
    block, _, _ = head.lstrip(b"\xef\xbb\xbf\r\n").partition(b"\n\r\n" if b"\n\r\n" in head else b"\n\n")
    lines = block[: 1 << 15].splitlines()
    if lines and lines[0].startswith((b"From ", b">From ")):
        lines = lines[1:]
    known = set()
    for line in lines[:200]:
        if line[:1] in (b" ", b"\t"):
            continue
        match = _HEADER.match(line)
        if match is None:
            break
        known.add(match[1].lower())
    return len(known & _MAIL_HEADERS) >= _ENOUGH_HEADERS


def why_not_opened(head: bytes, *, streams: frozenset[str] = frozenset()) -> str:
    """One line for a container that is not taken apart here. streams: the names in an OLE file, if it is one."""
    what = next((words for mark, words in _NOT_OPENED if head.startswith(mark)), "")
    if not what:
        what = next((words for stream, words in _OLD_OFFICE.items() if stream in streams), "")
    if not what and head[257:262] == b"ustar":
        what = "a tar archive"
    if not what and head.startswith(_OLE):
        what = "an Office document of an old kind"
    if not what and not is_container(head):
        return (
            "It is a text with files written into it, so only its hashes and size were noted: "
            "have them taken out where media is handled, and deliver the text without them"
        )
    remedy = next((words for word, words in _REMEDIES.items() if word in what), _REMEDIES["archive"])
    return f"It is {what or 'a container of a kind'} that is not opened here: {remedy}"
