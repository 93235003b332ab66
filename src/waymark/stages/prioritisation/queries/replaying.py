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
from waymark.stages.prioritisation.queries.own_first import hidden_by_reference, hidden_from
from waymark.stages.prioritisation.queries.policies import policies_in_force, policies_kept
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
    """The assessments of a referral up to a moment, the newest first, each made again.

    Empty where they are hidden from the viewer, who gives their own level first. Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    if hidden_from(viewer, [referral_id]):
        return []
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

    Each is judged against the policy of its own desk: a national officer sees desks of several forces.

    An answer later than `now` counts for nothing, so that a past moment can be replayed. The reading is logged.
    Raises NotPermitted.
    """
    require(viewer, Permission.READ_QUEUE)
    held = policies_in_force(viewer.desks, at=now)
    replay = Replay(policy, now=now)
    last = 0
    while portion := _portion(last, now):
        last = max(portion)
        known = everything_known(viewer, list(portion))
        for desk in sorted({desk for _, desk in portion.values()}):
            ours = {
                portion[id_][0]: about
                for id_, about in known.items()
                if about.reports and portion[id_][1] == desk
            }
            replay.add(ours, before=held[desk])
    found = replay.result()
    hidden = hidden_by_reference(viewer, [move.referral for move in found.moves])
    found = found._replace(
        moves=tuple(move for move in found.moves if move.referral not in hidden), not_shown=len(hidden)
    )
    record(
        Event.POLICY_REPLAYED,
        f"policy:{policy.name}",
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={
            "policy": policy.name,
            "against": sorted({each.name for each in held.values()}),
            "referrals": found.referrals,
        },
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


def _portion(after: int, now: datetime) -> dict[int, tuple[str, int]]:
    """The next referrals by id: reference and desk."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select referral_id, reference, desk_id from queue_entry where referral_id > %s and received_at <= %s "
            "order by referral_id limit %s",
            [after, now, _PORTION],
        )
        return {id_: (reference, desk) for id_, reference, desk in cursor.fetchall()}
