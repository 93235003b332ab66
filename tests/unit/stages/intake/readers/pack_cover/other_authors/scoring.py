"""How much of what a pack states is proposed, and how much of what is proposed it states, by field."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from typing import NamedTuple

from waymark.stages.intake.readers.pack_cover import Proposal, Shape, Subject, field_called

# What is worked out, not stated.
_NOT_SCORED = {(Subject.ACCOUNT, "holder"), (Subject.RESOLUTION, "is_suspect")}
_TITLES = re.compile(r"^(?:mr|mrs|miss|ms|dr)\.?\s+", re.IGNORECASE)
_LINES = {"asked", "handling_conditions", "asked_for"}


class Stated(NamedTuple):
    """A value that a pack states.

    alternatives: the forms it may be read in. is_counted: no for what only lies in another word, as `NCA` does
    in `NCA reference`: right where proposed, not missed where it is not.
    """

    field: str
    alternatives: tuple[str, ...]
    is_counted: bool = True


class Score(NamedTuple):
    """Counts by field, as subject.name. missed, wrong: what, in words."""

    stated: Counter[str]
    found: Counter[str]
    wrong: Counter[str]
    missed: list[str]
    extra: list[str]


def truth_of(written: str) -> dict[Subject, list[list[Stated]]]:
    """Read the truth that stands beside a pack: a subject a line, `+` carrying on the line before."""
    truth: dict[Subject, list[list[Stated]]] = {subject: [] for subject in Subject}
    own: list[Stated] = []
    for line in written.strip().splitlines():
        if line.startswith("+ "):
            facts = line[2:]
        else:
            name, _, facts = line.partition(": ")
            subject = Subject(name)
            if subject is Subject.COVER and truth[subject]:
                own = truth[subject][0]
            else:
                own = []
                truth[subject].append(own)
        for fact in facts.split(" | "):
            field, _, value = fact.partition("=")
            name = field.strip()
            own.append(Stated(name.rstrip("~"), tuple(value.strip().split("|")), not name.endswith("~")))
    return truth


def score(truth: dict[Subject, list[list[Stated]]], proposals: list[Proposal]) -> Score:
    """Compare: each subject of the truth with the proposed subject that agrees best, each of them once."""
    result = Score(Counter(), Counter(), Counter(), [], [])
    for subject in Subject:
        groups: dict[int, list[Proposal]] = {}
        for each in proposals:
            if each.place.subject is subject and (subject, each.place.name) not in _NOT_SCORED:
                groups.setdefault(each.place.of, []).append(each)
        pairs = sorted(
            (
                (-len(_agreeing(subject, stated, group)), n, of)
                for n, stated in enumerate(truth[subject])
                for of, group in groups.items()
            )
        )
        taken: dict[int, int] = {}
        for agreed, n, of in pairs:
            if agreed and n not in taken and of not in taken.values():
                taken[n] = of
        for n, stated in enumerate(truth[subject]):
            _count(result, subject, stated, groups.pop(taken[n], []) if n in taken else [])
        for rest in groups.values():
            _count(result, subject, [], rest)
    return result


def _count(result: Score, subject: Subject, stated: list[Stated], group: list[Proposal]) -> None:
    agreed = _agreeing(subject, stated, group)
    for n, each in enumerate(stated):
        key = f"{subject}.{each.field}"
        if not each.is_counted:
            continue
        result.stated[key] += 1
        if n in agreed:
            result.found[key] += 1
        else:
            result.missed.append(f"{key}={'|'.join(each.alternatives)}")
    for n, proposal in enumerate(group):
        if n not in agreed.values():
            key = f"{subject}.{proposal.place.name}"
            result.wrong[key] += 1
            result.extra.append(f"{key}={proposal.value!r} ({proposal.sure}: {proposal.why})")


def _agreeing(subject: Subject, stated: list[Stated], group: list[Proposal]) -> dict[int, int]:
    """Which of what is stated is proposed, and by which: places in both lists."""
    agreed: dict[int, int] = {}
    for n, each in enumerate(stated):
        for m, proposal in enumerate(group):
            if m not in agreed.values() and _agrees(subject, each, proposal):
                agreed[n] = m
                break
    return agreed


def _agrees(subject: Subject, stated: Stated, proposal: Proposal) -> bool:
    if proposal.place.name != stated.field:
        return False
    shape = field_called(subject, stated.field).shape
    return any(_same(shape, stated.field, form, proposal) for form in stated.alternatives)


def _same(shape: Shape, field: str, form: str, proposal: Proposal) -> bool:
    match shape:
        case Shape.MOMENT:
            return _instant(proposal.normal) == _instant(form)
        case Shape.DAY | Shape.ROLE:
            return (proposal.normal or proposal.value) == form
        case Shape.GRADE:
            return _squashed(proposal.normal or proposal.value)[:2] == _squashed(form)
        case Shape.HANDLING:
            return _squashed(proposal.normal or proposal.value)[:1] == _squashed(form)
    if field in _LINES:
        value, wanted = _squashed(proposal.value), _squashed(form)
        return wanted in value and len(value) <= 1.6 * len(wanted) + 16
    given, wanted = (_TITLES.sub("", " ".join(each.split())) for each in (proposal.value, form))
    if field.endswith("name") and sorted(_words(given)) == sorted(_words(wanted)):
        return True
    return _squashed(given) == _squashed(wanted) or _squashed(proposal.normal) == _squashed(wanted)


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _squashed(text: str) -> str:
    return re.sub(r"\W|_", "", text.casefold())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
