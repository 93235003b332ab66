"""A policy: the ordered steps by which a force gives a level, its floors and ceilings, and its queue.

A policy is made from its file by `load_policy`, which refuses it whole, with every reason, unless it
passes every check. What holds of a loaded policy (each has a test):

- every state of the facts has a level, and every step can fire;
- a yes to danger never lowers a level and a no never raises one, so neither does the passing of time;
- gate 0 is very high whatever else is known; a child at the address is high or above; with nothing
  known of the household the level is never low;
- nothing in it rests on a protected characteristic or on a known proxy.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from waymark.errors import WaymarkError
from waymark.stages.prioritisation.rules.conditions import Condition, Graded, Rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from waymark.clocks import Level
    from waymark.stages.prioritisation.rules.facts import CheckName


class Problem(NamedTuple):
    """One reason to refuse a policy.

    code: lower_snake, stable. where: such as `step 3 "access" when.any`. line: from 1; 0 when unknown.
    what: what is wrong. do: what to do about it.
    """

    code: str
    where: str
    line: int
    what: str
    do: str


class PolicyRefused(WaymarkError):
    """A policy file does not pass its checks. Every reason is in `problems`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        more = f" (and {len(self.problems) - 1} more)" if len(self.problems) > 1 else ""
        super().__init__(f"The policy is refused. {first.where}: {first.what}{more}. {first.do}")


class PolicyNotReadable(WaymarkError):
    """The text of a policy that was kept can no longer be read."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Policy {name} was kept and cannot be read by this version: ask for support")


class Kind(StrEnum):
    STEP = "step"
    FLOOR = "floor"
    CEILING = "ceiling"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the policy: a step, or a floor or ceiling over all of them.

    because: why, in plain words for the page. sources: keys of the policy's sources. line: in its file.
    """

    kind: Kind
    name: str
    level: Level
    when: Condition
    because: str
    sources: tuple[str, ...]
    line: int = 0

    @property
    def graded(self) -> Graded:
        return Graded(self.when, self.level.danger)


class Holds(StrEnum):
    """What one band of the queue holds."""

    GATE_0 = "gate_0"
    VERY_HIGH = "very_high"
    CHILD_SIGNAL = "child_signal"
    WAITING = "unresearched_waiting"
    HIGH = "high"
    UNRESEARCHED = "unresearched"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Band:
    """One band of the queue, in its order. after_days: only for `unresearched_waiting`, else 0."""

    holds: Holds
    because: str
    sources: tuple[str, ...]
    after_days: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """A policy that has been read. Two are equal when their files are, to the byte, and what these left open.

    digest: SHA-256 of the file, in hex. signal_grades: 1 is the gravest. shelf_days: by fact.
    check_minutes: by check. sources: key to citation.
    """

    version: str
    author: str
    approver: str
    effective: date
    digest: str
    sources: Mapping[str, str]
    steps: tuple[Step, ...]
    floors: tuple[Step, ...]
    ceilings: tuple[Step, ...]
    bands: tuple[Band, ...]
    signal_grades: Mapping[str, int]
    shelf_days: Mapping[str, int]
    check_minutes: Mapping[CheckName, int]
    rules: Rules = field(init=False)

    def __post_init__(self) -> None:
        steps, floors, ceilings = (
            tuple(line.graded for line in lines) for lines in (self.steps, self.floors, self.ceilings)
        )
        object.__setattr__(self, "rules", Rules(steps, floors, ceilings))

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        return (
            isinstance(other, Policy)
            and other.digest == self.digest
            and other.shelf_days == self.shelf_days
            and other.check_minutes == self.check_minutes
        )

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def name(self) -> str:
        """The version with the beginning of the digest: one file has one name, and no other has it."""
        return f"{self.version}+{self.digest[:12]}"


@lru_cache(maxsize=64)
def load_policy(text: str) -> Policy:
    """Make a policy from the text of its file. Raises PolicyRefused with every problem found.

    The checks take about a tenth of a second; the same text is judged once in a process.
    """
    from waymark.stages.prioritisation.rules.guards import check_policy

    policy, problems = check_policy(text)
    if policy is None or problems:
        raise PolicyRefused(problems)
    return policy


def defaults_of(policy: Policy) -> str:
    """Every shelf life and every check's minutes of a policy, as JSON: what its file leaves open included."""
    filled = {
        "check_minutes": {check.value: minutes for check, minutes in policy.check_minutes.items()},
        "shelf_days": dict(policy.shelf_days),
    }
    return json.dumps(filled, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=64)
def kept_policy(text: str, defaults: str = "") -> Policy:
    """Read a policy as it was kept: what was in force is never judged again by later checks.

    defaults: see `defaults_of`; empty takes today's. Raises PolicyNotReadable.
    """
    from waymark.stages.prioritisation.rules.facts import CheckName
    from waymark.stages.prioritisation.rules.policy_file import PolicyFile

    policy = PolicyFile(text.removeprefix("\ufeff")).read()
    if policy is None:
        raise PolicyNotReadable(sha256(text.encode()).hexdigest()[:12])
    if not defaults:
        return policy
    filled = json.loads(defaults)
    minutes = {
        CheckName(name): each for name, each in filled["check_minutes"].items() if name in {*CheckName}
    }
    return replace(
        policy,
        shelf_days={**policy.shelf_days, **filled["shelf_days"]},
        check_minutes={**policy.check_minutes, **minutes},
    )


def shipped_policy_text() -> str:
    """The text of the policy that comes with Waymark."""
    from importlib.resources import files

    return (files("waymark.stages.prioritisation") / "policy.toml").read_text(encoding="utf-8")
