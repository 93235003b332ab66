"""The states of what is sent to another force, and of what came from one, as one table.

An illegal move is refused with the moves that are possible. The operations, the pages and the generated
diagrams read this table; nothing else knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from waymark import moves
from waymark.moves import NotThatMove, ReasonMissing

__all__ = [
    "BEGINS",
    "MOVES",
    "STATE_WORDS",
    "TOLD",
    "Move",
    "MoveName",
    "NotThatMove",
    "ReasonMissing",
    "State",
    "What",
    "diagram",
    "find_move",
    "moves_from",
]


class What(StrEnum):
    """dissemination, correction: as their sender has them; received, received_correction: as their receiver."""

    DISSEMINATION = "dissemination"
    CORRECTION = "correction"
    RECEIVED = "received"
    RECEIVED_CORRECTION = "received_correction"


class State(StrEnum):
    PROPOSED = "proposed"
    SET_ASIDE = "set_aside"
    SENT = "sent"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    ACKNOWLEDGED = "acknowledged"


class MoveName(StrEnum):
    SEND = "send"
    SET_ASIDE = "set_aside"
    PROPOSE_AGAIN = "propose_again"
    ACCEPT = "accept"
    RETURN = "return"
    ACKNOWLEDGE = "acknowledge"


@dataclass(frozen=True, slots=True)
class Move(moves.Move[What, State, MoveName]):
    """One row of the table."""


_SENDERS = frozenset({What.DISSEMINATION})
_RECEIVERS = frozenset({What.RECEIVED})

MOVES: tuple[Move, ...] = (
    Move(MoveName.SEND, _SENDERS, frozenset({State.PROPOSED}), State.SENT),
    Move(MoveName.SET_ASIDE, _SENDERS, frozenset({State.PROPOSED}), State.SET_ASIDE, needs_reason=True),
    Move(MoveName.PROPOSE_AGAIN, _SENDERS, frozenset({State.SET_ASIDE}), State.PROPOSED, needs_reason=True),
    Move(MoveName.ACCEPT, _SENDERS, frozenset({State.SENT}), State.ACCEPTED),
    Move(MoveName.ACCEPT, _RECEIVERS, frozenset({State.WAITING}), State.ACCEPTED),
    # Whose it is may only come out once work on it has begun.
    Move(
        MoveName.RETURN,
        _SENDERS,
        frozenset({State.SENT, State.ACCEPTED}),
        State.RETURNED,
        needs_reason=True,
    ),
    Move(
        MoveName.RETURN,
        _RECEIVERS,
        frozenset({State.WAITING, State.ACCEPTED}),
        State.RETURNED,
        needs_reason=True,
    ),
    Move(MoveName.ACKNOWLEDGE, frozenset({What.CORRECTION}), frozenset({State.SENT}), State.ACKNOWLEDGED),
    Move(
        MoveName.ACKNOWLEDGE,
        frozenset({What.RECEIVED_CORRECTION}),
        frozenset({State.WAITING}),
        State.ACKNOWLEDGED,
    ),
)

BEGINS: dict[What, State] = {
    What.DISSEMINATION: State.PROPOSED,
    What.CORRECTION: State.SENT,
    What.RECEIVED: State.WAITING,
    What.RECEIVED_CORRECTION: State.WAITING,
}
TOLD = frozenset({State.SENT, State.ACCEPTED, State.RETURNED})
"""Of a dissemination: its receiver holds what it says, so that a correction has to reach them."""

STATE_WORDS: dict[State, str] = {
    State.PROPOSED: "Proposed, not sent",
    State.SET_ASIDE: "Set aside",
    State.SENT: "Sent, no answer yet",
    State.WAITING: "Waits for an answer",
    State.ACCEPTED: "Accepted",
    State.RETURNED: "Returned",
    State.ACKNOWLEDGED: "Acknowledged",
}


def moves_from(what: What, state: State) -> tuple[Move, ...]:
    """The moves that are possible, in the order of the table."""
    return moves.moves_from(MOVES, what, state)


def find_move(what: What, state: State, name: MoveName, *, reason: str = "") -> Move:
    """The move of that name from where something stands. Raises NotThatMove, ReasonMissing."""
    return moves.find_move(MOVES, what, state, name, reason=reason)


def diagram(what: What) -> str:
    """The states of one of them as a Mermaid state diagram, drawn from the table."""
    return moves.diagram(MOVES, what, begins=BEGINS[what])
