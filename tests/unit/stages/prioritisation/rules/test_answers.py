from datetime import UTC, datetime, timedelta

import pytest

from waymark.clocks.nations import Nation
from waymark.stages.prioritisation.rules.answers import (
    Answer,
    Said,
    UnknownFact,
    current,
    lapses_at,
    settled,
    verified_age_answers,
)
from waymark.stages.prioritisation.rules.facts import FACTS, CheckName

NOW = datetime(2026, 11, 22, 10, 14, tzinfo=UTC)


def an_answer(said, *, fact="child_at_address", days_ago=0, check=CheckName.CHILDRENS_SERVICES):
    return Answer(fact, said, NOW - timedelta(days=days_ago), check, "record 7", "DC 1234")


class TestCurrent:
    def test_keeps_a_no_until_its_shelf_life_is_over(self):
        days = FACTS["child_at_address"].shelf_life_days

        assert current(an_answer(Said.NO, days_ago=days - 1), NOW) is Said.NO

    def test_turns_a_no_into_unknown_on_the_day_its_shelf_life_is_over(self):
        days = FACTS["child_at_address"].shelf_life_days

        assert current(an_answer(Said.NO, days_ago=days), NOW) is Said.UNKNOWN

    def test_keeps_a_yes_to_danger_for_ever(self):
        assert current(an_answer(Said.YES, days_ago=9000), NOW) is Said.YES

    def test_lets_a_yes_lapse_where_it_could_lower_a_level(self):
        stale = an_answer(Said.YES, fact="suspect_in_custody", days_ago=2)

        assert current(stale, NOW) is Said.UNKNOWN

    def test_keeps_a_no_where_only_the_yes_could_lower_a_level(self):
        assert current(an_answer(Said.NO, fact="suspect_in_custody", days_ago=200), NOW) is Said.NO

    def test_takes_an_answer_of_the_future_as_not_yet_known(self):
        assert current(an_answer(Said.YES, days_ago=-1), NOW) is Said.UNKNOWN

    def test_follows_the_shelf_life_that_a_policy_sets(self):
        assert current(an_answer(Said.NO, days_ago=3), NOW, {"child_at_address": 2}) is Said.UNKNOWN

    def test_decays_an_answer_that_came_back_from_the_record_as_plain_text(self):
        assert current(an_answer("no", days_ago=400), NOW) is Said.UNKNOWN

    def test_refuses_a_fact_outside_the_vocabulary(self):
        with pytest.raises(UnknownFact, match="child_at_address"):
            current(an_answer(Said.NO, fact="shoe_size"), NOW)


class TestLapsesAt:
    def test_is_the_moment_at_which_the_answer_turns(self):
        answer = an_answer(Said.NO)
        lapse = lapses_at(answer)
        assert lapse

        before, after = current(answer, lapse - timedelta(seconds=1)), current(answer, lapse)

        assert (before, after) == (Said.NO, Said.UNKNOWN)

    def test_is_never_for_a_yes_to_danger(self):
        assert lapses_at(an_answer(Said.YES)) is None


class TestSettled:
    def test_takes_the_latest_answer_of_one_check(self):
        answers = [an_answer(Said.YES, days_ago=3), an_answer(Said.NO, days_ago=1)]

        assert settled(answers, NOW)["child_at_address"].said is Said.NO

    def test_lets_a_yes_of_one_check_stand_against_a_later_no_of_another(self):
        answers = [
            an_answer(Said.YES, days_ago=9, check=CheckName.LOCAL_RECORDS),
            an_answer(Said.NO, days_ago=1),
        ]

        assert settled(answers, NOW)["child_at_address"].said is Said.YES

    def test_lets_a_current_no_stand_before_an_unknown(self):
        answers = [
            an_answer(Said.NO, days_ago=9, check=CheckName.LOCAL_RECORDS),
            an_answer(Said.UNKNOWN, days_ago=1),
        ]

        assert settled(answers, NOW)["child_at_address"].said is Said.NO

    def test_leaves_out_what_was_not_yet_answered(self):
        assert settled([an_answer(Said.YES, days_ago=-1)], NOW) == {}


class TestVerifiedAgeAnswers:
    @pytest.mark.parametrize(
        ("age", "nation", "is_child", "is_below"),
        [
            (9, Nation.ENGLAND_AND_WALES, "yes", "yes"),
            (10, Nation.ENGLAND_AND_WALES, "yes", "no"),
            (10, Nation.NORTHERN_IRELAND, "yes", "no"),
            (11, Nation.SCOTLAND, "yes", "yes"),
            (12, Nation.SCOTLAND, "yes", "no"),
            (17, Nation.SCOTLAND, "yes", "no"),
            (18, Nation.ENGLAND_AND_WALES, "no", "no"),
        ],
    )
    def test_follow_the_age_of_responsibility_of_the_nation(self, age, nation, is_child, is_below):
        answers = verified_age_answers(
            age=age, nation=nation, answered_at=NOW, source="custody record", checker="DC 1234"
        )

        assert [answer.said for answer in answers] == [is_child, is_below]
