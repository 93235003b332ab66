"""The kinds of work, and the states of a placing as one table. The operations and the pages read it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from waymark.errors import WaymarkError


class PartKind(StrEnum):
    """A part of the work on one referral; each may have another owner."""

    RESEARCH = "research"
    ENQUIRY = "enquiry"
    ENFORCEMENT = "enforcement"
    SEARCH = "search"
    STRATEGY_MEETING = "strategy_meeting"
    EXAMINATION = "examination"
    VICTIM_IDENTIFICATION = "victim_identification"


class Standard(NamedTuple):
    """For planning, until the force's own figures say better. minutes: of work; exposure: minutes of them."""

    minutes: int
    exposure: int
    seats: tuple[str, ...]


# Ours: planning values that a supervisor changes for each part; no public figure gives them by stage. What
# exposes is what opens graded material or its descriptions (domain note E.15).
STANDARDS = {
    PartKind.RESEARCH: Standard(120, 20, ("research",)),
    PartKind.ENQUIRY: Standard(60, 0, ("enquiry",)),
    PartKind.ENFORCEMENT: Standard(480, 0, ("enforcement",)),
    PartKind.SEARCH: Standard(360, 0, ("search", "", "", "")),
    PartKind.STRATEGY_MEETING: Standard(90, 0, ("",)),
    PartKind.EXAMINATION: Standard(600, 240, ("examination",)),
    PartKind.VICTIM_IDENTIFICATION: Standard(240, 120, ("victim_identification",)),
}
SKILLS = ("research", "enquiry", "enforcement", "search", "examination", "victim_identification")


class State(StrEnum):
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    HANDED_OVER = "handed_over"
    REPLACED = "replaced"
    FINISHED = "finished"


STANDING = (State.PROPOSED, State.CONFIRMED)
"""The states in which a placing takes up its officer's place."""


class MoveName(StrEnum):
    CONFIRM = "confirm"
    REFUSE = "refuse"
    REPLACE = "replace"
    HAND_OVER = "hand_over"
    FINISH = "finish"


class Move(NamedTuple):
    """One row of the table. needs_reason: the officer must say why."""

    name: MoveName
    starts: frozenset[State]
    end: State
    needs_reason: bool = False


MOVES: tuple[Move, ...] = (
    Move(MoveName.CONFIRM, frozenset({State.PROPOSED}), State.CONFIRMED),
    Move(MoveName.REFUSE, frozenset(STANDING), State.REFUSED, needs_reason=True),
    Move(MoveName.REPLACE, frozenset({State.PROPOSED}), State.REPLACED),
    Move(MoveName.HAND_OVER, frozenset({State.CONFIRMED}), State.HANDED_OVER, needs_reason=True),
    Move(MoveName.FINISH, frozenset({State.CONFIRMED}), State.FINISHED),
)


class NotThatMove(WaymarkError):
    """A placing was to be moved in a way that its state does not allow."""

    def __init__(self, name: MoveName, state: State) -> None:
        possible = ", ".join(each.name.replace("_", " ") for each in MOVES if state in each.starts)
        super().__init__(
            f"What is {state.replace('_', ' ')} cannot be moved by {name.replace('_', ' ')}: "
            f"{f'possible now: {possible}' if possible else 'it is over; propose again'}"
        )


class ReasonMissing(WaymarkError):
    """A change that somebody will rely on was asked for without a reason."""

    def __init__(self) -> None:
        super().__init__("Say why: the officer and the supervisor will both read it")


def find_move(name: MoveName, state: State, *, reason: str = "") -> Move:
    """The move of that name from a state. Raises NotThatMove, ReasonMissing."""
    move = next((each for each in MOVES if each.name is name and state in each.starts), None)
    if move is None:
        raise NotThatMove(name, state)
    if move.needs_reason and not reason.strip():
        raise ReasonMissing
    return move
