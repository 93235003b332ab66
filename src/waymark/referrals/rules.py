"""Which subjects are one by themselves, without anybody's judgement.

Only two things join: the same account at the same provider, and an earlier report named by number for the
person reported. Everything else that two referrals share is a link, proposed and judged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Subject:
    """A person reported, in one report; party 0 stands for a report that names no suspect.

    account_key: empty where provider or account is not stated. named: numbers of earlier reports that the
    document names for this person.
    """

    report_id: int
    party: int
    account_key: str = ""
    named: tuple[str, ...] = ()

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
    arriving: Sequence[Subject], known: Iterable[Known], numbered: Mapping[str, Sequence[tuple[int, int]]]
) -> list[tuple[list[Subject], list[int]]]:
    """Sort arriving subjects into referrals.

    known: every standing subject that shares an account or a report number with one arriving.
    numbered: report number to the keys of all subjects of the reports that bear it. Naming a number joins
    with each of those reports that has one subject: with several, which is meant is for an officer to say.
    Each pair is judged by itself, because another bearer may come later, and order must not matter.
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


def _sole(keys: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The subjects of those reports that have one."""
    subjects = Counter(report_id for report_id, _ in keys)
    return [key for key in keys if subjects[key[0]] == 1]
