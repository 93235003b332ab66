"""Where a force has it so, ours is shown at no door to an officer until their own level is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from typer.testing import CliRunner

from tests.builders import RECEIVED
from tests.integration.own_level_desk import LATER, a_high_referral, people_of_the_desk
from waymark.access.rules import NotPermitted
from waymark.access.viewing import acting
from waymark.interfaces.cli import door
from waymark.interfaces.cli.app import build
from waymark.referrals.operations.referring import standing_referral
from waymark.stages.prioritisation.operations.own_first import set_own_level_first
from waymark.stages.prioritisation.operations.policy_changes import WhyMissing
from waymark.stages.prioritisation.queries import Filters, Sort, assessments, queue, queue_line
from waymark.stages.prioritisation.queries.boards import board
from waymark.stages.prioritisation.queries.feeds import dates_of
from waymark.stages.prioritisation.queries.levels import challenges, moves_not_seen
from waymark.stages.prioritisation.queries.own_first import own_level_first
from waymark.stages.prioritisation.queries.replaying import past_assessments, replay_policy
from waymark.stages.prioritisation.queries.standing import standing
from waymark.stages.prioritisation.rules.own_first import HIDDEN, LevelsHidden
from waymark.stages.prioritisation.rules.policy import load_policy, shipped_policy_text

LATE = RECEIVED + timedelta(days=60)


@pytest.fixture(scope="module")
def people(module_database):
    return people_of_the_desk()


@pytest.fixture(scope="module")
def desk(people):
    return people["first"]


@pytest.fixture(scope="module")
def referral(people, desk):
    return a_high_referral(people)


@pytest.fixture
def blind(people, referral):
    """An officer who has given no level of it: each test its own."""
    viewer = people["third"]
    yield viewer
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute("select count(*) from own_level where officer_id = %s", [viewer.officer_id])
        assert cursor.fetchone()[0] == 0, "this officer stays without a level of their own"


def id_of(viewer, referral):
    return standing_referral(viewer, referral).id


class TestTheQueries:
    def test_leave_ours_out_of_a_line_and_keep_its_order(self, people, blind, referral):
        with acting(blind):
            (line,) = queue(blind, now=LATER).lines
            assert queue_line(blind, id_of(blind, referral), now=LATER) == replace(line, breaches=())

        assert line.is_hidden
        assert (line.level, line.could_be, line.fired, line.due_at) == (
            HIDDEN,
            (HIDDEN, HIDDEN),
            HIDDEN,
            None,
        )
        assert line.rank_reason.startswith("Give your own level first")

    def test_refuse_to_sort_or_filter_by_what_is_hidden(self, blind):
        with acting(blind):
            for asked in ({"filters": Filters(level="high")}, {"sort": Sort.DANGER}):
                with pytest.raises(LevelsHidden):
                    queue(blind, now=LATER, **asked)

    def test_say_nothing_of_past_proposals_challenges_moves_or_the_calendar(self, blind, referral):
        with acting(blind):
            id_ = id_of(blind, referral)
            assert assessments(blind, id_) == []
            assert past_assessments(blind, id_, until=LATER) == []
            assert challenges(blind) == []
            assert {move.level_after for move in moves_not_seen(blind)} == {HIDDEN}
            assert standing(blind, id_, now=LATER).is_hidden
            assert [
                each for each in dates_of(blind, [referral], now=LATER) if "Enforcement" in each.what
            ] == []

    def test_name_no_move_of_a_replayed_policy(self, people, referral):
        second = people["second"]
        text = shipped_policy_text().replace('version = "2026-11"', 'version = "x-1"')
        stricter = load_policy(
            text.replace(
                'name = "child_at_address"\nlevel = "high"', 'name = "child_at_address"\nlevel = "very_high"'
            )
        )

        with acting(second):
            found = replay_policy(second, stricter, now=LATER)

        assert (found.up, found.moves, found.not_shown) == (1, (), 1)

    def test_show_a_promise_that_is_late_and_the_dates_of_a_board(self, blind, referral):
        with acting(blind):
            line = queue_line(blind, id_of(blind, referral), now=LATE)
            late = next(each for each in board(blind, now=LATE).overdue if each.clock == "promise")

        assert line
        assert line.due_at == RECEIVED + timedelta(days=7)
        assert (late.level, late.due_at) == (HIDDEN, line.due_at)

    def test_show_everything_to_who_decides_nothing_and_to_what_shows_nothing(self, people, referral):
        analyst = people["analyst"]
        with acting(analyst):
            line = queue_line(analyst, id_of(analyst, referral), now=LATER)
        with acting(people["third"]):
            reckoned = queue_line(
                people["third"], id_of(people["third"], referral), as_it_stands=True, now=LATER
            )

        assert line
        assert reckoned
        assert line.level == reckoned.level == "high"


class TestThePages:
    @pytest.mark.parametrize(
        "address",
        [
            "/queue/",
            "/queue/?level=high",
            "/queue/?sort=danger",
            "/referral/{}/",
            "/referral/{}/research/",
            "/referral/{}/clocks/",
            "/referral/{}/level/",
            "/levels/",
            "/my-desk/",
            "/due/",
        ],
    )
    def test_say_in_words_that_ours_follows_and_nowhere_what_it_is(self, blind, referral, address):
        client = Client(SERVER_NAME="localhost")
        from django.contrib.auth import get_user_model

        client.force_login(
            get_user_model().objects.get(username="third"),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )

        answer = client.get(address.format(referral), follow=True)

        assert answer.status_code == 200
        # What was found out later stands by level, over all referrals of the desk and of none.
        said = answer.content.decode().partition('id="held"')[0]
        assert 'waymark-level--high"' not in said
        assert "high (" not in said.lower().partition("<main")[2].replace("very high (", "")
        assert "7 days" not in said
        if referral in said and "/due/" not in address:
            assert "your own" in said.lower() or "Yours first" in said


class TestTheCommands:
    @pytest.fixture
    def run(self, referral, monkeypatch):
        def command(*words, officer="third"):
            monkeypatch.setattr(door.OPTIONS, "officer", officer)
            monkeypatch.setattr(door.OPTIONS, "as_json", True)
            return CliRunner().invoke(build(words[0]), [*words])

        return command

    @pytest.mark.parametrize("words", [("queue",), ("show",), ("assess",)])
    def test_give_no_level_as_json(self, blind, run, referral, words):
        done = run(*words, *([] if words == ("queue",) else [referral]))

        assert done.exit_code == 0, done.output
        assert '"hidden"' in done.stdout
        levels_named = {word for word in ("very_high", "high", "medium", "low") if f'"{word}"' in done.stdout}
        assert levels_named == set()

    @pytest.mark.parametrize(
        "words",
        [
            ("assess", "{}", "--as-at", "2030-01-01"),
            ("queue", "--level", "high"),
            ("level", "decide", "{}", "low"),
        ],
    )
    def test_refuse_in_one_line_what_would_tell_it(self, blind, run, referral, words):
        done = run(*(word.format(referral) for word in words))

        assert done.exit_code == 2
        assert "your own level" in done.stderr
        assert '"high"' not in done.stdout

    def test_set_it_with_a_reason_as_a_supervisor_alone(self, run):
        assert run("level", "own-first", "on", officer="second").exit_code == 2
        assert run("level", "own-first", "on", "--reason", "Anchoring").exit_code == 2
        assert run("level", "own-first", "on", "--reason", "Anchoring", officer="second").exit_code == 0


class TestTheOperations:
    def test_take_a_reason_and_a_supervisor(self, people, blind):
        second = people["second"]
        with acting(second), pytest.raises(WhyMissing):
            set_own_level_first(is_on=False, reason=" ", viewer=second, now=LATER)
        with acting(blind), pytest.raises(NotPermitted):
            set_own_level_first(is_on=False, reason="Why not", viewer=blind, now=LATER)
        with acting(second):
            held = own_level_first(second)
        assert held
        assert held.is_on
