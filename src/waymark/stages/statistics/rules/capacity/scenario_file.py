"""A scenario read from TOML or JSON: what is known, what is not, and what no queue could be."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from importlib.resources import files
from typing import Any

from waymark.errors import WaymarkError
from waymark.stages.statistics.rules.capacity.scenario import (
    LEVELS,
    Forensics,
    LevelWork,
    Past,
    Scenario,
    Staff,
)

_ROUNDING = 0.005  # shares in a file are rounded
_FEWEST_PAST = 4  # weeks: the first is where the model starts from
_MOST_A_WEEK = 200_000
_TABLES = {"arrivals", "levels", "desk", "forensics", "past"}


class BadScenario(WaymarkError):
    """A scenario that cannot be run as it is written."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(
            f"The scenario's {' '.join(where.split()) or 'file'}: {what}. `waymark stats capacity --example` "
            "prints a whole one"
        )


def example() -> str:
    """A whole scenario with its defaults, as a file to begin from."""
    return files(__package__).joinpath("example.toml").read_text(encoding="utf-8")


def read_scenarios(content: bytes) -> list[Scenario]:
    """The scenario of a file, then each of its `what_if`, changed as that says. Raises BadScenario."""
    document = _document(content)
    if not document:
        raise BadScenario("file", "says nothing: it would be the example's desk and not yours")
    changes = document.pop("what_if", [])
    if not isinstance(changes, list):
        raise BadScenario("what_if", "is a list of tables, each with a name and what it changes")
    first = _scenario(Scenario(), document, "")
    found = [first]
    for at, each in enumerate(changes, start=1):
        if not isinstance(each, dict):
            raise BadScenario(f"what_if {at}", "is no table")
        found.append(_scenario(replace(first, name=f"what_if_{at}"), each, f"what_if {at}"))
    return found


def _document(content: bytes) -> dict[str, Any]:
    try:
        text = content.decode("utf-8-sig")
        found = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        raise BadScenario("file", f"is neither TOML nor JSON: {str(fault)[:120]}") from None
    if not isinstance(found, dict):
        raise BadScenario("file", "is no table")
    return found


def _scenario(base: Scenario, said: Mapping[str, Any], where: str) -> Scenario:
    plain = {name: value for name, value in said.items() if name not in _TABLES}
    found: Scenario = _changed(base, plain, where)
    if "arrivals" in said:
        found = replace(found, arrivals=_changed(base.arrivals, said["arrivals"], f"{where} arrivals"))
    if "levels" in said:
        found = replace(found, levels=_levels_changed(base.levels, said["levels"], where))
    if "desk" in said:
        found = replace(found, desk=_staff(base.desk, said["desk"], f"{where} desk"))
    if "forensics" in said:
        found = replace(found, forensics=_forensics(base.forensics, said["forensics"], where))
    if "past" in said:
        found = replace(found, past=_past(said["past"], where))
    _check(found, where)
    return found


def _changed(base: Any, said: Any, where: str) -> Any:
    """A value with the fields that a table gives, each a number or text as before. Raises BadScenario."""
    if not isinstance(said, Mapping):
        raise BadScenario(where, "is no table")
    kinds = {each.name: type(getattr(base, each.name)) for each in fields(base)}
    values: dict[str, Any] = {}
    for name, value in said.items():
        factor = name.endswith("_times") and name.removesuffix("_times") in kinds
        more = name.endswith("_more") and name.removesuffix("_more") in kinds
        key = name.removesuffix("_times").removesuffix("_more") if factor or more else name
        kind = kinds.get(key)
        if kind not in {int, float, str}:
            known = ", ".join(each for each, its in kinds.items() if its in {int, float, str})
            raise BadScenario(
                where, f"{name!r} is not known: there are {known}, each also as _times or _more"
            )
        if kind is str and isinstance(value, str):
            values[key] = value
            continue
        if kind is str or isinstance(value, bool) or not isinstance(value, int | float):
            raise BadScenario(
                f"{where} {name}", f"is {value!r} where a {'text' if kind is str else 'number'} belongs"
            )
        now = getattr(base, key)
        number = now * value if factor else now + value if more else value
        if kind is int and number != int(number) and not factor:
            raise BadScenario(f"{where} {name}", "is a whole number")
        values[key] = round(number) if kind is int else float(number)
    return replace(base, **values)


def _levels_changed(base: Mapping[str, LevelWork], said: Any, where: str) -> dict[str, LevelWork]:
    if not isinstance(said, Mapping) or set(said) - set(LEVELS):
        raise BadScenario(f"{where} levels", f"are tables called {', '.join(LEVELS)}")
    return {
        level: _changed(base[level], said[level], f"{where} level {level}") if level in said else base[level]
        for level in LEVELS
    }


