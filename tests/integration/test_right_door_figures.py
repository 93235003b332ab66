"""The figures that attribution and placing reach over the public samples, with the files as they are given out."""

from __future__ import annotations

import csv
import ipaddress
import json
import random
import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import maxminddb
import pytest

from tests.integration.test_reference_loading import ADMINISTRATOR, DESK
from waymark.reference.kinds import Kind

pytestmark = pytest.mark.shared

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DATA = Path("../shared/data")
SAMPLE = DATA / "geo" / "unit_postcode_sample_gb.csv"
CITY = "E23000034"


@pytest.fixture(autouse=True)
def _samples():
    if not SAMPLE.exists():
        pytest.skip("the public samples are not beside the project")


def loaded(kind: Kind, path: Path, **dates) -> dict[str, Any]:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.reference import load_reference

    with acting(ADMINISTRATOR):
        answer: dict[str, Any] = load_reference(ADMINISTRATOR, kind, path, now=NOW, **dates)
    return answer


def placed(path: Path) -> list[dict[str, Any]]:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.place import place_points, places_in

    with acting(DESK):
        return list(place_points(DESK, places_in(path), on=NOW.date()))


def attributed(path: Path) -> list[dict[str, Any]]:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.attribute import attribute_events, events_in

    with acting(DESK):
        return list(attribute_events(DESK, events_in(path), now=NOW))


def sample() -> list[dict[str, str]]:
    with SAMPLE.open(encoding="utf-8") as rows:
        return list(csv.DictReader(rows))


def code_of(answer: dict[str, Any]) -> str:
    return str(answer["force"]["code"]) if answer["force"] else ""


def share(right: list[bool]) -> float:
    return sum(right) / len(right)


