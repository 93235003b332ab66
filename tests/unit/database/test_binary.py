"""Fields of rows in the bytes that COPY takes as they are."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from waymark.database import binary


class TestFields:
    def test_have_their_length_in_front(self):
        assert binary.smallint(7) == b"\0\0\0\x02\0\x07"
        assert binary.integer(-1) == b"\0\0\0\x04\xff\xff\xff\xff"
        assert binary.bigint(2**40) == b"\0\0\0\x08\0\0\x01\0\0\0\0\0"

    @pytest.mark.parametrize("signs", [0, 1, 255, 256, 70_000])
    def test_count_a_text_in_bytes_not_in_signs(self, signs):
        written = binary.text("é" * signs)

        assert int.from_bytes(written[:4]) == len(written) - 4 == 2 * signs

    def test_tell_no_value_from_an_empty_one(self):
        assert binary.integer(None) == binary.timestamp(None) == b"\xff\xff\xff\xff"
        assert binary.text("") == b"\0\0\0\0"

    def test_count_a_time_to_the_microsecond_from_the_year_2000_in_utc(self):
        at = datetime(2026, 11, 23, 1, 2, 3, 456_789, tzinfo=UTC)

        microseconds = int.from_bytes(binary.timestamp(at)[4:], signed=True)

        assert datetime(2000, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds) == at

    def test_write_one_moment_alike_whatever_its_zone_and_one_before_the_year_2000_too(self):
        at = datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC)

        assert binary.timestamp(at) == binary.timestamp(at.astimezone(timezone(timedelta(hours=-5))))
        assert int.from_bytes(binary.timestamp(at)[4:], signed=True) == -1_000_000
