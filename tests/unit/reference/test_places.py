import pytest

from tests.unit.reference.a_file import a_square, areas_file
from waymark.reference.placements import Certainty
from waymark.reference.places import NotAPlace, PlaceIndex, by_outward_code
from waymark.reference.polygons import AreaMap
from waymark.reference.readers.force_areas import read_force_areas
from waymark.reference.rows import OutwardRow, PostcodeRow
from waymark.reference.stated_locations import StatedLocation, place_locations

MET, CITY, KENT = "E23000001", "E23000034", "E23000032"
# Metres for a degree of latitude, and of longitude at 52 degrees north.
NORTH, EAST = 111_195.0, 68_458.0


def an_index() -> PlaceIndex:
    """Two squares of a degree side by side along 0 degrees, and half a degree of sea round them."""
    areas = areas_file(
        ({"pfa_code": MET}, {"type": "Polygon", "coordinates": a_square(-1, 51.5)}),
        ({"pfa_code": CITY}, {"type": "Polygon", "coordinates": a_square(0, 51.5)}),
    )
    outward = [
        OutwardRow("XA1", MET, 30, 0.25),
        OutwardRow("XA1", CITY, 90, 0.75),
        OutwardRow("XB1", KENT, 9, 1.0),
    ]
    return PlaceIndex(
        AreaMap(read_force_areas(areas)), {"E09000001": CITY, "E07000105": KENT}, by_outward_code(outward)
    )


def a_row(**stated) -> PostcodeRow:
    return PostcodeRow("XA11AA", None, None, "", "", None, None)._replace(**stated)


def codes(placement) -> tuple[str | None, list[str]]:
    return placement.force and placement.force.code, [force.code for force in placement.forces]


class TestByPoint:
    def test_is_inside_when_clear_of_every_boundary(self):
        placed = an_index().by_point(52, -0.5)

        assert (placed.certainty, codes(placed)) == (Certainty.INSIDE, (MET, [MET]))
        assert placed.metres == pytest.approx(0.5 * EAST, rel=0.01)

    @pytest.mark.parametrize(
        ("metres", "certainty"), [(10, "near_boundary"), (140, "near_boundary"), (160, "inside")]
    )
    def test_names_the_force_across_a_boundary_within_150_metres(self, metres, certainty):
        placed = an_index().by_point(52, -metres / EAST)

        assert placed.certainty == certainty
        assert placed.metres == pytest.approx(metres, rel=0.01)
        assert codes(placed) == (MET, [MET, CITY] if certainty == "near_boundary" else [MET])

    @pytest.mark.parametrize(("metres", "certainty"), [(50, "near_boundary"), (70, "inside")])
    def test_doubts_a_shore_only_as_far_as_the_map_is_wrong(self, metres, certainty):
        placed = an_index().by_point(51.5 + metres / NORTH, -0.5)

        assert (placed.certainty, codes(placed)) == (certainty, (MET, [MET]))

    def test_is_nowhere_at_sea_and_never_moved_ashore(self):
        placed = an_index().by_point(51.5 - 30 / NORTH, -0.5)

        assert (placed.certainty, codes(placed)) == (Certainty.NOWHERE, (None, [MET]))
        assert placed.metres == pytest.approx(30, rel=0.02)

    def test_is_ambiguous_where_areas_overlap(self):
        twice = areas_file(
            *(
                ({"pfa_code": code}, {"type": "Polygon", "coordinates": a_square(-1, 51.5)})
                for code in (MET, CITY)
            )
        )

        placed = PlaceIndex(AreaMap(read_force_areas(twice))).by_point(52, -0.5)

        assert (placed.certainty, placed.force, len(placed.forces)) == (Certainty.AMBIGUOUS, None, 2)

    @pytest.mark.parametrize(
        ("lat", "lon", "code"),
        [(54.2, -4.5, "IOM"), (49.2, -2.1, "JSY"), (49.46, -2.58, "GSY"), (49.71, -2.2, "GSY")],
    )
    def test_knows_the_islands(self, lat, lon, code):
        assert codes(an_index().by_point(lat, lon))[0] == code

    @pytest.mark.parametrize(
        ("lat", "lon"), [(91, 0), (0, 181), (float("nan"), 0), (float("inf"), 0), (180_000, 530_000)]
    )
    def test_refuses_what_is_no_point_on_earth(self, lat, lon):
        with pytest.raises(NotAPlace):
            an_index().by_point(lat, lon)

    @pytest.mark.parametrize(("lat", "lon"), [(0, 0), (-33, 151), (90, 0), (-90, 180)])
    def test_places_no_point_elsewhere_on_earth(self, lat, lon):
        assert an_index().by_point(lat, lon).certainty is Certainty.NOWHERE

    def test_says_when_no_areas_are_loaded(self):
        placed = PlaceIndex(AreaMap()).by_point(52, 0)

        assert placed.certainty is Certainty.NOWHERE
        assert "no force areas are loaded" in placed.reasons[0]


