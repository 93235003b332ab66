"""Figures as the record had them at an earlier time: at the door, after the migration, and where nothing was kept."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import Held, a_response, a_viewer, an_xml_report, file_details, receive
from tests.integration.command_line import as_superuser, waymark
from tests.integration.test_reference_loading import load
from tests.unit.reference.a_file import a_file
from waymark.access.viewing import acting
from waymark.clocks import Level
from waymark.pipeline.levels import give_force_result
from waymark.reference.kinds import Kind
from waymark.referrals.migrations import __name__ as joins
from waymark.referrals.operations.referring import standing_referral
from waymark.stages.attribution.operations.reopening import reopen
from waymark.stages.statistics.queries.counting import counts
from waymark.stages.statistics.rules.units import NOT_KNOWN_THEN, By, Unit

BEGAN = datetime(2026, 11, 3, 12, tzinfo=UTC)
HOURS = [BEGAN + timedelta(hours=at) for at in range(10)]
BETWEEN = HOURS[3] + timedelta(minutes=30)
ASKED = (
    ("referral", "--by", "level", "--by", "force"),
    ("referral", "--by", "stage", "--by", "source"),
    ("delivery", "--by", "outcome"),
)


def a_report(identifier: str, outward: str, *, folder="/in", **more) -> Held:
    place = f"<address><zipCode>{outward} 1AA</zipCode></address>"
    child = f"<victim><victimPerson><email>c@example.com</email>{place}</victimPerson></victim>"
    content = an_xml_report(identifier=identifier, service="Examplechat", extra=child, **more)
    return Held(content, folder=folder)


def answered_as_at(moment: datetime) -> list[str]:
    """What the command answers as at a moment, to the byte."""
    return [
        waymark(
            *("stats", "counts", "--unit", *each, "--as-at", moment.isoformat(), "--json"),
            WAYMARK_OFFICER="desk",
        ).out
        for each in ASKED
    ]


def asked(viewer, unit: Unit, by: By, as_at: datetime) -> dict[str, int]:
    with acting(viewer):
        return {row.by[by.value]: row.count for row in counts(viewer, unit, by=[by], as_at=as_at).rows}


@pytest.fixture(scope="module")
def story(module_database):
    """Four referrals; after BETWEEN one gets another level, one another force, and two turn out to be one."""
    del module_database
    forces = ("XA2,E23000001,1", "XA3,E23000034,1")
    load(Kind.OUTWARD_CODES, a_file("outward_code,pfa_code,share", *forces))
    viewer = a_viewer(roles=("intelligence_desk", "supervisor", "analyst"))
    referrals = []
    for at, held in enumerate(
        (
            a_report("u1", "XA2"),
            a_report("u2", "XA3"),
            a_report("u3", "XA2", folder="/one"),
            a_report("u4", "XA3", prior=["7001"], folder="/two"),
        )
    ):
        (answer,) = receive(viewer, held, source=f"source {at}", now=HOURS[at])
        referrals += answer.referrals
    receive(viewer, Held(file_details(7001), name="file.xml", folder="/one/files"), now=HOURS[3])
    before = answered_as_at(BETWEEN)
    with acting(viewer):
        give_force_result(
            viewer, referrals[0], Level.HIGH, tool="KIRAT 3", scored_at=BEGAN, source="form", now=HOURS[4]
        )
        reopen(viewer=viewer, about=standing_referral(viewer, referrals[1]), reason="No", now=HOURS[5])
    receive(viewer, Held(a_response(7001), name="response.xml", folder="/one"), now=HOURS[6])
    return viewer, before


class TestFiguresAsAtAnEarlierTime:
    def test_are_the_same_bytes_as_then(self, story):
        _, before = story

        assert answered_as_at(BETWEEN) == before
        assert answered_as_at(HOURS[6]) != before

    def test_know_what_was_joined_moved_and_read_since(self, story):
        viewer, _ = story

        then, now = (asked(viewer, Unit.REFERRAL, By.FORCE, at) for at in (BETWEEN, HOURS[6]))
        outcomes = [asked(viewer, Unit.DELIVERY, By.OUTCOME, at) for at in (BETWEEN, HOURS[6])]

        assert (then, now) == ({"E23000001": 2, "E23000034": 2}, {"": 2, "E23000001": 1})
        assert outcomes[0]["unfinished"] == 1
        assert "unfinished" not in outcomes[1]
        assert asked(viewer, Unit.REFERRAL, By.LEVEL, BETWEEN).get("high", 0) == 0
        assert asked(viewer, Unit.REFERRAL, By.LEVEL, HOURS[4])["high"] == 1


KEPT = {
    "referral_join": "select absorbed_id, into_id, desk_id, at from referral_join order by id",
    "referral_report": "select report_id, party_ordinal, referral_id, came_to_id from referral_report order by 1, 2, 3",
}


class TestAnInstallationThatHadNotKeptThese:
    """What the migrations fill in, of a record from before."""

    @pytest.fixture
    def migrated(self, story):
        """Every row of history taken away, and the migrations' filling run again."""
        from importlib import import_module

        viewer, _ = story
        kept = {name: as_superuser(query) for name, query in KEPT.items()}
        saved = {
            name: as_superuser(f"select * from {name} order by id")
            for name in ("referral_force_before", "delivery_before")
        }
        as_superuser(
            "delete from referral_join",
            "update referral_report set came_to_id = null",
            "delete from referral_force_before",
            "delete from delivery_before",
        )
        filled = import_module(f"{joins}.0006_joins_of_the_past")
        forces = import_module("waymark.stages.attribution.migrations.0007_forces_of_the_past")
        outcomes = import_module("waymark.stages.intake.migrations.0016_outcomes_of_the_past")
        as_superuser(filled.JOINS, filled.CAME_TO, forces.NOT_KNOWN, outcomes.NOT_KNOWN)
        yield viewer, kept
        for name, rows in saved.items():
            as_superuser(f"delete from {name}")
            for row in rows:
                values = ", ".join("null" if value is None else f"'{value}'" for value in row)
                as_superuser(f"insert into {name} overriding system value values ({values})")

    def test_knows_its_joins_from_the_ledger(self, migrated):
        _, kept = migrated

        assert {name: as_superuser(query) for name, query in KEPT.items()} == kept
        assert len(kept["referral_join"]) == 1

    def test_says_what_it_cannot_know_in_a_row_of_its_own(self, migrated):
        viewer, _ = migrated
        with acting(viewer):
            found = counts(viewer, Unit.REFERRAL, by=[By.FORCE], as_at=BETWEEN)

        rows = {row.by["force"]: row.count for row in found.rows}
        assert rows == {"E23000001": 1, NOT_KNOWN_THEN: 3}
        assert found.warnings[0].startswith("of 3 it is not known what they were then")
        assert asked(viewer, Unit.DELIVERY, By.OUTCOME, BETWEEN)[NOT_KNOWN_THEN] == 1

    def test_knows_levels_all_the_same(self, migrated, story):
        viewer, before = story

        assert answered_as_at(BETWEEN)[1] == before[1]
        assert asked(viewer, Unit.REFERRAL, By.LEVEL, HOURS[4])["high"] == 1
