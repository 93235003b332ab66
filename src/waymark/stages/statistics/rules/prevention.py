"""Prevention sheets: what parents and schools may know from figures that are already suppressed, in plain words.

No case and no person stands behind a line of one: they are made from `Told` alone, whose small numbers are hidden,
with others that would give them away, and whose other numbers are rounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from waymark.errors import WaymarkError
from waymark.stages.statistics.rules.periods import Period, PeriodKind
from waymark.stages.statistics.rules.suppression import THRESHOLD, hidden_cells, hides_total

ROUNDED_TO = 5
"""Shown figures are rounded to it, so that two sheets cannot be subtracted. Source: ONS, Policy on protecting
confidentiality in tables (2009): rounding beside suppression, where tables of one population are published often."""


class PeriodTooFine(WaymarkError):
    """A sheet was asked for a period that could be subtracted from another."""

    def __init__(self, period: Period) -> None:
        super().__init__(
            f"A sheet is made of a year, a financial year or a quarter, and not of {period.text}: two sheets whose "
            "days almost agree would give away what is between them"
        )


def check_period(period: Period) -> None:
    """Pass for a year, a financial year or a quarter. Raises PeriodTooFine."""
    if period.kind not in {PeriodKind.YEAR, PeriodKind.FINANCIAL_YEAR, PeriodKind.QUARTER}:
        raise PeriodTooFine(period)


class Audience(StrEnum):
    PARENTS = "parents"
    SCHOOLS = "schools"


@dataclass(frozen=True, slots=True)
class SafeTable:
    """A table fit for anybody. rows: label and rounded count, None where it is hidden. total: None where hidden."""

    rows: tuple[tuple[str, int | None], ...]
    total: int | None

    @property
    def most(self) -> tuple[str, int] | None:
        """The largest row that is shown; None where two are as large, or nothing is shown."""
        shown = sorted(((count, label) for label, count in self.rows if count), reverse=True)
        if not shown or (len(shown) > 1 and shown[0][0] == shown[1][0]):
            return None
        return shown[0][1], shown[0][0]


@dataclass(frozen=True, slots=True)
class Told:
    """What the desk was told in a period, made safe. ages, kinds, quarters: of victims, reports and reports.

    who: whose record. as_at: RFC 3339.
    """

    period: str
    who: str
    as_at: str
    ages: SafeTable
    kinds: SafeTable
    quarters: SafeTable


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sheet: sentences, then points."""

    title: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole sheet. tables: by title, with the heads of their two columns."""

    audience: Audience
    title: str
    told: Told
    parts: tuple[Part, ...]
    tables: tuple[tuple[str, tuple[str, str], SafeTable], ...]
    notes: tuple[str, ...]


NOT_KNOWN = "not known"
AGES = ((9, "under 10"), (12, "10 to 12"), (15, "13 to 15"), (17, "16 and 17"))
_ADULT = "18 and over"


def age_band(text: str) -> str:
    """The band of an age as the record has it; what is no age is not known."""
    if not text.isdigit():
        return NOT_KNOWN
    return next((band for last, band in AGES if int(text) <= last), _ADULT)


IMAGES = "indecent images of children"
APPROACH = "somebody approaching a child online"
SENT = "unwanted material sent to a child"
OTHER_KIND = "something else, or not stated"
# What documents of any format call it holds one of these words.
_KINDS = (
    (APPROACH, ("enticement", "grooming", "sexual communication", "solicitation")),
    (SENT, ("unsolicited",)),
    (IMAGES, ("pornograph", "indecent", "csam", "sexual abuse material", "imagery")),
)


def kind_in_plain_words(stated: str) -> str:
    """A kind of incident as a sheet says it; words that are not known are not guessed at."""
    words = stated.casefold()
    return next((plain for plain, marks in _KINDS if any(mark in words for mark in marks)), OTHER_KIND)


def made_safe(counts: Mapping[str, int]) -> SafeTable:
    """A table in which nothing below THRESHOLD can be read or worked out. counts: by label, in order."""
    cells: dict[tuple[str, ...], int] = {(label,): count for label, count in counts.items()}
    hidden = hidden_cells(cells)
    is_total_hidden = hides_total(cells, hidden)
    rows = tuple((label, None if (label,) in hidden else _rounded(count)) for label, count in counts.items())
    return SafeTable(rows, None if is_total_hidden else _rounded(sum(counts.values())))


def _rounded(count: int) -> int:
    """To the nearest ROUNDED_TO, but never to 0 what is there."""
    return max(ROUNDED_TO * ((2 * count + ROUNDED_TO) // (2 * ROUNDED_TO)), ROUNDED_TO) if count else 0


def in_ten(part: int, whole: int | None) -> str:
    """A share as people say it; empty where the whole is not known or too small to say it of."""
    if not whole or whole < THRESHOLD * 4 or part > whole:
        return ""
    tenths = round(part / whole * _TENTHS)
    if tenths == _TENTHS:
        return "nearly all"
    return f"about {tenths} in 10" if tenths else "fewer than 1 in 10"


_TENTHS = 10
