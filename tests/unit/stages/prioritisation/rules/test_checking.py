import pytest

from tests.unit.stages.prioritisation.rules.test_assessment import NOW
from waymark.clocks.nations import Nation
from waymark.stages.prioritisation.rules.answers import Said
from waymark.stages.prioritisation.rules.checking import (
    SHEET,
    Look,
    NotAUprn,
    NothingSaid,
    Outcome,
    SaidBoth,
    answers_of,
    covered_by,
    read_uprn,
    title_of,
)
from waymark.stages.prioritisation.rules.facts import FACTS, Bearing, CheckName


def a_look(check: CheckName, outcome: Outcome, **said: Said) -> Look:
    return Look(check, outcome, NOW, "DC 1234", said=said)


class TestTheSheet:
    def test_covers_every_fact_that_a_look_may_answer(self):
        covered = {name for row in SHEET for name in covered_by(row.check)}

        assert covered == {name for name, fact in FACTS.items() if fact.bearing is not Bearing.ROUTING}

    def test_calls_places_as_each_nation_does(self):
        row = next(row for row in SHEET if row.check is CheckName.CHILDRENS_SERVICES)

        assert title_of(row, Nation.SCOTLAND) == "Social work"

    def test_names_pnc_and_leds_both(self):
        row = next(row for row in SHEET if row.check is CheckName.PNC)

        assert title_of(row, Nation.ENGLAND_AND_WALES) == "Police National Computer (PNC or LEDS)"


class TestAnswersOf:
    @pytest.mark.parametrize("check", [row.check for row in SHEET])
    def test_of_nothing_held_is_no_to_every_fact_that_the_look_covers(self, check):
        answers = answers_of(a_look(check, Outcome.NOTHING), standing={})

        assert answers == dict.fromkeys(covered_by(check), Said.NO)

    def test_of_nothing_held_never_takes_back_what_stands_as_yes(self):
        answers = answers_of(
            a_look(CheckName.REPORT, Outcome.NOTHING), standing={"grooming_or_incitement": Said.YES}
        )

        assert "grooming_or_incitement" not in answers
        assert answers["threat_to_life"] is Said.NO

    def test_of_an_explicit_no_takes_a_yes_back(self):
        look = a_look(CheckName.CHILDRENS_SERVICES, Outcome.NOTHING, child_at_address=Said.NO)

        assert answers_of(look, standing={"child_at_address": Said.YES})["child_at_address"] is Said.NO

    def test_of_something_held_are_those_said_and_no_others(self):
        look = a_look(CheckName.PNC, Outcome.SOMETHING, other_convictions=Said.YES)

        assert answers_of(look, standing={}) == {"other_convictions": Said.YES}

    def test_of_a_look_that_could_not_be_made_leave_a_fresh_no_alone(self):
        answers = answers_of(
            a_look(CheckName.PNC, Outcome.COULD_NOT), standing={"other_convictions": Said.NO}
        )

        assert answers == {"contact_offence_history": Said.UNKNOWN}

    def test_of_another_place_are_not_taken(self):
        look = a_look(CheckName.PND, Outcome.NOTHING, child_at_address=Said.NO)

        assert "child_at_address" not in answers_of(look, standing={})

    def test_are_refused_where_something_is_held_and_nobody_said_what(self):
        with pytest.raises(NothingSaid, match="say what is held"):
            answers_of(a_look(CheckName.PND, Outcome.SOMETHING), standing={})

    def test_are_refused_where_nothing_is_held_and_yet_a_question_is_answered_yes(self):
        look = a_look(CheckName.PNC, Outcome.NOTHING, other_convictions=Said.YES)

        with pytest.raises(SaidBoth, match="choose one"):
            answers_of(look, standing={})


class TestReadUprn:
    @pytest.mark.parametrize(("typed", "read"), [("100012345678", "100012345678"), (" 0001 0001 ", "10001")])
    def test_reads_digits_in_groups_and_with_leading_noughts(self, typed, read):
        assert read_uprn(typed) == read

    @pytest.mark.parametrize("typed", ["", "000", "1234567890123", "12A", "١٢٣"])
    def test_refuses_what_is_none(self, typed):
        with pytest.raises(NotAUprn):
            read_uprn(typed)
