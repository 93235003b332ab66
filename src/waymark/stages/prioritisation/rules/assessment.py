"""Gives a level, why, what the unknowns leave open, and the check that could change it most.

The answer is a proposal; a named officer decides. It depends on nothing but the policy and what each
fact is worth now, so it is worked out once for each combination and remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from waymark.clocks import Level
from waymark.errors import WaymarkError
from waymark.stages.prioritisation.rules.answers import Answer, Said, current, lapses_at
from waymark.stages.prioritisation.rules.conditions import COMPLETE, Rules, each, outcomes, settle_all
from waymark.stages.prioritisation.rules.facts import (
    BIT,
    CHECKS,
    CHILD_POSSIBLY_SUSPECT,
    FACTS,
    GATE_FACTS,
    SUSPECT_BELOW_RESPONSIBILITY,
    SUSPECT_IS_CHILD,
    CheckName,
    named,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from waymark.stages.prioritisation.rules.policy import Policy, Step


class Path(StrEnum):
    """How the suspect is dealt with; only a verified age chooses another path than the standard one.

    The level still says how much danger children are in, whichever the path.
    """

    STANDARD = "standard"
    WELFARE_FIRST = "welfare_first"
    WELFARE_ONLY = "welfare_only"


class FactUsed(NamedTuple):
    name: str
    said: Said


class NextCheck(NamedTuple):
    """The check whose answers could move the level most a minute.

    facts: those unknown that it answers and that still matter, the most telling first; fact: that one.
    could_move_to: the level furthest from the present one that its answers alone could give; where no
    one check moves the level, the furthest that is still possible at all.
    """

    check: CheckName
    title: str
    fact: str
    facts: tuple[str, ...]
    question: str
    minutes: int
    could_move_to: Level


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a policy makes of what is known.

    fired: the step, or the floor or ceiling that moved its level. because: its reason; then the step's.
    facts: those the fired line rests on. unknown: those whose answer could still matter. lowest,
    highest: over every way these can turn out. next_check: None when they cannot change the level.
    minutes: of an officer's time for every check that answers one of them. is_gate: a gate 0 fact is yes.
    verify_age: the report suggests that the suspect is a child; nobody has verified it.
    """

    level: Level
    fired: str
    because: str
    facts: tuple[FactUsed, ...]
    unknown: tuple[str, ...]
    lowest: Level
    highest: Level
    next_check: NextCheck | None
    minutes: int
    path: Path
    is_gate: bool
    verify_age: bool
    policy_version: str
    policy_digest: str


class NoStepApplies(WaymarkError):
    """A policy that was never checked has no step for what is known."""

    def __init__(self, version: str) -> None:
        super().__init__(f"Policy {version} has no step for these facts: run `waymark policy check` on it")


_LEVELS = tuple(sorted(Level, key=lambda level: level.danger))
_GATE = sum(BIT[name] for name in GATE_FACTS)
_FACTS_OF = {
    check: sum(BIT[name] for name, fact in FACTS.items() if fact.check is check) for check in CheckName
}


def assess(policy: Policy, answers: Mapping[str, Answer], now: datetime) -> Assessment:
    """Give the level that a policy proposes for what is known at `now`.

    answers: one standing answer a fact (see `settled`), keyed by the fact's name; a fact that is absent
    is unknown. An answer past its shelf life is unknown. Unknown is never no.
    Raises UnknownFact; NoStepApplies for a policy that did not pass its checks.
    """
    yes = no = 0
    for answer in answers.values():
        said = current(answer, now, policy.shelf_days)
        if said == Said.YES:
            yes |= BIT[answer.fact]
        elif said == Said.NO:
            no |= BIT[answer.fact]
    return assess_known(policy, yes, no)


def next_lapse(policy: Policy, answers: Iterable[Answer], now: datetime) -> datetime | None:
    """Say when the next answer becomes unknown by its shelf life, so that the level is looked at again."""
    lapses = (lapses_at(answer, policy.shelf_days) for answer in answers)
    return min((lapse for lapse in lapses if lapse is not None and lapse > now), default=None)


def is_researched(assessment: Assessment, answers: Iterable[Answer]) -> bool:
    """True once people have made every check that could still matter.

    answers: people's only, of any age, "unknown" included: a report researches nothing. One answer is
    not research: until every check is made a referral keeps the place that its signals give it.
    """
    made = {answer.check for answer in answers}
    return bool(made) and all(FACTS[name].check in made for name in assessment.unknown)


