from waymark.stages.prioritisation.rules.facts import (
    BIT,
    CHECKS,
    FACTS,
    GATE_FACTS,
    Bearing,
    CheckName,
    named,
)
from waymark.stages.prioritisation.rules.proscribed import named_in


class TestFacts:
    def test_ask_a_question_each(self):
        assert all(fact.question.endswith("?") for fact in FACTS.values())

    def test_are_each_answered_by_a_known_check(self):
        assert {fact.check for fact in FACTS.values()} == set(CHECKS) == set(CheckName)

    def test_decay_within_a_year(self):
        assert all(1 <= fact.shelf_life_days <= 365 for fact in FACTS.values())

    def test_of_the_suspects_age_only_choose_a_path(self):
        assert all(
            fact.bearing is Bearing.ROUTING
            for name, fact in FACTS.items()
            if "suspect_is_child" in name or "below_responsibility" in name or "possibly_suspect" in name
        )

    def test_name_no_protected_characteristic_beyond_offence_terms_and_the_age_of_children(self):
        suspicious = {name for name in FACTS if named_in(name)}

        assert suspicious <= {"registered_sex_offender", "sexual_communication_with_child"}

    def test_of_gate_0_are_those_that_cannot_wait(self):
        assert GATE_FACTS == (
            "threat_to_life",
            "abuse_in_progress",
            "child_in_crisis",
            "identified_child_with_suspect",
        )


class TestNamed:
    def test_gives_back_the_facts_of_a_set_as_listed(self):
        assert named(BIT["domestic_abuse"] | BIT["threat_to_life"]) == ("threat_to_life", "domestic_abuse")
