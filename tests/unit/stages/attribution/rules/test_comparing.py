"""A question beside its answer: what agrees, what does not, and which known mistake it looks like."""

from datetime import UTC, datetime, timedelta

import pytest

from waymark.referrals.types import StatedTime, Zone
from waymark.stages.attribution.rules.comparing import (
    Agreement,
    Answered,
    Field,
    Sign,
    Stated,
    compare,
    compare_answers,
)

ASKED_AT = datetime(2026, 3, 4, 10, 20, 30, tzinfo=UTC)


def at(moment, text=None):
    return StatedTime(text or moment.strftime("%Y-%m-%dT%H:%M:%SZ"), moment, Zone.STATED)


def a_question(**said):
    return Stated(**{"address": "198.51.100.17", "port": 40213, "at": at(ASKED_AT), "account": "u1"} | said)


def an_answer(**said):
    return a_question(**said)


class TestAnAnswerThatRepeatsItsQuestion:
    def test_is_to_the_question_and_has_nothing_to_acknowledge(self):
        found = compare(a_question(), an_answer(), is_shared=True)

        assert found.is_to_the_question
        assert found.mismatches == ()

    def test_may_spell_the_address_otherwise(self):
        found = compare(a_question(address="2001:db8::1"), an_answer(address="2001:0DB8:0:0::1"))

        assert found.of(Field.ADDRESS).agreement is Agreement.EQUAL

    def test_may_be_of_the_prefix_that_the_address_lies_in(self):
        found = compare(a_question(address="2001:db8:1:2::9"), an_answer(address="2001:db8:1::/48"))

        assert found.of(Field.ADDRESS).agreement is Agreement.EQUAL

    def test_may_leave_out_parts_of_a_second(self):
        asked = at(ASKED_AT + timedelta(milliseconds=700), "2026-03-04T10:20:30.700Z")

        assert compare(a_question(at=asked), an_answer()).of(Field.INSTANT).agreement is Agreement.EQUAL

    def test_may_be_of_a_period_that_holds_the_moment(self):
        answer = an_answer(at=at(ASKED_AT - timedelta(days=1)), until=at(ASKED_AT + timedelta(days=1)))

        assert compare(a_question(), answer).of(Field.INSTANT).agreement is Agreement.EQUAL

    def test_that_states_nothing_is_not_to_the_question(self):
        found = compare(a_question(), Stated())

        assert not found.is_to_the_question
        assert {each.agreement for each in found.fields} == {Agreement.NOT_STATED}


class TestAMistake:
    @pytest.mark.parametrize(
        ("said", "field", "sign"),
        [
            ({"address": "198.51.100.71"}, Field.ADDRESS, Sign.TRANSPOSED_DIGITS),
            ({"address": "198.51.100.18"}, Field.ADDRESS, Sign.TRANSPOSED_DIGITS),
            ({"address": "198.51.100.1"}, Field.ADDRESS, Sign.TRANSPOSED_DIGITS),
            ({"address": "203.0.113.200"}, Field.ADDRESS, Sign.OTHER_ADDRESS),
            ({"address": "203.0.113.0/24"}, Field.ADDRESS, Sign.OTHER_ADDRESS),
            ({"port": 40231}, Field.PORT, Sign.TRANSPOSED_DIGITS),
            ({"port": 5}, Field.PORT, Sign.OTHER_PORT),
            ({"port": None}, Field.PORT, Sign.PORT_MISSING),
            ({"at": at(ASKED_AT.replace(year=2025))}, Field.INSTANT, Sign.WRONG_YEAR),
            ({"at": at(ASKED_AT.replace(year=2025))}, Field.YEAR, Sign.WRONG_YEAR),
            ({"at": at(ASKED_AT + timedelta(hours=1))}, Field.INSTANT, Sign.WRONG_ZONE),
            ({"at": at(ASKED_AT - timedelta(hours=5, minutes=30))}, Field.INSTANT, Sign.WRONG_ZONE),
            ({"at": at(ASKED_AT.replace(day=3, month=4))}, Field.INSTANT, Sign.DAY_AND_MONTH_SWAPPED),
            ({"at": at(ASKED_AT.replace(minute=2))}, Field.INSTANT, Sign.TRANSPOSED_DIGITS),
            ({"at": at(ASKED_AT + timedelta(minutes=123))}, Field.INSTANT, Sign.OTHER_TIME),
            ({"account": "U1"}, Field.ACCOUNT, Sign.ONLY_CAPITALS),
            ({"account": "someone-else"}, Field.ACCOUNT, Sign.OTHER_ACCOUNT),
        ],
    )
    def test_is_named_and_must_be_acknowledged(self, said, field, sign):
        found = compare(a_question(), an_answer(**said), is_shared=True)

        assert sign in found.of(field).signs
        assert found.of(field) in found.mismatches

    def test_of_the_year_is_named_in_an_answer_of_a_period(self):
        start = ASKED_AT.replace(year=2025) - timedelta(hours=3)
        answer = an_answer(at=at(start), until=at(start + timedelta(hours=9)))

        assert compare(a_question(), answer).of(Field.INSTANT).signs == (Sign.WRONG_YEAR,)

    def test_of_the_period_says_that_the_address_was_another_line_s(self):
        start = ASKED_AT + timedelta(days=3)
        answer = an_answer(at=at(start), until=at(start + timedelta(days=2)))

        found = compare(a_question(), answer).of(Field.INSTANT)

        assert found.signs == (Sign.OUTSIDE_PERIOD,)
        assert "another line's" in found.words

    def test_in_the_account_makes_it_an_answer_to_another_question(self):
        assert not compare(a_question(), an_answer(account="someone-else")).is_to_the_question


