"""Mentions on their way into the record: as bytes, under numbers that two desks may give at the same moment."""

import os
from datetime import UTC, datetime
from threading import Thread
from time import monotonic, sleep

import psycopg
import pytest
from django.db import connection, transaction

from tests.builders import Held, a_viewer, an_xml_report, receive
from waymark.access.viewing import acting
from waymark.database import binary
from waymark.database.binary import BinaryRows
from waymark.database.copying import Table
from waymark.referrals.identifiers import IdentifierKind, digest

ADDRESS = "x@example.com"
TRIED = Table("tried", ("a", "b", "c", "d", "e"), ("bigint", "integer", "smallint", "text", "timestamptz"))


def numbers_of(viewer):
    """The number of the address, and the number under which it is mentioned."""
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute("select id from identifier where digest = %s", [digest(IdentifierKind.EMAIL, ADDRESS)])
        (number,) = cursor.fetchone()
        cursor.execute(
            "select distinct m.identifier_id from mention m join identifier i on i.id = m.identifier_id "
            "where i.kind = 'email' and m.value = %s",
            [ADDRESS],
        )
        return number, {identifier for (identifier,) in cursor.fetchall()}


def is_waited_for(holder, patience=30.0):
    """Whether somebody comes to wait for what `holder` has not committed."""
    until = monotonic() + patience
    while monotonic() < until:
        query = "select count(*) from pg_stat_activity where %s = any(pg_blocking_pids(pid))"
        if holder.execute(query, [holder.info.backend_pid]).fetchone()[0]:
            return True
        sleep(0.01)
    return False


class TestBinaryRows:
    def test_arrive_as_they_were_however_often_they_are_staged(self, database):
        rows = BinaryRows(TRIED)
        at = datetime(2026, 11, 23, 1, 2, 3, 456_789, tzinfo=UTC)
        given = [(2**40, 7, 1, 'né \\N, "x"\r\n\t', at), (-1, None, -1, "", None)]

        with transaction.atomic(), connection.cursor() as cursor:
            for a, b, c, d, e in given:
                fields = (
                    binary.bigint(a),
                    binary.integer(b),
                    binary.smallint(c),
                    binary.text(d),
                    binary.timestamp(e),
                )
                rows.add(binary.row(5) + b"".join(fields))
                rows.stage()
            cursor.execute("select * from waiting_tried")

            assert cursor.fetchall() == given

    def test_stage_nothing_where_nothing_was_added(self, database):
        assert not BinaryRows(TRIED).stage()


class TestNumbering:
    def test_takes_the_number_that_another_desk_gave_while_it_waited(self, database):
        viewer = a_viewer()
        report = Held(an_xml_report(identifier="u1", service="A", emails=[ADDRESS]))

        def arrive():
            receive(viewer, report)
            connection.close()

        arriving = Thread(target=arrive)

        with psycopg.connect(os.environ["WAYMARK_DATABASE_URL_OWNER"]) as other:
            other.execute(
                "insert into identifier (kind, digest) values ('email', %s)",
                [digest(IdentifierKind.EMAIL, ADDRESS)],
            )
            arriving.start()
            assert is_waited_for(other)
        arriving.join()

        number, mentioned = numbers_of(viewer)
        assert mentioned == {number}

    @pytest.mark.parametrize("committed", [True, False])
    def test_gives_one_number_whether_or_not_another_did_before(self, database, committed):
        viewer = a_viewer()
        if committed:
            receive(viewer, Held(an_xml_report(identifier="u0", service="B", emails=[ADDRESS]), name="0.xml"))

        receive(viewer, Held(an_xml_report(identifier="u1", service="A", emails=[ADDRESS]), name="1.xml"))

        number, mentioned = numbers_of(viewer)
        assert mentioned == {number}
