import pytest

from waymark.stages.linking.rules.surges import at_least, surges


class TestSurges:
    def test_are_what_came_several_times_as_often_as_usual(self):
        found = surges({"A": (40, 60), "B": (6, 60)}, weeks=12)

        assert [(each.name, each.count, each.usual) for each in found] == [("A", 40, 5.0)]

    def test_are_not_made_of_a_handful(self):
        assert surges({"A": (4, 0)}, weeks=12) == []

    def test_ask_for_more_the_more_names_were_looked_at(self):
        quiet = {f"N{n}": (0, 12) for n in range(400)}
        one = {"A": (7, 24)}

        assert surges(one, weeks=12)
        assert surges(one | quiet, weeks=12) == []

    def test_find_a_reporter_who_never_reported_before(self):
        assert [each.name for each in surges({"A": (20, 0)}, weeks=12)] == ["A"]


class TestAtLeast:
    def test_is_the_tail_of_a_binomial(self):
        assert at_least(2, of=3, part=0.5) == pytest.approx(0.5)
        assert at_least(0, of=3, part=0.5) == 1.0
        assert at_least(3, of=3, part=0.5) == pytest.approx(0.125)
