"""A policy in plain words, made from its file: what an officer reads, and can explain to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from waymark.stages.prioritisation.rules.conditions import Condition, each
from waymark.stages.prioritisation.rules.facts import CHECKS, FACTS, Bearing, named
from waymark.stages.prioritisation.rules.policy import Kind, Policy, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from waymark.clocks import Level
    from waymark.stages.prioritisation.rules.policy import Holds


class Demand(NamedTuple):
    """One thing that must be so for a line to hold. questions: any of them, or all, as `words` says."""

    words: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineInWords:
    """One step, floor or ceiling. name: as in the file. sources: the citations themselves."""

    kind: Kind
    number: int
    name: str
    level: Level
    demands: tuple[Demand, ...]
    because: str
    sources: tuple[str, ...]

    @property
    def gives(self) -> str:
        words = self.level.replace("_", " ")
        return {Kind.STEP: words, Kind.FLOOR: f"never below {words}", Kind.CEILING: f"never above {words}"}[
            self.kind
        ]


class BandInWords(NamedTuple):
    """One band of the queue, in its order."""

    holds: Holds
    after_days: int
    because: str


class FactInWords(NamedTuple):
    """A question the policy asks. shelf_days: after so many, a no (of a limiting fact: a yes) is unknown again."""

    question: str
    check: str
    shelf_days: int
    lapses: str


class CheckInWords(NamedTuple):
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class PolicyInWords:
    """A whole policy, in the order in which it is applied."""

    name: str
    version: str
    author: str
    approver: str
    effective: str
    steps: tuple[LineInWords, ...]
    floors: tuple[LineInWords, ...]
    ceilings: tuple[LineInWords, ...]
    bands: tuple[BandInWords, ...]
    facts: tuple[FactInWords, ...]
    checks: tuple[CheckInWords, ...]
    sources: tuple[tuple[str, str], ...]

    def lines(self) -> Iterator[str]:
        """The same as text, a line each."""
        yield f"Policy {self.name}, from {self.effective}. Author: {self.author}. Approver: {self.approver}."
        yield "The first step that holds gives the level. Unknown is never no."
        for line in (*self.steps, *self.floors, *self.ceilings):
            yield f"{line.kind.capitalize()} {line.number}, {line.name}: {line.gives}. {line.because}"
            for demand in line.demands:
                yield f"    {demand.words}"
                for question in demand.questions:
                    yield f"      - {question}"
        yield "The queue, in order:"
        for band in self.bands:
            after = f" ({band.after_days} days)" if band.after_days else ""
            yield f"  {band.holds.replace('_', ' ')}{after}: {band.because}"
        for key, citation in self.sources:
            yield f"Source {key}: {citation}"


def in_plain_words(policy: Policy) -> PolicyInWords:
    """Put a policy into words: everything comes from its file and from the vocabulary, nothing is added."""
    asked = policy.rules.mentions
    return PolicyInWords(
        policy.name,
        policy.version,
        policy.author,
        policy.approver,
        policy.effective.isoformat(),
        _lines(policy, policy.steps),
        _lines(policy, policy.floors),
        _lines(policy, policy.ceilings),
        tuple(BandInWords(band.holds, band.after_days, band.because) for band in policy.bands),
        tuple(_fact(policy, name) for name in named(asked)),
        tuple(CheckInWords(check.title, policy.check_minutes[name]) for name, check in CHECKS.items()),
        tuple(policy.sources.items()),
    )


def _lines(policy: Policy, lines: tuple[Step, ...]) -> tuple[LineInWords, ...]:
    return tuple(
        LineInWords(
            line.kind,
            number,
            line.name,
            line.level,
            tuple(_demands(line.when)),
            line.because,
            tuple(policy.sources.get(key, key) for key in line.sources),
        )
        for number, line in enumerate(lines, 1)
    )


def _demands(when: Condition) -> Iterator[Demand]:
    if when.yes:
        yield Demand(_one_or("Yes to this", "Yes to each of these", when.yes), _questions(when.yes))
    for place, group in enumerate(when.groups):
        also = "And yes" if place or when.yes else "Yes"
        yield Demand(_one_or(f"{also} to this", f"{also} to one or more of these", group), _questions(group))
    if when.no:
        yield Demand(_one_or("Known to be no", "Each of these known to be no", when.no), _questions(when.no))
    if when.unknown:
        yield Demand(
            _one_or("While this is not known", "While one or more of these are not known", when.unknown),
            _questions(when.unknown),
        )
    if when.is_met:
        yield Demand("When no step above holds, whatever is known", ())


def _one_or(one: str, several: str, bits: int) -> str:
    return one if len(list(each(bits))) == 1 else several


def _questions(bits: int) -> tuple[str, ...]:
    return tuple(FACTS[name].question for name in named(bits))


def _fact(policy: Policy, name: str) -> FactInWords:
    fact = FACTS[name]
    lapses = "yes" if fact.bearing is Bearing.LIMITING else "no"
    return FactInWords(fact.question, CHECKS[fact.check].title, policy.shelf_days[name], lapses)
