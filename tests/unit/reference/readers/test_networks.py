import pytest

from tests.unit.reference.a_file import a_file
from waymark.reference.readers.networks import read_address_list, read_hosting_asns
from waymark.reference.readers.operators import read_operators
from waymark.reference.readers.tables import WrongFile
from waymark.reference.rows import HostingRow, NetworkRow


class TestReadOperators:
    def test_reads_prefix_operator_and_access(self):
        read = read_operators(
            a_file("Prefix,ASN,Brand,Holder,Access", "192.0.2.0/24,AS64496,Fern,Fern Ltd,Fixed and Mobile")
        )

        assert list(read) == [NetworkRow("192.0.2.0/24", 4, 64496, "Fern", "Fern Ltd", "fixed and mobile")]

    def test_does_without_number_and_access(self):
        assert next(read_operators(a_file("network,operator", "2001:DB8::/32,Fern"))) == NetworkRow(
            "2001:db8::/32", 6, None, "Fern"
        )

    @pytest.mark.parametrize("prefix", ["192.0.2.1/24", "192.0.2", "", "192.0.2.0/33", "Fern"])
    def test_refuses_what_is_no_prefix_with_its_row(self, prefix):
        with pytest.raises(WrongFile, match="in row 2"):
            list(read_operators(a_file("prefix,brand", f"{prefix},Fern")))

    def test_refuses_a_number_that_is_none(self):
        with pytest.raises(WrongFile, match="an AS number"):
            list(read_operators(a_file("prefix,brand,asn", "192.0.2.0/24,Fern,4294967296")))


class TestReadHostingAsns:
    def test_marks_a_vpn_by_any_column_so_called(self):
        read = read_hosting_asns(
            a_file("asn,name,in_x4b_datacenter,in_x4b_vpn", "64500,Veil,0,1", '64501,"Loft, GB",1,0')
        )

        assert list(read) == [HostingRow(64500, "Veil", True), HostingRow(64501, "Loft, GB", False)]

    def test_reads_a_bare_list_with_comments(self):
        read = read_hosting_asns(a_file("# data centres", "AS64500 # Loft", "64501"))

        assert [row.asn for row in read] == [64500, 64501]


class TestReadAddressList:
    def test_reads_addresses_prefixes_and_comments(self):
        read = read_address_list(
            a_file("# exits", "192.0.2.7", "", "198.51.100.0/28 # relay", "2001:db8::/45"), "tor-exits"
        )

        assert [row.network for row in read] == ["192.0.2.7/32", "198.51.100.0/28", "2001:db8::/45"]

    def test_reads_the_egress_file_as_its_publisher_gives_it(self):
        read = read_address_list(
            a_file("192.0.2.0/27,GB,GB-EN,London,", "2001:db8::/64,GB,,,"), "private-relay"
        )

        assert [row.family for row in read] == [4, 6]

    def test_reads_the_tor_project_s_own_list(self):
        lines = (
            "ExitNode 0011BD2485AD45D984EC4159C88FC066E5E3300E",
            "Published 2026-01-01 00:00:00",
            "LastStatus 2026-01-01 01:00:00",
            "ExitAddress 192.0.2.7 2026-01-01 01:01:01",
        )

        assert [row.network for row in read_address_list(a_file(*lines), "tor-exits")] == ["192.0.2.7/32"]

    def test_gives_the_same_prefix_once(self):
        assert len(list(read_address_list(a_file("192.0.2.7", "192.0.2.7/32"), "tor-exits"))) == 1

    def test_refuses_a_line_that_is_no_address(self):
        with pytest.raises(WrongFile, match="in row 2"):
            list(read_address_list(a_file("192.0.2.7", "exit.example.net"), "tor-exits"))
