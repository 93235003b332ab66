"""Is anyone else working this? What an officer is told of other desks, and who is told of the question."""

from datetime import date, timedelta

import pytest
from django.db import connection

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from waymark.access.queries import viewer_called
from waymark.access.viewing import acting
from waymark.stages.linking.operations.asking import answer, ask, national_desk
from waymark.stages.linking.operations.checking import CheckInTheFuture, record_check
from waymark.stages.linking.queries import links
from waymark.stages.linking.queries.asking import checks, checks_not_done, notices, questions
from waymark.stages.linking.queries.elsewhere import whom_to_ask
from waymark.stages.linking.queries.neighbourhood import neighbourhood
from waymark.stages.linking.rules.asking import (
    BULK_AN_HOUR,
    MOST_A_DAY,
    AskedTooOften,
    CheckedSystem,
    CheckResult,
    NoPurpose,
)

EMAIL = "x@example.com"


def held(viewer, identifier, **said):
    receive(viewer, Held(an_xml_report(identifier=identifier, service="A", **said)))
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute("select id, reference from referral order by id desc limit 1")
        return cursor.fetchone()


def asked(viewer, reference, *, at=RECEIVED):
    with acting(viewer):
        number = ask(viewer, reference, purpose="Before we visit", now=at)
    national = national_desk()
    with acting(national):
        answer(national, number, now=at)


def told(viewer):
    with acting(viewer):
        return [(each.kind, each.referral) for each in notices(viewer, now=RECEIVED)]


class TestAskingOtherDesks:
    def test_says_whom_to_ask_and_nothing_of_what_they_hold(self, database):
        mine, theirs = a_viewer("mine", desk="E23000036"), a_viewer("theirs", desk="E23000007")
        id_, reference = held(mine, "u1", emails=[EMAIL])
        _, other = held(theirs, "u2", emails=[EMAIL])

        asked(mine, reference)

        with acting(mine):
            (line,) = questions(mine, id_, reference, now=RECEIVED)
        ((desk, words),) = line.answers
        assert desk == "Desk E23000007"
        assert "e-mail address" in words
        assert EMAIL not in words
        assert other not in words

    def test_tells_the_supervisors_of_both_desks(self, database):
        mine, theirs = a_viewer("mine", desk="E23000036"), a_viewer("theirs", desk="E23000007")
        _, reference = held(mine, "u1", emails=[EMAIL])
        _, other = held(theirs, "u2", emails=[EMAIL])

        asked(mine, reference)

        assert told(mine) == [("asked", reference)]
        assert told(theirs) == [("was_asked", other)]

    def test_never_names_a_restricted_desk(self, database):
        mine = a_viewer("mine", desk="E23000036")
        theirs = a_viewer("theirs", desk="R1", kind="restricted")
        id_, reference = held(mine, "u1", emails=[EMAIL])
        held(theirs, "u2", emails=[EMAIL])

        asked(mine, reference)

        with acting(mine):
            (line,) = questions(mine, id_, reference, now=RECEIVED)
        assert [desk for desk, _ in line.answers] == [""]

    def test_finds_nobody_by_a_shared_address_alone(self, database):
        mine, theirs = a_viewer("mine", desk="E23000036"), a_viewer("theirs", desk="E23000007")
        at = "2026-11-01T10:00:00Z"
        id_, reference = held(mine, "u0", events=[("198.51.100.7", at, 0)])
        for n in range(1, 7):
            held(theirs, f"u{n}", events=[("198.51.100.7", at, 0)])

        asked(mine, reference)

        with acting(mine):
            (line,) = questions(mine, id_, reference, now=RECEIVED)
        assert line.answers == ()
        assert told(theirs) == []

    def test_asks_for_a_purpose(self, database):
        mine = a_viewer("mine")
        _, reference = held(mine, "u1")

        with acting(mine), pytest.raises(NoPurpose):
            ask(mine, reference, purpose=" ", now=RECEIVED)

    def test_raises_an_alarm_at_both_desks_when_it_is_done_in_bulk(self, database):
        mine = a_viewer("mine", desk="E23000036")
        a_viewer("national", desk="NCA", kind="national")
        _, reference = held(mine, "u1")

        for _ in range(BULK_AN_HOUR + 1):
            asked(mine, reference)

        assert [kind for kind, _ in told(mine)].count("bulk") == 1
        national = [(each.kind, each.from_desk) for each in _notices_of(viewer_called("national"))]
        assert ("bulk", "Desk E23000036") in national

    def test_is_refused_beyond_a_days_limit_and_possible_again_after_it(self, database):
        mine = a_viewer("mine")
        _, reference = held(mine, "u1")
        for n in range(MOST_A_DAY):
            with acting(mine):
                ask(mine, reference, purpose="Before we visit", now=RECEIVED + timedelta(minutes=n))

        with acting(mine), pytest.raises(AskedTooOften, match="2026-11-21 09:00"):
            ask(mine, reference, purpose="Again", now=RECEIVED + timedelta(hours=2))

        with acting(mine):
            assert ask(mine, reference, purpose="Again", now=RECEIVED + timedelta(days=1))


