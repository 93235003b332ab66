"""Verdicts and places of reports that a viewer has read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.reference.forces import force_by_code


@dataclass(frozen=True, slots=True)
class VerdictLine:
    operator: str
    asn: int | None
    kind: str
    resolvability: str
    reasons: tuple[str, ...]
    reference: tuple[str, ...]
    last_day_to_apply: date | None


@dataclass(frozen=True, slots=True)
class PlaceLine:
    report: str
    role: str
    what: str
    force: str
    certainty: str
    metres: float | None
    forces: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ForceLine:
    """The force proposed for a referral; code and name empty when none or several could be."""

    code: str
    name: str
    certainty: str
    reason: str


def verdicts(
    viewer: Viewer, report_ids: Sequence[int], *, after: tuple[int, int] = (0, 0), limit: int = 200
) -> dict[tuple[int, int], VerdictLine]:
    """Verdicts by (report id, ordinal), for the same page of events that `referrals.queries.captures` gives."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select report_id, ordinal, operator, asn, kind, resolvability, reasons, reference, last_day_to_apply "
            "from ip_verdict where report_id = any(%s) and (report_id, ordinal) > (%s, %s) "
            "order by report_id, ordinal limit %s",
            [list(report_ids), *after, limit],
        )
        return {
            (row[0], row[1]): VerdictLine(
                row[2], row[3], row[4], row[5], tuple(row[6]), tuple(row[7]), row[8]
            )
            for row in cursor.fetchall()
        }


def resolvability_counts(viewer: Viewer, report_ids: Sequence[int]) -> dict[str, int]:
    """How many events have each answer, over all of them."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select resolvability, count(*) from ip_verdict where report_id = any(%s) group by 1 order by 2 desc, 1",
            [list(report_ids)],
        )
        return dict(cursor.fetchall())


def places(viewer: Viewer, report_ids: Sequence[int]) -> list[PlaceLine]:
    """Every stated place of these reports, with what it was placed as."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select r.reference, p.role, p.what, p.force_code, p.certainty, p.metres, p.forces, p.reason "
            "from placement p join report r on r.id = p.report_id where p.report_id = any(%s) "
            "order by p.report_id, p.n",
            [list(report_ids)],
        )
        return [
            PlaceLine(
                row[0],
                row[1],
                row[2],
                force_by_code(row[3]).name if row[3] else "",
                row[4],
                row[5],
                tuple(force_by_code(code).name for code in row[6]),
                row[7],
            )
            for row in cursor.fetchall()
        ]


def force_of(viewer: Viewer, referral_id: int) -> ForceLine:
    """The force that a referral's places propose."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select force_code, certainty, reason from referral_force where referral_id = %s", [referral_id]
        )
        row = cursor.fetchone()
    if row is None:
        return ForceLine("", "", "nowhere", "no place was stated")
    code, certainty, reason = row
    return ForceLine(code, force_by_code(code).name if code else "", certainty, reason)
