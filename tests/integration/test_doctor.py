"""`waymark doctor` names each thing that can be wrong with an installation, and what to do about it."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from tests.integration.command_line import as_superuser, waymark
from waymark.access.viewing import acting
from waymark.stages.linking.operations.relinking import relink_all

ROLES = ("intelligence_desk", "administrator")


@pytest.fixture
def viewer(database: None):
    return a_viewer("keeper", roles=ROLES)


def findings(*, code: int | None = None, **environment: str) -> dict[str, Any]:
    answer = waymark("doctor", "--json", "--as", "keeper", **environment)
    assert code is None or answer.code == code, answer.err
    return {line["check"]: line for line in answer.lines}


def wrong(found: dict[str, Any]) -> set[str]:
    return {name for name, line in found.items() if not line["is_well"]}


# The test server is not durable, its owner makes databases for tests, and no reference data are loaded.
OF_THE_TESTS = {"durability", "roles", "reference data"}


class TestDoctor:
    def test_finds_nothing_else_wrong_with_what_was_just_made(self, viewer):
        found = findings(code=1)

        assert wrong(found) - {"disk"} == OF_THE_TESTS
        assert {"python", "database", "row security", "partitions", "reading", "faults"} <= found.keys()

    def test_says_what_to_do_about_everything_that_is_wrong_and_nothing_else(self, viewer):
        for line in findings().values():
            assert bool(line["advice"]) == (not line["is_well"])

    def test_warns_of_a_server_that_could_lose_what_arrived(self, viewer):
        line = findings()["durability"]

        assert "fsync off" in line["found"]
        assert "power cut" in line["advice"]

    def test_names_links_that_an_earlier_version_weighed_otherwise(self, viewer):
        receive(
            viewer,
            Held(an_xml_report(identifier="u1", service="A", emails=["x@example.com"])),
            Held(an_xml_report(identifier="u2", service="B", emails=["x@example.com"])),
        )
        before = findings()["links"]
        with acting(viewer), connection.cursor() as cursor:
            cursor.execute("update link set probability = 0.5")

        after = findings()["links"]
        with acting(viewer):
            relink_all(viewer, now=RECEIVED)

        assert (before["is_well"], after["is_well"], findings()["links"]["is_well"]) == (True, False, True)
        assert "waymark link --all" in after["advice"]

    def test_names_a_role_that_may_do_more_than_it_should(self, viewer):
        as_superuser("alter role waymark_worker bypassrls")
        try:
            answer = waymark("doctor", "--as", "keeper")
        finally:
            as_superuser("alter role waymark_worker nobypassrls")

        assert answer.code == 1
        assert "role waymark_worker has BYPASSRLS" in answer.out

    def test_names_a_table_that_shows_every_desk_s_rows(self, viewer):
        as_superuser(
            "alter table report no force row level security", "alter table party disable row level security"
        )

        line = findings(code=1)["row security"]

        assert line["found"] == "party, report"
        assert "db migrate" in line["advice"]

    def test_names_a_table_whose_next_partition_was_not_made(self, viewer):
        as_superuser(
            "insert into delivery_part (delivery_id, n, desk_id, content) values (5000000, 0, 1, 'x')"
        )

        line = findings(code=1)["partitions"]

        assert (line["is_well"], line["found"]) == (False, "delivery_part")

    def test_names_a_delivery_that_has_waited_to_be_read(self, viewer):
        from waymark.stages.intake import operations as intake

        long_ago = RECEIVED - timedelta(days=400)
        with acting(viewer):
            held = [Held(an_xml_report(identifier="u1"))]
            intake.keep(held, source="", door="test", viewer=viewer, now=long_ago)

        line = findings(code=1)["reading"]

        assert line["is_well"] is False
        assert "waymark work" in line["advice"]

    def test_counts_faults_that_nobody_has_looked_at(self, viewer):
        receive(viewer, Held(b"<broken", name="one.xml"), Held(b"<broken too", name="two.xml"))

        assert findings(code=1)["faults"]["found"] == "2 open"

    def test_says_when_no_reference_data_are_loaded(self, viewer):
        assert findings()["reference data"]["found"] == "none"

    def test_names_a_disk_that_is_nearly_full(self, viewer, monkeypatch):
        import shutil

        from waymark.interfaces.cli import doctor

        monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=1))

        (line,) = doctor._disk()

        assert (line.is_well, line.advice) == (False, "make room")

    def test_names_an_old_python(self, monkeypatch):
        import sys

        from waymark.interfaces.cli import doctor

        monkeypatch.setattr(sys, "version_info", (3, 10, 4, "final", 0))

        (line,) = doctor._python()

        assert (line.is_well, line.found) == (False, "3.10.4")

    def test_names_a_check_that_a_fault_ended_without_the_words_of_the_fault(self, viewer):
        as_superuser("alter table delivery rename column outcome to elsewhere")

        answer = waymark("doctor", "--as", "keeper")

        assert answer.code == 1
        assert "WRONG  reading: ProgrammingError" in answer.out
        assert "Traceback" not in answer.err

    def test_says_who_may_ask_when_the_officer_may_not(self, viewer):
        a_viewer("analyst", roles=("analyst",), desk="E23000001")

        answer = waymark("doctor", "--as", "analyst")

        assert answer.code == 1
        assert "may not read faults" in answer.out

    def test_says_so_in_one_line_when_the_database_does_not_answer(self, viewer):
        nowhere = "postgresql://waymark_application@127.0.0.1:1/waymark?connect_timeout=1"

        answer = waymark("queue", "--as", "keeper", WAYMARK_DATABASE_URL_APPLICATION=nowhere)

        assert answer.code == 2
        assert "The database did not answer" in answer.err
        assert "Traceback" not in answer.err

    def test_warns_of_a_server_whose_version_the_migrations_do_not_know(self, viewer, monkeypatch):
        from waymark.interfaces.cli import doctor

        monkeypatch.setattr(doctor, "_SUPPORTED", range(12, 14))

        line = next(doctor._database())

        assert (line.is_well, line.advice) == (False, "use 16, 17 or 18")
