"""Forms that one person's names take."""

import pytest

from waymark.referrals.comparable import name_key
from waymark.referrals.name_forms import latin, one_form


class TestLatin:
    @pytest.mark.parametrize(
        ("written", "told"),
        [
            ("\u0141ukasz", "lukasz"),
            ("Se\u00e1n", "sean"),
            ("S\u00f8ren", "soren"),
            ("\u041e\u043b\u0435\u043a\u0441\u0430\u043d\u0434\u0440", "oleksandr"),
            ("\u0428\u0435\u0432\u0447\u0443\u043a", "shevchuk"),
            ("\u0421\u0435\u0440\u0433\u0456\u0439", "serhii"),
        ],
    )
    def test_has_letters_as_a_passport_would(self, written, told):
        assert latin(written) == told

    def test_leaves_what_no_passport_rule_was_given_for(self):
        assert latin("\u738b") == "\u738b"

    def test_makes_one_name_of_two_alphabets(self):
        assert name_key("\u0141ukasz", "W\u00f3jcik") == name_key("Lukasz", "Wojcik") == "lukasz wojcik"


class TestOneForm:
    @pytest.mark.parametrize(
        ("name", "form"),
        [("dave", "david"), ("bobby", "robert"), ("muhammad", "mohammed"), ("hussein", "hussain")],
    )
    def test_stands_for_all_forms_of_a_name(self, name, form):
        assert one_form(name) == one_form(form) == form

    @pytest.mark.parametrize("name", ["jack", "harry", "jamie", "alex", "sam", "dawn"])
    def test_leaves_a_name_that_is_one_of_its_own_or_short_for_two(self, name):
        assert one_form(name) == name
