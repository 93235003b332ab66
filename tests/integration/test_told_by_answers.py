"""What an answer to an enquiry does beyond itself: a door says which force is told, a platform's events come along."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests import asking
from tests.asking import FIXED, NOW
from tests.builders import Held as Document
from tests.builders import a_viewer, an_xml_report, receive
from tests.installations import two_installations
from tests.integration.test_disseminations import ELSEWHERE, HANDLED, HERE, THERE, some_places
from tests.integration.test_reference_loading import load
from tests.unit.reference.a_file import a_file
from waymark.access.viewing import acting
from waymark.pipeline import disseminating as packages
from waymark.pipeline.judging import judge_answer_of, judge_suspect_of
from waymark.pipeline.platform_answers import take_platform_answer
from waymark.reference.kinds import Kind
from waymark.referrals.queries import referral as referral_called
from waymark.stages.attribution.queries import force_of, places
from waymark.stages.attribution.queries.answers import answers_of
from waymark.stages.attribution.queries.enquiries import enquiries
from waymark.stages.attribution.queries.event_groups import judged_events
from waymark.stages.attribution.queries.gate import doors_of
from waymark.stages.attribution.rules.enquiries import Purpose
from waymark.stages.attribution.rules.states import EnquiryKind, MoveName
from waymark.stages.casework.operations.sending import RestsOnNothing
from waymark.stages.casework.queries.disseminations import disseminations_of
from waymark.stages.casework.queries.inbox import inbox
from waymark.stages.casework.readers.envelopes import open_package
from waymark.stages.casework.rules.envelopes import PACKAGE
from waymark.synthetic import answers as platforms

AT = "2026-11-10T10:00:00Z"
HOME = "Flat 1, 12 High Street, Made, XA2 1AA"


@pytest.fixture
def desk(database, tmp_path):
    from django.conf import settings

    before, settings.SIGNING_KEY = settings.SIGNING_KEY, tmp_path / "own.pem"
    some_places()
    asking.some_networks(a_viewer("admin", roles=("administrator",)))
    yield a_viewer("desk", desk=HERE)
    settings.SIGNING_KEY = before


def answered(desk, *, purpose=Purpose.IDENTIFY_SUSPECT, identifier="u1", home=HOME) -> tuple[str, str]:
    """A referral whose one event was asked about, and the reference of the answer that names a door."""
    spoc = a_viewer("spoc", roles=("spoc",), desk=HERE)
    referral = asking.a_referral(desk, (FIXED, AT, 443), identifier=identifier)
    enquiry = asking.a_draft(desk, referral, purpose=purpose)
    asking.send(desk, spoc, enquiry)
    (answer,) = asking.enter(desk, enquiry, asking.an_answer(at=AT, port=443, installation=home))
    return referral, answer


def judged(desk, referral: str, answer: str, *, is_suspect=True) -> None:
    with acting(desk):
        judge_suspect_of(desk, referral, answer=answer, is_suspect=is_suspect, reason="Admitted it", now=NOW)


def told(desk, referral: str) -> list[tuple[str, str, str]]:
    with acting(desk):
        lines = disseminations_of(desk, referral_called(desk, referral, now=NOW).id)
    return [(line.about, line.force_code, line.answer) for line in lines]


def force(desk, referral: str) -> str:
    with acting(desk):
        return force_of(desk, referral_called(desk, referral, now=NOW).id).code


class TestAJudgedSuspectsDoor:
    def test_is_told_to_its_force_and_nobody_is_told_of_a_mere_subscriber(self, desk):
        referral, answer = answered(desk)
        packages.look_for_disseminations(desk, now=NOW)
        before = told(desk, referral)

        judged(desk, referral, answer)

        assert before == []
        assert told(desk, referral) == [("suspect", THERE, answer)]
        assert force(desk, referral) == THERE

    def test_is_found_by_the_installation_where_the_judge_tells_nobody(self, desk):
        referral, answer = answered(desk)
        packages.look_for_disseminations(desk, now=NOW)
        judged(a_viewer("kit", roles=("investigator",), desk=HERE), referral, answer)

        looked = [packages.look_for_disseminations(desk, now=NOW) for _ in range(2)]

        assert looked == [1, 0]
        assert told(desk, referral) == [("suspect", THERE, answer)]

    def test_is_sent_with_the_resolution_and_not_once_that_proved_wrong(self, desk):
        referral, answer = answered(desk)
        judged(desk, referral, answer)
        with acting(desk):
            (line,) = disseminations_of(desk, referral_called(desk, referral, now=NOW).id)
            judge_answer_of(desk, answer, is_wrong=True, reason="Another flat", now=NOW)

        with pytest.raises(RestsOnNothing), acting(desk):
            packages.send_dissemination(desk, line.reference, handling=HANDLED, now=NOW)
        assert force(desk, referral) == ""
        with acting(desk):
            judge_answer_of(desk, answer, is_wrong=False, reason="It was right", now=NOW)
            sealed = packages.send_dissemination(desk, line.reference, handling=HANDLED, now=NOW)

        said = json.loads(open_package(sealed.content).members[PACKAGE])
        assert [(each["reference"], each["judged"]) for each in said["resolutions"]] == [(answer, "suspect")]
        assert said["resolutions"][0]["installation"] == HOME
        assert said["resolutions"][0]["report"] == said["reports"][0]["reference"]


class TestAnEnquiryForAChild:
    def test_tells_the_force_of_the_door_without_a_suspect_within_a_day(self, desk):
        referral, answer = answered(desk, purpose=Purpose.LOCATE_CHILD)

        packages.look_for_disseminations(desk, now=NOW)

        with acting(desk):
            (line,) = disseminations_of(desk, referral_called(desk, referral, now=NOW).id)
        assert (line.about, line.force_code, line.answer) == ("child", THERE, answer)
        assert line.due_at == NOW + timedelta(hours=24)


class TestAPackageWithAResolution:
    def test_is_compared_anew_on_the_door_that_it_names(self, desk, tmp_path):
        with two_installations(tmp_path) as (ours, theirs):
            with ours:
                referral, answer = answered(desk)
                judged(desk, referral, answer)
                with acting(desk):
                    (line,) = disseminations_of(desk, referral_called(desk, referral, now=NOW).id)
                    file = packages.send_dissemination(desk, line.reference, handling=HANDLED, now=NOW)
            with theirs:
                some_places()
                met = a_viewer("met", desk=THERE)
                taken = packages.take_in(met, file.content, name="p.zip", clock=lambda: NOW)
                with acting(met):
                    about = referral_called(met, taken.referrals[0], now=NOW)
                    (gate,) = doors_of(met, about.id)
                    (came,) = inbox(met, now=NOW)

        (answer_there,) = gate.answers
        assert gate.door.lines == HOME
        assert answer_there.question.event == f"{about.reports[0].reference}/1"
        assert ("judged by the sender", "suspect") in answer_there.rest
        assert not gate.finding.is_open
        # Its clock follows what it became here, and no longer the shortest promise there is.
        assert came.due_at != NOW + timedelta(hours=24)


class TestAPlatformsAnswer:
    def test_brings_its_events_to_the_referral_with_their_verdicts(self, desk):
        spoc = a_viewer("spoc", roles=("spoc",), desk=HERE)
        referral = asking.a_referral(desk, (FIXED, AT, 443))
        enquiry = asking.a_draft(
            desk,
            referral,
            kind=EnquiryKind.ACCOUNT,
            account=asking.account_key(desk, referral),
            picks=["0.0"],
        )
        other = a_viewer("other", desk=HERE)
        asking.step(desk, enquiry, MoveName.SUBMIT)
        asking.step(other, enquiry, MoveName.CHECK)
        asking.step(desk, enquiry, MoveName.SEND)
        (came,) = receive(desk, Document(platforms.meta_records()), now=NOW)

        with acting(spoc):
            taken = take_platform_answer(spoc, enquiry, came.reports[0], now=NOW)

        with acting(desk):
            whole = referral_called(desk, referral, now=NOW)
            events = judged_events(desk, whole.report_ids)
            gone = referral_called(desk, came.referrals[0], now=NOW)
        brought = [event for event in events if event.report == came.reports[0]]
        assert taken.events == len(brought) > 0
        assert all(event.resolvability for event in brought)
        assert gone.reference == referral


class TestAReferralFoundToBeAnother:
    def test_keeps_what_was_asked_answered_and_decided(self, desk):
        elder = asking.a_referral(desk, (FIXED, AT, 443), identifier="elder")
        younger, answer = answered(desk, identifier="younger")
        with acting(desk):
            number = referral_called(desk, younger, now=NOW).id
        merged = "update referral set merged_into_id = (select id from referral where reference = %s) where id = %s"
        from django.db import connection

        with acting(desk), connection.cursor() as cursor:
            cursor.execute(merged, [elder, number])

        judged(desk, elder, answer)

        with acting(desk):
            whole = referral_called(desk, elder, now=NOW)
            asked = enquiries(desk, referral_id=whole.id, now=NOW)
            doors = doors_of(desk, whole.id)
            held = answers_of(desk, referral_id=whole.id)
        assert [line.referral for line in asked] == [younger]
        assert [each.reference for each in held] == [answer]
        assert [gate.door.lines for gate in doors] == [HOME]
        assert told(desk, elder) == [("suspect", THERE, answer)]


class TestAStatedPlace:
    def test_is_placed_by_what_held_when_its_report_came(self, desk):
        load(
            Kind.OUTWARD_CODES,
            a_file("outward_code,pfa_code,share", f"XA9,{THERE},1"),
            valid_to="2025-12-31",
        )
        load(
            Kind.OUTWARD_CODES,
            a_file("outward_code,pfa_code,share", f"XA9,{ELSEWHERE},1"),
            valid_from="2026-01-01",
        )
        child = (
            "<victim><victimPerson><address><address>1 Made Street</address><city>Made</city>"
            "<zipCode>XA9 1AA</zipCode></address></victimPerson></victim>"
        )

        earlier, later = (
            receive(
                desk, Document(an_xml_report(identifier=str(year), extra=child)), now=NOW.replace(year=year)
            )
            for year in (2025, 2026)
        )

        with acting(desk):
            found = [
                place.force
                for (each,) in (earlier, later)
                for place in places(desk, referral_called(desk, each.referrals[0], now=NOW).report_ids)
            ]
        assert found == ["Metropolitan Police Service", "City of London Police"]
