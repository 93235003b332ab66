"""When is an address ready for a door: only when two pieces could not be wrong for the same cause."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from waymark.stages.attribution.rules.decisions import Decision, DecisionIncomplete, NotReady, check_decision
from waymark.stages.attribution.rules.gate import (
    MISSING,
    Evidence,
    EvidenceKind,
    Resolution,
    Wrong,
    judge_gate,
)

AT = datetime(2026, 11, 10, 10, tzinfo=UTC)


def a_resolution(n=1, **said):
    given: dict[str, Any] = {
        "event": f"rep-{n}/1",
        "at": AT + timedelta(days=n),
        "address": f"198.51.100.{n}",
        "operator": f"Operator {n}",
    } | said
    return Resolution(f"ans-{n}", **given)


def missing(*resolutions, evidence=()):
    told = judge_gate(resolutions, evidence).missing
    return {way for way in Wrong if MISSING[way] in told}


class TestTheGate:
    def test_opens_for_two_operators_that_name_one_door_for_two_events(self):
        found = judge_gate([a_resolution(1), a_resolution(2)])

        assert found.is_open
        assert len(found.because) == 3

    def test_does_not_open_for_one_answer(self):
        assert missing(a_resolution()) == set(Wrong)

    def test_says_first_that_there_is_no_answer_at_all(self):
        assert "any answer" in judge_gate([]).missing[0]

    def test_does_not_take_one_operator_s_record_for_two(self):
        assert missing(a_resolution(1, operator="Fern"), a_resolution(2, operator=" fern ")) == {Wrong.RECORD}

    def test_does_not_take_two_events_minutes_apart_for_two(self):
        near = a_resolution(2, address="198.51.100.1", at=AT + timedelta(days=1, minutes=5), operator="Other")

        assert missing(a_resolution(1), near) == {Wrong.EVENT, Wrong.ASSIGNMENT}

    def test_does_not_take_two_events_of_one_report_and_address_for_two_readings(self):
        """A year misread in a report is misread for all its events, and one address then goes astray whole."""
        other = a_resolution(2, address="198.51.100.1", event="rep-1/2", at=AT + timedelta(days=9))

        assert missing(a_resolution(1), other) == {Wrong.EVENT}

    def test_does_not_take_one_event_answered_twice_for_two(self):
        again = a_resolution(2, event="rep-1/1", address="198.51.100.1", at=AT + timedelta(days=1))

        assert Wrong.EVENT in missing(a_resolution(1), again)

    @pytest.mark.parametrize(
        "fault",
        [{"is_wrong": True}, {"is_compared": False}, {"is_installation": False}, {"has_mistake": True}],
    )
    def test_does_not_count_an_answer_that_nobody_may_rely_on(self, fault):
        found = judge_gate([a_resolution(1), a_resolution(2, **fault)])

        assert not found.is_open
        assert found.unusable[0].startswith("ans-2: ")

    def test_opens_for_one_answer_and_evidence_that_does_not_rest_on_it(self):
        held = Evidence("evidence 1", EvidenceKind.INTELLIGENCE, "PND", "desk")

        assert missing(a_resolution(), evidence=[held]) == set()

    def test_takes_a_record_of_who_lives_there_for_the_record_alone(self):
        held = Evidence("evidence 1", EvidenceKind.OCCUPANCY, "electoral roll", "desk")
        pair = (a_resolution(1, operator="Fern"), a_resolution(2, operator="Fern"))

        assert missing(a_resolution(), evidence=[held]) == {Wrong.EVENT, Wrong.ASSIGNMENT}
        assert missing(*pair, evidence=[]) == {Wrong.RECORD}

    def test_takes_evidence_entered_twice_for_one(self):
        held = [Evidence(f"evidence {n}", EvidenceKind.DEVICE, "Visit ", "desk") for n in (1, 2)]

        assert not judge_gate([], held).is_open

    def test_does_not_depend_on_the_order_of_the_pieces(self):
        pieces = [a_resolution(1), a_resolution(2, operator="Operator 1"), a_resolution(3, is_wrong=True)]

        assert set(judge_gate(pieces).missing) == set(judge_gate(pieces[::-1]).missing)


class TestADecision:
    CLOSED = judge_gate([])
    OPEN = judge_gate([a_resolution(1), a_resolution(2)])

    def test_is_refused_with_what_is_missing(self):
        with pytest.raises(NotReady, match="any answer"):
            check_decision(Decision.CORROBORATED, reason="Sure", named="", finding=self.CLOSED)

    def test_needs_no_reason_where_the_evidence_is_there(self):
        check_decision(Decision.CORROBORATED, reason="", named="", finding=self.OPEN)

    @pytest.mark.parametrize(("reason", "named"), [("", "Insp. Example"), ("A child is in danger", " ")])
    def test_for_danger_to_life_needs_its_one_field_and_a_name(self, reason, named):
        with pytest.raises(DecisionIncomplete):
            check_decision(Decision.DANGER_TO_LIFE, reason=reason, named=named, finding=self.CLOSED)
