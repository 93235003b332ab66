"""Enquiries from a draft to the answer: who may do what, what is stopped, and what is kept."""

import csv
import io
import json
from datetime import timedelta
from typing import Any, cast

import pypdf
import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from tests import asking
from tests.asking import FIXED, MOBILE, NOW, OTHER_FIXED, an_answer, enter, send, step
from tests.builders import Held, a_viewer, an_xml_report, receive
from waymark.access.rules import NotPermitted
from waymark.access.viewing import acting
from waymark.audit.events import Event
from waymark.interfaces.cli import door
from waymark.interfaces.cli.app import build
from waymark.stages.attribution.operations.answering import (
    AnswersAnotherEnquiry,
    acknowledge,
    judge_answer,
)
from waymark.stages.attribution.operations.enquiring import (
    NothingPicked,
    NotOverridable,
    ScheduleIsClosed,
    ScheduleNotReady,
    answer_for_fault,
    change_schedule,
    take_schedule,
)
from waymark.stages.attribution.operations.stepping import AuthorisationOver, NotComparedYet
from waymark.stages.attribution.queries.answers import answer, answers_of
from waymark.stages.attribution.queries.enquiries import enquiries, enquiry
from waymark.stages.attribution.readers.operator_answers import read_operator_answers
from waymark.stages.attribution.rules.agreements import Field, Sign
from waymark.stages.attribution.rules.enquiries import OnePersonTwice, Route, WrongRoute
from waymark.stages.attribution.rules.states import EnquiryKind, MoveName, NotThatMove, ReasonMissing, State

HOME_EVENT = (FIXED, "2026-11-10T10:00:00Z", 0)
EVENTS = (HOME_EVENT, (OTHER_FIXED, "2026-11-01T09:30:00Z", 0))


@pytest.fixture
def desk(database):
    asking.some_networks(asking.an_officer("admin", "administrator"))
    return asking.an_officer("desk", "intelligence_desk")


@pytest.fixture
def spoc(desk):
    return asking.an_officer("spoc", "spoc")


@pytest.fixture
def supervisor(desk):
    return asking.an_officer("supervisor", "supervisor")


def read(viewer, reference, *, now=NOW):
    with acting(viewer):
        return enquiry(viewer, reference, now=now)


def read_answer(viewer, reference):
    with acting(viewer):
        return answer(viewer, reference, now=NOW)


