"""Printed values: read only where they can mean one thing, or with the assumption said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from waymark.stages.intake.readers.pack_cover import dates, values
from waymark.stages.intake.readers.pack_cover.names import name_parts


class TestReadDay:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("12 March 2026", "2026-03-12"),
            ("Thursday 12th of March 2026", "2026-03-12"),
            ("2026-03-12", "2026-03-12"),
            ("March 12, 2026", "2026-03-12"),
            ("23/04/2018", "2018-04-23"),
            ("12-Mar-2026", "2026-03-12"),
        ],
    )
    def test_reads_what_can_mean_one_day(self, text, day):
        assert dates.read_day(text) == (day, ())

    def test_says_who_assumed_that_the_day_comes_first(self):
        assert dates.read_day("03/04/2018") == ("2018-04-03", (dates.ASSUMED_DAY_FIRST,))

    def test_guesses_no_order_where_the_document_writes_month_first(self):
        reading = dates.read_day("03/04/2018", month_first_near=True)

        assert reading == ("", (dates.MONTH_FIRST_NEAR,))

    def test_says_when_only_month_first_is_possible(self):
        assert dates.read_day("04/23/2018") == ("2018-04-23", (dates.MONTH_FIRST,))

    @pytest.mark.parametrize("text", ["12/03/26", "12 Mar 26", "23.4.18"])
    def test_guesses_no_century(self, text):
        assert dates.read_day(text) == ("", (dates.TWO_DIGIT_YEAR,))

    def test_knows_that_there_is_no_such_day(self):
        assert dates.read_day("31/02/2026") == ("", (dates.NO_SUCH_DAY,))


class TestReadMoment:
    @pytest.mark.parametrize(
        ("text", "moment"),
        [
            ("2026-03-12T21:14:05Z", "2026-03-12T21:14:05Z"),
            ("12 July 2026 at 10:00:00 BST", "2026-07-12T09:00:00Z"),
            ("21:14:05 GMT on 12 March 2026", "2026-03-12T21:14:05Z"),
            ("12 July 2026 9.14pm UTC", "2026-07-12T21:14:00Z"),
            ("13/07/2026 10:00:00 (UTC+1)", "2026-07-13T09:00:00Z"),
            ("2026-07-12 10:00:00 +0530", "2026-07-12T04:30:00Z"),
            ("March 3, 2026 10:00 PM PST", "2026-03-04T06:00:00Z"),
        ],
    )
    def test_is_in_utc_where_a_zone_is_stated(self, text, moment):
        assert dates.read_moment(text).normal == moment

    def test_takes_the_zone_from_its_label(self):
        assert dates.read_moment("13/07/2026 10:00:00", zone="UTC").normal == "2026-07-13T10:00:00Z"

    def test_assumes_no_zone(self):
        assert dates.read_moment("13/07/2026 10:00:00") == ("", (dates.NO_ZONE,))

    def test_is_none_without_a_time_of_day(self):
        assert dates.read_moment("13/07/2026") == ("", (dates.NO_TIME_OF_DAY,))

    def test_doubts_summer_time_in_winter(self):
        assert dates.ODD_SUMMER_TIME in dates.read_moment("13 January 2026 10:00 BST").doubts


class TestAYear:
    RECEIVED = datetime(2026, 11, 20, tzinfo=UTC)

    @pytest.mark.parametrize("day", ["2018-04-03", "2027-01-01", "2026-11-21"])
    def test_is_doubted_far_from_the_day_that_the_pack_came(self, day):
        assert "check the year" in dates.far_from(day, received_at=self.RECEIVED)

    def test_is_not_doubted_near_it(self):
        assert dates.far_from("2025-12-01", received_at=self.RECEIVED) == ""


class TestAGrade:
    @pytest.mark.parametrize("text", ["1AP", "1/A/P", "1 A P", "Source: 1 Intelligence: A Handling: P"])
    def test_is_of_the_3x5x2_scheme_however_it_is_written(self, text):
        assert values.grade_of(text) == ("1A P", ())

    @pytest.mark.parametrize("text", ["B24", "E/4/1", "A 1 1"])
    def test_of_the_older_scheme_is_kept_as_stated(self, text):
        assert values.grade_of(text) == ("", (values.OLDER_GRADE,))

    def test_that_is_none_is_kept_as_stated(self):
        assert values.grade_of("very good") == ("", (values.ODD_GRADE,))

    def test_of_code_c_asks_for_its_conditions(self):
        assert values.handling_of("C") == ("C", (values.CONDITIONS_WANTED,))


class TestAMarking:
    @pytest.mark.parametrize(
        ("text", "normal"),
        [
            ("Official \u2013 Sensitive", "OFFICIAL-SENSITIVE"),
            ("OFFICIAL-SENSITIVE [PERSONAL]", "OFFICIAL-SENSITIVE PERSONAL"),
            ("UK SECRET", "SECRET"),
            ("OFFICIAL", "OFFICIAL"),
        ],
    )
    def test_has_one_written_form(self, text, normal):
        assert values.marking_of(text).normal == normal

    def test_of_the_older_scheme_says_so(self):
        assert values.marking_of("RESTRICTED") == ("RESTRICTED", (values.OLDER_MARKING,))

    def test_that_is_higher_ranks_higher(self):
        assert values.rank_of("SECRET") > values.rank_of("OFFICIAL-SENSITIVE") > values.rank_of("OFFICIAL")


class TestAnAddressAndAPort:
    def test_are_read_only_when_they_are_one(self):
        assert values.ip_of("2001:0DB8::0001").normal == "2001:db8::1"
        assert values.ip_of("198.51.100.7 or .8").normal == ""
        assert (values.port_of("50233").normal, values.port_of("70000").normal) == ("50233", "")

    def test_of_a_private_range_is_doubted(self):
        assert values.ip_of("10.0.0.1").doubts != ()


class TestNameParts:
    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("Mr Jo Ann EXAMPLE", ("Jo", "Ann", "EXAMPLE")),
            ("EXAMPLE, Jo", ("Jo", "", "EXAMPLE")),
            ("Jo Example", ("Jo", "", "Example")),
            ("Zoe", ("Zoe", "", "")),
        ],
    )
    def test_are_told_apart(self, text, parts):
        assert name_parts(text) == parts
