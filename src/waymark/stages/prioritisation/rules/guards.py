"""Everything a policy must pass before it may give a level: `check_policy`.

The logic is judged exactly, over every state (yes, no, unknown) of the facts a policy mentions, not
over samples: each claim is decided either by the least that would break it, or by `outcomes` and `falls`.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from waymark.clocks import Level
from waymark.stages.prioritisation.rules.conditions import (
    ANY_STATE,
    NO_STEP,
    Condition,
    Value,
    each,
    falls,
    outcomes,
    settle_all,
)
from waymark.stages.prioritisation.rules.facts import BIT, FACTS, GATE_FACTS, Bearing, named
from waymark.stages.prioritisation.rules.policy import Holds, Policy, Problem, Step
from waymark.stages.prioritisation.rules.policy_file import PolicyFile
from waymark.stages.prioritisation.rules.signal_words import Signal

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEVELS = tuple(sorted(Level, key=lambda level: level.danger))
_HOUSEHOLD = sum(BIT[name] for name, fact in FACTS.items() if fact.household)
_HISTORY = ("contact_offence_history", "registered_sex_offender", "contact_offence_allegation")
"""Step 1 of the published steps of KIRAT: past contact offending, and allegations of it."""


def check_policy(content: str | bytes) -> tuple[Policy | None, tuple[Problem, ...]]:
    """Read a policy file and find everything that is wrong with it, in the order of the file.

    Returns the policy, or None where it could not be read, and the problems; none means it may be used.
    """
    try:
        text = content.decode("utf-8") if isinstance(content, bytes) else content
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        do = "Save the file as UTF-8."
        return None, (Problem("unreadable", "file", line, "it is not UTF-8", do),)
    file = PolicyFile(text.removeprefix("\ufeff"))
    policy = file.read()
    problems = list(file.problems)
    if policy is not None:
        for judge in (_people, _repeated, _gaps, _unreachable, _contradictions, _bands, _signals):
            problems.extend(judge(policy))
        if not any(problem.code == "gap" for problem in problems):
            for judge in (_gate, _household, _history, _direction):
                problems.extend(judge(policy))
    return policy, tuple(sorted(problems, key=lambda problem: problem.line))


def _problem(line: Step, code: str, what: str, do: str) -> Problem:
    return Problem(code, f'{line.kind} "{line.name}"', line.line, what, do)


def _people(policy: Policy) -> Iterator[Problem]:
    if policy.author and policy.author.strip().casefold() == policy.approver.strip().casefold():
        do = "A second person approves a policy: name them."
        yield Problem("one_person", "file approver", 0, "author and approver are the same", do)


def _repeated(policy: Policy) -> Iterator[Problem]:
    seen: set[str] = set()
    for line in (*policy.steps, *policy.floors, *policy.ceilings):
        if line.name in seen:
            yield _problem(line, "duplicate", "another line has the same name", "Give each line its own.")
        seen.add(line.name)


def _gaps(policy: Policy) -> Iterator[Problem]:
    """With nothing known no condition holds, so only a step without one closes the gap."""
    if not any(step.when.is_met for step in policy.steps):
        do = "End the steps with one that has otherwise = true."
        yield Problem("gap", "steps", 0, "with every fact unknown, no step gives a level", do)


def _least(when: Condition) -> Iterator[tuple[int, int]]:
    """The least knowledge that makes a condition hold, in every way: facts yes, facts no.

    Knowing more never makes a condition fail, so what fails to hold here is all that can fail to hold.
    """
    if when.yes & when.no:
        return
    choices = [[bit for bit in each(group) if not bit & when.no] for group in when.groups]
    for chosen in product(*choices):
        yes = when.yes
        for bit in chosen:
            yes |= bit
        yield yes, when.no


def _unreachable(policy: Policy) -> Iterator[Problem]:
    for at, step in enumerate(policy.steps):
        before = policy.steps[:at]
        ways = list(_least(step.when))
        if not ways:
            do = "Correct it: no fact can be both yes and no."
            yield _problem(step, "unreachable", "what it asks for cannot be", do)
        elif all(any(earlier.when.holds(yes, no) for earlier in before) for yes, no in ways):
            yes, no = ways[0]
            blocking = next(earlier for earlier in before if earlier.when.holds(yes, no))
            what = f'it can never fire: "{blocking.name}" always comes first'
            yield _problem(step, "unreachable", what, f'Remove it, or move it above "{blocking.name}".')


def _contradictions(policy: Policy) -> Iterator[Problem]:
    """A floor above a ceiling, when both can hold at once."""
    for floor, ceiling in product(policy.floors, policy.ceilings):
        if floor.level.danger <= ceiling.level.danger:
            continue
        for (yes_a, no_a), (yes_b, no_b) in product(_least(floor.when), _least(ceiling.when)):
            yes, no = yes_a | yes_b, no_a | no_b
            if not yes & no and floor.when.holds(yes, no):
                facts = ", ".join(named(yes | no)) or "nothing known"
                at_least = f'floor "{floor.name}" says at least {floor.level}'
                what = f"{at_least}, this at most {ceiling.level} ({facts})"
                do = "Make the ceiling ask, under none, that what the floor rests on is known to be no."
                yield _problem(ceiling, "contradiction", what, do)
                break


def _possible(policy: Policy, *, yes: int = 0, unknown: int = 0) -> frozenset[int]:
    """Every level that can come out with some facts settled and the others in any state."""
    return outcomes(settle_all(policy.rules, yes=yes, no=0, unknown=unknown), ANY_STATE) - {NO_STEP}


def _gate(policy: Policy) -> Iterator[Problem]:
    for name in GATE_FACTS:
        lowest = min(_possible(policy, yes=BIT[name]))
        if lowest < Level.VERY_HIGH.danger:
            what = f"{name} = yes can come out as {_LEVELS[lowest]}"
            do = "Put gate 0 first: a step of level very_high when any of its facts is yes, under no ceiling."
            yield Problem("gate_0", "steps", policy.steps[0].line, what, do)


def _household(policy: Policy) -> Iterator[Problem]:
    lowest = min(_possible(policy, yes=BIT["child_at_address"]))
    if lowest < Level.HIGH.danger:
        what = f"with a child at the address the level can be {_LEVELS[lowest]}"
        do = 'Add a floor of level high when = { any = ["child_at_address"] }.'
        yield Problem("household", "floors", 0, what, do)
    if Level.LOW.danger in _possible(policy, unknown=_HOUSEHOLD):
        names = ", ".join(named(_HOUSEHOLD))
        do = f"Add a floor of level medium with while_unknown = [{names}]: unknown is never no."
        what = "with nothing known of the household it can be low"
        yield _at_low_line(policy, _HOUSEHOLD, "household", what, do)


def _history(policy: Policy) -> Iterator[Problem]:
    """No level is low while any part of a suspect's history is still unknown."""
    for name in _HISTORY:
        if Level.LOW.danger in _possible(policy, unknown=BIT[name]):
            do = f"Let it ask, under none, that {name} is known to be no: unknown is never no."
            yield _at_low_line(policy, BIT[name], "history", f"it can be low while {name} is unknown", do)


