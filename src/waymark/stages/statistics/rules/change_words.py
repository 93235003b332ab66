"""What is said of a change: its sentence, and what a reader must be warned of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from waymark.stages.statistics.rules.breaks import Break
from waymark.stages.statistics.rules.periods import PeriodKind
from waymark.stages.statistics.rules.written_figures import in_print

if TYPE_CHECKING:
    from waymark.stages.statistics.rules.comparisons import Change, Span

_FEW = 20  # below this one more or fewer moves a percentage by five points
_LENGTHS_DIFFER = 0.01
_SHOWS = 0.05  # a percentage nearer to 0 is written 0.0


def reading_of(found: Change, *, refused: bool) -> str:
    """The change in a sentence, with "by" and "of" told apart. refused: no percentage, for a break."""
    between = f"from {in_print(found.old)} to {in_print(found.new)}"
    if refused and (found.a is None or found.b is None):
        return f"{between}: on which side of a break each lies is not said, so no one percentage"
    if refused:
        return f"{between}, on two sides of a break in the series: no one percentage"
    if found.percent is None or found.ratio is None:
        return f"{between}: no percentage of nothing"
    what = "the daily rate" if found.basis == "per_day" else "the figure"
    if not found.percent:
        return f"{what} did not change"
    moved = "rose" if found.percent > 0 else "fell"
    by = f"{abs(found.percent):,.1f}%" if abs(found.percent) >= _SHOWS else "less than 0.1%"
    said = f"{what} {moved} by {by}, to {found.ratio * 100:,.1f}% of what it was ({found.ratio:,.2f} times)"
    printed = found.printed
    if printed is None:
        return said
    said += f"; print would say {printed.rounded:+,d}%"
    if printed.rounded != printed.truncated:
        said += f", or {printed.truncated:+,d}% cut off and not rounded"
    return said


def warnings_of(found: Change, *, days_a_year: int) -> Iterator[str]:
    """What must be read with two figures of two periods."""
    if not found.old:
        yield "the old figure is 0: a percentage of nothing has no meaning"
    elif min(found.old, found.new) < _FEW:
        yield "small counts: a percentage of so few says little; give the counts themselves"
    if found.a is None or found.b is None:
        yield _unsaid(found.a, found.b)
    else:
        yield from length_warnings(found.a, found.b, by_day=found.basis == "per_day", days_a_year=days_a_year)


def length_warnings(a: Span, b: Span, *, by_day: bool, days_a_year: int) -> Iterator[str]:
    """What must be read with two periods, whatever was counted in them."""
    if by_day:
        yield f"{a.text} has {a.days} days and {b.text} has {b.days}: compared by the day, not as they are"
    elif abs(a.days - b.days) / max(a.days, b.days) > _LENGTHS_DIFFER:
        yield f"{a.text} has {a.days} days and {b.text} has {b.days}: see also the change by the day"
    if by_day and min(a.days, b.days) < days_a_year:
        yield "less than a year beside another length of time: seasons are not allowed for"
    if {a.kind, b.kind} == {PeriodKind.YEAR, PeriodKind.FINANCIAL_YEAR}:
        yield "one is a calendar year and one a financial year (April to March)"
    if b.first <= a.last and a.first <= b.last:
        yield f"{a.text} and {b.text} overlap: the same days are in both"
    elif b.first < a.first:
        yield f"{b.text} comes before {a.text}: the comparison runs backwards"


def _unsaid(a: Span | None, b: Span | None) -> str:
    if a is None and b is None:
        return "no periods were given: the two figures are taken to cover the same length of time"
    which = "old" if a is None else "new"
    return f"no period was given for the {which} figure: the two are taken to cover the same length of time"


def break_warnings(between: Sequence[Break], found: Change, *, asked: bool) -> Iterator[str]:
    """What is said of the breaks between two periods. asked: a percentage across them was asked for outright."""
    for each in between:
        yield f"series break on {each.on.isoformat()}: {each.what} ({each.source})"
    if found.a is None or found.b is None:
        yield "give both periods, so that it can be seen whether a break lies between"
    yield (
        "one percentage across a break was asked for"
        if asked
        else "no one percentage is given across a break; ask for it outright to have it"
    )
