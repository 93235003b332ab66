from waymark.reference.forces import force_by_code
from waymark.reference.placements import Certainty, Placement
from waymark.stages.attribution.rules import NetworkKind, PlaceSource, StatedPlace, force_for

KENT, MET = force_by_code("E23000032"), force_by_code("E23000001")


def a_place(source, *forces, certainty=Certainty.INSIDE, network=None) -> StatedPlace:
    force = forces[0] if certainty in {Certainty.INSIDE, Certainty.NEAR_BOUNDARY} else None
    return StatedPlace(source, Placement(force, certainty, None, forces, ()), network)


class TestForceFor:
    def test_proposes_the_force_of_a_stated_address_over_an_ip_location(self):
        proposal = force_for(
            [a_place(PlaceSource.IP_LOCATION, MET), a_place(PlaceSource.STATED_ADDRESS, KENT)]
        )

        assert (proposal.force, proposal.forces) == (KENT, (KENT,))
        assert any("less sure places point to Metropolitan" in reason for reason in proposal.reasons)

    def test_never_places_tor_relays_vpns_or_hosting(self):
        for network in (NetworkKind.TOR, NetworkKind.PRIVATE_RELAY, NetworkKind.VPN, NetworkKind.HOSTING):
            proposal = force_for([a_place(PlaceSource.IP_LOCATION, MET, network=network)])

            assert (proposal.force, proposal.forces) == (None, ())
            assert any("not placed" in reason for reason in proposal.reasons)

    def test_leaves_the_choice_to_a_person_when_addresses_differ(self):
        proposal = force_for(
            [a_place(PlaceSource.STATED_ADDRESS, KENT), a_place(PlaceSource.STATED_ADDRESS, MET)]
        )

        assert (proposal.force, proposal.forces) == (None, (KENT, MET))

    def test_proposes_the_likeliest_near_a_boundary_and_names_the_other(self):
        proposal = force_for(
            [a_place(PlaceSource.STATED_POINT, KENT, MET, certainty=Certainty.NEAR_BOUNDARY)]
        )

        assert (proposal.force, proposal.forces) == (KENT, (KENT, MET))
        assert any("boundary with Metropolitan" in reason for reason in proposal.reasons)

    def test_proposes_nothing_where_a_place_is_ambiguous(self):
        proposal = force_for([a_place(PlaceSource.STATED_ADDRESS, KENT, MET, certainty=Certainty.AMBIGUOUS)])

        assert (proposal.force, proposal.forces) == (None, (KENT, MET))

    def test_does_not_take_the_nearest_force_of_a_point_at_sea(self):
        assert force_for([a_place(PlaceSource.STATED_POINT, KENT, certainty=Certainty.NOWHERE)]).force is None

    def test_proposes_nothing_from_nothing(self):
        assert force_for([]).force is None
