from datetime import date

import pytest

from tests.unit.reference.a_file import a_file
from waymark.reference.readers.postcodes import read_postcodes
from waymark.reference.readers.tables import WrongFile

DIRECTORY = '"pcd","pcd2","pcds","dointr","doterm","oscty","oslaua","oseast1m","osnrth1m","osgrdind","lat","long","pfa"'


def directory_row(
    postcode="AB1 0AA", *, ended="", lat="57.101474", lon="-2.242851", force="S23000009"
) -> str:
    return f'"{postcode}","{postcode}","{postcode}","198001","{ended}","S99999999","S12000033","0385386","0801193","1","{lat}","{lon}","{force}"'


class TestReadPostcodes:
    def test_reads_a_plain_table(self):
        row = next(
            read_postcodes(
                a_file(
                    "postcode,lat,lon,lad22_code,pfa_code,positional_quality",
                    "ec1a 1bb,51.52,-0.1,E09000001,E23000034,10",
                )
            )
        )

        assert (row.key, row.lat, row.district_code, row.force_code, row.quality) == (
            "EC1A1BB",
            51.52,
            "E09000001",
            "E23000034",
            10,
        )

    def test_reads_the_postcode_directory_with_ended_postcodes(self):
        row = next(read_postcodes(a_file(DIRECTORY, directory_row(ended="199606"))))

        assert (row.key, row.ended_on, row.district_code, row.force_code) == (
            "AB10AA",
            date(1996, 6, 1),
            "S12000033",
            "S23000009",
        )

    def test_takes_the_directory_s_missing_place_for_none(self):
        row = next(
            read_postcodes(
                a_file(
                    DIRECTORY, directory_row("JE2 3AA", lat="99.999999", lon="0.000000", force="L99999999")
                )
            )
        )

        assert (row.lat, row.lon, row.force_code) == (None, None, "")

    @pytest.mark.parametrize(
        "heading", ["pcds,lat,long,lad24cd,pfa23cd", "PCD7,LAT,LONG,LAUA,PFA", "pcd8,lat,long,lad23cd,pfa"]
    )
    def test_knows_the_headings_of_several_vintages(self, heading):
        row = next(read_postcodes(a_file(heading, "EC1A1BB,51.52,-0.1,E09000001,E23000034")))

        assert (row.district_code, row.force_code) == ("E09000001", "E23000034")

    def test_reads_code_point_open_without_headings(self):
        line = '"AB101AB",10,394235,806529,"S92000003","","S08000020","","S12000033","S13002842"'

        row = next(read_postcodes(a_file(line)))

        assert (row.key, row.district_code, row.force_code) == ("AB101AB", "S12000033", "")
        assert row.lat == pytest.approx(57.1496, abs=1e-4)
        assert row.lon == pytest.approx(-2.0969, abs=1e-4)

    def test_takes_code_point_quality_90_for_no_place(self):
        line = '"AB101AB",90,0,0,"S92000003","","","","S12000033",""'

        assert next(read_postcodes(a_file(line))).lat is None

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("nonsense,51,0,E09000001,E23000034", "a postcode"),
            ("EC1A1BB,north,0,E09000001,E23000034", "numbers for a place"),
        ],
    )
    def test_refuses_a_cell_that_cannot_be(self, line, expected):
        with pytest.raises(WrongFile, match=f"expected {expected}.* in row 2"):
            list(read_postcodes(a_file("postcode,lat,long,laua,pfa", line)))

    @pytest.mark.parametrize("extra", ["", ",one,more", ",one"])
    def test_takes_a_column_that_is_not_there_for_empty_in_rows_of_any_length(self, extra):
        row = next(read_postcodes(a_file("postcode,pfa", "EC1A 1BB,E23000034" + extra)))

        assert (row.lat, row.district_code, row.ended_on) == (None, "", None)

    def test_refuses_a_table_of_postcodes_alone(self):
        with pytest.raises(WrongFile, match="a district, a force area, or a place"):
            list(read_postcodes(a_file("postcode,town", "EC1A 1BB,London")))
