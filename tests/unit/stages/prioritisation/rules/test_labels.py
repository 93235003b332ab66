import pytest

from waymark.clocks import Level
from waymark.stages.prioritisation.rules.answers import Said
from waymark.stages.prioritisation.rules.evaluation import Label
from waymark.stages.prioritisation.rules.labels import LabelsNotUsable, read_labels


class TestReadLabels:
    def test_reads_levels_and_outcomes_however_they_are_written(self):
        found = read_labels(
            b"Outcome;Level;First rater;second_rater\r\ncontact;Very high;high;low\r\n;LOW;;\r\n"
        )

        assert [(row.level, row.label) for row in found.rows] == [
            (Level.VERY_HIGH, Label.CONTACT),
            (Level.LOW, Label.UNRESOLVED),
        ]
        assert (found.rows[0].first_rater, found.rows[1].first_rater) == (Level.HIGH, None)

    def test_reads_facts_of_which_the_unknown_are_left_out(self):
        found = read_labels(b"outcome,child_at_address,domestic_abuse\nno contact,Yes,\n")

        assert found.rows[0].facts == {"child_at_address": Said.YES}
        assert (found.has_facts, found.rows[0].label) == (True, Label.NO_CONTACT)

    def test_says_which_columns_it_did_not_read(self):
        assert read_labels(b"outcome,level,notes\ncontact,high,x\n").unused == ("notes",)

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "empty"),
            (b"\xff\xfe\x00", "UTF-8"),
            (b"level\nhigh\n", "No column is called outcome"),
            (b"outcome\ncontact\n", "Nothing gives a level"),
            (b"outcome,level\n", "no referral in it"),
            (b"outcome,level\nmaybe,high\n", "Line 2: the outcome"),
            (b"outcome,level\ncontact,extreme\n", "Line 2: level is no level"),
            (b"outcome,level\ncontact,\n", "Line 2: level is no level"),
            (b"outcome,child_at_address\ncontact,perhaps\n", "Line 2: child_at_address"),
            (b"outcome,level,order\ncontact,high,first\n", "Line 2: order"),
            (b"outcome,level,level\ncontact,high,low\n", "twice"),
            (b'outcome,level\n"contact,high\n', "not CSV"),
        ],
    )
    def test_refuses_a_wrong_file_in_one_line_that_says_what_to_do(self, content, said):
        with pytest.raises(LabelsNotUsable, match=said) as refused:
            read_labels(content)

        assert "\n" not in str(refused.value)
