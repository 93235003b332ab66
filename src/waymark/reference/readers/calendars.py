"""Term dates of education authorities, bank holidays, and how long operators keep records."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from waymark.reference.readers.networks import read_asn
from waymark.reference.readers.tables import Column, WrongFile, cell, find_columns, rows_of
from waymark.reference.rows import BankHolidayRow, RetentionRow, TermRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TERMS = "term-dates"
_HOLIDAYS = "bank-holidays"
_RETENTION = "retention"
_AUTHORITY = {
    "authority": Column(("authority", "local_authority", "lea", "council", "name")),
    "code": Column(("code", "authority_code", "la_code", "lad_code", "gss_code"), ("lad#cd", "utla#cd")),
    "year": Column(("academic_year", "school_year", "year")),
}
_SPAN = {
    "name": Column(("label", "title", "holiday", "term", "description")),
    "first": Column(("start", "start_date", "first_day", "from")),
    "last": Column(("end", "end_date", "last_day", "to")),
}
# Headings of the wide layout, and whether what lies between its two ends is a holiday.
_WIDE = (
    ("autumn term", "autumn_start", "autumn_end", False),
    ("autumn half term", "autumn_half_start", "autumn_half_end", True),
    ("spring term", "spring_start", "spring_end", False),
    ("spring half term", "spring_half_start", "spring_half_end", True),
    ("summer term", "summer_start", "summer_end", False),
    ("summer half term", "summer_half_start", "summer_half_end", True),
)
_TERM_NAME = re.compile(r"\bterm\b", re.IGNORECASE)
_HOLIDAY_NAME = re.compile(r"half|holiday|break", re.IGNORECASE)
_DIVISIONS = frozenset({"england-and-wales", "scotland", "northern-ireland"})
# Nobody is made to keep communications data for longer than 12 months (Investigatory Powers Act 2016
# s 87(3)); an operator may for its own ends, and a figure above ten years is a mistake.
_LONGEST_DAYS = 3653


def read_term_dates(stream: BinaryIO) -> Iterator[TermRow]:
    """Terms and holidays, one row each, from either layout: a row for each authority and year with both
    ends of each term and half term; or a row for each holiday with its first and last day.

    Raises WrongFile: neither layout; a date that is none; an end before its start.
    """
    rows = rows_of(stream, _TERMS)
    _, headings = next(rows)
    plain = [heading.strip().lower().replace(" ", "_") for heading in headings]
    if "autumn_start" in plain:
        yield from _wide(plain, rows)
        return
    at = find_columns(_TERMS, headings, wanted=_AUTHORITY | _SPAN, optional=("code", "year", "name"))
    for number, cells in rows:
        name = cell(cells, at["name"])
        is_holiday = not _TERM_NAME.search(name) or bool(_HOLIDAY_NAME.search(name))
        first, last = _span(cell(cells, at["first"]), cell(cells, at["last"]), number)
        yield TermRow(*_authority(cells, at), is_holiday, name, first, last)


def _wide(plain: Sequence[str], rows: Iterator[tuple[int, list[str]]]) -> Iterator[TermRow]:
    at = find_columns(_TERMS, plain, wanted=_AUTHORITY, optional=("code", "year"))
    for number, cells in rows:
        for name, start, end, is_holiday in _WIDE:
            if start not in plain or end not in plain:
                raise WrongFile(_TERMS, expected=f"the columns {start} and {end}", found="neither or one")
            texts = cell(cells, plain.index(start)), cell(cells, plain.index(end))
            if any(texts):
                first, last = _span(*texts, number)
                yield TermRow(*_authority(cells, at), is_holiday, name, first, last)


def _authority(cells: Sequence[str], at: dict[str, int | None]) -> tuple[str, str, str]:
    return cell(cells, at["authority"]), cell(cells, at["code"]).upper(), cell(cells, at["year"])


def _span(first: str, last: str, row: int) -> tuple[date, date]:
    start, end = _day(first, _TERMS, row), _day(last, _TERMS, row)
    if end < start:
        found = f"{first} to {last}"
        raise WrongFile(_TERMS, expected="a last day on or after the first", found=found, row=row)
    return start, end


def _day(text: str, kind: str, row: int) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as fault:
        raise WrongFile(kind, expected="a day such as 2026-09-01", found=repr(text[:20]), row=row) from fault


def read_bank_holidays(stream: BinaryIO) -> Iterator[BankHolidayRow]:
    """Bank holidays by division: a CSV of division, date and title; the JSON that GOV.UK publishes; or its
    calendar file of one division is refused, because it does not say which. Raises WrongFile.
    """
    head = stream.read(64)
    stream.seek(0)
    if head.lstrip().startswith((b"{", b"\xef\xbb\xbf{")):
        yield from _holidays_in_json(stream)
        return
    rows = rows_of(stream, _HOLIDAYS)
    _, headings = next(rows)
    wanted = {
        "division": Column(("division", "nation", "country")),
        "date": Column(("date", "day")),
        "title": Column(("title", "name", "holiday")),
    }
    at = find_columns(_HOLIDAYS, headings, wanted=wanted, optional=("title",))
    for number, cells in rows:
        division = _division(cell(cells, at["division"]), number)
        day = _day(cell(cells, at["date"]), _HOLIDAYS, number)
        yield BankHolidayRow(division, day, cell(cells, at["title"]))


def _holidays_in_json(stream: BinaryIO) -> Iterator[BankHolidayRow]:
    """Source of the shape: https://www.gov.uk/bank-holidays.json: divisions, each with `events`."""
    try:
        document = json.loads(stream.read().decode("utf-8-sig"))
        for division, body in document.items():
            for number, event in enumerate(body["events"], start=1):
                day = _day(str(event["date"]), _HOLIDAYS, number)
                yield BankHolidayRow(_division(division, number), day, str(event.get("title", "")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        expected = "divisions, each with a list of events with a date"
        raise WrongFile(_HOLIDAYS, expected=expected, found=f"JSON of another shape ({fault})") from fault


def _division(text: str, row: int) -> str:
    division = "-".join(text.strip().lower().replace("-", " ").split())
    if division not in _DIVISIONS:
        expected = f"one of {', '.join(sorted(_DIVISIONS))}"
        raise WrongFile(_HOLIDAYS, expected=expected, found=repr(text[:40]), row=row)
    return division


def read_retention(stream: BinaryIO) -> Iterator[RetentionRow]:
    """How many days each operator keeps its records: columns operator or asn, days (or months), source.

    A period in months is counted at 30 days each, so that it never promises a day too many. Raises
    WrongFile: no operator; no period; a period of nothing or of more than ten years.
    """
    rows = rows_of(stream, _RETENTION)
    _, headings = next(rows)
    wanted = {
        "operator": Column(("operator", "brand", "provider", "isp")),
        "asn": Column(("asn", "as", "as_number")),
        "days": Column(("days", "retention_days", "kept_days")),
        "months": Column(("months", "retention_months")),
        "source": Column(("source", "basis", "note")),
    }
    at = find_columns(_RETENTION, headings, wanted=wanted, optional=tuple(wanted))
    if at["days"] is at["months"] is None or at["operator"] is at["asn"] is None:
        expected = "columns operator or asn, and days or months"
        raise WrongFile(_RETENTION, expected=expected, found=", ".join(headings[:12]), row=1)
    for number, cells in rows:
        asn = read_asn(cell(cells, at["asn"]), _RETENTION, number)
        operator = cell(cells, at["operator"])
        if asn is None and not operator:
            raise WrongFile(_RETENTION, expected="an operator or an AS number", found="neither", row=number)
        days = _days(cell(cells, at["days"]), cell(cells, at["months"]), number)
        yield RetentionRow(operator, asn, days, cell(cells, at["source"]))


def _days(days: str, months: str, row: int) -> int:
    text = days or months
    count = int(text) * (1 if days else 30) if text.isascii() and text.isdigit() and len(text) < 6 else 0  # noqa: PLR2004 - digits
    if not 1 <= count <= _LONGEST_DAYS:
        expected = "a whole number of days, from 1 to ten years"
        raise WrongFile(_RETENTION, expected=expected, found=repr(text[:20]), row=row)
    return count
