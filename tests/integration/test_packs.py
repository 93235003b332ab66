"""A pack from another agency: kept, entered by an officer, and made a report that says where each fact stands."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tests.builders import Held, a_response, a_viewer, an_xml_report, receive
from waymark.access.viewing import acting
from waymark.pipeline import packs, resolutions
from waymark.referrals import queries as records
from waymark.referrals.gradings import gradings_in
from waymark.stages.attribution.queries.answers import answers_of
from waymark.stages.attribution.queries.premises import doors_like
from waymark.stages.attribution.rules.comparing import Field
from waymark.stages.casework.queries.contents import packaged_reports
from waymark.stages.casework.queries.exports import referral_as_csv
from waymark.stages.intake.operations.packs import (
    NoSuchPack,
    NothingToEnter,
    PackClosed,
    open_pack,
    set_aside,
)
from waymark.stages.intake.queries.pack_facts import facts_from_packs
from waymark.stages.intake.queries.packs import documents_to_enter
from waymark.stages.intake.readers.pack_cover.confirming import Graded, Said, State
from waymark.stages.intake.readers.pack_cover.fields import named_from
from waymark.stages.intake.readers.pack_cover.proposals import Where

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

LETTER = """OFFICIAL-SENSITIVE

National Crime Agency

Our ref: NCA/2026/004512
CyberTipline report number: 182345671
Grading: 1/A/P
Handling code: P

Suspect
Name: Jo Example
DOB: 23/04/1985

IP address: 198.51.100.23
Port: 50233
Date and time: 12 October 2026 21:14:05 UTC
Operator: Example Broadband
Subscriber: Mary Example
Installation address: 12 Example Street, Exampletown, EX1 1EX

