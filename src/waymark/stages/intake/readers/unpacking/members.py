"""What is found inside a delivery that can hold media, and how far the finding may go."""

from __future__ import annotations

from typing import NamedTuple

from waymark.stages.intake.rules import Kind

INSIDE = "!/"  # between a container and what lies in it: `a.zip!/b.json`


class Member(NamedTuple):
    """One file inside a container, or the container's own text.

    path: where it lies, made harmless: '/'-joined, relative, nothing above the container, no control
    characters; empty for the container's own text; `a.zip!/b.json` inside a container inside.
    named: the name exactly as the container gave it, decoded as well as can be.
    size: bytes, counted as they were read, never as claimed. md5, sha1, sha256: lower-case hex of those
    bytes; size and digests are of the member itself, whatever its content is.
    kind: from its first bytes, and from a look inside.
    content: what may be kept in the open: the bytes of a text document, or the text taken out of a PDF,
    DOCX or mail (UTF-8, a form feed between pages or parts). None for media and for what stays shut.
    is_extracted: whether content is such a text and not the member's own bytes.
    trouble: why it could not be read and what to do, in one line; empty when all is well.
    pdq: of a picture, in hex, where it was computed; else empty.
    """

    path: str
    named: str
    size: int
    kind: Kind
    md5: str
    sha1: str
    sha256: str
    content: bytes | None
    is_extracted: bool
    trouble: str = ""
    pdq: str = ""


class Limits(NamedTuple):
    """How far one unpacking may go. Sizes in bytes, times in seconds.

    The numbers are ours: generous beside the largest public packages, and small beside what would hurt a
    desk's machine. Measured on 22 November 2026 with the documents of tests/integration.
    """

    members: int = 50_000  # ten thousand files of one report are real (a bundled report)
    total: int = 64 << 30  # of everything unpacked, containers inside counted again
    ratio: int = (
        250  # unpacked to packed, beyond `ratio_from`; text packs to a fortieth, a bomb to a thousandth
    )
    ratio_from: int = 32 << 20
    depth: int = 4  # containers in one another: mail, ZIP, ZIP, PDF
    name: int = 2_048  # bytes of one name
    content: int = 64 << 20  # of one member's bytes or text that is handed on
    inside: int = 192 << 20  # of a container inside a container, which is held in memory while it is open
    seconds: int = 60  # without any sign of progress
    cpu_seconds: int = 300  # of one document's taking apart; an archive is limited by what it unpacks to
    memory: int = 1 << 30  # address space of the child
    open_files: int = 64


LIMITS = Limits()