class TestASchedule:
    def test_is_drawn_from_what_the_report_states(self, desk):
        referral = asking.a_referral(desk, *EVENTS)

        found = read(desk, asking.a_draft(desk, referral))

        assert [line.event.address for line in found.lines] == [OTHER_FIXED, FIXED]
        assert found.lines[1].event.captured_text == "2026-11-10T10:00:00Z"
        assert found.lines[1].path == "/report/personOrUserReported/ipCaptureEvent"
        assert found.addressed_to == "Fern, Moss"
        assert found.open_lines == ()

    def test_takes_no_event_of_another_referral(self, desk):
        other = asking.a_referral(desk, HOME_EVENT, identifier="u2")
        referral = asking.a_referral(desk, HOME_EVENT)

        with pytest.raises(NothingPicked):
            asking.a_draft(desk, referral, picks=asking.keys_of(desk, other))

    def test_takes_an_event_once(self, desk):
        referral = asking.a_referral(desk, *EVENTS)
        reference = asking.a_draft(desk, referral)

        keys = asking.keys_of(desk, referral)

        with acting(desk):
            change_schedule(viewer=desk, reference=reference, pick=keys, drop=[1], now=NOW)

        assert [line.n for line in read(desk, reference).lines] == [2, 3]

    @pytest.mark.parametrize(
        ("event", "code"),
        [
            ((MOBILE, "2026-11-10T10:00:00Z", 0), "needs_port"),
            ((asking.EXIT, "2026-11-10T10:00:00Z", 0), "tor"),
            ((asking.RELAY, "2026-11-10T10:00:00Z", 0), "private_relay"),
            ((asking.VPN, "2026-11-10T10:00:00Z", 0), "vpn"),
            (("10.0.0.1", "2026-11-10T10:00:00Z", 0), "reserved"),
            (("not an address", "2026-11-10T10:00:00Z", 0), "malformed"),
            ((FIXED, "2026-11-10T10:00:00", 0), "zone_assumed"),
            ((FIXED, "2027-11-10T10:00:00Z", 0), "after_receipt"),
            ((FIXED, "2025-11-23T10:00:00Z", 0), "whole_years_before"),
            ((FIXED, "2024-03-10T10:00:00Z", 0), "likely_gone"),
        ],
    )
    def test_does_not_leave_while_something_is_wrong(self, desk, event, code):
        reference = asking.a_draft(desk, asking.a_referral(desk, event))

        codes = [fault.code for fault in read(desk, reference).lines[0].standing.open_faults]

        assert code in codes
        with pytest.raises(ScheduleNotReady):
            step(desk, reference, MoveName.SUBMIT)
        with acting(desk), pytest.raises(ScheduleNotReady):
            take_schedule(viewer=desk, reference=reference, form="csv", now=NOW)

    def test_leaves_over_a_fault_when_a_supervisor_answers_for_it(self, desk, supervisor):
        reference = asking.a_draft(desk, asking.a_referral(desk, (MOBILE, "2026-11-10T10:00:00Z", 0)))
        given: dict[str, Any] = {"reference": reference, "line": 1, "code": "needs_port", "now": NOW}

        with pytest.raises(NotPermitted), acting(desk):
            answer_for_fault(viewer=desk, reason="They log by the second", **given)
        with pytest.raises(ReasonMissing), acting(supervisor):
            answer_for_fault(viewer=supervisor, reason=" ", **given)
        with acting(supervisor):
            answer_for_fault(viewer=supervisor, reason="They log by the second", **given)

        assert read(desk, reference).lines[0].standing.answered[0][1:] == (
            "supervisor",
            "They log by the second",
        )
        assert step(desk, reference, MoveName.SUBMIT) is State.SUBMITTED

    def test_never_leaves_with_a_tor_exit_whoever_answers_for_it(self, desk, supervisor):
        reference = asking.a_draft(desk, asking.a_referral(desk, (asking.EXIT, "2026-11-10T10:00:00Z", 0)))

        with pytest.raises(NotOverridable), acting(supervisor):
            answer_for_fault(
                viewer=supervisor, reference=reference, line=1, code="tor", reason="Try", now=NOW
            )

    def test_is_closed_once_it_is_checked(self, desk, spoc):
        reference = asking.a_draft(desk, asking.a_referral(desk, *EVENTS))
        step(desk, reference, MoveName.SUBMIT)
        step(spoc, reference, MoveName.CHECK)

        with pytest.raises(ScheduleIsClosed), acting(desk):
            change_schedule(viewer=desk, reference=reference, drop=[1], now=NOW)

    def test_is_judged_anew_on_the_day_it_is_sent(self, desk, spoc):
        reference = asking.a_draft(desk, asking.a_referral(desk, (FIXED, "2025-12-20T10:00:00Z", 0)))
        step(desk, reference, MoveName.SUBMIT)
        step(spoc, reference, MoveName.CHECK)
        step(spoc, reference, MoveName.AUTHORISE, named="Kit Outside", granted_on=NOW.date())

        with pytest.raises(ScheduleNotReady):
            step(spoc, reference, MoveName.SEND, now=NOW + timedelta(days=29))


