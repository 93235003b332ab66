"""Which addresses are one door."""

import pytest

from waymark.stages.attribution.rules.premises import Sameness, compare_doors, read_door


def sameness(one, other):
    return compare_doors(read_door(one), read_door(other)).sameness


class TestADoor:
    def test_is_read_from_an_address_in_parts(self):
        door = read_door("Flat 3b, Rose House, 12-14 High St, Anytown, ab1 2cd, UK")

        assert (door.postcode, door.unit, door.number) == ("AB1 2CD", "FLAT 3B", "12-14")
        assert (door.name, door.street, door.rest) == ("ROSE HOUSE", "HIGH STREET", ("ANYTOWN",))

    def test_has_its_postcode_apart_or_among_its_lines(self):
        assert read_door("12 High Street", postcode="AB12CD") == read_door("12 High Street, AB1 2CD")

    def test_has_no_key_when_too_little_is_stated_to_be_one_door(self):
        assert read_door("High Street, Anytown").key == ""
        assert read_door("AB1 2CD").key == ""

    def test_keeps_no_uprn_that_cannot_be_one(self):
        assert read_door("", uprn="000100012345").uprn == "100012345"
        assert read_door("", uprn="12 High Street").uprn == ""

    def test_is_named_where_it_has_no_number(self):
        door = read_door("Rose Cottage, Mill Ln, AB1 2CD")

        assert (door.name, door.street) == ("ROSE COTTAGE", "MILL LANE")

    def test_takes_st_for_street_only_at_the_end(self):
        assert read_door("12 St Johns Rd, AB1 2CD").street == "ST JOHNS ROAD"


class TestTwoAddresses:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("12 High Street, AB1 2CD", "12 HIGH ST., Anytown, ab12cd"),
            ("Flat 1, 12 High Street, AB1 2CD", "Apt. 1 12 High Street, AB1 2CD"),
            ("12a High Street, AB1 2CD", "12 A High Street\nAB1 2CD"),
            ("2/1, 14 High Street, AB1 2CD", "Flat 2/1, 14 High Street, AB1 2CD"),
            ("1st floor flat, 9 Elm Ave, AB1 2CD", "First Floor Flat, 9 Elm Avenue, AB1 2CD"),
        ],
    )
    def test_are_one_door_however_they_are_spelled(self, one, other):
        assert sameness(one, other) is Sameness.SAME

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Flat 1, 12 High Street, AB1 2CD", "Flat 11, 12 High Street, AB1 2CD"),
            ("12 High Street, AB1 2CD", "12A High Street, AB1 2CD"),
            ("12 High Street, AB1 2CD", "21 High Street, AB1 2CD"),
            ("12 High Street, AB1 2CD", "12 High Street, AB1 2CE"),
            ("12 High Street, AB1 2CD", "12 High Road, AB1 2CD"),
            ("Rose Cottage, Mill Lane, AB1 2CD", "Elm Cottage, Mill Lane, AB1 2CD"),
        ],
    )
    def test_are_two_doors_when_one_thing_that_tells_doors_apart_differs(self, one, other):
        assert sameness(one, other) is Sameness.DIFFERENT

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Flat 1, 12 High Street, AB1 2CD", "12 High Street, AB1 2CD"),
            ("12 High Street, AB1 2CD", "12, AB1 2CD"),
            ("12 High Street", "12 High Street, AB1 2CD"),
            ("Flat A, 12 High Street, AB1 2CD", "Rose House, 12 High Street, AB1 2CD"),
        ],
    )
    def test_may_be_one_door_when_one_says_less(self, one, other):
        assert sameness(one, other) is Sameness.MAYBE

    def test_are_told_by_their_uprns_before_their_words(self):
        one = read_door("12 High Street, AB1 2CD", uprn="100012345")
        other = read_door("The Old House, AB1 2CD", uprn="0100012345")

        assert compare_doors(one, other).sameness is Sameness.SAME
        assert compare_doors(one, other._replace(uprn="7")).sameness is Sameness.DIFFERENT
