"""The queue in order, and why each referral stands where it does."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.stages.prioritisation.queries.bundles import BundleOfLine, bundles_of_lines
from waymark.stages.prioritisation.rules.answers import Answer, Said, settled
from waymark.stages.prioritisation.rules.assessment import Assessment, assess
from waymark.stages.prioritisation.rules.facts import CHECKS, FACTS, CheckName
from waymark.stages.prioritisation.rules.policy import Policy, load_policy, shipped_policy_text
from waymark.stages.prioritisation.rules.signals import Signals, answers_from


class Sort(StrEnum):
    """What the queue can be sorted by."""

    RANK = "rank"
    DUE = "due"
    EVIDENCE = "evidence"
    RECEIVED = "received"


_COLUMNS = {
    Sort.RANK: ("rank", "text"),
    Sort.DUE: ("due_at", "timestamptz"),
    Sort.EVIDENCE: ("evidence_lost_at", "date"),
    Sort.RECEIVED: ("received_at", "timestamptz"),
}


class BadCursor(WaymarkError):
    """The place to go on from is not one that a page gave."""

    def __init__(self) -> None:
        super().__init__("That place on the queue is not known: start from its first page")


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One referral on the queue. could_be: lowest and highest level that the unknowns leave open.

    bundle: the bundle that it is listed in, with how many are folded behind this line; None where it is in none.
    """

    referral: str
    stage: str
    level: str
    could_be: tuple[str, str]
    fired: str
    next_check: str
    due_at: datetime | None
    evidence_lost_at: date | None
    force: str
    people: int
    reports: int
    received_at: datetime
    rank_reason: str
    bundle: BundleOfLine | None = None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the queue, and where the next begins; empty on the last."""

    lines: tuple[QueueLine, ...]
    next_after: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show; empty shows all. unfolded: also the lines that are folded behind another of their bundle."""

    force: str = ""
    stage: str = ""
    level: str = ""
    unfolded: bool = False


_LINE = (
    "reference, stage, level, lowest, highest, fired, next_check, due_at, evidence_lost_at, force_code, "
    "people, reports, received_at, rank_reason, referral_id"
)
_FEW_DESKS = 4


def queue(
    viewer: Viewer,
    *,
    filters: Filters = Filters(),
    sort: Sort = Sort.RANK,
    after: str = "",
    limit: int = 50,
    now: datetime,
) -> QueuePage:
    """A page of the queue, most pressing first. The reading of it is logged.

    after: the `next_after` of the page before. Raises NotPermitted, BadCursor.
    """
    require(viewer, Permission.READ_QUEUE)
    column, kind = _COLUMNS[sort]
    wanted = {"force_code": filters.force, "stage": filters.stage, "level": filters.level}
    conditions = [f"{name} = %({name})s" for name, value in wanted.items() if value]
    if not filters.unfolded:
        conditions.append("not is_folded")
    parameters: dict[str, Any] = {**wanted, "limit": limit + 1}
    if after:
        parameters["value"], parameters["id"] = _read_cursor(after)
        conditions.append(_beyond(column, kind, parameters["value"]))
    rows = _rows(viewer, conditions, f"{column} nulls last, referral_id", parameters, column)
    listed = [row[0] for row in rows[:limit] if row[16] is not None]
    bundles = bundles_of_lines(viewer, listed) if listed else {}
    lines = tuple(replace(_line(row), bundle=bundles.get(row[0])) for row in rows[:limit])
    next_after = _write_cursor(rows[limit - 1]) if len(rows) > limit else ""
    record(
        Event.QUEUE_READ,
        "queue",
        actor=viewer.officer_id,
        at=now,
        desk=viewer.home_desk,
        detail={"filters": {k: v for k, v in wanted.items() if v}, "sort": sort.value, "lines": len(lines)},
    )
    return QueuePage(lines, next_after)


def _rows(
    viewer: Viewer, conditions: Sequence[str], order: str, parameters: Mapping[str, Any], column: str
) -> list[tuple[Any, ...]]:
    """A page's rows. An officer of few desks has each desk's own index walked in order, then merged."""
    # Named apart: `due_at` twice would leave `order by due_at` without a meaning.
    fields = f"{_LINE}, {column}::text as place, bundle_id"
    where = " and ".join(conditions) or "true"
    if len(viewer.desks) <= _FEW_DESKS:
        parts = [
            f"(select {fields}, {column} as sorted from queue_entry where desk_id = {int(desk)} and {where} "
            f"order by {order} limit %(limit)s)"
            for desk in viewer.desks
        ]
        if not parts:
            return []
        every = " union all ".join(parts)
        query = f"select * from ({every}) page order by sorted nulls last, referral_id limit %(limit)s"
    else:
        query = f"select {fields} from queue_entry where {where} order by {order} limit %(limit)s"
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _beyond(column: str, kind: str, value: str | None) -> str:
    """What comes after a place: nulls are last."""
    if value is None:
        return f"{column} is null and referral_id > %(id)s"
    return f"(({column}, referral_id) > (%(value)s::{kind}, %(id)s) or {column} is null)"


