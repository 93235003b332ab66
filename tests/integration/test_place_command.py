"""`waymark place` over tables of places, on the real database, and over the public samples."""

from datetime import date
from typing import Any

import pytest

from tests.integration.test_reference_loading import DESK, load
from tests.unit.reference.a_file import a_file, a_square, areas_file
from waymark.reference.kinds import Kind

ON = date(2026, 11, 22)


def placed(path) -> list[dict[str, Any]]:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.place import place_points, places_in

    with acting(DESK):
        return list(place_points(DESK, places_in(path), on=ON))


@pytest.mark.usefixtures("database")
class TestPlacePoints:
    def test_answers_each_row_with_the_keys_of_the_command(self, tmp_path):
        load(
            Kind.FORCE_AREAS,
            areas_file(({"PFA23CD": "E23000001"}, {"type": "Polygon", "coordinates": a_square(-1, 51.5)})),
        )
        path = tmp_path / "places.csv"
        path.write_text("Name,Latitude,Longitude\nwell inside,52,-0.5\nat sea,51,3\nwrong,fifty,1\n")

        inside, sea, wrong = placed(path)

        assert inside["Name"] == "well inside"
        assert inside["force"] == {"code": "E23000001", "name": "Metropolitan Police Service"}
        assert (sea["force"], sea["certainty"]) == (None, "nowhere")
        assert (wrong["force"], "numbers in degrees" in wrong["error"]) == (None, True)


@pytest.mark.usefixtures("database")
class TestARowThatStatesItsPlaceTwice:
    def test_is_ambiguous_where_the_two_disagree(self, tmp_path):
        load(
            Kind.FORCE_AREAS,
            areas_file(
                ({"PFA23CD": "E23000001"}, {"type": "Polygon", "coordinates": a_square(-1, 51.5)}),
                ({"PFA23CD": "E23000010"}, {"type": "Polygon", "coordinates": a_square(-2, 53.5)}),
            ),
        )
        load(Kind.DISTRICTS, a_file("lad_code,pfa_code", "E08000035,E23000010"))
        path = tmp_path / "places.csv"
        path.write_text("lat,lon,district\n52,-0.5,E08000035\n54,-1.5,E08000035\n")

        apart, alike = placed(path)

        assert (apart["certainty"], apart["force"], len(apart["forces"])) == ("ambiguous", None, 2)
        assert alike["force"] == {"code": "E23000010", "name": "West Yorkshire Police"}

    def test_loses_no_column_whose_name_is_a_key_of_the_answer(self, tmp_path):
        load(Kind.DISTRICTS, a_file("lad_code,pfa_code", "E08000035,E23000010"))
        path = tmp_path / "places.csv"
        path.write_text("district,force,certainty,reasons\nE08000035,old,sure,mine\nnone,old,sure,mine\n")

        known, unknown = placed(path)

        assert [known[f"column {key}"] for key in ("force", "certainty", "reasons")] == [
            "old",
            "sure",
            "mine",
        ]
        assert [unknown[f"column {key}"] for key in ("force", "certainty", "reasons")] == [
            "old",
            "sure",
            "mine",
        ]
