from __future__ import annotations

import re
from ipaddress import ip_address, ip_network

import pytest

from tests.unit.synthetic.invented import documents_of, elements_of
from waymark.synthetic import words
from waymark.synthetic.events import MALFORMED_ADDRESSES
from waymark.synthetic.networks import NETWORKS
from waymark.synthetic.people import imei_of

RESERVED = [
    ip_network(prefix)
    for prefix in (
        "192.0.2.0/24",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "198.18.0.0/15",
        "240.0.0.0/4",
        "2001:db8::/32",
        "3fff::/20",
    )
]
RESERVED_DOMAIN = re.compile(r"(.+\.)?(example|test|invalid|example\.(com|org|net))")
# Ofcom's numbers for drama, without spaces and without the leading nought.
DRAMA = re.compile(r"0?(7700900|2079460|1632960|(113|114|115|116|117|118|121|131|141|151|161)4960)\d{3}")
# No UK postcode begins with X, no ZIP code is below 00501, and no Canadian postal code begins with Z.
IMPOSSIBLE_POSTCODE = re.compile(r"X[A-HJ-Y]\d \d[A-Z]{2}|00000|Z0Z 0Z0")
# What looks like an address of the internet in any text: dotted quads and whole IPv6 addresses.
QUAD = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
DOMAIN = re.compile(r"https?://([^/\s\"<]+)|[\w.+-]+@([\w.-]+)")


def texts_of(*names: str, profile: str = "desk", referrals: int = 300) -> list[str]:
    return [
        element.text or "" for _, element in elements_of(profile, referrals=referrals) if element.tag in names
    ]


@pytest.mark.parametrize(
    ("profile", "referrals"), [("desk", 300), ("national", 60), ("viral", 60), ("bench", 20)]
)
class TestEveryInventedDocument:
    def test_has_no_ip_address_outside_the_reserved_ranges(self, profile, referrals):
        addresses = set(texts_of("ipAddress", profile=profile, referrals=referrals)) - set(
            MALFORMED_ADDRESSES
        )

        outside = [each for each in addresses if not any(ip_address(each) in network for network in RESERVED)]

        assert addresses
        assert outside == []

    def test_has_no_dotted_quad_outside_them_in_any_text_or_attribute(self, profile, referrals):
        contents = [each.content.decode() for each in documents_of(profile, referrals=referrals)]
        quads = {quad for content in contents for quad in QUAD.findall(content)} - set(MALFORMED_ADDRESSES)

        assert [each for each in quads if not any(ip_address(each) in network for network in RESERVED)] == []

    def test_has_no_domain_that_somebody_could_own(self, profile, referrals):
        contents = [each.content.decode() for each in documents_of(profile, referrals=referrals)]
        found = {first or second for content in contents for first, second in DOMAIN.findall(content)}

        # The schema's own name and address stand on each root, as real reporters write them.
        owned = {each for each in found if not RESERVED_DOMAIN.fullmatch(each)}
        assert owned <= {"www.w3.org", "report.cybertip.org"}

    def test_has_only_e_mail_addresses_at_reserved_domains(self, profile, referrals):
        addresses = texts_of("email", "emailAddress", profile=profile, referrals=referrals)

        assert addresses
        assert [each for each in addresses if not RESERVED_DOMAIN.fullmatch(each.partition("@")[2])] == []

    def test_has_only_telephone_numbers_kept_for_drama(self, profile, referrals):
        numbers = texts_of("phone", "phoneNumber", profile=profile, referrals=referrals)

        assert [each for each in numbers if not DRAMA.fullmatch(each.replace(" ", ""))] == []

    def test_has_only_postcodes_that_cannot_exist(self, profile, referrals):
        codes = texts_of("zipCode", profile=profile, referrals=referrals)

        assert [each for each in codes if not IMPOSSIBLE_POSTCODE.fullmatch(each)] == []

    def test_names_only_invented_people(self, profile, referrals):
        surnames = {start + end for start in words.SURNAME_STARTS for end in words.SURNAME_ENDS}

        assert set(texts_of("lastName", profile=profile, referrals=referrals)) <= surnames
        assert set(texts_of("firstName", profile=profile, referrals=referrals)) <= set(words.FIRST_NAMES)


class TestTheNetworks:
    def test_lie_in_reserved_ranges_whole(self):
        outside = [
            each.prefix
            for each in NETWORKS
            for network in [ip_network(each.prefix)]
            if not any(network[0] in reserved and network[-1] in reserved for reserved in RESERVED)
        ]

        assert outside == []

    def test_have_numbers_kept_for_documentation(self):
        assert {each.operator.asn for each in NETWORKS} <= set(range(64496, 64512))


class TestAnIMEI:
    def test_is_fifteen_digits_of_a_test_device(self):
        assert re.fullmatch(r"00\d{13}", imei_of(123_456))

    def test_ends_in_its_check_digit_by_luhn(self):
        digits = [int(digit) for digit in imei_of(987_654_321)]

        doubled = [digit * 2 if place % 2 else digit for place, digit in enumerate(digits)]
        assert sum(sum(divmod(digit, 10)) for digit in doubled) % 10 == 0
