"""Reads a policy file, and says of every part that cannot be read where it is, what is wrong, what to do."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from waymark.clocks import Level
from waymark.stages.prioritisation.rules.conditions import Condition
from waymark.stages.prioritisation.rules.facts import BIT, CHECKS, FACTS, Bearing, CheckName
from waymark.stages.prioritisation.rules.places import Places
from waymark.stages.prioritisation.rules.policy import Band, Holds, Kind, Policy, Problem, Step
from waymark.stages.prioritisation.rules.proscribed import named_in, named_in_prose, text_naming
from waymark.stages.prioritisation.rules.signal_words import Signal

MOST_CHARACTERS = 1_000_000
LOWEST_GRADE = 9
LONGEST_SHELF_LIFE_DAYS = 365
MOST_MINUTES = 480
MOST_WAITING_DAYS = 30

_HEAD = ("version", "author", "approver")
_LINES_HAVE = ("name", "level", "when", "otherwise", "while_unknown", "because", "source")
_DEMANDS = ("all", "any", "and_any", "none")
_REMOVE = "Remove it: a level may rest only on danger to a child, never on who or where the suspect is."

Table = dict[str, Any]


class PolicyFile:
    """One reading of one policy file. `problems` grows as it is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []
        self._places = Places(text)
        self._sources: dict[str, str] = {}

    def read(self) -> Policy | None:
        """Give the policy, or None where too little of it can be read to judge its logic."""
        document = self._document()
        if document is None:
            return None
        tables = ("sources", "step", "floor", "ceiling", "band", "signal", "shelf_life", "check")
        self._only(document, (*_HEAD, "effective", *tables), "file", 0)
        self._read_sources(document.get("sources"))
        head = {key: self._words(document, key, "file", self._places.key(key)) for key in _HEAD}
        effective = self._effective(document)
        steps, floors, ceilings = (self._read_lines(document, kind) for kind in Kind)
        bands = self._read_bands(document)
        grades = self._numbers(document, "signal", ("name", "grade"), tuple(Signal), LOWEST_GRADE)
        shelf = self._numbers(document, "shelf_life", ("fact", "days"), tuple(FACTS), LONGEST_SHELF_LIFE_DAYS)
        minutes = self._numbers(document, "check", ("name", "minutes"), tuple(CHECKS), MOST_MINUTES)
        if effective is None or any(line is None for line in (*steps, *floors, *ceilings)):
            return None
        return Policy(
            version=head["version"],
            author=head["author"],
            approver=head["approver"],
            effective=effective,
            digest=sha256(self.text.encode()).hexdigest(),
            sources=self._sources,
            steps=tuple(line for line in steps if line),
            floors=tuple(line for line in floors if line),
            ceilings=tuple(line for line in ceilings if line),
            bands=bands,
            signal_grades=grades,
            shelf_days={name: shelf.get(name, fact.shelf_life_days) for name, fact in FACTS.items()},
            check_minutes={CheckName(name): minutes.get(name, c.minutes) for name, c in CHECKS.items()},
        )

    def _document(self) -> Table | None:
        if len(self.text) > MOST_CHARACTERS:
            self._refuse("unreadable", "file", 0, "it is too long", "Give at most 1,000,000 characters.")
            return None
        try:
            return tomllib.loads(self.text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            found = re.search(r"line (\d+)", str(error))
            line = int(found[1]) if found else 0
            self._refuse("unreadable", "file", line, f"it is not TOML: {error}", "Correct it at that line.")
            return None

    def _refuse(self, code: str, where: str, line: int, what: str, do: str) -> None:
        self.problems.append(Problem(code, where, line, what, do))

    def _only(self, table: Table, allowed: tuple[str, ...], where: str, line: int) -> None:
        """Refuse every key that is not one of a table's own."""
        for key in table:
            if key in allowed:
                continue
            at = self._places.key(key, after=line) or line
            if not self._refuse_proscribed(text_naming(table[key]) or key, f"{where} {key}", at):
                do = f"Use only {', '.join(allowed)}."
                self._refuse("unknown_key", f"{where} {key}", at, "no such key", do)

    def _refuse_proscribed(self, name: str, where: str, line: int) -> bool:
        proscribed = named_in(name)
        if proscribed is None:
            return False
        what = f"{name!r} stands for {proscribed.what} ({proscribed.source})"
        self._refuse("proscribed", where, line, what, _REMOVE)
        return True

    def _words(self, table: Table, key: str, where: str, line: int) -> str:
        value = table.get(key)
        if isinstance(value, str) and value.strip():
            return value
        do = f'Write {key} = "..." in plain words.'
        self._refuse(f"missing_{key}", f"{where} {key}", line, "it is missing, empty or no text", do)
        return ""

    def _effective(self, document: Table) -> date | None:
        value = document.get("effective")
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        line = self._places.key("effective")
        self._refuse(
            "missing_effective", "file effective", line, "it is no date", "Write effective = 2026-11-22."
        )
        return None

    def _tables(self, document: Table, name: str) -> list[tuple[Table, str, int]]:
        """Each table of a list, with its place in words and the line it begins on."""
        listed = document.get(name, [])
        if not isinstance(listed, list) or not all(isinstance(table, dict) for table in listed):
            self._refuse("unreadable", name, 0, "it is not a list of tables", f"Begin each with [[{name}]].")
            return []
        return [
            (table, f'{name} {at + 1} "{table.get("name", "")}"', self._places.table(name, at))
            for at, table in enumerate(listed)
        ]

    def _read_sources(self, value: object) -> None:
        if isinstance(value, dict):
            self._sources = {
                key: text for key, text in value.items() if isinstance(text, str) and text.strip()
            }
            for key in value:
                self._refuse_proscribed(key, f"sources {key}", self._places.key(key))
        if not self._sources:
            do = 'Add a table [sources] of key = "citation".'
            self._refuse("missing_source", "sources", 0, "the policy cites nothing", do)

    def _cited(self, table: Table, where: str, line: int) -> tuple[str, ...]:
        value = table.get("source")
        keys = [value] if isinstance(value, str) else value
        if not isinstance(keys, list) or not keys:
            do = 'Write source = "key" or source = ["key", ...], each a key of [sources].'
            self._refuse("missing_source", f"{where} source", line, "it cites no source", do)
            return ()
        for key in keys:
            if key not in self._sources:
                do = f"Add {key} to [sources] with its citation, or cite another."
                self._refuse("missing_source", f"{where} source", line, f"{key!r} is not in [sources]", do)
        return tuple(str(key) for key in keys)

    def _because(self, table: Table, where: str, line: int) -> str:
        because = self._words(table, "because", where, line)
        proscribed = named_in_prose(because)
        if proscribed is not None:
            what = f"the reason rests on {proscribed.what} ({proscribed.source})"
            at = self._places.key("because", after=line) or line
            self._refuse("proscribed", f"{where} because", at, what, _REMOVE)
        return because

    def _read_lines(self, document: Table, kind: Kind) -> list[Step | None]:
        """Read the steps, floors or ceilings. None stands for one that could not be understood."""
        return [
            self._read_line(table, where, line, kind) for table, where, line in self._tables(document, kind)
        ]

    def _read_line(self, table: Table, where: str, line: int, kind: Kind) -> Step | None:
        self._only(table, _LINES_HAVE, where, line)
        name = self._words(table, "name", where, line)
        self._refuse_proscribed(name, f"{where} name", line)
        because, sources = self._because(table, where, line), self._cited(table, where, line)
        when = self._condition(table, where, line, kind)
        level = table.get("level")
        if level not in tuple(Level):
            at = self._places.key("level", after=line) or line
            what, do = f"{level!r} is no level", f"Use one of {', '.join(Level)}."
            self._refuse("unknown_level", f"{where} level", at, what, do)
            return None
        return None if when is None else Step(kind, name, Level(level), when, because, sources, line)

    def _condition(self, table: Table, where: str, line: int, kind: Kind) -> Condition | None:
        """Read `when`, `otherwise` (a step) or `while_unknown` (a floor): exactly one of them."""
        given = [key for key in ("when", "otherwise", "while_unknown") if key in table]
        may = {
            Kind.STEP: ("when", "otherwise"),
            Kind.FLOOR: ("when", "while_unknown"),
            Kind.CEILING: ("when",),
        }
        if len(given) != 1 or given[0] not in may[kind] or table.get("otherwise", True) is not True:
            do = f"Give exactly one of {' or '.join(may[kind])} (otherwise = true)."
            self._refuse("unclear_condition", where, line, "when it applies is not clear", do)
            return None
        key = given[0]
        if key == "otherwise":
            return Condition()
        at = self._places.key(key, after=line) or line
        if key == "while_unknown":
            unknown = self._facts(table[key], f"{where} {key}", at, kind)
            return Condition(unknown=unknown) if unknown else None
        return self._when(table[key], where, at, kind)

    def _when(self, when: object, where: str, line: int, kind: Kind) -> Condition | None:
        if not isinstance(when, dict) or not when:
            do = 'Write when = { any = ["fact", ...] }, with all, any, and_any or none.'
            self._refuse("unclear_condition", f"{where} when", line, "it asks for nothing", do)
            return None
        self._only(when, _DEMANDS, f"{where} when", line)
        bits = {
            key: self._facts(when[key], f"{where} when.{key}", line, kind) for key in _DEMANDS if key in when
        }
        if not bits or not all(bits.values()):
            return None
        groups = tuple(bits[key] for key in ("any", "and_any") if key in bits)
        return Condition(bits.get("all", 0), bits.get("none", 0), groups)

    def _facts(self, names: object, where: str, line: int, kind: Kind) -> int:
        """Read a list of facts into a set; 0 where any of it was refused."""
        if not isinstance(names, list) or not names:
            do = "Write a list of facts from the vocabulary."
            self._refuse("unclear_condition", where, line, "it is no list of facts", do)
            return 0
        found = [self._fact(name, where, line, kind) for name in names]
        return sum(set(found)) if all(found) else 0

    def _fact(self, name: object, where: str, line: int, kind: Kind) -> int:
        fact = FACTS.get(name) if isinstance(name, str) else None
        if fact is None:
            if not self._refuse_proscribed(str(name), where, line):
                do = f"Use one of {', '.join(FACTS)}."
                self._refuse("unknown_fact", where, line, f"no fact is called {name!r}", do)
            return 0
        if fact.bearing is Bearing.ROUTING:
            what = f"{name!r} rests on the suspect's age"
            if fact.from_report:
                what += ", which nobody has verified"
            do = "Remove it: a suspect's age, once verified, chooses the path and never the level."
            self._refuse("proscribed", where, line, what, do)
            return 0
        if fact.bearing is Bearing.LIMITING and kind is not Kind.CEILING:
            do = "Use it in a ceiling only."
            self._refuse("limiting_fact", where, line, f"{name!r} can only limit a level", do)
            return 0
        return BIT[fact.name]

    def _read_bands(self, document: Table) -> tuple[Band, ...]:
        bands = []
        for table, where, line in self._tables(document, "band"):
            self._only(table, ("holds", "because", "source", "after_days"), where, line)
            holds, days = table.get("holds"), table.get("after_days", 0)
            because, sources = self._because(table, where, line), self._cited(table, where, line)
            if holds not in tuple(Holds):
                what, do = f"{holds!r} is no band", f"Use each of {', '.join(Holds)} once."
                if not self._refuse_proscribed(str(holds), where, line):
                    self._refuse("unknown_band", f"{where} holds", line, what, do)
                continue
            waits = Holds(holds) is Holds.WAITING
            if type(days) is not int or not (1 <= days <= MOST_WAITING_DAYS if waits else days == 0):
                do = f"Give after_days, 1 to {MOST_WAITING_DAYS}, to {Holds.WAITING} and to no other."
                self._refuse("out_of_range", f"{where} after_days", line, f"{days!r} does not fit", do)
                days = 1
            bands.append(Band(Holds(holds), because, sources, days, line))
        return tuple(bands)

    def _numbers(
        self, document: Table, name: str, keys: tuple[str, str], allowed: tuple[str, ...], most: int
    ) -> dict[str, int]:
        """Read a list of tables that each give a known name a whole number, 1 to `most`, with a source."""
        numbers: dict[str, int] = {}
        key, value_key = keys
        for table, where, line in self._tables(document, name):
            self._only(table, (*keys, "because", "source"), where, line)
            self._cited(table, where, line)
            if "because" in table:
                self._because(table, where, line)
            named, value = table.get(key), table.get(value_key)
            if named not in allowed:
                if not self._refuse_proscribed(str(named), f"{where} {key}", line):
                    do = f"Use one of {', '.join(allowed)}."
                    self._refuse(
                        f"unknown_{name}", f"{where} {key}", line, f"no {name} is called {named!r}", do
                    )
            elif named in numbers:
                do = "Keep one of the two."
                self._refuse("duplicate", f"{where} {key}", line, f"{named} is given twice", do)
            elif type(value) is not int or not 1 <= value <= most:
                do = f"Give a whole number from 1 to {most}."
                self._refuse("out_of_range", f"{where} {value_key}", line, f"{value!r} does not fit", do)
            else:
                numbers[named] = value
        return numbers
