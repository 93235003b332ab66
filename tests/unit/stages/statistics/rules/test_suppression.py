from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.stages.statistics.rules.suppression import THRESHOLD, hidden_cells, hides_total

TABLES = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz")), st.integers(0, 30), min_size=1, max_size=16
)


def hidden_in(counts, **given):
    return hidden_cells(counts, **given)


def _reaches(cell, hidden, counts):
    """How many counts a cell could have, found by trying: moves along closed paths of hidden cells alone."""
    rows, columns = sorted({each[0] for each in counts}), sorted({each[1] for each in counts})
    table = {each: counts[each] for each in hidden}
    seen: set[tuple[object, ...]] = set()
    states, found = [tuple(sorted(table.items()))], set()
    while states and len(seen) < 4_000:
        state = states.pop()
        if state in seen:
            continue
        seen.add(state)
        now = dict(state)
        found.add(now.get(cell, counts[cell]))
        for path in _squares(rows, columns, now):
            moved = dict(now)
            for at, each in enumerate(path):
                moved[each] += 1 if at % 2 else -1
            if min(moved.values()) >= 0:
                states.append(tuple(sorted(moved.items())))
    return len(found)


def _squares(rows, columns, hidden):
    for one, other in permutations(rows, 2):
        for left, right in permutations(columns, 2):
            path = ((one, left), (one, right), (other, right), (other, left))
            if all(each in hidden for each in path):
                yield path


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

    def test_hides_more_where_two_lines_together_give_one_away(self):
        """Each line hides two and more; and ("b", "z") would be what the first two rows leave of three columns."""
        counts = {(row, column): 50 for row in "abcd" for column in "vwxyz"}
        for cell in ("av", "aw", "bv", "bw", "bz", "cx", "cz", "dx", "dz"):
            counts[cell[0], cell[1]] = 3

        hidden = hidden_in(counts)

        assert _reaches(("b", "z"), hidden, counts) >= THRESHOLD

    @settings(max_examples=40, deadline=None)
    @given(
        counts=st.dictionaries(
            st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")),
            st.integers(0, 9),
            min_size=6,
            max_size=6,
        )
    )
    def test_leaves_no_small_count_that_all_totals_together_tell(self, counts):
        hidden = hidden_in(counts)

        for cell in hidden:
            alone = {line: [each for each in counts if each[line] == cell[line]] for line in (0, 1)}
            is_open = any(set(each) - hidden for each in alone.values())
            if 0 < counts[cell] < THRESHOLD and is_open:
                assert _reaches(cell, hidden, counts) >= THRESHOLD

    @pytest.mark.parametrize("threshold", [3, 10])
    def test_goes_by_the_threshold_that_is_given(self, threshold):
        counts = {("a",): threshold - 1, ("b",): threshold, ("c",): 50}

        assert hidden_in(counts, threshold=threshold) == {("a",), ("b",)}
