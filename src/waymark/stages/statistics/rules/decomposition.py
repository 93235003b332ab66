"""Which sources made the growth, and which of them may have changed what they count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from waymark.errors import WaymarkError
from waymark.stages.statistics.rules.breaks import Break, breaks_dividing
from waymark.stages.statistics.rules.change_words import break_warnings, length_warnings
from waymark.stages.statistics.rules.comparisons import (
    DAYS_A_YEAR,
    Change,
    Rate,
    Span,
    change,
    check_count,
    rate_of,
)
from waymark.stages.statistics.rules.periods import Period
from waymark.stages.statistics.rules.written_figures import in_print

_DEFINITION_MAY_HAVE_CHANGED = 10
"""A part that grew more than this many times: domain.md S3's rule for a change of what is counted."""

REST = "other"
_WHOLES = {"total", "all", "all sources", "grand total"}


class PartsExceedTotal(WaymarkError):
    """The parts of a whole add up to more than it."""

    def __init__(self, when: str, *, parts: float, total: float) -> None:
        super().__init__(
            f"The {when} parts add up to {in_print(parts)}, more than the {when} total of {in_print(total)}: "
            "they overlap, or are of another unit"
        )


class NothingToDecompose(WaymarkError):
    def __init__(self) -> None:
        super().__init__("Give at least one part with its old and its new figure")


