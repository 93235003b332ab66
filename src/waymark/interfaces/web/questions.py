"""What is unknown of a referral, as questions grouped by the check that answers them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from waymark.interfaces.web.moments import day_in_words
from waymark.stages.prioritisation.queries import CheckLine, StandingLine, checks
from waymark.stages.prioritisation.rules.answers import Answer, Said
from waymark.stages.prioritisation.rules.facts import FACTS


class Question(NamedTuple):
    """One question. name: of its field; stands: the answer that does, in words; chosen: just now."""

    name: str
    question: str
    stands: str
    chosen: str


class CheckQuestions(NamedTuple):
    """A check with those of its questions that are asked; one visit answers them all."""

    check: CheckLine
    is_next: bool
    questions: tuple[Question, ...]


class Questions(NamedTuple):
    """still: could change the level, the next-best check first. others: could not now, but may be answered."""

    still: tuple[CheckQuestions, ...]
    others: tuple[CheckQuestions, ...]


FIELD = "fact."


def read_answers(sent: Mapping[str, str]) -> dict[str, Said]:
    """The answers of a form that was sent back: those questions that were answered with yes, no or unknown."""
    return {
        name.removeprefix(FIELD): Said(said)
        for name, said in sent.items()
        if name.startswith(FIELD) and said in {*Said}
    }


def questions_of(standing: StandingLine, *, chosen: Mapping[str, Said]) -> Questions:
    """Group every question of the vocabulary; chosen: answers just given, shown again after an error."""
    made = standing.assessment
    next_check = made.next_check.check.value if made.next_check else ""
    told_first = made.next_check.facts if made.next_check else ()
    first = {name: place for place, name in enumerate(told_first)}
    still = sorted(made.unknown, key=lambda name: first.get(name, len(first)))
    others = [name for name in FACTS if name not in made.unknown]
    return Questions(
        _grouped(still, standing.answers, chosen, next_check),
        _grouped(others, standing.answers, chosen, ""),
    )


def _grouped(
    names: Iterable[str], answers: Mapping[str, Answer], chosen: Mapping[str, Said], next_check: str
) -> tuple[CheckQuestions, ...]:
    by_check: dict[str, list[Question]] = {}
    for name in names:
        fact = FACTS[name]
        question = Question(
            f"{FIELD}{name}", fact.question, _stands(answers.get(name)), str(chosen.get(name, ""))
        )
        by_check.setdefault(fact.check.value, []).append(question)
    return tuple(
        CheckQuestions(line, line.name == next_check, tuple(by_check[line.name]))
        for line in sorted(checks().values(), key=lambda line: line.name != next_check)
        if line.name in by_check
    )


def _stands(answer: Answer | None) -> str:
    if answer is None:
        return ""
    source = f", {answer.source}" if answer.source else ""
    return f"{answer.said.capitalize()}, {day_in_words(answer.answered_at)}, by {answer.checker}{source}"