def table(path: Path, *rows: tuple[object, ...]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.usefixtures("database")
class TestPlacingByPolygon:
    """No postcode table is loaded: the boundaries alone."""

    def test_is_as_right_as_the_layer_allows_and_flags_every_doubt(self):
        loaded(Kind.FORCE_AREAS, DATA / "geo" / "force_areas_uk_from_lad2013.geojson")

        answers, truth = placed(SAMPLE), [row["pfa_code"] for row in sample()]

        pairs = list(zip(answers, truth, strict=True))
        assert share([code_of(answer) == code for answer, code in pairs]) >= 0.999
        assert share([code_of(answer) == code for answer, code in pairs if code == CITY]) >= 0.995
        doubtful = [answer for answer in answers if answer["metres"] <= 60 or not answer["force"]]
        assert doubtful
        assert all(answer["certainty"] != "inside" for answer in doubtful)
        far = [answer for answer in answers if answer["metres"] > 200]
        assert share([answer["certainty"] == "inside" for answer in far]) >= 0.97
        # None snapped: an answer of nowhere names no force, and a force is only named of an area that holds it.
        assert all(not answer["force"] for answer in answers if answer["certainty"] == "nowhere")
        assert all(
            answer["certainty"] == "near_boundary" for answer, code in pairs if code_of(answer) != code
        )

    def test_with_the_drawing_layer_alone_calls_no_wrong_answer_inside(self):
        loaded(Kind.FORCE_AREAS, DATA / "geo" / "pfa_dec2020_ultra_generalised.geojson")

        pairs = [
            (answer, row["pfa_code"])
            for answer, row in zip(placed(SAMPLE), sample(), strict=True)
            if row["pfa_code"][0] in "EW"
        ]

        wrong = [answer for answer, code in pairs if code_of(answer) != code]
        assert wrong
        assert all(answer["certainty"] != "inside" for answer in wrong)

    def test_prefers_the_layer_for_placing_whichever_was_loaded_last(self):
        loaded(Kind.FORCE_AREAS, DATA / "geo" / "force_areas_uk_from_lad2013.geojson")
        loaded(Kind.FORCE_AREAS, DATA / "geo" / "pfa_dec2020_ultra_generalised.geojson")

        right = [
            code_of(answer) == row["pfa_code"]
            for answer, row in zip(placed(SAMPLE), sample(), strict=True)
            if row["pfa_code"] == CITY
        ]

        assert share(right) >= 0.995


@pytest.mark.usefixtures("database")
class TestPlacingByEachOtherRoute:
    def test_is_all_right_by_full_postcode(self, tmp_path):
        loaded(Kind.POSTCODES, SAMPLE)
        asked = table(tmp_path / "asked.csv", ("postcode",), *((row["postcode"],) for row in sample()))

        right = [
            code_of(answer) == row["pfa_code"] and answer["certainty"] == "inside"
            for answer, row in zip(placed(asked), sample(), strict=True)
        ]

        assert share(right) == 1

    @pytest.mark.parametrize("lookup", ["lad_any_vintage_to_pfa_uk.csv", "lad24_csp24_pfa24_ew.csv"])
    def test_is_all_right_by_district_where_the_table_has_it(self, tmp_path, lookup):
        loaded(Kind.DISTRICTS, DATA / "geo" / lookup)
        asked = table(tmp_path / "asked.csv", ("district",), *((row["lad22_code"],) for row in sample()))

        pairs = [(answer, row["pfa_code"]) for answer, row in zip(placed(asked), sample(), strict=True)]

        known = [code_of(answer) == code for answer, code in pairs if "error" not in answer]
        unknown = [answer for answer, _ in pairs if "error" in answer]
        assert share(known) == 1
        assert all(answer["certainty"] == "nowhere" and not answer["force"] for answer in unknown)
        if lookup.startswith("lad_any"):
            assert unknown == []

    def test_by_outward_code_names_one_force_or_says_that_there_are_several(self, tmp_path):
        loaded(Kind.OUTWARD_CODES, DATA / "geo" / "outward_code_to_pfa_gb.csv")
        asked = table(
            tmp_path / "asked.csv", ("postcode",), *((row["postcode"].split()[0],) for row in sample())
        )

        pairs = [(answer, row["pfa_code"]) for answer, row in zip(placed(asked), sample(), strict=True)]

        assert all(code_of(answer) == code for answer, code in pairs if answer["force"])
        assert all(
            code in {force["code"] for force in answer["forces"]}
            for answer, code in pairs
            if not answer["force"]
        )


def drawn() -> list[tuple[str, str]]:
    """Addresses of known kinds: (the kind that the file they come from makes them, the address)."""
    chance = random.Random(20261122)
    found: list[tuple[str, str]] = []

    def some(kind: str, prefixes: list[str], count: int) -> None:
        for prefix in chance.sample(prefixes, min(count, len(prefixes))):
            network = ipaddress.ip_network(prefix)
            number = int(network.network_address) + chance.randrange(network.num_addresses)
            found.append((kind, str(type(network.network_address)(number))))

    with (DATA / "ip" / "uk_isp_ipv4_prefixes.csv").open(encoding="utf-8") as rows:
        by_access: dict[str, list[str]] = {}
        for row in csv.DictReader(rows):
            by_access.setdefault(row["access"], []).append(row["prefix"])
    some("fixed", by_access["fixed"], 100)
    some("mobile", by_access["mobile"], 100)
    # Fixed lines and handsets on the same prefixes: which of them an address is, the table does not say.
    fixed = [ipaddress.ip_network(prefix) for prefix in by_access["fixed"]]
    mixed = [ipaddress.ip_network(prefix) for prefix in by_access["fixed and mobile"]]
    some("unknown", [str(each) for each in mixed if not any(each.overlaps(other) for other in fixed)], 100)
    some("tor", (DATA / "ip" / "tor_exit_ipv4_sample.txt").read_text().split(), 100)
    for name in ("icloud_private_relay_ipv4.txt", "icloud_private_relay_ipv6.txt"):
        some("private_relay", (DATA / "ip" / name).read_text().split(), 100)
    with (DATA / "ip" / "special_ranges.csv").open(encoding="utf-8") as rows:
        special = [row for row in csv.DictReader(rows) if "/" in row["prefix"]]
    # The carrier's own side of NAT has a kind of its own, and an IPv4 address inside is what is judged.
    private = [
        row["prefix"]
        for row in special
        if not row["prefix"].startswith(("100.64", "64:ff9b", "::ffff", "2001::", "2002::"))
    ]
    some("reserved", private, 40)
    some("cgnat", ["100.64.0.0/10"] * 20, 20)
    for kind, prefixes in marked().items():
        some(kind, prefixes, 40)
    return found


def marked() -> dict[str, list[str]]:
    """Prefixes of machines, by what the databases of tests and the list of hosting and VPN companies say of them."""
    by_kind: dict[str, list[str]] = {"hosting": [], "vpn": [], "tor": []}
    databases = DATA / "ip" / "maxmind_test"
    for record in json.loads((databases / "GeoIP2-Anonymous-IP-Test.json").read_text(encoding="utf-8")):
        for prefix, marks in record.items():
            if "is_tor_exit_node" in marks:
                kind = "tor"
            else:
                kind = "hosting" if set(marks) == {"is_anonymous", "is_hosting_provider"} else "vpn"
            carried = re.fullmatch(r"::([0-9.]+)/([0-9]+)", prefix)
            # Others of its ranges are given out to nobody (RFC 4291 s 2.4).
            if carried or prefix.startswith("2"):
                by_kind[kind].append(f"{carried[1]}/{int(carried[2]) - 96}" if carried else prefix)
    with (DATA / "ip" / "hosting_vpn_asns.csv").open(encoding="utf-8") as rows:
        companies = {int(row["asn"]): row["in_x4b_vpn"] == "1" for row in csv.DictReader(rows)}
    with maxminddb.open_database(databases / "GeoLite2-ASN-Test.mmdb") as reader:
        for network, about in reader:
            number = about.get("autonomous_system_number") if isinstance(about, dict) else None
            if number in companies and not any(
                ipaddress.ip_network(each).overlaps(network) for some in by_kind.values() for each in some
            ):
                by_kind["vpn" if companies[number] else "hosting"].append(str(network))
    return by_kind


@pytest.fixture
def networks(database):
    """The network files as they are given out, from the day that each is of."""
    loaded(Kind.OPERATORS, DATA / "ip" / "uk_isp_ipv4_prefixes.csv")
    loaded(Kind.HOSTING_ASNS, DATA / "ip" / "hosting_vpn_asns.csv")
    loaded(Kind.TOR_EXITS, DATA / "ip" / "tor_exit_ipv4_sample.txt", valid_from=date(2026, 8, 22))
    for name in ("icloud_private_relay_ipv4.txt", "icloud_private_relay_ipv6.txt"):
        loaded(Kind.PRIVATE_RELAY, DATA / "ip" / name, valid_from=date(2026, 8, 17))
    for name in ("gb_registered_ipv4.cidr", "gb_registered_ipv6.cidr"):
        loaded(Kind.GB_RANGES, DATA / "ip" / name)
    loaded(Kind.ASN, DATA / "ip" / "maxmind_test" / "GeoLite2-ASN-Test.mmdb")
    loaded(Kind.GEOIP, DATA / "ip" / "maxmind_test" / "GeoIP2-Anonymous-IP-Test.mmdb")


@pytest.mark.usefixtures("networks")
class TestAttributing:
    def test_gives_each_address_the_kind_of_the_list_it_was_drawn_from(self, tmp_path):
        events = drawn()
        asked = table(
            tmp_path / "asked.csv",
            ("ip", "at", "port", "drawn from"),
            *((address, "2026-11-20T10:00:00Z", "", kind) for kind, address in events),
        )

        confusion = Counter((answer["drawn from"], answer["kind"]) for answer in attributed(asked))

        assert {pair: count for pair, count in confusion.items() if pair[0] != pair[1]} == {}

    def test_calls_only_fixed_lines_resolvable_without_a_port(self, tmp_path):
        events = drawn()
        asked = table(
            tmp_path / "asked.csv",
            ("ip", "at", "drawn from"),
            *((address, "2026-11-20T10:00:00Z", kind) for kind, address in events),
        )

        answers = Counter((answer["drawn from"], answer["resolvability"]) for answer in attributed(asked))

        assert {kind for kind, answer in answers if answer == "resolvable"} == {"fixed"}
        assert {answer for kind, answer in answers if kind in {"mobile", "unknown", "cgnat"}} == {
            "needs_port"
        }
        nobody = {"tor", "private_relay", "reserved", "hosting", "vpn"}
        assert {answer for kind, answer in answers if kind in nobody} == {"not_a_person"}

    def test_judges_an_address_inside_another_by_the_one_inside(self, tmp_path):
        with (DATA / "ip" / "uk_isp_ipv4_prefixes.csv").open(encoding="utf-8") as rows:
            prefix = next(row["prefix"] for row in csv.DictReader(rows) if row["access"] == "mobile")
        number = int(ipaddress.ip_network(prefix).network_address) + 9
        carried = (
            0xFFFF << 32 | number,
            0x64FF9B << 96 | number,
            0x2002 << 112 | number << 80,
            0x20010000 << 96 | (~number & 0xFFFFFFFF),
        )
        asked = table(
            tmp_path / "asked.csv",
            ("ip", "at"),
            *((ipaddress.IPv6Address(address), "2026-11-20T10:00:00Z") for address in carried),
        )

        answers = attributed(asked)

        assert {answer["address"] for answer in answers} == {str(ipaddress.IPv4Address(number))}
        assert {answer["kind"] for answer in answers} == {"mobile"}
        assert {answer["resolvability"] for answer in answers} == {"needs_port"}

    def test_does_not_know_whether_an_address_was_an_exit_before_the_list_began(self, tmp_path):
        exits = (DATA / "ip" / "tor_exit_ipv4_sample.txt").read_text().split()[:20]
        asked = table(
            tmp_path / "asked.csv",
            ("ip", "at"),
            *((exit_.partition("/")[0], "2026-08-01T10:00:00Z") for exit_ in exits),
        )

        answers = attributed(asked)

        assert {answer["resolvability"] for answer in answers} == {"unknown"}
        assert all(
            any("no tor-exits data held for 2026-08-01" in reason for reason in answer["reasons"])
            for answer in answers
        )


@pytest.mark.usefixtures("database")
class TestEveryFile:
    @pytest.mark.parametrize(
        ("kind", "name", "rows"),
        [
            (Kind.FORCE_AREAS, "geo/force_areas_uk_from_lad2013.geojson", 45),
            (Kind.FORCE_AREAS, "geo/pfa_dec2020_ultra_generalised.geojson", 43),
            (Kind.DISTRICTS, "geo/lad24_csp24_pfa24_ew.csv", None),
            (Kind.DISTRICTS, "geo/lad_any_vintage_to_pfa_uk.csv", 407),
            (Kind.OUTWARD_CODES, "geo/outward_code_to_pfa_gb.csv", 3413),
            (Kind.OUTWARD_CODES, "geo/postcode_area_to_pfa_gb.csv", 298),
            (Kind.POSTCODES, "geo/unit_postcode_sample_gb.csv", 2587),
            (Kind.OPERATORS, "ip/uk_isp_ipv4_prefixes.csv", 207),
            (Kind.HOSTING_ASNS, "ip/hosting_vpn_asns.csv", 591),
            (Kind.TOR_EXITS, "ip/tor_exit_ipv4_sample.txt", 545),
            (Kind.PRIVATE_RELAY, "ip/icloud_private_relay_ipv6.txt", None),
            (Kind.GB_RANGES, "ip/gb_registered_ipv6.cidr", None),
            (Kind.GEOIP, "ip/maxmind_test/GeoLite2-City-Test.mmdb", None),
            (Kind.GEOIP, "ip/maxmind_test/GeoIP2-Anonymous-IP-Test.mmdb", None),
            (Kind.GEOIP, "ip/maxmind_test/GeoIP2-Connection-Type-Test.mmdb", None),
            (Kind.ASN, "ip/maxmind_test/GeoLite2-ASN-Test.mmdb", None),
            (Kind.ASN, "ip/maxmind_test/GeoIP2-ISP-Test.mmdb", None),
            (Kind.TERM_DATES, "calendar/term_dates_sample.csv", 90),
            (Kind.TERM_DATES, "calendar/school_holidays_sheffield.csv", 21),
            (Kind.BANK_HOLIDAYS, "calendar/bank_holidays_uk_2012_2028.csv", 471),
        ],
    )
    def test_loads_as_it_is(self, kind, name, rows):
        answer = loaded(kind, DATA / name)

        assert answer["outcome"] == "loaded"
        assert answer["rows"] == rows if rows is not None else answer["rows"] > 0
