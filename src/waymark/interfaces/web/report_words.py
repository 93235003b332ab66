"""What documents of one report say otherwise, what others added, and how a report may be handled: for pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from waymark.interfaces.web.words import words_for
from waymark.referrals.comparing import Difference, differences
from waymark.referrals.records import AdditionLine, NewsLine, OriginalLine, ReportLine
from waymark.referrals.types import Fact

# So many differences are read by a person; the rest are counted.
SHOWN = 50


class Compared(NamedTuple):
    """One other document of a report, and what it says otherwise. is_compared: False where it is too large."""

    original: OriginalLine
    is_compared: bool
    differences: tuple[Difference, ...]
    others: int


def compared(original: OriginalLine, mine: Sequence[Fact] | None, theirs: Sequence[Fact] | None) -> Compared:
    """What another document of a report says otherwise than the one whose page it is."""
    if mine is None or theirs is None:
        return Compared(original, False, (), 0)
    found = differences(mine, theirs)
    return Compared(original, True, found[:SHOWN], max(len(found) - SHOWN, 0))


class AddedBy(NamedTuple):
    """What one other than the reporter added in one section of a document."""

    heading: str
    lines: tuple[AdditionLine, ...]


def added_by(additions: Sequence[AdditionLine]) -> list[AddedBy]:
    """Additions under who made them, in the documents' order: `Added by NCMEC's systems (section B)`."""
    groups: dict[tuple[str, str], list[AdditionLine]] = {}
    for each in additions:
        groups.setdefault((each.by, each.section), []).append(each)
    return [AddedBy(_heading(by, section), tuple(lines)) for (by, section), lines in groups.items()]


def _heading(by: str, section: str) -> str:
    place = f"section {section}" if len(section) == 1 else section
    return f"Added by {words_for(by, 'added_by')}" + (f" ({place})" if place else "")


class Handling(NamedTuple):
    """One thing that says how far a report can be trusted and shared: its name, and what was stated."""

    name: str
    stated: str


def handling_of(line: ReportLine) -> list[Handling]:
    """Grade, handling code, its conditions and the protective marking, those that were stated."""
    said = (
        ("Source grade", line.source_grade),
        ("Handling code", line.handling_code),
        ("Conditions", line.handling_conditions),
        ("Marking", line.marking),
    )
    return [Handling(name, stated) for name, stated in said if stated]


class NewsShown(NamedTuple):
    """One thing that is new of a referral, in words."""

    news: NewsLine
    title: str
    holds: str
    moved: bool
    differences: tuple[Difference, ...]
    others: int


def shown_news(news: NewsLine) -> NewsShown:
    return NewsShown(
        news,
        words_for(news.kind, "news"),
        f"{news.parties} people, {news.events} IP events, {news.files} files",
        (news.level_before, news.rank_before) != (news.level_after, news.rank_after),
        news.differences[:SHOWN],
        max(len(news.differences) - SHOWN, 0),
    )
