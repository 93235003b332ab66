from datetime import UTC, datetime

import pytest

from waymark.referrals.types import Zone
from waymark.stages.attribution.rules.typed_times import UnreadableTime, read_typed_time

NOON = datetime(2024, 2, 1, 12, tzinfo=UTC)


class TestReadTypedTime:
    @pytest.mark.parametrize(
        "text",
        [
            "2024-02-01T12:00:00Z",
            "2024-02-01 12:00 UTC",
            "2024-02-01T13:00:00+01:00",
            "2024-02-01T06:30-0530",
            "2024-02-01 14:00+02",
            "2024-02-01T12:00:00.000Z",
            "2024-02-01T12:00 Europe/London",
            "2024-02-01T07:00[America/New_York]",
        ],
    )
    def test_reads_a_time_with_its_zone(self, text):
        read = read_typed_time(text)

        assert read is not None
        assert (read.instant, read.zone, read.text) == (NOON, Zone.STATED, text)

    def test_says_that_it_assumed_a_zone_that_was_not_stated(self):
        read = read_typed_time("2024-02-01 12:00:00")

        assert read is not None
        assert (read.instant, read.zone, read.assumed_by) == (NOON, Zone.ASSUMED, "waymark attribute")

    def test_takes_a_day_alone_for_no_moment(self):
        read = read_typed_time("2024-02-01")

        assert read is not None
        assert read.instant is None

    def test_is_none_of_nothing(self):
        assert read_typed_time("  ") is None

    @pytest.mark.parametrize(
        ("text", "why"),
        [
            ("01/02/2024 12:00", "not guessed"),
            ("1.2.24 12:00", "not guessed"),
            ("13/02/2024 12:00", "not guessed"),
            ("2024-02-01 12:00 BST", "several zones"),
            ("1706788800", "count of seconds"),
            ("2023-02-29T12:00:00Z", "no such day"),
            ("2024-02-01T25:00:00Z", "no such day"),
            ("2024-02-01T12:00:00+15:00", "no such day"),
            ("yesterday", "not a time"),
            ("45323.5", "spreadsheet"),
            ("1706788800000", "count of milliseconds"),
            ("01/31/2024 12:00", "American dates"),
            ("2026-03-29T01:30 Europe/London", "never showed"),
            ("2026-10-25T01:30 Europe/London", "twice that night"),
            ("2026-10-25T01:30 Europe/Nowhere", "no place of the tz database"),
            ("12:00", "not a time"),
        ],
    )
    def test_refuses_what_could_mean_several_moments_with_advice(self, text, why):
        with pytest.raises(UnreadableTime, match=f"{why}.*Write it as 2024-02-01T13:05"):
            read_typed_time(text)
