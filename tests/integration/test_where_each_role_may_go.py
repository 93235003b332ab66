"""Where each role may go: the page after signing in, and every page that it links to, open to that role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import resolve

from tests.builders import Held, a_viewer, an_xml_report, receive
from waymark.access import operations
from waymark.access.rules import Role, Viewer
from waymark.access.viewing import acting
from waymark.interfaces.web.navigation import places

_LINKS = re.compile(r'<a [^>]*href="(/[^"#]*)')
_EVENTS = [("192.0.2.9", "2026-11-01T10:00:00Z", 443)]


@pytest.fixture(scope="module")
def referral(module_database: None) -> str:
    """One desk with a report, a fault, an enquiry, and an officer of each role. Returns a referral."""
    desk = a_viewer("desk")
    for role in Role:
        with acting(operations.SYSTEM):
            operations.make_officer(
                username=role.value,
                name="",
                roles=[role],
                desk_codes=["E23000036"],
                password=None,
                actor=operations.SYSTEM,
                now=datetime.now(UTC),
            )
    answer, _ = receive(
        desk,
        Held(an_xml_report(identifier="u1", service="Examplechat", events=_EVENTS), name="report.xml"),
        Held(b"<report><broken>", name="broken.xml"),
    )
    return str(answer.referrals[0])


def viewer_of(role: Role) -> Viewer:
    from waymark.access.queries import viewer_called

    return viewer_called(role.value)


def client_of(role: Role) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(
        get_user_model().objects.get(username=role.value),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


def shut(viewer: Viewer, addresses: Iterator[str]) -> list[str]:
    """Of the addresses that a page links to, those whose page asks what this viewer may not."""
    asked = {each: getattr(resolve(each).func, "waymark_permission", None) for each in addresses}
    return [each for each, permission in asked.items() if permission and not viewer.may(permission)]


def links_in(body: bytes) -> Iterator[str]:
    return (urlsplit(found).path for found in _LINKS.findall(body.decode()))


@pytest.mark.parametrize("role", Role)
class TestEachRole:
    def test_lands_where_it_may_be_and_finds_every_page_of_its_bar_open(self, role, referral):
        client, viewer = client_of(role), viewer_of(role)
        addresses = ["/", "/keys/", *(place.address for place in places(viewer, path=""))]

        answers = {each: client.get(each, follow=True) for each in addresses}

        assert {each: found.status_code for each, found in answers.items()} == dict.fromkeys(addresses, 200)
        assert [each for found in answers.values() for each in shut(viewer, links_in(found.content))] == []

    def test_is_offered_nothing_of_a_referral_that_is_shut_to_it(self, role, referral):
        client, viewer = client_of(role), viewer_of(role)
        pages = [
            "",
            "doors/",
            "disseminations/",
            "asking/",
            "around/",
            "level/",
            "research/",
            "clocks/",
            "ip-events/",
        ]

        bodies = [client.get(f"/referral/{referral}/{each}") for each in pages]

        opened = [each for each in bodies if each.status_code == 200]
        assert [each for found in opened for each in shut(viewer, links_in(found.content))] == []
