"""States and the moves between them as a table: what may follow what, for which kind of thing, and what it needs.

A stage writes its own table of moves; an illegal one is refused with those that are possible. Operations, pages
and the generated diagrams read the same table, and nothing else knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from waymark.errors import WaymarkError

Kind = TypeVar("Kind", bound=StrEnum)
State = TypeVar("State", bound=StrEnum)
Name = TypeVar("Name", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Move(Generic[Kind, State, Name]):
    """One row of a table. of: the kinds of thing that it is for. needs_reason: the officer must say why."""

    name: Name
    of: frozenset[Kind]
    starts: frozenset[State]
    end: State
    _: KW_ONLY
    needs_reason: bool = False


AMove = TypeVar("AMove", bound=Move[Any, Any, Any])


class NotThatMove(WaymarkError):
    """A step was asked for that is not possible from where something stands."""

    def __init__(self, name: StrEnum, state: StrEnum, possible: Sequence[StrEnum]) -> None:
        others = ", ".join(_words(each) for each in possible) or "none: it has ended"
        super().__init__(
            f"{_words(name).capitalize()} is not possible: it is {_words(state)}. Possible now: {others}"
        )


class ReasonMissing(WaymarkError):
    """A step that others will rely on was taken without saying why."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Say why, to {what}: another officer will rely on it")


def moves_from(moves: Sequence[AMove], of: StrEnum, state: StrEnum) -> tuple[AMove, ...]:
    """The moves that are possible, in the order of the table."""
    return tuple(move for move in moves if of in move.of and state in move.starts)


def find_move(
    moves: Sequence[AMove], of: StrEnum, state: StrEnum, name: StrEnum, *, reason: str = ""
) -> AMove:
    """The move of that name from where something stands. Raises NotThatMove, ReasonMissing."""
    possible = moves_from(moves, of, state)
    for move in possible:
        if move.name is name:
            if move.needs_reason and not reason.strip():
                raise ReasonMissing(_words(name))
            return move
    raise NotThatMove(name, state, [move.name for move in possible])


def diagram(moves: Sequence[Move[Any, Any, Any]], of: StrEnum, *, begins: StrEnum) -> str:
    """The states of one kind of thing as a Mermaid state diagram, drawn from the table."""
    own = [move for move in moves if of in move.of]
    ends = {move.end for move in own}
    reached = [state for state in type(begins) if state is begins or state in ends]
    lines = ["stateDiagram-v2", f"    [*] --> {begins}"]
    lines += [
        f"    {start} --> {move.end}: {move.name}"
        for move in own
        for start in reached
        if start in move.starts
    ]
    lines += [f"    {state} --> [*]" for state in reached if not moves_from(moves, of, state)]
    return "\n".join(lines)


def _words(value: StrEnum) -> str:
    return value.replace("_", " ")
