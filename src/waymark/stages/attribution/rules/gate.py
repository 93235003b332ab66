"""Is an address ready for a door: what independent evidence there is, and first of all what is missing.

One answer may be wrong in three ways that have each sent officers to a wrong door: its event was misread
before it was asked (year, zone, a digit); the address was another line's at that moment; or the operator's
record names another place (where the bills go, a house that was left). A second piece helps against a way of
being wrong only if it could not be wrong in the same way for the same cause. So each piece names its roots,
and a way of being wrong is guarded against when two pieces that agree on the door share no root for it.
Source of the three ways: IPCO 2017 pp. 96-98, 2018 p. 112, 2019 pp. 155-156; the remedies: IOCCO 2016 pp. 29-30.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple


class Wrong(StrEnum):
    """A way in which a door can be the wrong one."""

    EVENT = "event"
    ASSIGNMENT = "assignment"
    RECORD = "record"


MISSING: dict[Wrong, str] = {
    Wrong.EVENT: (
        "a second event, asked about by itself, that leads to the same door: one event may have been misread "
        "(year, zone, a digit)"
    ),
    Wrong.ASSIGNMENT: (
        "evidence from another day or another address: one address at one time may have been another line's"
    ),
    Wrong.RECORD: (
        "something that does not rest on the same subscriber record: a second operator, the platform's own "
        "record of the address, or a check of who lives there"
    ),
}


class EvidenceKind(StrEnum):
    """What, besides an operator's answers, can speak for a door; each is looked up and checked by an officer."""

    OCCUPANCY = "occupancy"
    PLATFORM_RECORD = "platform_record"
    INTELLIGENCE = "intelligence"
    DEVICE = "device"
    LOCATION = "location"


class EvidenceMeaning(NamedTuple):
    """words: for an officer. guards: the ways of being wrong that it can guard against; why: and not others."""

    words: str
    guards: frozenset[Wrong]
    why: str


_ALL_WAYS = frozenset(Wrong)
EVIDENCE: dict[EvidenceKind, EvidenceMeaning] = {
    EvidenceKind.OCCUPANCY: EvidenceMeaning(
        "A record of who lives there (electoral roll, council tax, schools)",
        frozenset({Wrong.RECORD}),
        "it shows that the subscriber lives there; it says nothing of whose event it was",
    ),
    EvidenceKind.PLATFORM_RECORD: EvidenceMeaning(
        "The platform's own record names this address (payment, delivery, profile)",
        _ALL_WAYS,
        "the platform knows it from the account's user and not from the IP address",
    ),
    EvidenceKind.INTELLIGENCE: EvidenceMeaning(
        "Police records tie the account's name, e-mail or telephone to this address",
        _ALL_WAYS,
        "it was known before, and does not rest on the IP address",
    ),
    EvidenceKind.DEVICE: EvidenceMeaning(
        "A device or network named in a report was found at this address",
        _ALL_WAYS,
        "the device was seen there",
    ),
    EvidenceKind.LOCATION: EvidenceMeaning(
        "Coordinates stated in a report lie at this address",
        _ALL_WAYS,
        "they were made by a device and not by the operator",
    ),
}

APART = timedelta(hours=24)
"""Two events of one IP address less than this apart may lie in one assignment of it: ours, not a standard."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """An answer that names this door, compared with its question.

    reference: the answer's. event: the one asked about, as `REPORT/3`, empty when it is not known.
    at: the event's moment. address: the IP address. operator: who answered. is_installation: the door is
    where the line ends, and not where its bills go. is_compared: nothing in it differs from its question
    without being acknowledged. has_mistake: something was acknowledged that could name the wrong household.
    is_wrong: an officer found that it named the wrong household.
    """

    reference: str
    event: str
    at: datetime | None
    address: str
    operator: str
    is_installation: bool = True
    is_compared: bool = True
    has_mistake: bool = False
    is_wrong: bool = False

    @property
    def report(self) -> str:
        return self.event.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Another piece that speaks for this door. source: where it was looked up; by: who checked it."""

    reference: str
    kind: EvidenceKind
    source: str
    by: str


