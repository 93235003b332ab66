"""Tables in a request, as the bytes of the file that the command would read."""

import pytest

from waymark.interfaces.api.tables import Cell, stream_of


class TestATable:
    def test_of_text_is_the_file_itself(self):
        assert stream_of("month,count\n2019-01,3\n").read() == b"month,count\n2019-01,3\n"

    def test_of_rows_has_their_keys_as_headings(self):
        rows: list[dict[str, Cell]] = [{"month": "2019-01", "count": 3}, {"month": "2019-02", "count": 4.0}]

        assert stream_of(rows).read() == b"month,count\r\n2019-01,3\r\n2019-02,4\r\n"

    def test_leaves_empty_what_a_row_does_not_have(self):
        assert stream_of([{"a": 1}, {"b": None, "c": 2}]).read() == b"a,b,c\r\n1,,\r\n,,2\r\n"

    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            (True, b"1"),
            (False, b"0"),
            (2.5, b"2.5"),
            (10**30, b"1" + b"0" * 30),
            ("a,b", b'"a,b"'),
            ('"', b'""""'),
        ],
    )
    def test_writes_a_cell_as_a_file_would(self, cell, text):
        assert stream_of([{"x": cell, "y": 0}]).read() == b"x,y\r\n" + text + b",0\r\n"

    def test_of_no_rows_is_an_empty_file(self):
        assert stream_of([]).read().strip() == b""
