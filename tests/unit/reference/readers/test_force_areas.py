import io

import pytest

from tests.unit.reference.a_file import a_square, areas_file
from waymark.reference.readers.force_areas import read_force_areas
from waymark.reference.readers.tables import WrongFile

POLYGON = {"type": "Polygon", "coordinates": a_square(-1, 52)}


class TestReadForceAreas:
    @pytest.mark.parametrize("name", ["pfa_code", "PFA20CD", "PFA23CD", "pfa16cd", "PFA_CODE"])
    def test_knows_the_code_in_any_vintage(self, name):
        (row,) = read_force_areas(
            areas_file(({name: "E23000001", "PFA23NM": "Metropolitan Police"}, POLYGON))
        )

        assert (row.force_code, row.west, row.north) == ("E23000001", -1, 53)

    def test_falls_back_to_the_name_where_there_are_no_codes(self):
        (row,) = read_force_areas(areas_file(({"PFA16NM": "London, City of"}, POLYGON)))

        assert row.force_code == "E23000034"

    def test_takes_several_parts_and_heights(self):
        square = [[[*corner, 0.0] for corner in a_square(-1, 52)[0]]]
        geometry = {"type": "MultiPolygon", "coordinates": [square, a_square(1, 54, size=0.5)]}

        (row,) = read_force_areas(areas_file(({"pfa_code": "E23000001"}, geometry)))

        assert (row.west, row.east) == (-1, 1.5)

    def test_makes_a_ring_that_crosses_itself_usable(self):
        from shapely import from_wkb

        bow_tie = {"type": "Polygon", "coordinates": [[[-1, 52], [0, 53], [0, 52], [-1, 53], [-1, 52]]]}

        (row,) = read_force_areas(areas_file(({"pfa_code": "E23000001"}, bow_tie)))

        assert from_wkb(row.shape).is_valid

    @pytest.mark.parametrize(
        "name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4258"]
    )
    def test_takes_degrees_by_any_name(self, name):
        crs = {"type": "name", "properties": {"name": name}}

        assert len(list(read_force_areas(areas_file(({"pfa_code": "E23000001"}, POLYGON), crs=crs)))) == 1

    @pytest.mark.parametrize(
        "crs", [None, {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}]
    )
    def test_turns_metres_of_the_national_grid_into_degrees(self, crs):
        geometry = {"type": "Polygon", "coordinates": a_square(530_000, 180_000, size=1000)}

        (row,) = read_force_areas(areas_file(({"PFA23CD": "E23000001"}, geometry), crs=crs))

        assert (row.west, row.south) == pytest.approx((-0.12835, 51.50376), abs=2e-5)
        assert 0.013 < row.east - row.west < 0.016

    def test_turns_metres_of_web_mercator_into_degrees(self):
        geometry = {"type": "Polygon", "coordinates": a_square(-111_319.49, 6_800_125.45, size=1000)}

        (row,) = read_force_areas(areas_file(({"PFA23CD": "E23000001"}, geometry)))

        assert (row.west, row.south) == pytest.approx((-1.0, 52.0), abs=1e-5)

    def test_refuses_a_system_it_does_not_know(self):
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::29902"}}

        with pytest.raises(WrongFile, match="EPSG 27700"):
            list(read_force_areas(areas_file(({"pfa_code": "E23000001"}, POLYGON), crs=crs)))

    @pytest.mark.parametrize(
        ("coordinates", "found"),
        [
            (a_square(52, -1, size=0.5), "latitude before longitude"),
            (a_square(100, 20), "an area at 100.00"),
            (a_square(5_000_000, 1_000_000, size=1000), "an area at 44.92"),
        ],
    )
    def test_refuses_areas_that_are_not_in_the_united_kingdom(self, coordinates, found):
        geometry = {"type": "Polygon", "coordinates": coordinates}

        with pytest.raises(WrongFile, match=found):
            list(read_force_areas(areas_file(({"pfa_code": "E23000001"}, geometry))))

    @pytest.mark.parametrize(
        ("properties", "geometry", "expected"),
        [
            ({"pfa_code": "E23000099"}, POLYGON, "a force area code"),
            ({"lad_code": "E09000001"}, POLYGON, "a property such as PFA23CD"),
            ({"pfa_code": "E23000001"}, {"type": "Point", "coordinates": [0, 52]}, "a Polygon"),
            ({"pfa_code": "E23000001"}, None, "a Polygon"),
            ({"pfa_code": "E23000001"}, {"type": "Polygon", "coordinates": [["x"]]}, "rings"),
        ],
    )
    def test_refuses_a_feature_that_is_no_force_area(self, properties, geometry, expected):
        with pytest.raises(WrongFile, match=f"expected {expected}"):
            list(read_force_areas(areas_file((properties, geometry))))

    @pytest.mark.parametrize("text", ["{}", "[]", "nul", '{"type": "FeatureCollection", "features": []}'])
    def test_refuses_other_documents(self, text):
        with pytest.raises(WrongFile):
            list(read_force_areas(io.BytesIO(text.encode())))
