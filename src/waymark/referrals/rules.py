"""Which subjects are one by themselves, without anybody's judgement.

Only three things join: the same account at the same provider, an earlier report named by number for the
person reported, and the same person in two documents of one report. Everything else that two referrals share
is a link, proposed and judged.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence


# Houses that give numbers for everybody; any other's numbers are its own, by its name.
CENTRAL_HOUSES = frozenset({"ncmec", "nca"})
_CYBERTIPLINE_NUMBER = re.compile(r"\d{6,12}")


def house_of(clearing_house: str, *, reporter: str, number: str = "") -> str:
    """Whose number a document bears, in words that are equal for one house: two houses may give the same one.

    Whoever passes a report on (another force, a register) repeats the number it was given: where it has the
    digits of a CyberTipline's, it is one.
    """
    if not clearing_house or clearing_house in CENTRAL_HOUSES:
        return clearing_house
    if clearing_house.startswith("passed_on") and _CYBERTIPLINE_NUMBER.fullmatch(number.strip()):
        return "ncmec"
    return f"{clearing_house}/{' '.join(reporter.split()).casefold()}"


class Relation(StrEnum):
    """What a document is to the report that an earlier document of the same number made."""

    ORIGINAL = "original"
    RESEND = "resend"
    SUPPLEMENT = "supplement"

    @property
    def is_counted(self) -> bool:
        """Whether it is a report of its own."""
        return self is Relation.SUPPLEMENT


@dataclass(frozen=True, slots=True)
class Document:
    """A document that bears a number. form: which kind of document. of, relation: None for the first."""

    report_id: int
    form: str
    of: int | None = None
    relation: Relation | None = None

    @property
    def whole(self) -> int:
        """The report that it counts as."""
        return self.of if self.of is not None and self.relation is not Relation.SUPPLEMENT else self.report_id


def relation_of(
    new_form: str, standing: Sequence[Document], *, differences: Callable[[int], int]
) -> tuple[Relation, int] | None:
    """What a new document is to those that already bear its number; None where it is the first.

    standing: in the order they came. differences: how many things the new document says otherwise than the one
    with that report id. The same form with the same content is a resend. A form that a report does not have yet
    is another original of it: of the one it differs from least. The same form with other content adds to the
    first. However they arrive there are as many reports as the form with the most contents has contents.
    Returns the relation and the report (its first document) that it is to.
    """
    if not standing:
        return None
    for each in standing:
        if each.form == new_form and differences(each.report_id) == 0:
            return Relation.RESEND, each.whole
    forms: dict[int, set[str]] = {}
    for each in standing:
        forms.setdefault(each.whole, set()).add(each.form)
    lacking = [each for each in standing if new_form not in forms[each.whole]]
    if lacking:
        nearest = min(lacking, key=lambda each: (differences(each.report_id), each.report_id))
        return Relation.ORIGINAL, nearest.whole
    return Relation.SUPPLEMENT, standing[0].whole


@dataclass(frozen=True, slots=True)
class Subject:
    """A person reported, in one report; party 0 stands for a report that names no suspect.

    account_key: empty where provider or account is not stated. named: numbers of earlier reports that the
    document names for this person. known_by: what tells this person from another in documents of one report.
    """

    report_id: int
    party: int
    account_key: str = ""
    named: tuple[str, ...] = ()
    known_by: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[int, int]:
        return self.report_id, self.party


class Groups:
    """Sets that are joined two members at a time; the order of joining never matters."""

    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}

    def root(self, member: Hashable) -> Hashable:
        """The member that stands for the whole set (a new member stands for itself)."""
        path = []
        while (above := self._parent.setdefault(member, member)) != member:
            path.append(member)
            member = above
        for each in path:
            self._parent[each] = member
        return member

    def join(self, one: Hashable, other: Hashable) -> None:
        self._parent[self.root(one)] = self.root(other)

    def sets(self) -> list[list[Hashable]]:
        found: dict[Hashable, list[Hashable]] = {}
        for member in list(self._parent):
            found.setdefault(self.root(member), []).append(member)
        return list(found.values())


@dataclass(frozen=True, slots=True)
class Known:
    """A subject that the record already holds, and the referral it belongs to."""

    subject: Subject
    referral_id: int


def join_subjects(
    arriving: Sequence[Subject],
    known: Iterable[Known],
    numbered: Mapping[str, Sequence[tuple[int, int]]],
    kin: Iterable[tuple[int, int]] = (),
) -> list[tuple[list[Subject], list[int]]]:
    """Sort arriving subjects into referrals.

    known: every standing subject that shares an account or a report number with one arriving.
    numbered: report number to the keys of all subjects of the reports that bear it. Naming a number joins
    with each of those reports that has one subject: with several, which is meant is for an officer to say.
    Each pair is judged by itself, because another bearer may come later, and order must not matter.
    kin: pairs of reports that are documents of one report, or of which one adds to the other.
    Returns, for each group that has someone arriving or that now spans several referrals: the arriving
    subjects, and the standing referrals it touches, eldest first.
    """
    groups = Groups()
    sole_subjects = {number: _sole(keys) for number, keys in numbered.items()}
    everyone = [*arriving, *(each.subject for each in known)]
    referral_of = {each.subject.key: each.referral_id for each in known}
    for subject in everyone:
        groups.root(("subject", subject.key))
        if subject.account_key:
            groups.join(("subject", subject.key), ("account", subject.account_key))
        for number in subject.named:
            for key in sole_subjects.get(number, ()):
                groups.join(("subject", subject.key), ("subject", key))
    by_report: dict[int, list[Subject]] = {}
    for subject in {each.key: each for each in everyone}.values():
        by_report.setdefault(subject.report_id, []).append(subject)
    for one, other in kin:
        for mine, theirs in counterparts(by_report.get(one, ()), by_report.get(other, ())):
            groups.join(("subject", mine.key), ("subject", theirs.key))
    for key, referral_id in referral_of.items():
        groups.join(("subject", key), ("referral", referral_id))
    arriving_by_key = {subject.key: subject for subject in arriving}
    found = []
    for members in groups.sets():
        new = [arriving_by_key[m[1]] for m in members if m[0] == "subject" and m[1] in arriving_by_key]  # type: ignore[index]
        standing = sorted(m[1] for m in members if m[0] == "referral")  # type: ignore[index]
        if new or len(standing) > 1:
            found.append((sorted(new, key=lambda s: s.key), standing))
    return sorted(found, key=lambda pair: pair[0][0].key if pair[0] else (0, 0))


def counterparts(one: Sequence[Subject], other: Sequence[Subject]) -> list[tuple[Subject, Subject]]:
    """Who of one document is who of another of the same report.

    Where each is about one person, they are the same. Otherwise two are the same who share something by which
    nobody else in either document is known; the others stay apart, for an officer to say.
    """
    if len(one) == len(other) == 1:
        return [(one[0], other[0])]
    mine, theirs = _known_alone(one), _known_alone(other)
    found = {
        (mine[key].key, theirs[key].key): (mine[key], theirs[key]) for key in mine.keys() & theirs.keys()
    }
    return [found[pair] for pair in sorted(found)]


def _known_alone(subjects: Sequence[Subject]) -> dict[str, Subject]:
    counts = Counter(key for subject in subjects for key in subject.known_by)
    return {key: subject for subject in subjects for key in subject.known_by if counts[key] == 1}


def _sole(keys: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The subjects of those reports that have one."""
    subjects = Counter(report_id for report_id, _ in keys)
    return [key for key in keys if subjects[key[0]] == 1]
