"""The past made again: a referral's assessments by the policy of their day, and the whole queue by another."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.clocks import Level
from waymark.stages.prioritisation.queries.known import everything_known
from waymark.stages.prioritisation.queries.policies import policies_kept, policy_in_force
from waymark.stages.prioritisation.rules.in_full import Known, made_again
from waymark.stages.prioritisation.rules.policy import Policy
from waymark.stages.prioritisation.rules.replay import Replay, Replayed

_PORTION = 2_000


class PastAssessment(NamedTuple):
    """An assessment as it was made, and made again now from the policy of its day.

    policy: its name. text: as it was kept; empty for one made before these were kept. known: what it was made from.
    is_same: the two agree to the byte; None where there is nothing to hold them against.
    """

    at: datetime
    policy: str
    level: str
    fired: str
    text: str
    known: Known
    again: str
    is_same: bool | None


def past_assessments(
    viewer: Viewer, referral_id: int, *, until: datetime, limit: int = 50
) -> list[PastAssessment]:
    """The assessments of a referral up to a moment, the newest first, each made again. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select a.at, a.policy_version, a.level, a.fired, coalesce(t.text, ''), t.known::text "
            "from assessment a left join assessment_text t on t.sha256 = a.in_full "
            "where a.referral_id = %s and a.at <= %s order by a.id desc limit %s",
            [referral_id, until, limit],
        )
        rows = cursor.fetchall()
    policies = policies_kept(row[1] for row in rows)
    found = []
    for at, name, level, fired, text, stated in rows:
        facts = json.loads(stated) if stated else {}
        known = Known(tuple(facts.get("yes", ())), tuple(facts.get("no", ())))
        kept = policies.get(name)
        again = made_again(kept.policy, known).text if kept and text else ""
        found.append(
            PastAssessment(at, name, level, fired, text, known, again, again == text if again else None)
        )
    return found


def replay_policy(viewer: Viewer, policy: Policy, *, now: datetime) -> Replayed:
    """Say whom a policy would move of every referral at the viewer's desks, as things stand at `now`.

    An answer later than `now` counts for nothing, so that a past moment can be replayed. The reading is logged.
    Raises NotPermitted.
    """
    require(viewer, Permission.READ_QUEUE)
    held = policy_in_force(viewer.home_desk, at=now)
    replay = Replay(held, policy, now=now)
    last = 0
    while portion := _portion(last, now):
        last = max(portion)
        known = everything_known(viewer, list(portion))
        replay.add({portion[id_]: about for id_, about in known.items() if about.reports})
    found = replay.result()
    record(
        Event.POLICY_REPLAYED,
        f"policy:{policy.name}",
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"policy": policy.name, "against": held.name, "referrals": found.referrals},
    )
    return found


def levels_at(viewer: Viewer, references: Sequence[str], *, at: datetime) -> dict[str, Level]:
    """The level that was proposed of each referral at a moment; one not assessed by then is absent."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct on (f.reference) f.reference, a.level from referral f "
            "join assessment a on a.referral_id = coalesce(f.merged_into_id, f.id) "
            "where f.reference = any(%s) and a.at <= %s order by f.reference, a.id desc",
            [list(references), at],
        )
        return {reference: Level(level) for reference, level in cursor.fetchall()}


def _portion(after: int, now: datetime) -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select referral_id, reference from queue_entry where referral_id > %s and received_at <= %s "
            "order by referral_id limit %s",
            [after, now, _PORTION],
        )
        return dict(cursor.fetchall())