class TestTheThreePeople:
    def test_are_three(self, desk, spoc):
        both = asking.an_officer("both", "intelligence_desk", "spoc")
        reference = asking.a_draft(both, asking.a_referral(desk, *EVENTS))
        step(both, reference, MoveName.SUBMIT)

        with pytest.raises(OnePersonTwice):
            step(both, reference, MoveName.CHECK)
        step(spoc, reference, MoveName.CHECK)
        with pytest.raises(OnePersonTwice):
            step(spoc, reference, MoveName.AUTHORISE, named="BOTH ")
        with pytest.raises(OnePersonTwice):
            step(spoc, reference, MoveName.AUTHORISE, named="spoc")

    def test_include_somebody_outside_whose_decision_the_spoc_enters(self, desk, spoc, supervisor):
        reference = asking.a_draft(desk, asking.a_referral(desk, *EVENTS))
        step(desk, reference, MoveName.SUBMIT)
        step(spoc, reference, MoveName.CHECK)

        with pytest.raises(ReasonMissing):
            step(supervisor, reference, MoveName.AUTHORISE)
        step(spoc, reference, MoveName.AUTHORISE, named="Kit Outside", number="A-1")

        found = read(desk, reference)
        assert (found.authoriser, found.checker, found.applicant) == ("Kit Outside", "spoc", "desk")
        assert (found.steps[-1].officer, found.steps[-1].named) == ("spoc", "Kit Outside")

    def test_need_the_roles_for_their_steps(self, desk, spoc):
        reference = asking.a_draft(desk, asking.a_referral(desk, *EVENTS))
        step(desk, reference, MoveName.SUBMIT)

        with pytest.raises(NotPermitted):
            step(asking.an_officer("other", "intelligence_desk"), reference, MoveName.CHECK)

    def test_are_an_officer_here_when_it_is_urgent(self, desk, spoc, supervisor):
        referral = asking.a_referral(desk, *EVENTS)
        with pytest.raises(WrongRoute):
            asking.a_draft(desk, referral, route=Route.S61A)
        reference = asking.a_draft(desk, referral, route=Route.S61A, urgency="A child is in danger tonight")
        step(desk, reference, MoveName.SUBMIT)
        step(spoc, reference, MoveName.CHECK)

        step(supervisor, reference, MoveName.AUTHORISE)

        assert read(desk, reference).authoriser == "supervisor"
        with pytest.raises(AuthorisationOver):
            step(spoc, reference, MoveName.SEND, now=NOW + timedelta(days=3))


class TestAStep:
    def test_that_the_table_does_not_know_is_refused_with_those_it_does(self, desk, spoc):
        reference = asking.a_draft(desk, asking.a_referral(desk, *EVENTS))

        with pytest.raises(NotThatMove, match="Possible now: submit, withdraw"):
            step(spoc, reference, MoveName.SEND)

    def test_is_kept_and_accounted_for(self, desk, spoc):
        reference = asking.a_draft(desk, asking.a_referral(desk, *EVENTS))
        send(desk, spoc, reference)

        found = read(desk, reference)

        assert [each.move for each in found.steps] == ["submit", "check", "authorise", "send"]
        assert len(found.digest) == 64
        with acting(desk), connection.cursor() as cursor:
            cursor.execute(
                "select event from audit_entry where subject = %s and event like %s order by seq",
                [reference, "enquiry_%"],
            )
            events = [event for (event,) in cursor.fetchall()]
        assert events.count(Event.ENQUIRY_MOVED) == 4
        assert events.count(Event.ENQUIRY_SENT) == 1

    def test_withdraws_with_a_reason_and_takes_no_answer_after_it(self, desk, spoc):
        reference = asking.a_draft(desk, asking.a_referral(desk, *EVENTS))
        send(desk, spoc, reference)
        with pytest.raises(ReasonMissing):
            step(desk, reference, MoveName.WITHDRAW)

        step(desk, reference, MoveName.WITHDRAW, reason="The report was taken back")

        with pytest.raises(NotThatMove):
            enter(spoc, reference, an_answer())


