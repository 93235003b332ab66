"""The research sheet: where an officer looks, and what one look there answers.

One look answers every fact that it covers. A register in which nothing is held answers no to all of them, except
what stands as yes: that only an explicit no takes back, so that time and haste never lower a level.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from waymark.clocks.nations import Nation, said_in
from waymark.errors import WaymarkError
from waymark.stages.prioritisation.rules.answers import Said
from waymark.stages.prioritisation.rules.facts import CHECKS, FACTS, Bearing, CheckName


class Outcome(StrEnum):
    """What came of a look: nothing held, something held, or it could not be made."""

    NOTHING = "nothing"
    SOMETHING = "something"
    COULD_NOT = "could_not"


class NothingSaid(WaymarkError):
    """Something is held, and nobody said what."""

    def __init__(self, check: CheckName) -> None:
        super().__init__(
            f"{CHECKS[check].title}: say what is held, by a yes or a no to at least one question"
        )


class SaidBoth(WaymarkError):
    """Nothing is held, and yet a question was answered yes."""

    def __init__(self, check: CheckName) -> None:
        super().__init__(
            f"{CHECKS[check].title}: a question is answered yes, so something is held: choose one"
        )


class NotAUprn(WaymarkError):
    """What was typed is no unique property reference number."""

    def __init__(self) -> None:
        super().__init__(
            "A UPRN has 1 to 12 digits and nothing else: copy it from the gazetteer or the answer"
        )


class NothingLooked(WaymarkError):
    """A sheet was sent in on which no look was recorded."""

    def __init__(self) -> None:
        super().__init__("Say of at least one place what came of looking there: nothing was recorded")


class LookedInTheFuture(WaymarkError):
    """A look is dated after now."""

    def __init__(self) -> None:
        super().__init__("That time lies ahead: write when the look was made, in UTC")


class SheetRow(NamedTuple):
    """One place to look. system: names to choose from; term: what it is called in each nation (clocks' WORDS)."""

    check: CheckName
    systems: tuple[str, ...] = ()
    term: str = ""


# In the order in which a desk looks. PNC is being replaced by LEDS, and both answer while that lasts.
SHEET = (
    SheetRow(CheckName.REPORT),
    SheetRow(CheckName.PNC, ("PNC", "LEDS"), "conviction_records"),
    SheetRow(CheckName.PND),
    SheetRow(CheckName.SEX_OFFENDER_REGISTER, term="sex_offender_register"),
    SheetRow(CheckName.LOCAL_RECORDS),
    SheetRow(CheckName.CHILDRENS_SERVICES, term="childrens_services"),
    SheetRow(CheckName.EMPLOYER),
    SheetRow(CheckName.OPEN_SOURCE),
)

# Recorded beside them, and no check of the policy: which door it is.
UPRN = "uprn"
_UPRN = re.compile(r"[0-9]{1,12}")


class Look(NamedTuple):
    """One look, as an officer states it. said: by fact, where it was said of one fact alone.

    done_at: when it was made, aware. checker: who made it. log: the number of the search there.
    """

    check: CheckName
    outcome: Outcome
    done_at: datetime
    checker: str
    system: str = ""
    log: str = ""
    said: Mapping[str, Said] = {}


def title_of(row: SheetRow, nation: Nation) -> str:
    """What a place to look is called in a nation; where systems are to be chosen from, all of them."""
    title = said_in(nation, row.term) if row.term else CHECKS[row.check].title
    return f"{title} ({' or '.join(row.systems)})" if row.systems else title


def covered_by(check: CheckName) -> tuple[str, ...]:
    """The facts that one look there answers, in order. A suspect's age is verified, never looked up in passing."""
    return tuple(
        name for name, fact in FACTS.items() if fact.check is check and fact.bearing is not Bearing.ROUTING
    )


def answers_of(look: Look, *, standing: Mapping[str, Said]) -> dict[str, Said]:
    """What a look answers, by fact. standing: what each fact is worth now; one that is absent is unknown.

    Nothing held: no, to every fact but those that stand as yes, and but those said otherwise. Something held: what
    was said. Could not look: unknown, to those that are unknown, so that the sheet shows that it was tried.
    Raises NothingSaid, SaidBoth.
    """
    covered = covered_by(look.check)
    said = {name: each for name, each in look.said.items() if name in covered}
    worth = {name: standing.get(name, Said.UNKNOWN) for name in covered}
    if look.outcome is Outcome.NOTHING:
        if Said.YES in said.values():
            raise SaidBoth(look.check)
        return {name: Said.NO for name in covered if worth[name] is not Said.YES} | said
    if look.outcome is Outcome.SOMETHING:
        if not said:
            raise NothingSaid(look.check)
        return said
    return {name: Said.UNKNOWN for name in covered if worth[name] is Said.UNKNOWN} | said


def read_uprn(text: str) -> str:
    """A UPRN as it is written, without spaces or leading noughts. Raises NotAUprn."""
    bare = "".join(text.split())
    if not _UPRN.fullmatch(bare) or not bare.strip("0"):
        raise NotAUprn
    return bare.lstrip("0")
