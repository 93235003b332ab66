from datetime import date

from tests.unit.reference.a_file import a_version
from waymark.reference.kinds import Kind
from waymark.reference.versions import Standing, held_on, standing_of

DAY = date(2026, 3, 2)


class TestHeldOn:
    def test_takes_the_version_of_the_day_and_not_a_later_one(self):
        old = a_version(Kind.TOR_EXITS, number=1, valid_from=date(2026, 1, 1), valid_to=date(2026, 6, 30))
        new = a_version(Kind.TOR_EXITS, number=2, valid_from=date(2026, 7, 1))

        held = held_on(DAY, [old, new], Kind.TOR_EXITS)

        assert (held.newest, held.note) == ((old,), "")

    def test_puts_the_latest_start_first_when_several_hold(self):
        old = a_version(Kind.OPERATORS, number=1, valid_from=date(2025, 1, 1))
        new = a_version(Kind.OPERATORS, number=2, valid_from=date(2026, 1, 1))
        undated = a_version(Kind.OPERATORS, number=3)

        assert held_on(DAY, [undated, old, new], Kind.OPERATORS).groups == ((new,), (old,), (undated,))

    def test_holds_on_its_first_and_its_last_day(self):
        version = a_version(Kind.OPERATORS, valid_from=DAY, valid_to=DAY)

        assert held_on(DAY, [version], Kind.OPERATORS).note == ""

    def test_names_the_nearest_when_none_held_and_says_so(self):
        far = a_version(Kind.OPERATORS, number=1, name="far.csv", valid_to=date(2018, 1, 1))
        near = a_version(Kind.OPERATORS, number=2, name="near.csv", valid_from=date(2026, 3, 5))

        held = held_on(DAY, [far, near], Kind.OPERATORS)

        assert held.newest == (near,)
        assert "no operators data held for 2026-03-02" in held.note
        assert "near.csv (from 2026-03-05)" in held.note

    def test_says_when_nothing_is_loaded(self):
        assert held_on(DAY, [], Kind.ASN).note == "no asn data is loaded"

    def test_keeps_families_apart(self):
        four = a_version(Kind.PRIVATE_RELAY, number=1, covers=("ipv4",))
        six = a_version(Kind.PRIVATE_RELAY, number=2, covers=("ipv6",), valid_from=date(2026, 1, 1))

        assert held_on(DAY, [four, six], Kind.PRIVATE_RELAY, "ipv4").versions == (four,)


class TestVersion:
    def test_goes_stale_by_its_kind_or_at_its_last_day(self):
        assert a_version(Kind.TOR_EXITS, valid_from=DAY).stale_on == date(2026, 3, 4)
        assert a_version(Kind.OPERATORS, valid_from=DAY, valid_to=date(2026, 3, 9)).stale_on == date(
            2026, 3, 9
        )


class TestStandingOf:
    YESTERDAY = a_version(Kind.TOR_EXITS, number=1, valid_from=date(2026, 3, 1), valid_to=date(2026, 3, 1))
    TODAY = a_version(Kind.TOR_EXITS, number=2, valid_from=DAY)

    def test_calls_a_day_s_list_past_once_the_next_is_there(self):
        known = [self.YESTERDAY, self.TODAY]

        assert standing_of(self.YESTERDAY, known, day=DAY) is Standing.PAST
        assert standing_of(self.TODAY, known, day=DAY) is Standing.GOOD

    def test_calls_what_ended_stale_while_nothing_of_its_kind_holds(self):
        others = [self.YESTERDAY, a_version(Kind.PRIVATE_RELAY, number=3)]

        assert standing_of(self.YESTERDAY, others, day=DAY) is Standing.STALE

    def test_does_not_let_one_family_stand_in_for_another(self):
        four = a_version(Kind.PRIVATE_RELAY, number=1, covers=("ipv4",), valid_to=date(2026, 3, 1))
        six = a_version(Kind.PRIVATE_RELAY, number=2, covers=("ipv6",))

        assert standing_of(four, [four, six], day=DAY) is Standing.STALE

    def test_calls_the_last_one_stale_when_its_publisher_has_put_out_another(self):
        assert standing_of(self.TODAY, [self.TODAY], day=date(2026, 3, 4)) is Standing.STALE
