import io

import pytest

from tests.unit.reference.a_file import a_file
from waymark.reference.readers import READERS
from waymark.reference.readers.districts import read_districts
from waymark.reference.readers.tables import WrongFile, rows_of

ROW = "E09000001,City of London,E23000034"


class TestTables:
    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_are_read_in_every_encoding_and_line_ending(self, newline, encoding):
        read = list(
            read_districts(a_file("lad_code,lad_name,pfa_code", ROW, newline=newline, encoding=encoding))
        )

        assert [(row.code, row.force_code) for row in read] == [("E09000001", "E23000034")]

    @pytest.mark.parametrize(
        "heading",
        [
            "LAD24CD,LAD24NM,PFA24CD",
            "lad24_code,lad24_name,pfa24_code",
            "ltla22_code,x,PFA20CD",
            '"Lad_Code","n","PFA_CODE"',
            "LAD13CD,LAD13NM,PFA",
        ],
    )
    def test_are_known_by_the_headings_of_any_vintage(self, heading):
        assert len(list(read_districts(a_file(heading, ROW)))) == 1

    @pytest.mark.parametrize("separator", [";", "\t", "|"])
    def test_are_read_with_other_separators(self, separator):
        lines = [line.replace(",", separator) for line in ("lad_code,lad_name,pfa_code", ROW)]

        assert len(list(read_districts(a_file(*lines)))) == 1

    def test_take_the_latest_vintage_when_a_file_has_two(self):
        read = list(read_districts(a_file("lad13cd,lad24cd,pfa24cd", "E07000001,E06000063,E23000002")))

        assert read[0].code == "E06000063"

    def test_keep_letters_beyond_ascii(self):
        read = list(
            read_districts(
                a_file("lad_code,lad_name,pfa_code", "W06000002,Ynys Môn,W15000001", encoding="cp1252")
            )
        )

        assert read[0].name == "Ynys Môn"


class TestWrongFile:
    @pytest.mark.parametrize("kind", list(READERS))
    @pytest.mark.parametrize(
        "content",
        [b"", b"\n\n", b"\x00\x01\x02binary", b"PK\x03\x04not a zip", b"<html><body>404</body></html>"],
    )
    def test_is_raised_for_what_is_no_file_of_the_kind(self, kind, content):
        import io

        with pytest.raises(WrongFile, match=r"expected .*; found "):
            list(READERS[kind](io.BytesIO(content)))

    def test_names_the_row_and_what_was_found(self):
        with pytest.raises(WrongFile, match=r"expected a force area code .*; found 'E23999999' in row 3"):
            list(read_districts(a_file("lad_code,pfa_code", "E09000001,E23000034", "E09000002,E23999999")))

    def test_is_raised_for_one_district_in_two_forces(self):
        with pytest.raises(WrongFile, match="each district in one force"):
            list(read_districts(a_file("lad_code,pfa_code", "E09000001,E23000034", "E09000001,E23000001")))


class TestATableWithNothingInIt:
    @pytest.mark.parametrize("content", [b"", b" \n\n", b",,\n,,\n", b"\n;;\n"])
    def test_is_refused_in_one_line(self, content):
        with pytest.raises(WrongFile, match="Nothing was loaded"):
            list(rows_of(io.BytesIO(content), "districts"))
