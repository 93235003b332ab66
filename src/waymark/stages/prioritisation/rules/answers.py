"""What is known of a fact: who said so, from which check, when, and whether that still stands."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from waymark.clocks.nations import Nation
from waymark.errors import WaymarkError
from waymark.stages.prioritisation.rules.facts import (
    FACTS,
    SUSPECT_BELOW_RESPONSIBILITY,
    SUSPECT_IS_CHILD,
    Bearing,
    CheckName,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Said(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Answer(NamedTuple):
    """One answer to one fact.

    answered_at: when the check was made (aware), not when it was typed. check: where it was made.
    source: the report or record it rests on, by reference. checker: who made the check.
    """

    fact: str
    said: Said
    answered_at: datetime
    check: CheckName
    source: str = ""
    checker: str = ""


class UnknownFact(WaymarkError):
    """An answer names a fact that the vocabulary does not hold."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No fact is called {name!r}: use one of {', '.join(FACTS)}")


AGE_OF_RESPONSIBILITY = {
    Nation.ENGLAND_AND_WALES: 10,  # Children and Young Persons Act 1933 s 50
    Nation.NORTHERN_IRELAND: 10,  # Criminal Justice (Children) (Northern Ireland) Order 1998 art 3
    Nation.SCOTLAND: 12,  # Age of Criminal Responsibility (Scotland) Act 2019 s 1
}

ADULT_AT = 18
"""Children Act 1989 s 105(1); UN Convention on the Rights of the Child art 1."""


def lapses_at(answer: Answer, shelf_days: Mapping[str, int] | None = None) -> datetime | None:
    """Say when an answer becomes unknown again by its shelf life alone; None when it never does.

    shelf_days: days by fact where a policy sets its own. Raises UnknownFact.
    """
    perishable, days = _perishing(answer.fact)
    if answer.said != perishable:
        return None
    return answer.answered_at + timedelta(days=days if shelf_days is None else shelf_days[answer.fact])


@cache
def _perishing(name: str) -> tuple[Said, int]:
    """The answer to a fact that lapses, and the days after which it does by default. Raises UnknownFact."""
    fact = FACTS.get(name)
    if fact is None:
        raise UnknownFact(name)
    return Said.YES if fact.bearing is Bearing.LIMITING else Said.NO, fact.shelf_life_days


def current(answer: Answer, now: datetime, shelf_days: Mapping[str, int] | None = None) -> Said:
    """Say what an answer is worth at `now`: itself, or unknown once its shelf life has passed.

    An answer dated after `now` is unknown, so that a past moment can be replayed. Raises UnknownFact.
    """
    fact, said, answered_at = answer[:3]
    perishable, days = _perishing(fact)
    if answered_at > now:
        return Said.UNKNOWN
    if said == perishable:
        age = now - answered_at
        return said if age.days < (days if shelf_days is None else shelf_days[fact]) else Said.UNKNOWN
    return said


def settled(
    answers: Iterable[Answer], now: datetime, shelf_days: Mapping[str, int] | None = None
) -> dict[str, Answer]:
    """Choose the answer that stands for each fact, from any number in any order.

    The latest answer from one check replaces that check's earlier ones. Between checks a yes stands
    before a no, and a no before an unknown: no conviction in one register is not none in another.
    """
    latest: dict[tuple[str, CheckName], Answer] = {}
    for answer in answers:
        if answer.answered_at <= now:
            key = (answer.fact, answer.check)
            latest[key] = max(latest.get(key, answer), answer, key=_recency)
    standing: dict[str, Answer] = {}
    for answer in sorted(latest.values(), key=_recency):
        held = standing.get(answer.fact)
        if held is None or _weight(answer, now, shelf_days) >= _weight(held, now, shelf_days):
            standing[answer.fact] = answer
    return standing


_WEIGHT = {Said.UNKNOWN: 0, Said.NO: 1, Said.YES: 2}


def _weight(answer: Answer, now: datetime, shelf_days: Mapping[str, int] | None) -> int:
    return _WEIGHT[current(answer, now, shelf_days)]


def _recency(answer: Answer) -> tuple[datetime, int, str, str, str]:
    """Later first; at one moment the graver answer; then the words, so that order never matters."""
    return (answer.answered_at, _WEIGHT[answer.said], answer.source, answer.checker, answer.check)


def verified_age_answers(
    *, age: int, nation: Nation, answered_at: datetime, source: str, checker: str
) -> tuple[Answer, Answer]:
    """Turn an age that an officer has verified into the two facts that choose the path.

    age: whole years, verified against a record. An age that a report states is never verified.
    """

    def answer(fact: str, *, holds: bool) -> Answer:
        said = Said.YES if holds else Said.NO
        return Answer(fact, said, answered_at, CheckName.LOCAL_RECORDS, source, checker)

    return (
        answer(SUSPECT_IS_CHILD, holds=age < ADULT_AT),
        answer(SUSPECT_BELOW_RESPONSIBILITY, holds=age < AGE_OF_RESPONSIBILITY[nation]),
    )
