"""A referral's IP events by operator and day, and the areas it could be in, as pages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.builders import a_viewer, receive
from tests.integration.test_reference_loading import OPERATORS, load
from tests.integration.test_unplaced_queues import at
from tests.integration.test_web_record import client_of, entries, held
from tests.unit.reference.a_file import a_file, a_square, areas_file
from waymark.audit.events import Event
from waymark.reference.kinds import Kind


@pytest.fixture
def desk(database):
    return a_viewer("desk")


def shown(name, reference) -> str:
    response = client_of("desk").get(reverse(name, args=[reference]))
    assert response.status_code == 200
    return str(response.content.decode())


class TestIPEvents:
    def test_shows_groups_and_the_few_best_and_is_logged(self, desk):
        load(Kind.OPERATORS, a_file(*OPERATORS))
        events = [(f"198.18.1.{n % 3}", f"2026-11-{1 + n % 9:02}T10:00:00Z", 50_000) for n in range(90)]
        (answer,) = receive(desk, held("u1", events=events))
        referral = answer.referrals[0]

        page = shown("ip_events", referral)

        assert "90 events" in page
        assert page.count("its record can be expected until") == 5
        assert page.count('data-label="Operator"') == 9
        assert "One bar for each day" in page
        assert entries(desk, Event.REFERRAL_READ, referral) >= 1

    def test_says_what_to_do_where_none_can_be_resolved(self, desk):
        (answer,) = receive(desk, held("u1", events=[("198.51.100.7", "2026-11-01T10:00:00Z", 0)]))

        page = shown("ip_events", answer.referrals[0])

        assert "No event can be resolved as it stands" in page
        assert "ask the platform for later events" in page

    def test_says_when_there_is_none(self, desk):
        (answer,) = receive(desk, held("u1"))

        assert "No report states an IP event" in shown("ip_events", answer.referrals[0])


class TestAreas:
    def test_draws_the_candidates_and_says_the_same_in_a_table(self, desk):
        shares = ("XA1,E23000026,0.5", "XA1,E23000027,0.5")
        load(Kind.OUTWARD_CODES, a_file("outward_code,pfa_code,share", *shares))
        load(
            Kind.FORCE_AREAS,
            areas_file(
                *(
                    ({"PFA23CD": code}, {"type": "Polygon", "coordinates": a_square(west, 52)})
                    for code, west in (("E23000026", -1), ("E23000027", 0), ("E23000028", 1))
                )
            ),
        )
        (answer,) = receive(desk, held("u1", extra=at("XA1 1AA", "GB")))

        page = shown("areas", answer.referrals[0])

        assert page.count("<path") == 3
        assert page.count("<circle") == 2
        assert page.count('data-label="Force"') == 2

    def test_says_when_no_place_lies_anywhere(self, desk):
        (answer,) = receive(desk, held("u1"))

        assert "No place that a report states lies in" in shown("areas", answer.referrals[0])
