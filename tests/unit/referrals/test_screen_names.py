"""Names that people choose: alike however they are written, and told apart by how few choose them."""

import pytest

from waymark.referrals.devices import device_key
from waymark.referrals.screen_names import RARE, TELLING, alias_key, bits_of


class TestAliasKey:
    @pytest.mark.parametrize(
        "written",
        [
            "Night.Heron_77",
            "xX_NightHeron77_Xx",
            "nightheron77@example.com",
            "@nightheron77official",
            "the.night.heron77",
            "xXx_x.nightheron77.x_xXx",
            "nightheron77",
        ],
    )
    def test_is_one_however_it_is_written(self, written):
        assert alias_key(written) == "nightheron77"

    def test_takes_no_more_from_before_than_stands_behind(self):
        assert alias_key("xX_xavierheron77_Xx") == alias_key("xavierheron77") == "xavierheron77"

    @pytest.mark.parametrize("written", ["dave123", "j.smith", "", "n/a", "xxx"])
    def test_is_empty_for_what_many_choose(self, written):
        assert alias_key(written) == ""


class TestBitsOf:
    def test_tell_a_common_name_from_one_that_nobody_else_has(self):
        assert bits_of("dave123") < TELLING < RARE <= bits_of("winterheron7741")


class TestDeviceKey:
    @pytest.mark.parametrize(
        "given", ["9774d56d682e549c", "02:00:00:00:00:00", "00000000-0000-0000-0000-000000000000", "unknown"]
    )
    def test_is_empty_for_what_every_device_of_a_kind_gives(self, given):
        assert device_key("Android ID", given) == ""

    def test_is_one_for_a_long_identifier_whatever_it_is_called(self):
        one = device_key("IDFA", "17344420-D523-4E0C-8ABE-5D205B18AFBF")

        assert one == device_key("Advertising ID", "17344420d5234e0c8abe5d205b18afbf")