@lru_cache(maxsize=1 << 16)
def assess_known(policy: Policy, yes: int, no: int) -> Assessment:
    """`assess` for facts that are yes and facts that are no, as sets of bits. Raises NoStepApplies."""
    level_now = policy.rules.level(yes, no)
    if level_now is None:
        raise NoStepApplies(policy.version)
    line, step = _fired(policy, yes, no, level_now)
    open_rules = settle_all(policy.rules, yes=yes, no=no, unknown=0)
    possible = outcomes(open_rules, COMPLETE)
    return Assessment(
        level=_LEVELS[level_now],
        fired=line.name,
        because=line.because if line is step else f"{line.because} Otherwise {step.level}: {step.because}",
        facts=_facts_used(line, yes, no),
        unknown=named(open_rules.mentions),
        lowest=_LEVELS[min(possible)],
        highest=_LEVELS[max(possible)],
        next_check=_next_check(policy, open_rules, possible, level_now),
        minutes=sum(
            policy.check_minutes[check] for check in CHECKS if _FACTS_OF[check] & open_rules.mentions
        ),
        path=_path(yes),
        is_gate=bool(yes & _GATE),
        verify_age=bool(yes & BIT[CHILD_POSSIBLY_SUSPECT]) and not (yes | no) & BIT[SUSPECT_IS_CHILD],
        policy_version=policy.version,
        policy_digest=policy.digest,
    )


def _fired(policy: Policy, yes: int, no: int, level: int) -> tuple[Step, Step]:
    """The line that decided the level, and the step under it: one and the same unless a limit moved it."""
    step = next(step for step in policy.steps if step.when.holds(yes, no))
    if step.level.danger == level:
        return step, step
    # A floor wins over a ceiling, so that one may have the last word even where the level came down.
    limits = policy.floors if step.level.danger < level else (*policy.ceilings, *policy.floors)
    holding = (limit for limit in limits if limit.level.danger == level and limit.when.holds(yes, no))
    return next(holding, step), step


def _facts_used(line: Step, yes: int, no: int) -> tuple[FactUsed, ...]:
    when = line.when
    asked_yes = when.yes
    for group in when.groups:
        asked_yes |= group
    said = {
        **dict.fromkeys(named(asked_yes & yes), Said.YES),
        **dict.fromkeys(named(when.no & no), Said.NO),
        **dict.fromkeys(named(when.unknown & ~(yes | no)), Said.UNKNOWN),
    }
    return tuple(FactUsed(name, said[name]) for name in FACTS if name in said)


def _path(yes: int) -> Path:
    if yes & BIT[SUSPECT_BELOW_RESPONSIBILITY]:
        return Path.WELFARE_ONLY
    return Path.WELFARE_FIRST if yes & BIT[SUSPECT_IS_CHILD] else Path.STANDARD


def _next_check(policy: Policy, open_rules: Rules, possible: frozenset[int], level: int) -> NextCheck | None:
    """Choose the check that could move the level furthest a minute; then upwards, quicker, first listed.

    The answers of one check come together, while every other unknown stays unknown.
    """
    relevant = open_rules.mentions
    if len(possible) == 1 or not relevant:
        return None
    best: tuple[float, int, int] | None = None
    chosen: tuple[CheckName, int] | None = None
    for check in CHECKS:
        asked = _FACTS_OF[check] & relevant
        if not asked:
            continue
        reach = outcomes(settle_all(open_rules, yes=0, no=0, unknown=relevant & ~asked), COMPLETE)
        to = max(reach, key=lambda other: (abs(other - level), other))
        minutes = policy.check_minutes[check]
        score = (abs(to - level) / minutes, to, -minutes)
        if best is None or score > best:
            best, chosen = score, (check, to)
    if chosen is None:  # pragma: no cover - every fact has a check
        return None
    check, to = chosen
    if to == level:
        to = max(possible, key=lambda other: (abs(other - level), other))
    facts = _most_telling_first(open_rules, _FACTS_OF[check] & relevant, level)
    return NextCheck(
        check,
        CHECKS[check].title,
        facts[0],
        facts,
        FACTS[facts[0]].question,
        policy.check_minutes[check],
        _LEVELS[to],
    )


def _most_telling_first(open_rules: Rules, asked: int, level: int) -> tuple[str, ...]:
    """Put a check's facts in the order of how far each alone could move the level; ties as listed."""
    relevant = open_rules.mentions

    def distance(bit: int) -> int:
        reach = outcomes(settle_all(open_rules, yes=0, no=0, unknown=relevant & ~bit), COMPLETE)
        return max(abs(other - level) for other in reach)

    return tuple(name for bit in sorted(each(asked), key=distance, reverse=True) for name in named(bit))
