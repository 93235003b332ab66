"""Which sources made the growth, and which of them may have changed what they count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from waymark.errors import WaymarkError
from waymark.stages.statistics.rules.comparisons import NotACount

_DEFINITION_MAY_HAVE_CHANGED = 10
"""A part that grew more than this many times: domain.md S3's rule for a change of what is counted."""

REST = "other"


class PartsExceedTotal(WaymarkError):
    """The parts of a whole add up to more than it."""

    def __init__(self, when: str, *, parts: float, total: float) -> None:
        super().__init__(
            f"The {when} parts add up to {parts:,g}, more than the {when} total of {total:,g}: "
            "they overlap, or are of another unit"
        )


class NothingToDecompose(WaymarkError):
    def __init__(self) -> None:
        super().__init__("Give at least one part with its old and its new figure")


@dataclass(frozen=True, slots=True)
class Part:
    """One source's part. share_old, share_new, share_of_growth: percent; None of a total or growth of 0."""

    source: str
    old: float
    new: float
    absolute: float
    percent: float | None
    ratio: float | None
    share_old: float | None
    share_new: float | None
    share_of_growth: float | None
    derived: bool


@dataclass(frozen=True, slots=True)
class Decomposition:
    """parts: in order of what they added, the greatest first. leads: the part that added most."""

    old: float
    new: float
    absolute: float
    percent: float | None
    parts: tuple[Part, ...]
    reading: str
    warnings: tuple[str, ...]


def decompose(
    parts: Mapping[str, tuple[float, float]], *, total: tuple[float, float] | None = None
) -> Decomposition:
    """Split the change of a total among its sources. parts: each source's old and new figure.

    total: the old and new total; what the parts leave of it is called `other`. Without it the parts are all.
    Raises NothingToDecompose, PartsExceedTotal, NotACount.
    """
    if not parts:
        raise NothingToDecompose
    for value in (*(value for pair in parts.values() for value in pair), *(total or ())):
        if value < 0:
            raise NotACount(value)
    sums = tuple(sum(pair[at] for pair in parts.values()) for at in (0, 1))
    whole = total or (sums[0], sums[1])
    for when, part, all_of_it in zip(("old", "new"), sums, whole, strict=True):
        if part > all_of_it:
            raise PartsExceedTotal(when, parts=part, total=all_of_it)
    every = dict(parts)
    rest = (whole[0] - sums[0], whole[1] - sums[1])
    derived = (
        REST if total and any(rest) and REST not in every else f"{REST} (rest)" if total and any(rest) else ""
    )
    if derived:
        every[derived] = rest
    found = sorted(
        (_part(source, old, new, whole, derived=source == derived) for source, (old, new) in every.items()),
        key=lambda part: -part.absolute,
    )
    absolute = whole[1] - whole[0]
    percent = absolute / whole[0] * 100 if whole[0] else None
    return Decomposition(
        old=whole[0],
        new=whole[1],
        absolute=absolute,
        percent=percent,
        parts=tuple(found),
        reading=_reading(found, absolute),
        warnings=tuple(_warnings(found, absolute)),
    )


def _part(source: str, old: float, new: float, whole: tuple[float, float], *, derived: bool) -> Part:
    growth = whole[1] - whole[0]
    return Part(
        source=source,
        old=old,
        new=new,
        absolute=new - old,
        percent=(new / old - 1) * 100 if old else None,
        ratio=new / old if old else None,
        share_old=old / whole[0] * 100 if whole[0] else None,
        share_new=new / whole[1] * 100 if whole[1] else None,
        share_of_growth=(new - old) / growth * 100 if growth else None,
        derived=derived,
    )


def _reading(parts: list[Part], absolute: float) -> str:
    if not absolute:
        return "the total did not change"
    said = "; ".join(
        f"{part.source} {part.absolute:+,g} ({part.share_of_growth:.1f}%)"
        for part in parts
        if part.share_of_growth is not None
    )
    return f"of {absolute:+,g}: {said}"


def _warnings(parts: list[Part], absolute: float) -> list[str]:
    found = []
    for part in parts:
        if part.ratio is not None and part.ratio > _DEFINITION_MAY_HAVE_CHANGED:
            found.append(
                f"{part.source} is {part.ratio:,.1f} times what it was: its source definition may have changed"
            )
        if not part.old and part.new:
            found.append(f"{part.source} was 0 before: a new source, or one not counted then")
        if part.derived:
            found.append(f"{part.source} is what the named parts leave of the total, not a count of its own")
    if absolute and any(part.absolute * absolute < 0 for part in parts):
        found.append("some parts moved against the total: shares of growth are above 100% or below 0")
    return found
