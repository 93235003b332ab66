"""Every clock, as `clocks.toml` tells it: what starts, stops, pauses and extends it, how long it runs, who says so."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from waymark.clocks.milestones import MilestoneKind
from waymark.clocks.nations import Nation, said_in
from waymark.errors import WaymarkError


class Unit(StrEnum):
    """hours, days: elapsed. working_days: by the nation's bank holidays. months: of the calendar."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"


class Group(StrEnum):
    PROMISE = "promise"
    SAFEGUARDING = "safeguarding"
    ENFORCEMENT = "enforcement"
    VICTIM = "victim"
    WELFARE = "welfare"
    EVIDENCE = "evidence"
    STATUTORY = "statutory"


class Length(NamedTuple):
    """How long a clock runs in a nation, and who says so. amount: None where nobody has set it.

    to_confirm: the source is named from general knowledge, and nobody has read it for this installation.
    """

    amount: int | None
    unit: Unit
    source: str
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class ClockSpec:
    """One clock. title: {x} is said in the nation's words. lengths: in each nation, as shipped.

    pauses: pairs of what begins and what ends a pause. extends: milestones whose own date becomes the due date.
    """

    name: str
    title: str
    group: Group
    starts: frozenset[MilestoneKind]
    stops: frozenset[MilestoneKind]
    extends: frozenset[MilestoneKind]
    pauses: tuple[tuple[MilestoneKind, MilestoneKind], ...]
    lengths: Mapping[Nation, Length]

    def title_in(self, nation: Nation) -> str:
        if not self.title.startswith("{"):
            return self.title
        term, _, rest = self.title[1:].partition("}")
        return said_in(nation, term) + rest


class UnknownClock(WaymarkError):
    """No clock has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No clock is called {name!r}: the page Clocks lists them all")


def _length(told: Mapping[str, Any]) -> Length:
    if told.get("unset"):
        return Length(None, Unit.DAYS, told["source"])
    assert "amount" in told, "a clock of clocks.toml has neither an amount nor unset"
    return Length(told["amount"], Unit(told["unit"]), told["source"], told.get("confirm", False))


def _spec(told: Mapping[str, Any]) -> ClockSpec:
    everywhere = _length(told)
    return ClockSpec(
        name=told["name"],
        title=told["title"],
        group=Group(told["group"]),
        starts=frozenset(map(MilestoneKind, told["starts"])),
        stops=frozenset(map(MilestoneKind, told["stops"])),
        extends=frozenset(map(MilestoneKind, told.get("extends", ()))),
        pauses=tuple((MilestoneKind(one), MilestoneKind(other)) for one, other in told.get("pauses", ())),
        lengths={
            nation: _length(told[nation.value]) if nation.value in told else everywhere for nation in Nation
        },
    )


@cache
def _read() -> Mapping[str, Any]:
    text = resources.files("waymark.clocks").joinpath("clocks.toml").read_text("utf-8")
    return tomllib.loads(text)


CLOCKS: Mapping[str, ClockSpec] = {each["name"]: _spec(each) for each in _read()["clock"]}
WORKING_DAY_ENDS: time = _read()["working_day_ends"]


def clock_called(name: str) -> ClockSpec:
    """The clock of that name. Raises UnknownClock."""
    spec = CLOCKS.get(name)
    if spec is None:
        raise UnknownClock(name)
    return spec


class Lengths:
    """How long each clock runs in each nation: as an administrator set it, else as shipped.

    set_lengths: by clock and nation; the empty nation is every nation.
    """

    __slots__ = ("_set",)

    def __init__(self, set_lengths: Mapping[tuple[str, str], Length] | None = None) -> None:
        self._set = dict(set_lengths or {})

    def of(self, spec: ClockSpec, nation: Nation) -> Length:
        for key in ((spec.name, nation.value), (spec.name, "")):
            if key in self._set:
                return self._set[key]
        return spec.lengths[nation]


SHIPPED = Lengths()
