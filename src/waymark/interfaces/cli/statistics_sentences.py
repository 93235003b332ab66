"""What a person reads under a change or a base: each measure on a line of its own, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark.stages.statistics.rules.written_figures import in_print

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waymark.stages.statistics.rules.bases import Base
    from waymark.stages.statistics.rules.comparisons import Change, Rate, Span
    from waymark.stages.statistics.rules.decomposition import Decomposition


def lines_of_change(found: Change) -> Iterator[str]:
    """The figures with their periods, then what can be reckoned from them."""
    absolute = "" if found.absolute is None else f": {in_print(found.absolute, signed=True)}"
    yield f"{_dated(found.old, found.a)}, then {_dated(found.new, found.b)}{absolute}"
    if found.per_day:
        yield _rate("a day", found.per_day, 3)
    if found.per_month:
        yield _rate("a month", found.per_month, 2)
    if found.ratio_interval:
        low, high = found.ratio_interval
        yield f"by chance alone, 95%: {low:,.2f} to {high:,.2f} times"
    if found.growth:
        yield from _growth(found)
    if found.annualised:
        year = found.annualised
        low, high = year.interval
        months = "" if year.by_months is None else f"; {year.by_months:,.0f} by the month"
        yield (
            f"a year at this rate: {year.by_days:,.0f} by the day, {low:,.0f} to {high:,.0f} by chance alone{months}"
        )


def _growth(found: Change) -> Iterator[str]:
    growth = found.growth
    assert growth is not None
    said = f"as growth: {growth.percent_a_year:+,.2f}% a year over {_years(round(growth.years, 2))}"
    if growth.doubling_years:
        said += f", doubling in {_years(round(growth.doubling_years, 2))}"
    if growth.halving_years:
        said += f", halving in {_years(round(growth.halving_years, 2))}"
    yield said


def _years(years: float) -> str:
    return "1 year" if years == 1 else f"{in_print(years)} years"


def _dated(figure: float, span: Span | None) -> str:
    if span is None:
        return in_print(figure)
    return f"{in_print(figure)} in {span.text} ({span.first} to {span.last}, {span.days} days)"


def _rate(name: str, rate: Rate, digits: int) -> str:
    percent = "" if rate.percent is None else f" ({rate.percent:+,.1f}%)"
    return f"{name}: {rate.old:,.{digits}f}, then {rate.new:,.{digits}f}{percent}"


def rows_of_base(found: Base) -> list[tuple[str, ...]]:
    """Each reading of the words with what it makes of the base."""
    return [
        (
            each.reading.replace("_", " "),
            in_print(each.base),
            f"{in_print(each.interval.low)} to {in_print(each.interval.high)}",
            each.says,
        )
        for each in found.readings
    ]


BASE_COLUMNS = ("reading", "was", "from and to", "which says that the figure")


def rows_of_parts(found: Decomposition) -> list[tuple[str, ...]]:
    """Each part with its two figures, its share of each total, and what it made of the change."""
    return [
        (
            part.source,
            in_print(part.old),
            in_print(part.new),
            _moved(part.absolute, part.per_day),
            _percent(part.share_old),
            _percent(part.share_new),
            _percent(part.share_of_growth),
        )
        for part in found.parts
    ]


PART_COLUMNS = ("source", "old", "new", "change", "share, old", "share, new", "of the change")


def _moved(absolute: float | None, per_day: Rate | None) -> str:
    if absolute is not None:
        return in_print(absolute, signed=True)
    return f"{per_day.new - per_day.old:+,.2f} a day" if per_day else ""


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}%"
