from datetime import UTC, datetime, timedelta

import pytest

from waymark.stages.linking.rules.asking import (
    BULK_AN_HOUR,
    LEAST,
    MOST_A_DAY,
    AskedTooOften,
    answer_in_words,
    answers_by_desk,
    check_may_ask,
)
from waymark.stages.linking.rules.comparison import Evidence, Proposal, Relation

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def earlier(count, *, minutes=1):
    return [NOW - timedelta(minutes=minutes * n) for n in range(1, count + 1)]


def a_proposal(probability=0.9, *, relation=Relation.ONE_SUBJECT, kind="email"):
    piece = Evidence(kind, "x@example.com", 2, 3.0, ("suspect", "suspect"), 1)
    return Proposal(relation, probability, (piece,))


class TestCheckMayAsk:
    def test_passes_what_an_ordinary_day_asks(self):
        assert check_may_ask(earlier(BULK_AN_HOUR - 1), now=NOW) is False

    def test_says_when_it_becomes_bulk_asking(self):
        assert check_may_ask(earlier(BULK_AN_HOUR), now=NOW) is True

    def test_forgets_what_was_asked_more_than_a_day_ago(self):
        old = [NOW - timedelta(days=1, minutes=n) for n in range(MOST_A_DAY * 2)]

        assert check_may_ask(old, now=NOW) is False

    def test_refuses_beyond_the_days_most_and_says_when_one_may_again(self):
        with pytest.raises(AskedTooOften, match="2026-11-21 04:00"):
            check_may_ask(earlier(MOST_A_DAY, minutes=10), now=NOW)


class TestAnswersByDesk:
    def test_name_each_desk_once_the_likeliest_first(self):
        answers = answers_by_desk(
            [(1, a_proposal(0.4)), (2, a_proposal(0.9)), (1, a_proposal(0.5, kind="phone"))]
        )

        assert [(each.desk, each.referrals, each.probability) for each in answers] == [
            (2, 1, 0.9),
            (1, 2, 0.5),
        ]
        assert answers[1].kinds == ("email", "phone")

    def test_name_nobody_by_what_is_shared_by_chance(self):
        assert answers_by_desk([(1, a_proposal(LEAST / 2))]) == []

    def test_name_a_desk_whose_victim_is_our_suspect(self):
        (answer,) = answers_by_desk([(1, a_proposal(0.001, relation=Relation.RELATED))])

        assert "different people" in answer_in_words(answer)

    def test_say_no_value(self):
        (answer,) = answers_by_desk([(1, a_proposal())])

        assert (
            answer_in_words(answer)
            == "1 referral; about 90 in 100 that it is the same subject; shared: e-mail address"
        )
