"""Tables that grow with every report, in partitions by number (docs/adr/0004).

Rows are looked up by report (or delivery, or entry) number, and those numbers rise with arrival: one
range a partition prunes exactly, and the oldest can be detached and archived whole. A default partition
catches what a forgotten range would have refused, so that nothing that arrives can be lost to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class Partitioned:
    """A table, the number it is partitioned by, and how many numbers go into one partition."""

    table: str
    column: str
    span: int

    def first(self) -> str:
        """SQL that makes the default and the first partition."""
        return (
            f"create table {self.table}_rest partition of {self.table} default;\n"
            f"create table {self.table}_0 partition of {self.table} for values from (0) to ({self.span});"
        )


IP_CAPTURE = Partitioned("ip_capture", "report_id", 1_000_000)
REPORTED_FILE = Partitioned("reported_file", "report_id", 1_000_000)
IP_VERDICT = Partitioned("ip_verdict", "report_id", 1_000_000)
DELIVERY_PART = Partitioned("delivery_part", "delivery_id", 1_000_000)
AUDIT_ENTRY = Partitioned("audit_entry", "seq", 10_000_000)

ALL = (IP_CAPTURE, REPORTED_FILE, IP_VERDICT, DELIVERY_PART, AUDIT_ENTRY)


def make_ahead() -> list[str]:
    """Make the next partition of every table that has begun its newest; as the owner. Returns their names.

    Run by `waymark db migrate`, which every start runs; `waymark doctor` says when a default partition
    has rows, which means that it was not.
    """
    made = []
    with connection.cursor() as cursor:
        for each in ALL:
            cursor.execute(
                "select count(*) from pg_inherits where inhparent = %s::regclass",
                [each.table],
            )
            newest = cursor.fetchone()[0] - 2
            cursor.execute(f"select exists (select 1 from {each.table}_{newest})")  # noqa: S608 - own constants
            if cursor.fetchone()[0]:
                name, start = f"{each.table}_{newest + 1}", (newest + 1) * each.span
                cursor.execute(
                    f"create table {name} partition of {each.table} "
                    f"for values from ({start}) to ({start + each.span})"
                )
                made.append(name)
    return made


def overflowing() -> list[str]:
    """The tables whose default partition holds rows: their next partition was not made in time.

    Asked of its size, because no door may read a partition past its table's row security.
    """
    with connection.cursor() as cursor:
        found = []
        for each in ALL:
            cursor.execute("select pg_relation_size(%s::regclass) > 0", [f"{each.table}_rest"])
            if cursor.fetchone()[0]:
                found.append(each.table)
    return found
