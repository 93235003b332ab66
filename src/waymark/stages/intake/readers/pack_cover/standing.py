"""What the lines being read are about: the heading above, and which subjects the next fact begins anew."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from waymark.referrals.types import Role
from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.gathering import Gathering
from waymark.stages.intake.readers.pack_cover.met import Pair
from waymark.stages.intake.readers.pack_cover.proposals import Where
from waymark.stages.intake.readers.pack_cover.wordings import Section

PHONE = re.compile(r"\+?[0-9(][0-9() .\-]{6,18}[0-9]")
EMAIL = re.compile(r"[^\s<>,;:()\[\]]+@[^\s<>,;:()\[\]]+[^\s<>,;:()\[\].]")


@dataclass(slots=True)
class Standing:
    """Where the reading stands.

    section, role, role_at: of the heading above; role_at with its words. fresh: subjects of which the next
    fact begins a new one. last: the subject that the last fact was of.
    """

    gathering: Gathering
    section: Section | None = None
    role: Role | None = None
    role_at: tuple[Where, str] | None = None
    fresh: set[Subject] = field(default_factory=set)
    last: Subject | None = None
    row: tuple[int, int] = (0, 0)

    def text_of(self, pair: Pair) -> str:
        return self.gathering.text_at(pair.where)


def within(where: Where, span: tuple[int, int]) -> Where:
    """A part of a place, by characters of its text."""
    return Where(where.page, where.start + span[0], where.start + span[1])


def why(pair: Pair) -> str:
    return f"Beside \u201c{pair.words.strip(' :?')}\u201d"
