"""Invented officers with teams, skills and shifts, for the demonstration, the tests and the timings."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

_TEAMS = (
    ("Intelligence", ("research", "enquiry"), 0.5),
    ("Enforcement", ("enforcement", "search"), 0.35),
    ("Examination", ("examination", "search", "victim_identification"), 0.15),
)
_SHIFTS = ((7, 8), (9, 8), (14, 8))  # begins at, hours


class InventedOfficer(NamedTuple):
    """places: parts of work at once; piece_minutes: of work in one."""

    username: str
    team: str
    skills: tuple[str, ...]
    places: int
    piece_minutes: int


class InventedTime(NamedTuple):
    officer: str
    kind: str
    start: datetime
    end: datetime


def invented_officers(seed: int, count: int) -> list[InventedOfficer]:
    """So many officers, as `officer-001`; the same for the same seed."""
    draw = random.Random(f"officers {seed}")  # noqa: S311 - the same officers for the same seed
    made = []
    for n in range(1, count + 1):
        team, skills, _ = draw.choices(_TEAMS, [share for *_, share in _TEAMS])[0]
        kept = tuple(skill for at, skill in enumerate(skills) if at == 0 or draw.random() < 0.7)  # noqa: PLR2004 - most have both
        group = f"{team} {1 + n % 3}"
        made.append(
            InventedOfficer(
                f"officer-{n:03}", group, kept, draw.choice((8, 10, 12)), draw.choice((120, 180, 240))
            )
        )
    return made


def invented_hours(
    seed: int, usernames: Sequence[str], *, start: datetime, days: int
) -> Iterator[InventedTime]:
    """Shifts from the day of `start`, five or six in eight days, with leave, court and training among them."""
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    for username in usernames:
        draw = random.Random(f"hours {seed} {username}")  # noqa: S311 - the same hours for the same seed
        offset = draw.randrange(8)
        leave = draw.randrange(days * 3)
        for n in range(days):
            day = midnight + timedelta(days=n)
            if leave <= n < leave + 5:
                yield InventedTime(username, "leave", day, day + timedelta(days=1))
                continue
            turn = (n + offset) % 8
            if turn in {6, 7}:
                if turn == 6 and draw.random() < 0.1:  # noqa: PLR2004 - one rest day in ten
                    yield InventedTime(username, "on_call", day, day + timedelta(days=1))
                continue
            begins, hours = _SHIFTS[turn // 2]
            shift = day + timedelta(hours=begins)
            yield InventedTime(username, "duty", shift, shift + timedelta(hours=hours))
            if draw.random() < 0.04:  # noqa: PLR2004 - about one day in twenty-five
                away = draw.choice(("court", "training"))
                yield InventedTime(username, away, shift + timedelta(hours=1), shift + timedelta(hours=5))
