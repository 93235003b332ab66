"""What an officer says of a fact: confirmed as proposed, copied from elsewhere in the text, typed, or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from waymark.errors import WaymarkError
from waymark.referrals.types import Role
from waymark.stages.intake.readers.pack_cover.dates import Reading
from waymark.stages.intake.readers.pack_cover.fields import Field, Named, Shape, field_called
from waymark.stages.intake.readers.pack_cover.layout import pages_of
from waymark.stages.intake.readers.pack_cover.proposals import Proposal, Where
from waymark.stages.intake.readers.pack_cover.values import Setting, normal_of, one_line
from waymark.stages.intake.readers.signatures import embeds_media

LONGEST_VALUE = 10_000


class State(StrEnum):
    """draft: begun, and nobody's word yet. not_stated: the pack does not say, which is never no."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"
    NOT_STATED = "not_stated"


class How(StrEnum):
    COPIED = "copied"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Graded:
    """Grade, handling and marking of one fact, or of a pack; empty where they are not stated."""

    source_grade: str = ""
    handling_code: str = ""
    handling_conditions: str = ""
    marking: str = ""

    def over(self, pack: Graded) -> Graded:
        """Make one of a fact's own, with the pack's wherever it has none of its own."""
        return Graded(
            self.source_grade or pack.source_grade,
            self.handling_code or pack.handling_code,
            self.handling_conditions or pack.handling_conditions,
            self.marking or pack.marking,
        )


@dataclass(frozen=True, slots=True)
class Said:
    """What came from the form. document: counted from 1; where: the characters that were selected."""

    place: Named
    state: State
    value: str
    document: int = 0
    where: Where | None = None
    graded: Graded = Graded()


@dataclass(frozen=True, slots=True)
class Settled:
    """A fact as it is kept. proposed: what the software proposed for its place, None where it proposed nothing."""

    place: Named
    state: State
    value: str = ""
    normal: str = ""
    doubts: tuple[str, ...] = ()
    how: How | None = None
    document: int = 0
    where: Where | None = None
    proposed: Proposal | None = None
    graded: Graded = Graded()


class BadFact(WaymarkError):
    """What was sent for a fact cannot be kept."""

    def __init__(self, label: str, what: str) -> None:
        super().__init__(f"{label}: {what}")


CHOICES: Mapping[str, tuple[str, ...]] = {
    "role": tuple(role.value for role in Role if role is not Role.REPORTER),
    "is_suspect": ("yes", "no"),
    "danger": ("yes", "no", "not_known"),
}


def settle(
    said: Said,
    *,
    texts: Sequence[str],
    proposals: Mapping[str, tuple[int, Proposal]],
    received_at: datetime,
) -> Settled:
    """Make of what was said what is kept. A value counts as copied only when it stands where it is said to.

    texts: of the pack's documents, in order. proposals: by key, each with its document. Raises BadFact.
    """
    field = field_called(said.place.subject, said.place.name)
    document, proposed = proposals.get(said.place.key, (0, None))
    value = said.value.strip()
    if len(value) > LONGEST_VALUE:
        raise BadFact(field.label, f"no more than {LONGEST_VALUE} characters can be kept: shorten it")
    if embeds_media(value):
        raise BadFact(field.label, "a file is written into it, which is never kept in the open: leave it out")
    if not value or said.state in {State.DROPPED, State.NOT_STATED}:
        state = State.DROPPED if said.state is State.DROPPED else State.NOT_STATED
        return Settled(said.place, state, proposed=proposed, graded=said.graded)
    printed, how, from_document, where = _source(said, value, texts, document, proposed)
    reading = _read(field, printed, Setting(received_at), proposed, where)
    return Settled(
        said.place,
        said.state,
        printed,
        reading.normal,
        reading.doubts,
        how,
        from_document,
        where,
        proposed,
        said.graded,
    )


def _source(
    said: Said, value: str, texts: Sequence[str], document: int, proposed: Proposal | None
) -> tuple[str, How, int, Where | None]:
    """The value as printed and where from; as typed where it stands in no place that was named."""
    is_where_proposed = proposed is not None and said.where in {None, proposed.where}
    if proposed is not None and is_where_proposed and _is_same(value, proposed):
        return proposed.value, How.COPIED, document, proposed.where
    if said.where is not None and 1 <= said.document <= len(texts):
        pages = pages_of(texts[said.document - 1])
        page, start, end = said.where
        if 1 <= page <= len(pages) and 0 <= start < end <= len(pages[page - 1]):
            printed = pages[page - 1][start:end]
            if one_line(printed) == one_line(value):
                return printed, How.COPIED, said.document, said.where
    return value, How.TYPED, 0, None


def _is_same(value: str, proposed: Proposal) -> bool:
    return one_line(value) in {one_line(proposed.value), proposed.normal} - {""}


def _read(
    field: Field, printed: str, setting: Setting, proposed: Proposal | None, where: Where | None
) -> Reading:
    if proposed is not None and where is not None and where == proposed.where:
        return Reading(proposed.normal, proposed.doubts)
    if field.shape in {Shape.ROLE, Shape.CHOICE}:
        if printed not in CHOICES[field.name]:
            raise BadFact(field.label, "choose one of the words offered")
        return Reading(printed)
    return normal_of(field, printed, setting)