Action required: Research and risk assess
"""


def a_mail(body=LETTER, *, number=1) -> Held:
    content = (
        f"From: desk@nca.example\r\nTo: referrals@force.example\r\nSubject: Dissemination {number}\r\n"
        "Date: Wed, 14 Oct 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n" + body.replace("\n", "\r\n")
    )
    return Held(content.encode(), name=f"pack-{number}.eml")


@pytest.fixture
def desk(database):
    return a_viewer("desk")


def begin(viewer, *held) -> str:
    receive(viewer, *(held or (a_mail(),)), now=NOW)
    with acting(viewer):
        waiting = documents_to_enter(viewer)
        return open_pack(viewer, [each.reference for each in waiting], now=NOW)


def said(key, value, state=State.CONFIRMED, **more) -> Said:
    return Said(named_from(key), state, value, **more)


def confirm_all(viewer, reference, *more):
    with acting(viewer):
        draft = packs.draft(viewer, reference, now=NOW)
        every = [said(key, of.proposal.value) for key, of in draft.proposals.items()]
        return packs.save_draft(viewer, reference, [*every, *more], version=draft.pack.version, now=NOW)


def enter(viewer, reference) -> str:
    with acting(viewer):
        return packs.enter(viewer, reference, now=NOW)


def rows(viewer, statement, *values):
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


class TestAPackThatArrives:
    def test_is_kept_and_waits_to_be_entered(self, desk):
        (answer,) = receive(desk, a_mail(), now=NOW)

        assert answer.outcome == "unfinished"
        with acting(desk):
            assert len(documents_to_enter(desk)) == 1

    def test_is_begun_once(self, desk):
        begin(desk)

        with acting(desk):
            assert documents_to_enter(desk) == []
        with pytest.raises(NothingToEnter), acting(desk):
            open_pack(desk, [rows_reference(desk)], now=NOW)


def rows_reference(viewer) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select reference from delivery where kind = 'pack'")
        return cursor.fetchone()[0]


class TestEnteringAPack:
    def test_makes_a_report_with_its_people_and_events(self, desk):
        reference = begin(desk)
        confirm_all(desk, reference)

        report = enter(desk, reference)

        assert rows(
            desk,
            "select source, source_grade, handling_code, marking from report where reference = %s",
            report,
        ) == [("nca_pack", "1A P", "P", "OFFICIAL-SENSITIVE")]
        assert rows(desk, "select role, detail->>'last_name' from party order by ordinal") == [
            ("suspect", "Example"),
            ("subscriber", "Example"),
        ]
        assert rows(desk, "select address, port, captured_at, of_ordinal from ip_capture") == [
            ("198.51.100.23", 50233, datetime(2026, 10, 12, 21, 14, 5, tzinfo=UTC), 1)
        ]
        assert rows(desk, "select outcome from delivery where kind = 'pack'") == [("accepted",)]

    def test_says_of_each_fact_how_it_got_there_and_what_it_may_be_used_for(self, desk):
        reference = begin(desk)
        confirm_all(desk, reference, said("person.1.school.1", "Typed by hand"))
        enter(desk, reference)

        facts = sourced(desk)

        port = facts["resolution.1.port.1"]
        assert (port.part, port.ordinal, port.value, port.how) == ("event", 1, "50233", "copied")
        assert port.copied_from is not None
        assert port.copied_from.startswith("pack-1.eml, page 1, characters ")
        assert (port.source_grade, port.handling_code, port.marking) == ("1A P", "P", "OFFICIAL-SENSITIVE")
        assert (facts["person.1.school.1"].how, facts["person.1.school.1"].copied_from) == ("typed", None)

    def test_gives_a_fact_its_own_grade_over_the_packs(self, desk):
        reference = begin(desk)
        own = said("person.1.name.1", "Jo Example", graded=Graded(source_grade="3D C", handling_code="C"))
        confirm_all(desk, reference)
        with acting(desk):
            packs.save_draft(desk, reference, [own], version=1, now=NOW)
        enter(desk, reference)

        facts = sourced(desk)

        assert (facts["person.1.name.1"].source_grade, facts["person.1.name.1"].handling_code) == (
            "3D C",
            "C",
        )
        assert facts["person.1.date_of_birth.1"].source_grade == "1A P"

    def test_never_takes_who_pays_for_a_suspect_but_by_the_officers_choice(self, desk):
        reference = begin(desk)
        confirm_all(desk, reference, said("resolution.1.is_suspect.1", "yes"))
        enter(desk, reference)

        assert rows(desk, "select role, detail->>'first_name' from party order by ordinal") == [
            ("suspect", "Jo"),
            ("subscriber", "Mary"),
            ("suspect", "Mary"),
        ]

    def test_waits_until_each_proposal_is_confirmed_or_dropped(self, desk):
        reference = begin(desk)

        with pytest.raises(packs.StillOpen) as still:
            enter(desk, reference)

        assert "Confirm or drop" in str(still.value)

    def test_keeps_a_dropped_fact_out_of_the_report(self, desk):
        reference = begin(desk)
        confirm_all(desk, reference)
        with acting(desk):
            packs.save_draft(
                desk, reference, [said("resolution.1.port.1", "", State.DROPPED)], version=1, now=NOW
            )
        enter(desk, reference)

        assert rows(desk, "select port from ip_capture") == [(None,)]

    def test_closes_the_pack(self, desk):
        reference = begin(desk)
        confirm_all(desk, reference)
        enter(desk, reference)

        with pytest.raises(PackClosed):
            enter(desk, reference)

    def test_joins_the_referral_of_the_report_that_it_names(self, desk):
        first, _ = receive(
            desk,
            Held(an_xml_report(identifier="u1", service="Examplechat"), name="r.xml", folder="/one"),
            Held(a_response(182345671), name="a.xml", folder="/one"),
            now=NOW,
        )
        reference = begin(desk)
        confirm_all(desk, reference)
        report = enter(desk, reference)

        joined = rows(
            desk,
            "select f.reference from referral_report a join referral f on f.id = a.referral_id "
            "join report r on r.id = a.report_id where r.reference = %s",
            report,
        )
        assert joined == [(first.referrals[0],)]


class TestTwoOfficersAtOnce:
    def test_keep_what_each_said_of_different_facts(self, desk):
        other = a_second_officer()
        reference = begin(desk)
        with acting(desk):
            packs.save_draft(desk, reference, [said("person.1.name.1", "Jo Example")], version=0, now=NOW)
        with acting(other):
            saved = packs.save_draft(
                other, reference, [said("resolution.1.port.1", "50233")], version=0, now=NOW
            )

        assert (saved.clashes, len(saved.kept)) == ((), 1)

    def test_are_told_where_they_said_different_things_of_one(self, desk):
        other = a_second_officer()
        reference = begin(desk)
        with acting(desk):
            packs.save_draft(desk, reference, [said("person.1.name.1", "Jo Example")], version=0, now=NOW)
        with acting(other):
            saved = packs.save_draft(
                other, reference, [said("person.1.name.1", "Joan Example")], version=0, now=NOW
            )

        (clash,) = saved.clashes
        assert (clash.mine, clash.theirs, clash.by) == ("Joan Example", "Jo Example", "desk")
        with acting(desk):
            facts = packs.draft(desk, reference, now=NOW).pack.facts
        assert facts["person.1.name.1"].settled.value == "Jo Example"


class TestADraft:
    def test_marks_as_typed_what_does_not_stand_where_it_is_said_to(self, desk):
        reference = begin(desk)
        with acting(desk):
            saved = packs.save_draft(
                desk,
                reference,
                [said("person.1.name.1", "Somebody Else", document=1, where=Where(1, 0, 13))],
                version=0,
                now=NOW,
            )

        assert [(each.how, each.where) for each in saved.kept] == [("typed", None)]

    def test_keeps_every_revision(self, desk):
        reference = begin(desk)
        for n, name in enumerate(["Jo", "Jo Example", "Joan Example"]):
            with acting(desk):
                packs.save_draft(
                    desk,
                    reference,
                    [said("person.1.name.1", name)],
                    version=n,
                    now=NOW + timedelta(minutes=n),
                )

        assert rows(desk, "select revision, value from pack_fact order by revision") == [
            (1, "Jo"),
            (2, "Jo Example"),
            (3, "Joan Example"),
        ]

    def test_is_unchanged_by_the_same_again(self, desk):
        reference = begin(desk)
        confirm_all(desk, reference)

        assert confirm_all(desk, reference).kept == ()

    def test_is_seen_by_no_other_desk(self, desk):
        reference = begin(desk)
        stranger = a_viewer("stranger", desk="E23000004")

        with pytest.raises(NoSuchPack), acting(stranger):
            packs.draft(stranger, reference, now=NOW)

    def test_is_set_aside_with_a_reason(self, desk):
        reference = begin(desk)

        with acting(desk):
            set_aside(desk, reference, reason="A newsletter", now=NOW)

        assert rows(desk, "select state from pack") == [("set_aside",)]
        assert rows(desk, "select outcome from delivery where kind = 'pack'") == [("refused",)]


def a_second_officer():
    from waymark.access import operations, queries
    from waymark.access.rules import Role

    with acting(operations.SYSTEM):
        operations.make_officer(
            username="other",
            name="Ali Other",
            roles=[Role.INTELLIGENCE_DESK],
            desk_codes=["E23000036"],
            password=None,
            actor=operations.SYSTEM,
            now=NOW,
        )
    return queries.viewer_called("other")


def sourced(viewer):
    ((report_id,),) = rows(viewer, "select report_id from pack where report_id is not null")
    with acting(viewer):
        return {each.fact: each for each in facts_from_packs(viewer, [report_id])}


NUMBERED = 182345671


def a_source_report(viewer, *, at="2026-10-12T21:14:05Z", address="198.51.100.23", port=50233):
    """The NCMEC report that the pack names, with one IP event."""
    receive(
        viewer,
        Held(
            an_xml_report(identifier="u1", service="Examplechat", events=[(address, at, port)]),
            name="r.xml",
            folder="/source",
        ),
        Held(a_response(NUMBERED), name="a.xml", folder="/source"),
        now=NOW,
    )


def compared(viewer, reference):
    with acting(viewer):
        standing = packs.draft(viewer, reference, now=NOW)
        return resolutions.resolutions(viewer, standing.pack)


def an_entered_pack(viewer) -> str:
    reference = begin(viewer)
    confirm_all(viewer, reference)
    enter(viewer, reference)
    return reference


class TestTheResolution:
    def test_stands_beside_the_event_of_the_report_that_the_pack_names(self, desk):
        a_source_report(desk)

        (found,) = compared(desk, an_entered_pack(desk))

        agreed = {row.field: row.asked_rightly.agreement for row in found.rows if row.asked_rightly}
        assert {agreed[Field.ADDRESS], agreed[Field.PORT], agreed[Field.INSTANT], agreed[Field.YEAR]} == {
            "equal"
        }
        assert found.warnings == []

    @pytest.mark.parametrize(
        ("source", "words"),
        [
            ({"at": "2025-10-12T21:14:05Z"}, "another year"),
            ({"at": "2026-10-12T20:14:05Z"}, "exactly 1 hour apart"),
            ({"port": 50223}, "another port"),
            ({"address": "198.51.100.32"}, "another address"),
        ],
    )
    def test_says_in_words_what_was_asked_wrongly(self, desk, source, words):
        a_source_report(desk, **source)

        (found,) = compared(desk, an_entered_pack(desk))

        assert any(words in warning for warning in found.warnings)

    def test_says_why_nothing_stands_beside_it(self, desk):
        (found,) = compared(desk, an_entered_pack(desk))

        assert "not in the record" in found.no_source

    def test_is_checked_once_by_a_named_officer(self, desk):
        a_source_report(desk)
        reference = an_entered_pack(desk)
        (before,) = compared(desk, reference)

        with acting(desk):
            resolutions.check(desk, reference, 1, digest=before.digest.hex(), now=NOW)

        (after,) = compared(desk, reference)
        assert after.checked is not None
        assert (after.checked.checked_at, after.checked_by) == (NOW, "desk")

    def test_is_not_asked_again_when_the_same_pack_comes_again(self, desk):
        a_source_report(desk)
        first = an_entered_pack(desk)
        (before,) = compared(desk, first)
        with acting(desk):
            resolutions.check(desk, first, 1, digest=before.digest.hex(), now=NOW)

        again = begin(desk, a_mail(number=2))
        confirm_all(desk, again)
        enter(desk, again)

        (found,) = compared(desk, again)
        assert found.checked is not None
        assert (found.checked.checked_at, found.checked_by) == (NOW, "desk")

    def test_is_asked_again_only_when_something_changed(self, desk):
        reference = an_entered_pack(desk)
        (before,) = compared(desk, reference)
        with acting(desk):
            resolutions.check(desk, reference, 1, digest=before.digest.hex(), now=NOW)

        a_source_report(desk)

        (after,) = compared(desk, reference)
        assert (after.checked, after.earlier is not None) == (None, True)

    def test_is_not_marked_when_it_changed_under_the_officers_eyes(self, desk):
        reference = an_entered_pack(desk)
        (before,) = compared(desk, reference)
        a_source_report(desk)

        with pytest.raises(resolutions.ChangedSince), acting(desk):
            resolutions.check(desk, reference, 1, digest=before.digest.hex(), now=NOW)


class TestWhatAttributionKnows:
    def test_is_each_answer_compared_with_the_sources_event(self, desk):
        a_source_report(desk, port=50223)
        reference = an_entered_pack(desk)

        ((referral_id,),) = rows(desk, "select distinct referral_id from enquiry_answer")
        with acting(desk):
            (answer,) = answers_of(desk, referral_id=referral_id)

        assert (answer.came, answer.source) == ("pack", f"Pack {reference}, IP address 1")
        assert answer.said.subscriber == "Mary Example"
        assert {each.field for each in answer.waiting} == {Field.PORT}
        assert answer.could_name_another_house

    def test_is_what_was_asked_where_the_source_is_not_in_the_record(self, desk):
        an_entered_pack(desk)

        ((referral_id,),) = rows(desk, "select distinct referral_id from enquiry_answer")
        with acting(desk):
            (answer,) = answers_of(desk, referral_id=referral_id)

        assert answer.question.stated.address == "198.51.100.23"
        assert answer.waiting == ()

    def test_is_the_door_that_the_pack_names(self, desk):
        an_entered_pack(desk)

        with acting(desk):
            (door,) = doors_like(desk, "12 Example Street, EX1 1EX", now=NOW)

        assert (door.answers, door.wrong) == (1, 0)


class TestShowingTheReport:
    def test_gives_each_fact_its_grade_code_and_marking(self, desk):
        from waymark.interfaces.cli.show import _referral, _report

        reference = begin(desk)
        confirm_all(desk, reference)
        report = enter(desk, reference)
        ((referral,),) = rows(desk, "select reference from referral")

        with acting(desk):
            shown = [_report(desk, report), _referral(desk, referral)]

        for found in shown:
            assert {
                (each.source_grade, each.handling_code, each.marking) for each in found["from_packs"]
            } == {("1A P", "P", "OFFICIAL-SENSITIVE")}


class TestTakingAReferralElsewhere:
    def test_takes_each_facts_own_grade_and_code_with_it(self, desk):
        reference = begin(desk)
        own = said("person.1.name.1", "Jo Example", graded=Graded(source_grade="3D C", handling_code="C"))
        confirm_all(desk, reference)
        with acting(desk):
            packs.save_draft(desk, reference, [own], version=1, now=NOW)
        enter(desk, reference)
        ((referral,),) = rows(desk, "select reference from referral")

        with acting(desk):
            taken = referral_as_csv(desk, referral, now=NOW).decode("utf-8-sig")
            (packaged,) = packaged_reports(desk, records.referral(desk, referral, now=NOW))

        by_fact = {
            (row["fact"], row["ordinal"]): (row["source_grade"], row["handling_code"], row["marking"])
            for row in csv.DictReader(io.StringIO(taken))
        }
        assert by_fact["party", "1"] == ("3D C", "C", "OFFICIAL-SENSITIVE")
        assert by_fact["ip_capture_event", "1"] == ("1A P", "P", "OFFICIAL-SENSITIVE")
        assert gradings_in(packaged.facts)["party 1"]["source_grade"] == "3D C"


class TestThePages:
    def test_show_the_report_of_a_pack(self, desk):
        from django.contrib.auth import get_user_model
        from django.test import Client

        reference = begin(desk)
        confirm_all(desk, reference)
        report = enter(desk, reference)
        client = Client(SERVER_NAME="localhost")
        client.force_login(
            get_user_model().objects.get(username="desk"),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )

        assert client.get(f"/report/{report}/").status_code == 200
        shown = client.get(f"/pack/{reference}/")
        assert shown.status_code == 200
        assert "What we hold on this door" in shown.content.decode()
        assert client.get("/packs/").status_code == 200