def _write_cursor(row: Sequence[Any]) -> str:
    return json.dumps([row[15], row[14]])


def _read_cursor(text: str) -> tuple[str | None, int]:
    try:
        value, id_ = json.loads(text)
        return (None if value is None else str(value)), int(id_)
    except (ValueError, TypeError):
        raise BadCursor from None


def _line(row: Sequence[Any]) -> QueueLine:
    return QueueLine(row[0], row[1], row[2], (row[3], row[4]), *row[5:14])


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """One assessment of a referral, as it was made."""

    at: datetime
    policy: str
    stage: str
    level: str
    could_be: tuple[str, str]
    fired: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class FactLine:
    fact: str
    said: str
    check: str
    source: str
    answered_at: datetime
    checker: str


def queue_line(viewer: Viewer, referral_id: int) -> QueueLine | None:
    """One referral's line on the queue; None when it has none."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(f"select {_LINE} from queue_entry where referral_id = %s", [referral_id])
        row = cursor.fetchone()
    return _line(row) if row else None


def places(viewer: Viewer, referral_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The level of each of these referrals, and why it is where it is on the queue."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select referral_id, level, rank_reason from queue_entry where referral_id = any(%s)",
            [list(referral_ids)],
        )
        return {id_: (level, reason) for id_, level, reason in cursor.fetchall()}


def assessments(viewer: Viewer, referral_id: int) -> list[AssessmentLine]:
    """Every assessment of a referral, the newest first."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select at, policy_version, stage, level, lowest, highest, fired, facts from assessment "
            "where referral_id = %s order by id desc",
            [referral_id],
        )
        return [
            AssessmentLine(row[0], row[1], row[2], row[3], (row[4], row[5]), row[6], json.loads(row[7]))
            for row in cursor.fetchall()
        ]


def known_facts(viewer: Viewer, referral_id: int) -> list[FactLine]:
    """Every answer that officers have recorded, the newest first."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select k.fact, k.said, k.check_name, k.source, k.answered_at, k.checker from known_fact k "
            "join referral f on f.id = k.referral_id where f.id = %s or f.merged_into_id = %s "
            "order by k.answered_at desc, k.id desc",
            [referral_id, referral_id],
        )
        return [FactLine(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A check as a page says it. minutes: of an officer's own time, by the policy in force."""

    name: str
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class StandingLine:
    """What a referral comes to at one moment. answers: the one that stands for each fact, by its name."""

    assessment: Assessment
    answers: Mapping[str, Answer]


def standing(viewer: Viewer, referral_id: int, *, now: datetime) -> StandingLine:
    """Say what the policy makes of everything known of a referral at `now`; nothing is written."""
    require(viewer, Permission.READ_RECORD)
    answers = [
        Answer(line.fact, Said(line.said), line.answered_at, CheckName(line.check), line.source, line.checker)
        for line in known_facts(viewer, referral_id)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "select r.reference, r.received_at, coalesce(s.signals->'facts', '[]') from report_summary s "
            "join report r on r.id = s.report_id where s.report_id in "
            "(select report_id from referral_report where referral_id = %s)",
            [referral_id],
        )
        for source, at, facts in cursor.fetchall():
            signals = Signals(facts=tuple(json.loads(facts)))
            answers += answers_from(signals, source=source, answered_at=at, checker="the reporter")
    policy = _policy()
    standing_answers = settled(answers, now, policy.shelf_days)
    return StandingLine(assess(policy, standing_answers, now), standing_answers)


def checks() -> dict[str, CheckLine]:
    """Every check by its name, with the minutes of the policy in force."""
    minutes = _policy().check_minutes
    return {name.value: CheckLine(name.value, check.title, minutes[name]) for name, check in CHECKS.items()}


def check_asking(question: str) -> CheckLine | None:
    """The check that answers a question of the queue's `next_check`; None where there is none."""
    asked = next((fact for fact in FACTS.values() if fact.question == question), None)
    return checks()[asked.check.value] if asked else None


def _policy() -> Policy:
    return load_policy(shipped_policy_text())
