"""A received PDF's text, a form feed between pages: section A is what the ESP reported, the rest was added.

What is known of its labels comes from public readers; its wording varies by year and by ESP. A line is read,
or it is kept raw at `/page[n]/line[n]` (blank lines are counted, and have nothing to keep).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from waymark.referrals.types import DocumentKind, Fact, Report, Role
from waymark.stages.intake.readers.encodings import family_of
from waymark.stages.intake.readers.errors import EmptyDocument, UnknownRoot, WrongEncoding
from waymark.stages.intake.readers.json_documents import LARGEST, read_up_to
from waymark.stages.intake.readers.received.known import PDF_LABELS
from waymark.stages.intake.readers.received.pdf_additions import read_additions
from waymark.stages.intake.readers.received.pdf_files import read_files
from waymark.stages.intake.readers.received.pdf_head import (
    NUMBER,
    read_cover,
    read_esp,
    read_incident,
    read_number,
)
from waymark.stages.intake.readers.received.pdf_lines import (
    PAGE_BREAK,
    Line,
    Reading,
    furniture_of,
    is_page_number,
    lines_of,
)
from waymark.stages.intake.readers.received.pdf_parts import is_entry, parts_of
from waymark.stages.intake.readers.received.pdf_people import read_person

KNOWN_PATHS: Mapping[str, str] = PDF_LABELS

_COVER = 8_000  # characters within which a cover says what it is, and a pack's says that it is a pack
_COVER_MARKS = re.compile(
    r"Priority\s+Level:|Received\s+by\s+NCMEC\s+on|Date\s+PDF\s+Generated:", re.IGNORECASE
)
_PACK_MARKS = re.compile(r"National Crime Agency|\bNCA [Rr]ef|Handling [Cc]ode|\bOFFICIAL[ -]SENSITIVE\b")
_BLOCKS = {
    "esp": re.compile(r"Reporting Electronic Service Provider(?: \(ESP\))?:?", re.IGNORECASE),
    "incident": re.compile(r"Incident Information:?", re.IGNORECASE),
    "files": re.compile(r"Uploaded File Information:?", re.IGNORECASE),
}
_PERSON = re.compile(
    r"(Suspect|(?:Intended )?Recipient|(?:Child )?Victim)(?: (\d{1,4}))?( \(continued\))?:?", re.IGNORECASE
)
# A heading that is not known still ends what stands before it: its lines are nobody's.
_OTHER = re.compile(
    r"(?!Source Information|Additional Information|Company Information)"
    r"(?:[A-Z][\w/()-]* ){1,6}(?:Information|Incident|Details)|This concludes Section A.*"
)
_SECTION_AGAIN = re.compile(r"Section A\b.*", re.IGNORECASE)
_ROLES = {"suspect": Role.SUSPECT, "recipient": Role.INTENDED_RECIPIENT, "victim": Role.VICTIM}


class Block(NamedTuple):
    """A block of section A: esp, incident, files, other, or a person under the heading as printed."""

    kind: str
    heading: str
    lines: list[Line]


def looks_like(text: str) -> bool:
    """Whether a text is a report's own: its number and another of the cover's marks on the first page.

    A pack that quotes or holds a report says on its cover that it is a pack.
    """
    cover = text[:_COVER].split(PAGE_BREAK, maxsplit=1)[0]
    if text.lstrip("\ufeff \t\r\n")[:1] in ("<", "{", "[") or _PACK_MARKS.search(cover):
        return False
    return NUMBER.search(cover) is not None and _COVER_MARKS.search(text[:_COVER]) is not None


def read(stream: BinaryIO, *, trace: bool = False) -> Iterator[Fact]:
    """Read a text into facts, the one `Report` last. Raises CannotRead, whatever the bytes are."""
    lines = lines_of(_text_of(stream))
    reading = Reading(lines)
    furniture = furniture_of(lines)
    number = read_number(lines, furniture, reading)
    parts = parts_of([line for line in lines if line not in furniture])
    if not number and not parts.a:
        raise UnknownRoot(
            where="/page[1]", what="The text has neither a CyberTipline report's number nor section A"
        )
    said_elsewhere = [line for line in parts.contents if is_entry(line) or _heading(line.text)]
    reading.account.place(*said_elsewhere, *(line for line in furniture if is_page_number(line)))
    head = {**read_cover(parts.cover, reading), **_read_section_a(parts.a, reading)}
    for lines_of_part, by, section in (
        (parts.summary, "ncmec_systems", "Executive Summary"),
        (parts.b, "ncmec_systems", "B"),
        (parts.c, "ncmec_analysts", "C"),
        (parts.d, "law_enforcement_contact", "D"),
    ):
        read_additions(lines_of_part, reading, by=by, section=section)
    yield from reading.out
    yield from reading.account.facts(trace=trace)
    yield Report(DocumentKind.REPORT, number=number, **head)


def _text_of(stream: BinaryIO) -> str:
    content = read_up_to(stream, LARGEST)
    family, mark = family_of(content)
    try:
        text = codecs.decode(content[mark:], family)
    except UnicodeDecodeError as fault:
        raise WrongEncoding(
            where=f"byte {mark + fault.start}", what=f"The bytes are not valid {family}"
        ) from None
    if not text.strip():
        raise EmptyDocument(where="/page[1]", what="The PDF holds no text: it may be a scan")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _read_section_a(lines: Sequence[Line], reading: Reading) -> dict[str, Any]:
    """What the ESP reported: the fields of the head; parties, events and files go out on the way."""
    blocks = _blocks(lines, reading)
    head: dict[str, Any] = {}
    for block in blocks:
        if block.kind == "esp":
            head = {**read_esp(block.lines, reading), **head}
        elif block.kind == "incident":
            head = {**read_incident(block.lines, reading), **head}
    esp = head.get("reporter", "")
    for block in blocks:
        if block.kind == "files":
            read_files(block.lines, reading, esp=esp)
        elif block.kind in _ROLES:
            read_person(block.lines, reading, _ROLES[block.kind], subject=block.heading, esp=esp)
    return head


def _blocks(lines: Sequence[Line], reading: Reading) -> list[Block]:
    """The blocks of section A. A heading that is repeated on the next page goes on with its block."""
    blocks: list[Block] = [Block("other", "", [])]
    for line in lines:
        words = " ".join(line.text.split())
        if _SECTION_AGAIN.fullmatch(words):
            reading.account.place(line)  # as the top of a page repeats it, in the middle of a block
            continue
        found = _heading(words)
        if found is None:
            blocks[-1].lines.append(line)
            continue
        reading.account.place(line)
        kind, heading, goes_on = found
        earlier = [block for block in blocks if block.kind == kind and block.heading == heading]
        if earlier and goes_on:
            blocks.append(earlier[-1]._replace(heading=heading))
        else:
            blocks.append(Block(kind, heading, []))
    return _once(blocks)


def _once(blocks: list[Block]) -> list[Block]:
    """Each block once: one that went on over a page shares its lines with its beginning."""
    found: dict[int, Block] = {}
    for block in blocks:
        found.setdefault(id(block.lines), block)
    return list(found.values())


def _heading(words: str) -> tuple[str, str, bool] | None:
    """The kind of block that a line heads, its heading, and whether it goes on with an earlier one of it."""
    for kind, pattern in _BLOCKS.items():
        if pattern.fullmatch(words):
            return kind, kind, True
    if match := _PERSON.fullmatch(words):
        kind = match[1].split()[-1].casefold()
        heading = f"{match[1]} {match[2]}" if match[2] else match[1]
        return kind, heading, bool(match[2] or match[3])
    return ("other", words, False) if _OTHER.fullmatch(words) else None
