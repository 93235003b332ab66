"""The pages of states: what may follow what for an enquiry and a dissemination, drawn from the tables that decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from tools.reference_markdown import table

if TYPE_CHECKING:
    from waymark.moves import AMove

_STATES = (
    "# Enquiries: states and steps\n\nDrawn from the one table that decides. A step that is not here is refused, "
    "with those that are.\n"
)


def enquiry_states() -> str:
    """The states of each kind of enquiry, as a diagram and as a table."""
    from waymark.stages.attribution.rules.states import MOVES, EnquiryKind, diagram

    hands = {move: move.by.value for move in MOVES}
    return "\n".join([_STATES, *(_steps(kind, diagram(kind), MOVES, hands) for kind in EnquiryKind)])


_DISSEMINATION_STATES = (
    "# Disseminations: states and steps\n\nDrawn from the one table that decides, for what its sender has and for "
    "what its receiver has. A step that is not here is refused, with those that are.\n"
)


def dissemination_states() -> str:
    """The states of what is sent to another force and of what came, as a diagram and as a table."""
    from waymark.stages.casework.rules.states import MOVES, What, diagram

    return "\n".join([_DISSEMINATION_STATES, *(_steps(what, diagram(what), MOVES) for what in What)])


def _steps(of: StrEnum, drawn: str, moves: Sequence[AMove], hands: Mapping[AMove, str] | None = None) -> str:
    """One kind of thing with its states. hands: whose hand each move needs, where the table says so."""
    heads = ("step", "from", "to", *(("by",) if hands else ()), "with a reason")
    rows: list[tuple[object, ...]] = [
        (
            move.name.value,
            ", ".join(sorted(start.value for start in move.starts)),
            move.end.value,
            *((hands[move],) if hands else ()),
            "yes" if move.needs_reason else "",
        )
        for move in moves
        if of in move.of
    ]
    words = of.value.replace("_", " ")
    return f"## {words[0].upper()}{words[1:]}\n\n```mermaid\n{drawn}\n```\n\n{table(heads, rows)}"
