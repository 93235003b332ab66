from __future__ import annotations

import csv
import json
from io import StringIO
from ipaddress import IPv4Address, IPv4Network, IPv6Address, ip_address, ip_network
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from shapely.geometry import Point, shape

from tests.unit.synthetic.invented import elements_of
from waymark.synthetic.events import MALFORMED_ADDRESSES
from waymark.synthetic.places import PLACES
from waymark.synthetic.reference import reference_files
from waymark.synthetic.world import world_of

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

SHARED = Path(__file__).parents[4] / "shared" / "data"
SEED = 7
KINDS = {
    "force-areas",
    "districts",
    "postcodes",
    "outward-codes",
    "operators",
    "hosting-asns",
    "tor-exits",
    "private-relay",
    "gb-ranges",
}
# The real public file of the same shape as each table.
REAL_TABLES = {
    "operators": "ip/uk_isp_ipv4_prefixes.csv",
    "hosting-asns": "ip/hosting_vpn_asns.csv",
    "postcodes": "geo/unit_postcode_sample_gb.csv",
    "outward-codes": "geo/outward_code_to_pfa_gb.csv",
    "districts": "geo/lad_any_vintage_to_pfa_uk.csv",
}


def text_of(kind: str) -> str:
    return reference_files(SEED)[kind][1].decode()


def rows_of(kind: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text_of(kind))))


def areas(text: str) -> dict[str, BaseGeometry]:
    return {
        feature["properties"]["pfa_code"]: shape(feature["geometry"])
        for feature in json.loads(text)["features"]
    }


def addresses_in_documents(profile: str, referrals: int) -> list[IPv4Address | IPv6Address]:
    elements = elements_of(profile, referrals=referrals)
    written = {element.text or "" for _, element in elements if element.tag == "ipAddress"}
    return [ip_address(each) for each in written - set(MALFORMED_ADDRESSES)]


class TestTheReferenceFiles:
    def test_are_one_of_each_kind(self):
        assert set(reference_files(SEED)) == KINDS

    def test_have_names_of_their_own(self):
        names = [name for name, _ in reference_files(SEED).values()]

        assert len(set(names)) == len(KINDS)

    def test_are_the_same_bytes_for_the_same_seed(self):
        assert reference_files(SEED) == reference_files(SEED)

    def test_differ_with_the_seed_where_the_world_does(self):
        assert reference_files(1)["tor-exits"] != reference_files(2)["tor-exits"]

    @pytest.mark.shared
    @pytest.mark.skipif(not SHARED.is_dir(), reason="the public reference data is not beside the project")
    @pytest.mark.parametrize("kind", sorted(REAL_TABLES))
    def test_have_the_columns_of_the_real_ones(self, kind):
        real = (SHARED / REAL_TABLES[kind]).read_text(encoding="utf-8-sig").splitlines()[0]

        assert text_of(kind).splitlines()[0] == real


class TestTheOperators:
    @pytest.mark.parametrize(("profile", "referrals"), [("desk", 300), ("bench", 20)])
    def test_hold_every_address_that_the_documents_name(self, profile, referrals):
        networks = [ip_network(row["prefix"]) for row in rows_of("operators")]

        unknown = [
            each
            for each in addresses_in_documents(profile, referrals)
            if not any(each in network for network in networks)
        ]
        assert unknown == []

    def test_list_a_mobile_range_inside_a_fixed_one(self):
        inner, outer = IPv4Network("240.16.255.0/24"), IPv4Network("240.16.0.0/16")
        access = {ip_network(row["prefix"]): row["access"] for row in rows_of("operators")}

        assert inner.subnet_of(outer)
        assert (access[inner], access[outer]) == ("mobile", "fixed and business")

    def test_list_no_prefix_twice(self):
        prefixes = [row["prefix"] for row in rows_of("operators")]

        assert len(set(prefixes)) == len(prefixes)


