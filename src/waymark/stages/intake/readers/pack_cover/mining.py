"""Proposing the facts of a pack's cover from its text."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from waymark.stages.intake.readers.pack_cover.columns import columns_apart
from waymark.stages.intake.readers.pack_cover.fields import FIELDS, Subject
from waymark.stages.intake.readers.pack_cover.gathering import Gathering
from waymark.stages.intake.readers.pack_cover.labelled import Labelled
from waymark.stages.intake.readers.pack_cover.layout import PAGE_BREAK, lines_of
from waymark.stages.intake.readers.pack_cover.proposals import Proposal
from waymark.stages.intake.readers.pack_cover.sentences import take_sentences
from waymark.stages.intake.readers.pack_cover.walking import walk

NAME = "pack-cover/2"

# A cover is a few pages; what follows in a longer text is its enclosures, which have readers of their own.
MOST_PAGES = 60
MOST_CHARACTERS = 60_000
# Blanks that no hand set: what follows them in a page is not looked through, so that no text can hold a reader up.
_VOID = re.compile(r"\s{400}")
# Where a CyberTipline report that is bound into a pack begins: its people are the reporter's, not the pack's.
_EMBEDDED = re.compile(r"(?m)^\s*(?:Section A:.{0,80}|Reporting Electronic Service Provider \(ESP\))\s*$")
_ORDER = {(field.subject, field.name): n for n, field in enumerate(FIELDS)}
_SUBJECTS = {subject: n for n, subject in enumerate(Subject)}


def mine(text: str, *, received_at: datetime) -> list[Proposal]:
    """Propose the facts of one document of a pack, in the order in which an officer reads them.

    text: as extracted, a form feed between pages. received_at: when the pack came (UTC), beside which a year
    can be doubtful. Nothing is invented: every value stands in the text where its proposal says.
    """
    covered, _ = _covered(text)
    gathering = Gathering(covered, received_at=received_at)
    labelled = Labelled(gathering)
    for met in walk(columns_apart(lines_of(covered))):
        labelled.take(met)
    take_sentences(gathering)
    return sorted(gathering.found.values(), key=_place)


class Why(StrEnum):
    """Why part of a text is not looked through."""

    TOO_LONG = "too_long"
    ENCLOSED = "enclosed"
    BLANKS = "blanks"


class Unsearched(NamedTuple):
    """Pages of which nothing is proposed. first, last: from 1; is_partly: the beginning of the first was looked
    through.
    """

    first: int
    last: int
    is_partly: bool
    why: Why


def unsearched(text: str) -> list[Unsearched]:
    """What of a text an officer must read without proposals, in order; empty where all was looked through."""
    return _covered(text)[1]


def _covered(text: str) -> tuple[str, list[Unsearched]]:
    """The part of a text that can be a cover: no enclosure of its own kind, no more than a person would read."""
    whole = text.split(PAGE_BREAK)
    pages: list[str] = []
    left_out: list[Unsearched] = []
    left = MOST_CHARACTERS
    for number, page in enumerate(whole, start=1):
        if number > MOST_PAGES or left <= 0:
            left_out += _rest(whole, number, 0, Why.TOO_LONG)
            break
        kept = _VOID.split(page[:left], 1)[0]
        if match := _EMBEDDED.search(kept):
            pages.append(kept[: match.start()])
            left_out += _rest(whole, number, match.start(), Why.ENCLOSED)
            break
        pages.append(kept)
        if len(page) > left:
            left_out += _rest(whole, number, len(kept), Why.TOO_LONG)
            break
        if page[len(kept) :].strip():
            left_out.append(Unsearched(number, number, is_partly=True, why=Why.BLANKS))
        left -= len(page) + 1
    return PAGE_BREAK.join(pages), left_out


def _rest(pages: list[str], number: int, start: int, why: Why) -> list[Unsearched]:
    """What is left of a text from a character of a page on; none where that is blank."""
    if not any(page.strip() for page in (pages[number - 1][start:], *pages[number:])):
        return []
    is_partly = bool(pages[number - 1][:start].strip())
    return [Unsearched(number, len(pages), is_partly=is_partly, why=why)]


def _place(proposal: Proposal) -> tuple[int, int, int, int]:
    place = proposal.place
    return _SUBJECTS[place.subject], place.of, _ORDER[place.subject, place.name], place.n
