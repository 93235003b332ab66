"""Giving referrals their level and their place on the queue, from everything known of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.clocks import PROMISES, due_at, platform_preservation_ends
from waymark.database.copying import Json, Table, insert
from waymark.referrals.operations.referring import Referred
from waymark.stages.prioritisation.operations.policies import keep_policy
from waymark.stages.prioritisation.operations.wire import signals_from_json
from waymark.stages.prioritisation.rules.answers import Answer, Said, settled
from waymark.stages.prioritisation.rules.assessment import Assessment, assess, is_researched, next_lapse
from waymark.stages.prioritisation.rules.facts import CheckName
from waymark.stages.prioritisation.rules.policy import Policy
from waymark.stages.prioritisation.rules.ranking import (
    Rank,
    Stage,
    Standing,
    actionability_of,
    escalation_unread,
    rank,
)
from waymark.stages.prioritisation.rules.signals import Signals, answers_from, merged

_QUEUE = Table(
    "queue_entry",
    (
        "referral_id",
        "reference",
        "desk_id",
        "stage",
        "level",
        "lowest",
        "highest",
        "fired",
        "next_check",
        "due_at",
        "evidence_lost_at",
        "force_code",
        "people",
        "reports",
        "received_at",
        "rank",
        "rank_reason",
        "changes_at",
    ),
)
_ASSESSMENT = Table(
    "assessment",
    (
        "referral_id",
        "desk_id",
        "at",
        "policy_version",
        "stage",
        "level",
        "lowest",
        "highest",
        "fired",
        "facts",
    ),
)


@dataclass(slots=True)
class _Known:
    """Everything known of one referral that its level and place depend on."""

    reports: list[tuple[str, datetime, Signals]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    counts: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    operator_lost_on: date | None = None
    last_active_on: date | None = None

    def count(self, whole: int, *, is_report: bool, people: int, resolvable: int) -> None:
        """Count a document; several originals of one report (`whole`) count as the fullest of them."""
        counted = self.counts.get(whole, (0, 0, 0))
        self.counts[whole] = (
            max(counted[0], int(is_report)),
            max(counted[1], people),
            max(counted[2], resolvable),
        )

    @property
    def counted(self) -> int:
        return sum(reports for reports, _, _ in self.counts.values())

    @property
    def people(self) -> int:
        return sum(people for _, people, _ in self.counts.values())

    @property
    def resolvable(self) -> int:
        return sum(resolvable for _, _, resolvable in self.counts.values())

    @property
    def received_at(self) -> datetime:
        return min(at for _, at, _ in self.reports)


@dataclass(frozen=True, slots=True)
class Assessed:
    """What an assessment came to, for the ledger and for whoever delivered."""

    reference: str
    stage: Stage
    assessment: Assessment
    rank: Rank


def assess_referrals(
    referred: Sequence[Referred], *, forces: dict[int, str], viewer: Viewer, now: datetime
) -> dict[int, Assessed]:
    """Assess referrals anew from all their reports and every answer, and put each in its place.

    forces: proposed force codes by referral id; a referral that is absent keeps the one it had.
    An assessment is written where it differs from the last one. Returns what was found, by referral id.
    """
    require(viewer, Permission.READ_QUEUE)
    policy = keep_policy(viewer=viewer, now=now)
    known = _everything_known([each.id for each in referred])
    stale = _standing_forces([each.id for each in referred if each.id not in forces])
    queue, history, found = [], [], {}
    desks = {each.id: each.desk for each in referred}
    for each in referred:
        about = known.get(each.id)
        if about is None or not about.reports:
            continue
        assessed, line, changes_at, due, lost_at = _assess(policy, each.reference, about, now)
        found[each.id] = assessed
        made = assessed.assessment
        queue.append(
            (
                each.id,
                each.reference,
                each.desk,
                assessed.stage.value,
                made.level.value,
                made.lowest.value,
                made.highest.value,
                made.fired,
                made.next_check.question if made.next_check else "",
                due,
                lost_at,
                forces.get(each.id, stale.get(each.id, "")),
                about.people,
                about.counted,
                about.received_at,
                line.key,
                line.reason,
                changes_at,
            )
        )
        history.append(
            (
                each.id,
                each.desk,
                now,
                f"{made.policy_version}+{made.policy_digest[:12]}",
                assessed.stage.value,
                made.level.value,
                made.lowest.value,
                made.highest.value,
                made.fired,
                Json({fact.name: fact.said.value for fact in made.facts}),
            )
        )
    for referral_id, before in _write(queue, history).items():
        _account(found[referral_id], before, desk=desks[referral_id], viewer=viewer, now=now)
    return found


def _account(
    assessed: Assessed, before: tuple[Any, ...], *, desk: int, viewer: Viewer, now: datetime
) -> None:
    made = assessed.assessment
    record(
        Event.REFERRAL_ASSESSED,
        assessed.reference,
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={
            "policy": made.policy_version,
            "level": made.level.value,
            "fired": made.fired,
            "before": before[2],
        },
    )


def _assess(
    policy: Policy, reference: str, about: _Known, now: datetime
) -> tuple[Assessed, Rank, datetime | None, datetime, date | None]:
    answers = list(about.answers)
    for source, at, signals in about.reports:
        answers.extend(answers_from(signals, source=source, answered_at=at, checker="the reporter"))
    standing_answers = settled(answers, now, policy.shelf_days)
    made = assess(policy, standing_answers, now)
    signals = merged(signals for _, _, signals in about.reports)
    stage = Stage.RESEARCHED if is_researched(made, about.answers) else Stage.UNRESEARCHED
    escalated_at = max((at for _, at, said in about.reports if said.escalated), default=None)
    due = due_at(PROMISES[made.level], started_at=about.received_at, as_at=now)
    platform_ends = platform_preservation_ends(about.received_at).date()
    line = rank(
        policy,
        Standing(
            reference=reference,
            received_at=about.received_at,
            stage=stage,
            level=made.level,
            gate=made.is_gate,
            unread=escalation_unread(escalated_at=escalated_at, answers=standing_answers),
            child_signals=signals.child,
            operator_lost_on=about.operator_lost_on,
            platform_ends_on=platform_ends,
            actionability=actionability_of(
                resolvable_events=about.resolvable,
                named=signals.named,
                address=signals.address,
                account=signals.account,
            ),
            minutes=signals.reading_minutes + made.minutes,
            last_active_on=about.last_active_on,
            due_at=due,
        ),
        now,
    )
    moments = [line.changes_at, next_lapse(policy, standing_answers.values(), now)]
    changes_at = min((moment for moment in moments if moment), default=None)
    return Assessed(reference, stage, made, line), line, changes_at, due, about.operator_lost_on


def _everything_known(ids: Sequence[int]) -> dict[int, _Known]:
    known: dict[int, _Known] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct on (a.referral_id, s.report_id) a.referral_id, r.reference, r.received_at, "
            "r.kind = 'report', s.signals, s.people, s.resolvable_events, s.operator_lost_on, s.last_active_on, "
            "coalesce(o.of_id, r.id) "
            "from referral_report a join report_summary s on s.report_id = a.report_id "
            "join report r on r.id = a.report_id "
            "left join same_report o on o.report_id = r.id and o.relation <> 'supplement' "
            "where a.referral_id = any(%s)",
            [list(ids)],
        )
        for referral_id, reference, at, is_report, signals, people, resolvable, lost, active, whole in cursor:
            about = known.setdefault(referral_id, _Known())
            about.reports.append((reference, at, signals_from_json(signals)))
            about.count(whole, is_report=is_report, people=people, resolvable=resolvable)
            about.operator_lost_on = _later(about.operator_lost_on, lost)
            about.last_active_on = _later(about.last_active_on, active)
        cursor.execute(
            "select coalesce(f.merged_into_id, f.id), k.fact, k.said, k.answered_at, k.check_name, k.source, "
            "k.checker from referral f join known_fact k on k.referral_id = f.id "
            "where f.id = any(%(ids)s) or f.merged_into_id = any(%(ids)s)",
            {"ids": list(ids)},
        )
        for referral_id, fact, said, at, check, source, checker in cursor.fetchall():
            if referral_id in known:
                known[referral_id].answers.append(
                    Answer(fact, Said(said), at, CheckName(check), source, checker)
                )
    return known


def _later(one: date | None, other: date | None) -> date | None:
    return max(day for day in (one, other) if day) if one or other else None


def _standing_forces(ids: Sequence[int]) -> dict[int, str]:
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select referral_id, force_code from queue_entry where referral_id = any(%s)", [list(ids)]
        )
        return dict(cursor.fetchall())


def _write(
    queue: Sequence[tuple[Any, ...]], history: Sequence[tuple[Any, ...]]
) -> dict[int, tuple[Any, ...]]:
    """Write both. Returns what stood before of each referral that was assessed before and came out otherwise."""
    if not queue:
        return {}
    new_values = ", ".join(f"{column} = excluded.{column}" for column in _QUEUE.columns[3:])
    insert(_QUEUE, queue, conflict=f"on conflict (referral_id) do update set {new_values}")
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct on (referral_id) referral_id, policy_version, stage, level, lowest, highest, fired "
            "from assessment where referral_id = any(%s) order by referral_id, id desc",
            [[row[0] for row in history]],
        )
        last = {row[0]: row[1:] for row in cursor.fetchall()}
    insert(_ASSESSMENT, [row for row in history if last.get(row[0]) != row[3:9]])
    return {row[0]: last[row[0]] for row in history if row[0] in last and last[row[0]] != row[3:9]}


def follow(absorbed: Sequence[int]) -> None:
    """Take referrals that became part of another off the queue."""
    if absorbed:
        with connection.cursor() as cursor:
            cursor.execute("delete from queue_entry where referral_id = any(%s)", [list(absorbed)])


def due_for_another_look(*, now: datetime, limit: int) -> list[Referred]:
    """Referrals whose place time alone has changed: evidence lost, an answer lapsed, a wait grown long."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select referral_id, reference, desk_id from queue_entry where changes_at <= %s "
            "order by changes_at limit %s",
            [now, limit],
        )
        return [Referred(id_, reference, desk, is_new=False) for id_, reference, desk in cursor.fetchall()]
