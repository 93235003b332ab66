"""`waymark attribute` over tables of events, on the real database."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.integration.test_reference_loading import DESK, OPERATORS, load
from tests.unit.reference.a_file import a_file
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
        assert answers[0]["reference"] == ["operators: operators.csv (no dates stated)"]

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
