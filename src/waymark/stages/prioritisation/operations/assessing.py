"""Giving referrals their level and their place on the queue, from everything known of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import Json, Table, insert
from waymark.referrals.operations.referring import Referred
from waymark.stages.prioritisation.operations.policies import keep_policies
from waymark.stages.prioritisation.queries.known import everything_known
from waymark.stages.prioritisation.rules.deciding import Cause
from waymark.stages.prioritisation.rules.in_full import in_full
from waymark.stages.prioritisation.rules.placing import Assessed, Everything, Placed, place

_QUEUE = Table(
    "queue_entry",
    (
        *(
            "referral_id",
            "reference",
            "desk_id",
            "stage",
            "level",
            "lowest",
            "highest",
            "fired",
            "next_check",
        ),
        *("due_at", "evidence_lost_at", "force_code", "people", "reports", "received_at", "rank"),
        *("rank_reason", "changes_at", "minutes", "actionability", "level_from", "challenge"),
        *("lowering_to", "path"),
    ),
)
_ASSESSMENT = Table(
    "assessment",
    (
        *("referral_id", "desk_id", "at", "policy_version", "stage", "level", "lowest", "highest", "fired"),
        *("facts", "in_full"),
    ),
)
_TEXT = Table("assessment_text", ("sha256", "policy_version", "known", "text"))
_MOVE = Table(
    "level_move",
    (
        *("referral_id", "desk_id", "cause", "ours_before", "ours_after", "fired_before", "fired_after"),
        *("level_before", "level_after", "at", "caused_by_id"),
    ),
)

# In `_ASSESSMENT`: from here on, what tells one assessment from the next.
_POLICY, _LEVEL, _FIRED, _FACTS = 3, 5, 8, 9


class _Before(NamedTuple):
    """What stood of a referral: its last assessment, from its policy to the line that fired; and its level."""

    assessment: tuple[Any, ...]
    level: str


def assess_referrals(
    referred: Sequence[Referred],
    *,
    forces: Mapping[int, str],
    viewer: Viewer,
    now: datetime,
    cause: Cause = Cause.REPORT,
) -> dict[int, Assessed]:
    """Assess referrals anew from all their reports and every answer, and put each in its place.

    forces: proposed force codes by referral id; a referral that is absent keeps the one it had. cause: what was
    new. An assessment is written where it differs from the last one. Returns what was found, by referral id.
    """
    require(viewer, Permission.READ_QUEUE)
    policies = keep_policies({each.desk for each in referred}, viewer=viewer, now=now)
    known = everything_known(viewer, [each.id for each in referred])
    standing = [each for each in referred if each.id in known and known[each.id].reports]
    placed = {each.id: place(policies[each.desk], each.reference, known[each.id], now) for each in standing}
    if placed:
        before = _before(list(placed))
        stale = _standing_forces([each.id for each in referred if each.id not in forces])
        codes = {**stale, **forces}
        queue = [_line(each, placed[each.id], known[each.id], codes.get(each.id, "")) for each in standing]
        _write_queue(queue)
        changed = _write_assessments(standing, placed, before, now=now)
        _account(changed, placed, before, viewer=viewer, now=now)
        _tell(standing, placed, before, cause=cause, viewer=viewer, now=now)
    return {id_: each.assessed for id_, each in placed.items()}


def _line(referral: Referred, placed: Placed, about: Everything, force: str) -> tuple[Any, ...]:
    assessed = placed.assessed
    made, in_force = assessed.assessment, assessed.in_force
    return (
        referral.id,
        referral.reference,
        referral.desk,
        assessed.stage.value,
        in_force.level.value,
        made.lowest.value,
        made.highest.value,
        made.fired,
        made.next_check.question if made.next_check else "",
        placed.due_at,
        about.operator_lost_on,
        force,
        about.people,
        about.counted,
        about.received_at,
        assessed.rank.key,
        assessed.rank.reason,
        placed.changes_at,
        placed.minutes,
        int(placed.actionability),
        in_force.basis.value,
        in_force.challenge or "",
        in_force.lowering_to or "",
        made.path.value,
    )


def _write_queue(queue: Sequence[tuple[Any, ...]]) -> None:
    new_values = ", ".join(f"{column} = excluded.{column}" for column in _QUEUE.columns[3:])
    insert(_QUEUE, queue, conflict=f"on conflict (referral_id) do update set {new_values}")


def _before(ids: Sequence[int]) -> dict[int, _Before]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct on (a.referral_id) a.referral_id, a.policy_version, a.stage, a.level, a.lowest, "
            "a.highest, a.fired, coalesce(q.level, a.level) from assessment a "
            "left join queue_entry q on q.referral_id = a.referral_id "
            "where a.referral_id = any(%s) order by a.referral_id, a.id desc",
            [list(ids)],
        )
        return {row[0]: _Before(row[1:7], row[7]) for row in cursor.fetchall()}


def _write_assessments(
    standing: Sequence[Referred],
    placed: Mapping[int, Placed],
    before: Mapping[int, _Before],
    *,
    now: datetime,
) -> list[Referred]:
    """Write those that differ from the last, and their texts. Returns the referrals of which one stood before."""
    rows, texts, changed = [], {}, []
    for referral in standing:
        assessed = placed[referral.id].assessed
        made, policy = assessed.assessment, _policy_name(assessed)
        whole = in_full(made)
        row = (
            *(referral.id, referral.desk, now, policy, assessed.stage.value, made.level.value),
            *(made.lowest.value, made.highest.value, made.fired),
            *(Json({fact.name: fact.said.value for fact in made.facts}), whole.sha256),
        )
        last = before.get(referral.id)
        if last is not None and last.assessment == row[_POLICY:_FACTS]:
            continue
        if last is not None:
            changed.append(referral)
        rows.append(row)
        texts[whole.sha256] = (whole.sha256, policy, Json(assessed.known._asdict()), whole.text)
    # In one order everywhere, so that two who write the same never wait for each other.
    insert(_TEXT, [texts[digest] for digest in sorted(texts)], conflict="on conflict do nothing")
    insert(_ASSESSMENT, rows)
    return changed


def _policy_name(assessed: Assessed) -> str:
    made = assessed.assessment
    return f"{made.policy_version}+{made.policy_digest[:12]}"


def _account(
    changed: Sequence[Referred],
    placed: Mapping[int, Placed],
    before: Mapping[int, _Before],
    *,
    viewer: Viewer,
    now: datetime,
) -> None:
    for referral in changed:
        made = placed[referral.id].assessed.assessment
        record(
            Event.REFERRAL_ASSESSED,
            referral.reference,
            actor=viewer.officer_id,
            at=now,
            desk=referral.desk,
            detail={
                "policy": made.policy_version,
                "level": made.level.value,
                "fired": made.fired,
                "before": before[referral.id].assessment[_LEVEL - _POLICY],
            },
        )


def _tell(
    standing: Sequence[Referred],
    placed: Mapping[int, Placed],
    before: Mapping[int, _Before],
    *,
    cause: Cause,
    viewer: Viewer,
    now: datetime,
) -> None:
    """Put before an officer every level that moved; what a report did is told with the report itself."""
    if cause is Cause.REPORT:
        return
    moves = []
    for referral in standing:
        last = before.get(referral.id)
        assessed = placed[referral.id].assessed
        made, level = assessed.assessment, assessed.in_force.level
        if last is None:
            continue
        ours, fired = last.assessment[_LEVEL - _POLICY], last.assessment[_FIRED - _POLICY]
        if (ours, last.level) != (made.level.value, level.value):
            policy_changed = last.assessment[0] != _policy_name(assessed)
            why = Cause.POLICY if policy_changed else cause
            moves.append(
                (
                    *(referral.id, referral.desk, why.value, ours, made.level.value, fired, made.fired),
                    *(last.level, level.value, now, viewer.officer_id),
                )
            )
    insert(_MOVE, moves)


def _standing_forces(ids: Sequence[int]) -> dict[int, str]:
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select referral_id, force_code from queue_entry where referral_id = any(%s)", [list(ids)]
        )
        return dict(cursor.fetchall())


def follow(absorbed: Sequence[int]) -> None:
    """Take referrals that became part of another off the queue."""
    if absorbed:
        with connection.cursor() as cursor:
            cursor.execute("delete from queue_entry where referral_id = any(%s)", [list(absorbed)])


def standing_of(ids: Collection[int]) -> list[Referred]:
    """Referrals by id, as `assess_referrals` takes them; one that became part of another is left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, reference, desk_id from referral where id = any(%s) and merged_into_id is null "
            "order by id",
            [list(ids)],
        )
        return [Referred(id_, reference, desk, is_new=False) for id_, reference, desk in cursor.fetchall()]


def due_for_another_look(*, now: datetime, limit: int) -> list[Referred]:
    """Referrals whose place time alone has changed: evidence lost, an answer lapsed, a wait grown long."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select referral_id, reference, desk_id from queue_entry where changes_at <= %s "
            "order by changes_at limit %s",
            [now, limit],
        )
        return [Referred(id_, reference, desk, is_new=False) for id_, reference, desk in cursor.fetchall()]
