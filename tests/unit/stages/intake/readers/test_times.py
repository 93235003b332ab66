from datetime import UTC, datetime

import pytest

from waymark.referrals.types import StatedTime, Zone
from waymark.stages.intake.readers.times import ASSUMED_UTC, stated


def at(*fields: int) -> datetime:
    year, month, day, hour, minute, second, micro = (*fields, 0, 0, 0, 0)[:7]
    return datetime(year, month, day, hour, minute, second, micro, tzinfo=UTC)


class TestStated:
    @pytest.mark.parametrize(
        ("text", "instant"),
        [
            ("2024-01-15T14:30:00Z", at(2024, 1, 15, 14, 30)),
            ("2024-01-15T14:30:00.000Z", at(2024, 1, 15, 14, 30)),
            ("2024-01-15T14:30:00.1Z", at(2024, 1, 15, 14, 30, 0, 100_000)),
            ("2024-01-15T14:30:00.1234567890123Z", at(2024, 1, 15, 14, 30, 0, 123_456)),
            ("2024-01-15T14:30:00+14:00", at(2024, 1, 15, 0, 30)),
            ("2024-01-15T14:30:00-14:00", at(2024, 1, 16, 4, 30)),
            ("2024-01-15T14:30:00+05:30", at(2024, 1, 15, 9, 0)),
            ("2023-12-31T24:00:00Z", at(2024, 1, 1)),
            ("2016-12-31T23:59:60Z", at(2017, 1, 1)),
            ("2017-01-01T00:59:60+01:00", at(2017, 1, 1)),
            (" \n2024-01-15T14:30:00Z ", at(2024, 1, 15, 14, 30)),
        ],
    )
    def test_places_a_time_with_an_offset_and_keeps_its_words(self, text, instant):
        assert stated(text) == StatedTime(text, instant, Zone.STATED)

    def test_takes_a_time_without_an_offset_for_utc_and_says_who_did(self):
        text = "2024-01-15T14:30:00.5"

        assert stated(text) == StatedTime(
            text, at(2024, 1, 15, 14, 30, 0, 500_000), Zone.ASSUMED, ASSUMED_UTC
        )

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "yesterday",
            "2024-01-15",
            "20240115T143000Z",
            "2024-W03-1T14:30:00Z",
            "2024-01-15 14:30:00Z",
            "2024-01-15T14:30Z",
            "2024-02-30T00:00:00Z",
            "2024-01-15T25:00:00Z",
            "2024-01-15T24:00:01Z",
            "2024-01-15T14:60:00Z",
            "2024-01-15T14:30:60Z",
            "2024-01-15T14:30:00+14:01",
            "2024-01-15T14:30:00+01:60",
            "2024-01-15T14:30:00+0100",
            "2024-01-15T14:30:00 UTC",
            "0000-01-01T00:00:00Z",
            "-0044-03-15T12:00:00Z",
            "12024-01-15T14:30:00Z",
            "0001-01-01T00:00:00+01:00",
            "9999-12-31T24:00:00Z",
            "٢٠٢٤-٠١-١٥T١٤:٣٠:٠٠Z",
            "9" * 5000 + "-01-01T00:00:00Z",
        ],
    )
    def test_places_nothing_that_is_not_one_time(self, text):
        assert stated(text) == StatedTime(text, None, Zone.UNKNOWN)
