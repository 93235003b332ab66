"""Files in the shapes in which their publishers give them out, each made small."""

import io
import zipfile
from datetime import date

import pytest

from tests.unit.reference.a_file import a_file
from waymark.reference.databases import asn_of, marks_in
from waymark.reference.kinds import Kind
from waymark.reference.readers.containers import open_publication
from waymark.reference.readers.databases import read_about
from waymark.reference.readers.districts import read_districts
from waymark.reference.readers.networks import read_address_list, read_hosting_asns
from waymark.reference.readers.operators import read_operators
from waymark.reference.readers.postcodes import read_postcodes
from waymark.reference.readers.tables import WrongFile

ONSPD_2022 = (
    (
        "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,"
        "ctry,rgn,lat,long,pfa,imd"
    ),
    (
        '"XA1 1AA","XA1  1AA","XA1 1AA","198001","","E99999999","E99999999","E09000001","E05009288","E43000017",'
        '"0","0532500","0181500",1,"E92000001","E12000007",51.516,-0.093,"E23000034",1'
    ),
    (
        '"XA1 1AB","XA1  1AB","XA1 1AB","198001","200306","","","E09000001","","","1","0532500","0181500",9,'
        '"E92000001","",99.999999,0.000000,"E23000034",1'
    ),
)
ONSPD_2026 = (
    (
        "pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd,parncp25cd,usrtypind,east1m,north1m,"
        "gridind,lat,long,pfa23cd"
    ),
    (
        "XA1 1AA,XA1  1AA,XA1 1AA,198001,,E99999999,E99999999,E09000001,E05009288,E43000017,0,532500,181500,1,"
        "51.516,-0.093,E23000034"
    ),
)
CODE_POINT = "XA11AA,10,532500,181500,E92000001,E19000003,E18000007,,E09000001,E05009288"


class TestPostcodeDirectories:
    @pytest.mark.parametrize("lines", [ONSPD_2022, ONSPD_2026])
    def test_are_read_whatever_their_vintage(self, lines):
        first, *_ = read_postcodes(a_file(*lines))

        assert (first.key, first.lat, first.district_code, first.force_code, first.quality) == (
            "XA11AA",
            51.516,
            "E09000001",
            "E23000034",
            1,
        )

    def test_tell_what_has_ended_and_what_has_no_place(self):
        *_, ended = read_postcodes(a_file(*ONSPD_2022))

        assert (ended.ended_on, ended.lat, ended.lon) == (date(2003, 6, 1), None, None)

    def test_are_taken_from_the_zip_as_it_is_published(self, tmp_path):
        path = tmp_path / "codepo_gb.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("Doc/Code-Point_Open_Column_Headers.csv", "PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC\n")
            archive.writestr("Doc/licence.txt", "open")
            archive.writestr("Data/CSV/xa.csv", CODE_POINT + "\n")
            archive.writestr("Data/CSV/xb.csv", CODE_POINT.replace("XA", "XB") + "\n")

        with open_publication(path, Kind.POSTCODES) as streams:
            rows = [row for stream in streams for row in read_postcodes(stream)]

        assert [row.key for row in rows] == ["XA11AA", "XB11AA"]
        assert (rows[0].lat, rows[0].lon) == pytest.approx((51.517, -0.092), abs=1e-3)


class TestLookups:
    @pytest.mark.parametrize(
        "headings",
        [
            "LAD23CD,LAD23NM,CSP23CD,CSP23NM,PFA23CD,PFA23NM,ObjectId",
            "LTLA22CD,LTLA22NM,CSP22CD,CSP22NM,PFA22CD,PFA22NM,FID",
            "\ufeffLAD13CD,LAD13NM,CSP13CD,CSP13NM,PFA13CD,PFA13NM,FID",
        ],
    )
    def test_of_districts_are_read_whatever_their_vintage(self, headings):
        (row,) = read_districts(
            a_file(headings, '"E09000001","City of London","E22000001","X","E23000034","London, City of",1')
        )

        assert (row.code, row.force_code) == ("E09000001", "E23000034")


