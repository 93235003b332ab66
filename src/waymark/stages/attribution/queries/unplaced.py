"""Referrals that no place gives a force: each in the queue of what is to be done about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.reference.forces import force_by_code
from waymark.reference.placements import Route

QUEUES = (Route.CHOOSE, Route.SERVICE, Route.NOT_UK, Route.CANNOT_BE_PLACED, Route.NO_PLACE)


@dataclass(frozen=True, slots=True)
class UnplacedLine:
    """id: to go on from. forces: names of those it could be for."""

    id: int
    referral: str
    reason: str
    forces: tuple[str, ...]


def unplaced_counts(viewer: Viewer) -> dict[Route, int]:
    """How many referrals at the viewer's desks wait in each queue."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select route, count(*) from referral_force where route = any(%s) group by route",
            [[route.value for route in QUEUES]],
        )
        found = dict(cursor.fetchall())
    return {route: found.get(route.value, 0) for route in QUEUES}


def unplaced(viewer: Viewer, route: Route, *, after: int = 0, limit: int = 50) -> list[UnplacedLine]:
    """Referrals of one queue, the oldest first, from after a referral's id."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select f.referral_id, r.reference, f.reason, array(select distinct code from referral_report a "
            "join placement p on p.report_id = a.report_id, unnest(p.forces) as code "
            "where a.referral_id = f.referral_id order by code) "
            "from referral_force f join referral r on r.id = f.referral_id "
            "where f.route = %s and f.referral_id > %s order by f.referral_id limit %s",
            [route.value, after, limit],
        )
        return [
            UnplacedLine(number, reference, reason, tuple(force_by_code(code).name for code in forces))
            for number, reference, reason, forces in cursor.fetchall()
        ]
