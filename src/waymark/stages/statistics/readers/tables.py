"""Tables that others made: a series or several, parts of a whole, and calendars, from bytes of CSV.

stream: CSV, as `headed_rows` reads it. name: what the table is called in what is said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from waymark.errors import WaymarkError
from waymark.reference.readers.headed_tables import TableRow, headed_rows
from waymark.stages.statistics.rules import calendars
from waymark.stages.statistics.rules.calendars import Calendar
from waymark.stages.statistics.rules.series import Series, read_series
from waymark.stages.statistics.rules.weeks import MISSING, BadSeries, Week, weekly
from waymark.stages.statistics.rules.written_figures import NotAFigure, check_points, figure_of

_DAY_COLUMNS = (
    "week_start", "week_starting", "week_commencing", "week_beginning", "week", "date", "day", "ds",
)  # fmt: skip
_COUNT_COLUMNS = (
    "count", "counts", "n", "number", "value", "total", "cases", "reports", "referrals", "offences", "crimes", "y",
)  # fmt: skip
_PERIOD_COLUMNS = (
    "period", "month", "quarter", "year", "financial_year", "time_period", "month_start", "month_year",
    "year_month", "yearmonth", "week_ending", "week_end", "quarter_start", *_DAY_COLUMNS,
)  # fmt: skip
_MOST_SERIES = 100


class NotAPart(WaymarkError):
    """A word or a row that names no source with its old and its new figure."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}: write each source once, as NAME=OLD:NEW or in a file with source, old and new"
        )


