"""Partitions are made ahead of need, whatever has been archived."""

import os

import psycopg
import pytest

from tests.builders import Held, a_viewer, an_xml_report, receive


@pytest.fixture
def owner(database):
    with psycopg.connect(os.environ["WAYMARK_DATABASE_URL_OWNER"], autocommit=True) as connection:
        yield connection


def partitions(owner) -> set[str]:
    rows = owner.execute(
        "select relname from pg_inherits join pg_class on pg_class.oid = inhrelid "
        "where inhparent = 'ip_capture'::regclass"
    ).fetchall()
    return {name for (name,) in rows}


def migrate() -> None:
    import subprocess
    import sys

    subprocess.run([sys.executable, "-m", "waymark.config.migrate"], check=True)


class TestPartitions:
    def test_are_made_when_the_newest_is_begun_even_after_the_oldest_was_detached(self, owner):
        viewer = a_viewer()
        events = [("198.51.100.7", "2026-10-01T10:00:00Z", 0)]
        receive(viewer, Held(an_xml_report(identifier="u1", service="A", events=events)))
        migrate()
        owner.execute("alter sequence report_id_seq restart with 1000001")
        receive(viewer, Held(an_xml_report(identifier="u2", service="A", events=events)))
        owner.execute("alter table ip_capture detach partition ip_capture_0")

        migrate()

        assert partitions(owner) == {"ip_capture_rest", "ip_capture_1", "ip_capture_2"}
