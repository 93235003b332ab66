"""Rows as PostgreSQL's COPY reads them."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from waymark.database.copying import Json, copy_text
from waymark.referrals.types import FileHash, Role


def written(*rows):
    return b"".join(copy_text(rows)).decode()


class TestCopyText:
    def test_tells_no_value_from_the_empty_text_and_from_a_text_that_looks_like_none(self):
        assert written((None, "", r"\N")) == '\\N,"","\\N"\n'

    def test_writes_numbers_and_answers_bare_and_all_else_in_quotes(self):
        row = (7, 0.5, True, Role.SUSPECT, datetime(2026, 10, 1, 9, tzinfo=UTC), date(2026, 10, 2))

        assert written(row) == '7,0.5,True,"suspect","2026-10-01 09:00:00+00:00","2026-10-02"\n'

    def test_keeps_what_separates_rows_and_fields_inside_a_value(self):
        text = 'one\r\ntwo\tthree, "four"\\five\n\\.\nsix'

        assert next(csv.reader(io.StringIO(written((text,)), newline=""))) == [text]

    def test_writes_bytes_arrays_and_json_as_their_columns_read_them(self):
        hashes = Json((FileHash("MD5", "00", "md5"),))

        fields = next(csv.reader([written((b"\x00\xff", ('a "b"', "c\\d"), [1, 2], hashes))]))

        assert fields == [r"\x00ff", r'{"a \"b\"","c\\d"}', '{"1","2"}', '[["MD5","00","md5"]]']

    def test_writes_a_column_whose_rows_differ_in_kind(self):
        assert written((1,), (None,), ("one",)) == '1\n\\N\n"one"\n'

    def test_refuses_a_value_that_no_column_takes(self):
        with pytest.raises(TypeError, match="FileHash"):
            copy_text([(FileHash("MD5", "00", "md5"),)])

    def test_refuses_rows_of_different_lengths(self):
        with pytest.raises(ValueError, match="shorter"):
            copy_text([(1, 2), (3,)])

    def test_writes_nothing_for_no_rows(self):
        assert copy_text([]) == []
