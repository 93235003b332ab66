"""Series, parts and calendars from tables that others made, whatever door they come by."""

from datetime import date
from io import BytesIO

import pytest

from waymark.reference.readers.tables import WrongFile
from waymark.stages.statistics.readers.tables import (
    NotAPart,
    WhichAuthority,
    calendar_in,
    named_parts,
    parts_in,
    series_in,
    weeks_in,
)
from waymark.stages.statistics.rules.calendars import BadCalendar
from waymark.stages.statistics.rules.weeks import BadSeries


def table(*lines: str) -> BytesIO:
    return BytesIO("\n".join(lines).encode())


class TestASeries:
    def test_is_found_by_its_headings_in_any_order(self):
        found = series_in(table("n;Month", "3;2019-01", "4;2019-02"), "mine.csv")

        assert [one.values for one in found.values()] == [(3, 4)]

    def test_of_several_is_told_apart_by_its_other_columns(self):
        rows = ("area,month,count", "East,2019-01,1", "West,2019-01,9", "East,2019-02,2", "West,2019-02,8")

        assert [dict(name) for name in series_in(table(*rows), "mine.csv")] == [
            {"area": "East"},
            {"area": "West"},
        ]
        assert [one.values for one in series_in(table(*rows), "mine.csv", ["area=West"]).values()] == [(9, 8)]

    def test_that_is_not_there_is_named(self):
        with pytest.raises(
            BadSeries, match=r"mine\.csv has no rows with a period and a count that fit `where`"
        ):
            series_in(table("area,month,count", "East,2019-01,1"), "mine.csv", ["area=North"])
        with pytest.raises(WrongFile, match="the columns period and count"):
            series_in(table("a,b", "1,2"), "mine.csv")

    def test_of_weeks_needs_days(self):
        weeks = weeks_in(table("week_start,count", "2019-01-07,5", "2019-01-14,6"), "w")

        assert [week.count for week in weeks] == [5, 6]
        with pytest.raises(BadSeries, match="week_start and count"):
            weeks_in(table("month,count", "2019-01,5"), "w")


class TestACalendar:
    def test_has_three_shapes(self):
        weeks = calendar_in(table("week_start,holiday", "2019-02-18,1", "2019-02-25,0"), "c")
        spans = calendar_in(table("start,end", "2019-02-18,2019-02-22"), "c")

        assert weeks.holidays[0].start == date(2019, 2, 18)
        assert spans.holidays[0].start == date(2019, 2, 16)
        with pytest.raises(BadCalendar, match="c has none of"):
            calendar_in(table("start,note", "2019-02-18,x"), "c")

    def test_of_several_authorities_asks_which(self):
        rows = ("authority,code,start,end", "East,E1,2019-02-18,2019-02-22", "West,W1,2019-02-11,2019-02-15")

        with pytest.raises(WhichAuthority, match="holds 2 authorities"):
            calendar_in(table(*rows), "c")
        assert calendar_in(table(*rows), "c", authority="w1").holidays[0].start == date(2019, 2, 9)


class TestParts:
    def test_are_named_once_each(self):
        parts = parts_in(table("part,before,after", "Hotline,1,2", ",3,4"), "p")

        assert named_parts(parts) == {"Hotline": (1, 2), "(not stated)": (3, 4)}
        with pytest.raises(NotAPart, match="'Hotline' is there twice"):
            named_parts([("Hotline", (1, 2)), (" Hotline ", (3, 4))])


class TestHeadingsOfSeries:
    @pytest.mark.parametrize(
        "headings", ["ds,y", "Month,Offences", "month_start,Number of offences", "Period;Total"]
    )
    def test_are_those_that_others_write(self, headings):
        mark = ";" if ";" in headings else ","
        text = f"{headings}\n" + "".join(f"Jan-{year}{mark}{year}\n" for year in range(11, 16))

        (series,) = series_in(BytesIO(text.encode()), "file").values()

        assert [value for value in series.values if value is not None] == [11, 12, 13, 14, 15]

    def test_leave_what_says_that_nothing_is_known_missing(self):
        text = "month,count\n2019-01,3\n2019-02,NA\n2019-03,-\n2019-04,4\n"

        (series,) = series_in(BytesIO(text.encode()), "file").values()

        assert series.values == (3, None, None, 4)

    def test_say_so_where_no_column_or_more_than_one_could_be_the_count(self):
        for text in ("month,area\n2019-01,x\n", "month,this,that\n2019-01,3,4\n2019-02,5,6\n"):
            with pytest.raises(BadSeries, match="no column is headed count; there are"):
                series_in(BytesIO(text.encode()), "file")
