import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.stages.statistics.rules.suppression import THRESHOLD, hidden_cells, hides_total

TABLES = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz")), st.integers(0, 30), min_size=1, max_size=16
)


def hidden_in(counts, **given):
    return hidden_cells(counts, **given)


class TestHiddenCells:
    def test_hides_a_small_count_and_one_that_would_give_it_away(self):
        counts = {("a",): 3, ("b",): 40, ("c",): 9, ("d",): 0}

        assert hidden_in(counts) == {("a",), ("c",)}

    def test_hides_nothing_where_nothing_is_small(self):
        assert hidden_in({("a",): 5, ("b",): 0, ("c",): 17}) == frozenset()

    def test_hides_a_third_where_two_add_up_to_too_little(self):
        assert hidden_in({("a",): 1, ("b",): 1, ("c",): 60}) == {("a",), ("b",), ("c",)}

    def test_says_when_the_total_gives_away_what_is_hidden(self):
        assert hides_total({("a",): 3}, hidden_in({("a",): 3}))
        assert not hides_total({("a",): 3, ("b",): 40}, frozenset({("a",), ("b",)}))

    @settings(max_examples=150)
    @given(counts=TABLES)
    def test_leaves_no_small_count_and_no_line_that_tells_one(self, counts):
        hidden = hidden_in(counts)

        shown = [count for cell, count in counts.items() if cell not in hidden]
        assert not any(0 < count < THRESHOLD for count in shown)
        for at in (0, 1):
            for value in {cell[at] for cell in counts}:
                line = [cell for cell in counts if cell[at] == value]
                behind = [cell for cell in line if cell in hidden]
                if behind and len(behind) < len(line):
                    assert len(behind) > 1
                    assert sum(counts[cell] for cell in behind) >= THRESHOLD

    @pytest.mark.parametrize("threshold", [3, 10])
    def test_goes_by_the_threshold_that_is_given(self, threshold):
        counts = {("a",): threshold - 1, ("b",): threshold, ("c",): 50}

        assert hidden_in(counts, threshold=threshold) == {("a",), ("b",)}
