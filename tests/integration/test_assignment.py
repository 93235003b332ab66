"""Work on officers' desks: hours, proposals, decisions, teams, conflicts, exposure, notices, and other desks."""

import json
from datetime import datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from waymark.access.rules import NotPermitted
from waymark.access.viewing import acting
from waymark.interfaces.cli import door
from waymark.interfaces.cli.app import build
from waymark.interfaces.web import middleware
from waymark.stages.assignment.operations.confirming import confirm
from waymark.stages.assignment.operations.keeping import (
    Profile,
    add_time,
    keep_profile,
    load_times,
    record_conflict,
)
from waymark.stages.assignment.operations.opening import open_work
from waymark.stages.assignment.operations.past import load_past
from waymark.stages.assignment.operations.placing import MayNotHave, decide, finish, give, take
from waymark.stages.assignment.operations.proposing import propose_work
from waymark.stages.assignment.operations.wellbeing import record_exposure, record_outcome
from waymark.stages.assignment.queries.board import board
from waymark.stages.assignment.queries.choosing import choice
from waymark.stages.assignment.queries.digests import digests
from waymark.stages.assignment.queries.forecast import forecast
from waymark.stages.assignment.queries.own import own_desk
from waymark.stages.assignment.queries.work import work
from waymark.stages.assignment.readers.duty_files import DutyRow
from waymark.stages.assignment.readers.past_files import PastRow
from waymark.stages.assignment.rules import exposure
from waymark.stages.assignment.rules.duty import Kind, Span
from waymark.stages.assignment.rules.outcomes import Outcome
from waymark.stages.assignment.rules.states import MoveName, PartKind, ReasonMissing, State
from waymark.synthetic.desk_weeks import desk_weeks

NOW = RECEIVED + timedelta(hours=1)
SKILLS = ("research", "enforcement", "search")


def on_shift(viewer, *officers, days=10):
    rows = [
        DutyRow(n, officer, Kind.DUTY, NOW + timedelta(days=n), NOW + timedelta(days=n, hours=8))
        for officer in officers
        for n in range(days)
    ]
    load_times(viewer=viewer, rows=rows, source="test", now=NOW)


class StandingStill(datetime):
    @classmethod
    def now(cls, tz=None):
        return NOW.astimezone(tz)


@pytest.fixture
def desk(database):
    """A supervisor and four officers on duty, and five referrals that nobody has."""
    supervisor = a_viewer("boss", roles=("supervisor",))
    team = {name: a_viewer(name, roles=("intelligence_desk",)) for name in ("ada", "ben", "cat", "dan")}
    receive(
        team["ada"],
        *(Held(an_xml_report(identifier=f"u{n}", service="Examplechat"), name=f"{n}.xml") for n in range(5)),
    )
    with acting(supervisor):
        for name in team:
            keep_profile(viewer=supervisor, officer=name, profile=Profile(skills=SKILLS, places=4), now=NOW)
        on_shift(supervisor, *team)
    return supervisor, team


@pytest.fixture
def busy(desk):
    """The same desk, each referral with an officer."""
    supervisor, _ = desk
    with acting(supervisor):
        propose_work(viewer=supervisor, now=NOW)
        confirm(viewer=supervisor, every=True, now=NOW)
    return desk