class TestLists:
    def test_of_tor_exits_are_read_as_the_project_gives_them_out(self):
        published = a_file(
            "ExitNode 0011BD2485AD45D984EC4159C88FC066E5E3300E",
            "Published 2026-08-22 03:07:05",
            "LastStatus 2026-08-22 09:00:00",
            "ExitAddress 198.51.100.7 2026-08-22 09:06:44",
        )

        assert [row.network for row in read_address_list(published, "tor-exits")] == ["198.51.100.7/32"]

    def test_of_relay_ranges_are_read_as_apple_gives_them_out(self):
        published = a_file("198.51.100.0/31,GB,GB-EN,London,", "2001:db8::/64,GB,GB-EN,London,")

        assert [row.family for row in read_address_list(published, "private-relay")] == [4, 6]

    @pytest.mark.parametrize(
        "lines",
        [
            ("@type tordnsel 1.0", "Downloaded 2026-08-22 02:02:00", "ExitAddress 198.51.100.7 2026-08-22 00:06:36"),
            ('{"relays": [{"flags": ["Exit"], "or_addresses": ["198.51.100.7:9001"]},',
             '{"flags": ["Running"], "or_addresses": ["198.51.100.8:9001"]}]}'),
            ('{"relays": [{"or_addresses": ["198.51.100.8:443"], "exit_addresses": ["198.51.100.7"]}]}',),
            ('["198.51.100.7"]',),
        ],
    )  # fmt: skip
    def test_of_tor_exits_are_read_in_each_shape_of_its_archives(self, lines):
        assert [row.network for row in read_address_list(a_file(*lines), "tor-exits")] == ["198.51.100.7/32"]

    def test_of_a_registry_give_the_ranges_of_great_britain_alone(self):
        published = a_file(
            "2|ripencc|1755817199|3|19830705|20260821|+0100",
            "ripencc|*|ipv4|*|2|summary",
            "ripencc|GB|ipv4|198.18.0.0|384|20200101|allocated|a1",
            "ripencc|FR|ipv4|203.0.113.0|256|20200101|allocated|a2",
            "ripencc|GB|ipv6|2001:db8::|32|20200101|allocated|a1",
            "ripencc|GB|asn|64496|1|20200101|allocated|a1",
        )

        assert [row.network for row in read_address_list(published, "gb-ranges")] == [
            "198.18.0.0/24",
            "198.18.1.0/25",
            "2001:db8::/32",
        ]

    def test_of_all_the_worlds_ranges_are_no_list_of_great_britains(self):
        published = a_file("network,geoname_id,registered_country_geoname_id", "198.51.100.0/24,1,1")

        with pytest.raises(WrongFile, match="a column country"):
            list(read_address_list(published, "gb-ranges"))

    @pytest.mark.parametrize(
        "lines",
        [
            ("network,autonomous_system_number,autonomous_system_organization", "198.51.100.0/24,64496,Fern"),
            (
                "198.51.100.0\t198.51.100.255\t64496\tGB\tFern",
                "203.0.113.0\t203.0.113.255\t0\tNone\tNot routed",
            ),
            ('{"asn": 64496, "description": "Fern", "subnets": {"ipv4": ["198.51.100.0/24"], "ipv6": []}}',),
            ("# AS64496 (Fern)", "# Fern Limited", "#", "198.51.100.0/24"),
        ],
    )
    def test_of_who_holds_an_address_say_nothing_of_what_is_provided(self, lines):
        (row,) = read_operators(a_file(*lines))

        assert (row.network, row.asn, row.operator, row.access) == ("198.51.100.0/24", 64496, "Fern", "")

    def test_of_vpn_companies_are_told_apart_by_their_own_heading(self):
        published = a_file("# VPN", "AS64496 # made", "# Hosting", "64497")

        assert [row.is_vpn for row in read_hosting_asns(published)] == [True, False]

    def test_of_hosting_companies_are_read_as_bare_numbers(self):
        assert [row.asn for row in read_hosting_asns(a_file("AS64496 # made", "64497"))] == [64496, 64497]


def a_database(record, path) -> bytes:
    from mmdb_writer import MMDBWriter
    from netaddr import IPSet  # type: ignore[import-untyped]

    writer = MMDBWriter(4, "made", languages=["en"], description="made")
    writer.insert_network(IPSet(["198.51.100.0/24"]), record)
    writer.to_db_file(str(path))
    content: bytes = path.read_bytes()
    return content


class TestDatabases:
    @pytest.mark.parametrize(
        ("record", "asn"),
        [
            ({"autonomous_system_number": 64496, "autonomous_system_organization": "Made"}, (64496, "Made")),
            ({"autonomous_system_number": 64496, "isp": "Made", "organization": "Other"}, (64496, "Made")),
            ({"asn": "AS64496", "as_name": "Made", "country": "GB"}, (64496, "Made")),
        ],
    )
    def test_of_numbers_are_known_by_any_maker(self, record, asn, tmp_path):
        about = read_about(a_database(record, tmp_path / "made.mmdb"), Kind.ASN)

        assert about.database_type == "made"
        assert asn_of(record) == asn

    @pytest.mark.parametrize(
        ("record", "mark"),
        [
            ({"is_anonymous": True, "is_anonymous_vpn": True}, "is_anonymous_vpn"),
            ({"connection_type": "Cellular"}, "cellular"),
            ({"vpn": "true", "hosting": "", "service": "made"}, "is_anonymous_vpn"),
            ({"hosting": True, "vpn": False}, "is_hosting_provider"),
            ({"traits": {"is_tor_exit_node": True}}, "is_tor_exit_node"),
            ({"relay": "true"}, "is_private_relay"),
        ],
    )
    def test_say_the_same_of_a_connection_whoever_made_them(self, record, mark, tmp_path):
        read_about(a_database(record, tmp_path / "made.mmdb"), Kind.GEOIP)

        assert mark in marks_in(record)


def test_a_directory_of_another_kind_is_refused_with_what_was_expected(tmp_path):

    path = tmp_path / "wrong.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("picture.bin", io.BytesIO(b"0").read())

    with pytest.raises(WrongFile, match="a file ending in"), open_publication(path, Kind.POSTCODES):
        pass
