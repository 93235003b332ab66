"""What is known of one referral, and what the policy makes of it, at one moment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.prioritisation.queries.known import everything_known
from waymark.stages.prioritisation.queries.own_first import hidden_from
from waymark.stages.prioritisation.queries.policies import policy_in_force, shipped_policy
from waymark.stages.prioritisation.rules.answers import Answer
from waymark.stages.prioritisation.rules.assessment import Assessment, assess
from waymark.stages.prioritisation.rules.deciding import InForce, in_force
from waymark.stages.prioritisation.rules.facts import CHECKS, FACTS
from waymark.stages.prioritisation.rules.placing import Everything, standing_answers
from waymark.stages.prioritisation.rules.policy import Policy


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


def assessments(viewer: Viewer, referral_id: int, *, as_it_stands: bool = False) -> list[AssessmentLine]:
    """Every assessment of a referral, the newest first; none that is hidden from the viewer, unless as it stands."""
    require(viewer, Permission.READ_RECORD)
    if not as_it_stands and hidden_from(viewer, [referral_id]):
        return []
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
    """What a referral comes to at one moment. answers: the one that stands for each fact, by its name.

    in_force: the level that stands, which is not always the one proposed. is_hidden: the viewer gives their own level
    first, so that a page shows nothing of `assessment`, and of `in_force` only what people said.
    """

    assessment: Assessment
    answers: Mapping[str, Answer]
    policy: Policy
    in_force: InForce
    is_hidden: bool = False


def standing(viewer: Viewer, referral_id: int, *, now: datetime) -> StandingLine:
    """Say what the policy makes of everything known of a referral at `now`; nothing is written."""
    require(viewer, Permission.READ_RECORD)
    about = everything_known(viewer, [referral_id]).get(referral_id, Everything())
    policy = _policy_for(referral_id, now=now)
    answers = standing_answers(policy, about, now)
    made = assess(policy, answers, now)
    force = in_force(made.level, made.fired, results=about.results, decisions=about.decisions)
    is_hidden = not made.is_gate and bool(hidden_from(viewer, [referral_id]))
    return StandingLine(made, answers, policy, force, is_hidden)


def checks(policy: Policy | None = None) -> dict[str, CheckLine]:
    """Every check by its name, with the minutes of a policy; of the one that ships where none is given."""
    minutes = (policy or shipped_policy()).check_minutes
    return {name.value: CheckLine(name.value, check.title, minutes[name]) for name, check in CHECKS.items()}


def check_asking(question: str) -> CheckLine | None:
    """The check that answers a question of the queue's `next_check`; None where there is none."""
    asked = next((fact for fact in FACTS.values() if fact.question == question), None)
    return checks()[asked.check.value] if asked else None


def _policy_for(referral_id: int, *, now: datetime) -> Policy:
    with connection.cursor() as cursor:
        cursor.execute("select desk_id from referral where id = %s", [referral_id])
        row = cursor.fetchone()
    return policy_in_force(row[0] if row else None, at=now)
