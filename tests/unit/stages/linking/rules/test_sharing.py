import ipaddress

import pytest

from waymark.referrals.identifiers import IdentifierKind
from waymark.stages.linking.rules.comparison import SHARED_BY_TOO_MANY
from waymark.stages.linking.rules.sharing import ALONE, WIDEST, Label, Labels, NoNetwork, network_of

IP = IdentifierKind.IP


def of(text, label):
    return ipaddress.ip_network(text), label


class TestLabels:
    def test_leave_the_limit_of_what_nobody_labelled(self):
        assert Labels().limit(1, IP, "198.51.100.7") == SHARED_BY_TOO_MANY[IP]

    def test_let_nothing_labelled_shared_propose(self):
        assert Labels({1: Label.SHARED}).limit(1, IP, "198.51.100.7") == ALONE

    def test_of_a_network_hold_for_its_addresses_alone(self):
        labels = Labels(networks=[of("198.51.100.0/24", Label.SHARED)])

        assert labels.limit(1, IP, "198.51.100.7") == ALONE
        assert labels.limit(1, IP, "203.0.113.7") == SHARED_BY_TOO_MANY[IP]
        assert (
            labels.limit(1, IdentifierKind.HANDLE, "198.51.100.7")
            == SHARED_BY_TOO_MANY[IdentifierKind.HANDLE]
        )

    def test_of_an_address_go_before_those_of_its_network(self):
        labels = Labels({1: Label.OWN}, [of("198.51.100.0/24", Label.SHARED)])

        assert labels.limit(1, IP, "198.51.100.7") == WIDEST

    def test_of_the_narrowest_network_decide(self):
        labels = Labels(networks=[of("198.51.100.0/24", Label.SHARED), of("198.51.100.0/28", Label.OWN)])

        assert labels.of(1, IP, "198.51.100.7") is Label.OWN
        assert labels.of(1, IP, "198.51.100.77") is Label.SHARED

    def test_of_an_ipv6_network_hold_for_the_lines_in_it(self):
        labels = Labels(networks=[of("2001:db8::/32", Label.SHARED)])

        assert labels.limit(1, IdentifierKind.IP_LINE, "2001:db8:1:2::/64") == ALONE

    def test_say_nothing_of_an_address_that_cannot_be_read(self):
        labels = Labels(networks=[of("198.51.100.0/24", Label.SHARED)])

        assert labels.of(1, IP, "not an address") is Label.UNLABELLED


class TestNetworkOf:
    def test_reads_an_address_within_a_network_as_the_network(self):
        assert str(network_of(" 198.51.100.7/24 ")) == "198.51.100.0/24"

    def test_refuses_anything_else(self):
        with pytest.raises(NoNetwork, match=r"198\.51\.100\.0/24"):
            network_of("the library")
