"""The policies in force, kept as they stood so that any past assessment can be made again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.prioritisation.queries.policies import policies_in_force, shipped_policy
from waymark.stages.prioritisation.rules.policy import Policy, defaults_of, shipped_policy_text


def keep_policies(desks: Iterable[int], *, viewer: Viewer, now: datetime) -> dict[int, Policy]:
    """The policy in force for each desk, with the text of the one that ships kept at its first use.

    Raises NotPermitted.
    """
    require(viewer, Permission.READ_QUEUE)
    found = policies_in_force(desks, at=now)
    shipped = shipped_policy()
    if any(policy.name == shipped.name for policy in found.values()):
        keep_text(shipped, shipped_policy_text(), viewer=viewer, now=now)
    return found


def keep_text(policy: Policy, text: str, *, viewer: Viewer, now: datetime, is_proposed: bool = False) -> None:
    """Keep a policy's file and what it left open, if it is not kept yet. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into policy (version, text, sha256, adopted_at, defaults, is_proposed) select %(name)s, %(text)s, "
            "%(digest)s, %(now)s, %(defaults)s, %(proposed)s "
            "where not exists (select 1 from policy where version = %(name)s) on conflict do nothing",
            {
                "name": policy.name,
                "text": text,
                "digest": sha256(text.encode()).digest(),
                "now": now,
                "defaults": defaults_of(policy),
                "proposed": is_proposed,
            },
        )
        if cursor.rowcount and not is_proposed:
            record(Event.POLICY_ADOPTED, f"policy:{policy.name}", actor=viewer.officer_id, at=now, desk=None)
