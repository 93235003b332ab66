"""An operator's table, whatever its headings are."""

import contextlib
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.reference.readers.tables import WrongFile
from waymark.referrals.types import Zone
from waymark.stages.attribution.readers.operator_answers import read_answer_time, read_operator_answers


def read(*lines, encoding="utf-8"):
    return list(read_operator_answers(io.BytesIO("\n".join(lines).encode(encoding))))


class TestATable:
    def test_is_read_by_what_its_headings_mean(self):
        (row,) = read(
            "Your Reference;Item;IP Address;Source Port;Start Date/Time;End Time;Forename;Surname;"
            "Installation Address Line 1;Installation Town;Installation Postcode;Billing Address;Billing Postcode",
            "ENQ-1;2;198.51.100.7;40213;2026-11-10T09:00:00Z;2026-11-11T09:00:00Z;Ada;Example;"
            "12 High Street;Anytown;AB1 2CD;1 Low Road;AB1 9ZZ",
        )

        assert (row.tied_to, row.line) == ("ENQ-1", 2)
        assert (row.answered.about.address, row.answered.about.port) == ("198.51.100.7", 40213)
        assert row.answered.subscriber == "Ada Example"
        assert (row.answered.installation, row.answered.installation_postcode) == (
            "12 High Street, Anytown",
            "AB1 2CD",
        )
        assert (row.answered.billing, row.answered.billing_postcode) == ("1 Low Road", "AB1 9ZZ")

    def test_keeps_what_it_does_not_know_by_heading(self):
        (row,) = read("IP,Tariff,Address", "198.51.100.7,Gold,12 High Street")

        assert row.rest == (("Tariff", "Gold"), ("Address", "12 High Street"))
        assert row.answered.installation == ""

    def test_keeps_cells_beyond_its_headings(self):
        (row,) = read("IP,Name", "198.51.100.7,Ada Example,surplus")

        assert row.rest == (("column 3", "surplus"),)

    def test_takes_no_ip_address_of_a_service_for_a_place(self):
        (row,) = read("Service IP address,Customer name", "198.51.100.7,Ada Example")

        assert row.answered.installation == ""

    def test_that_is_no_answer_is_refused_with_what_was_expected(self):
        with pytest.raises(WrongFile, match="headings for an IP address or account"):
            read("colour,size", "red,5")

    @given(st.binary(max_size=300))
    def test_of_any_bytes_is_read_or_refused(self, content):
        with contextlib.suppress(WrongFile):
            list(read_operator_answers(io.BytesIO(content)))


class TestATime:
    def test_is_read_year_first(self):
        read_time = read_answer_time("2026-11-10 10:00:00 +01:00")

        assert read_time is not None
        assert read_time.instant == datetime(2026, 11, 10, 9, tzinfo=UTC)

    def test_is_read_by_numbers_where_day_and_month_cannot_be_exchanged(self):
        for text in ("23/11/2026 10:00:00 GMT", "11/23/2026 10:00 UTC", "23.11.2026 11:00:00 BST"):
            read_time = read_answer_time(text)

            assert read_time is not None
            assert read_time.instant == datetime(2026, 11, 23, 10, tzinfo=UTC)
            assert read_time.zone is Zone.STATED

    def test_that_could_be_two_days_is_kept_as_text(self):
        read_time = read_answer_time("04/03/2026 10:00:00 GMT")

        assert read_time is not None
        assert read_time.instant is None

    def test_without_a_zone_says_who_took_it_for_utc(self):
        read_time = read_answer_time("23/11/2026 10:00:00")

        assert read_time is not None
        assert read_time.zone is Zone.ASSUMED
        assert read_time.assumed_by


class TestAFileInACell:
    def test_is_refused_with_its_row(self):
        table = b"ip_address,subscriber\n198.51.100.1,Jo Example\n198.51.100.2,/9j/" + b"4AAQSkZJRgABAQ" * 9

        with pytest.raises(WrongFile, match=r"a file written into a cell.* in row 3"):
            list(read_operator_answers(io.BytesIO(table)))
