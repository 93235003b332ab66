"""`waymark attribute` over tables of events, on the real database."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.integration.test_reference_loading import DESK, OPERATORS, load
from tests.unit.reference.a_file import a_file, a_square, areas_file
from waymark.reference.kinds import Kind

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def attributed(tmp_path, *lines, encoding="utf-8") -> list[dict[str, Any]]:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.attribute import attribute_events, events_in

    path = tmp_path / "events.csv"
    path.write_text("\n".join(lines), encoding=encoding)
    with acting(DESK):
        return list(attribute_events(DESK, events_in(path), now=NOW))


@pytest.mark.usefixtures("database")
class TestAttributeEvents:
    def test_answers_each_row_in_order_and_keeps_its_other_columns(self, tmp_path):
        load(Kind.OPERATORS, a_file(*OPERATORS), name="operators.csv")

        answers = attributed(
            tmp_path,
            "Account;IP;At;Port",
            "one;198.18.1.5;2026-11-20T10:00:00Z;50000",
            "two;tor;;",
            encoding="utf-8-sig",
        )

        assert [(a["Account"], a["kind"], a["resolvability"]) for a in answers] == [
            ("one", "fixed", "resolvable"),
            ("two", "tor", "not_a_person"),
        ]
        assert answers[0]["at_utc"] == "2026-11-20T10:00:00Z"
        assert answers[0]["reference"] == ["operators: operators.csv (no dates stated), version 1"]

    def test_refuses_a_row_and_answers_the_rest(self, tmp_path):
        answers = attributed(
            tmp_path,
            "ip,at,port",
            "198.18.1.5,01/02/2026 10:00,",
            "198.18.1.5,2026-11-20 10:00:00,",
            "198.18.1.5,2026-11-20T10:00Z,http",
        )

        assert [
            "not guessed" in answers[0]["error"],
            "error" in answers[1],
            "not a number" in answers[2]["error"],
        ] == [True, False, True]
        assert any("UTC was assumed by waymark attribute" in reason for reason in answers[1]["reasons"])

    def test_refuses_a_file_without_its_columns(self, tmp_path):
        from waymark.reference.readers.tables import WrongFile

        with pytest.raises(WrongFile, match="the columns ip, at and port"):
            attributed(tmp_path, "name,colour", "a,b")

    def test_loses_no_column_of_the_file(self, tmp_path):
        (answer,) = attributed(
            tmp_path,
            "ip,at,port,operator,note,note,,error",
            "198.18.1.5,2026-11-20T10:00:00Z,50000,theirs,one,two,three,four,five,six",
        )

        assert (answer["operator"], answer["column operator"]) == (None, "theirs")
        assert (answer["note"], answer["note (column 6)"], answer["column 7"]) == ("one", "two", "three")
        assert (answer["column error"], answer["cells without a heading"]) == ("four", ["five", "six"])

    def test_says_what_is_doubtful_of_a_time(self, tmp_path):
        assumed, serial = attributed(
            tmp_path, "ip,at,port", "198.18.1.5,2026-10-25 01:30,", "198.18.1.5,46346.5,"
        )

        assert assumed["time_doubts"] == ["zone_assumed", "repeated_hour"]
        assert (assumed["zone"], assumed["zone_assumed_by"]) == ("assumed", "waymark attribute")
        assert (serial["time_doubts"], "spreadsheet" in serial["error"]) == (["spreadsheet_day"], True)


def a_city_database(path) -> bytes:
    from mmdb_writer import MMDBWriter
    from netaddr import IPSet  # type: ignore[import-untyped]

    writer = MMDBWriter(4, "Made-City", languages=["en"])
    here = {"latitude": 52.0, "longitude": -0.5, "accuracy_radius": 10}
    for network, record in (
        (
            "198.18.1.0/24",
            {"country": {"iso_code": "GB"}, "city": {"names": {"en": "Made"}}, "location": here},
        ),
        ("198.18.2.0/24", {"country": {"iso_code": "GB"}, "location": here}),
        (
            "198.18.3.0/24",
            {"country": {"iso_code": "FR"}, "city": {"names": {"en": "Fait"}}, "location": here},
        ),
    ):
        writer.insert_network(IPSet([network]), record)
    writer.to_db_file(str(path))
    content: bytes = path.read_bytes()
    return content


@pytest.mark.usefixtures("database")
class TestGeolocation:
    def test_is_a_lead_and_never_a_place(self, tmp_path):
        load(Kind.OPERATORS, a_file(OPERATORS[0], "198.18.0.0/15,64496,Fern,,fixed"))
        load(Kind.GEOIP, io.BytesIO(a_city_database(tmp_path / "city.mmdb")), name="city.mmdb")
        square = {"type": "Polygon", "coordinates": a_square(-1, 51.5)}
        load(Kind.FORCE_AREAS, areas_file(({"PFA23CD": "E23000026"}, square)))

        town, country, abroad = attributed(
            tmp_path, "ip,at", *(f"198.18.{n}.9,2026-11-20T10:00:00Z" for n in (1, 2, 3))
        )

        assert [one["location"]["force"] for one in (town, country, abroad)] == [None, None, None]
        assert [one["location"]["certainty"] for one in (town, country, abroad)] == [
            "ambiguous",
            "nowhere",
            "nowhere",
        ]
        assert town["location"]["forces"] == [{"code": "E23000026", "name": "Bedfordshire Police"}]
        assert any("FR: not the United Kingdom" in reason for reason in abroad["reasons"])
