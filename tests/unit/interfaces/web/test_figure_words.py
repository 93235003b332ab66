import pytest

from waymark.interfaces.web.figure_words import BY_NAMES, UNIT_NAMES, part_in_words
from waymark.stages.statistics.rules.units import NOT_KNOWN_THEN, By, Unit


class TestUnitNames:
    def test_are_there_for_every_unit_in_the_plural(self):
        assert set(UNIT_NAMES) == set(Unit)
        assert UNIT_NAMES[Unit.DELIVERY] == "Deliveries"
        assert UNIT_NAMES[Unit.CHILD_SAFEGUARDED] == "Children safeguarded"

    def test_stand_beside_what_they_can_be_split_by(self):
        assert BY_NAMES[By.FINANCIAL_YEAR] == "Financial year"


class TestPartInWords:
    @pytest.mark.parametrize(
        ("by", "value", "said"),
        [
            ("level", "very_high", "Very high"),
            ("source", "", "Not stated"),
            ("source", "not_a_code", "not_a_code"),
            ("force", "", "No single force"),
            ("force", "E23000010", "West Yorkshire Police"),
            ("level", NOT_KNOWN_THEN, "Not known then"),
        ],
    )
    def test_leaves_what_a_source_stated_and_puts_codes_of_ours_in_words(self, by, value, said):
        assert part_in_words(by, value) == said
