"""What is entered between a proposal and its confirming, and what no order of acts may bring about."""

from contextlib import closing
from datetime import timedelta
from functools import partial
from threading import Thread

import pytest
from django.db import connection

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from waymark.access.models import Officer
from waymark.access.operations import SYSTEM
from waymark.access.rules import NotPermitted
from waymark.access.viewing import acting
from waymark.audit.events import Event
from waymark.audit.queries import told as told_of
from waymark.stages.assignment.operations.confirming import confirm
from waymark.stages.assignment.operations.keeping import (
    Profile,
    add_time,
    keep_profile,
    load_times,
    record_conflict,
)
from waymark.stages.assignment.operations.opening import open_work
from waymark.stages.assignment.operations.placing import MayNotHave, finish, give, lock, take
from waymark.stages.assignment.operations.proposing import propose_work
from waymark.stages.assignment.operations.wellbeing import record_exposure
from waymark.stages.assignment.queries.board import board
from waymark.stages.assignment.queries.own import own_desk
from waymark.stages.assignment.queries.parts import parts_of
from waymark.stages.assignment.queries.staff import NotAtThisDesk, officer_record, staff
from waymark.stages.assignment.queries.work import NoSuchWork, work
from waymark.stages.assignment.readers.duty_files import DutyRow
from waymark.stages.assignment.rules import exposure
from waymark.stages.assignment.rules.duty import Kind, Span
from waymark.stages.assignment.rules.states import PartKind, State

NOW = RECEIVED + timedelta(hours=1)
SKILLS = ("research", "enforcement", "search")
DAY = timedelta(days=1)


@pytest.fixture
def desk(database):
    """A supervisor, two officers on duty for ten days, and three referrals."""
    supervisor = a_viewer("boss", roles=("supervisor",))
    team = {name: a_viewer(name, roles=("intelligence_desk",)) for name in ("ada", "ben")}
    receive(
        team["ada"],
        *(Held(an_xml_report(identifier=f"u{n}", service="Examplechat"), name=f"{n}.xml") for n in range(3)),
    )
    rows = [
        DutyRow(n, officer, Kind.DUTY, NOW + n * DAY, NOW + n * DAY + timedelta(hours=8))
        for officer in team
        for n in range(10)
    ]
    with acting(supervisor):
        for name in team:
            keep_profile(viewer=supervisor, officer=name, profile=Profile(skills=SKILLS, places=2), now=NOW)
        load_times(viewer=supervisor, rows=rows, source="test", now=NOW)
    return supervisor, team


def proposed(supervisor):
    """Who each referral is proposed for."""
    with acting(supervisor):
        propose_work(viewer=supervisor, now=NOW)
        return {line.referral: line.placed[0] for line in work(supervisor, now=NOW) if line.placed}


def held(supervisor, *, now=NOW):
    with acting(supervisor):
        return {
            (line.referral, each.name)
            for line in work(supervisor, now=now)
            for each in line.placed
            if each.state is State.CONFIRMED
        }


