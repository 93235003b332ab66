"""A page's transaction, its permission and its session, through the real middleware on the real database."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from waymark.access import operations
from waymark.access.queries import viewer_called
from waymark.access.rules import Permission, Role, Viewer
from waymark.access.viewing import acting
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.interfaces.web.middleware import StreamedPage, ViewerMiddleware
from waymark.interfaces.web.pages import page
from waymark.interfaces.web.sessions import SIGNED_IN_AT

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PASSWORD = "a password of four words"


class GoneMissing(WaymarkError):
    """There is no such thing here."""


@pytest.fixture
def officer(database):
    """An officer of an intelligence desk, with a password."""
    with acting(operations.SYSTEM):
        operations.make_desk(code="desk-a", name="Desk A", kind="force", actor=operations.SYSTEM, now=NOW)
        operations.make_officer(
            username="sam",
            name="Sam Desk",
            roles=[Role.INTELLIGENCE_DESK],
            desk_codes=["desk-a"],
            password=PASSWORD,
            actor=operations.SYSTEM,
            now=NOW,
        )
    return viewer_called("sam")


@pytest.fixture
def client(officer):
    return Client(SERVER_NAME="localhost")


def signed_in(client: Client) -> Client:
    client.post(reverse("account_login"), {"login": "sam", "password": PASSWORD})
    return client


def answered_by(view: Any, viewer: Viewer, *, method: str = "GET") -> Any:
    """What the middleware answers for `view`, asked by `viewer`."""
    request = RequestFactory(SERVER_NAME="localhost").generic(method, "/")
    vars(request).update(
        viewer=viewer, now=NOW, user=get_user_model().objects.get(pk=viewer.officer_id), session={}
    )
    return ViewerMiddleware(lambda _request: HttpResponse()).process_view(request, view, (), {})


def entries(event: Event) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from audit_entry where event = %s", [event])
        return int(cursor.fetchone()[0])


def note(request: Any) -> None:
    record(Event.QUEUE_READ, "queue", actor=request.viewer.officer_id, at=request.now, desk=None)


class TestAPage:
    def test_sees_the_desks_of_its_viewer_and_is_accounted_for(self, officer):
        seen = []

        @page(permission=Permission.READ_QUEUE)
        def queue(request):
            with connection.cursor() as cursor:
                cursor.execute("select current_setting('waymark.desks', true)")
                seen.append(cursor.fetchone()[0])
            note(request)
            return HttpResponse("shown")

        response = answered_by(queue, officer)

        assert response.status_code == 200
        assert seen == [str(officer.desks[0])]
        with acting(officer):
            assert entries(Event.QUEUE_READ) == 1

    def test_is_undone_as_a_whole_when_it_breaks(self, officer):
        @page(permission=Permission.READ_QUEUE)
        def queue(request):
            note(request)
            raise RuntimeError

        with pytest.raises(RuntimeError):
            answered_by(queue, officer)

        with acting(officer):
            assert entries(Event.QUEUE_READ) == 0

    def test_is_refused_without_its_permission_before_anything_is_done(self, officer):
        reached = []

        @page(permission=Permission.MANAGE_OFFICERS)
        def people(request):
            reached.append(request)
            return HttpResponse()

        response = answered_by(people, officer)

        assert response.status_code == 403
        assert b"ask a colleague with the role administrator" in response.content
        assert reached == []

    def test_may_open_its_own_transactions_and_still_asks_its_permission(self, officer):
        seen = []

        def deliver(_request):
            seen.append(connection.in_atomic_block)
            return HttpResponse()

        allowed = page(permission=Permission.DELIVER, opens_its_own_transactions=True)(deliver)
        refused = page(permission=Permission.MANAGE_OFFICERS, opens_its_own_transactions=True)(deliver)

        assert answered_by(allowed, officer).status_code == 200
        assert answered_by(refused, officer).status_code == 403
        assert seen == [False]

    def test_shows_as_not_found_what_it_says_is_not_found_and_other_problems_as_refused(self, officer):
        @page(permission=Permission.READ_RECORD, not_found=(GoneMissing,))
        def referral(_request):
            raise GoneMissing("There is no such referral")

        @page(permission=Permission.READ_RECORD)
        def judgement(_request):
            raise GoneMissing("It was judged already")

        assert answered_by(referral, officer).status_code == 404
        assert answered_by(judgement, officer).status_code == 409
        assert b"It was judged already." in answered_by(judgement, officer).content

    def test_may_not_stream_past_its_transaction(self, officer):
        @page(permission=Permission.READ_QUEUE)
        def queue(_request):
            return StreamingHttpResponse(iter([b"late"]))

        with pytest.raises(StreamedPage):
            answered_by(queue, officer)

    def test_answers_only_the_methods_it_was_made_for(self, officer):
        @page(permission=Permission.READ_QUEUE)
        def queue(_request):
            return HttpResponse()

        response = answered_by(queue, officer, method="POST")

        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD"
        assert b"Go back to the form, and send it again" in response.content


class TestSigningIn:
    def test_is_accounted_for(self, client, officer):
        signed_in(client)

        with acting(officer):
            assert entries(Event.OFFICER_SIGNED_IN) == 1

    def test_ends_after_a_shift_however_busy(self, client):
        signed_in(client)
        assert client.get(reverse("keys")).status_code == 200
        session = client.session
        session[SIGNED_IN_AT] = time.time() - 12 * 3600 - 1
        session.save()

        response = client.get(reverse("keys"), follow=True)

        assert response.redirect_chain[-1][0].startswith(reverse("account_login"))
        assert b"your session had lasted 12 hours" in response.content

    def test_ends_when_the_account_is_closed(self, client):
        signed_in(client)
        with acting(operations.SYSTEM):
            operations.change_officer(username="sam", is_active=False, actor=operations.SYSTEM, now=NOW)

        response = client.get(reverse("keys"))

        assert response.status_code == 302

    @override_settings(WAYMARK_SECOND_FACTOR_REQUIRED=True)
    def test_leads_to_setting_up_a_second_factor_where_one_is_required(self, client):
        signed_in(client)

        response = client.get(reverse("keys"))

        assert response.status_code == 302
        assert response["Location"] == reverse("mfa_activate_totp")

    def test_sends_nobody_to_another_site(self, client):
        response = client.post(
            f"{reverse('account_login')}?next=https://elsewhere.example/",
            {"login": "sam", "password": PASSWORD},
        )

        assert response["Location"] == reverse("start")