class TestWork:
    def test_is_proposed_evenly_and_confirmed_and_told(self, desk):
        supervisor, team = desk
        with acting(supervisor):
            made = propose_work(viewer=supervisor, now=NOW)
            again = propose_work(viewer=supervisor, now=NOW)
        with acting(supervisor):
            confirmed = confirm(viewer=supervisor, every=True, now=NOW).many
            shown = board(supervisor, now=NOW)

        assert len(made.placed) == confirmed == 5
        assert [each.officer for each in made.placed] != [None] * 5
        assert {each.referral for each in again.placed} == {each.referral for each in made.placed}
        assert sorted(len(each.held) for each in shown.officers) == [1, 1, 1, 2]
        assert shown.waiting_count == 0
        with acting(team["ada"]):
            mine = own_desk(team["ada"], now=NOW)
            assert [each.kind for each in mine.notices] == ["given"] * len(mine.held)
            assert {each.officer for each in digests(team["ada"])} == {v.officer_id for v in team.values()}

    def test_is_changed_by_hand_but_never_into_a_conflict_or_beyond_the_skills(self, busy):
        supervisor, team = busy
        with acting(supervisor):
            line = next(each for each in work(supervisor, now=NOW) if each.placed)
            holder = line.placed[0].name
            other, third = sorted(set(team) - {holder})[:2]
            record_conflict(
                viewer=supervisor, officer=other, referral=line.referral, reason="Neighbour", now=NOW
            )
            shown = choice(supervisor, line.key, now=NOW)
        with pytest.raises(MayNotHave, match="conflict of interest"), acting(supervisor):
            give(viewer=supervisor, work_key=line.key, officer=other, reason="Close by", now=NOW)
        with pytest.raises(ReasonMissing), acting(supervisor):
            give(viewer=supervisor, work_key=line.key, officer=third, reason=" ", now=NOW)
        with acting(supervisor):
            give(viewer=supervisor, work_key=line.key, officer=third, reason="Knows it", now=NOW)

        assert (other, "in conflict with the referral") in shown.others
        assert other not in {each.staff.name for each in shown.candidates}
        with acting(supervisor):
            (placed,) = next(each for each in work(supervisor, now=NOW) if each.key == line.key).placed
        assert (placed.name, placed.state) == (third, State.CONFIRMED)

    def test_is_refused_taken_and_finished_by_those_who_hold_it(self, busy):
        supervisor, team = busy
        with acting(supervisor):
            line = next(each for each in work(supervisor, now=NOW) if each.placed)
        holder = team[line.placed[0].name]
        other = next(viewer for name, viewer in team.items() if name != line.placed[0].name)
        with pytest.raises(NotPermitted), acting(other):
            decide(viewer=other, placing=line.placed[0].id, move=MoveName.REFUSE, reason="No", now=NOW)
        with acting(holder):
            decide(viewer=holder, placing=line.placed[0].id, move=MoveName.REFUSE, reason="Court", now=NOW)
        with acting(supervisor):
            again = propose_work(viewer=supervisor, now=NOW)

        assert [each.officer for each in again.placed] != [holder.officer_id]
        with acting(supervisor):
            able = [each.staff.name for each in choice(supervisor, line.key, now=NOW).candidates]
        taker = team[next(name for name in able if name in team)]
        with acting(taker):
            take(viewer=taker, work_key=line.key, now=NOW)
        with acting(taker):
            finish(viewer=taker, work_reference=line.reference, outcome="Written up", now=NOW)
        with acting(supervisor):
            assert line.key not in {each.key for each in work(supervisor, now=NOW)}
            told = record_outcome(
                viewer=supervisor,
                referral=line.referral,
                outcome=Outcome.CHILD_SAFEGUARDED,
                on=NOW.date(),
                now=NOW,
            )
        assert told >= 1
        with acting(taker):
            assert own_desk(taker, now=NOW).outcomes[0].outcome is Outcome.CHILD_SAFEGUARDED

    def test_on_a_fixed_date_takes_a_team_that_is_there(self, desk):
        supervisor, _ = desk
        with acting(supervisor):
            referral = work(supervisor, now=NOW)[0].referral
            span = Span(NOW + timedelta(days=2, hours=1), NOW + timedelta(days=2, hours=3))
            reference = open_work(
                viewer=supervisor,
                referral=referral,
                kind=PartKind.SEARCH,
                span=span,
                seats=["search", "", ""],
                now=NOW,
            )
            made = propose_work(viewer=supervisor, now=NOW)

        seated = [each for each in made.placed if each.reference == reference]
        assert len({each.officer for each in seated}) == 3
        assert None not in {each.officer for each in seated}

    def test_that_exposes_stops_at_an_officer_s_limit(self, desk):
        supervisor, team = desk
        ada = team["ada"]
        with acting(ada):
            for _ in range(10):
                record_exposure(
                    viewer=ada, kind=exposure.Kind.READING, minutes=60, items=5, ended_at=NOW, now=NOW
                )
        with acting(supervisor):
            waiting = next(each for each in work(supervisor, now=NOW) if each.kind is PartKind.RESEARCH)
            line = next(each for each in board(supervisor, now=NOW).officers if each.staff.name == "ada")

        assert line.staff.exposure.needs_rest
        with pytest.raises(MayNotHave, match=r"exposure|have it already"), acting(supervisor):
            give(viewer=supervisor, work_key=waiting.key, officer="ada", reason="Try", now=NOW)

    def test_of_an_officer_who_is_alone_at_night_says_so_and_who_comes_next(self, desk):
        supervisor, team = desk
        night = NOW + timedelta(hours=10)
        rows = [DutyRow(1, "dan", Kind.OVERTIME, NOW + timedelta(hours=9), NOW + timedelta(hours=15))]
        rows += [DutyRow(2, "cat", Kind.ON_CALL, NOW + timedelta(hours=9), NOW + timedelta(hours=15))]
        with acting(supervisor):
            load_times(viewer=supervisor, rows=rows, source="night", now=NOW)
            shown = board(supervisor, now=night)
        with acting(team["dan"]):
            mine = own_desk(team["dan"], now=night)

        assert shown.alone is not None
        assert shown.alone.staff.name == "dan"
        assert [each.staff.name for each in shown.on_call] == ["cat"]
        assert shown.next_to_come == NOW + timedelta(days=1)
        assert (mine.is_alone, mine.on_call) == (True, ("cat",))

    def test_of_one_desk_is_seen_by_no_other(self, desk):
        stranger = a_viewer("elsewhere", roles=("supervisor",), desk="E23000001")

        with acting(stranger):
            shown = board(stranger, now=NOW)
            lines = work(stranger, now=NOW)

        assert (shown.staff, shown.held, list(lines)) == (0, 0, [])