class TestAStaleProposal:
    def test_is_left_out_where_leave_or_a_conflict_came_since_and_refused_where_it_was_named(self, desk):
        supervisor, _ = desk
        found = proposed(supervisor)
        away = {ref for ref, each in found.items() if each.name == "ada"}
        conflicted = next(ref for ref, each in found.items() if each.name == "ben")
        with acting(supervisor):
            leave = Span(NOW, NOW + 30 * DAY)
            add_time(viewer=supervisor, officer="ada", kind=Kind.LEAVE, span=leave, now=NOW)
            record_conflict(
                viewer=supervisor, officer="ben", referral=conflicted, reason="Neighbour", now=NOW
            )
        named = [each.id for each in found.values() if each.name == "ada"]
        with pytest.raises(MayNotHave, match="propose again"), acting(supervisor):
            confirm(viewer=supervisor, placings=named[:1], now=NOW)
        with acting(supervisor):
            done = confirm(viewer=supervisor, every=True, now=NOW)

        assert {each.officer for each in done.stale} == {"ada"}
        assert done.many == len(found) - len(away) - 1
        assert {name for _, name in held(supervisor)} <= {"ben"}
        assert conflicted not in {referral for referral, _ in held(supervisor)}

    def test_is_left_out_where_its_officer_left_the_desk_or_lost_the_skill(self, desk):
        supervisor, _ = desk
        found = proposed(supervisor)
        with acting(SYSTEM):
            Officer.objects.get(username="ada").desks.clear()
        with acting(supervisor):
            keep_profile(viewer=supervisor, officer="ben", profile=Profile(skills=(), places=2), now=NOW)
            done = confirm(viewer=supervisor, every=True, now=NOW)
            shown = board(supervisor, now=NOW)

        assert (done.many, len(done.stale)) == (0, len(found))
        assert shown.proposed == 0
        with acting(supervisor):
            assert [each.officer for each in propose_work(viewer=supervisor, now=NOW).placed] == [None] * 3
        with pytest.raises(NotAtThisDesk), acting(supervisor):
            give(
                viewer=supervisor,
                work_key=work(supervisor, now=NOW)[0].key,
                officer="ada",
                reason="x",
                now=NOW,
            )

    def test_is_left_out_where_every_place_was_taken_meanwhile_but_not_where_a_supervisor_locked_it(
        self, desk
    ):
        supervisor, team = desk
        found = proposed(supervisor)
        (busy,) = {n for n in team if sum(each.name == n for each in found.values()) == 2}
        other = next(name for name in team if name != busy)
        (free,) = (each for each in found.values() if each.name == other)
        mine = [each for each in found.values() if each.name == busy]
        with acting(supervisor):
            lock(viewer=supervisor, placing=mine[0].id, is_locked=True, now=NOW)
            keep_profile(viewer=supervisor, officer=busy, profile=Profile(skills=SKILLS, places=0), now=NOW)
            done = confirm(viewer=supervisor, every=True, now=NOW)

        assert [each.why for each in done.stale] == ["every place of theirs is taken"]
        assert {name for _, name in held(supervisor)} == {busy, free.name}


class TestATeam:
    def test_never_has_an_officer_who_is_away_or_sits_elsewhere_at_that_time(self, desk):
        supervisor, _ = desk
        day = NOW + 2 * DAY
        with acting(supervisor):
            first, second = (line.referral for line in work(supervisor, now=NOW)[:2])
            morning = Span(day + timedelta(hours=1), day + timedelta(hours=3))
            later = Span(day + timedelta(hours=2), day + timedelta(hours=4))
            meeting = partial(
                open_work, viewer=supervisor, kind=PartKind.STRATEGY_MEETING, seats=["", ""], now=NOW
            )
            one = meeting(referral=first, span=morning)
            two = meeting(referral=second, span=later)
            give(viewer=supervisor, work_key=one, officer="ada", reason="Knows it", now=NOW)
            court = Span(morning.start, morning.start + timedelta(hours=1))
            add_time(viewer=supervisor, officer="ben", kind=Kind.COURT, span=court, now=NOW)
        with pytest.raises(MayNotHave, match="not on duty for all of it"), acting(supervisor):
            give(viewer=supervisor, work_key=two, officer="ada", reason="Both", now=NOW)
        with pytest.raises(MayNotHave, match="not on duty for all of it"), acting(supervisor):
            give(viewer=supervisor, work_key=one, officer="ben", seat=1, reason="Half", now=NOW)
        with pytest.raises(MayNotHave, match="have it already"), acting(supervisor):
            give(viewer=supervisor, work_key=one, officer="ada", seat=1, reason="Twice", now=NOW)
        with pytest.raises(NoSuchWork), acting(supervisor):
            give(viewer=supervisor, work_key=one, officer="ben", seat=7, reason="No seat", now=NOW)
        with acting(supervisor):
            seats = [e for e in propose_work(viewer=supervisor, now=NOW).placed if e.reference in {one, two}]

        officers = {(each.reference, each.seat): each.officer for each in seats}
        assert set(officers) == {(one, 1), (two, 0), (two, 1)}
        assert officers[one, 1] is None
        assert len({*officers.values()} - {None}) == 1

    def test_whose_officer_went_on_leave_is_shown_as_late(self, desk):
        supervisor, _ = desk
        span = Span(NOW + DAY + timedelta(hours=1), NOW + DAY + timedelta(hours=2))
        with acting(supervisor):
            referral = work(supervisor, now=NOW)[0].referral
            kind = PartKind.STRATEGY_MEETING
            key = open_work(viewer=supervisor, referral=referral, kind=kind, span=span, now=NOW)
            give(viewer=supervisor, work_key=key, officer="ada", reason="Knows it", now=NOW)
            before = board(supervisor, now=NOW).late
            leave = Span(NOW + DAY, NOW + 2 * DAY)
            add_time(viewer=supervisor, officer="ada", kind=Kind.LEAVE, span=leave, now=NOW)
            after = board(supervisor, now=NOW).late

        assert (before, after) == (0, 1)


