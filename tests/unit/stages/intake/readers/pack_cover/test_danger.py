from waymark.stages.intake.readers.pack_cover.becoming import become
from waymark.stages.intake.readers.pack_cover.confirming import Settled, State
from waymark.stages.intake.readers.pack_cover.fields import FIELDS, named_from
from waymark.stages.intake.readers.pack_cover.glancing import danger_in
from waymark.stages.intake.readers.pack_cover.stating import DANGER_NOW


def entered(answer):
    settled = Settled(named_from("cover.1.danger.1"), State.CONFIRMED, answer, answer)
    return become([settled]).facts[-1]


class TestDangerNow:
    def test_is_the_first_thing_that_the_form_asks(self):
        assert FIELDS[0].name == "danger"

    def test_is_an_escalation_of_the_report_where_it_is_so(self):
        assert entered("yes").escalation == DANGER_NOW

    def test_is_told_and_escalates_nothing_where_it_is_not_known(self):
        head = entered("not_known")

        assert head.escalation == ""
        assert "Is a child in danger now: not known" in head.additional_info


class TestWordsOfDanger:
    def test_are_those_of_the_first_text_that_has_any(self):
        assert (
            danger_in(["Please acknowledge", "The child is at immediate risk", "URGENT"])
            == "at immediate risk"
        )

    def test_are_none_where_none_were_met(self):
        assert danger_in(["Please acknowledge"]) == ""
