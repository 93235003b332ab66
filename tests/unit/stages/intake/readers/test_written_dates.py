"""Dates as people write them: a moment where there is one reading, and none where there are two."""

from datetime import UTC, datetime

import pytest

from waymark.referrals.types import Zone
from waymark.stages.intake.readers.written_dates import (
    DateOrder,
    has_short_year,
    is_ambiguous,
    order_said,
    since_1970,
    written,
)

DAY, MONTH = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST


class TestWritten:
    @pytest.mark.parametrize(
        ("text", "moment"),
        [
            ("2026-11-18 21:00:00 UTC", datetime(2026, 11, 18, 21, tzinfo=UTC)),
            ("2026-11-18 21:00:00 Z", datetime(2026, 11, 18, 21, tzinfo=UTC)),
            ("Wed Aug 19 12:00:00 UTC 2026", datetime(2026, 8, 19, 12, tzinfo=UTC)),
            ("31/01/2026 10:00:00 +0100", datetime(2026, 1, 31, 9, tzinfo=UTC)),
            ("18 Nov 2026 21:00 GMT", datetime(2026, 11, 18, 21, tzinfo=UTC)),
            ("Nov 18, 2026 9:00 PM UTC", datetime(2026, 11, 18, 21, tzinfo=UTC)),
        ],
    )
    def test_reads_what_says_its_zone(self, text, moment):
        assert written(text)[:3] == (text, moment, Zone.STATED)

    def test_has_no_moment_for_a_date_that_could_be_two_days(self):
        assert written("03/04/2026").instant is None

    @pytest.mark.parametrize(("order", "month"), [(DAY, 4), (MONTH, 3)])
    def test_takes_the_order_that_was_said(self, order, month):
        found = written("03/04/2026", order).instant

        assert found is not None
        assert found.month == month

    def test_has_no_moment_for_a_day_that_the_order_makes_impossible(self):
        assert written("31/01/2026", MONTH).instant is None

    @pytest.mark.parametrize("text", ["31/01/2026", "01/31/2026", "05/05/2026"])
    def test_needs_no_order_where_there_is_one_reading(self, text):
        assert written(text).instant is not None

    @pytest.mark.parametrize("order", list(DateOrder))
    def test_never_takes_a_year_of_two_digits(self, order):
        assert written("31/01/26", order).instant is None

    def test_says_who_took_a_time_for_utc(self):
        assert written("2026-11-18 21:00", assumed_by="heading: Time (UTC)")[2:] == (
            Zone.ASSUMED,
            "heading: Time (UTC)",
        )

    @pytest.mark.parametrize(
        "text", ["", "soon", "32/13/2026", "2026-02-30", "10:00", "99/99/9999", "1/2/3/4"]
    )
    def test_keeps_the_words_of_what_is_no_date(self, text):
        assert written(text)[:2] == (text, None)


class TestIsAmbiguous:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("03/04/2026", True),
            ("13/04/2026", False),
            ("04/04/2026", False),
            ("2026-03-04", False),
            ("x", False),
        ],
    )
    def test_is_so_only_when_both_readings_are_days(self, text, expected):
        assert is_ambiguous(text) is expected


class TestHasShortYear:
    @pytest.mark.parametrize(
        ("text", "expected"), [("31/01/26", True), ("31 Jan 26", True), ("31/01/2026", False)]
    )
    def test_tells_years_of_two_digits(self, text, expected):
        assert has_short_year(text) is expected


class TestOrderSaid:
    @pytest.mark.parametrize(
        ("heading", "order"),
        [
            ("Date (DD/MM/YYYY)", DAY),
            ("mm-dd-yyyy", MONTH),
            ("Received yyyy-mm-dd", DateOrder.YEAR_FIRST),
            ("Date", DateOrder.UNKNOWN),
        ],
    )
    def test_reads_it_from_a_heading(self, heading, order):
        assert order_said(heading) is order


class TestSince1970:
    def test_counts_in_the_unit_that_the_format_has(self):
        assert since_1970("1762812000123", unit="milliseconds").instant == datetime(
            2025, 11, 10, 22, 0, 0, 123000, tzinfo=UTC
        )

    @pytest.mark.parametrize("text", ["", "-1", "12x", "9" * 15])
    def test_has_no_moment_for_what_is_none(self, text):
        assert since_1970(text, unit="seconds").instant is None
