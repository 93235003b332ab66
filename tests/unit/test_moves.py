"""States and moves as a table, for whatever has them."""

from enum import StrEnum

import pytest

from waymark.moves import Move, NotThatMove, ReasonMissing, diagram, find_move, moves_from


class Kind(StrEnum):
    LETTER = "letter"
    PARCEL = "parcel"


class State(StrEnum):
    WRITTEN = "written"
    SENT = "sent"
    GIVEN_BACK = "given_back"


class Name(StrEnum):
    SEND = "send"
    GIVE_BACK = "give_back"


BOTH = frozenset(Kind)
MOVES = (
    Move(Name.SEND, BOTH, frozenset({State.WRITTEN}), State.SENT),
    Move(
        Name.GIVE_BACK, frozenset({Kind.PARCEL}), frozenset({State.SENT}), State.GIVEN_BACK, needs_reason=True
    ),
)


class TestMovesFrom:
    def test_gives_those_of_the_kind_alone(self):
        assert moves_from(MOVES, Kind.LETTER, State.SENT) == ()
        assert moves_from(MOVES, Kind.PARCEL, State.SENT) == (MOVES[1],)


class TestFindMove:
    def test_names_what_is_possible_in_words_when_it_refuses(self):
        with pytest.raises(
            NotThatMove, match=r"^Send is not possible: it is sent\. Possible now: give back$"
        ):
            find_move(MOVES, Kind.PARCEL, State.SENT, Name.SEND)

    def test_says_that_it_has_ended_where_nothing_follows(self):
        with pytest.raises(NotThatMove, match="none: it has ended"):
            find_move(MOVES, Kind.PARCEL, State.GIVEN_BACK, Name.SEND)

    def test_asks_for_the_reason_that_the_table_asks_for(self):
        with pytest.raises(ReasonMissing, match="to give back"):
            find_move(MOVES, Kind.PARCEL, State.SENT, Name.GIVE_BACK, reason="  ")

        assert find_move(MOVES, Kind.PARCEL, State.SENT, Name.GIVE_BACK, reason="Wrong house") is MOVES[1]


class TestDiagram:
    def test_draws_what_one_kind_can_reach_and_where_it_ends(self):
        assert diagram(MOVES, Kind.LETTER, begins=State.WRITTEN).splitlines() == [
            "stateDiagram-v2",
            "    [*] --> written",
            "    written --> sent: send",
            "    sent --> [*]",
        ]