class WhichAuthority(WaymarkError):
    """A table of term dates holds more than one authority's, or not the one asked for."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(
            f"The calendar holds {len(found)} authorities: choose one with `authority`, such as "
            f"{', '.join(found[:6])}"
        )


def weeks_in(stream: BinaryIO, name: str) -> list[Week]:
    """The weeks of a table of weekly or daily counts. Raises WrongFile, BadSeries."""
    columns = {"day": _DAY_COLUMNS, "count": _COUNT_COLUMNS}
    needs = "the columns week_start and count, or date and count"
    rows = [row.wanted for row in headed_rows(stream, columns, needs=needs)]
    if not rows or not rows[0]["day"]:
        raise BadSeries(f"{name} has not {needs}")
    return weekly((row["day"], row["count"]) for row in rows)


def calendar_in(stream: BinaryIO, name: str, *, authority: str = "") -> Calendar:
    """The calendar of a table in any of its three shapes. Raises WrongFile, BadCalendar, WhichAuthority."""
    columns = {
        "week": ("week_start", "week_starting", "week_commencing", "week"),
        "holiday": ("holiday", "is_holiday", "school_holiday"),
        "start": ("start", "start_date", "first_day", "from"),
        "end": ("end", "end_date", "last_day", "to"),
        "authority": ("authority", "local_authority", "council"),
        "code": ("code", "authority_code", "la_code"),
        **{term: (term,) for term in calendars.TERM_COLUMNS},
    }
    needs = "week_start and holiday, or start and end, or an authority's term dates"
    rows = [row.wanted for row in headed_rows(stream, columns, needs=needs)]
    if not rows:
        raise calendars.BadCalendar(f"{name} has headings and no rows")
    rows = _of_one_authority(rows, authority)
    if rows and rows[0]["week"] and rows[0]["holiday"]:
        return calendars.from_weeks((row["week"], row["holiday"]) for row in rows)
    if rows and rows[0]["start"] and rows[0]["end"]:
        days = [(calendars.day(row["start"]), calendars.day(row["end"])) for row in rows]
        return calendars.from_spans(calendars.Span(start, end) for start, end in days)
    if rows and rows[0]["autumn_start"]:
        return calendars.from_terms(rows)
    raise calendars.BadCalendar(f"{name} has none of {needs}")


def _of_one_authority(rows: list[dict[str, str]], authority: str) -> list[dict[str, str]]:
    names = list(dict.fromkeys(row["authority"] for row in rows if row["authority"]))
    if authority:
        wanted = authority.casefold()
        rows = [row for row in rows if wanted in {row["authority"].casefold(), row["code"].casefold()}]
    if not rows or (len(names) > 1 and not authority):
        raise WhichAuthority(names)
    return rows


def series_in(
    stream: BinaryIO, name: str, where: Sequence[str] = ()
) -> dict[tuple[tuple[str, str], ...], Series]:
    """The series of a table, by what its other columns say; of one series, with nothing to tell it by.

    where: COLUMN=VALUE, which rows to take. Raises WrongFile, BadSeries.
    """
    columns = {"period": _PERIOD_COLUMNS, "count": _COUNT_COLUMNS}
    wanted = dict(each.partition("=")[::2] for each in where)
    found: dict[tuple[tuple[str, str], ...], list[tuple[str, str]]] = {}
    for row in _with_counts(list(headed_rows(stream, columns, needs="the columns period and count"))):
        others = {column: str(value).strip() for column, value in row.kept.items()}
        if all(others.get(column) == value for column, value in wanted.items()):
            others_say = tuple(pair for pair in others.items() if pair[0] not in wanted)
            found.setdefault(others_say, []).append((row.wanted["period"], row.wanted["count"]))
    if not found or not next(iter(found.values()))[0][0]:
        raise BadSeries(
            f"{name} has no rows with a period and a count" + (" that fit `where`" if where else "")
        )
    if len({tuple(column for column, _ in each) for each in found}) == 1 and _is_one(found):
        found = {(): [pair for rows in found.values() for pair in rows]}
    if len(found) > _MOST_SERIES:
        raise BadSeries(f"{name} holds {len(found)} series: choose with `where`, COLUMN=VALUE")
    return {each: read_series(rows) for each, rows in found.items()}


def _with_counts(rows: list[TableRow]) -> list[TableRow]:
    """Rows whose count goes by another heading, where one other column alone holds figures. Raises BadSeries."""
    if not rows or any(row.wanted["count"] for row in rows):
        return rows
    figures = [each for each in rows[0].kept if _is_of_figures(str(row.kept.get(each, "")) for row in rows)]
    if len(figures) != 1:
        there = ", ".join(rows[0].kept) or "none but the period"
        raise BadSeries(f"no column is headed count; there are {there[:120]}")
    (heading,) = figures
    return [
        row._replace(
            wanted=row.wanted | {"count": str(row.kept[heading]).strip()},
            kept={other: value for other, value in row.kept.items() if other != heading},
        )
        for row in rows
    ]


def _is_of_figures(cells: Iterable[str]) -> bool:
    given = [cell for cell in cells if cell.strip().casefold() not in MISSING]
    try:
        return bool([figure_of(cell) for cell in given])
    except NotAFigure:
        return False


def _is_one(found: dict[tuple[tuple[str, str], ...], list[tuple[str, str]]]) -> bool:
    """Whether the other columns tell no series apart: remarks on single rows do not."""
    periods = [period for rows in found.values() for period, _ in rows]
    return len(periods) == len(set(periods))


def parts_in(stream: BinaryIO, name: str) -> Iterator[tuple[str, tuple[float, float]]]:
    """Each part with its old and its new figure, in order. Raises WrongFile, NotAFigure."""
    columns = {
        "source": ("source", "part", "name"),
        "old": ("old", "before", "a"),
        "new": ("new", "after", "b"),
    }
    rows = list(headed_rows(stream, columns, needs="the columns source, old and new"))
    check_points(row.wanted[column] for row in rows for column in ("old", "new"))
    for row in rows:
        where = f"row {row.number} of {name}"
        old, new = (figure_of(row.wanted[column], f"{where}, {column}") for column in ("old", "new"))
        yield row.wanted["source"], (old, new)


def named_parts(pairs: Iterable[tuple[str, tuple[float, float]]]) -> dict[str, tuple[float, float]]:
    """Parts by their names, each there once. Raises NotAPart."""
    found: dict[str, tuple[float, float]] = {}
    for name, pair in pairs:
        named = name.strip() or "(not stated)"
        if named in found:
            raise NotAPart(f"{named[:40]!r} is there twice")
        found[named] = pair
    return found
