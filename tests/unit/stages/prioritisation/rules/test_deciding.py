from datetime import UTC, datetime, timedelta

import pytest

from waymark.clocks import Level
from waymark.stages.prioritisation.rules.deciding import (
    Basis,
    Confirmation,
    Decision,
    InForce,
    Reason,
    ReasonDiffers,
    ReasonMissing,
    Result,
    check_reason,
    in_force,
    is_lowering,
)

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(hours):
    return NOON + timedelta(hours=hours)


def a_decision(level, *, hours=0, ours=Level.HIGH, fired="access", confirmation=None, needs_second=None):
    lowers = level.danger < ours.danger if needs_second is None else needs_second
    answered_at = at(hours + 1) if confirmation else None
    return Decision(level, at(hours), ours, fired, lowers, confirmation, answered_at)


class TestTheLevelInForce:
    def test_is_the_proposal_while_nobody_has_said_anything(self):
        assert in_force(Level.HIGH, "access") == InForce(Level.HIGH, Basis.PROPOSED)

    def test_is_the_forces_own_result_with_ours_as_a_challenge_where_higher(self):
        found = in_force(Level.HIGH, "access", results=[Result(Level.LOW, NOON)])

        assert found == InForce(Level.LOW, Basis.FORCE, challenge=Level.HIGH)
        assert found.ranked is Level.HIGH

    def test_is_not_challenged_by_a_lower_proposal(self):
        found = in_force(Level.MEDIUM, "not_all_known", results=[Result(Level.HIGH, NOON)])

        assert found == InForce(Level.HIGH, Basis.FORCE)

    def test_takes_the_latest_of_the_forces_results(self):
        results = [Result(Level.MEDIUM, at(2)), Result(Level.HIGH, at(1))]

        assert in_force(Level.LOW, "x", results=results).level is Level.MEDIUM

    def test_holds_while_a_lower_one_waits_for_a_second_person(self):
        found = in_force(Level.HIGH, "access", decisions=[a_decision(Level.LOW)])

        assert found == InForce(Level.HIGH, Basis.PROPOSED, lowering_to=Level.LOW)

    def test_is_lowered_once_a_second_person_has_confirmed_and_is_challenged_no_more(self):
        decision = a_decision(Level.LOW, confirmation=Confirmation.CONFIRMED)

        assert in_force(Level.HIGH, "access", decisions=[decision]) == InForce(Level.LOW, Basis.OFFICER)

    def test_stays_when_the_second_person_refuses(self):
        decision = a_decision(Level.LOW, confirmation=Confirmation.REFUSED)

        assert in_force(Level.HIGH, "access", decisions=[decision]) == InForce(Level.HIGH, Basis.PROPOSED)

    def test_is_challenged_again_when_another_line_fires_after_the_decision(self):
        decision = a_decision(Level.LOW, confirmation=Confirmation.CONFIRMED)

        found = in_force(Level.HIGH, "contact_history", decisions=[decision])

        assert found.challenge is Level.HIGH

    def test_is_raised_by_a_result_of_the_force_after_the_decision_and_never_lowered(self):
        decision = a_decision(Level.HIGH)

        raised = in_force(
            Level.HIGH, "access", results=[Result(Level.VERY_HIGH, at(3))], decisions=[decision]
        )
        kept = in_force(Level.HIGH, "access", results=[Result(Level.LOW, at(3))], decisions=[decision])

        assert (raised.level, raised.basis) == (Level.VERY_HIGH, Basis.FORCE)
        assert (kept.level, kept.basis) == (Level.HIGH, Basis.OFFICER)

    def test_of_a_later_decision_leaves_nothing_waiting(self):
        waiting = a_decision(Level.LOW)
        later = a_decision(Level.VERY_HIGH, hours=5)

        found = in_force(Level.HIGH, "access", decisions=[waiting, later])

        assert found == InForce(Level.VERY_HIGH, Basis.OFFICER)


class TestALowering:
    @pytest.mark.parametrize(
        ("level", "ours", "held", "lowers"),
        [
            (Level.LOW, Level.HIGH, Level.HIGH, True),
            (Level.LOW, Level.LOW, Level.HIGH, True),
            (Level.LOW, Level.HIGH, Level.LOW, True),
            (Level.HIGH, Level.HIGH, Level.LOW, False),
            (Level.VERY_HIGH, Level.HIGH, Level.HIGH, False),
        ],
    )
    def test_is_below_what_is_proposed_or_in_force(self, level, ours, held, lowers):
        assert is_lowering(level, ours=ours, held=held) is lowers


class TestAReason:
    def test_needs_words_when_the_decision_departs(self):
        with pytest.raises(ReasonMissing):
            check_reason(Reason.CHILD_SAFE, "  ", departs=True)

    def test_may_not_be_agreement_when_the_decision_departs(self):
        with pytest.raises(ReasonDiffers):
            check_reason(Reason.AGREED, "words", departs=True)

    def test_needs_no_words_when_the_officer_agrees(self):
        check_reason(Reason.AGREED, "", departs=False)