class TestAnAnswer:
    def test_is_compared_with_its_line_as_it_is_entered(self, desk, spoc):
        reference = asking.a_draft(desk, asking.a_referral(desk, *EVENTS))
        send(desk, spoc, reference)

        (entered,) = enter(spoc, reference, an_answer())

        found = read_answer(desk, entered)
        assert found.question.line == 2
        assert found.waiting == ()
        assert found.premises.startswith("prm-")
        assert step(desk, reference, MoveName.COMPARE) is State.COMPARED

    def test_that_differs_is_not_compared_until_each_difference_is_acknowledged(self, desk, spoc):
        reference = asking.a_draft(desk, asking.a_referral(desk, HOME_EVENT))
        send(desk, spoc, reference)
        (entered,) = enter(spoc, reference, an_answer(at="2025-11-10T10:00:00Z"))
        with pytest.raises(NotComparedYet, match=entered):
            step(desk, reference, MoveName.COMPARE)

        for each in read_answer(desk, entered).waiting:
            with acting(desk):
                acknowledge(viewer=desk, reference=entered, field=each.field, reason="Asked again", now=NOW)

        found = read_answer(desk, entered)
        assert Sign.WRONG_YEAR in found.comparison[2].signs
        assert set(found.acknowledged) == {Field.INSTANT, Field.YEAR}
        assert found.could_name_another_house
        assert step(desk, reference, MoveName.COMPARE) is State.COMPARED

    def test_to_another_enquiry_is_not_taken(self, desk, spoc):
        reference = asking.a_draft(desk, asking.a_referral(desk, HOME_EVENT))
        send(desk, spoc, reference)
        stray = an_answer()

        with pytest.raises(AnswersAnotherEnquiry):
            enter(spoc, reference, type(stray)(stray.answered, "ENQ-0000-0000-0000 / 1 line / ab"))

    def test_can_prove_wrong_and_stand_after_all(self, desk, spoc):
        reference = asking.a_draft(desk, asking.a_referral(desk, HOME_EVENT))
        send(desk, spoc, reference)
        (entered,) = enter(spoc, reference, an_answer())

        for is_wrong in (True, False):
            with acting(desk):
                judge_answer(viewer=desk, reference=entered, is_wrong=is_wrong, reason="Visited", now=NOW)

        found = read_answer(desk, entered)
        assert [each.is_wrong for each in found.outcomes] == [True, False]
        assert not found.is_wrong


class TestAPlatform:
    def test_is_asked_about_an_account_that_a_report_names(self, desk):
        referral = asking.a_referral(desk, HOME_EVENT)
        key = asking.account_key(desk, referral)

        reference = asking.a_draft(desk, referral, kind=EnquiryKind.ACCOUNT, account=key)

        found = read(desk, reference)
        assert (found.account, found.addressed_to) == ("u1", "Examplechat")
        assert found.account_source.startswith("rep-")

    def test_preserves_for_ninety_days_from_the_sending_and_from_each_renewal(self, desk):
        referral = asking.a_referral(desk, HOME_EVENT)
        key = asking.account_key(desk, referral)
        reference = asking.a_draft(desk, referral, kind=EnquiryKind.PRESERVATION, account=key)

        step(desk, reference, MoveName.SEND)
        first = read(desk, reference).ends_at
        step(desk, reference, MoveName.RENEW, now=NOW + timedelta(days=80))

        assert first == NOW + timedelta(days=90)
        assert read(desk, reference).ends_at == NOW + timedelta(days=170)


class TestTheList:
    def test_has_what_is_lost_first_at_its_head(self, desk):
        late = asking.a_draft(desk, asking.a_referral(desk, HOME_EVENT))
        early = asking.a_draft(
            desk, asking.a_referral(desk, (FIXED, "2026-01-10T10:00:00Z", 0), identifier="u2")
        )

        with acting(desk):
            found = enquiries(desk, now=NOW)

        assert [line.reference for line in found] == [early, late]
        assert str(found[0].last_day) == "2027-01-09"

    def test_is_not_seen_by_another_desk(self, desk):
        asking.a_draft(desk, asking.a_referral(desk, HOME_EVENT))
        stranger = a_viewer("stranger", desk="E23000001")

        with acting(stranger):
            assert enquiries(stranger, now=NOW) == []


