from datetime import UTC, datetime, timedelta

import pytest

from waymark.stages.prioritisation.rules import facts
from waymark.stages.prioritisation.rules.answers import Answer, Said
from waymark.stages.prioritisation.rules.assessment import assess, assess_known
from waymark.stages.prioritisation.rules.facts import BIT, CheckName
from waymark.stages.prioritisation.rules.in_full import Known, in_full, known_at, made_again
from waymark.stages.prioritisation.rules.policy import (
    PolicyNotReadable,
    defaults_of,
    kept_policy,
    load_policy,
    shipped_policy_text,
)

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TEXT = shipped_policy_text()
POLICY = load_policy(TEXT)


def an_answer(fact, said, *, days_ago=0):
    return Answer(fact, said, NOW - timedelta(days=days_ago), facts.FACTS[fact].check)


class TestAnAssessmentInFull:
    def test_is_made_again_from_what_was_known_to_the_byte(self):
        answers = {
            "child_at_address": an_answer("child_at_address", Said.YES),
            "contact_offence_history": an_answer("contact_offence_history", Said.NO),
            "domestic_abuse": an_answer("domestic_abuse", Said.NO, days_ago=400),
        }

        known = known_at(answers, NOW, POLICY.shelf_days)

        assert known == Known(("child_at_address",), ("contact_offence_history",))
        assert made_again(POLICY, known) == in_full(assess(POLICY, answers, NOW))

    def test_differs_when_another_fact_was_known(self):
        one, other = (
            made_again(POLICY, Known((fact,), ())) for fact in ("child_at_address", "position_of_trust")
        )

        assert one.sha256 != other.sha256

    def test_differs_where_the_vocabulary_lost_a_fact(self):
        whole = in_full(assess_known(POLICY, BIT["child_at_address"], 0))

        assert made_again(POLICY, Known(("a_fact_since_removed",), ())) != whole


class TestAKeptPolicy:
    def test_keeps_the_minutes_and_shelf_lives_of_its_day(self):
        old = (
            defaults_of(POLICY)
            .replace('"pnd":20', '"pnd":45')
            .replace('"child_at_address":28', '"child_at_address":3')
        )

        policy = kept_policy(TEXT, old)

        assert (policy.check_minutes[CheckName.PND], policy.shelf_days["child_at_address"]) == (45, 3)
        assert policy != POLICY

    def test_is_read_even_where_later_checks_would_refuse_it(self):
        refused = TEXT.replace('none = ["contact_offence_history", ', "none = [")

        assert kept_policy(refused).version == POLICY.version

    def test_that_is_no_policy_is_said_to_be_unreadable(self):
        with pytest.raises(PolicyNotReadable, match="ask for support"):
            kept_policy("version = ")