class TestOneReferral:
    def test_has_another_owner_for_each_part_of_the_work_and_says_what_came_of_each(self, desk):
        supervisor, team = desk
        with acting(supervisor):
            line = work(supervisor, now=NOW)[0]
            enquiry = open_work(
                viewer=supervisor, referral=line.referral, kind=PartKind.ENQUIRY, seats=[""], now=NOW
            )
            give(viewer=supervisor, work_key=line.key, officer="ada", reason="Knows it", now=NOW)
            give(viewer=supervisor, work_key=enquiry, officer="ben", reason="Asks well", now=NOW)
        with acting(team["ben"]):
            finish(viewer=team["ben"], work_reference=enquiry, outcome="Two lines answered", now=NOW)
        with acting(team["ada"]):
            research, asked = parts_of(team["ada"], line.referral)

        assert (research.kind, research.owners[0].name) == (PartKind.RESEARCH, "ada")
        assert (asked.owners[0].name, asked.outcome) == ("ben", "Two lines answered")
        assert asked.finished_at == NOW


class TestExposure:
    def test_is_seen_by_its_officer_and_a_supervisor_and_nobody_else(self, desk):
        supervisor, team = desk
        ada, ben = team["ada"], team["ben"]
        with acting(ada):
            record_exposure(
                viewer=ada, kind=exposure.Kind.READING, minutes=45, items=3, ended_at=NOW, now=NOW
            )
            mine = own_desk(ada, now=NOW)
        with acting(supervisor):
            seen = officer_record(supervisor, "ada", now=NOW)

        assert mine.staff is not None
        assert (mine.staff.exposure.minutes, seen.exposure.minutes) == (45, 45)
        for reading in (lambda: officer_record(ben, "ada", now=NOW), lambda: staff(ben, now=NOW)):
            with pytest.raises(NotPermitted), acting(ben):
                reading()
        with acting(ben):
            told = told_of(["officer:" + str(ada.officer_id)], Event.EXPOSURE_RECORDED)
        assert [set(each.detail) for each in told] == [{"entry"}]


class TestTwoAtOnce:
    def test_confirm_and_propose_one_after_the_other_and_no_seat_is_given_twice(self, desk):
        supervisor, team = desk
        proposed(supervisor)
        many, faults = [], []

        def act(what):
            try:
                with acting(supervisor):
                    many.append(what())
            except Exception as problem:  # noqa: BLE001 - whatever it is, the test shows it
                faults.append(problem)
            finally:
                closing(connection).__exit__()

        acts = [
            lambda: confirm(viewer=supervisor, every=True, now=NOW).many,
            lambda: confirm(viewer=supervisor, every=True, now=NOW).many,
            lambda: len(propose_work(viewer=supervisor, now=NOW).placed) * 0,
        ]
        threads = [Thread(target=act, args=(each,)) for each in acts]
        for each in threads:
            each.start()
        for each in threads:
            each.join()

        assert faults == []
        with acting(supervisor):
            rest = confirm(viewer=supervisor, every=True, now=NOW).many
        assert sum(many) + rest == 3
        assert len(held(supervisor)) == 3
        with acting(supervisor):
            theirs = next(line for line in work(supervisor, now=NOW) if line.placed[0].name == "ben")
        with pytest.raises(MayNotHave, match="'s; ask them"), acting(team["ada"]):
            take(viewer=team["ada"], work_key=theirs.key, now=NOW)


class TestAnEmptyDesk:
    def test_is_proposed_for_without_a_fault(self, database):
        supervisor = a_viewer("boss", roles=("supervisor",))
        with acting(supervisor):
            nothing = propose_work(viewer=supervisor, now=NOW)
            none = confirm(viewer=supervisor, every=True, now=NOW)

        assert (nothing.placed, nothing.is_proved, none.many, none.stale) == ([], True, 0, ())
