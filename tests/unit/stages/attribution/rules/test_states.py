"""The table of states: what may follow what."""

import pytest

from waymark.stages.attribution.rules.states import (
    ENDED,
    MOVES,
    STATE_WORDS,
    EnquiryKind,
    MoveName,
    NotThatMove,
    ReasonMissing,
    State,
    diagram,
    find_move,
    moves_from,
)

DATA = EnquiryKind.COMMUNICATIONS_DATA


def reached(kind, *, without=frozenset()):
    """Every state that a kind of enquiry can come to, when some moves are never taken."""
    found, waiting = set(), [State.DRAFTED]
    while waiting:
        state = waiting.pop()
        if state not in found:
            found.add(state)
            waiting += [move.end for move in moves_from(kind, state) if move.name not in without]
    return found


class TestTheTable:
    def test_has_words_for_every_state_and_a_use_for_every_move(self):
        assert set(STATE_WORDS) == set(State)
        assert {move.name for move in MOVES} == set(MoveName)

    @pytest.mark.parametrize("kind", EnquiryKind)
    def test_leads_from_every_state_to_an_end(self, kind):
        for state in reached(kind):
            assert state in ENDED or moves_from(kind, state)

    @pytest.mark.parametrize("state", sorted(ENDED))
    def test_leads_nowhere_from_an_end(self, state):
        assert moves_from(DATA, state) == ()

    def test_sends_communications_data_only_when_checked_and_authorised(self):
        for name in (MoveName.CHECK, MoveName.AUTHORISE):
            assert State.SENT not in reached(DATA, without={name})

    def test_takes_no_answer_before_it_is_sent(self):
        assert State.ANSWERED not in reached(DATA, without={MoveName.SEND})

    def test_sends_an_account_enquiry_only_when_a_second_officer_checked_it(self):
        assert State.SENT not in reached(EnquiryKind.ACCOUNT, without={MoveName.CHECK})


class TestAMove:
    def test_that_is_not_possible_says_what_is(self):
        with pytest.raises(NotThatMove, match="Possible now: check, return, withdraw"):
            find_move(DATA, State.SUBMITTED, MoveName.SEND)

    def test_that_others_rely_on_needs_a_reason(self):
        with pytest.raises(ReasonMissing):
            find_move(DATA, State.SUBMITTED, MoveName.RETURN, reason=" ")

        assert find_move(DATA, State.SUBMITTED, MoveName.RETURN, reason="Line 2").end is State.RETURNED


class TestTheDiagram:
    def test_draws_every_move_of_its_kind_and_no_other(self):
        drawn = diagram(EnquiryKind.PRESERVATION)

        assert "drafted --> sent: send" in drawn
        assert "sent --> sent: renew" in drawn
        assert "authorised" not in drawn
