"""What is proposed of a text, and where in it that stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from waymark.stages.intake.readers.pack_cover.fields import Named


class Where(NamedTuple):
    """Characters of one page: page from 1; start from 0; end just after the last."""

    page: int
    start: int
    end: int


class Sure(StrEnum):
    """How a value was found: beside a label of its own, by its unmistakable form, or in a sentence."""

    LABELLED = "labelled"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact that the text seems to state.

    value: exactly as printed at `where`, line breaks and all. normal: its comparable form, empty where none
    is safe. why: the label or the words it was found by. doubts: what an officer must look at, a line each;
    an assumption says who made it.
    """

    place: Named
    value: str
    normal: str
    where: Where
    sure: Sure
    why: str
    doubts: tuple[str, ...] = ()
