"""One look answers a row, an answer starts a clock, what happened stops it, and a decided list lets go of what moves."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from tests.integration.test_one_report import a_received_json
from waymark.access.rules import NotPermitted, Role
from waymark.access.viewing import acting
from waymark.clocks.catalogue import Length, Unit
from waymark.clocks.milestones import MilestoneKind
from waymark.pipeline.deciding import answer, look_again
from waymark.pipeline.happening import follow_settings, record_happened, take_back_happened
from waymark.pipeline.researching import research
from waymark.referrals.operations.referring import standing_referral
from waymark.stages.linking.queries.asking import checks_not_done
from waymark.stages.prioritisation.operations.clock_setting import NoSource, PromiseNeedsTime, set_clock
from waymark.stages.prioritisation.operations.feeds import make_feed
from waymark.stages.prioritisation.operations.lists import decide_list, undo_list
from waymark.stages.prioritisation.operations.taking import NothingTaken, put_back, take
from waymark.stages.prioritisation.queries import Filters, Sort, queue, taken_by
from waymark.stages.prioritisation.queries.boards import board
from waymark.stages.prioritisation.queries.clocks import clocks_of, lags_of
from waymark.stages.prioritisation.queries.feeds import feed_owner
from waymark.stages.prioritisation.queries.milestones import milestones
from waymark.stages.prioritisation.queries.research import sheet
from waymark.stages.prioritisation.rules.answers import Said
from waymark.stages.prioritisation.rules.bundle_lists import Decision
from waymark.stages.prioritisation.rules.checking import SHEET, Look, LookedInTheFuture, Outcome
from waymark.stages.prioritisation.rules.facts import FACTS, Bearing, CheckName
from waymark.stages.prioritisation.rules.lists import TakenOut
from waymark.stages.prioritisation.rules.milestones import Happened, HappensLater, ToldInPart

NOW = RECEIVED + timedelta(hours=1)
K = MilestoneKind


@pytest.fixture(scope="module")
def desk(module_database):
    return a_viewer("clock-desk")


@pytest.fixture(scope="module")
def admin(desk):
    return a_viewer("clock-admin", roles=[Role.ADMINISTRATOR])


def arrived(desk, name, **said):
    content = an_xml_report(identifier=name, service="Examplechat", screen_name=name, **said)
    (answered,) = receive(desk, Held(content, name=f"{name}.xml"))
    return answered.referrals[0]


def a_look(check, outcome=Outcome.NOTHING, at=NOW, **said):
    return Look(check, outcome, at, "DC 1234", log="7", said=said)


def everything_no():
    return {name: Said.NO for name, fact in FACTS.items() if fact.bearing is Bearing.DANGER}


def id_of(desk, reference):
    return standing_referral(desk, reference).id


def clocks(desk, reference):
    with acting(desk):
        return {
            line.clock: line for line in clocks_of(desk, id_of(desk, reference)) if line.stopped_at is None
        }


def happened(desk, reference, kind, *, at=NOW, now=NOW, **said):
    with acting(desk):
        record_happened(desk, reference, Happened(kind, at, **said), now=now)


def line_of(desk, reference):
    with acting(desk):
        lines = queue(desk, filters=Filters(unfolded=True), now=NOW, limit=500).lines
    return next(line for line in lines if line.referral == reference)


class TestASheet:
    def test_answers_every_fact_of_each_row_and_lapses_to_unknown(self, desk):
        reference = arrived(desk, "sheet")

        with acting(desk):
            before = checks_not_done(desk, id_of(desk, reference))
            made = research(desk, reference, [a_look(row.check) for row in SHEET], uprn="100 012", now=NOW)
            found = sheet(desk, id_of(desk, reference), now=NOW)
            later = sheet(desk, id_of(desk, reference), now=NOW + timedelta(days=29))
            after = checks_not_done(desk, id_of(desk, reference))

        assert made.assessment.level == "low"
        assert all(line.is_known for line in found.lines)
        pnd = next(line for line in found.lines if line.check == CheckName.PND)
        assert pnd.look
        assert (pnd.look.outcome, pnd.look.checker, pnd.look.log) == ("nothing", "DC 1234", "7")
        assert pnd.facts[0].until == NOW + timedelta(days=28)
        assert found.uprn
        assert found.uprn.found == "100012"
        assert [
            fact.lapsed for line in later.lines if line.check == CheckName.PND for fact in line.facts
        ] == [True]
        assert before
        assert not after

    def test_refuses_a_look_that_lies_ahead_and_whoever_may_not_record(self, desk):
        reference = arrived(desk, "ahead")

        with acting(desk), pytest.raises(LookedInTheFuture):
            research(desk, reference, [a_look(CheckName.PND, at=NOW + timedelta(hours=2))], now=NOW)
        reader = a_viewer("clock-reader", roles=[Role.ANALYST])
        with acting(reader), pytest.raises(NotPermitted):
            research(reader, reference, [a_look(CheckName.PND)], now=NOW)


class TestClocks:
    def test_of_childrens_services_start_with_the_child_and_stop_when_they_are_told_whole(self, desk):
        reference = arrived(desk, "child")

        with acting(desk):
            answer(desk, reference, {"child_at_address": Said.YES}, source="telephone", now=NOW)
        assert clocks(desk, reference)["childrens_services_told"].due_at == NOW + timedelta(hours=24)
        with pytest.raises(ToldInPart):
            happened(desk, reference, K.CHILDRENS_SERVICES_TOLD, recipient="Duty team")
        happened(desk, reference, K.CHILDRENS_SERVICES_SENT, recipient="Duty team")
        assert set(clocks(desk, reference)) == {"childrens_services_told", "childrens_services_answered"}
        happened(
            desk,
            reference,
            K.CHILDRENS_SERVICES_TOLD,
            recipient="Duty team",
            authority_reference="CS/1",
            reply="Strategy discussion",
        )

        assert clocks(desk, reference) == {}

    def test_of_enforcement_stop_for_the_queue_and_run_again_when_that_is_taken_back(self, desk):
        reference = arrived(desk, "enforced")
        promised = line_of(desk, reference).due_at

        happened(desk, reference, K.ENFORCEMENT)
        stopped = line_of(desk, reference)
        with acting(desk):
            kept = clocks_of(desk, id_of(desk, reference))
            lags = {lag.name: lag.took for lag in lags_of(desk, id_of(desk, reference))}
            (milestone,) = milestones(desk, id_of(desk, reference))
            take_back_happened(desk, reference, milestone.id, reason="Another referral", now=NOW)

        assert stopped.due_at is None
        promise = next(line for line in kept if line.clock == "enforcement_medium")
        assert (promise.due_at, promise.stopped_by) == (promised, "enforcement")
        assert lags["Desk to enforcement: what was promised"] is not None
        assert lags["Platform to NCA"] is None
        assert line_of(desk, reference).due_at == promised

    def test_leave_each_lag_apart_and_say_which_moment_is_missing(self, desk):
        (answered,) = receive(desk, Held(a_received_json(900000077), "received.json"))
        reference = answered.referrals[0]
        with acting(desk):
            before = {lag.name: lag for lag in lags_of(desk, id_of(desk, reference))}
        happened(desk, reference, K.NATIONAL_RECEIVED)
        happened(desk, reference, K.FORCE_RECEIVED)

        with acting(desk):
            after = {lag.name: lag for lag in lags_of(desk, id_of(desk, reference))}

        stated = before["Platform to NCA"]
        assert stated.started_at is not None
        assert stated.source == answered.reports[0]
        assert stated.missing == ("when the NCA received it is not recorded",)
        assert before["NCA to force"].missing == (
            "when the NCA received it is not recorded",
            "when the force received it is not recorded",
        )
        assert before["Desk to decision"].missing == ("no officer has decided yet",)
        assert after["Platform to NCA"].took == NOW - stated.started_at
        assert after["NCA to force"].took == timedelta()
        # The desk had it before the force is said to have: that is told, and no time is made of it.
        assert after["Force to desk"].is_backwards
        assert after["Force to desk"].took is None

    def test_stand_still_and_go_on_in_whichever_order_a_minute_is_written(self, desk):
        reference = arrived(desk, "paused")
        happened(desk, reference, K.BAIL_BEGAN)

        happened(desk, reference, K.SENT_TO_PROSECUTOR)
        assert clocks(desk, reference)["bail"].is_paused
        happened(desk, reference, K.RETURNED_BY_PROSECUTOR)

        assert not clocks(desk, reference)["bail"].is_paused

    def test_of_what_lies_ahead_are_not_started(self, desk):
        reference = arrived(desk, "later")

        with pytest.raises(HappensLater):
            happened(desk, reference, K.ARREST, at=NOW + timedelta(days=1))

    def test_follow_a_length_that_an_administrator_sets(self, desk, admin):
        reference = arrived(desk, "settings")
        happened(desk, reference, K.PLATFORM_REPORTED)
        assert clocks(desk, reference)["statutory_report_time_frame"].due_at is None

        with acting(admin):
            with pytest.raises(NoSource):
                set_clock(
                    clock="statutory_report_time_frame",
                    nation="",
                    length=Length(24, Unit.HOURS, " "),
                    viewer=admin,
                    now=NOW,
                )
            with pytest.raises(PromiseNeedsTime):
                set_clock(
                    clock="enforcement_low",
                    nation="",
                    length=Length(None, Unit.DAYS, "x"),
                    viewer=admin,
                    now=NOW,
                )
            for clock, length in (
                ("statutory_report_time_frame", Length(24, Unit.HOURS, "reg 7")),
                ("enforcement_medium", Length(10, Unit.DAYS, "the force's order of 22 November 2026")),
            ):
                set_clock(clock=clock, nation="", length=length, viewer=admin, now=NOW)
        while follow_settings(desk, now=NOW):
            pass

        assert clocks(desk, reference)["statutory_report_time_frame"].due_at == NOW + timedelta(hours=24)
        line = line_of(desk, reference)
        assert line.due_at == line.received_at + timedelta(days=10)
        with acting(desk), pytest.raises(NotPermitted):
            set_clock(clock="conference", nation="", length=Length(1, Unit.DAYS, "x"), viewer=desk, now=NOW)


class TestTheBoard:
    def test_shows_what_is_late_and_badges_it_on_the_queue(self, desk):
        reference = arrived(desk, "late")
        with acting(desk):
            answer(desk, reference, {"child_at_address": Said.YES}, source="telephone", now=NOW)
        later = NOW + timedelta(hours=30)

        with acting(desk):
            found = board(desk, now=later)
            lines = queue(desk, now=later, limit=500).lines

        assert ("childrens_services_told", reference) in {
            (each.clock, each.referral) for each in found.overdue
        }
        assert next(line for line in lines if line.referral == reference).breaches == (
            "childrens_services_told",
        )


class TestTaking:
    def test_is_of_one_officer_at_a_time(self, desk):
        reference = arrived(desk, "taken")
        other = a_viewer("clock-other")

        with acting(desk):
            take([reference], viewer=desk, now=NOW)
            assert reference in taken_by(desk)
        with acting(other), pytest.raises(NothingTaken):
            take([reference], viewer=other, now=NOW)
        with acting(desk):
            put_back(reference, viewer=desk, now=NOW)
            assert reference not in taken_by(desk)


class TestAFeed:
    def test_opens_by_its_newest_secret_alone(self, desk):
        with acting(desk):
            first = make_feed(viewer=desk, now=NOW)
            second = make_feed(viewer=desk, now=NOW)

        assert feed_owner(first) is None
        assert feed_owner(second) == desk.officer_id
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from calendar_feed where digest in (%s, %s)", [first, second])
            assert cursor.fetchone() == (0,)


class TestADecidedList:
    def test_lets_go_of_whoever_something_new_comes_to_and_of_all_when_undone(self, desk):
        low = [arrived(desk, f"list{n}") for n in range(4)]
        open_one = arrived(desk, "list-open")
        with acting(desk):
            for reference in low:
                answer(desk, reference, everything_no(), source="every register", now=NOW)
            made = decide_list(
                [*low, open_one], Decision.NO_FURTHER_ACTION, reason="Nothing held", viewer=desk, now=NOW
            )

        assert {each.reference for each in made.parted.covered} == set(low)
        assert [(each.reference, why) for each, why in made.parted.taken_out] == [
            (open_one, (TakenOut.NOT_RESEARCHED, TakenOut.COULD_BE_HIGH))
        ]
        assert self.waiting(desk) & {*low, open_one} == {open_one}

        arrived(desk, "list0", note="more of the same account")
        with acting(desk):
            answer(desk, low[1], {"child_at_address": Said.YES}, source="telephone", now=NOW)
        look_again(desk, now=NOW + timedelta(days=29))

        assert self.waiting(desk) & {*low} == set(low)

    def test_waits_whole_again_when_it_is_undone(self, desk):
        reference = arrived(desk, "undone")
        with acting(desk):
            answer(desk, reference, everything_no(), source="every register", now=NOW)
            made = decide_list([reference], Decision.NO_FURTHER_ACTION, reason="x", viewer=desk, now=NOW)
        assert reference not in self.waiting(desk)

        with acting(desk):
            undo_list(made.reference, reason="A mistake", viewer=desk, now=NOW)

        assert reference in self.waiting(desk)

    @staticmethod
    def waiting(desk):
        with acting(desk):
            return {line.referral for line in queue(desk, now=NOW, limit=500).lines}


class TestTheQueue:
    @pytest.mark.parametrize("sort", Sort)
    def test_goes_on_from_page_to_page_by_every_axis_without_losing_or_doubling_a_line(self, desk, sort):
        found, after = [], ""
        while True:
            with acting(desk):
                page = queue(desk, sort=sort, after=after, limit=3, now=NOW)
            found += [line.referral for line in page.lines]
            after = page.next_after
            if not after:
                break
        with acting(desk):
            whole = [line.referral for line in queue(desk, sort=sort, limit=500, now=NOW).lines]

        assert found == whole
        assert len(set(found)) == len(found)
