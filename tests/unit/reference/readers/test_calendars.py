import io
from datetime import date

import pytest

from tests.unit.reference.a_file import a_file
from waymark.reference.readers.calendars import read_bank_holidays, read_retention, read_term_dates
from waymark.reference.readers.tables import WrongFile


class TestReadTermDates:
    def test_reads_a_row_for_each_holiday(self):
        (easter, term) = read_term_dates(
            a_file(
                "authority,code,academic_year,label,start,end",
                "Made,E08000001,2025-26,February half term,2026-02-16,2026-02-20",
                "Made,E08000001,2025-26,Summer term,2026-04-13,2026-07-21",
            )
        )

        assert (easter.is_holiday, easter.first_day, easter.last_day) == (
            True,
            date(2026, 2, 16),
            date(2026, 2, 20),
        )
        assert not term.is_holiday

    def test_reads_a_row_for_each_year_with_both_ends_of_each_term(self):
        ends = [f"{term}_{part}" for term in ("autumn", "spring", "summer")
                for part in ("start", "half_start", "half_end", "end")]  # fmt: skip
        days = [f"2026-{month:02}-{day:02}" for month in (1, 4, 7) for day in (1, 10, 14, 28)]

        rows = list(read_term_dates(a_file(",".join(("authority", *ends)), ",".join(("Made", *days)))))

        assert [row.is_holiday for row in rows] == [False, True] * 3
        assert (rows[1].first_day, rows[1].last_day) == (date(2026, 1, 10), date(2026, 1, 14))

    @pytest.mark.parametrize(
        ("row", "expected"),
        [("Made,Easter,2026-04-13,2026-04-01", "on or after"), ("Made,Easter,1/4/26,2026-04-13", "a day")],
    )
    def test_refuses_a_span_that_cannot_be(self, row, expected):
        with pytest.raises(WrongFile, match=expected):
            list(read_term_dates(a_file("authority,label,start,end", row)))


class TestReadBankHolidays:
    def test_reads_the_table_and_the_json_that_is_published(self):
        table = a_file("division,date,title", "england-and-wales,2026-12-25,Christmas Day")
        document = io.BytesIO(
            b'{"england-and-wales": {"division": "england-and-wales", '
            b'"events": [{"title": "Christmas Day", "date": "2026-12-25", "notes": "", "bunting": true}]}}'
        )

        assert list(read_bank_holidays(table)) == list(read_bank_holidays(document))

    @pytest.mark.parametrize(
        "file",
        [
            a_file("division,date", "mars,2026-12-25"),
            a_file("division,date", "scotland,Christmas"),
            io.BytesIO(b'{"scotland": []}'),
            io.BytesIO(b"{"),
        ],
    )
    def test_refuses_what_is_none(self, file):
        with pytest.raises(WrongFile, match="bank-holidays"):
            list(read_bank_holidays(file))


class TestReadRetention:
    def test_reads_days_and_months_by_operator_or_number(self):
        rows = list(
            read_retention(a_file("operator,asn,days,months,source", "Fern,,90,,letter", ",AS64496,,12,"))
        )

        assert [(row.operator, row.asn, row.days) for row in rows] == [("Fern", None, 90), ("", 64496, 360)]

    @pytest.mark.parametrize(
        ("headings", "row"),
        [
            ("operator", "Fern"),
            ("days", "90"),
            ("operator,days", ",90"),
            ("operator,days", "Fern,0"),
            ("operator,days", "Fern,99999"),
            ("operator,days", "Fern,a year"),
        ],
    )
    def test_refuses_what_names_no_operator_or_no_period(self, headings, row):
        with pytest.raises(WrongFile, match="retention"):
            list(read_retention(a_file(headings, row)))
