"""Proposals of a pack's several documents as one: the same person, address or account is one subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from waymark.referrals.types import Role
from waymark.stages.intake.readers.pack_cover.fields import FIELDS, MOST, Named, Subject, field_called
from waymark.stages.intake.readers.pack_cover.mining import mine
from waymark.stages.intake.readers.pack_cover.proposals import Proposal, Sure


class Of(NamedTuple):
    """A proposal and which document it stands in, counted from 1."""

    document: int
    proposal: Proposal


def propose(texts: Sequence[str], *, received_at: datetime) -> dict[str, Of]:
    """Propose the facts of a pack from the texts of its documents, by key, in the order of reading."""
    found: dict[str, Of] = {}
    for document, text in enumerate(texts, start=1):
        _merge(found, document, mine(text, received_at=received_at))
    _propose_holders(found)
    return dict(sorted(found.items(), key=lambda each: _order(each[1].proposal.place)))


_FIELDS = {(field.subject, field.name): n for n, field in enumerate(FIELDS)}
_SUBJECTS = {subject: n for n, subject in enumerate(Subject)}


def _order(place: Named) -> tuple[int, int, int, int]:
    return _SUBJECTS[place.subject], place.of, _FIELDS[place.subject, place.name], place.n


def _merge(found: dict[str, Of], document: int, proposals: Sequence[Proposal]) -> None:
    numbers: dict[tuple[Subject, int], int] = {}
    for subject in Subject:
        mine_ = [each for each in proposals if each.place.subject is subject]
        for of in sorted({each.place.of for each in mine_}):
            own = [each for each in mine_ if each.place.of == of]
            numbers[subject, of] = _same_subject(found, own) or _next(found, subject)
            for each in own:
                _add(found, document, each, numbers[subject, of])


def _next(found: dict[str, Of], subject: Subject) -> int:
    if subject is Subject.COVER:
        return 1
    taken = [each.proposal.place.of for each in found.values() if each.proposal.place.subject is subject]
    return min(max(taken, default=0) + 1, MOST)


# What tells that two documents speak of one subject.
_TELLING = {
    Subject.PERSON: ("name",),
    Subject.ACCOUNT: ("screen_name", "identifier"),
    Subject.RESOLUTION: ("ip_address",),
}


def _same_subject(found: dict[str, Of], own: Sequence[Proposal]) -> int | None:
    subject = own[0].place.subject
    if subject is Subject.COVER:
        return 1
    mine_ = {(each.place.name, _form(each)) for each in own if each.place.name in _TELLING[subject]}
    for of in found.values():
        place = of.proposal.place
        if (
            place.subject is subject
            and (place.name, _form(of.proposal)) in mine_
            and _agrees(found, place, own)
        ):
            return place.of
    return None


def _agrees(found: dict[str, Of], place: Named, own: Sequence[Proposal]) -> bool:
    """Whether two that share a name, or an address, differ in nothing that would make them two."""
    for name in ("date_of_birth", "used_at", "role"):
        there = found.get(Named(place.subject, place.of, name).key)
        here = next((each for each in own if each.place.name == name), None)
        if there and here and there.proposal.normal and here.normal and there.proposal.normal != here.normal:
            return False
    return True


def _form(proposal: Proposal) -> str:
    return " ".join((proposal.normal or proposal.value).casefold().split())


def _add(found: dict[str, Of], document: int, proposal: Proposal, of: int) -> None:
    subject, _, name, _ = proposal.place
    standing = [
        each
        for each in found.values()
        if (each.proposal.place.subject, each.proposal.place.of, each.proposal.place.name)
        == (subject, of, name)
    ]
    if any(_form(each.proposal) == _form(proposal) for each in standing):
        return
    if standing and not field_called(subject, name).many:
        first = standing[0]
        value = " ".join(proposal.value.split())[:80]
        doubt = f"Document {document}, page {proposal.where.page}, also says: {value}"
        fuller = replace(first.proposal, doubts=(*first.proposal.doubts, doubt))
        found[first.proposal.place.key] = Of(first.document, fuller)
        return
    if len(standing) >= MOST:
        return
    place = Named(subject, of, name, len(standing) + 1)
    found[place.key] = Of(document, replace(proposal, place=place))


def _propose_holders(found: dict[str, Of]) -> None:
    """Where one suspect alone is named, and nobody is said to hold an account: that it may be theirs."""
    suspects = {
        each.proposal.place.of
        for each in found.values()
        if each.proposal.place.name == "role" and each.proposal.normal == Role.SUSPECT
    }
    if len(suspects) != 1:
        return
    (suspect,) = suspects
    name = found.get(Named(Subject.PERSON, suspect, "name").key)
    accounts = {
        each.proposal.place.of for each in found.values() if each.proposal.place.subject is Subject.ACCOUNT
    }
    for account in sorted(accounts):
        place = Named(Subject.ACCOUNT, account, "holder")
        if name is not None and place.key not in found:
            why = "The only suspect whom the pack names"
            proposal = replace(
                name.proposal, place=place, normal=str(suspect), sure=Sure.POSSIBLE, why=why, doubts=()
            )
            found[place.key] = Of(name.document, proposal)
