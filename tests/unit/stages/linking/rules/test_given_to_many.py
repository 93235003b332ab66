"""Addresses that many people have at once, by what reference data say."""

import pytest

from waymark.reference.loaded_networks import NetworkFacts
from waymark.reference.rows import HostingRow, NetworkRow
from waymark.stages.linking.rules.given_to_many import is_given_to_many


def facts(access="", **known):
    operator = NetworkRow("198.18.0.0/16", 4, 64496, "Lark", "Lark Ltd", access)
    return NetworkFacts(
        operator, 64496, "Lark", None, None, is_tor_exit=False, is_private_relay=False
    )._replace(**known)


class TestIsGivenToMany:
    @pytest.mark.parametrize(
        "access", ["mobile", "CGNAT", "fixed, carrier NAT", "VPN exits", "hotspots", "4G"]
    )
    def test_says_so_of_what_its_operator_calls_shared(self, access):
        assert is_given_to_many(facts(access), is_ipv6=False)

    @pytest.mark.parametrize("access", ["fixed", "fibre", "fixed and mobile", "", "business"])
    def test_leaves_a_line_and_what_nobody_knows(self, access):
        assert not is_given_to_many(facts(access), is_ipv6=False)

    @pytest.mark.parametrize(
        "known",
        [
            {"is_tor_exit": True},
            {"is_private_relay": True},
            {"hosting": HostingRow(64496, "Lark", is_vpn=False)},
            {"database_marks": ("cellular",)},
            {"database_marks": ("is_anonymous_vpn",)},
        ],
    )
    def test_says_so_of_what_stands_on_a_list(self, known):
        assert is_given_to_many(facts(**known), is_ipv6=False)

    def test_leaves_a_handset_its_own_line_of_ipv6(self):
        assert not is_given_to_many(facts("mobile"), is_ipv6=True)
