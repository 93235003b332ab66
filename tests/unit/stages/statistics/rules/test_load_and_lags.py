from datetime import date

import pytest

from waymark.stages.statistics.rules.dashboard import FIELDS, DeskCounts, added, counts_from
from waymark.stages.statistics.rules.lags import hand_lags
from waymark.stages.statistics.rules.load import loads, reading_of
from waymark.stages.statistics.rules.promises import promises_kept

WEDNESDAY = date(2026, 6, 3)


class TestTheLoad:
    def test_adds_what_has_passed_to_what_is_due_and_ends_the_week_on_sunday(self):
        counts = DeskCounts(
            days={"2026-06-01": 4, "2026-06-03": 2, "2026-05-31": 9},
            due={"passed": 1, "2026-06-03": 2, "2026-06-07": 4, "2026-06-08": 8},
            research={"passed": 60, "2026-06-03": 60, "2026-06-08": 600},
            parts={"2026-06-05": 120},
            duty={"2026-06-03": 60, "2026-06-04": 480},
        )

        today, week, following = loads(counts, today=WEDNESDAY)

        assert (today.received, today.due, today.hours_due, today.hours_there, today.short) == (2, 3, 2, 1, 1)
        assert (week.received, week.due, week.hours_due, week.hours_there) == (6, 7, 4, 9)
        assert (following.received, following.due, following.hours_due) == (None, 15, 14)
        assert reading_of(today).endswith("1 hour short")
        assert reading_of(week).endswith("enough")

    def test_without_shifts_says_that_nobody_can_tell(self):
        (today, *_) = loads(DeskCounts(research={"passed": 600}), today=WEDNESDAY)

        assert today.hours_there is None
        assert "no shift of an officer is recorded" in reading_of(today)


class TestALag:
    def test_is_told_in_whole_steps_with_what_is_missing(self):
        lag = hand_lags(
            {
                "platform_nca|2": 6,
                "platform_nca|30": 3,
                "platform_nca|more": 1,
                "platform_nca|no_start": 5,
                "platform_nca|backwards": 2,
            }
        )[0]

        assert (lag.known, lag.half_in_words, lag.most_in_words) == (10, "2 days", "30 days")
        assert (lag.no_start, lag.no_end, lag.backwards) == (5, 0, 2)

    def test_of_too_few_is_not_told(self):
        first, second, *_ = hand_lags({"platform_nca|2": 4})

        assert (first.half_in_words, second.half_in_words) == ("too few to say", "none known")

    def test_past_a_year_says_so(self):
        assert hand_lags({"platform_nca|more": 9})[0].half_in_words == "more than a year"


class TestPromises:
    def test_that_run_still_are_not_kept(self):
        (high,) = promises_kept({"high|kept": 6, "high|late": 2, "high|running": 2}, ("high",))

        assert (high.fell_due, high.share) == (10, 60)
        assert high.interval == pytest.approx((31.3, 83.2), abs=0.1)


class TestDeskCounts:
    def test_of_desks_add_up_and_forget_nothing(self):
        one = counts_from({name: {"x": 1} for name in FIELDS})

        assert added([one, one]) == counts_from({name: {"x": 2} for name in FIELDS})
