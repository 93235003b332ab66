from waymark.referrals.gradings import BY, SECTION, Grade, grade_of, gradings_in
from waymark.referrals.types import Addition, DocumentKind, Party, Report, Role

HEAD = Report(DocumentKind.REPORT, source_grade="1A P", handling_code="P", marking="OFFICIAL-SENSITIVE")


def graded(name: str, value: str, subject: str = "party 1") -> Addition:
    return Addition(BY, SECTION, name, value, subject)


class TestTheGradeOfAFact:
    def test_is_its_reports_where_nothing_was_said_of_it_alone(self):
        found = grade_of(Party(1, Role.SUSPECT), HEAD, gradings_in([HEAD]))

        assert found == Grade("1A P", "P", "", "OFFICIAL-SENSITIVE")

    def test_is_its_own_over_its_reports_and_of_nobody_else(self):
        gradings = gradings_in([graded("source_grade", "3D C"), graded("handling_code", "C"), HEAD])

        assert grade_of(Party(1, Role.SUSPECT), HEAD, gradings)[:2] == ("3D C", "C")
        assert grade_of(Party(2, Role.VICTIM), HEAD, gradings)[:2] == ("1A P", "P")

    def test_says_each_where_parts_of_one_fact_have_different_ones(self):
        gradings = gradings_in([graded("source_grade", "3D C"), graded("source_grade", "2B P")])

        assert grade_of(Party(1, Role.SUSPECT), HEAD, gradings).source_grade == "3D C; 2B P"

    def test_goes_with_the_words_that_state_it(self):
        own = graded("source_grade", "3D C")

        assert grade_of(own, HEAD, gradings_in([own])).source_grade == "3D C"
