"""The research sheet as a form: what an officer marked on it, read into looks. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from waymark.errors import WaymarkError
from waymark.interfaces.web.moments import at_desk, desk_day
from waymark.interfaces.web.questions import read_answers
from waymark.stages.prioritisation.rules.answers import Said
from waymark.stages.prioritisation.rules.checking import SHEET, Look, Outcome, SheetRow, covered_by

LOOK, SYSTEM, LOG = "look.", "system.", "log."
_MOMENTS = ("%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M")


class NotATime(WaymarkError):
    """What was typed is no time of day, and no day with one."""

    def __init__(self) -> None:
        super().__init__(
            "Write when you looked as a time of today (10:14), or as a day and time (22/11/2026 10:14)"
        )


class NobodyLooked(WaymarkError):
    """It was not said who made the looks."""

    def __init__(self) -> None:
        super().__init__("Say who looked, for example DC 1234")


class SheetSent(NamedTuple):
    """What was sent in. looks: one for each place that was marked."""

    looks: tuple[Look, ...]
    uprn: str
    checker: str


def moment_typed(text: str, *, now: datetime) -> datetime:
    """A time of today, or a day with its time, by the desk's clock; in UTC. Raises NotATime."""
    words = " ".join(text.split())
    if words.count(":") == 1 and " " not in words:
        words = f"{desk_day(now):%Y-%m-%d} {words}"
    for form in _MOMENTS:
        try:
            return at_desk(datetime.strptime(words, form))  # noqa: DTZ007 - its zone is the desk's
        except ValueError:
            continue
    raise NotATime


def read_sheet(sent: Mapping[str, str], *, now: datetime) -> SheetSent:
    """The looks that were marked. A place of which only single questions were answered holds something.

    Raises NotATime, NobodyLooked.
    """
    done_at = moment_typed(sent.get("done_at", ""), now=now)
    # A minute is typed without its seconds: the one that runs has begun and is not ahead.
    checker = sent.get("checker", "").strip()
    if not checker:
        raise NobodyLooked
    said = read_answers(sent)
    looks = (_look(row, sent, said, done_at, checker) for row in SHEET)
    return SheetSent(tuple(look for look in looks if look), sent.get("uprn", ""), checker)


def _look(
    row: SheetRow, sent: Mapping[str, str], said: Mapping[str, Said], done_at: datetime, checker: str
) -> Look | None:
    check = row.check.value
    here = {name: said[name] for name in covered_by(row.check) if name in said}
    outcome = sent.get(LOOK + check, "")
    if outcome not in {*Outcome}:
        if not here:
            return None
        outcome = Outcome.SOMETHING
    system = sent.get(SYSTEM + check, "")
    return Look(
        row.check,
        Outcome(outcome),
        done_at,
        checker,
        system if system in row.systems else "",
        sent.get(LOG + check, "").strip(),
        here,
    )
