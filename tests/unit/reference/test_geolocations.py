import pytest
from shapely import to_wkb
from shapely.geometry import box

from waymark.reference.geolocations import Geolocation, lead_from, read_geolocation
from waymark.reference.placements import Certainty, Route
from waymark.reference.polygons import AreaMap
from waymark.reference.rows import ForceAreaRow

AREAS = AreaMap(
    ForceAreaRow(code, "", to_wkb(box(west, 52, west + 1, 53)), west, 52, west + 1, 53)
    for code, west in (("E23000026", -1), ("E23000027", 0))
)


def located(**said) -> Geolocation:
    return Geolocation(
        **{"country": "GB", "city": "Made", "lat": 52.5, "lon": -0.5, "radius_km": 5.0, **said}
    )


class TestReadGeolocation:
    @pytest.mark.parametrize(
        ("record", "found"),
        [
            (
                {
                    "country": {"iso_code": "GB"},
                    "subdivisions": [{"iso_code": "ENG", "names": {"en": "England"}}],
                    "city": {"names": {"en": "Made"}},
                    "location": {"latitude": 52.5, "longitude": -0.5, "accuracy_radius": 5},
                },
                Geolocation("GB", "England", "Made", 52.5, -0.5, 5.0),
            ),
            (
                {"country": "GB", "country_name": "United Kingdom", "region": "England", "city": "Made",
                 "lat": "52.5", "lng": "-0.5"},
                Geolocation("GB", "England", "Made", 52.5, -0.5, None),
            ),
            ({"country_code": "fr", "latitude": 48.0, "longitude": 2.0}, Geolocation("FR", "", "", 48.0, 2.0)),
            ({"country": {"iso_code": "GB"}}, Geolocation("GB")),
        ],
    )  # fmt: skip
    def test_knows_the_records_of_each_maker(self, record, found):
        assert read_geolocation(record) == found

    @pytest.mark.parametrize("record", [{}, {"connection_type": "Cellular"}, {"is_anonymous_vpn": True}])
    def test_is_none_of_a_record_without_a_place(self, record):
        assert read_geolocation(record) is None


class TestLeadFrom:
    @pytest.mark.parametrize(
        "found",
        [
            located(),
            located(radius_km=1.0),
            located(radius_km=100.0),
            located(country="IM"),
            located(city=""),
            located(radius_km=None),
        ],
    )
    def test_never_names_one_force_as_the_place(self, found):
        lead = lead_from(found, AREAS)

        assert lead.force is None
        assert lead.certainty in {Certainty.AMBIGUOUS, Certainty.NOWHERE}

    def test_names_every_force_within_the_radius(self):
        narrow, wide = lead_from(located(), AREAS), lead_from(located(radius_km=40.0), AREAS)

        assert [force.code for force in narrow.forces] == ["E23000026"]
        assert [force.code for force in wide.forces] == ["E23000026", "E23000027"]

    @pytest.mark.parametrize(
        ("found", "words"),
        [
            (located(city="", radius_km=2.0), "a country alone"),
            (located(radius_km=None), "states no radius"),
            (located(radius_km=500.0), "too wide"),
            (located(lat=60.0), "in no loaded force area"),
        ],
    )
    def test_takes_no_middle_of_an_area_for_a_place(self, found, words):
        lead = lead_from(found, AREAS)

        assert (lead.certainty, lead.forces) == (Certainty.NOWHERE, ())
        assert words in lead.reasons[0]

    def test_sends_what_is_abroad_by_way_of_the_queue_for_it(self):
        assert lead_from(located(country="FR"), AREAS).route is Route.NOT_UK