class Finding(NamedTuple):
    """Where the gate stands.

    is_open: every way of being wrong is guarded against. missing: what would be needed, in words, for each way
    that is not. unusable: why a piece does not count. because: which two pieces guard against which way.
    """

    is_open: bool
    missing: tuple[str, ...]
    unusable: tuple[str, ...]
    because: tuple[str, ...]


class _Piece(NamedTuple):
    """root: for each way of being wrong that the piece can speak against, the cause it would be wrong for."""

    name: str
    roots: dict[Wrong, str]
    spoken: Resolution | None = None


def judge_gate(resolutions: Sequence[Resolution], evidence: Iterable[Evidence] = ()) -> Finding:
    """Judge whether what is held on one door for one referral makes it ready to be knocked on.

    resolutions, evidence: of this door alone; in any order.
    """
    faults = {each.reference: _why_unusable(each) for each in resolutions}
    usable = [each for each in resolutions if not faults[each.reference]]
    unusable = [f"{reference}: {fault}" for reference, fault in faults.items() if fault]
    pieces = [_of_resolution(each) for each in usable]
    pieces += [
        _Piece(f"{each.reference} ({each.kind.replace('_', ' ')})", _roots_of(each)) for each in evidence
    ]
    because, missing = [], []
    for way in Wrong:
        pair = next((pair for pair in combinations(pieces, 2) if _guard(way, *pair)), None)
        if pair is None:
            missing.append(MISSING[way])
        else:
            because.append(f"{_WAY_WORDS[way]}: {pair[0].name} and {pair[1].name}")
    if not pieces:
        missing.insert(0, "any answer that was compared with its question and names where the line ends")
    return Finding(not missing, tuple(missing), tuple(unusable), tuple(because))


_WAY_WORDS = {
    Wrong.EVENT: "Against a misread event",
    Wrong.ASSIGNMENT: "Against an address that was another line's",
    Wrong.RECORD: "Against a wrong subscriber record",
}


def _why_unusable(each: Resolution) -> str:
    if each.is_wrong:
        return "it proved wrong"
    if not each.is_compared:
        return "it is not compared with its question, or a difference is not acknowledged"
    if not each.is_installation:
        return "it names where bills go, not where the line ends"
    if each.has_mistake:
        return "a difference that could name the wrong household was acknowledged, not put right"
    return ""


def _of_resolution(each: Resolution) -> _Piece:
    return _Piece(
        each.reference,
        {
            Wrong.EVENT: each.event or each.reference,
            Wrong.ASSIGNMENT: f"{each.address} {each.at.isoformat() if each.at else ''}",
            # One company keeps one record of a customer, whichever event it is looked up for.
            Wrong.RECORD: "record of " + " ".join(each.operator.casefold().split()),
        },
        each,
    )


def _roots_of(each: Evidence) -> dict[Wrong, str]:
    """Evidence of one kind from one source is one piece, however often it is entered."""
    root = f"{each.kind} {' '.join(each.source.casefold().split())}"
    return dict.fromkeys(EVIDENCE[each.kind].guards, root)


def _guard(way: Wrong, one: _Piece, other: _Piece) -> bool:
    """Whether two pieces guard against a way of being wrong: both speak against it, for different causes."""
    if way not in one.roots or way not in other.roots or one.roots[way] == other.roots[way]:
        return False
    if one.spoken is None or other.spoken is None or way is Wrong.RECORD:
        return True
    a, b = one.spoken, other.spoken
    if a.address != b.address:
        return True
    is_apart = a.at is not None and b.at is not None and abs(a.at - b.at) >= APART
    if way is Wrong.ASSIGNMENT:
        return is_apart
    # A report's zone or year misread is misread for all its events: with one address, all go equally astray.
    return is_apart and a.report != b.report
