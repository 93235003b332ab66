"""Levels that people give, and policies that two people take into force, on the real database."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import IntegrityError, connection

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from waymark import pipeline
from waymark.access.rules import NotPermitted, Role, Viewer
from waymark.access.viewing import acting
from waymark.clocks import Level
from waymark.pipeline import levels
from waymark.referrals.operations.referring import standing_referral
from waymark.stages.linking.operations.judging import Judgement
from waymark.stages.linking.queries import links
from waymark.stages.prioritisation.operations.deciding import (
    Given,
    NothingWaits,
    SamePerson,
    SecondPersonAwaited,
    ShownOtherwise,
)
from waymark.stages.prioritisation.operations.policy_changes import (
    ChangeWaits,
    NoChangeWaits,
    ProposerMayNotApprove,
    SameInForce,
    VersionTaken,
    decide_policy,
    propose_policy,
)
from waymark.stages.prioritisation.queries import policies as policy_queries
from waymark.stages.prioritisation.queries import queue_line
from waymark.stages.prioritisation.queries.levels import (
    levels_held,
    levels_of,
    moves_not_seen,
    waiting_for_second,
)
from waymark.stages.prioritisation.queries.policies import policies_in_force, policy_changes, policy_in_force
from waymark.stages.prioritisation.queries.replaying import past_assessments, replay_policy
from waymark.stages.prioritisation.queries.standing import standing
from waymark.stages.prioritisation.rules.answers import Said
from waymark.stages.prioritisation.rules.deciding import Basis, Cause, Confirmation, Reason
from waymark.stages.prioritisation.rules.outcomes import Found
from waymark.stages.prioritisation.rules.policy import load_policy, shipped_policy_text


def a_report(name, **said):
    content = an_xml_report(identifier=name, service="Examplechat", screen_name=f"invented_{name}", **said)
    return Held(content, f"{name}.xml")


LATER = RECEIVED + timedelta(hours=1)
STRICTER = (
    shipped_policy_text()
    .replace('version = "2026-11"', 'version = "northshire-1"')
    .replace("effective = 2026-11-22", "effective = 2026-11-01")
    .replace('name = "other_factors"\nlevel = "medium"', 'name = "other_factors"\nlevel = "high"')
)


@pytest.fixture
def desk(database: None) -> Viewer:
    return a_viewer()


@pytest.fixture
def second(desk: Viewer) -> Viewer:
    """Another officer of the same desk."""
    return replace(desk, officer_id=desk.officer_id + 1000, username="second")


@pytest.fixture
def referral(desk: Viewer) -> str:
    (answer,) = receive(desk, a_report("u1"))
    return answer.referrals[0]


def answered(desk, referral, **said):
    with acting(desk):
        return pipeline.answer(desk, referral, said, source="a record", now=LATER)


def decided(viewer, referral, level, reason=Reason.CHILD_SAFE, words="Seen today", **given):
    with acting(viewer):
        return levels.decide(viewer, referral, Given(level, reason, words, **given), now=LATER)


def line_of(viewer, referral):
    with acting(viewer):
        return queue_line(viewer, standing_referral(viewer, referral).id, now=LATER)


def id_of(viewer, referral):
    return standing_referral(viewer, referral).id


class TestTheForcesResult:
    def test_drives_the_promise_and_leaves_ours_as_a_challenge(self, desk, referral):
        answered(desk, referral, child_at_address=Said.YES)

        with acting(desk):
            found = levels.give_force_result(
                desk, referral, Level.LOW, tool="KIRAT 2", scored_at=LATER, source="form 7", now=LATER
            )

        assert (found.in_force.level, found.in_force.basis) == (Level.LOW, Basis.FORCE)
        assert found.in_force.challenge is Level.HIGH
        line = line_of(desk, referral)
        assert line.level == "low"
        assert line.due_at == RECEIVED + timedelta(days=30)
        assert "7 days" in line.rank_reason  # it stands where the higher of the two puts it


class TestALoweredLevel:
    def test_waits_for_another_officer_and_holds_until_then(self, desk, second, referral):
        answered(desk, referral, child_at_address=Said.YES)

        found = decided(desk, referral, Level.LOW)

        assert found.waits
        assert found.assessed.in_force.level is Level.HIGH
        with acting(second):
            (waiting,) = waiting_for_second(second, now=LATER)
            assert [move.referral for move in moves_not_seen(second, of=[referral])] == [referral]
            assert moves_not_seen(second, of=[]) == []
            assert (waiting.referral, waiting.level, waiting.held) == (referral, "low", "high")
            confirmed = levels.answer_lowering(second, referral, Confirmation.CONFIRMED, now=LATER)
        assert (confirmed.in_force.level, confirmed.in_force.challenge) == (Level.LOW, None)
        assert line_of(desk, referral).due_at == RECEIVED + timedelta(days=30)

    def test_is_not_confirmed_by_the_officer_who_decided_nor_decided_twice(self, desk, second, referral):
        answered(desk, referral, child_at_address=Said.YES)
        decided(desk, referral, Level.LOW)

        with pytest.raises(SamePerson), acting(desk):
            levels.answer_lowering(desk, referral, Confirmation.CONFIRMED, now=LATER)
        with pytest.raises(SecondPersonAwaited):
            decided(second, referral, Level.LOW)

        assert line_of(desk, referral).level == "high"

    def test_that_is_refused_changes_nothing(self, desk, second, referral):
        answered(desk, referral, child_at_address=Said.YES)
        decided(desk, referral, Level.LOW)

        with acting(second):
            found = levels.answer_lowering(second, referral, Confirmation.REFUSED, because="No", now=LATER)

        assert found.in_force.level is Level.HIGH
        with pytest.raises(NothingWaits), acting(second):
            levels.answer_lowering(second, referral, Confirmation.CONFIRMED, now=LATER)

    def test_cannot_be_confirmed_by_its_own_officer_even_in_the_database(self, desk, referral):
        answered(desk, referral, child_at_address=Said.YES)
        decided(desk, referral, Level.LOW)

        with (
            pytest.raises(IntegrityError, match="lowering_takes_two_people"),
            acting(desk),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "update level_decision set confirmation = 'confirmed', confirmed_by_id = officer_id"
            )


class TestADecision:
    def test_is_refused_when_something_was_learnt_since_it_was_shown(self, desk, referral):
        with acting(desk):
            shown = past_assessments(desk, id_of(desk, referral), until=LATER)[0].text
        answered(desk, referral, child_at_address=Said.YES)

        with pytest.raises(ShownOtherwise):
            decided(desk, referral, Level.MEDIUM, shown=sha256(shown.encode()).hexdigest())

    def test_counts_a_referral_as_researched(self, desk, referral):
        found = decided(desk, referral, Level.MEDIUM, reason=Reason.AGREED, words="")

        assert (found.assessed.stage, found.waits) == ("researched", False)

    def test_is_challenged_when_a_graver_fact_comes_and_its_owner_is_told(self, desk, referral):
        decided(desk, referral, Level.MEDIUM, reason=Reason.AGREED, words="")

        found = answered(desk, referral, child_at_address=Said.YES)

        assert (found.in_force.level, found.in_force.challenge) == (Level.MEDIUM, Level.HIGH)
        with acting(desk):
            (move,) = moves_not_seen(desk)
            assert (move.cause, move.ours_before, move.ours_after) == (Cause.ANSWER, "medium", "high")
            assert levels.see_moves(desk, referral, now=LATER) == 1
            assert moves_not_seen(desk) == []

    def test_asks_permission(self, desk, referral):
        with pytest.raises(NotPermitted):
            decided(replace(desk, roles=frozenset({Role.SPOC})), referral, Level.LOW)


class TestOutcomes:
    def test_are_held_against_the_level_that_was_in_force(self, desk, referral):
        with acting(desk):
            levels.give_own_level(desk, referral, Level.LOW, now=LATER)
            on = (RECEIVED + timedelta(days=9)).date()
            levels.give_outcome(
                desk, referral, Found.CHILD_AT_ADDRESS, on=on, source="x", now=RECEIVED + timedelta(days=10)
            )

            held = {each.level: each for each in levels_held(desk)}
            said = levels_of(desk, id_of(desk, referral))

        assert (held[Level.MEDIUM].children, held[Level.MEDIUM].longest_days) == (1, 9)
        assert said.own[0].level == "low"


class TestAPastAssessment:
    def test_is_made_again_to_the_byte_after_another_policy_ships(self, desk, referral, monkeypatch):
        answered(desk, referral, child_at_address=Said.YES)
        newer = load_policy(STRICTER)

        monkeypatch.setattr(policy_queries, "shipped_policy", lambda: newer)

        with acting(desk):
            past = past_assessments(desk, id_of(desk, referral), until=LATER + timedelta(days=400))
            assert [each.is_same for each in past] == [True, True]
            assert json.loads(past[0].text)["level"] == "high"
            assert past[0].known.yes == ("child_at_address",)
            # An upgrade alone never changes the policy in force: what ships newly is proposed like any other.
            assert policy_in_force(desk.home_desk, at=LATER).version == "2026-11"

    def test_is_said_to_differ_when_its_text_was_tampered_with(self, desk, referral):
        with acting(desk), connection.cursor() as cursor:
            cursor.execute("select text, known::text, policy_version from assessment_text")
            text, known, version = cursor.fetchone()
            cursor.execute(
                "insert into assessment_text (sha256, text, known, policy_version) values ('x', %s, %s, %s)",
                [text.replace("medium", "high"), known, version],
            )
            cursor.execute(
                "insert into assessment (referral_id, desk_id, at, policy_version, stage, level, lowest, highest, "
                "fired, facts, in_full) select referral_id, desk_id, at, policy_version, stage, level, lowest, "
                "highest, fired, facts, 'x' from assessment"
            )

            past = past_assessments(desk, id_of(desk, referral), until=LATER)

        assert [each.is_same for each in past] == [False, True]


class TestAPolicyOfTheForces:
    @pytest.fixture
    def supervisor(self, desk):
        return replace(desk, roles=frozenset({Role.SUPERVISOR}))

    @pytest.fixture
    def other(self, supervisor, second):
        return replace(supervisor, officer_id=second.officer_id, username="other")

    def propose(self, viewer, text=STRICTER, *, now=LATER):
        with acting(viewer):
            found = replay_policy(viewer, load_policy(text), now=now)
            return found, propose_policy(text, reason="Reviewed", replayed=found, viewer=viewer, now=now)

    def test_is_in_force_once_another_supervisor_approved_it_and_moves_the_queue(
        self, desk, supervisor, other, referral
    ):
        answered(desk, referral, domestic_abuse=Said.YES)

        replayed, policy = self.propose(supervisor)
        assert (replayed.up, replayed.down) == (1, 0)
        assert line_of(desk, referral).level == "medium"
        with pytest.raises(ProposerMayNotApprove), acting(supervisor):
            decide_policy(policy.name, is_approved=True, viewer=supervisor, now=LATER)
        with pytest.raises(ChangeWaits):
            self.propose(other)
        with acting(other):
            decide_policy(policy.name, is_approved=True, viewer=other, now=LATER)
            assert policies_in_force([desk.home_desk], at=LATER)[desk.home_desk].name == policy.name
            assert (
                policies_in_force([desk.home_desk], at=LATER - timedelta(hours=2))[desk.home_desk].version
                == "2026-11"
            )

        assert pipeline.look_again(desk, now=LATER + timedelta(minutes=1)) == 1
        assert line_of(desk, referral).level == "high"
        with acting(desk):
            past = past_assessments(desk, id_of(desk, referral), until=LATER + timedelta(days=1))
            assert [each.is_same for each in past] == [True, True, True]
            assert moves_not_seen(desk)[0].cause == Cause.POLICY
            (change,) = policy_changes(desk)
        assert (change.outcome, change.replayed["up"]) == ("approved", 1)

    def test_takes_effect_on_its_day_and_not_before(self, desk, supervisor, other, referral):
        later = STRICTER.replace("effective = 2026-11-01", "effective = 2031-03-01")
        _, policy = self.propose(supervisor, later)

        with acting(other):
            decide_policy(policy.name, is_approved=True, viewer=other, now=LATER)
            before = policy_in_force(desk.home_desk, at=datetime(2031, 2, 28, 23, tzinfo=UTC))
            after = policy_in_force(desk.home_desk, at=datetime(2031, 3, 1, tzinfo=UTC))

        assert (before.version, after.version) == ("2026-11", "northshire-1")

    def test_that_is_refused_leaves_the_one_in_force(self, desk, supervisor, other, referral):
        _, policy = self.propose(supervisor)

        with acting(other):
            decide_policy(policy.name, is_approved=False, because="Too strict", viewer=other, now=LATER)
            assert policy_in_force(desk.home_desk, at=LATER).version == "2026-11"
        with pytest.raises(NoChangeWaits), acting(other):
            decide_policy(policy.name, is_approved=True, viewer=other, now=LATER)

    def test_may_not_bear_the_version_of_another_nor_be_the_same(self, supervisor, other, referral):
        with pytest.raises(SameInForce):
            self.propose(supervisor, shipped_policy_text())
        with pytest.raises(VersionTaken):
            self.propose(supervisor, STRICTER.replace("northshire-1", "2026-11"))

    def test_is_proposed_by_supervisors_alone(self, desk, referral):
        with pytest.raises(NotPermitted):
            self.propose(replace(desk, roles=frozenset({Role.INTELLIGENCE_DESK})))


class TestAReplay:
    def test_judges_each_referral_against_the_policy_of_its_own_force_for_a_national_officer(
        self, desk, second, referral
    ):
        answered(desk, referral, domestic_abuse=Said.YES)
        proposer = replace(desk, roles=frozenset({Role.SUPERVISOR}))
        with acting(proposer):
            found = replay_policy(proposer, load_policy(STRICTER), now=LATER)
            made = propose_policy(STRICTER, reason="Why", replayed=found, viewer=proposer, now=LATER)
        approver = replace(proposer, officer_id=second.officer_id)
        with acting(approver):
            decide_policy(made.name, is_approved=True, viewer=approver, now=LATER)
        south = a_viewer("south", desk="E23000001")
        (other,) = receive(south, a_report("s1"))[0].referrals
        answered(south, other, domestic_abuse=Said.YES)
        national = replace(
            proposer, desks=(*desk.desks, *south.desks), home_desk=None, is_national=True, username="national"
        )

        with acting(national):
            found = replay_policy(national, load_policy(STRICTER), now=LATER)

        # The one force goes by it already, so only the other's would move.
        assert [move.referral for move in found.moves] == [other]
        assert (found.referrals, found.up) == (2, 1)

    def test_asks_as_many_questions_for_many_referrals_as_for_one(self, desk, django_queries):
        receive(desk, *(a_report(f"n{n}") for n in range(3)))
        one = django_queries(lambda: replay_policy(desk, load_policy(STRICTER), now=LATER), desk)
        receive(desk, *(a_report(f"m{n}") for n in range(30)))
        many = django_queries(lambda: replay_policy(desk, load_policy(STRICTER), now=LATER), desk)

        assert one == many


@pytest.fixture
def django_queries():
    """Counts the statements of something done in an officer's transaction."""
    from django.test.utils import CaptureQueriesContext

    def count(do, viewer):
        with acting(viewer), CaptureQueriesContext(connection) as asked:
            do()
            return len(asked)

    return count


class TestAnAcceptedLink:
    def test_lets_what_is_known_of_one_count_for_the_other_until_it_is_undone(self, desk, database):
        shared = {"emails": ["shared@example.com"]}
        one, other = (receive(desk, a_report(name, **shared))[0].referrals[0] for name in ("u1", "u2"))
        answered(desk, one, contact_offence_history=Said.YES)
        with acting(desk):
            (link,) = links(desk, now=LATER)

        with acting(desk):
            levels.judge(desk, link.reference, Judgement.ACCEPTED, reason="One person", now=LATER)
        assert line_of(desk, other).level == "high"
        with acting(desk):
            assert standing(desk, id_of(desk, other), now=LATER).assessment.level is Level.HIGH
            assert moves_not_seen(desk)[0].cause == Cause.LINK
            levels.judge(desk, link.reference, Judgement.OPEN, reason="Not sure", now=LATER)

        assert line_of(desk, other).level == "medium"
