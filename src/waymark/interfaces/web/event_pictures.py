"""IP events over time as a drawing: bars of all events, and in them those that can be resolved. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from waymark.interfaces.web.moments import day_in_words
from waymark.stages.attribution.rules.event_groups import EventGroup

WIDTH, HEIGHT = 960, 180
_LEFT, _BASE, _TOP = 44, 150, 14
# More bars than this cannot be told apart on a telephone.
_MOST_BARS = 60
_STEPS = ((1, "day"), (7, "week"), (28, "four weeks"), (91, "thirteen weeks"), (364, "52 weeks"))


@dataclass(frozen=True, slots=True)
class Bar:
    """x, width: of the bar. y, height: of all its events; y_good, height_good: of those resolvable."""

    x: float
    width: float
    y: float
    height: float
    y_good: float
    height_good: float
    words: str


@dataclass(frozen=True, slots=True)
class EventPicture:
    """unit: what a bar stands for. first, last: the days at the ends. most: events in the highest bar."""

    bars: tuple[Bar, ...]
    unit: str
    first: date
    last: date
    most: int
    width: int = WIDTH
    height: int = HEIGHT
    base: int = _BASE
    left: int = _LEFT
    top: int = _TOP


def event_picture(groups: Sequence[EventGroup]) -> EventPicture | None:
    """A drawing of groups, in any order; None where no event has a day."""
    by_day: dict[date, tuple[int, int]] = {}
    for group in groups:
        if group.day is not None:
            events, good = by_day.get(group.day, (0, 0))
            by_day[group.day] = (events + group.events, good + group.resolvable)
    if not by_day:
        return None
    first, last = min(by_day), max(by_day)
    span = (last - first).days + 1
    step, unit = next((each for each in _STEPS if span <= each[0] * _MOST_BARS), _STEPS[-1])
    counts = [(0, 0)] * (-(-span // step))
    for day, (events, good) in by_day.items():
        at = (day - first).days // step
        counts[at] = (counts[at][0] + events, counts[at][1] + good)
    most = max(events for events, _ in counts)
    room = (WIDTH - _LEFT) / len(counts)
    bars = tuple(
        _bar(n, room, events, good, most, day_in_words(first + timedelta(days=n * step)))
        for n, (events, good) in enumerate(counts)
        if events
    )
    return EventPicture(bars, unit, first, last, most)


def _bar(at: int, room: float, events: int, good: int, most: int, day: str) -> Bar:  # noqa: PLR0917 - numbers of one bar
    tall = (_BASE - _TOP) / most
    return Bar(
        round(_LEFT + at * room, 1),
        round(min(max(room - 2, 1), 40), 1),
        round(_BASE - events * tall, 1),
        round(events * tall, 1),
        round(_BASE - good * tall, 1),
        round(good * tall, 1),
        f"{day}: {events} event{'' if events == 1 else 's'}, {good} can be resolved",
    )
