"""Once an officer's own level is given, ours is shown to them; a danger to life is shown before."""

from __future__ import annotations

import pytest

from tests.builders import Held, an_xml_report, receive
from tests.integration.own_level_desk import LATER, a_high_referral, people_of_the_desk
from waymark import pipeline
from waymark.access.viewing import acting
from waymark.clocks import Level
from waymark.pipeline import levels
from waymark.referrals.operations.referring import standing_referral
from waymark.stages.prioritisation.operations.deciding import Given
from waymark.stages.prioritisation.queries import queue_line
from waymark.stages.prioritisation.queries.levels import waiting_for_second
from waymark.stages.prioritisation.rules.answers import Said
from waymark.stages.prioritisation.rules.deciding import Confirmation, Reason
from waymark.stages.prioritisation.rules.own_first import HIDDEN, OwnLevelFirst


@pytest.fixture(scope="module")
def people(module_database):
    return people_of_the_desk()


@pytest.fixture(scope="module")
def desk(people):
    return people["first"]


@pytest.fixture(scope="module")
def referral(people, desk):
    return a_high_referral(people)


def id_of(viewer, referral):
    return standing_referral(viewer, referral).id


class TestOwnLevelFirst:
    def test_let_nobody_decide_or_confirm_unseen_and_show_ours_once_theirs_is_given(
        self, people, desk, referral
    ):
        second = people["second"]
        given = Given(Level.LOW, Reason.CHILD_SAFE, "Seen today")
        with acting(desk), pytest.raises(OwnLevelFirst):
            levels.decide(desk, referral, given, now=LATER)

        with acting(desk):
            levels.give_own_level(desk, referral, Level.LOW, now=LATER)
            line = queue_line(desk, id_of(desk, referral), now=LATER)
            levels.decide(desk, referral, given, now=LATER)

        assert line
        assert (line.level, line.is_hidden) == ("high", False)
        with acting(second):
            (waiting,) = waiting_for_second(second, now=LATER)
            assert (waiting.level, waiting.held, waiting.proposed) == ("low", HIDDEN, HIDDEN)
            with pytest.raises(OwnLevelFirst):
                levels.answer_lowering(second, referral, Confirmation.CONFIRMED, now=LATER)
            levels.give_own_level(second, referral, Level.MEDIUM, now=LATER)
            levels.answer_lowering(second, referral, Confirmation.REFUSED, now=LATER)
            (waiting_no_more,) = [waiting_for_second(second, now=LATER)]
        assert waiting_no_more == []

    def test_never_hide_a_danger_to_life(self, people, desk, referral):
        report = Held(
            an_xml_report(identifier="u9", service="Examplechat", screen_name="invented_nine"), "u9.xml"
        )
        (answer,) = receive(desk, report)
        grave = answer.referrals[0]

        with acting(desk):
            before = queue_line(desk, id_of(desk, grave), now=LATER)
            pipeline.answer(desk, grave, {"threat_to_life": Said.YES}, source="the report", now=LATER)
            line = queue_line(desk, id_of(desk, grave), now=LATER)

        assert before
        assert line
        assert before.level == HIDDEN
        assert (line.level, line.is_hidden) == ("very_high", False)
