"""Referrals without a force wait in the queue of what is to be done about them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.builders import a_viewer, receive
from tests.integration.test_reference_loading import load
from tests.integration.test_web_record import client_of, held
from tests.unit.reference.a_file import a_file
from waymark.access.viewing import acting
from waymark.reference.kinds import Kind
from waymark.reference.placements import Route
from waymark.stages.attribution.queries import force_of, unplaced, unplaced_counts


@pytest.fixture
def desk(database):
    return a_viewer("desk")


def at(postcode="", country="") -> str:
    """A victim at an address, as a report states one."""
    return (
        "<victim><victimPerson><address><address>1 Made Street</address><city>Made</city>"
        + (f"<zipCode>{postcode}</zipCode>" if postcode else "")
        + (f"<country>{country}</country>" if country else "")
        + "</address></victimPerson></victim>"
    )


def routed(viewer, *places: str) -> list[Route]:
    """The queues in which one referral with these places waits."""
    load(
        Kind.OUTWARD_CODES,
        a_file("outward_code,pfa_code,share", "XA1,E23000001,0.2", "XA1,E23000034,0.8", "XA2,E23000001,1"),
    )
    receive(viewer, held("u1", extra="".join(places)))
    with acting(viewer):
        return [route for route, count in unplaced_counts(viewer).items() if count]


class TestUnplaced:
    @pytest.mark.parametrize(
        ("places", "queues"),
        [
            ((at("XA2 1AA", "GB"),), []),
            ((at("XA2 1AA"),), []),
            ((at("JE2 1AA", "JE"),), []),
            ((at("XA1 1AA", "GB"),), [Route.CHOOSE]),
            ((at("BF1 2AA", "GB"),), [Route.SERVICE]),
            ((at("75001", "FR"),), [Route.NOT_UK]),
            ((at(country="FR"),), [Route.NOT_UK]),
            ((at("ZZ99 9ZZ", "GB"),), [Route.CANNOT_BE_PLACED]),
            ((at("75001", "FR"), at("ZZ99 9ZZ", "GB")), [Route.CANNOT_BE_PLACED]),
            ((at("75001", "FR"), at("XA2 1AA", "GB")), []),
            ((), [Route.NO_PLACE]),
        ],
    )
    def test_is_by_what_is_to_be_done(self, desk, places, queues):
        assert routed(desk, *places) == queues

    def test_names_the_forces_to_choose_from(self, desk):
        routed(desk, at("XA1 1AA", "GB"))

        with acting(desk):
            (line,) = unplaced(desk, Route.CHOOSE)

        assert line.forces == ("Metropolitan Police Service", "City of London Police")

    def test_says_why_on_its_page_with_the_way_on(self, desk):
        routed(desk, at("BF1 2AA", "GB"))

        page = client_of("desk").get(reverse("unplaced"), {"route": "service"}).content.decode()

        assert "Service addresses (1)" in page
        assert "Defence Serious Crime Command" in page

    def test_of_another_desk_is_not_there(self, desk):
        routed(desk)
        other = a_viewer("other", desk="desk-b")

        with acting(other):
            assert set(unplaced_counts(other).values()) == {0}


class TestForceOf:
    def test_says_that_every_place_is_abroad(self, desk):
        routed(desk, at("75001", "FR"))

        with acting(desk):
            (line,) = unplaced(desk, Route.NOT_UK)
            force = force_of(desk, line.id)

        assert (force.code, "abroad" in force.reason) == ("", True)
