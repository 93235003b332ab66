"""From whom ours is hidden: of which referrals an officer gives their own level first, and has not."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.prioritisation.queries.policies import HOLDER, holder_of
from waymark.stages.prioritisation.rules.facts import FACTS
from waymark.stages.prioritisation.rules.own_first import LevelsHidden

_GATES = sorted(name for name, fact in FACTS.items() if fact.gate)
_IS_ON = f"(select s.is_on from own_level_first s where s.holder = {HOLDER} order by s.id desc limit 1)"
_HIDDEN = (
    f"select f.id, f.reference from referral f join desk d on d.id = f.desk_id where {{which}} and {_IS_ON} "
    "and not exists (select 1 from own_level o where o.officer_id = %(officer)s and o.referral_id in "
    "(select m.id from referral m where m.id = f.id or m.merged_into_id = f.id)) "
    "and not exists (select 1 from (select a.facts from assessment a where a.referral_id = f.id "
    "order by a.id desc limit 1) newest, jsonb_each_text(newest.facts) said "
    "where said.key = any(%(gates)s) and said.value = 'yes')"
)


class OwnFirstLine(NamedTuple):
    """What a force set, when, who and why."""

    is_on: bool
    reason: str
    set_at: datetime
    officer: int


def hidden_from(viewer: Viewer, referral_ids: Collection[int]) -> frozenset[int]:
    """Of which of these referrals ours is not shown to the viewer. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    found = _hidden(viewer, "f.id = any(%(which)s)", list(referral_ids))
    return frozenset(id_ for id_, _ in found)


def hidden_by_reference(viewer: Viewer, references: Collection[str]) -> frozenset[str]:
    """The same, of referrals by reference. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    found = _hidden(viewer, "f.reference = any(%(which)s)", list(references))
    return frozenset(reference for _, reference in found)


def levels_hidden(viewer: Viewer) -> bool:
    """Whether a desk of the viewer hides levels from them. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    if not viewer.may(Permission.DECIDE_LEVEL):
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            f"select exists (select 1 from desk d where d.id = any(%s) and {_IS_ON})", [list(viewer.desks)]
        )
        return bool(cursor.fetchone()[0])


def check_not_hidden(viewer: Viewer) -> None:
    """Pass where no desk of the viewer hides levels from them. Raises NotPermitted, LevelsHidden."""
    require(viewer, Permission.READ_QUEUE)
    if levels_hidden(viewer):
        raise LevelsHidden


def own_level_first(viewer: Viewer) -> OwnFirstLine | None:
    """What the viewer's own force has set; None where it never has. Raises NotPermitted."""
    require(viewer, Permission.READ_POLICY)
    if viewer.home_desk is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "select is_on, reason, set_at, officer_id from own_level_first where holder = %s "
            "order by id desc limit 1",
            [holder_of(viewer.home_desk)],
        )
        row = cursor.fetchone()
    return OwnFirstLine(*row) if row else None


def _hidden(viewer: Viewer, which: str, asked: list[Any]) -> list[tuple[int, str]]:
    if not asked or not viewer.may(Permission.DECIDE_LEVEL):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            _HIDDEN.format(which=which), {"which": asked, "officer": viewer.officer_id, "gates": _GATES}
        )
        found: list[tuple[int, str]] = cursor.fetchall()
    return found
