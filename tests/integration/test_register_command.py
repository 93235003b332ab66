"""`waymark receive --map` and `waymark schema`, as they are typed."""

from __future__ import annotations

import json

from tests.builders import RECEIVED, a_viewer
from tests.integration.command_line import waymark
from waymark.access.viewing import acting
from waymark.stages.intake.operations.column_maps import save_column_map
from waymark.stages.intake.readers.registers.maps import ColumnMap
from waymark.stages.intake.readers.written_dates import DateOrder
from waymark.synthetic.registers import register

MAP = ColumnMap(
    "old desk",
    0,
    (("Ref", "reference"), ("Date recd", "received_at"), ("Surname", "suspect_last_name")),
    DateOrder.DAY_FIRST,
)


class TestReceiveByMap:
    def test_takes_a_register_in_and_answers_with_its_reports(self, database, tmp_path):
        viewer = a_viewer()
        with acting(viewer):
            save_column_map(MAP, viewer=viewer, now=RECEIVED)
        file = tmp_path / "old.csv"
        file.write_bytes(register(rows=3))

        done = waymark("receive", str(file), "--map", "old desk", "--json", "--as", "desk")

        (line,) = done.lines
        assert (done.code, line["outcome"], len(line["reports"])) == (0, "accepted", 3)

    def test_says_which_maps_there_are(self, database, tmp_path):
        a_viewer()
        file = tmp_path / "old.csv"
        file.write_bytes(register(rows=1))

        done = waymark("receive", str(file), "--map", "another", "--as", "desk")

        assert done.code != 0
        assert "No column map is called 'another'" in done.err


class TestSchema:
    def test_prints_a_schema_by_its_name(self, database):
        done = waymark("schema", "show", "uk-statutory-report-1")

        assert json.loads(done.out)["$id"] == "urn:waymark:schema:uk-statutory-report:1"
