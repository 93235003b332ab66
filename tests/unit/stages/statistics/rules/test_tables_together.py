"""Two tables of one publication: what one hides is not to be had from the other."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.stages.statistics.rules.suppression import hidden_cells
from waymark.stages.statistics.rules.tables_together import hidden_together

# Reports by source and by reporter: two companies send to us themselves, two by way of the clearing house.
SENT: dict[tuple[str, ...], int] = {("house", "A"): 96, ("house", "B"): 4, ("x", "x"): 3, ("y", "y"): 7}


def alone(joint, table):
    """What each table hides by itself."""
    counts: dict[tuple[str, ...], int] = {}
    for cell, count in joint.items():
        counts[cell[table],] = counts.get((cell[table],), 0) + count
    return {name for (name,) in hidden_cells(counts)}


def margin(joint, table, name):
    return sum(count for cell, count in joint.items() if cell[table] == name)


def possible(joint, hidden):
    """Every table of both things at once that agrees with all that is shown; cells of none stay none."""
    cells = [cell for cell, count in joint.items() if count]
    total = sum(joint.values())
    shown = [
        (table, name)
        for table in range(2)
        for name in {cell[table] for cell in cells}
        if name not in hidden[table]
    ]
    for counts in product(*(range(total + 1) for _ in cells)):
        guess = dict(zip(cells, counts, strict=True))
        if sum(counts) == total and all(margin(guess, *each) == margin(joint, *each) for each in shown):
            yield guess


class TestTablesOfOnePublication:
    def test_give_away_together_what_each_hides_alone(self):
        """What is to be put right: y's 7 stands in one table, and leaves x's 3 of the ten hidden in the other."""
        assert alone(SENT, 0) == {"x", "y"}
        assert alone(SENT, 1) == {"x", "B"}

    def test_hide_in_the_other_what_would_give_it_away(self):
        sources, reporters = hidden_together(SENT)

        assert sources == {"x", "y"}
        assert reporters == {"x", "y", "A", "B"}

    def test_hide_no_more_than_each_alone_where_they_have_nothing_to_do_with_each_other(self):
        joint: dict[tuple[str, ...], int] = {
            (month, level): 3 * n for n, month in enumerate("abcd", 1) for level in ("high", "low")
        }

        assert hidden_together(joint) == tuple(frozenset(alone(joint, table)) for table in range(2))

    def test_show_everything_where_nothing_is_small(self):
        assert hidden_together({("a", "x"): 9, ("b", "y"): 20}) == (frozenset(), frozenset())
        assert hidden_together({}) == ()

    @settings(max_examples=40)
    @given(
        st.dictionaries(
            st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")),
            st.integers(0, 3),
            min_size=1,
            max_size=4,
        )
    )
    def test_leave_no_small_count_within_fewer_than_the_threshold(self, joint):
        threshold = 3
        hidden = hidden_together(joint, threshold=threshold)
        if sum(joint.values()) < threshold or not hidden:
            return  # the total itself is not shown

        guesses = list(possible(joint, hidden))

        for table, name in {(table, cell[table]) for cell in joint for table in range(2)}:
            if 0 < margin(joint, table, name) < threshold:
                assert name in hidden[table]
                values = {margin(guess, table, name) for guess in guesses}
                everything = all(cell[at] in hidden[at] for cell in joint if joint[cell] for at in range(2))
                assert everything or max(values) - min(values) >= threshold - 1
