"""What everything known of one referral comes to: its assessment, the level in force, and its place on the queue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from waymark.clocks import PROMISES, due_at, platform_preservation_ends
from waymark.stages.prioritisation.rules.answers import Answer, settled
from waymark.stages.prioritisation.rules.assessment import Assessment, assess, is_researched, next_lapse
from waymark.stages.prioritisation.rules.deciding import Basis, Decision, InForce, Result, in_force
from waymark.stages.prioritisation.rules.in_full import Known, known_at
from waymark.stages.prioritisation.rules.ranking import (
    Actionability,
    Rank,
    Stage,
    Standing,
    actionability_of,
    escalation_unread,
    rank,
)
from waymark.stages.prioritisation.rules.signals import Signals, answers_from, merged

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from waymark.clocks import Level, Promise
    from waymark.stages.prioritisation.rules.policy import Policy


@dataclass(slots=True)
class Everything:
    """Everything known of one referral that its level and place depend on.

    reports: reference, receipt and signals of each. answers: officers' alone. operator_lost_on, last_active_on:
    the latest of any report. promises: as long as they are set. is_promise_stopped: by enforcement, or a recorded
    safeguarding disruption.
    """

    reports: list[tuple[str, datetime, Signals]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    counts: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    operator_lost_on: date | None = None
    last_active_on: date | None = None
    promises: Mapping[Level, Promise] = field(default_factory=lambda: PROMISES)
    is_promise_stopped: bool = False

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
    """What an assessment came to, for the ledger and for whoever delivered. known: what it was made from."""

    reference: str
    stage: Stage
    assessment: Assessment
    rank: Rank
    in_force: InForce
    known: Known


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a referral stands.

    due_at: None once its promise has stopped. changes_at: when time alone moves it. minutes: of research to do.
    """

    assessed: Assessed
    due_at: datetime | None
    changes_at: datetime | None
    minutes: int
    actionability: Actionability


def standing_answers(policy: Policy, about: Everything, now: datetime) -> dict[str, Answer]:
    """The answer that stands for each fact, officers' and the reports' own."""
    answers = list(about.answers)
    for source, at, signals in about.reports:
        answers.extend(answers_from(signals, source=source, answered_at=at, checker="the reporter"))
    return settled(answers, now, policy.shelf_days)


def place(policy: Policy, reference: str, about: Everything, now: datetime) -> Placed:
    """Assess a referral by a policy and give it its place. about: with one report or more."""
    answers = standing_answers(policy, about, now)
    made = assess(policy, answers, now)
    force = in_force(made.level, made.fired, results=about.results, decisions=about.decisions)
    is_done = is_researched(made, about.answers) or force.basis is not Basis.PROPOSED
    stage = Stage.RESEARCHED if is_done else Stage.UNRESEARCHED
    signals = merged(signals for _, _, signals in about.reports)
    due = None
    if not about.is_promise_stopped:
        due = due_at(about.promises[force.level], started_at=about.received_at, as_at=now)
    minutes = signals.reading_minutes + made.minutes
    can_act = actionability_of(
        resolvable_events=about.resolvable,
        named=signals.named,
        address=signals.address,
        account=signals.account,
    )
    line = rank(
        policy,
        Standing(
            reference=reference,
            received_at=about.received_at,
            stage=stage,
            level=force.ranked,
            gate=made.is_gate,
            unread=escalation_unread(escalated_at=_escalated_at(about), answers=answers),
            child_signals=signals.child,
            operator_lost_on=about.operator_lost_on,
            platform_ends_on=platform_preservation_ends(about.received_at).date(),
            actionability=can_act,
            minutes=minutes,
            last_active_on=about.last_active_on,
            due_at=due,
        ),
        now,
    )
    moments = [line.changes_at, next_lapse(policy, answers.values(), now)]
    changes_at = min((moment for moment in moments if moment), default=None)
    known = known_at(answers, now, policy.shelf_days)
    return Placed(Assessed(reference, stage, made, line, force, known), due, changes_at, minutes, can_act)


def _escalated_at(about: Everything) -> datetime | None:
    return max((at for _, at, said in about.reports if said.escalated), default=None)
