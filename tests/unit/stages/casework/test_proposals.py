"""Whom a referral asks to be told: each suspect's force elsewhere, and each child's wherever it is."""

from datetime import UTC, datetime, timedelta

import pytest

from waymark.referrals.types import Role
from waymark.stages.casework.rules.proposals import (
    About,
    NamedDoor,
    PlacedPerson,
    about_whom,
    due,
    proposals,
    proposals_for_doors,
    undecided,
)

HERE, THERE, KENT = "E23000036", "E23000001", "E23000032"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def a_person(role=Role.VICTIM, force=THERE, *, party=1, age=None, known=(), report="rep-1", forces=()):
    return PlacedPerson(report, party, role, age, force, "inside", ("by postcode",), forces, frozenset(known))


def told(*people, referrals_force="") -> list:
    found = proposals(
        people,
        referrals_force=referrals_force,
        force_reason="by address",
        first_report="rep-1",
        own_force=HERE,
    )
    return [(each.about, each.force, each.party) for each in found]


class TestProposals:
    def test_tell_of_a_child_without_any_suspect(self):
        assert told(a_person()) == [(About.CHILD, THERE, 1)]

    def test_tell_of_a_child_in_our_own_force(self):
        assert told(a_person(force=HERE)) == [(About.CHILD, HERE, 1)]

    def test_tell_nobody_of_a_suspect_in_our_own_force(self):
        assert told(a_person(Role.SUSPECT, HERE)) == []

    def test_tell_the_force_of_the_referral_where_no_suspect_has_a_place(self):
        assert told(referrals_force=KENT) == [(About.SUSPECT, KENT, 0)]

    def test_do_not_take_a_childs_place_for_the_suspects(self):
        assert told(a_person(), referrals_force=THERE) == [(About.CHILD, THERE, 1)]

    def test_tell_of_each_of_two_children_in_one_force(self):
        assert len(told(a_person(known={"a"}), a_person(party=2, known={"b"}))) == 2

    def test_tell_once_of_a_child_whom_two_documents_name(self):
        assert len(told(a_person(known={"a"}), a_person(report="rep-2", known={"a", "b"}))) == 1

    def test_snap_nobody_who_could_be_in_several_forces(self):
        person = a_person(force="", forces=(THERE, KENT))

        assert told(person) == []
        assert undecided([person]) == [person]


class TestAboutWhom:
    @pytest.mark.parametrize(
        ("role", "age", "about"),
        [
            (Role.INTENDED_RECIPIENT, None, About.CHILD),
            (Role.INTENDED_RECIPIENT, 17, About.CHILD),
            (Role.INTENDED_RECIPIENT, 18, None),
            (Role.VICTIM, 18, About.CHILD),
            (Role.CHILD_AT_ADDRESS, None, About.CHILD),
            (Role.SUSPECT, 15, About.SUSPECT),
            (Role.SUBSCRIBER, None, None),
            (Role.WITNESS, 12, None),
        ],
    )
    def test_takes_an_unstated_age_for_a_childs_alone(self, role, age, about):
        assert about_whom(a_person(role, age=age)) is about


class TestDue:
    def test_gives_a_child_a_day_whatever_the_level(self):
        assert due(About.CHILD, "low", started_at=NOW, now=NOW) == NOW + timedelta(days=1)

    def test_gives_a_suspect_the_promise_of_the_level(self):
        assert due(About.SUSPECT, "medium", started_at=NOW, now=NOW) == NOW + timedelta(days=14)

    def test_gives_an_unknown_level_the_shortest(self):
        assert due(About.SUSPECT, "", started_at=NOW, now=NOW) == NOW + timedelta(days=1)


def a_door(about=About.SUSPECT, force=THERE, *, answer="ans-1", door="prm-1"):
    return NamedDoor(about, answer, "rep-1", door, "suspect", force, "inside", ("by postcode",))


def told_by_doors(*doors, unsent=(), told=()) -> list:
    found = proposals_for_doors(doors, unsent=unsent, told=told, first_report="rep-1", own_force=HERE)
    return [(each.about, each.force, each.answer) for each in found]


class TestProposalsForDoors:
    def test_tell_another_force_of_a_suspect_there(self):
        assert told_by_doors(a_door()) == [(About.SUSPECT, THERE, "ans-1")]

    def test_tell_our_own_force_of_a_child_alone(self):
        doors = a_door(force=HERE), a_door(About.CHILD, HERE, answer="ans-2", door="prm-2")

        assert told_by_doors(*doors) == [(About.CHILD, HERE, "ans-2")]

    def test_tell_once_of_a_door_that_two_answers_name(self):
        assert len(told_by_doors(a_door(), a_door(answer="ans-2"))) == 1

    def test_leave_to_a_package_that_has_not_left_what_it_will_say(self):
        assert told_by_doors(a_door(), unsent={(About.SUSPECT, THERE)}) == []

    def test_tell_nothing_twice(self):
        assert told_by_doors(a_door(), told={(About.SUSPECT, THERE, "prm-1")}) == []

    def test_snap_no_door_that_could_be_in_several_forces(self):
        assert told_by_doors(a_door(force="")) == []
