"""The states of an enquiry as one table: what may follow what, and by whose hand.

An illegal move is refused with the moves that are possible. The table is the only place that knows; the
pages, the operations and the generated diagram read it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from waymark.errors import WaymarkError


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


class Move(NamedTuple):
    """One row of the table. needs_reason: the officer must say why."""

    name: MoveName
    kinds: frozenset[EnquiryKind]
    starts: frozenset[State]
    end: State
    by: Part
    needs_reason: bool = False


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


class NotThatMove(WaymarkError):
    """An enquiry cannot take this step from where it stands."""

    def __init__(self, kind: EnquiryKind, state: State, name: MoveName) -> None:
        possible = ", ".join(move.name for move in moves_from(kind, state)) or "none: it has ended"
        super().__init__(
            f"{name} is not possible: the enquiry is {state.replace('_', ' ')}. Possible now: {possible}"
        )


class ReasonMissing(WaymarkError):
    """A step that others will rely on was taken without saying why."""

    def __init__(self, what: str) -> None:
        super().__init__(f"Say why, to {what}: another officer will rely on it")


def moves_from(kind: EnquiryKind, state: State) -> tuple[Move, ...]:
    """The moves that are possible, in the order of the table."""
    return tuple(move for move in MOVES if kind in move.kinds and state in move.starts)


def find_move(kind: EnquiryKind, state: State, name: MoveName, *, reason: str = "") -> Move:
    """The move of that name from where an enquiry stands. Raises NotThatMove, ReasonMissing."""
    for move in moves_from(kind, state):
        if move.name is name:
            if move.needs_reason and not reason.strip():
                raise ReasonMissing(name)
            return move
    raise NotThatMove(kind, state, name)


def diagram(kind: EnquiryKind) -> str:
    """The states of one kind of enquiry as a Mermaid state diagram, drawn from the table."""
    lines = ["stateDiagram-v2", "    [*] --> drafted"]
    for move in MOVES:
        if kind in move.kinds:
            lines += [
                f"    {start} --> {move.end}: {move.name}"
                for start in State
                if start in move.starts and _is_reached(kind, start)
            ]
    lines += [f"    {state} --> [*]" for state in State if state in ENDED and _is_reached(kind, state)]
    return "\n".join(lines)


def _is_reached(kind: EnquiryKind, state: State) -> bool:
    return state is State.DRAFTED or any(kind in move.kinds and move.end is state for move in MOVES)
