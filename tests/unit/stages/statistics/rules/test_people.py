import pytest

from waymark.stages.statistics.rules.people import ages, sex_stated, shares


class TestShares:
    def test_are_of_those_known_and_keep_the_unknown_in_a_row_of_its_own(self):
        found = shares(["female"] * 300 + ["male"] * 33 + [None] * 20 + [""] * 2)

        girls, boys, unknown = found
        assert (girls.value, girls.count, boys.count) == ("female", 300, 33)
        assert girls.share == pytest.approx(90.09, abs=0.005)
        assert girls.interval == pytest.approx((86.4, 92.9), abs=0.05)
        assert (unknown.value, unknown.count, unknown.share) == ("unknown", 22, None)

    def test_of_nobody_are_an_unknown_row_of_none(self):
        (unknown,) = shares([])

        assert (unknown.value, unknown.count) == ("unknown", 0)


class TestAges:
    def test_keep_mean_median_and_mode_apart(self):
        found = ages([13, 13, 13, 14, 15, 17])

        assert found.mean == pytest.approx(14.17, abs=0.005)
        assert (found.median, found.mode) == (13.5, (13,))
        assert any("which average" in warning for warning in found.warnings)

    def test_give_no_average_where_too_many_are_not_known(self):
        found = ages([13, 13, 14, None])

        assert (found.mean, found.median, found.mode) == (None, None, ())
        assert (found.known, found.unknown) == (3, 1)
        assert any("1 of 4 ages" in warning for warning in found.warnings)

    def test_give_no_average_of_two(self):
        assert ages([13, 14]).mean is None

    def test_of_nobody_say_nothing(self):
        assert ages([]).warnings == ()


class TestSexStated:
    @pytest.mark.parametrize(
        ("text", "sex"),
        [("F", "female"), (" girl ", "female"), ("MALE", "male"), ("", None), ("Unknown", None), ("X", "x")],
    )
    def test_is_one_word_and_never_guessed(self, text, sex):
        assert sex_stated(text) == sex


class TestTheIntervals:
    def test_hold_the_mean_of_a_worked_example(self):
        found = ages([12, 13, 13, 14, 15, 15, 16, 17, 13, 14])

        assert found.mean == pytest.approx(14.2)
        assert found.mean_interval == pytest.approx((13.092, 15.308), abs=0.001)

    def test_of_a_median_lie_between_the_second_and_the_ninth_of_ten(self):
        assert ages(list(range(1, 11))).median_interval == (2, 9)

    def test_of_a_median_are_not_given_of_five(self):
        assert ages([10, 11, 12, 13, 14]).median_interval is None
