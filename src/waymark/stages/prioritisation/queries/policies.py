"""Which policy is in force for whom, and every policy that ever was, as it stood."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.errors import WaymarkError
from waymark.stages.prioritisation.rules.policy import (
    Policy,
    kept_policy,
    load_policy,
    shipped_policy_text,
)

HOLDER = "coalesce(nullif(d.force_code, ''), d.code)"
"""Whose policy and settings a desk `d` goes by: its force's, or its own where it has none."""


class NoSuchPolicy(WaymarkError):
    """No policy is kept by that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No policy is called {name!r}: `waymark policy list` names them")


class ChangeLine(NamedTuple):
    """One proposed change of policy, and what became of it. outcome: empty while it waits."""

    policy: str
    holder: str
    effective_on: date
    reason: str
    replayed: Mapping[str, Any]
    proposed_at: datetime
    proposed_by: int
    outcome: str
    decided_at: datetime | None
    decided_by: int | None
    decided_because: str


class KeptPolicy(NamedTuple):
    """A policy as it stood. text: the file, to the byte."""

    name: str
    policy: Policy
    text: str
    first_used_at: datetime | None


@lru_cache(maxsize=1)
def shipped_policy() -> Policy:
    return load_policy(shipped_policy_text())


def policies_in_force(desks: Iterable[int], *, at: datetime) -> dict[int, Policy]:
    """The policy that each desk's referrals are judged by at `at`: its force's own, else the one begun with."""
    ids = sorted(set(desks))
    with connection.cursor() as cursor:
        cursor.execute(
            "select d.id, p.text, p.defaults from desk d cross join lateral (select c.policy_id "
            f"from policy_change c where c.holder = {HOLDER} and c.outcome = 'approved' "
            "and c.decided_at <= %s and c.effective_on <= %s order by c.effective_on desc, c.id desc limit 1) c "
            "join policy p on p.version = c.policy_id where d.id = any(%s)",
            [at, at.astimezone(UTC).date(), ids],
        )
        own = {desk: kept_policy(text, defaults) for desk, text, defaults in cursor.fetchall()}
    if len(own) == len(ids):
        return own
    begun_with = _begun_with()
    return {desk: own.get(desk, begun_with) for desk in ids}


def policy_in_force(desk: int | None, *, at: datetime) -> Policy:
    """The policy of one desk; what the installation began with for an officer who has none."""
    if desk is None:
        return _begun_with()
    return policies_in_force([desk], at=at)[desk]


def _begun_with() -> Policy:
    """What this installation began with: a newer one that ships with an upgrade is proposed like any other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select text, defaults from policy where not is_proposed order by adopted_at, version limit 1"
        )
        row = cursor.fetchone()
    return kept_policy(*row) if row else shipped_policy()


def policies_kept(names: Iterable[str]) -> dict[str, KeptPolicy]:
    """Policies by name, as they stood; one that was never kept is absent."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select version, text, defaults, adopted_at from policy where version = any(%s)",
            [sorted(set(names))],
        )
        return {
            name: KeptPolicy(name, kept_policy(text, defaults), text, at)
            for name, text, defaults, at in cursor.fetchall()
        }


def policy_called(viewer: Viewer, name: str) -> KeptPolicy:
    """One policy by name; the one that ships even before its first use. Raises NotPermitted, NoSuchPolicy."""
    require(viewer, Permission.READ_POLICY)
    found = policies_kept([name]).get(name)
    if found is not None:
        return found
    shipped = shipped_policy()
    if name != shipped.name:
        raise NoSuchPolicy(name)
    return KeptPolicy(name, shipped, shipped_policy_text(), None)


def holder_of(desk: int) -> str:
    """Whose policy a desk goes by: its force's code, or its own where it has none."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {HOLDER} from desk d where d.id = %s", [desk])
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def desks_of(holder: str) -> list[int]:
    """Every desk that goes by a holder's policy."""
    with connection.cursor() as cursor:
        cursor.execute(f"select d.id from desk d where {HOLDER} = %s order by d.id", [holder])
        return [id_ for (id_,) in cursor.fetchall()]


def policy_changes(viewer: Viewer) -> list[ChangeLine]:
    """Every change that was proposed for the viewer's own force, the newest first. Raises NotPermitted."""
    require(viewer, Permission.READ_POLICY)
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.policy_id, c.holder, c.effective_on, c.reason, c.replayed::text, c.proposed_at, "
            "c.proposed_by_id, c.outcome, c.decided_at, c.decided_by_id, c.decided_because from policy_change c "
            f"where c.holder in (select {HOLDER} from desk d where d.id = %s) order by c.id desc",
            [viewer.home_desk],
        )
        return [ChangeLine._make((*row[:4], json.loads(row[4]), *row[5:])) for row in cursor.fetchall()]
