"""What a pack that waits is about, at a glance: who sent it, its references, the children it names, danger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from waymark.referrals.types import Role
from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.mining import mine
from waymark.stages.intake.readers.pack_cover.proposals import Proposal
from waymark.stages.intake.readers.pack_cover.values import one_line

# A cover's own facts stand on its first pages; a list of packs has no time for more.
GLANCED_CHARACTERS = 6_000
# How packs say that somebody must act at once. Only these words put a pack first; none ever puts one last.
_DANGER = re.compile(
    r"\b(?:threat to life|danger to life|risk to life|immediate (?:risk|danger|threat|safeguarding)|imminent|"
    r"at (?:immediate|significant|serious) risk|life at risk|missing child|child in crisis|suicid\w*|abduct\w*|"
    r"ongoing (?:contact )?(?:abuse|offending)|live[- ]?stream\w*|within (?:24|twenty[- ]four) hours|"
    r"act (?:immediately|now|today|tonight)|very high risk|emergency|urgent(?:ly)?)\b",
    re.IGNORECASE,
)
_CHILDREN = frozenset({Role.VICTIM.value, Role.CHILD_AT_ADDRESS.value, Role.INTENDED_RECIPIENT.value})
_GROWN_UP = 18


@dataclass(frozen=True, slots=True)
class Glance:
    """danger: the words that speak of it, as printed; empty where none were met, which is not that there is none.

    children: people whom the text names as children, by role or age. Proposals all, confirmed by nobody.
    """

    sender: str = ""
    references: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    children: int = 0
    danger: str = ""
    asked_by: str = ""

    @property
    def rank(self) -> int:
        """0 where danger is spoken of, 1 where a child is named, else 2."""
        return 0 if self.danger else 1 if self.children else 2


def glance(texts: Iterable[str], *, received_at: datetime) -> Glance:
    """What the beginnings of a pack's texts say; the first that says a thing is believed."""
    found: list[Proposal] = []
    danger = ""
    children = 0
    for text in texts:
        head = text[:GLANCED_CHARACTERS]
        match = _DANGER.search(head)
        danger = danger or (match[0] if match else "")
        mined = mine(head, received_at=received_at)
        children += _children_in(mined)
        found += mined
    return Glance(
        sender=next(iter(_said(found, "sender")), ""),
        references=_said(found, "sender_reference"),
        reports=_said(found, "report_number"),
        children=children,
        danger=danger,
        asked_by=next(iter(_said(found, "asked_by")), ""),
    )


def danger_in(texts: Iterable[str]) -> str:
    """The first words of a pack's texts that speak of danger, as printed; empty where none were met."""
    found = (_DANGER.search(text[:GLANCED_CHARACTERS]) for text in texts)
    return next((match[0] for match in found if match), "")


def _said(found: Sequence[Proposal], name: str) -> tuple[str, ...]:
    stated = (
        each.normal or one_line(each.value)
        for each in found
        if each.place.subject is Subject.COVER and each.place.name == name
    )
    return tuple(dict.fromkeys(stated))


def _children_in(found: Sequence[Proposal]) -> int:
    people = [each for each in found if each.place.subject is Subject.PERSON]
    by_role = {each.place.of for each in people if each.place.name == "role" and each.normal in _CHILDREN}
    by_age = {
        each.place.of
        for each in people
        if each.place.name == "age" and each.normal.isdigit() and int(each.normal) < _GROWN_UP
    }
    return len(by_role | by_age)
