from datetime import date

from tests.unit.reference.a_file import a_version
from waymark.reference.addresses import read_address
from waymark.reference.kinds import Kind
from waymark.reference.loaded_networks import Loaded, NetworkFacts, lay_out
from waymark.reference.networks import NetworkIndex
from waymark.reference.rows import NetworkRow

DAY = date(2026, 3, 2)
BOTH = ("ipv4", "ipv6")


def a_row(network, operator="Fern"):
    return NetworkRow(network, 6 if ":" in network else 4, None, operator)


def facts(address, *lists, on=DAY) -> NetworkFacts:
    """lists: (version, rows)."""
    networks = {version.id: lay_out(version, rows) for version, rows in lists}
    index = NetworkIndex(Loaded(networks, versions=tuple(version for version, _ in lists)))
    return index.at(on).facts(read_address(address))


class TestFacts:
    def test_take_the_longest_prefix_of_several_files_that_stand_together(self):
        wide = a_version(Kind.OPERATORS, number=1, covers=BOTH), [a_row("198.18.0.0/15", "Wide")]
        close = a_version(Kind.OPERATORS, number=2, covers=BOTH), [a_row("198.18.4.0/24", "Close")]

        for lists in ((wide, close), (close, wide)):
            found = facts("198.18.4.1", *lists).operator
            assert found is not None
            assert found.operator == "Close"

    def test_take_the_newer_file_over_the_older_and_the_older_where_the_newer_is_silent(self):
        old = (
            a_version(Kind.OPERATORS, number=1, covers=BOTH),
            [a_row("198.18.4.0/24", "Old"), a_row("198.19.0.0/16", "Old")],
        )
        new = (
            a_version(Kind.OPERATORS, number=2, covers=BOTH, valid_from=date(2026, 1, 1)),
            [a_row("198.18.0.0/16", "New")],
        )

        found = [facts(address, old, new).operator for address in ("198.18.4.1", "198.19.4.1")]

        assert [row and row.operator for row in found] == ["New", "Old"]

    def test_find_an_exit_only_while_it_was_one(self):
        then = (
            a_version(
                Kind.TOR_EXITS, number=1, covers=BOTH, valid_from=date(2026, 3, 1), valid_to=date(2026, 3, 5)
            ),
            [a_row("198.18.0.7/32")],
        )
        later = (
            a_version(Kind.TOR_EXITS, number=2, covers=BOTH, valid_from=date(2026, 3, 6)),
            [a_row("198.18.0.8/32")],
        )

        assert facts("198.18.0.7", then, later).is_tor_exit
        assert not facts("198.18.0.7", then, later, on=date(2026, 3, 6)).is_tor_exit

    def test_look_in_both_families_lists_though_loaded_apart(self):
        four = a_version(Kind.PRIVATE_RELAY, number=1, covers=("ipv4",)), [a_row("198.18.0.0/28")]
        six = (
            a_version(Kind.PRIVATE_RELAY, number=2, covers=("ipv6",), valid_from=DAY),
            [a_row("2001:db8::/64")],
        )

        assert facts("198.18.0.1", four, six).is_private_relay
        assert facts("2001:db8::1", four, six).is_private_relay
        assert not facts("2001:db8:1::1", four, six).is_private_relay


class TestNetworkIndex:
    def test_shares_a_view_between_days_with_the_same_versions(self):
        version = a_version(Kind.OPERATORS, covers=BOTH, valid_from=date(2026, 1, 1))
        index = NetworkIndex(Loaded({1: lay_out(version, [a_row("198.18.0.0/15")])}, versions=(version,)))

        assert index.at(DAY) is index.at(date(2026, 3, 3))
        assert index.at(DAY) is not index.at(date(2025, 12, 31))
