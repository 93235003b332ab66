"""What comes back to a question, however it came, and what must be seen before anybody relies on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from waymark.referrals.types import StatedTime, Zone
from waymark.stages.attribution.rules.agreements import Agreement, Field, FieldComparison, Sign
from waymark.stages.attribution.rules.comparing import Answered, Stated, compare


class Came(StrEnum):
    """How an answer came. typed: by an officer's hand; what was typed is marked so wherever it is shown."""

    TYPED = "typed"
    OPERATOR_TABLE = "operator_table"
    PLATFORM_ANSWER = "platform_answer"
    PACK = "pack"


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, as the answer is compared with it. event: `REPORT/3`, empty for an account.

    line: of the schedule, None where there was none. is_shared: the port tells subscribers apart.
    """

    stated: Stated
    event: str = ""
    line: int | None = None
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer as it was read or typed, with what it holds beside what is compared.

    tied_to: the reference or digest line that it repeats; line: of the schedule, as it repeats it.
    rest: other columns by heading, as they came.
    """

    answered: Answered
    tied_to: str = ""
    line: int | None = None
    rest: tuple[tuple[str, str], ...] = ()


DANGEROUS = frozenset(
    {
        Sign.OTHER_ADDRESS,
        Sign.TRANSPOSED_DIGITS,
        Sign.PORT_MISSING,
        Sign.OTHER_PORT,
        Sign.WRONG_YEAR,
        Sign.WRONG_ZONE,
        Sign.DAY_AND_MONTH_SWAPPED,
        Sign.OUTSIDE_PERIOD,
        Sign.OTHER_TIME,
        Sign.OTHER_ACCOUNT,
        Sign.BILLING_ONLY,
    }
)
"""Signs that an answer may name the wrong household: acknowledging one explains it and does not put it right."""


def could_name_another_house(comparison: Iterable[FieldComparison]) -> bool:
    return any(DANGEROUS.intersection(each.signs) for each in comparison)


def must_be_acknowledged(comparison: Iterable[FieldComparison]) -> tuple[FieldComparison, ...]:
    """What an officer must acknowledge by name before the answer counts as compared."""
    return tuple(each for each in comparison if each.agreement is Agreement.DIFFERS or each.signs)


def best_question(questions: Sequence[Question], answer: AnswerRow) -> Question | None:
    """The question that an answer is to: by the line it repeats, else the one with which most agrees.

    None where there is no question at all. An answer that agrees with none is still compared with one, so that
    an officer sees that it answers another question.
    """
    for question in questions:
        if answer.line is not None and question.line == answer.line:
            return question
    return max(questions, key=lambda each: _agreement(each, answer), default=None)


def _agreement(question: Question, answer: AnswerRow) -> int:
    found = compare(question.stated, answer.answered.about, is_shared=question.is_shared)
    weights = {Agreement.EQUAL: 2, Agreement.DIFFERS: -1}
    return sum(weights.get(each.agreement, 0) for each in found.fields)


def answered_to_json(answer: Answered) -> dict[str, Any]:
    """An answer as JSON values; times as {text, instant, zone, assumed_by}."""
    return asdict(answer) | {"about": stated_to_json(answer.about)}


def stated_to_json(stated: Stated) -> dict[str, Any]:
    return {
        "address": stated.address,
        "port": stated.port,
        "at": _time_to_json(stated.at),
        "until": _time_to_json(stated.until),
        "account": stated.account,
        "operator": stated.operator,
    }


def stated_from_json(value: Mapping[str, Any]) -> Stated:
    return Stated(
        value["address"],
        value["port"],
        _time_from_json(value["at"]),
        _time_from_json(value["until"]),
        value["account"],
        value["operator"],
    )


def answered_from_json(value: Mapping[str, Any]) -> Answered:
    return Answered(**(dict(value) | {"about": stated_from_json(value["about"])}))


def question_to_json(question: Question) -> dict[str, Any]:
    return {
        "stated": stated_to_json(question.stated),
        "event": question.event,
        "line": question.line,
        "is_shared": question.is_shared,
    }


def question_from_json(value: Mapping[str, Any]) -> Question:
    return Question(stated_from_json(value["stated"]), value["event"], value["line"], value["is_shared"])


def comparison_to_json(comparison: Iterable[FieldComparison]) -> list[list[Any]]:
    return [[*each[:5], list(each.signs)] for each in comparison]


def comparison_from_json(value: Iterable[Sequence[Any]]) -> tuple[FieldComparison, ...]:
    return tuple(
        FieldComparison(Field(field), Agreement(agreement), asked, answered, words, tuple(map(Sign, signs)))
        for field, agreement, asked, answered, words, signs in value
    )


def _time_to_json(at: StatedTime | None) -> dict[str, Any] | None:
    if at is None:
        return None
    instant = at.instant.isoformat() if at.instant else None
    return {"text": at.text, "instant": instant, "zone": at.zone, "assumed_by": at.assumed_by}


def _time_from_json(value: Mapping[str, Any] | None) -> StatedTime | None:
    if value is None:
        return None
    instant = datetime.fromisoformat(value["instant"]) if value["instant"] else None
    return StatedTime(value["text"], instant, Zone(value["zone"]), value["assumed_by"])
