import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from waymark.clocks import Level
from waymark.stages.prioritisation.rules.answers import Answer, Said
from waymark.stages.prioritisation.rules.facts import GATE_FACTS, CheckName
from waymark.stages.prioritisation.rules.policy import load_policy, shipped_policy_text
from waymark.stages.prioritisation.rules.ranking import (
    Actionability,
    LevelMissing,
    Stage,
    Standing,
    actionability_of,
    escalation_unread,
    rank,
)
from waymark.stages.prioritisation.rules.signal_words import Signal

POLICY = load_policy(shipped_policy_text())
NOW = datetime(2026, 11, 22, 10, 14, tzinfo=UTC)


def unresearched(**said) -> Standing:
    defaults = {
        "reference": "R-1",
        "received_at": NOW - timedelta(days=1),
        "stage": Stage.UNRESEARCHED,
        "operator_lost_on": date(2027, 3, 4),
        "minutes": 60,
    }
    return Standing(**{**defaults, **said})


def researched(level, **said) -> Standing:
    return unresearched(stage=Stage.RESEARCHED, level=level, due_at=NOW + timedelta(days=1), **said)


def ranked(*standings, now=NOW):
    return sorted(standings, key=lambda standing: rank(POLICY, standing, now).key)


class TestBands:
    def test_come_in_the_order_of_the_policy(self):
        expected = [
            unresearched(gate=True, reference="gate"),
            researched(Level.VERY_HIGH),
            unresearched(child_signals=(Signal.CHILD_OF_STATED_AGE,)),
            unresearched(received_at=NOW - timedelta(days=7)),
            researched(Level.HIGH),
            unresearched(),
            researched(Level.MEDIUM),
            researched(Level.LOW),
        ]

        assert ranked(*reversed(expected)) == expected

    def test_put_gate_0_of_either_stage_by_receipt(self):
        older = researched(Level.VERY_HIGH, gate=True, received_at=NOW - timedelta(days=3))
        newer = unresearched(gate=True)

        assert ranked(newer, older) == [older, newer]

    def test_put_confirmed_danger_before_an_escalation_that_nobody_has_read(self):
        unread = unresearched(unread=True, child_signals=(Signal.SEXTORTION,))
        confirmed = unresearched(gate=True)
        other = unresearched(child_signals=(Signal.SEXTORTION,))

        assert ranked(other, unread, confirmed) == [confirmed, unread, other]

    def test_refuse_what_is_researched_and_has_no_level(self):
        with pytest.raises(LevelMissing, match="R-1"):
            rank(POLICY, unresearched(stage=Stage.RESEARCHED), NOW)


class TestResearched:
    def test_of_one_level_go_by_what_is_due_first(self):
        sooner = unresearched(stage=Stage.RESEARCHED, level=Level.HIGH, due_at=NOW - timedelta(days=2))
        later = unresearched(stage=Stage.RESEARCHED, level=Level.HIGH, due_at=NOW + timedelta(days=2))
        never = unresearched(stage=Stage.RESEARCHED, level=Level.HIGH)

        assert ranked(never, later, sooner) == [sooner, later, never]


class TestUnresearched:
    @pytest.mark.parametrize(
        ("first", "then"),
        [
            (
                unresearched(child_signals=(Signal.SEXTORTION,)),
                unresearched(child_signals=(Signal.ENTICEMENT, Signal.CHILD_IDENTIFIABLE)),
            ),
            (
                unresearched(child_signals=(Signal.ENTICEMENT, Signal.CHILD_IDENTIFIABLE)),
                unresearched(child_signals=(Signal.ENTICEMENT,), operator_lost_on=date(2026, 11, 30)),
            ),
            (
                unresearched(operator_lost_on=date(2026, 12, 1), actionability=Actionability.NOTHING),
                unresearched(
                    operator_lost_on=date(2027, 12, 1), actionability=Actionability.RESOLVABLE_EVENT
                ),
            ),
            (
                unresearched(actionability=Actionability.RESOLVABLE_EVENT, minutes=90),
                unresearched(actionability=Actionability.ACCOUNT, minutes=5),
            ),
            (unresearched(minutes=5), unresearched(minutes=6)),
            (
                unresearched(last_active_on=date(2026, 11, 1)),
                unresearched(last_active_on=date(2026, 10, 1)),
            ),
            (
                unresearched(received_at=NOW - timedelta(days=2)),
                unresearched(received_at=NOW - timedelta(days=1)),
            ),
            (unresearched(reference="A"), unresearched(reference="B")),
        ],
        ids=[
            "gravest signal",
            "kinds",
            "evidence",
            "actionable",
            "minutes",
            "activity",
            "receipt",
            "reference",
        ],
    )
    def test_go_by_each_axis_in_turn(self, first, then):
        assert ranked(then, first) == [first, then]

    def test_puts_evidence_that_is_gone_after_evidence_that_is_not(self):
        gone = unresearched(operator_lost_on=date(2026, 11, 22))
        none = unresearched(operator_lost_on=None)
        live = unresearched(operator_lost_on=date(2027, 11, 22))

        assert ranked(gone, none, live) == [live, none, gone]

    def test_looks_to_the_platform_once_the_operators_record_is_gone(self):
        both = unresearched(operator_lost_on=date(2026, 1, 1), platform_ends_on=date(2027, 1, 1))

        assert "from 1 January 2027" in rank(POLICY, both, NOW).reason

    def test_copies_of_one_signal_are_one_kind(self):
        once = unresearched(child_signals=(Signal.SEXTORTION,))
        twice = unresearched(child_signals=(Signal.SEXTORTION, Signal.SEXTORTION))

        assert rank(POLICY, once, NOW).place == rank(POLICY, twice, NOW).place


