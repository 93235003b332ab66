from datetime import UTC, datetime, timedelta

import pytest

from waymark.referrals.types import StatedTime, Zone
from waymark.stages.attribution.rules.time_doubts import TimeDoubt, doubts_about, text_doubts

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def a_time(text, *, zone=Zone.STATED) -> StatedTime:
    instant = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return StatedTime(text, instant, zone, "the reader" if zone is Zone.ASSUMED else "")


def doubted(at, **more) -> list[TimeDoubt]:
    return [doubt.what for doubt in doubts_about(at, now=NOW, **more)]


class TestDoubtsAbout:
    def test_has_none_about_a_recent_time_with_its_zone(self):
        assert doubted(a_time("2026-11-20T10:00:00")) == []

    @pytest.mark.parametrize("at", [None, StatedTime(" ", None, Zone.UNKNOWN)])
    def test_says_when_there_is_no_time(self, at):
        assert doubted(at) == [TimeDoubt.NO_TIME]

    def test_says_that_words_are_no_time(self):
        assert doubted(StatedTime("about teatime", None, Zone.UNKNOWN)) == [TimeDoubt.NOT_A_TIME]

    def test_says_who_assumed_the_zone(self):
        (doubt,) = doubts_about(a_time("2026-11-20T10:00:00", zone=Zone.ASSUMED), now=NOW)

        assert "UTC was assumed by the reader" in doubt.words

    @pytest.mark.parametrize(
        ("text", "second"),
        [
            ("2026-07-01T10:00:00", TimeDoubt.SUMMER_TIME),
            ("2026-03-29T00:59:00", None),
            ("2026-03-29T01:30:00", TimeDoubt.SKIPPED_HOUR),
            ("2026-03-29T02:00:00", TimeDoubt.SUMMER_TIME),
            ("2026-10-25T00:59:00", TimeDoubt.SUMMER_TIME),
            ("2026-10-25T01:00:00", TimeDoubt.REPEATED_HOUR),
            ("2026-10-25T02:00:00", None),
            ("2026-02-01T10:00:00", None),
        ],
    )
    def test_says_what_an_unstated_zone_would_mean_if_it_were_british(self, text, second):
        what = doubted(a_time(text, zone=Zone.ASSUMED))

        assert what[1:] == ([second] if second else [])

    def test_says_nothing_of_british_clocks_where_the_zone_was_stated(self):
        assert doubted(a_time("2026-10-25T01:30:00")) == []

    def test_doubts_a_time_after_receipt_and_one_that_has_not_come(self):
        received = NOW - timedelta(days=10)

        assert doubted(a_time("2026-11-20T10:00:00"), received_at=received) == [TimeDoubt.AFTER_RECEIPT]
        assert doubted(a_time("2027-11-20T10:00:00")) == [TimeDoubt.IN_FUTURE]

    def test_doubts_a_year_whole_years_before_receipt(self):
        assert doubted(a_time("2025-11-20T10:00:00")) == [TimeDoubt.WHOLE_YEARS_BEFORE]
        assert doubted(a_time("2018-11-25T10:00:00")) == [TimeDoubt.WHOLE_YEARS_BEFORE]

    def test_doubts_a_year_long_before_receipt(self):
        assert doubted(a_time("2024-05-20T10:00:00")) == [TimeDoubt.LONG_BEFORE]


class TestTextDoubts:
    @pytest.mark.parametrize(
        ("text", "what"),
        [
            ("2026-11-20T10:00:00Z", []),
            ("2026-11-20 10:00 UTC", []),
            ("2026-11-20 10:00 BST", [TimeDoubt.ZONE_LETTERS]),
            ("01/02/2026 10:00", [TimeDoubt.DAY_OR_MONTH_FIRST]),
            ("01/31/2026 10:00 PM", [TimeDoubt.MONTH_FIRST]),
            ("31.01.2026 10:00", [TimeDoubt.DAY_FIRST]),
            ("1-2-26 10:00 EST", [TimeDoubt.DAY_OR_MONTH_FIRST, TimeDoubt.TWO_DIGIT_YEAR, TimeDoubt.ZONE_LETTERS]),
            ("20 Nov 26 10:00", [TimeDoubt.TWO_DIGIT_YEAR]),
            ("20 November 2026 10:00", []),
            ("2026-11-20", [TimeDoubt.DAY_ALONE]),
            ("31/01/2026", [TimeDoubt.DAY_FIRST, TimeDoubt.DAY_ALONE]),
            ("1793000000", [TimeDoubt.EPOCH]),
            ("1793000000123", [TimeDoubt.EPOCH]),
            ("46346.4166", [TimeDoubt.SPREADSHEET_DAY]),
        ],
    )  # fmt: skip
    def test_names_what_the_layout_leaves_open(self, text, what):
        assert [doubt.what for doubt in text_doubts(text)] == what

    def test_shows_the_moment_that_a_count_would_be_without_taking_it(self):
        (doubt,) = text_doubts("1706788800")

        assert "2024-02-01 12:00:00" in doubt.words
