"""Exposure over seven days, what digests say, and the moves of a placing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from waymark.stages.assignment.rules.digests import changes, digest_text, is_hour_of, webhook_body
from waymark.stages.assignment.rules.exposure import Entry, Kind, NotAnExposure, check_entry, exposure
from waymark.stages.assignment.rules.states import (
    MOVES,
    MoveName,
    NotThatMove,
    ReasonMissing,
    State,
    find_move,
)

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = timedelta(days=1)


class TestExposure:
    def test_counts_seven_days_and_asks_for_rest_at_the_limit(self):
        entries = [Entry(Kind.READING, 60, 5, NOW - n * DAY) for n in (0, 1, 6)] + [
            Entry(Kind.READING, 500, 9, NOW - 7 * DAY),
            Entry(Kind.READING, 500, 9, NOW + DAY),
        ]

        found = exposure(entries, limit=180, now=NOW)

        assert (found.minutes, found.items, found.left) == (180, 15, 0)
        assert found.by_day == (60, 0, 0, 0, 0, 60, 60)
        assert found.needs_rest
        assert "Rest" in found.words

    def test_says_when_the_limit_is_near(self):
        found = exposure([Entry(Kind.READING, 80, 0, NOW)], limit=100, now=NOW)

        assert not found.needs_rest
        assert found.words.startswith("Near the limit")

    @pytest.mark.parametrize(("minutes", "items"), [(0, 1), (1441, 1), (10, -1)])
    def test_that_cannot_be_is_refused(self, minutes, items):
        with pytest.raises(NotAnExposure):
            check_entry(minutes, items)


class TestADigest:
    def test_is_short_and_holds_references_only(self):
        lines = [("outcome", "ref-x")] + [("given", f"ref-{n}") for n in range(22)]

        text = digest_text(lines)

        assert text.splitlines()[:2] == [
            "What came of a case that you worked on: ref-x",
            "Given to you: ref-0",
        ]
        assert text.splitlines()[20] == "And 3 more."
        assert len(text.splitlines()) == 23

    def test_says_each_thing_once_and_nothing_that_was_changed_back(self):
        notices = [
            ("given", "kept"),
            ("given", "gone again"),
            ("taken_away", "given back"),
            ("outcome", "kept"),
            ("taken_away", "gone again"),
            ("given", "given back"),
            ("taken_away", "kept"),
            ("given", "kept"),
        ]

        assert changes(notices) == [("outcome", "kept"), ("given", "kept")]

    def test_goes_out_at_its_hour_by_the_clock_on_the_wall(self):
        winter, summer = datetime(2026, 11, 20, 7, tzinfo=UTC), datetime(2026, 7, 20, 6, tzinfo=UTC)

        assert is_hour_of([7], now=winter)
        assert is_hour_of([7, 13], now=summer)
        assert not is_hour_of([7], now=summer + timedelta(hours=1))

    def test_of_a_desk_names_nobody(self):
        assert webhook_body([(7, 3), (8, 1)]) == {"kind": "waymark.digest", "officers": 2, "notices": 4}


class TestAPlacing:
    @pytest.mark.parametrize("state", [State.REFUSED, State.HANDED_OVER, State.REPLACED, State.FINISHED])
    def test_that_is_over_is_moved_no_more(self, state):
        for name in MoveName:
            with pytest.raises(NotThatMove):
                find_move(name, state, reason="Why")

    def test_is_refused_or_handed_over_with_a_reason_alone(self):
        with pytest.raises(ReasonMissing):
            find_move(MoveName.REFUSE, State.PROPOSED, reason=" ")

        assert find_move(MoveName.HAND_OVER, State.CONFIRMED, reason="Leave").end is State.HANDED_OVER
        assert {move.end for move in MOVES} == set(State) - {State.PROPOSED}