def _notices_of(viewer):
    with acting(viewer):
        return notices(viewer, now=RECEIVED)


class TestAnOutsideCheck:
    def test_is_prompted_for_until_it_is_recorded(self, database):
        mine = a_viewer("mine")
        id_, reference = held(mine, "u1")
        with acting(mine):
            before = checks_not_done(mine, id_)
            record_check(
                mine,
                reference,
                system=CheckedSystem.PND,
                result=CheckResult.NOTHING,
                done_on=date(2026, 11, 19),
                now=RECEIVED,
            )
            after = checks_not_done(mine, id_)
            (line,) = checks(mine, id_)

        assert (before, after) == ([CheckedSystem.PND], [])
        assert (line.system, line.result, line.officer_id) == ("pnd", "nothing", mine.officer_id)

    def test_of_a_day_to_come_is_refused(self, database):
        mine = a_viewer("mine")
        _, reference = held(mine, "u1")

        with acting(mine), pytest.raises(CheckInTheFuture):
            record_check(
                mine,
                reference,
                system=CheckedSystem.PND,
                result=CheckResult.NOTHING,
                done_on=date(2026, 11, 21),
                now=RECEIVED,
            )


class TestALinkWhoseOtherEndIsAnotherDesks:
    def whom(self, viewer, id_, reference):
        with acting(viewer):
            return whom_to_ask(viewer, id_, reference, now=RECEIVED)

    def test_is_known_to_be_there_with_whom_to_ask_from_either_side(self, module_database):
        mine, theirs = a_viewer("left", desk="E23000036"), a_viewer("right", desk="E23000007")
        ours = held(mine, "l1", emails=["between@example.com"])
        yours = held(theirs, "r1", emails=["between@example.com"])

        assert self.whom(mine, *ours) == ["Desk E23000007"]
        assert self.whom(theirs, *yours) == ["Desk E23000036"]

    def test_says_the_national_desk_where_it_is_restricted(self, module_database):
        mine = a_viewer("open", desk="E23000030")
        hidden = a_viewer("named", desk="R2", kind="restricted")
        ours = held(mine, "o1", emails=["hidden@example.com"])
        held(hidden, "h1", emails=["hidden@example.com"])

        assert self.whom(mine, *ours) == ["the national desk"]

    def test_is_none_by_a_shared_address_or_where_nothing_is_shared(self, module_database):
        mine, theirs = a_viewer("here", desk="E23000029"), a_viewer("there", desk="E23000028")
        ours = held(
            mine, "s1", events=[("198.51.100.9", "2026-11-01T10:00:00Z", 0)], emails=["a1@example.com"]
        )
        for n in range(7):
            held(theirs, f"t{n}", events=[("198.51.100.9", "2026-11-01T10:00:00Z", 0)])

        assert self.whom(mine, *ours) == []

    def test_leaves_the_officer_with_the_sight_of_their_own_desks_alone(self, module_database):
        mine, theirs = a_viewer("one", desk="E23000027"), a_viewer("two", desk="E23000026")
        id_, reference = held(mine, "v1", emails=["sight@example.com"])
        _, other = held(theirs, "v2", emails=["sight@example.com"])

        with acting(mine), connection.cursor() as cursor:
            whom_to_ask(mine, id_, reference, now=RECEIVED)
            cursor.execute("select reference from referral")
            seen = {each for (each,) in cursor.fetchall()}
            around = neighbourhood(mine, id_, reference, until=RECEIVED + timedelta(days=1), now=RECEIVED)
            shown = links(mine, referral=reference, now=RECEIVED)

        assert (reference in seen, other in seen) == (True, False)
        assert {name for thing in around.things for name in thing.referrals} == set()
        assert {thing.shared_by for thing in around.things} == {1}
        assert shown == []
