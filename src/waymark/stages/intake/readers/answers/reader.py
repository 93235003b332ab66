"""A platform's answer read into facts, by the shape that it has."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO

from waymark.referrals.types import Fact, Flaw
from waymark.stages.intake.readers.answers import columns, google, lines, meta, positions
from waymark.stages.intake.readers.answers.dividing import divide
from waymark.stages.intake.readers.answers.gathering import Gathered
from waymark.stages.intake.readers.answers.pages import parse_page
from waymark.stages.intake.readers.answers.tables import take as take_tables
from waymark.stages.intake.readers.delimited import beginning_of, rows_of, text_of
from waymark.stages.intake.readers.errors import UnknownRoot
from waymark.stages.intake.readers.signatures import embeds_media

# A picture written into a page; the platforms' own marks are smaller.
_PICTURE = re.compile(r"data:(?:image|video|audio|application)/[^\"'\s>]{16384}")
_NAMELESS = (
    "The table does not say which platform it is of, so its addresses and times were read and no service was put "
    "to its account: see from the enquiry who answered"
)
_SNIFFED = 1 << 16  # characters within which a document shows whose it is
KNOWN_PATHS: Mapping[str, str] = MappingProxyType(
    {
        **{f"Meta{path}": place for path, place in meta.KNOWN_PATHS.items()},
        **{f"Google{path}": place for path, place in google.KNOWN_PATHS.items()},
        **{f"Table/{path}": place for path, place in columns.KNOWN_PATHS.items()},
        **{f"Google{path}": place for path, place in positions.KNOWN_PATHS.items()},
        **{f"Text{path}": place for path, place in lines.KNOWN_PATHS.items()},
    }
)


def looks_like(head: str) -> bool:
    """Whether a document's beginning is that of an answer of a platform that is known.

    One that has pictures written into it is none: nothing that holds media is kept in the open. A page may
    have a mark of the platform in it.
    """
    is_page = head.lstrip("\ufeff \t\r\n").startswith("<")
    holds_media = _PICTURE.search(head) is not None if is_page else embeds_media(head)
    return not holds_media and bool(_shape(head))


def _shape(head: str) -> str:
    if meta.looks_like(head):
        return "meta"
    if google.looks_like(head):
        return "google"
    if positions.looks_like(head):
        return "positions"
    if lines.looks_like_kik(head):
        return "kik"
    if lines.looks_like_discord(head):
        return "discord"
    return "table" if _is_table(head) else ""


def _is_table(head: str) -> bool:
    if head.lstrip("\ufeff \t\r\n")[:1] in ("{", "[", "<"):
        return False
    whole, _, _ = head.lstrip("\ufeff").rpartition("\n")
    return divide(beginning_of(whole or head)).is_answer


def read(stream: BinaryIO, *, trace: bool = False) -> Iterator[Fact]:
    """Read an answer into facts: events, files, the account's holder, and the head last.

    `asked.asked` finds in them what the answer says of the question. Raises CannotRead.
    """
    text = text_of(stream)
    shape = _shape(text[:_SNIFFED])
    if shape in ("meta", "google"):
        root = parse_page(io.BytesIO(text.encode("utf-8")))
        gathered = Gathered(trace, meta.PLATFORM if shape == "meta" else google.PLATFORM)
        (meta if shape == "meta" else google).take(root, gathered)
    elif shape in ("kik", "discord"):
        gathered = Gathered(trace, lines.KIK if shape == "kik" else lines.DISCORD)
        (lines.take_kik if shape == "kik" else lines.take_discord)(text, gathered)
    elif shape == "positions":
        gathered = Gathered(trace, positions.PLATFORM)
        positions.take(text, gathered)
    elif shape == "table":
        document = divide(rows_of(text.lstrip("\ufeff")))
        gathered = Gathered(trace, document.platform)
        take_tables(document, gathered)
        gathered.say(service=document.platform)
        gathered.know(service=document.platform)
        if not document.platform:
            gathered.out.append(Flaw("the headings", _NAMELESS))
    else:
        raise UnknownRoot(where="the beginning", what="This is no platform's answer of a shape that is known")
    yield from gathered.facts()