def client_of(username):
    client = Client(SERVER_NAME="localhost")
    client.force_login(
        get_user_model().objects.get(username=username),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


class TestAScheduleAsAFile:
    def test_holds_exact_values_and_the_tie_with_each_row(self, desk):
        reference = asking.a_draft(desk, asking.a_referral(desk, *EVENTS))

        response = client_of("desk").get(f"/enquiry/{reference}/schedule.csv")

        rows = list(csv.DictReader(io.StringIO(response.content.decode())))
        assert [row["ip_address"] for row in rows] == [OTHER_FIXED, FIXED]
        assert rows[1]["time_utc"] == "2026-11-10T10:00:00Z"
        assert rows[0]["waymark_reference"].startswith(f"{reference} / 2 lines / ")

    def test_comes_back_tied_to_its_lines(self, desk, spoc):
        reference = asking.a_draft(desk, asking.a_referral(desk, *EVENTS))
        send(desk, spoc, reference)
        sent = client_of("desk").get(f"/enquiry/{reference}/schedule.csv").content

        rows = list(read_operator_answers(io.BytesIO(sent)))
        entered = enter(spoc, reference, *rows)

        assert [read_answer(desk, each).question.line for each in entered] == [1, 2]
        assert all(read_answer(desk, each).comparison[0].agreement == "equal" for each in entered)

    def test_is_a_tagged_document_in_which_no_text_of_a_report_is_a_program(self, desk):
        necessity = "#panic() $x$ *To find* who used it"
        reference = asking.a_draft(desk, asking.a_referral(desk, *EVENTS), necessity=necessity)

        response = client_of("desk").get(f"/enquiry/{reference}/schedule.pdf")

        document = pypdf.PdfReader(io.BytesIO(response.content))
        assert cast("Any", document.trailer["/Root"])["/MarkInfo"]["/Marked"]
        assert "#panic() $x$ *To find* who used it" in document.pages[0].extract_text()
        assert FIXED in "".join(page.extract_text() for page in document.pages)

    def test_is_not_there_for_a_letter_s_unknown_form(self, desk):
        reference = asking.a_draft(desk, asking.a_referral(desk, *EVENTS))

        assert client_of("desk").get(f"/enquiry/{reference}/schedule.exe").status_code == 404

    def test_of_a_preservation_letter_has_each_sentence_with_its_source(self, desk):
        referral = asking.a_referral(desk, HOME_EVENT)
        reference = asking.a_draft(
            desk, referral, kind=EnquiryKind.PRESERVATION, account=asking.account_key(desk, referral)
        )

        response = client_of("desk").get(f"/enquiry/{reference}/schedule.pdf")

        text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(response.content)).pages)
        assert "about the account u1" in text
        assert "2703(f)" in text
        assert "IP event 1" in text


class TestAPlatformsAnswer:
    def test_is_a_report_that_is_compared_with_the_account_asked_about(self, desk, supervisor):
        referral = asking.a_referral(desk, HOME_EVENT)
        reference = asking.a_draft(
            desk, referral, kind=EnquiryKind.ACCOUNT, account=asking.account_key(desk, referral)
        )
        step(desk, reference, MoveName.SUBMIT)
        step(supervisor, reference, MoveName.CHECK)
        step(desk, reference, MoveName.SEND)
        (arrived,) = receive(desk, Held(an_xml_report(identifier="u2", service="Examplechat")), now=NOW)

        client_of("desk").post(f"/enquiry/{reference}/report/", {"report": arrived.reports[0]})

        with acting(desk):
            (found,) = answers_of(desk, enquiry_id=enquiry(desk, reference, now=NOW).id)
        assert (found.came, found.source) == ("platform_answer", arrived.reports[0])
        assert found.waiting[0].field is Field.ACCOUNT


class TestTheCommand:
    def test_lists_shows_and_prints_schedules_as_json(self, desk, capsys, monkeypatch):
        reference = asking.a_draft(desk, asking.a_referral(desk, *EVENTS))
        monkeypatch.setattr(door.OPTIONS, "as_json", True)
        monkeypatch.setattr(door.OPTIONS, "officer", "desk")
        app = build("enquiries")

        for arguments in (["list"], ["show", reference], ["schedule", reference]):
            app(args=["enquiries", *arguments], standalone_mode=False)

        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert lines[0]["reference"] == reference
        assert lines[0]["days_left"] > 300
        assert [line["line"] for line in lines[1]["lines"]] == [1, 2]
        assert [line["ip_address"] for line in lines[2:]] == [OTHER_FIXED, FIXED]
