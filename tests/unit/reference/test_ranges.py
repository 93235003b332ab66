import ipaddress

import pytest

from waymark.reference.ranges import Ranges, flatten, network_bounds


def laid(*prefixes) -> Ranges[str]:
    return flatten((network_bounds(prefix)[1], network_bounds(prefix)[2], prefix) for prefix in prefixes)


def find(ranges: Ranges[str], address: str) -> str | None:
    return ranges.find(int(ipaddress.ip_address(address)))


class TestFlatten:
    def test_lets_the_longest_prefix_win_on_both_of_its_sides(self):
        ranges = laid("198.18.0.0/15", "198.18.4.0/24")

        found = [
            find(ranges, address) for address in ("198.18.3.255", "198.18.4.0", "198.18.4.255", "198.18.5.0")
        ]
        assert found == ["198.18.0.0/15", "198.18.4.0/24", "198.18.4.0/24", "198.18.0.0/15"]

    def test_finds_nothing_before_between_and_after(self):
        ranges = laid("192.0.2.0/25", "198.51.100.0/24")

        assert [find(ranges, a) for a in ("192.0.1.255", "192.0.2.128", "198.51.101.0")] == [None] * 3

    def test_keeps_the_first_of_two_equal_prefixes(self):
        ranges = flatten([(0, 9, "first"), (0, 9, "second")])

        assert ranges.find(5) == "first"

    def test_is_empty_of_nothing(self):
        assert len(flatten([])) == 0
        assert Ranges().find(1) is None


class TestNetworkBounds:
    def test_refuses_bits_beyond_the_length(self):
        with pytest.raises(ValueError, match="host bits"):
            network_bounds("192.0.2.1/24")
