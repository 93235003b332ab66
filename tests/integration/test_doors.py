"""From answers to a door: what is missing is said, what opens the gate is kept, and nobody becomes a suspect."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string

from tests import asking
from tests.asking import FIXED, HOME, NOW, OTHER_FIXED, an_answer, enter, send
from tests.builders import a_viewer
from waymark.access.rules import NotPermitted
from waymark.access.viewing import acting
from waymark.stages.attribution.operations.answering import enter_resolution, judge_answer
from waymark.stages.attribution.operations.gating import (
    NoSuchDecision,
    NothingStands,
    decide_door,
    judge_suspect,
    record_evidence,
    review_decision,
    withdraw_evidence,
)
from waymark.stages.attribution.operations.premises import NoSuchNote, note_premises, withdraw_note
from waymark.stages.attribution.queries.gate import doors_of, judgements_of, reviews_due
from waymark.stages.attribution.queries.premises import doors_like, premises
from waymark.stages.attribution.rules.answers import Question
from waymark.stages.attribution.rules.comparing import Stated
from waymark.stages.attribution.rules.decisions import Decision, DecisionIncomplete, NotReady, OwnReview
from waymark.stages.attribution.rules.door_notes import NoteKind, NoteMissing
from waymark.stages.attribution.rules.gate import EvidenceKind
from waymark.stages.attribution.rules.states import ReasonMissing
from waymark.stages.attribution.rules.typed_times import read_typed_time
from waymark.stages.prioritisation.queries.boards import board

FERN_EVENT = (FIXED, "2026-11-10T10:00:00Z", 0)
MOSS_EVENT = (OTHER_FIXED, "2026-11-01T09:30:00Z", 0)
FERN_ANSWER = an_answer()
MOSS_ANSWER = an_answer(OTHER_FIXED, "2026-11-01T09:30:00Z", operator="Moss")


@pytest.fixture
def desk(database):
    asking.some_networks(asking.an_officer("admin", "administrator"))
    return asking.an_officer("desk", "intelligence_desk")


@pytest.fixture
def spoc(desk):
    return asking.an_officer("spoc", "spoc")


@pytest.fixture
def supervisor(desk):
    return asking.an_officer("supervisor", "supervisor")


@pytest.fixture
def answered(desk, spoc):
    """A referral with two events of two operators, and a function that enters answers to them."""
    referral = asking.a_referral(desk, FERN_EVENT, MOSS_EVENT)
    reference = asking.a_draft(desk, referral)
    send(desk, spoc, reference)

    def with_answers(*rows):
        return referral, enter(spoc, reference, *rows)

    return with_answers


def gates(viewer, referral):
    id_ = asking.referral_id(viewer, referral)
    with acting(viewer):
        return doors_of(viewer, id_)


def decide(viewer, referral, decision, **said):
    (gate, *_) = gates(viewer, referral)
    with acting(viewer):
        decide_door(
            viewer=viewer,
            referral=referral,
            premises=said.pop("premises", gate.door.reference),
            decision=decision,
            now=said.pop("now", NOW),
            **said,
        )


class TestADoor:
    def test_is_not_ready_on_one_event(self, desk, answered):
        referral, _ = answered(FERN_ANSWER)

        (gate,) = gates(desk, referral)

        assert len(gate.finding.missing) == 3
        with pytest.raises(NotReady, match="a second event"):
            decide(desk, referral, Decision.CORROBORATED)

    def test_is_ready_when_two_operators_name_it_for_two_events(self, desk, answered):
        referral, _ = answered(FERN_ANSWER, MOSS_ANSWER)

        decide(desk, referral, Decision.CORROBORATED)

        (gate,) = gates(desk, referral)
        assert gate.stands is not None
        assert gate.stands.decision == "corroborated"
        assert gate.finding.missing == ()

    def test_is_two_doors_when_the_answers_name_two_flats(self, desk, answered):
        referral, _ = answered(
            FERN_ANSWER,
            an_answer(OTHER_FIXED, "2026-11-01T09:30:00Z", installation=HOME.replace("Flat 1,", "Flat 11,")),
        )

        assert [gate.finding.is_open for gate in gates(desk, referral)] == [False, False]

    def test_does_not_rest_on_an_answer_that_proved_wrong(self, desk, answered):
        referral, (one, _) = answered(FERN_ANSWER, MOSS_ANSWER)
        with acting(desk):
            judge_answer(viewer=desk, reference=one, is_wrong=True, reason="They moved in May", now=NOW)

        (gate,) = gates(desk, referral)

        assert not gate.finding.is_open
        assert gate.finding.unusable == (f"{one}: it proved wrong",)

    def test_does_not_rest_on_where_the_bills_go(self, desk, answered):
        referral, _ = answered(FERN_ANSWER, an_answer(billing=HOME, installation=""))

        (gate,) = gates(desk, referral)

        assert not gate.finding.is_open

    def test_opens_for_other_evidence_and_closes_when_that_is_taken_back(self, desk, answered):
        referral, _ = answered(FERN_ANSWER)
        (gate,) = gates(desk, referral)
        with acting(desk):
            record_evidence(
                viewer=desk,
                referral=referral,
                premises=gate.door.reference,
                kind=EvidenceKind.PLATFORM_RECORD,
                source="Examplechat's answer, payment record",
                found="The card's billing address",
                now=NOW,
            )
        assert gates(desk, referral)[0].finding.is_open

        with acting(desk):
            withdraw_evidence(viewer=desk, referral=referral, n=1, reason="Another account's", now=NOW)

        assert not gates(desk, referral)[0].finding.is_open
        with acting(desk), pytest.raises(NoSuchDecision):
            withdraw_evidence(viewer=desk, referral=referral, n=1, reason="Again", now=NOW)


class TestADecision:
    def test_over_what_is_missing_is_a_supervisor_s_with_a_reason(self, desk, supervisor, answered):
        referral, _ = answered(FERN_ANSWER)

        with pytest.raises(NotPermitted):
            decide(desk, referral, Decision.OVERRIDDEN, reason="Enough")
        with pytest.raises(DecisionIncomplete):
            decide(supervisor, referral, Decision.OVERRIDDEN)
        decide(supervisor, referral, Decision.OVERRIDDEN, reason="A static line, confirmed by telephone")

        (gate,) = gates(desk, referral)
        assert gate.stands is not None
        assert len(gate.stands.missing) == 3

    def test_for_danger_to_life_asks_one_field_and_a_name_and_waits_for_its_review(
        self, desk, supervisor, answered
    ):
        referral, _ = answered(FERN_ANSWER)
        with pytest.raises(DecisionIncomplete):
            decide(desk, referral, Decision.DANGER_TO_LIFE, reason="A child is in danger now")
        decide(
            desk, referral, Decision.DANGER_TO_LIFE, reason="A child is in danger now", named="Insp. Example"
        )
        with acting(supervisor):
            (due,) = reviews_due(supervisor, now=NOW + timedelta(hours=1))
            on_the_board = board(supervisor, now=NOW + timedelta(hours=1)).reviews
        assert [(each.referral, each.decision) for each in on_the_board] == [(referral, "danger_to_life")]

        with acting(supervisor):
            review_decision(
                viewer=supervisor, referral=referral, n=due.n, finding="It was right", now=NOW + timedelta(1)
            )

        with acting(supervisor):
            assert reviews_due(supervisor, now=NOW + timedelta(2)) == []
        assert gates(desk, referral)[0].decisions[0].review == "supervisor: It was right"

    def test_is_not_reviewed_by_whoever_took_it(self, desk, supervisor, answered):
        referral, _ = answered(FERN_ANSWER)
        decide(supervisor, referral, Decision.OVERRIDDEN, reason="A static line")

        with pytest.raises(OwnReview), acting(supervisor):
            review_decision(viewer=supervisor, referral=referral, n=1, finding="Fine", now=NOW)

    def test_has_a_place_of_its_own_on_the_page_beside_one_of_a_referral_that_joined(
        self, desk, supervisor, answered
    ):
        referral, _ = answered(FERN_ANSWER)
        decide(supervisor, referral, Decision.OVERRIDDEN, reason="A static line")
        (gate,) = gates(desk, referral)
        joined = replace(gate.decisions[0], referral="ref-1111-1111-1112")

        with acting(desk):
            page = render_to_string(
                "premises/gate.html", {"gate": replace(gate, decisions=(*gate.decisions, joined))}
            )

        assert re.findall(r'id="decision-([^"]+)"', page) == [f"{referral}-1", "ref-1111-1111-1112-1"]

    def test_can_be_taken_back_once(self, desk, answered):
        referral, _ = answered(FERN_ANSWER, MOSS_ANSWER)
        decide(desk, referral, Decision.CORROBORATED)

        decide(desk, referral, Decision.CLOSED, reason="They moved out")

        assert gates(desk, referral)[0].stands is None
        with pytest.raises(NothingStands):
            decide(desk, referral, Decision.CLOSED, reason="Again")


class TestTheSubscriber:
    def test_is_nobody_s_suspect_until_an_officer_judges_so_and_that_can_be_undone(self, desk, answered):
        referral, (one, _) = answered(FERN_ANSWER, MOSS_ANSWER)
        decide(desk, referral, Decision.CORROBORATED)
        id_ = asking.referral_id(desk, referral)
        with acting(desk):
            assert judgements_of(desk, id_) == []

        for is_suspect in (True, False):
            with acting(desk):
                judge_suspect(
                    viewer=desk,
                    referral=referral,
                    answer=one,
                    is_suspect=is_suspect,
                    reason="Said so in interview",
                    now=NOW,
                )

        with acting(desk):
            told = judgements_of(desk, id_)
        assert [each.is_suspect for each in told] == [True, False]
        with pytest.raises(ReasonMissing), acting(desk):
            judge_suspect(viewer=desk, referral=referral, answer=one, is_suspect=True, reason="", now=NOW)


class TestAResolutionInAPack:
    def test_is_compared_with_the_event_it_is_said_to_be_of(self, desk):
        referral = asking.a_referral(desk, FERN_EVENT)
        question = Question(Stated(FIXED, None, read_typed_time(FERN_EVENT[1])), "rep/1")

        with acting(desk):
            entered = enter_resolution(
                viewer=desk,
                referral=referral,
                question=question,
                row=an_answer(at="2025-11-10T10:00:00Z"),
                source="the agency's pack, page 3",
                now=NOW,
            )

        (gate,) = gates(desk, referral)
        assert gate.answers[0].reference == entered
        assert gate.finding.unusable
        assert not gate.finding.is_open


class TestWhatIsHeldOnADoor:
    def test_is_found_by_its_address_however_it_is_spelled(self, desk, answered):
        answered(FERN_ANSWER)

        with acting(desk):
            (line,) = doors_like(desk, "FLAT 1 12 HIGH ST AB12CD", now=NOW)
            near = doors_like(desk, "12 High Street, AB1 2CD", now=NOW)
            assert doors_like(desk, "Flat 11, 12 High Street, AB1 2CD", now=NOW) == []

        assert (line.sameness, line.answers, line.wrong) == ("same", 1, 0)
        assert near[0].sameness == "maybe"

    def test_remembers_a_wrong_resolution_in_another_referral(self, desk, spoc, answered):
        _, (one,) = answered(FERN_ANSWER)
        with acting(desk):
            judge_answer(viewer=desk, reference=one, is_wrong=True, reason="They moved in May", now=NOW)
        other = asking.a_referral(desk, FERN_EVENT, identifier="u2")
        reference = asking.a_draft(desk, other)
        send(desk, spoc, reference)

        enter(spoc, reference, an_answer())

        (gate,) = gates(desk, other)
        assert (gate.door.answers, gate.door.wrong) == (2, 1)

    def test_holds_notes_that_are_taken_back_and_never_edited(self, desk, answered):
        referral, _ = answered(FERN_ANSWER)
        door = gates(desk, referral)[0].door.reference
        with acting(desk):
            note_premises(
                viewer=desk,
                reference=door,
                kind=NoteKind.MOVED_OUT,
                text="The Examples",
                until=date(2026, 5, 1),
                now=NOW,
            )
            withdraw_note(viewer=desk, reference=door, n=1, reason="Another flat", now=NOW)

        with acting(desk):
            found = premises(desk, door, now=NOW)
        assert [note.withdrawn for note in found.notes] == ["Another flat (desk)"]
        with pytest.raises(NoSuchNote), acting(desk):
            withdraw_note(viewer=desk, reference=door, n=1, reason="Again", now=NOW)
        with pytest.raises(NoteMissing), acting(desk):
            note_premises(viewer=desk, reference=door, kind=NoteKind.MOVED_OUT, text="Somebody", now=NOW)

    def test_is_not_seen_by_another_desk(self, desk, answered):
        answered(FERN_ANSWER)
        stranger = a_viewer("stranger", desk="E23000001")

        with acting(stranger):
            assert doors_like(stranger, HOME, now=NOW) == []
