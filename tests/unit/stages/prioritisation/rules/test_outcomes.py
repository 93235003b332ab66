from waymark.clocks import Level
from waymark.stages.prioritisation.rules.outcomes import Found, Outcome, held_against


class TestHeldAgainst:
    def test_counts_children_at_addresses_and_the_days_they_waited_by_level(self):
        found = held_against(
            [
                Outcome(Found.CHILD_AT_ADDRESS, Level.LOW, 30),
                Outcome(Found.CHILD_AT_ADDRESS, Level.LOW, 10),
                Outcome(Found.NO_CHILD_AT_ADDRESS, Level.LOW, 5),
                Outcome(Found.CONTACT_OFFENCE, Level.HIGH, 1),
            ]
        )

        low = found[-1]
        assert (low.level, low.children, low.no_children) == (Level.LOW, 2, 1)
        assert (low.median_days, low.longest_days) == (20, 30)
        assert [each.contact_offences for each in found] == [0, 1, 0, 0]
