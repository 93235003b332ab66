"""Identifiers in one comparable form."""

import pytest

from waymark.referrals.identifiers import (
    DOTLESS,
    TAGGED,
    IdentifierKind,
    identifiers_of_addition,
    identifiers_of_detail,
    ip_key,
    ip_line_key,
    key_of,
    loose_email_key,
)
from waymark.referrals.types import Addition, Contact, IncidentDetail


class TestLooseEmailKey:
    def test_leaves_out_dots_and_tags_where_the_provider_ignores_them(self):
        keys = {loose_email_key(f"In.Vented+shop@{domain}") for domain in DOTLESS}

        assert {key.partition("@")[0] for key in keys} == {"invented"}
        assert len(keys) == 1

    def test_leaves_out_only_the_tag_where_dots_tell_people_apart(self):
        for domain in TAGGED - DOTLESS:
            assert loose_email_key(f"in.vented+shop@{domain}").partition("@")[0] == "in.vented"

    def test_knows_a_provider_by_its_name_whichever_domain_it_is_under(self):
        assert loose_email_key("in.vented+a@gmail.example") == loose_email_key("Invented@gmail.example")

    def test_leaves_out_a_tag_and_no_dot_where_the_provider_is_not_known(self):
        assert loose_email_key("in.vented+a@example.com") == "in.vented@example.com"

    @pytest.mark.parametrize("text", ["+a@example.com", "not an address", ""])
    def test_is_empty_where_nothing_is_left(self, text):
        assert loose_email_key(text) == ""


class TestIdentifiersOfAnAddition:
    def test_are_marked_as_mined(self):
        mined = Addition(
            "found_in_text", "/x", "From", "Somebody <a@example.com>, $invented9, +44 7700 900123"
        )

        found = {(each.kind, each.key, each.role) for each in identifiers_of_addition(mined)}

        assert found == {
            (IdentifierKind.EMAIL, "a@example.com", "found_in_text"),
            (IdentifierKind.EMAIL_LOOSE, "a@example.com", "found_in_text"),
            (IdentifierKind.PAYMENT, "$invented9", "found_in_text"),
            (IdentifierKind.PHONE, "+447700900123", "found_in_text"),
        }

    def test_are_none_of_what_a_clearing_house_added(self):
        added = Addition("law_enforcement_contact", "D", "Email", "desk@example.com")

        assert list(identifiers_of_addition(added)) == []


class TestIpKey:
    @pytest.mark.parametrize(
        "text",
        [
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "127.0.0.1",
            "169.254.1.1",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "fe80::1",
            "::ffff:10.0.0.1",
        ],
    )
    def test_is_empty_for_an_address_that_is_in_use_everywhere(self, text):
        assert ip_key(text) == ""

    @pytest.mark.parametrize("text", ["198.51.100.7", "2001:db8::1"])
    def test_is_the_address_where_it_is_one_line_s(self, text):
        assert ip_key(f" {text} ") == text


class TestIpLineKey:
    def test_is_one_for_all_devices_of_a_line(self):
        assert ip_line_key("2001:db8:1:2::1") == ip_line_key("2001:DB8:1:2:ffff::9") == "2001:db8:1:2::/64"

    @pytest.mark.parametrize("text", ["198.51.100.7", "::ffff:198.51.100.7", "fe80::1", "not: an address"])
    def test_is_empty_for_anything_but_an_ipv6_line(self, text):
        assert ip_line_key(text) == ""


class TestIdentifiersOfDetail:
    def test_leave_out_addresses_that_are_nobodys(self):
        detail = IncidentDetail(
            1, "email", emails=(Contact("no-reply@example.com"), Contact("x@example.com"))
        )

        assert {each.value for each in identifiers_of_detail(detail)} == {"x@example.com"}


class TestKeyOf:
    def test_is_the_comparable_form_of_what_an_officer_names(self):
        assert key_of(IdentifierKind.EMAIL, " X@Example.com ") == "x@example.com"
        assert key_of(IdentifierKind.IP, "198.51.100.7") == "198.51.100.7"

    def test_is_empty_for_what_words_alone_cannot_name(self):
        assert key_of(IdentifierKind.DEVICE, "a device") == ""