class TestTheHostingCompanies:
    def test_are_among_the_operators(self):
        assert {row["asn"] for row in rows_of("hosting-asns")} <= {row["asn"] for row in rows_of("operators")}

    def test_say_which_sells_a_vpn(self):
        names = [row["name"] for row in rows_of("hosting-asns") if row["in_x4b_vpn"] == "1"]

        assert names == ["Veilport Invented VPN Ltd"]


class TestTheRanges:
    def test_registered_under_gb_leave_out_operators_abroad(self):
        british = [ip_network(line) for line in text_of("gb-ranges").split()]

        assert not any(ip_address("240.128.0.9") in network for network in british)
        assert any(ip_address("198.18.4.7") in network for network in british)

    def test_of_tor_are_forty_single_addresses(self):
        assert [ip_network(line).prefixlen for line in text_of("tor-exits").split()] == [32] * 40

    def test_of_the_relay_are_of_both_families(self):
        assert {ip_network(line).version for line in text_of("private-relay").split()} == {4, 6}


class TestThePostcodes:
    def test_are_each_listed_once(self):
        codes = [row["postcode"] for row in rows_of("postcodes")]

        assert len(set(codes)) == len(codes) == len(world_of(SEED).postcodes)

    def test_lie_in_the_force_area_that_they_name(self):
        forces = areas(text_of("force-areas"))

        assert all(
            forces[row["pfa_code"]].contains(Point(float(row["lon"]), float(row["lat"])))
            for row in rows_of("postcodes")
        )

    def test_name_a_district_that_names_the_same_force(self):
        forces = {row["lad_code"]: row["pfa_code"] for row in rows_of("districts")}

        assert all(forces[row["lad22_code"]] == row["pfa_code"] for row in rows_of("postcodes"))

    @pytest.mark.shared
    @pytest.mark.skipif(not SHARED.is_dir(), reason="the public reference data is not beside the project")
    def test_lie_in_the_same_force_s_real_area(self):
        real = areas((SHARED / "geo/force_areas_uk_from_lad2013.geojson").read_text(encoding="utf-8"))

        outside = [
            row["postcode"]
            for row in rows_of("postcodes")
            if not real[row["pfa_code"]].contains(Point(float(row["lon"]), float(row["lat"])))
        ]
        assert outside == []


class TestTheOutwardCodes:
    def test_share_one_between_two_forces(self):
        forces = [row["pfa_code"] for row in rows_of("outward-codes") if row["outward_code"] == "XC1"]

        assert forces == ["E23000005", "E23000010"]

    def test_have_shares_that_add_up_to_one(self):
        totals: dict[str, float] = {}
        for row in rows_of("outward-codes"):
            totals[row["outward_code"]] = totals.get(row["outward_code"], 0) + float(row["share"])

        assert all(total == pytest.approx(1, abs=1e-4) for total in totals.values())


class TestTheForceAreas:
    def test_are_valid_and_do_not_overlap(self):
        shapes = list(areas(text_of("force-areas")).values())

        assert all(each.is_valid for each in shapes)
        assert all(a.intersection(b).area == 0 for a in shapes for b in shapes if a is not b)

    def test_let_two_forces_share_an_edge(self):
        forces = areas(text_of("force-areas"))

        assert forces["E23000010"].intersection(forces["E23000005"]).length > 0

    def test_surround_every_place(self):
        forces = areas(text_of("force-areas"))

        assert all(
            forces[place.pfa_code].contains(Point(place.longitude, place.latitude)) for place in PLACES
        )


class TestAPosition:
    def test_of_a_telephone_lies_in_a_force_area(self):
        forces = areas(text_of("force-areas")).values()
        points = [
            Point(float(element.findtext("longitude", "")), float(element.findtext("latitude", "")))
            for _, element in elements_of()
            if element.tag == "cellPhoneIncident" and element.find("latitude") is not None
        ]

        assert points
        assert all(any(force.contains(point) for force in forces) for point in points)
