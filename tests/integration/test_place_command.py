"""`waymark place` over tables of places, on the real database, and over the public samples."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.integration.test_reference_loading import DESK, load
from tests.unit.reference.a_file import a_file, a_square, areas_file
from waymark.reference.kinds import Kind

ON = date(2026, 11, 22)
SAMPLES = Path("../shared/data/geo")


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


@pytest.mark.shared
@pytest.mark.usefixtures("database")
class TestTheSamples:
    """With no postcodes loaded: the figures that an attribution layer has to reach."""

    def test_are_placed_by_polygon_as_well_as_the_layer_allows(self):
        sample = SAMPLES / "unit_postcode_sample_gb.csv"
        if not sample.exists():
            pytest.skip("the public samples are not beside the project")
        with (SAMPLES / "force_areas_uk_from_lad2013.geojson").open("rb") as areas:
            load(Kind.FORCE_AREAS, areas)

        answers = placed(sample)
        with sample.open() as rows:
            truth = [row["pfa_code"] for row in csv.DictReader(rows)]

        right = [
            answer["force"] is not None and answer["force"]["code"] == code
            for answer, code in zip(answers, truth, strict=True)
        ]
        city = [ok for ok, code in zip(right, truth, strict=True) if code == "E23000034"]
        close = [answer for answer in answers if answer["metres"] <= 60]
        far = [answer for answer in answers if answer["metres"] > 200]
        assert sum(right) / len(right) >= 0.999
        assert sum(city) / len(city) >= 0.995
        assert close
        assert all(answer["certainty"] != "inside" for answer in close)
        assert sum(answer["certainty"] == "inside" for answer in far) / len(far) >= 0.97
        assert all(
            answer["certainty"] == "near_boundary"
            for answer, ok in zip(answers, right, strict=True)
            if not ok
        )


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
