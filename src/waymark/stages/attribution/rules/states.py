"""The states of an enquiry as one table: what may follow what, and by whose hand.

An illegal move is refused with the moves that are possible. The table is the only place that knows; the
pages, the operations and the generated diagram read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from waymark import moves
from waymark.moves import NotThatMove, ReasonMissing

__all__ = [
    "EDITABLE",
    "ENDED",
    "MOVES",
    "STATE_WORDS",
    "EnquiryKind",
    "Move",
    "MoveName",
    "NotThatMove",
    "Part",
    "ReasonMissing",
    "State",
    "diagram",
    "find_move",
    "moves_from",
]


class EnquiryKind(StrEnum):
    """communications_data: to a telecommunications operator, by the Investigatory Powers Act 2016 Part 3.
    account: to a platform, for what it holds of an account. preservation: asks it to destroy nothing meanwhile.
    """

    COMMUNICATIONS_DATA = "communications_data"
    ACCOUNT = "account"
    PRESERVATION = "preservation"


class State(StrEnum):
    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    RETURNED = "returned"
    AUTHORISED = "authorised"
    REFUSED = "refused"
    SENT = "sent"
    ANSWERED = "answered"
    COMPARED = "compared"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class MoveName(StrEnum):
    SUBMIT = "submit"
    CHECK = "check"
    RETURN = "return"
    AUTHORISE = "authorise"
    REFUSE = "refuse"
    SEND = "send"
    RENEW = "renew"
    ANSWER = "answer"
    COMPARE = "compare"
    CLOSE = "close"
    WITHDRAW = "withdraw"


class Part(StrEnum):
    """Whose hand a move needs. checker: the SPoC for communications data, else any second officer."""

    APPLICANT = "applicant"
    CHECKER = "checker"
    AUTHORISER = "authoriser"
    ANYONE = "anyone"


@dataclass(frozen=True, slots=True)
class Move(moves.Move[EnquiryKind, State, MoveName]):
    """One row of the table, with the hand that it needs."""

    by: Part


_DATA = frozenset({EnquiryKind.COMMUNICATIONS_DATA})
_ACCOUNT = frozenset({EnquiryKind.ACCOUNT})
_PRESERVATION = frozenset({EnquiryKind.PRESERVATION})
_ASKING = _DATA | _ACCOUNT
_ALL = frozenset(EnquiryKind)
_BEFORE_SENDING = frozenset({State.DRAFTED, State.SUBMITTED, State.CHECKED, State.RETURNED, State.AUTHORISED})

MOVES: tuple[Move, ...] = (
    Move(
        MoveName.SUBMIT, _ASKING, frozenset({State.DRAFTED, State.RETURNED}), State.SUBMITTED, Part.APPLICANT
    ),
    Move(MoveName.CHECK, _ASKING, frozenset({State.SUBMITTED}), State.CHECKED, Part.CHECKER),
    Move(
        MoveName.RETURN,
        _ASKING,
        frozenset({State.SUBMITTED, State.CHECKED}),
        State.RETURNED,
        Part.CHECKER,
        needs_reason=True,
    ),
    Move(MoveName.AUTHORISE, _DATA, frozenset({State.CHECKED}), State.AUTHORISED, Part.AUTHORISER),
    Move(
        MoveName.REFUSE, _DATA, frozenset({State.CHECKED}), State.REFUSED, Part.AUTHORISER, needs_reason=True
    ),
    Move(MoveName.SEND, _DATA, frozenset({State.AUTHORISED}), State.SENT, Part.CHECKER),
    Move(MoveName.SEND, _ACCOUNT, frozenset({State.CHECKED}), State.SENT, Part.ANYONE),
    # What would be lost overnight is not made to wait for a second officer: it asks for nothing to be given.
    Move(MoveName.SEND, _PRESERVATION, frozenset({State.DRAFTED}), State.SENT, Part.APPLICANT),
    Move(MoveName.RENEW, _PRESERVATION, frozenset({State.SENT}), State.SENT, Part.ANYONE),
    # A later answer, and one to another line of the schedule, comes after the first was compared.
    Move(
        MoveName.ANSWER,
        _ASKING,
        frozenset({State.SENT, State.ANSWERED, State.COMPARED}),
        State.ANSWERED,
        Part.ANYONE,
    ),
    Move(MoveName.COMPARE, _ASKING, frozenset({State.ANSWERED}), State.COMPARED, Part.ANYONE),
    Move(
        MoveName.CLOSE,
        _ALL,
        frozenset({State.SENT, State.COMPARED, State.REFUSED}),
        State.CLOSED,
        Part.ANYONE,
        needs_reason=True,
    ),
    Move(
        MoveName.WITHDRAW,
        _ALL,
        _BEFORE_SENDING | {State.SENT},
        State.WITHDRAWN,
        Part.ANYONE,
        needs_reason=True,
    ),
)

ENDED = frozenset({State.CLOSED, State.WITHDRAWN})
EDITABLE = frozenset({State.DRAFTED, State.RETURNED})
"""While the schedule may still be changed."""

STATE_WORDS: dict[State, str] = {
    State.DRAFTED: "Being drafted",
    State.SUBMITTED: "Waits to be checked",
    State.CHECKED: "Checked",
    State.RETURNED: "Returned to the applicant",
    State.AUTHORISED: "Authorised",
    State.REFUSED: "Refused",
    State.SENT: "Sent",
    State.ANSWERED: "Answered, not compared yet",
    State.COMPARED: "Answered and compared",
    State.CLOSED: "Closed",
    State.WITHDRAWN: "Withdrawn",
}


def moves_from(kind: EnquiryKind, state: State) -> tuple[Move, ...]:
    """The moves that are possible, in the order of the table."""
    return moves.moves_from(MOVES, kind, state)


def find_move(kind: EnquiryKind, state: State, name: MoveName, *, reason: str = "") -> Move:
    """The move of that name from where an enquiry stands. Raises NotThatMove, ReasonMissing."""
    return moves.find_move(MOVES, kind, state, name, reason=reason)


def diagram(kind: EnquiryKind) -> str:
    """The states of one kind of enquiry as a Mermaid state diagram, drawn from the table."""
    return moves.diagram(MOVES, kind, begins=State.DRAFTED)
