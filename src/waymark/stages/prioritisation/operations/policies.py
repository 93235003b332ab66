"""The policy in force, kept as it stood so that any past assessment can be made again."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import lru_cache

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.prioritisation.rules.policy import Policy, load_policy, shipped_policy_text


@lru_cache(maxsize=1)
def policy_in_force() -> Policy:
    """The policy that this installation orders its queue by: the one that ships with it."""
    return load_policy(shipped_policy_text())


def keep_policy(*, viewer: Viewer, now: datetime) -> Policy:
    """Keep the text of the policy in force, if it is not kept yet. Returns the policy. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    policy = policy_in_force()
    text = shipped_policy_text()
    name = f"{policy.version}+{policy.digest[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into policy (version, text, sha256, adopted_at) select %s, %s, %s, %s "
            "where not exists (select 1 from policy where version = %s) on conflict do nothing",
            [name, text, hashlib.sha256(text.encode()).digest(), now, name],
        )
        if cursor.rowcount:
            record(Event.POLICY_ADOPTED, f"policy:{name}", actor=viewer.officer_id, at=now, desk=None)
    return policy
