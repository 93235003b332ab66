import pytest

from waymark.clocks import Level
from waymark.stages.prioritisation.rules.lists import Candidate, TakenOut, part, why_taken_out

PLAIN = Candidate(
    1,
    "ref-1",
    1,
    is_researched=True,
    highest=Level.MEDIUM,
    is_challenged=False,
    has_news=False,
    clock_runs=False,
    is_bundled=False,
    is_anothers=False,
    is_decided=False,
)


class TestWhyTakenOut:
    def test_is_nothing_for_what_is_researched_and_at_most_medium(self):
        assert why_taken_out(PLAIN) == ()

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"is_researched": False}, TakenOut.NOT_RESEARCHED),
            ({"highest": Level.HIGH}, TakenOut.COULD_BE_HIGH),
            ({"highest": Level.VERY_HIGH}, TakenOut.COULD_BE_HIGH),
            ({"is_challenged": True}, TakenOut.CHALLENGED),
            ({"has_news": True}, TakenOut.SOMETHING_NEW),
            ({"clock_runs": True}, TakenOut.CLOCK_RUNS),
            ({"is_bundled": True}, TakenOut.IN_A_BUNDLE),
            ({"is_anothers": True}, TakenOut.TAKEN_BY_ANOTHER),
            ({"is_decided": True}, TakenOut.DECIDED),
        ],
    )
    def test_names_each_thing_that_is_out_of_the_ordinary(self, change, why):
        assert why_taken_out(PLAIN._replace(**change)) == (why,)

    def test_puts_everybody_on_one_side_or_the_other(self):
        others = [PLAIN._replace(id=2, has_news=True), PLAIN._replace(id=3)]

        parted = part([PLAIN, *others])

        assert [each.id for each in parted.covered] == [1, 3]
        assert [each.id for each, _ in parted.taken_out] == [2]
