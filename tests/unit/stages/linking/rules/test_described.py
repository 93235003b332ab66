import pytest

from waymark.referrals.types import Address, Party, Role
from waymark.stages.linking.rules.described import described, in_words, may_be_one, shipped_model, weight_of
from waymark.stages.linking.rules.people import Alike, Weighed


def a_party(**said):
    return Party(1, Role.SUSPECT, **{"first_name": "Rosalind", "last_name": "Examplewood", **said})


def alike(**outcomes):
    return Alike(1, 2, 0.9, tuple(Weighed(field, *said) for field, said in outcomes.items()))


SAME_NAME = ("Exact match on full_name", 10.0)
SAME_SURNAME = ("Exact match on surname", 8.0)
SAME_POSTCODE = ("Exact match on full postcode", 10.0)
OTHER_BIRTH = ("All other comparisons", -5.7)


class TestDescribed:
    @pytest.mark.parametrize(
        "said", [{}, {"first_name": "", "date_of_birth": "1984-03-12"}, {"date_of_birth": "1984"}]
    )
    def test_is_none_of_what_many_strangers_share(self, said):
        assert described(a_party(**said)) is None

    def test_is_none_of_who_only_handled_the_report(self):
        contact = Party(
            2, Role.OTHER, first_name="Rosalind", last_name="Examplewood", date_of_birth="1984-03-12"
        )

        assert described(contact) is None

    def test_writes_names_dates_and_postcodes_in_one_way(self):
        person = described(
            a_party(
                first_name=" ROSALIND ",
                date_of_birth="1984-03-12T00:00:00Z",
                addresses=(Address(postcode="zz19zz"),),
            )
        )

        assert person is not None
        assert tuple(person) == ("rosalind", "examplewood", "1984-03-12", "ZZ1 9ZZ")

    def test_finds_each_other_with_names_swapped_or_one_spelt_otherwise(self):
        one = described(a_party(date_of_birth="1984-03-12"))
        swapped = described(
            a_party(first_name="Examplewood", last_name="Rosalind", date_of_birth="1984-03-12")
        )
        otherwise = described(a_party(first_name="Rosalynd", date_of_birth="1984-03-12"))

        assert one is not None
        for other in (swapped, otherwise):
            assert other is not None
            assert set(one.keys) & set(other.keys)

    @pytest.mark.parametrize(
        ("one", "other"),
        [("Dave", "David"), ("Mohammad", "Muhammed"), ("\u0421\u0435\u0440\u0433\u0456\u0439", "Serhii")],
    )
    def test_has_one_form_for_all_forms_of_a_name(self, one, other):
        people = [described(a_party(first_name=name, date_of_birth="1984-03-12")) for name in (one, other)]

        assert people[0] == people[1]


class TestWeightOf:
    """Without a place that agrees, names and a date say no more than was found of such pairs."""

    DATE = ("Exact match on date of birth", 8.0)

    def weight(self, **outcomes):
        return weight_of(alike(**outcomes)._replace(probability=0.999_999))

    def test_is_less_for_a_name_and_date_just_alike_than_for_one_that_is_written_otherwise(self):
        exact = self.weight(forename_surname=SAME_NAME, born=self.DATE)
        otherwise = self.weight(forename_surname=("Jaro-Winkler >= 0.92) and", 7.0), born=self.DATE)

        assert exact < otherwise

    def test_is_more_where_the_postcode_agrees_too(self):
        without = self.weight(forename_surname=SAME_NAME, born=self.DATE)

        assert self.weight(forename_surname=SAME_NAME, born=self.DATE, postcode=SAME_POSTCODE) > without


class TestMayBeOne:
    def test_is_no_when_a_household_shares_surname_and_postcode(self):
        assert not may_be_one(alike(forename_surname=SAME_SURNAME, postcode=SAME_POSTCODE))

    def test_is_no_when_stated_birth_dates_speak_against_it(self):
        assert not may_be_one(alike(forename_surname=SAME_NAME, born=OTHER_BIRTH, postcode=SAME_POSTCODE))

    def test_is_yes_where_no_birth_date_is_stated_of_both(self):
        assert may_be_one(alike(forename_surname=SAME_NAME, postcode=SAME_POSTCODE))


class TestInWords:
    def test_says_each_comparison_with_its_weight_the_weightiest_first(self):
        words = in_words(alike(born=OTHER_BIRTH, forename_surname=SAME_NAME).weights)

        assert words == "the same full name (+10.0), dates of birth that differ (-5.7)"

    def test_has_words_for_every_outcome_of_the_shipped_model(self):
        for comparison in shipped_model()["comparisons"]:
            labels = [
                level["label_for_charts"]
                for level in comparison["comparison_levels"]
                if not level.get("is_null_level")
            ]
            weighed = [Weighed(comparison["output_column_name"], label, 0.0) for label in labels]

            assert len({in_words([each]) for each in weighed}) >= len(labels) - 1
