"""Loading reference data into the real tables, and looking it up again."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from tests.unit.reference.a_file import a_file, a_square, areas_file
from waymark.access.rules import NotPermitted, Role, Viewer
from waymark.reference.kinds import Kind
from waymark.reference.placements import Placement
from waymark.reference.readers.tables import WrongFile

if TYPE_CHECKING:
    from waymark.reference.operations import LoadOutcome

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ADMINISTRATOR = Viewer(1, "administrator", frozenset({Role.ADMINISTRATOR}), (), None)
DESK = Viewer(2, "desk", frozenset({Role.INTELLIGENCE_DESK}), (), None)

OPERATORS = (
    "prefix,asn,brand,holder,access",
    "198.18.1.0/24,64496,Fern,Fern Ltd,fixed",
    "2001:db8:1::/48,64496,Fern,Fern Ltd,fixed",
)
POSTCODES = ("postcode,lat,lon,lad22_code,pfa_code", "XA1 1AA,52.0,-0.5,E09000001,E23000034")


def load(kind, *streams, viewer=ADMINISTRATOR, name="made.csv", **dates) -> LoadOutcome:
    from waymark.access.viewing import acting
    from waymark.reference import operations

    with acting(viewer):
        return operations.load(viewer, kind, streams, name=name, now=NOW, **dates)


def counted(table) -> int:
    from django.db import connection

    from waymark.access.viewing import acting

    with acting(ADMINISTRATOR), connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return int(cursor.fetchone()[0])


@pytest.mark.usefixtures("database")
class TestLoad:
    def test_keeps_rows_and_accounts_for_them(self):
        outcome = load(Kind.OPERATORS, a_file(*OPERATORS), source="made")

        assert (outcome.is_new, outcome.rows, counted("network_prefix")) == (True, 2, 2)
        assert counted("audit_entry") == 1

    def test_changes_nothing_the_second_time(self):
        first = load(Kind.OPERATORS, a_file(*OPERATORS))
        second = load(Kind.OPERATORS, a_file(*OPERATORS))

        assert (second.is_new, second.version_id, second.rows) == (False, first.version_id, 2)
        assert (counted("network_prefix"), counted("audit_entry")) == (2, 1)

    def test_takes_the_same_file_for_other_days_as_another_version(self):
        load(Kind.OPERATORS, a_file(*OPERATORS), valid_to=date(2025, 12, 31))
        again = load(Kind.OPERATORS, a_file(*OPERATORS), valid_from=date(2026, 1, 1))

        assert again.is_new

    def test_keeps_nothing_of_a_file_that_is_wrong_half_way(self):
        with pytest.raises(WrongFile, match="in row 4"):
            load(Kind.OPERATORS, a_file(*OPERATORS, "not a prefix,1,x,x,x"))

        assert (counted("network_prefix"), counted("reference_version"), counted("audit_entry")) == (0, 0, 0)

    def test_refuses_a_table_of_headings_alone(self):
        with pytest.raises(WrongFile, match="at least one row"):
            load(Kind.OPERATORS, a_file(OPERATORS[0]))

    def test_asks_permission(self):
        with pytest.raises(NotPermitted):
            load(Kind.OPERATORS, a_file(*OPERATORS), viewer=DESK)

    def test_refuses_days_out_of_order(self):
        from waymark.reference.operations import DatesOutOfOrder

        with pytest.raises(DatesOutOfOrder, match="swap or correct"):
            load(Kind.OPERATORS, a_file(*OPERATORS), valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 1))

    def test_refuses_a_database_of_the_wrong_sort(self):
        with pytest.raises(WrongFile, match="MaxMind"):
            load(Kind.ASN, io.BytesIO(b"not a database at all"))

    def test_reads_a_directory_given_out_as_a_zip_once_and_not_by_area(self, tmp_path):
        from waymark.access.viewing import acting
        from waymark.interfaces.cli.reference import load_reference

        path = tmp_path / "directory.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("Documents/names.csv", "a,b\n1,2\n")
            archive.writestr("Data/ALL_UK.csv", "\n".join(POSTCODES))
            archive.writestr("Data/multi_csv/ALL_UK_XA.csv", "\n".join(POSTCODES))

        with acting(ADMINISTRATOR):
            answer = load_reference(ADMINISTRATOR, Kind.POSTCODES, path, now=NOW)

        assert (answer["outcome"], answer["rows"]) == ("loaded", 1)


@pytest.mark.usefixtures("database")
class TestNetworkIndex:
    def test_finds_what_was_loaded_and_what_is_loaded_later(self):
        from waymark.access.viewing import acting
        from waymark.reference.addresses import read_address
        from waymark.reference.queries import network_index

        load(Kind.OPERATORS, a_file(*OPERATORS), name="old.csv", valid_to=date(2026, 6, 30))
        with acting(DESK):
            before = network_index(DESK).at(NOW.date()).facts(read_address("2001:db8:1::5"))
        load(
            Kind.OPERATORS,
            a_file(OPERATORS[0], "198.18.1.0/24,64497,Lark,,mobile"),
            name="new.csv",
            valid_from=date(2026, 7, 1),
        )
        with acting(DESK):
            index = network_index(DESK)
            then, now = (
                index.at(day).facts(read_address("198.18.1.9")) for day in (date(2026, 6, 1), NOW.date())
            )
            same = network_index(DESK) is index

        found = [facts.operator and facts.operator.operator for facts in (before, then, now)]
        assert found == ["Fern", "Fern", "Lark"]
        assert same

    def test_looks_up_a_database_kept_in_pieces(self, tmp_path):
        from mmdb_writer import MMDBWriter
        from netaddr import IPSet  # type: ignore[import-untyped]

        from waymark.access.viewing import acting
        from waymark.reference.addresses import read_address
        from waymark.reference.queries import network_index

        writer = MMDBWriter(4, "Made-ASN")
        writer.insert_network(
            IPSet(["198.18.0.0/15"]),
            {"autonomous_system_number": 64500, "autonomous_system_organization": "Made"},
        )
        writer.to_db_file(str(tmp_path / "made.mmdb"))

        load(Kind.ASN, io.BytesIO((tmp_path / "made.mmdb").read_bytes()), name="made.mmdb")
        with acting(DESK):
            facts = network_index(DESK).at(NOW.date()).facts(read_address("198.18.0.9"))

        assert (facts.asn, facts.as_name) == (64500, "Made")


@pytest.mark.usefixtures("database")
class TestPlace:
    def test_uses_postcodes_districts_and_areas_that_were_loaded(self):
        from waymark.access.viewing import acting
        from waymark.reference.queries import place
        from waymark.reference.stated_locations import StatedLocation

        load(Kind.POSTCODES, a_file(*POSTCODES))
        load(Kind.DISTRICTS, a_file("lad_code,pfa_code", "E07000105,E23000032"))
        load(
            Kind.OUTWARD_CODES,
            a_file("outward_code,pfa_code,share", "XA1,E23000001,0.2", "XA1,E23000034,0.8"),
        )
        load(
            Kind.FORCE_AREAS,
            areas_file(({"PFA23CD": "E23000001"}, {"type": "Polygon", "coordinates": a_square(-1, 51.5)})),
        )
        asked = [
            StatedLocation("xa1 1aa"),
            StatedLocation(district="E07000105"),
            StatedLocation(lat="52", lon="-0.5"),
            StatedLocation("XA1 9ZZ"),
        ]
        with acting(DESK):
            placed = [one for one in place(DESK, asked, on=NOW.date()) if isinstance(one, Placement)]

        assert [one.force and one.force.code for one in placed] == [
            "E23000034",
            "E23000032",
            "E23000001",
            None,
        ]
        assert [str(one.certainty) for one in placed] == ["inside", "inside", "inside", "ambiguous"]

    def test_says_when_the_areas_are_of_another_time(self):
        from waymark.access.viewing import acting
        from waymark.reference.queries import place
        from waymark.reference.stated_locations import StatedLocation

        areas = areas_file(({"PFA23CD": "E23000001"}, {"type": "Polygon", "coordinates": a_square(-1, 51.5)}))
        load(Kind.FORCE_AREAS, areas, valid_to=date(2020, 1, 1))
        with acting(DESK):
            (placed,) = place(DESK, [StatedLocation(lat="52", lon="-0.5")], on=NOW.date())

        assert isinstance(placed, Placement)
        assert any("no force-areas data held for 2026-11-22" in reason for reason in placed.reasons)


@pytest.mark.usefixtures("database")
class TestLoaded:
    def test_lists_versions_with_their_age(self):
        from waymark.access.viewing import acting
        from waymark.interfaces.cli.reference import list_reference

        load(Kind.TOR_EXITS, a_file("198.18.0.1"), name="exits.txt", valid_from=date(2026, 11, 1))
        with acting(DESK):
            (line,) = list_reference(DESK, on=NOW.date())

        assert (line["kind"], line["rows"], line["stale_on"], line["stale"]) == (
            "tor-exits",
            1,
            "2026-11-03",
            True,
        )
