import pytest

from waymark.stages.prioritisation.rules.proscribed import named_in, named_in_prose


class TestNamedIn:
    @pytest.mark.parametrize(
        ("name", "what"),
        [
            ("suspect_age", "age"),
            ("suspectAge", "age"),
            ("Suspect-Date-Of-Birth", "age"),
            ("under_25s_young", "age"),
            ("suspect_sex", "sex"),
            ("boys_depicted", "sex"),
            ("SUSPECT_GENDER", "sex"),
            ("trans_person", "gender reassignment"),
            ("ethnicity", "race"),
            ("éthnicity", "race"),
            ("first_nationality", "race"),
            ("attends_mosque", "religion or belief"),
            ("is_disabled", "disability"),
            ("gay_app_user", "sexual orientation"),
            ("unmarried_and_single", "marriage and civil partnership"),
            ("pregnant_partner", "pregnancy and maternity"),
            ("suspectpostcode", "place or deprivation"),
            ("imd_decile", "place or deprivation"),
            ("unemployed", "livelihood"),
            ("suspect_surname", "name"),
            ("first_language", "language"),
            ("image_severity", "what the images show"),
        ],
    )
    def test_finds_what_a_name_stands_for(self, name, what):
        found = named_in(name)

        assert found
        assert found.what == what

    @pytest.mark.parametrize("name", ["prior_burglary", "threat_to_life", "access_to_children", "trace_held"])
    def test_lets_other_names_pass(self, name):
        assert named_in(name) is None


class TestNamedInProse:
    @pytest.mark.parametrize(
        "text", ["Young men are worse.", "The suspect's age tells.", "A deprived postcode.", "On benefits."]
    )
    def test_finds_a_reason_that_rests_on_a_proxy(self, text):
        assert named_in_prose(text)

    @pytest.mark.parametrize(
        "text",
        ["The age of a child at risk may only raise.", "A registered sex offender.", "In the file's name."],
    )
    def test_lets_words_with_other_meanings_pass(self, text):
        assert named_in_prose(text) is None
