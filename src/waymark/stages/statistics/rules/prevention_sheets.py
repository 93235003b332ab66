"""The two sheets: what was told, what it does and does not mean, what helps, and who gives advice."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from waymark.stages.statistics.rules.prevention import (
    NOT_KNOWN,
    OTHER_KIND,
    ROUNDED_TO,
    Audience,
    Part,
    SafeTable,
    Sheet,
    Told,
    in_ten,
)
from waymark.stages.statistics.rules.suppression import THRESHOLD

_WORDS = tomllib.loads(files(__package__).joinpath("prevention.toml").read_text(encoding="utf-8"))


def sheet_of(told: Told, audience: Audience) -> Sheet:
    """The sheet for an audience, from what is safe to tell."""
    words = _WORDS[audience.value]
    parts = (
        Part("What we were told", _told(told)),
        Part("What it means, and what it does not", points=tuple(_WORDS["means"])),
        Part("What helps", points=tuple(words["helps"])),
        Part("Where to turn", (_WORDS["danger"], "Look for these by name:"), tuple(words["turn_to"])),
    )
    tables = (
        ("Reports by kind", ("Kind", "Reports"), told.kinds),
        ("Children and others named as victims, by age", ("Age", "Times named"), told.ages),
        ("Reports by quarter of the year", ("Quarter", "Reports"), _in_words(told.quarters)),
    )
    hidden = f"Figures below {THRESHOLD} are not shown, nor others from which they could be worked out."
    notes = (
        f"{hidden} Figures are rounded to the nearest {ROUNDED_TO}, so they may not add up.",
        "Made from counts alone: no person, account, place or company can be told from this sheet.",
        f"Source: reports received by {told.who}, as at {told.as_at[:10]}.",
    )
    return Sheet(audience, words["title"], told, parts, tables, notes)


def _told(told: Told) -> tuple[str, ...]:
    said = []
    if told.kinds.total:
        said.append(f"From {told.period} we received about {told.kinds.total:,} reports.")
    else:
        said.append(f"From {told.period} we received too few reports to give figures without harm.")
    kind = _most(told.kinds, OTHER_KIND)
    if kind:
        said.append(f"Most often they were about {kind}.")
    stated = {label: count for label, count in told.ages.rows if label != NOT_KNOWN}
    age = _most(told.ages, NOT_KNOWN)
    if age:
        # Of all whose age was given, which is known only where none of them is hidden.
        whole = None if None in stated.values() else sum(count or 0 for count in stated.values())
        share = in_ten(stated[age] or 0, whole)
        words = f"Where an age was given, those named as victims were most often {age}"
        said.append(f"{words}: {share}." if share else f"{words}.")
    if unknown := dict(told.ages.rows).get(NOT_KNOWN):
        said.append(f"About {unknown:,} times no age was given.")
    quarter = told.quarters.most
    if quarter and len(told.quarters.rows) > 1:
        said.append(f"The most came in {_quarter(quarter[0])}: about {quarter[1]:,}.")
    return tuple(said)


_MONTHS = {
    "Q1": "January to March",
    "Q2": "April to June",
    "Q3": "July to September",
    "Q4": "October to December",
}


def _quarter(name: str) -> str:
    """`2018-Q1` in words."""
    year, _, quarter = name.partition("-")
    return f"{_MONTHS[quarter]} {year}"


def _in_words(quarters: SafeTable) -> SafeTable:
    return SafeTable(tuple((_quarter(name), count) for name, count in quarters.rows), quarters.total)


def _most(table: SafeTable, without: str) -> str:
    """The largest row that says something; empty where there is none. What is hidden is smaller: the least go first."""
    found = SafeTable(tuple(row for row in table.rows if row[0] != without), table.total).most
    return found[0] if found else ""