class TotalAmongParts(WaymarkError):
    """A part that is called the whole."""

    def __init__(self, name: str, old: float, new: float) -> None:
        super().__init__(
            f"{name!r} is the whole and no part of it: leave it out, and give it as the total, "
            f"{in_print(old)}:{in_print(new)}"
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One source's part. old, new: its figures; percent, ratio and shares of growth by the day where `basis` is.

    absolute: None where the periods differ in length. per_day: old and new by the day, where both periods are known.
    share_old, share_new, share_of_growth: percent; None of a total or growth of 0.
    """

    source: str
    old: float
    new: float
    absolute: float | None
    percent: float | None
    ratio: float | None
    share_old: float | None
    share_new: float | None
    share_of_growth: float | None
    derived: bool
    per_day: Rate | None


@dataclass(frozen=True, slots=True)
class Decomposition:
    """parts: in order of what they made of the change, the greatest first. basis: counts, or per_day.

    absolute: None where the periods differ in length. percent, and each part's share of the growth: None across a
    break. a, b: the periods, as they were read.
    """

    old: float
    new: float
    absolute: float | None
    percent: float | None
    parts: tuple[Part, ...]
    reading: str
    warnings: tuple[str, ...]
    basis: str
    a: Span | None
    b: Span | None


def decompose(
    parts: Mapping[str, tuple[float, float]],
    *,
    total: tuple[float, float] | None = None,
    a: Period | None = None,
    b: Period | None = None,
    breaks: Sequence[Break] = (),
    across_breaks: bool = False,
    noted: Sequence[str] = (),
) -> Decomposition:
    """Split the change of a total among its sources. parts: each source's old and new figure.

    total: the old and new total; what the parts leave of it is called `other`. Without it the parts are all.
    a, b: the periods of the old and the new figures: of two lengths, the parts are compared by the day.
    breaks, noted: as of `change`. Raises NothingToDecompose, TotalAmongParts, PartsExceedTotal, NotACount.
    """
    every, derived = _completed(parts, total)
    whole = total or (sum(old for old, _ in parts.values()), sum(new for _, new in parts.values()))
    changed = change(*whole, a=a, b=b, breaks=breaks, across_breaks=across_breaks)
    between = breaks_dividing(breaks, a, b)
    refused = bool(between) and not across_breaks
    found = [
        _part(source, pair, changed, refused=refused, derived=source == derived)
        for source, pair in every.items()
    ]
    moved = _moved(changed)
    found.sort(key=lambda part: -_moved_of(part, changed) if moved >= 0 else _moved_of(part, changed))
    return Decomposition(
        old=whole[0],
        new=whole[1],
        absolute=changed.absolute,
        percent=changed.percent,
        parts=tuple(found),
        reading=changed.reading if refused else _reading(found, changed),
        warnings=(*noted, *_of_periods(changed, between, asked=across_breaks), *_warnings(found, changed)),
        basis=changed.basis,
        a=changed.a,
        b=changed.b,
    )


def _completed(
    parts: Mapping[str, tuple[float, float]], total: tuple[float, float] | None
) -> tuple[dict[str, tuple[float, float]], str]:
    """The parts with what they leave of the total, and what that is called: nothing where nothing is left."""
    if not parts:
        raise NothingToDecompose
    for value in (*(value for pair in parts.values() for value in pair), *(total or ())):
        check_count(value)
    for name, pair in parts.items():
        if name.strip().casefold() in _WHOLES and len(parts) > 1:
            raise TotalAmongParts(name, *pair)
    every = dict(parts)
    if total is None:
        return every, ""
    rest = []
    for when, at in (("old", 0), ("new", 1)):
        part = sum(pair[at] for pair in parts.values())
        if part > total[at]:
            raise PartsExceedTotal(when, parts=part, total=total[at])
        rest.append(total[at] - part)
    if not any(rest):
        return every, ""
    name = REST if REST not in every else f"{REST} (rest)"
    return {**every, name: (rest[0], rest[1])}, name


def _lengths(changed: Change) -> tuple[int, int]:
    """What each figure is divided by to be compared: days where the periods differ in length, else nothing."""
    return (
        (changed.a.days, changed.b.days) if changed.basis == "per_day" and changed.a and changed.b else (1, 1)
    )


def _moved(changed: Change) -> float:
    before, after = _lengths(changed)
    return changed.new / after - changed.old / before


def _moved_of(part: Part, changed: Change) -> float:
    before, after = _lengths(changed)
    return part.new / after - part.old / before


def _part(source: str, pair: tuple[float, float], changed: Change, *, refused: bool, derived: bool) -> Part:
    (old, new), (before, after) = pair, _lengths(changed)
    # Whole figures are kept whole until the last division, so that no error of rounding shows.
    growth, moved = changed.new * before - changed.old * after, new * before - old * after
    return Part(
        source=source,
        old=old,
        new=new,
        absolute=new - old if changed.basis == "counts" else None,
        percent=moved * 100 / (old * after) if old and not refused else None,
        ratio=new * before / (old * after) if old and not refused else None,
        share_old=old * 100 / changed.old if changed.old else None,
        share_new=new * 100 / changed.new if changed.new else None,
        share_of_growth=moved * 100 / growth if growth and not refused else None,
        derived=derived,
        per_day=_per_day(old, new, changed, refused=refused),
    )


def _per_day(old: float, new: float, changed: Change, *, refused: bool) -> Rate | None:
    if changed.a is None or changed.b is None:
        return None
    found = rate_of(old, new, (changed.a.days, changed.b.days))
    return replace(found, percent=None) if refused else found


def _reading(parts: list[Part], changed: Change) -> str:
    def said(part: Part) -> str:
        share = "" if part.share_of_growth is None else f" ({part.share_of_growth:.1f}%)"
        return f"{part.source} {_by(_moved_of(part, changed), changed)}{share}"

    each = "; ".join(said(part) for part in parts)
    moved = _moved(changed)
    if not moved:
        return f"the total did not change: {each}"
    return f"of the {'rise' if moved > 0 else 'fall'} of {_by(abs(moved), changed).lstrip('+')}: {each}"


def _by(moved: float, changed: Change) -> str:
    return in_print(moved, signed=True) if changed.basis == "counts" else f"{moved:+,.2f} a day"


def _of_periods(changed: Change, between: Sequence[Break], *, asked: bool) -> Iterator[str]:
    """What is said of the two periods, whatever each part did."""
    if changed.a and changed.b:
        by_day = changed.basis == "per_day"
        yield from length_warnings(changed.a, changed.b, by_day=by_day, days_a_year=DAYS_A_YEAR)
    if between:
        yield from break_warnings(between, changed, asked=asked)


def _warnings(parts: list[Part], changed: Change) -> Iterator[str]:
    for part in parts:
        if part.ratio is not None and part.ratio > _DEFINITION_MAY_HAVE_CHANGED:
            yield f"{part.source} is {part.ratio:,.1f} times what it was: its source definition may have changed"
        if not part.old and part.new:
            yield f"{part.source} was 0 before: a new source, or one not counted then"
        if part.old and not part.new:
            yield f"{part.source} is 0 now: a source that ended, or one not counted now"
        if part.derived:
            yield f"{part.source} is what the named parts leave of the total, not a count of its own"
    moved = _moved(changed)
    if moved and any(_moved_of(part, changed) * moved < 0 for part in parts):
        yield "some parts moved against the total: shares of growth are above 100% or below 0"