def _at_low_line(policy: Policy, unknown: int, code: str, what: str, do: str) -> Problem:
    """The problem, at the first line that gives low and needs no answer to what is unknown."""
    for line in (*policy.steps, *policy.ceilings):
        if line.level is Level.LOW and not (line.when.yes | line.when.no) & unknown:
            return _problem(line, code, what, do)
    return Problem(code, "floors", 0, what, do)


def _direction(policy: Policy) -> Iterator[Problem]:
    """No yes to danger may lower a level, no "no" may raise one; of a limiting fact, the reverse."""
    for bit in each(policy.rules.mentions):
        fact = FACTS[named(bit)[0]]
        by_value = {
            Value.YES: settle_all(policy.rules, yes=bit, no=0, unknown=0),
            Value.NO: settle_all(policy.rules, yes=0, no=bit, unknown=0),
            Value.UNKNOWN: settle_all(policy.rules, yes=0, no=0, unknown=bit),
        }
        safest, worst = Value.NO, Value.YES
        if fact.bearing is Bearing.LIMITING:
            safest, worst = worst, safest
        for lower, upper in ((Value.UNKNOWN, worst), (safest, Value.UNKNOWN)):
            if falls(by_value[lower], by_value[upper]):
                yield _lowers(policy, fact.name, lower, upper)


def _lowers(policy: Policy, fact: str, lower: Value, upper: Value) -> Problem:
    what = f"{fact} = {upper.name.lower()} can give a lower level than {lower.name.lower()}"
    do = "Put the graver steps first; let no danger, and no unknown, lead to a lower level."
    code = "lowers"
    if FACTS[fact].childs_age:
        code, do = "childs_age_lowers", "Remove it there: the age of a child at risk may only raise a level."
    mentioning = (
        line for line in (*policy.steps, *policy.floors, *policy.ceilings) if line.when.mentions & BIT[fact]
    )
    first = next(mentioning)
    return _problem(first, code, what, do)


_IN_ORDER = (Holds.GATE_0, Holds.VERY_HIGH, Holds.HIGH, Holds.MEDIUM, Holds.LOW)


def _bands(policy: Policy) -> Iterator[Problem]:
    holds = [band.holds for band in policy.bands]
    if sorted(holds) != sorted(Holds):
        do = f"Name each of {', '.join(Holds)} exactly once."
        yield Problem("bands", "bands", 0, "the bands of the queue are not complete", do)
        return
    places = [holds.index(level) for level in _IN_ORDER]
    unread = (Holds.CHILD_SIGNAL, Holds.WAITING, Holds.UNRESEARCHED)
    signal, waiting, other = (holds.index(band) for band in unread)
    if places[0] != 0 or places != sorted(places) or not signal < waiting < other:
        do = f"Keep to the order {', '.join(_IN_ORDER)}, and to {', '.join(unread)}."
        yield Problem("bands", "bands", policy.bands[0].line, "a graver band comes after a lesser one", do)


def _signals(policy: Policy) -> Iterator[Problem]:
    missing = [signal for signal in Signal if signal not in policy.signal_grades]
    if missing:
        do = "Add a [[signal]] with a grade, 1 (gravest) to 9, for each."
        yield Problem("signals", "signals", 0, f"no grade is given to {', '.join(missing)}", do)
