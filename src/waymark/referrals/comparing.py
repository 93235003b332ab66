"""What two documents about one thing do not say alike.

Two originals of one report (its JSON, XML and PDF, or what was sent and what was received), or a report and
its supplement. The order of facts in a document never matters. What was kept raw is not compared: nobody has
said yet what it means.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from waymark.referrals.counterparts import (
    Document,
    Paired,
    owner_numbers,
    paired_events,
    paired_files,
    paired_parties,
)
from waymark.referrals.statements import Said, describe, folded, statements
from waymark.referrals.types import Addition, Fact, IPCaptureEvent, Of, Party, Report, ReportedFile

Statements = Mapping[tuple[str, Hashable], Said]


class Only(StrEnum):
    """Which document states it, or that both do and differ."""

    FIRST = "only_in_first"
    SECOND = "only_in_second"
    DIFFERS = "differs"


class Difference(NamedTuple):
    """One thing that two documents do not say alike.

    about: the subject, such as `suspect 100200300` or `event 192.0.2.10 at ...`; `report` for the whole.
    what: the field, such as `account.screen_name`; `party`, `event`, `file` or `addition` for a whole one.
    first, second: the words of each document; empty where it states nothing.
    """

    kind: Only
    about: str
    what: str
    first: str
    second: str


def differences(first: Sequence[Fact], second: Sequence[Fact]) -> tuple[Difference, ...]:
    """Compare two documents' facts, in any order; equal documents give nothing.

    Returns what only one states and what both state differently, sorted by subject and field. A party, event
    or file that could be one or the other of several is shown as both: only in the first, only in the second.
    """
    one, other = Document(first), Document(second)
    parties, files = paired_parties(one, other), paired_files(one, other)
    found = [
        *_of_subjects(parties, "party"),
        *_of_subjects(files, "file"),
        *_of_ties(parties, one, other),
        *_of_heads(first, second),
        *_of_events(one, other, parties, files),
        *_of_additions(first, second),
    ]
    return tuple(sorted(found, key=lambda each: (each.about, each.what, each.kind, each.first, each.second)))


def label_of(fact: Party | ReportedFile | IPCaptureEvent) -> str:
    """The words by which a person knows which party, file or event is meant."""
    if isinstance(fact, Party):
        account = fact.account
        reached = [contact.value for contact in (*fact.emails, *fact.phones)]
        name = folded(f"{fact.first_name} {fact.last_name}")
        names = (account.identifier, account.screen_name, *reached, *account.profile_urls, name)
        return f"{fact.role.replace('_', ' ')} {_first_stated(names)}".strip()
    if isinstance(fact, ReportedFile):
        names = (fact.name, fact.original_name, fact.file_id, *(each.value for each in fact.hashes))
        return f"file {_first_stated(names)}".strip()
    at = f" at {fact.captured_at.text}" if fact.captured_at else ""
    return f"event {fact.address}{at}"


def _first_stated(names: Iterable[str]) -> str:
    return next((name for name in names if name.strip()), "")


def _of_subjects(paired: Paired[Party] | Paired[ReportedFile], what: str) -> Iterator[Difference]:
    for mine, theirs in paired.both:
        yield from _of_fields(label_of(mine), statements(mine), statements(theirs))
    for subject in paired.first:
        yield Difference(Only.FIRST, label_of(subject), what, describe(subject), "")
    for subject in paired.second:
        yield Difference(Only.SECOND, label_of(subject), what, "", describe(subject))


def _of_fields(about: str, mine: Statements, theirs: Statements) -> Iterator[Difference]:
    """What both state differently, and what one of them does not state."""
    for key in mine.keys() | theirs.keys():
        here, there = mine.get(key), theirs.get(key)
        if here is None or there is None or here.content != there.content:
            kind = Only.SECOND if here is None else Only.FIRST if there is None else Only.DIFFERS
            yield Difference(kind, about, key[0], here.text if here else "", there.text if there else "")


def _of_ties(parties: Paired[Party], one: Document, other: Document) -> Iterator[Difference]:
    """Whose account a party's is tied to, where the two documents tie it to different parties."""
    counterpart = {mine.ordinal: theirs.ordinal for mine, theirs in parties.both}
    for mine, theirs in parties.both:
        tied, theirs_tied = (
            one.parties.get(mine.associated_with or 0),
            other.parties.get(theirs.associated_with or 0),
        )
        expected = None if tied is None else counterpart.get(tied.ordinal, 0)
        if expected != (None if theirs_tied is None else theirs_tied.ordinal):
            kind = Only.SECOND if tied is None else Only.FIRST if theirs_tied is None else Only.DIFFERS
            yield Difference(kind, label_of(mine), "associated_with", _label(tied), _label(theirs_tied))


def _label(fact: Party | ReportedFile | None) -> str:
    return "" if fact is None else label_of(fact)


def _of_events(
    one: Document, other: Document, parties: Paired[Party], files: Paired[ReportedFile]
) -> Iterator[Difference]:
    paired = paired_events(one, other, parties=parties, files=files)
    ours, theirs_by = owner_numbers(parties, files)
    for mine, theirs in paired.both:
        yield from _of_fields(label_of(mine), statements(mine), statements(theirs))
        owners = _owner(one, mine), _owner(other, theirs)
        number = ours.get((mine.of, mine.of_ordinal))
        both_unknown = number is None and owners[0] == owners[1] and mine.of is theirs.of
        if number != theirs_by.get((theirs.of, theirs.of_ordinal)) or (number is None and not both_unknown):
            yield Difference(Only.DIFFERS, label_of(mine), "belongs to", *owners)
    for event in paired.first:
        yield Difference(Only.FIRST, label_of(event), "event", _event_words(one, event), "")
    for event in paired.second:
        yield Difference(Only.SECOND, label_of(event), "event", "", _event_words(other, event))


def _owner(document: Document, event: IPCaptureEvent) -> str:
    if event.of is Of.INCIDENT:
        return "the incident"
    held: dict[int, Party] | dict[int, ReportedFile] = (
        document.parties if event.of is Of.PARTY else document.files
    )
    return _label(held.get(event.of_ordinal)) or f"a {event.of} that the document does not describe"


def _event_words(document: Document, event: IPCaptureEvent) -> str:
    return f"{describe(event)} of {_owner(document, event)}"


def _of_heads(first: Iterable[Fact], second: Iterable[Fact]) -> Iterator[Difference]:
    yield from _of_fields("report", _head(first), _head(second))


def _head(facts: Iterable[Fact]) -> Statements:
    return next((statements(fact) for fact in facts if isinstance(fact, Report)), {})


def _of_additions(first: Iterable[Fact], second: Iterable[Fact]) -> Iterator[Difference]:
    """What others added: equal in who, where, what and of whom, or in one document only."""
    here, there = _additions(first), _additions(second)
    for key in here.keys() ^ there.keys():
        added = here.get(key) or there[key]
        text = f"{added.name}: {added.value} ({added.by}, {added.section})"
        about = added.subject or "report"
        if key in here:
            yield Difference(Only.FIRST, about, "addition", text, "")
        else:
            yield Difference(Only.SECOND, about, "addition", "", text)


def _additions(facts: Iterable[Fact]) -> Mapping[tuple[str, ...], Addition]:
    return {tuple(map(folded, fact)): fact for fact in facts if isinstance(fact, Addition)}
