"""The research sheet of a referral: each place to look, what is known from there, with its source and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.prioritisation.queries.standing import StandingLine, checks, standing
from waymark.stages.prioritisation.rules.answers import Answer, Said, current, lapses_at
from waymark.stages.prioritisation.rules.checking import SHEET, UPRN, covered_by
from waymark.stages.prioritisation.rules.facts import FACTS


@dataclass(frozen=True, slots=True)
class LookLine:
    """The newest look at one place. found: of the UPRN alone."""

    check: str
    system: str
    outcome: str
    done_at: datetime
    checker: str
    log: str
    found: str


@dataclass(frozen=True, slots=True)
class SheetFact:
    """A fact on the sheet: what it is worth now, on what that rests, and when it is unknown again.

    lapsed: it was answered, and its shelf life has passed. matters: its answer could still change the level.
    """

    name: str
    question: str
    worth: Said
    answer: Answer | None
    until: datetime | None
    lapsed: bool
    matters: bool


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One place to look. minutes: of an officer's time, by the policy in force. is_next: the next-best check."""

    check: str
    minutes: int
    facts: tuple[SheetFact, ...]
    look: LookLine | None
    is_next: bool

    @property
    def is_known(self) -> bool:
        return all(fact.worth is not Said.UNKNOWN for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on one screen. lines: in the order in which a desk looks. uprn: None until one is recorded."""

    lines: tuple[SheetLine, ...]
    uprn: LookLine | None
    standing: StandingLine


def sheet(viewer: Viewer, referral_id: int, *, now: datetime) -> Sheet:
    """The research sheet as it stands. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    known = standing(viewer, referral_id, now=now)
    looks = _newest_looks(referral_id)
    minutes = checks(known.policy)
    best = known.assessment.next_check
    return Sheet(
        tuple(
            SheetLine(
                row.check.value,
                minutes[row.check.value].minutes,
                tuple(_fact(name, known, now) for name in covered_by(row.check)),
                looks.get(row.check.value),
                best is not None and best.check is row.check,
            )
            for row in SHEET
        ),
        looks.get(UPRN),
        known,
    )


def _fact(name: str, known: StandingLine, now: datetime) -> SheetFact:
    answer = known.answers.get(name)
    worth = current(answer, now, known.policy.shelf_days) if answer else Said.UNKNOWN
    until = lapses_at(answer, known.policy.shelf_days) if answer else None
    return SheetFact(
        name,
        FACTS[name].question,
        worth,
        answer,
        until,
        answer is not None and answer.said is not Said.UNKNOWN and worth is Said.UNKNOWN,
        name in known.assessment.unknown,
    )


def _newest_looks(referral_id: int) -> Mapping[str, LookLine]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct on (c.check_name) c.check_name, c.system, c.outcome, c.done_at, c.checker, c.log, c.found "
            "from research_check c join referral f on f.id = c.referral_id "
            "where f.id = %(id)s or f.merged_into_id = %(id)s order by c.check_name, c.done_at desc, c.id desc",
            {"id": referral_id},
        )
        return {row[0]: LookLine(*row) for row in cursor.fetchall()}
