"""The pages over the record: what they ask of the database, what they show, and what they refuse."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment, teardown_test_environment
from django.urls import reverse

from tests.builders import Held, a_response, a_viewer, an_xml_report, file_details, receive
from waymark.access.viewing import acting
from waymark.audit.events import Event
from waymark.stages.linking.queries import links

NOW = datetime.now(UTC)
EVENTS = [(f"198.51.100.{n % 250}", "2026-11-01T10:00:00Z", 0) for n in range(120)]


@pytest.fixture(scope="module", autouse=True)
def templates_tell_their_context():
    setup_test_environment()
    yield
    teardown_test_environment()


@pytest.fixture
def desk(database):
    return a_viewer("desk")


def client_of(username: str) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(
        get_user_model().objects.get(username=username),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


@pytest.fixture
def client(desk):
    return client_of("desk")


def held(identifier: str, **said) -> Held:
    return Held(an_xml_report(identifier=identifier, service="Examplechat", **said), name=f"{identifier}.xml")


def entries(viewer, event: Event, subject: str) -> int:
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute("select count(*) from audit_entry where event = %s and subject = %s", [event, subject])
        return int(cursor.fetchone()[0])


def queries_of(client: Client, address: str) -> int:
    client.get(address)  # what is loaded once in a process is loaded here
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


class TestTheQueue:
    def test_asks_as_much_of_the_database_for_many_as_for_one(self, desk, client):
        receive(desk, held("u0"))
        one = queries_of(client, "/queue/")
        receive(desk, *(held(f"u{n}") for n in range(1, 12)))

        assert queries_of(client, "/queue/") == one

    @pytest.mark.parametrize("sort", ["", "rank", "due", "evidence", "received", "nonsense"])
    def test_shows_each_referral_once_over_its_pages_in_every_order(self, desk, client, sort):
        answers = receive(desk, *(held(f"u{n}") for n in range(30)))

        first = client.get("/queue/", {"sort": sort})
        cursor = first.context["next_after"]
        second = client.get("/queue/", {"sort": sort, "after": cursor})

        shown = [row.line.referral for each in (first, second) for row in each.context["rows"]]
        assert sorted(shown) == sorted(answer.referrals[0] for answer in answers)

    def test_says_what_to_do_when_nothing_is_there(self, client):
        response = client.get("/queue/")

        assert b"Nothing waits at your desks" in response.content
        assert b'href="/deliver/">Deliver a report' in response.content

    def test_says_which_force_it_does_not_know(self, client):
        response = client.get("/queue/", {"force": "Nowhereshire"})

        assert b"No force goes by that name" in response.content

    def test_refuses_a_place_that_no_page_gave(self, client):
        assert client.get("/queue/", {"after": "]["}).status_code == 404


class TestAReferral:
    def test_asks_as_much_of_the_database_however_large_it_is(self, desk, client):
        (small,) = receive(desk, held("u1", events=EVENTS[:2]))
        few = queries_of(client, reverse("referral", args=[small.referrals[0]]))
        (large,) = receive(desk, held("u2", events=EVENTS, emails=["a@example.com", "b@example.com"]))
        receive(desk, held("u2", note="again"), held("u3", emails=["a@example.com"]))

        assert queries_of(client, reverse("referral", args=[large.referrals[0]])) == few

    def test_shows_every_event_once_over_its_parts(self, desk, client):
        (answer,) = receive(desk, held("u1", events=EVENTS))
        address = reverse("referral", args=[answer.referrals[0]])

        seen, cursor = [], ""
        while True:
            part = client.get(address, {"events": cursor}).context["events"]
            seen += [row.stated.ordinal for row in part.items]
            cursor = part.following
            if not cursor:
                break

        assert seen == list(range(1, 121))

    def test_counts_reports_apart_from_descriptions_of_their_files(self, desk, client):
        answers = receive(
            desk,
            Held(an_xml_report(identifier="u1", service="Examplechat"), name="report.xml", folder="/one"),
            Held(a_response(4100001), name="answer.xml", folder="/one"),
            *(Held(file_details(4100001, file_id=f"f{n}"), name=f"{n}.xml", folder="/one") for n in range(3)),
        )

        response = client.get(reverse("referral", args=[answers[0].referrals[0]]))

        assert (response.context["report_count"], response.context["descriptions"]) == (1, 3)
        assert response.context["reports"].items[0].kind == "report"
        assert sum(each.title == "Report received" for each in response.context["timeline"].items) == 1

    def test_is_logged_when_it_is_read(self, desk, client):
        (answer,) = receive(desk, held("u1"))

        client.get(reverse("referral", args=[answer.referrals[0]]))

        assert entries(desk, Event.REFERRAL_READ, answer.referrals[0]) == 1

    def test_leads_from_the_reference_of_one_it_absorbed(self, desk, client):
        (elder,) = receive(desk, held("u1"))
        younger, _ = receive(
            desk,
            Held(an_xml_report(identifier="u2", service="Examplechat"), name="report.xml", folder="/two"),
            Held(a_response(4100001), name="answer.xml", folder="/two"),
        )
        receive(desk, held("u1", prior=["4100001"]))

        response = client.get(reverse("referral", args=[younger.referrals[0]]))

        assert response.status_code == 302
        assert response["Location"] == reverse("referral", args=[elder.referrals[0]])

    def test_of_another_desk_is_not_there(self, desk):
        (answer,) = receive(desk, held("u1"))
        a_viewer("elsewhere", desk="E23000010")

        response = client_of("elsewhere").get(reverse("referral", args=[answer.referrals[0]]))

        assert response.status_code == 404

    def test_names_hidden_characters_instead_of_obeying_them(self, desk, client):
        (answer,) = receive(desk, held("u1", screen_name="abc\u202egnp.exe\u2066&lt;b&gt;"))

        page = client.get(reverse("referral", args=[answer.referrals[0]])).content.decode()

        assert "[U+202E]" in page
        assert "\u202e" not in page
        assert "&lt;b&gt;" in page

    def test_shows_what_was_sent_again_when_the_source_is_missing(self, desk, client):
        (answer,) = receive(desk, held("u1"))
        address = reverse("referral_answers", args=[answer.referrals[0]])

        response = client.post(address, {"fact.child_at_address": "yes", "source": ""})

        assert b"Say where you looked" in response.content
        assert (
            b'id="fact.child_at_address-yes" name="fact.child_at_address" value="yes" checked'
            in response.content
        )

    def test_says_that_nothing_was_answered(self, desk, client):
        (answer,) = receive(desk, held("u1"))

        response = client.post(reverse("referral_answers", args=[answer.referrals[0]]), {"source": "PNC"})

        assert b"Answer at least one question" in response.content

    def test_takes_no_answers_from_an_examiner(self, desk):
        (answer,) = receive(desk, held("u1"))
        a_viewer("examiner", roles=["examiner"])
        client = client_of("examiner")

        page = client.get(reverse("referral", args=[answer.referrals[0]]))
        response = client.post(
            reverse("referral_answers", args=[answer.referrals[0]]),
            {"fact.child_at_address": "yes", "source": "x"},
        )

        assert b"Record answers" not in page.content
        assert response.status_code == 403


class TestAReport:
    def test_shows_each_element_as_read_or_kept_raw(self, desk, client):
        (answer,) = receive(desk, held("u1", extra="<inventedThing>kept as it came</inventedThing>"))

        response = client.get(reverse("report", args=[answer.reports[0]]))

        states = {(each.path, each.state) for each in response.context["elements"].items}
        assert ("/report/inventedThing", "raw") in states
        assert ("/report/incidentSummary/incidentType", "read") in states
        assert b"Something in it has no place in the record yet" in response.content

    def test_shows_every_element_once_over_its_parts(self, desk, client):
        (answer,) = receive(desk, held("u1", events=EVENTS))
        address = reverse("report", args=[answer.reports[0]])

        counts, cursor = [], "0"
        while cursor:
            part = client.get(address, {"elements": cursor}).context["elements"]
            counts.append(len(part.items))
            cursor = part.following

        assert counts[:-1] == [200] * (len(counts) - 1)
        assert sum(counts) > 3 * len(EVENTS)


class TestDelivering:
    def test_commits_the_bytes_before_reading_them_and_answers_for_each_file(self, desk, client):
        response = client.post(
            "/deliver/",
            {
                "documents": [
                    SimpleUploadedFile("good.xml", an_xml_report(identifier="u1", service="Examplechat")),
                    SimpleUploadedFile("broken.xml", b"<report><incidentSummary>"),
                    SimpleUploadedFile("empty.xml", b""),
                ],
                "source": "Examplechat",
            },
        )

        outcomes = [(each.name, each.outcome) for each in response.context["answers"]]
        assert outcomes == [
            ("good.xml", "accepted"),
            ("broken.xml", "quarantined"),
            ("empty.xml", "quarantined"),
        ]

    def test_says_of_an_empty_file_that_it_is_empty_and_not_that_a_reader_is_missing(self, desk, client):
        (answer,) = receive(desk, Held(b"", name="empty.xml"))

        body = client.get(reverse("delivery", args=[answer.reference])).content.decode()

        assert "The file is empty (first byte). Ask whoever delivered it to send it again." in body
        assert "No reader takes" not in body

    def test_answers_twice_for_the_same_bytes_sent_twice(self, desk, client):
        content = an_xml_report(identifier="u1", service="Examplechat")

        response = client.post(
            "/deliver/",
            {"documents": [SimpleUploadedFile("a.xml", content), SimpleUploadedFile("b.xml", content)]},
        )

        outcomes = [(each.name, each.outcome) for each in response.context["answers"]]
        assert outcomes == [("a.xml", "accepted"), ("b.xml", "duplicate")]

    def test_takes_a_large_file_twice_read(self, desk, client):
        large = an_xml_report(identifier="u1", service="Examplechat", note="n" * (1 << 21))

        response = client.post("/deliver/", {"documents": [SimpleUploadedFile("large.xml", large)]})

        assert [each.outcome for each in response.context["answers"]] == ["accepted"]

    def test_lets_files_that_were_chosen_together_find_one_another(self, desk, client):
        token = client.get("/deliver/").context["upload"]
        sent = {
            "report.xml": an_xml_report(identifier="u1", service="Examplechat"),
            "file.xml": file_details(4100001),
            "answer.xml": a_response(4100001),
        }
        outcomes = {}
        for name, content in sent.items():
            response = client.post(
                "/deliver/one/", {"documents": [SimpleUploadedFile(name, content)], "upload": token}
            )
            (answer,) = response.context["answers"]
            outcomes[name] = answer
        waited = outcomes["file.xml"]

        (now,) = client.get("/deliver/answers/", {"delivery": waited.reference}).context["answers"]

        assert waited.outcome == "unfinished"
        assert now.outcome in {"accepted", "supplement"}

    def test_keeps_apart_what_was_sent_with_a_token_of_nobodys(self, desk, client):
        for name, content in (
            ("report.xml", an_xml_report(identifier="u1", service="Examplechat")),
            ("answer.xml", a_response(4100001)),
        ):
            response = client.post(
                "/deliver/one/", {"documents": [SimpleUploadedFile(name, content)], "upload": "made up"}
            )

        assert [each.outcome for each in response.context["answers"]] == ["unfinished"]

    def test_asks_for_a_file(self, client):
        response = client.post("/deliver/", {"source": "Examplechat"})

        assert b"Choose at least one file" in response.content

    def test_is_refused_without_the_permission_before_anything_is_kept(self, desk):
        a_viewer("analyst", roles=["analyst"])

        response = client_of("analyst").post(
            "/deliver/", {"documents": [SimpleUploadedFile("a.xml", b"<report/>")]}
        )

        assert response.status_code == 403
        with acting(desk), connection.cursor() as cursor:
            cursor.execute("select count(*) from delivery")
            assert cursor.fetchone() == (0,)


class TestWhoLooked:
    def test_can_be_read_by_whoever_may_not_read_the_record_and_is_itself_logged(self, desk, client):
        (answer,) = receive(desk, held("u1"))
        client.get(reverse("referral", args=[answer.referrals[0]]))
        client.get(reverse("report", args=[answer.reports[0]]))
        auditor = a_viewer("auditor", roles=["auditor"])

        response = client_of("auditor").get(reverse("looked", args=[answer.referrals[0]]))

        done = {(line.event, line.officer) for line in response.context["lines"]}
        assert {(Event.REFERRAL_READ, "desk"), (Event.REPORT_TEXT_READ, "desk")} <= done
        assert entries(auditor, Event.ACCESS_LOG_READ, answer.referrals[0]) == 1


class TestALink:
    def test_is_judged_once_and_can_be_undone(self, desk, client):
        receive(desk, held("u1", emails=["a@example.com"]), held("u2", emails=["a@example.com"]))
        with acting(desk):
            (link,) = links(desk, now=NOW)
        address = reverse("judge_link", args=[link.reference])

        accepted = client.post(
            address, {"judgement": "accepted", "reason": "same person", "referral": link.a}
        )
        again = client.post(address, {"judgement": "rejected", "reason": "not so"})
        undone = client.post(address, {"judgement": "open", "reason": "a mistake"})

        assert accepted["Location"] == f"{reverse('referral', args=[link.a])}#links"
        assert again.status_code == 409
        assert undone.status_code == 302
        page = client.get(reverse("link", args=[link.reference])).content.decode()
        assert "a mistake" in page
        assert "same person" in page

    def test_needs_a_reason(self, desk, client):
        receive(desk, held("u1", emails=["a@example.com"]), held("u2", emails=["a@example.com"]))
        with acting(desk):
            (link,) = links(desk, now=NOW)

        response = client.post(
            reverse("judge_link", args=[link.reference]), {"judgement": "accepted", "reason": " "}
        )

        assert b"Say why: another officer will rely on it" in response.content


class TestGoing:
    @pytest.mark.parametrize(
        ("prefix", "address"), [("ref", "/referral/"), ("rep", "/report/"), ("dlv", "/delivery/")]
    )
    def test_takes_a_reference_however_it_is_typed(self, desk, client, prefix, address):
        (answer,) = receive(desk, held("u1"))
        reference = {"ref": answer.referrals[0], "rep": answer.reports[0], "dlv": answer.reference}[prefix]

        response = client.get("/go/", {"reference": reference.replace("-", " ").lower()})

        assert response["Location"] == f"{address}{reference}/"

    def test_explains_a_wrong_check_character(self, client):
        response = client.get("/go/", {"reference": "ref-1111-1111-1112"})

        assert b"has a sign wrong, or two exchanged" in response.content


class TestTheFirstPage:
    @pytest.mark.parametrize(
        ("role", "address"),
        [
            ("intelligence_desk", "/queue/"),
            ("spoc", "/queue/"),
            ("auditor", "/audit/"),
            ("data_protection_officer", "/audit/"),
            ("administrator", "/faults/"),
        ],
    )
    def test_is_where_the_work_of_the_role_is(self, database, role, address):
        a_viewer("someone", roles=[role])

        assert client_of("someone").get("/")["Location"] == address
