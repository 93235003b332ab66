"""What two reports write differently and mean alike; and what must stay apart."""

import pytest

from waymark.referrals.comparable import (
    birth_key,
    name_key,
    payment_key,
    place_key,
    postcode_key,
    url_key,
)
from waymark.referrals.devices import device_key


class TestBirthKey:
    @pytest.mark.parametrize(
        "text", ["1984-03-25", "25/03/1984", "25.3.1984", "3-25-1984", "25 March 1984", "Mar 25, 1984"]
    )
    def test_is_one_for_every_way_to_write_a_date_that_has_one_meaning(self, text):
        assert birth_key(text) == "1984-03-25"

    @pytest.mark.parametrize("text", ["03/04/1984", "1900-01-01", "1984", "31/02/1984", "soon", ""])
    def test_is_empty_where_the_date_is_none_or_could_be_two(self, text):
        assert birth_key(text) == ""


class TestNameKey:
    def test_leaves_out_case_accents_and_signs(self):
        assert name_key("Zoë", "O'Invented-Name") == name_key("ZOE", "OInvented Name")

    def test_is_empty_for_one_part_alone(self):
        assert name_key("Zoë", "") == ""


class TestPlaceKey:
    def test_is_one_door_however_its_street_is_written(self):
        long = place_key("14 Example Street", postcode="zz1 9zz")
        short = place_key("14, Example St., Exampleville ZZ1 9ZZ")

        assert long == short != ""

    def test_keeps_two_doors_of_one_postcode_apart(self):
        assert place_key("14 Example Street", postcode="ZZ1 9ZZ") != place_key(
            "16 Example St", postcode="ZZ19ZZ"
        )

    @pytest.mark.parametrize(("lines", "postcode"), [("", "ZZ1 9ZZ"), ("14 Example Street", ""), ("", "")])
    def test_is_empty_where_no_door_is_named(self, lines, postcode):
        assert place_key(lines, postcode=postcode) == ""


class TestPostcodeKey:
    def test_is_written_with_one_space(self):
        assert postcode_key(" zz19zz ") == "ZZ1 9ZZ"


class TestDeviceKey:
    def test_takes_an_imei_and_its_software_version_for_one_device(self):
        assert device_key("IMEI", "49-015420-323751-8") == device_key("imeisv", "4901542032375101")

    def test_takes_a_network_card_for_one_however_it_is_separated(self):
        assert device_key("MAC", "00:00:5E:00:53:AF") == device_key("mac address", "00-00-5e-00-53-af")

    def test_keeps_one_text_of_two_kinds_apart(self):
        assert device_key("SSID", "invented") != device_key("Advertising ID", "invented")


class TestPaymentKey:
    def test_takes_a_name_and_its_page_for_one_account(self):
        assert payment_key("$Invented9") == payment_key("https://cash.app/$invented9") == "$invented9"

    def test_keeps_one_name_with_two_companies_apart(self):
        assert payment_key("https://paypal.me/invented9") == "paypal.me/invented9"

    def test_reads_an_iban_only_where_its_check_holds(self):
        assert payment_key("GB82 WEST 1234 5698 7654 32") == "GB82WEST12345698765432"
        assert payment_key("GB83 WEST 1234 5698 7654 32") == ""


class TestUrlKey:
    def test_leaves_out_who_passed_it_on_and_keeps_whom_it_names(self):
        shared = url_key("https://m.example.com/profile.php?id=42&utm_source=x#top")

        assert (
            shared == url_key("http://www.example.com/profile.php?id=42") == "example.com/profile.php?id=42"
        )