class TestByPostcode:
    def test_trusts_the_row_s_own_force(self):
        assert codes(an_index().by_postcode("xa1 1aa", a_row(force_code=CITY)))[0] == CITY

    def test_takes_the_district_before_the_point(self):
        placed = an_index().by_postcode("XA1 1AA", a_row(district_code="E09000001", lat=52.0, lon=-0.5))

        assert codes(placed)[0] == CITY

    def test_takes_the_point_when_there_is_nothing_else(self):
        assert codes(an_index().by_postcode("XA1 1AA", a_row(lat=52.0, lon=-0.5)))[0] == MET

    def test_is_ambiguous_when_only_an_outward_code_of_several_forces_is_known(self):
        placed = an_index().by_postcode("XA1 1AA", None)

        assert (placed.certainty, codes(placed)) == (Certainty.AMBIGUOUS, (None, [CITY, MET]))

    def test_is_inside_when_the_outward_code_has_one_force(self):
        assert codes(an_index().by_postcode("XB1", None)) == (KENT, [KENT])

    @pytest.mark.parametrize(
        ("postcode", "code"),
        [("BT1 1AA", "N99999999"), ("JE2 3AB", "JSY"), ("gy10 1sb", "GSY"), ("IM1 1AA", "IOM")],
    )
    def test_knows_areas_that_are_one_force_s(self, postcode, code):
        placed = an_index().by_postcode(postcode, None)

        assert (placed.certainty, codes(placed)[0]) == (Certainty.INSIDE, code)

    def test_sends_a_forces_post_office_elsewhere(self):
        placed = an_index().by_postcode("BF1 1AA", None)

        assert placed.certainty is Certainty.NOWHERE
        assert "Service Police" in placed.reasons[0]

    def test_is_nowhere_when_not_known(self):
        assert an_index().by_postcode("ZE1 0AA", None).certainty is Certainty.NOWHERE

    @pytest.mark.parametrize(
        "text", ["", "12345", "SW1A", "E1", "London", "SW1A 1A", "AAA1 1AA", "1AA 1AA", "SW1A1AA1"]
    )
    def test_refuses_only_what_cannot_be_a_postcode(self, text):
        index = an_index()

        if text in {"SW1A", "E1"}:
            assert index.by_postcode(text, None).certainty is Certainty.NOWHERE
        else:
            with pytest.raises(NotAPlace):
                index.by_postcode(text, None)


class TestByDistrict:
    def test_finds_a_loaded_district(self):
        assert codes(an_index().by_district(" e09000001"))[0] == CITY

    @pytest.mark.parametrize(
        ("code", "force"), [("S12000033", "S23000009"), ("N09000003", "N99999999"), ("95AA", "N99999999")]
    )
    def test_needs_no_table_for_nations_with_one_force(self, code, force):
        assert codes(an_index().by_district(code))[0] == force

    def test_fails_loudly_on_a_code_that_no_vintage_knows(self):
        with pytest.raises(NotAPlace, match="no loaded vintage knows the district E07000999"):
            an_index().by_district("E07000999")

    def test_refuses_a_name(self):
        with pytest.raises(NotAPlace, match="not the district's name"):
            an_index().by_district("Camden")


class TestPlaceLocations:
    def test_takes_the_surest_way_that_is_stated(self):
        found = {"XA11AA": a_row(force_code=KENT)}
        locations = [
            StatedLocation("XA1 1AA", "E09000001", "52", "-0.5"),
            StatedLocation("XA1 1ZZ", "E09000001", "52", "-0.5"),
            StatedLocation("XA1 1ZZ", "", "52", "-0.5"),
            StatedLocation("XA1 1ZZ"),
        ]

        placed = place_locations(an_index(), locations, found)

        assert [codes(one)[0] for one in placed] == [KENT, CITY, MET, None]

    def test_refuses_a_row_and_answers_the_others(self):
        locations = [
            StatedLocation(lat="52", lon="x"),
            StatedLocation(lat="52", lon="-0.5"),
            StatedLocation(),
            StatedLocation(lat="52"),
        ]

        placed = place_locations(an_index(), locations, {})

        assert [isinstance(one, NotAPlace) for one in placed] == [True, False, True, True]