class TestTheForecast:
    def test_cannot_know_until_the_force_s_own_past_is_there_and_then_says_how_likely(self, desk):
        supervisor, _ = desk
        made = desk_weeks(1, weeks=60, until=NOW, officers=4)
        rows = [
            PastRow(str(n), each.level, each.opened_at, each.due_at, each.done_at, each.minutes, "")
            for n, each in enumerate(made.parts)
        ]
        with acting(supervisor):
            before = forecast(supervisor, now=NOW)
            load_past(viewer=supervisor, rows=rows, now=NOW)
            after = forecast(supervisor, now=NOW, ahead=timedelta(days=30))

        assert before.cannot.startswith("It cannot know yet")
        assert {each.probability for each in before.risks} <= {None}
        assert after.cannot == ""
        assert after.risks
        for each in after.risks:
            assert each.interval is not None
            assert each.probability is not None
            assert 0 < each.probability < 1

    def test_says_the_move_that_saves_most_and_one_button_makes_it(self, desk, monkeypatch):
        supervisor, _ = desk
        made = desk_weeks(1, weeks=60, until=NOW, officers=4)
        rows = [
            PastRow(str(n), each.level, each.opened_at, each.due_at, each.done_at, each.minutes, "")
            for n, each in enumerate(made.parts)
        ]
        with acting(supervisor):
            load_past(viewer=supervisor, rows=rows, now=NOW)
            for line in work(supervisor, now=NOW):
                give(viewer=supervisor, work_key=line.key, officer="ada", reason="All of it", now=NOW)
            for name in ("ben", "cat"):
                away = Span(NOW, NOW + timedelta(days=20))
                add_time(viewer=supervisor, officer=name, kind=Kind.LEAVE, span=away, now=NOW)
            # Ada works one day more, Dan all of them: what she holds is likelier to be in time with him.
            add_time(
                viewer=supervisor,
                officer="ada",
                kind=Kind.TRAINING,
                span=Span(NOW + timedelta(days=1), NOW + timedelta(days=29)),
                now=NOW,
            )
            before = forecast(supervisor, now=NOW, ahead=timedelta(days=30))
        first = before.moves[0]
        client = Client(SERVER_NAME="localhost")
        client.force_login(
            get_user_model().objects.get(username="boss"),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        monkeypatch.setattr(middleware, "datetime", StandingStill)
        shown = client.get("/board/forecast/").content.decode()
        answer = client.post("/board/forecast/", {"work": first.work, "taker": first.taker})

        assert (first.giver, first.taker) == ("ada", "dan")
        assert first.saves > 0.2
        assert f"give {first.referral} to dan" in shown
        assert answer.status_code == 302
        with acting(supervisor):
            moved = next(line for line in work(supervisor, now=NOW) if line.key == first.work)
        assert [each.name for each in moved.placed] == ["dan"]


class TestTheCommands:
    def test_load_hours_propose_confirm_and_forecast(self, desk, monkeypatch, capsys, tmp_path):
        monkeypatch.setattr(door.OPTIONS, "as_json", True)
        monkeypatch.setattr(door.OPTIONS, "officer", "boss")
        monkeypatch.setattr(door, "now", lambda: NOW)
        hours = tmp_path / "hours.csv"
        hours.write_text("officer,starts,ends\nben,2026-12-20T08:00,2026-12-20T16:00\n")
        past = tmp_path / "past.csv"
        past.write_text("opened,due,done,level\n2026-01-01,2026-01-08,2026-01-05,low\n")

        for verb, *arguments in (
            ["assign", "officer", "ben", "--skill", "research", "--places", "9"],
            ["assign", "hours", str(hours)],
            ["assign", "past", str(past)],
            ["assign", "propose"],
            ["assign", "confirm"],
            ["assign", "list"],
            ["forecast-breaches", "--days", "30"],
        ):
            build(verb)(args=[verb, *arguments], standalone_mode=False)

        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert lines[0] == {"new": 1, "known": 0}
        proposed = [line for line in lines if "late_by" in line]
        assert proposed
        assert {"officer", "referral", "due_at", "late_by", "reason"} <= proposed[0].keys()
        assert {"confirmed": len([line for line in proposed if line["officer"]]), "stale": []} in lines
        assert [line for line in lines if line.get("missed") == "promise"]
        assert [line for line in lines if "work" in line and "placed" in line]
