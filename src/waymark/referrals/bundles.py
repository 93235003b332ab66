"""Bundles: many reports of one viral item, shown as one row, whose every subject stays a subject of its own.

A bundle is a list. It joins nobody, ranks nobody and decides nothing: one named decision may cover those of
its members about whom nothing is out of the ordinary, and everybody else is taken out and decided singly.
What is not known of a member is never taken for no: it is a reason to take them out.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from waymark.referrals.statements import folded
from waymark.referrals.types import Fact, Party, Report, ReportedFile, Role

VERY_MANY = 20
"""Distinct reports of one item that make it a bundle although nobody marked it as going round.
Waymark's default of 22 November 2026; no figure is published."""

REPORT_ITEM = "report"
"""The kind of the item that is a report which stands for many and names no file."""

GOING_ROUND = ("viral", "potentialMeme")
"""The annotations by which a reporter marks a file as going round."""

_GOING_ROUND = frozenset(GOING_ROUND)
EXACT = ("md5", "sha1", "sha256", "sha512")
# The empty file is in no circulation: it is what a failed upload leaves behind.
OF_NOTHING = frozenset((kind, hashlib.new(kind, usedforsecurity=False).hexdigest()) for kind in EXACT)


class Item(NamedTuple):
    """What goes round: a file, by the kind and value of a hash; or one report that stands for many."""

    kind: str
    value: str


class Why(StrEnum):
    """Why a member is taken out of a bundle and decided singly."""

    CHILD_SIGNAL = "child_signal"
    PRIOR_RECORD = "prior_record"
    UK_RESOLVABLE = "uk_resolvable_event"
    DIFFERING_FACTS = "differing_facts"
    SEVERAL_ITEMS = "several_items"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Told:
    """What one report tells that matters to a bundle.

    items: its files. going_round: those marked viral or a potential meme, all of them when the report stands
    for many. batched: that it does. said: what it says of the incident, and whether it names anybody but its
    suspects, in comparable form; two reports of one item that differ in it are not alike.
    """

    items: frozenset[Item]
    going_round: frozenset[Item]
    batched: bool
    said: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Member:
    """A subject of a report. child_signal, prior_record, uk_resolvable: None where it is not known yet."""

    report_id: int
    party: int
    told: Told
    child_signal: bool | None
    prior_record: bool | None
    uk_resolvable: bool | None

    @property
    def key(self) -> tuple[int, int]:
        return self.report_id, self.party


@dataclass(frozen=True, slots=True)
class Bundle:
    """One item with its members, in the order of their keys.

    together: those whom one decision may cover, once an officer has seen the list. singly: everybody else,
    with every reason. Each member is in exactly one of the two.
    """

    item: Item
    together: tuple[Member, ...]
    singly: tuple[tuple[Member, tuple[Why, ...]], ...]

    @property
    def people(self) -> int:
        return len(self.together) + len(self.singly)


def told_by(facts: Iterable[Fact]) -> Told:
    """Gather from a report's facts what matters to a bundle."""
    items: set[Item] = set()
    going_round: set[Item] = set()
    said: set[tuple[str, str]] = set()
    batched = False
    for fact in facts:
        if isinstance(fact, ReportedFile):
            of_file = {
                item
                for _, value, kind in fact.hashes
                if kind in EXACT and (item := Item(kind, value.strip().lower())) not in OF_NOTHING
            }
            items |= of_file
            going_round |= of_file if _GOING_ROUND & set(fact.annotations) else set()
            if not of_file:
                said.add(("file", "without a hash"))
        elif isinstance(fact, Party) and fact.role not in (Role.SUSPECT, Role.REPORTER):
            said.add(("party", fact.role.value))
        elif isinstance(fact, Report):
            batched = bool(fact.batched.strip())
            said |= {
                ("incident_type", folded(fact.incident_type).casefold()),
                ("escalation", folded(fact.escalation)),
            }
            said |= {("annotation", name) for name in fact.annotations}
    return Told(frozenset(items), frozenset(items if batched else going_round), batched, frozenset(said))


def bundles_of(members: Sequence[Member], *, very_many: int = VERY_MANY) -> tuple[Bundle, ...]:
    """Sort members into bundles; whoever is in none is left out. The order of members never matters.

    very_many: distinct reports that make a bundle of an item that nobody marked.
    """
    by_item = _by_item(members, very_many)
    held: dict[Item, list[Member]] = defaultdict(list)
    for member in members:
        mine = [item for item in _items_of(member) if item in by_item]
        if mine:
            held[min(mine, key=lambda item: (-by_item[item], item))].append(member)
    return tuple(_bundle(item, held[item]) for item in sorted(held))


def _by_item(members: Iterable[Member], very_many: int) -> Mapping[Item, int]:
    """Each item that goes round, with the number of reports that name it."""
    reports: dict[Item, set[int]] = defaultdict(set)
    marked: set[Item] = set()
    for member in members:
        for item in _items_of(member):
            reports[item].add(member.report_id)
        marked |= member.told.going_round
        marked |= {item for item in _items_of(member) if item.kind == REPORT_ITEM}
    return {item: len(named) for item, named in reports.items() if item in marked or len(named) >= very_many}


def _items_of(member: Member) -> frozenset[Item]:
    """The files of a report; the report itself where it stands for many and names no file by a hash."""
    if member.told.batched and not member.told.items:
        return frozenset((Item(REPORT_ITEM, str(member.report_id)),))
    return member.told.items


def _bundle(item: Item, members: Iterable[Member]) -> Bundle:
    ordered = sorted(members, key=lambda member: member.key)
    usual = _usual(ordered)
    together, singly = [], []
    for member in ordered:
        reasons = _reasons(member, item, usual)
        if reasons:
            singly.append((member, reasons))
        else:
            together.append(member)
    return Bundle(item, tuple(together), tuple(singly))


def _usual(members: Sequence[Member]) -> frozenset[tuple[str, str]]:
    """What most reports of the item say; of two that are as frequent the one that comes first by its words."""
    counts = Counter({member.report_id: member.told.said for member in members}.values())
    return min(counts, key=lambda said: (-counts[said], sorted(said)))


def _reasons(member: Member, item: Item, usual: frozenset[tuple[str, str]]) -> tuple[Why, ...]:
    return why_singly(
        child_signal=member.child_signal,
        prior_record=member.prior_record,
        uk_resolvable=member.uk_resolvable,
        differs=member.told.said != usual,
        several_items=has_other_items(member.told, item),
    )


def why_singly(
    *,
    child_signal: bool | None,
    prior_record: bool | None,
    uk_resolvable: bool | None,
    differs: bool,
    several_items: bool,
) -> tuple[Why, ...]:
    """Every reason for which a member is decided singly; none, and one decision may cover them.

    None is what is not known, and a reason too. differs: from what most reports of the item say.
    """
    known = {
        Why.CHILD_SIGNAL: child_signal,
        Why.PRIOR_RECORD: prior_record,
        Why.UK_RESOLVABLE: uk_resolvable,
    }
    reasons = [why for why, holds in known.items() if holds]
    if differs:
        reasons.append(Why.DIFFERING_FACTS)
    if several_items:
        reasons.append(Why.SEVERAL_ITEMS)
    if None in known.values():
        reasons.append(Why.NOT_KNOWN)
    return tuple(reasons)


def has_other_items(told: Told, item: Item) -> bool:
    """Whether a report names another file than the item: one of the same kind of hash with another value.

    A report that stood for many without a file, and has files now, names others than itself.
    """
    if item.kind == REPORT_ITEM:
        return bool(told.items)
    return any(other.kind == item.kind and other != item for other in told.items)