# What people call those who do the work, in a file of their own.
_PEOPLE = ("officers", "examiners")


def _staff(base: Staff, said: Any, where: str) -> Staff:
    if isinstance(said, Mapping):
        said = {_called(name): value for name, value in said.items()}
    staff: Staff = _changed(base, said, where)
    return staff


def _forensics(base: Forensics | None, said: Any, where: str) -> Forensics | None:
    if said is False:
        return None
    base = base or Forensics()
    if not isinstance(said, Mapping):
        raise BadScenario(f"{where} forensics", "is a table, or false where there is none")
    staff = {name: value for name, value in said.items() if _is_of_staff(name)}
    rest = {name: value for name, value in said.items() if not _is_of_staff(name)}
    found: Forensics = _changed(base, rest, f"{where} forensics")
    return replace(found, staff=_staff(base.staff, staff, f"{where} forensics"))


def _called(name: str) -> str:
    """`officers_more` as `people_more`."""
    for each in _PEOPLE:
        if name in {each, f"{each}_times", f"{each}_more"}:
            return f"people{name.removeprefix(each)}"
    return name


def _is_of_staff(name: str) -> bool:
    return _called(name).removesuffix("_times").removesuffix("_more") in {each.name for each in fields(Staff)}


def _past(said: Any, where: str) -> Past:
    if not isinstance(said, Mapping):
        raise BadScenario(f"{where} past", "is a table with arrivals and backlog")
    series: list[tuple[float, ...]] = []
    for name in ("arrivals", "backlog"):
        values = said.get(name)
        if not _is_numbers(values):
            raise BadScenario(f"{where} past {name}", "is a list of a number for each week, 0 or more")
        assert isinstance(values, list)
        series.append(tuple(float(value) for value in values))
    if len(series[0]) < _FEWEST_PAST:
        raise BadScenario(
            f"{where} past", f"has fewer than {_FEWEST_PAST} weeks, which say nothing of a desk"
        )
    if len(series[0]) != len(series[1]):
        raise BadScenario(f"{where} past", "has as many weeks of arrivals as of backlog")
    return Past(*series)


def _is_numbers(values: object) -> bool:
    return isinstance(values, list) and all(
        isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _MOST_A_WEEK
        for value in values
    )


def _check(found: Scenario, where: str) -> None:
    """Refuse what no queue could be. Raises BadScenario."""
    shares = sum(work.share for work in found.levels.values())
    if abs(shares - 1) > _ROUNDING:
        raise BadScenario(f"{where} levels", f"have shares that add up to {shares:g}, not 1")
    arrivals, forensics = found.arrivals, found.forensics
    limits = [
        ("arrivals per_week", arrivals.per_week, 0.01, 20_000),
        ("arrivals dispersion", arrivals.dispersion, 1, 50),
        ("arrivals growth_percent_a_year", arrivals.growth_percent_a_year, -90, 1000),
        ("weeks", found.weeks, 1, 520),
        ("runs", found.runs, 0, 5000),
        ("seed", found.seed, 0, 2**32 - 1),
        ("target_percent", found.target_percent, 50, 99.9),
        *_of_staff("desk", found.desk),
        *(_of_forensics(forensics) if forensics else ()),
    ]
    for level, work in found.levels.items():
        limits += [
            (f"level {level} share", work.share, 0, 1),
            (f"level {level} hours", work.hours, 0.01, 10_000),
            (f"level {level} promise_days", work.promise_days, 0.01, 3650),
            (f"level {level} hours_a_day", work.hours_a_day, 1, 24),
        ]
    for what, value, least, most in limits:
        if not least <= value <= most:
            raise BadScenario(f"{where} {what}", f"is {value:g}, and must be from {least:g} to {most:g}")


def _of_staff(what: str, staff: Staff) -> list[tuple[str, float, float, float]]:
    return [
        (f"{what} people", staff.people, 0, 5000),
        (f"{what} available", staff.available, 0.01, 1),
        (f"{what} hours_a_week", staff.hours_a_week, 1, 168),
        (f"{what} hours_a_day", staff.hours_a_day, 1, 24),
        (f"{what} variation", staff.variation, 0, 5),
        (f"{what} backlog", staff.backlog, 0, 200_000),
    ]


def _of_forensics(forensics: Forensics) -> list[tuple[str, float, float, float]]:
    return [
        *_of_staff("forensics", forensics.staff),
        ("forensics warrant_share", forensics.warrant_share, 0, 1),
        ("forensics triage_keeps", forensics.triage_keeps, 0, 1),
        ("forensics devices", forensics.devices, 0, 1000),
        ("forensics hours_a_device", forensics.hours_a_device, 0.01, 1000),
        ("forensics wait_for_warrant_days", forensics.wait_for_warrant_days, 0, 3650),
    ]