class TestARank:
    def test_says_why_and_how_ties_are_broken(self):
        found = rank(
            POLICY,
            unresearched(
                child_signals=(Signal.LIVE_STREAMING,), actionability=Actionability.ACCOUNT, minutes=35
            ),
            NOW,
        )

        assert "live streaming" in found.reason
        assert "an account only" in found.reason
        assert "About 35 minutes" in found.reason
        assert found.tie_break == "time of receipt, then reference"

    def test_never_says_who_the_referral_is_about(self):
        assert "R-1" not in rank(POLICY, unresearched(), NOW).reason

    def test_is_plain_text_that_sorts_as_bytes(self):
        key = rank(POLICY, unresearched(child_signals=tuple(Signal)), NOW).key

        assert key.isascii()
        assert key.isprintable()

    def test_says_when_time_will_change_it(self):
        standing = unresearched(received_at=NOW - timedelta(days=6))
        before = rank(POLICY, standing, NOW)
        assert before.changes_at

        after = rank(POLICY, standing, before.changes_at)

        assert before.changes_at == NOW + timedelta(days=1)
        assert after.key < before.key

    def test_changes_on_the_day_that_evidence_is_lost(self):
        standing = unresearched(child_signals=(Signal.SEXTORTION,), operator_lost_on=date(2026, 12, 1))
        before = rank(POLICY, standing, NOW)
        assert before.changes_at

        after = rank(POLICY, standing, before.changes_at)

        assert before.changes_at == datetime(2026, 12, 1, tzinfo=UTC)
        assert after.key > before.key


class TestEscalationUnread:
    def answers(self, *, days_ago, but=()):
        at = NOW - timedelta(days=days_ago)
        return {name: Answer(name, Said.NO, at, CheckName.REPORT) for name in GATE_FACTS if name not in but}

    @pytest.mark.parametrize(
        ("days_ago", "but", "is_unread"),
        [(1, (), False), (400, (), True), (1, ("child_in_crisis",), True)],
        ids=["read since", "read before this escalation", "not all answered"],
    )
    def test_ends_when_every_gate_0_fact_was_answered_since(self, days_ago, but, is_unread):
        answers = self.answers(days_ago=days_ago, but=but)

        assert escalation_unread(escalated_at=NOW - timedelta(days=30), answers=answers) is is_unread

    def test_is_never_so_without_an_escalation(self):
        assert escalation_unread(escalated_at=None, answers={}) is False


class TestActionability:
    @pytest.mark.parametrize(
        ("events", "named", "address", "account", "found"),
        [
            (1, False, False, False, Actionability.RESOLVABLE_EVENT),
            (0, True, False, True, Actionability.NAMED),
            (0, False, True, False, Actionability.NAMED),
            (0, False, False, True, Actionability.ACCOUNT),
            (0, False, False, False, Actionability.NOTHING),
        ],
    )
    def test_is_the_best_that_there_is(self, events, named, address, account, found):
        assert (
            actionability_of(resolvable_events=events, named=named, address=address, account=account) is found
        )


def a_plausible_thousand(seed):
    """A thousand reports as a desk may receive them in one batch, most of them alike."""
    chance = random.Random(seed)
    signals = list(Signal)
    for number in range(1000):
        is_signal = chance.random() < 0.3
        has_event = chance.random() < 0.6
        happened = NOW.date() - timedelta(days=min(int(chance.expovariate(1 / 60)), 500))
        yield unresearched(
            reference=f"R-{number:04d}",
            received_at=NOW,
            child_signals=tuple(chance.sample(signals, chance.choice((1, 1, 1, 2, 3)))) if is_signal else (),
            operator_lost_on=happened + timedelta(days=365) if has_event else None,
            platform_ends_on=NOW.date() + timedelta(days=365),
            actionability=Actionability.RESOLVABLE_EVENT
            if has_event
            else chance.choice((Actionability.NAMED, Actionability.ACCOUNT, Actionability.ACCOUNT)),
            minutes=160 + 2 * chance.choice((1, 1, 1, 1, 2, 3)) + chance.choice((1, 1, 1, 1, 2, 5)),
            last_active_on=happened,
            unread=chance.random() < 0.08,
        )


class TestAThousandUnresearchedReports:
    @pytest.mark.parametrize("seed", range(5))
    def test_are_told_apart_so_that_at_most_25_share_a_rank(self, seed):
        places = Counter(rank(POLICY, standing, NOW).place for standing in a_plausible_thousand(seed))

        assert max(places.values()) <= 25

    def test_have_a_rank_each_once_the_tie_break_is_added(self):
        keys = {rank(POLICY, standing, NOW).key for standing in a_plausible_thousand(0)}

        assert len(keys) == 1000
