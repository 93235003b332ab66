"""Tables that grow with every report, in partitions by number (docs/adr/0004).

Rows are looked up by report (or delivery, or entry) number, and those numbers rise with arrival: one
range a partition prunes exactly, and the oldest can be detached and archived whole. A default partition
catches what a forgotten range would have refused, so that nothing that arrives can be lost to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from waymark.database.guards import never_emptied


@dataclass(frozen=True, slots=True)
class Partitioned:
    """A table, the number it is partitioned by, and how many numbers go into one partition."""

    table: str
    column: str
    span: int
    is_append_only: bool = False

    def first(self) -> str:
        """SQL that makes the default and the first partition."""
        rest = f"{self.table}_rest"
        default = f"create table {rest} partition of {self.table} default;{self._guard(rest)}"
        return f"{default}\n{self.making(0)}"

    def making(self, n: int) -> str:
        """SQL that makes the partition of that number, 0 being the first."""
        name, start = f"{self.table}_{n}", n * self.span
        return (
            f"create table {name} partition of {self.table} "
            f"for values from ({start}) to ({start + self.span});{self._guard(name)}"
        )

    def _guard(self, name: str) -> str:
        return never_emptied(name) if self.is_append_only else ""


IP_CAPTURE = Partitioned("ip_capture", "report_id", 1_000_000)
REPORTED_FILE = Partitioned("reported_file", "report_id", 1_000_000)
IP_VERDICT = Partitioned("ip_verdict", "report_id", 1_000_000)
DELIVERY_PART = Partitioned("delivery_part", "delivery_id", 1_000_000)
AUDIT_ENTRY = Partitioned("audit_entry", "seq", 10_000_000, is_append_only=True)

ALL = (IP_CAPTURE, REPORTED_FILE, IP_VERDICT, DELIVERY_PART, AUDIT_ENTRY)


def make_ahead() -> list[str]:
    """Make the next partition of every table that has begun its newest; as the owner. Returns their names.

    Run by `waymark db migrate`, which every start runs; `waymark doctor` says when a default partition
    has rows, which means that it was not.
    """
    made = []
    with connection.cursor() as cursor:
        for each in ALL:
            # The highest number, not the count: the oldest may have been detached and archived.
            cursor.execute(
                "select max(substring(relname from '_(\\d+)$')::int) from pg_inherits "
                "join pg_class on pg_class.oid = inhrelid where inhparent = %s::regclass",
                [each.table],
            )
            newest = cursor.fetchone()[0]
            cursor.execute("select pg_relation_size(%s::regclass) > 0", [f"{each.table}_{newest}"])
            if cursor.fetchone()[0]:
                cursor.execute(each.making(newest + 1))
                made.append(f"{each.table}_{newest + 1}")
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
