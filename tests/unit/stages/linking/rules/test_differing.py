"""What speaks against two referrals being one subject."""

import pytest

from waymark.referrals.identifiers import IdentifierKind
from waymark.stages.linking.rules.comparison import Relation, Shared, compare
from waymark.stages.linking.rules.described import Described
from waymark.stages.linking.rules.differing import OTHER_BIRTH_DATES, OTHER_NAMES, against

ONE = Described("rosalind", "examplewood", "1984-03-12", "")
SUSPECTS = ("suspect", "suspect")


class TestAgainst:
    @pytest.mark.parametrize(
        "other",
        [
            ONE,
            ONE._replace(forename="rosalynd"),
            ONE._replace(forename="ros"),
            ONE._replace(born="1984-12-03"),
            ONE._replace(born="1984-03-13"),
            ONE._replace(born=""),
            Described("examplewood", "rosalind", "1984-03-12", ""),
        ],
    )
    def test_says_nothing_of_slips_short_forms_and_what_is_not_stated(self, other):
        assert against([ONE], [other]) == []

    def test_weighs_other_names_and_other_dates_apart(self):
        (names,) = against([ONE], [ONE._replace(forename="gerald")])
        (dates,) = against([ONE], [ONE._replace(born="1957-08-30")])

        assert (names.measured, dates.measured) == (OTHER_NAMES, OTHER_BIRTH_DATES)

    def test_lets_the_two_that_differ_least_decide(self):
        assert against([ONE, ONE._replace(forename="gerald")], [ONE]) == []


class TestCompareWithADifference:
    def test_is_less_likely_and_still_one_subject(self):
        email = Shared(IdentifierKind.EMAIL, "x@example.com", 2, SUSPECTS, 1)
        other = against([ONE], [ONE._replace(born="1957-08-30")])

        without, with_it = compare([email]), compare([email, *other])

        assert with_it.probability < without.probability
        assert with_it.relation is Relation.ONE_SUBJECT
        assert with_it.evidence[-1].kind == "person_differs"

    def test_says_nothing_where_nothing_speaks_of_the_subjects(self):
        victims = Shared(IdentifierKind.EMAIL, "x@example.com", 2, ("suspect", "victim"), 1)

        proposal = compare([victims, *against([ONE], [ONE._replace(born="1957-08-30")])])

        assert proposal.relation is Relation.RELATED
        assert len(proposal.evidence) == 1

    def test_counts_a_household_once_where_people_were_compared_by_their_postcode(self):
        words = "the same full name (+10.0), the same postcode (+10.0)"
        alike = Shared(IdentifierKind.PERSON_ALIKE, words, 2, SUSPECTS, -1, measured=10.0)
        line = Shared(IdentifierKind.IP, "198.51.100.7", 2, SUSPECTS, 2, gap=0.0)

        assert compare([alike, line]).probability == compare([alike]).probability
