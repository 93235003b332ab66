"""The table of states: what may follow what, and the diagram that is drawn from it."""

import pytest

from waymark.stages.casework.rules.states import (
    BEGINS,
    MOVES,
    MoveName,
    NotThatMove,
    ReasonMissing,
    State,
    What,
    diagram,
    find_move,
    moves_from,
)


class TestFindMove:
    def test_refuses_what_the_table_has_not_and_names_what_is_possible(self):
        with pytest.raises(NotThatMove, match="send, set aside"):
            find_move(What.DISSEMINATION, State.PROPOSED, MoveName.ACCEPT)

    def test_says_that_it_has_ended_where_nothing_is_possible(self):
        with pytest.raises(NotThatMove, match="it has ended"):
            find_move(What.RECEIVED, State.RETURNED, MoveName.ACCEPT)

    def test_returns_nothing_without_a_reason(self):
        with pytest.raises(ReasonMissing):
            find_move(What.RECEIVED, State.WAITING, MoveName.RETURN, reason="  ")

    def test_lets_what_was_accepted_still_be_returned(self):
        move = find_move(What.DISSEMINATION, State.ACCEPTED, MoveName.RETURN, reason="Not ours")

        assert move.end is State.RETURNED


class TestTheTable:
    @pytest.mark.parametrize("what", What)
    def test_reaches_every_state_it_starts_from(self, what):
        reached = {BEGINS[what], *(move.end for move in MOVES if what in move.of)}

        assert {start for move in MOVES if what in move.of for start in move.starts} <= reached

    @pytest.mark.parametrize("what", What)
    def test_is_drawn_with_an_end(self, what):
        assert f"[*] --> {BEGINS[what]}" in diagram(what)
        assert "--> [*]" in diagram(what)

    def test_never_sends_twice(self):
        assert MoveName.SEND not in {move.name for move in moves_from(What.DISSEMINATION, State.SENT)}