class TestATimeWithoutZone:
    def test_is_never_taken_for_utc_in_silence(self):
        answer = an_answer(at=StatedTime("2026-03-04 10:20:30", ASKED_AT, Zone.ASSUMED, "the desk"))

        found = compare(a_question(), answer).of(Field.INSTANT)

        assert found.agreement is Agreement.NOT_COMPARABLE
        assert found.signs == (Sign.ZONE_NOT_STATED,)

    def test_says_which_way_round_a_date_by_numbers_would_agree(self):
        answer = an_answer(at=StatedTime("04/03/2026 10:20:30", None, Zone.UNKNOWN))

        assert "day first, and as UTC, it agrees" in compare(a_question(), answer).of(Field.INSTANT).words


class TestThePort:
    def test_that_the_question_did_not_state_is_named_on_a_shared_address(self):
        found = compare(a_question(port=None), an_answer(port=None), is_shared=True)

        assert found.of(Field.PORT).signs == (Sign.PORT_MISSING,)

    def test_is_not_missed_on_a_line_of_its_own(self):
        found = compare(a_question(port=None), an_answer(port=None))

        assert found.of(Field.PORT).signs == ()


class TestWhereTheLineEnds:
    def test_is_never_where_its_bills_go(self):
        found = compare(a_question(), Answered(an_answer(), billing="1 Low Road, AB1 2CD"))

        assert found.of(Field.INSTALLATION).signs == (Sign.BILLING_ONLY,)

    def test_is_said_apart_from_where_its_bills_go(self):
        answer = Answered(an_answer(), installation="12 High Street, AB1 2CD", billing="1 Low Road, AB1 9ZZ")

        assert compare(a_question(), answer).of(Field.INSTALLATION).signs == (Sign.BILLING_ELSEWHERE,)


class TestTwoAnswers:
    def test_agree_on_a_door_however_it_is_spelled(self):
        one = Answered(an_answer(), "A. Example", "Flat 1, 12 High St, AB1 2CD")
        other = Answered(an_answer(), "Example, A", "Flat 1, 12 High Street", installation_postcode="ab12cd")

        found = compare_answers(one, other)

        assert [each.agreement for each in found.fields[:2]] == [Agreement.EQUAL, Agreement.EQUAL]

    def test_never_take_a_billing_address_for_an_installation_address(self):
        one = Answered(an_answer(), installation="12 High Street, AB1 2CD")
        other = Answered(an_answer(), billing="12 High Street, AB1 2CD")

        assert compare_answers(one, other).of(Field.INSTALLATION).agreement is Agreement.NOT_STATED

    def test_disagree_on_two_flats(self):
        one = Answered(an_answer(), installation="Flat 1, 12 High Street, AB1 2CD")
        other = Answered(an_answer(), installation="Flat 11, 12 High Street, AB1 2CD")

        assert compare_answers(one, other).of(Field.INSTALLATION).signs == (Sign.OTHER_DOOR,)
