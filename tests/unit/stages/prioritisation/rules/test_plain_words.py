from waymark.stages.prioritisation.rules.facts import FACTS, named
from waymark.stages.prioritisation.rules.plain_words import in_plain_words
from waymark.stages.prioritisation.rules.policy import load_policy, shipped_policy_text

POLICY = load_policy(shipped_policy_text())


class TestInPlainWords:
    def test_asks_every_question_that_the_file_asks_and_no_other(self):
        said = in_plain_words(POLICY)

        asked = {FACTS[name].question for name in named(POLICY.rules.mentions)}
        lines = (*said.steps, *said.floors, *said.ceilings)
        assert {
            question for line in lines for demand in line.demands for question in demand.questions
        } == asked

    def test_gives_each_line_its_reason_and_its_citations(self):
        said = in_plain_words(POLICY)

        first = said.steps[0]
        assert first.because == POLICY.steps[0].because
        assert all(citation in POLICY.sources.values() for citation in first.sources)
        assert said.floors[0].gives == "never below high"

    def test_says_that_two_groups_are_both_asked(self):
        step = in_plain_words(POLICY).steps[1]

        assert [demand.words for demand in step.demands] == [
            "Yes to one or more of these",
            "And yes to one or more of these",
        ]
