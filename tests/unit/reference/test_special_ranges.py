import ipaddress

import pytest

from waymark.reference.special_ranges import (
    SPECIAL_RANGES,
    Special,
    SpecialRange,
    find_special_ipv4,
    find_special_ipv6,
)


def find(address) -> SpecialRange | None:
    parsed = ipaddress.ip_address(address)
    return (find_special_ipv4 if parsed.version == 4 else find_special_ipv6)(int(parsed))


class TestSpecialRanges:
    def test_name_an_rfc_each(self):
        assert all(row.rfc.startswith("RFC ") for row in SPECIAL_RANGES)

    @pytest.mark.parametrize(
        "address",
        [
            "10.1.2.3",
            "172.31.255.255",
            "192.168.0.1",
            "127.0.0.1",
            "255.255.255.255",
            "::1",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "4000::1",
            "5f00::1",
        ],
    )
    def test_hold_what_is_nobodys(self, address):
        assert (found := find(address))
        assert found.special is Special.RESERVED

    @pytest.mark.parametrize(
        "address",
        ["192.0.2.1", "198.51.100.1", "203.0.113.1", "198.19.255.255", "240.0.0.1", "2001:db8::1", "3fff::1"],
    )
    def test_hold_what_is_set_aside_for_invention(self, address):
        assert (found := find(address))
        assert found.special is Special.INVENTED

    def test_hold_the_inside_of_carrier_grade_nat(self):
        assert (found := find("100.127.255.255"))
        assert found.special is Special.SHARED

    @pytest.mark.parametrize(
        "address",
        ["9.255.255.255", "11.0.0.0", "172.32.0.0", "100.128.0.0", "198.20.0.0", "2a00::1", "2001:4860::1"],
    )
    def test_leave_the_internet_alone(self, address):
        assert find(address) is None
