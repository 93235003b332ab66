"""What was made from a version of reference data, and what may then still be done with it."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest

from tests.integration.test_reference_loading import ADMINISTRATOR, DESK, NOW, OPERATORS, load
from tests.unit.reference.a_file import a_file
from waymark.access.rules import NotPermitted
from waymark.reference.kinds import Kind

CORRECTED = (OPERATORS[0], "198.18.1.0/24,64497,Lark,,mobile")
EVENT_DAY = date(2026, 11, 20)


def note(label, *, day=EVENT_DAY, count=3) -> None:
    from waymark.access.viewing import acting
    from waymark.reference.operations import note_use

    with acting(DESK):
        note_use({label: (count, day, day)}, now=NOW)


def labels_of(address="198.18.1.9", *, day=EVENT_DAY) -> tuple[str, ...]:
    from waymark.access.viewing import acting
    from waymark.reference.queries import network_index

    with acting(DESK):
        found: tuple[str, ...] = network_index(DESK).at(day).reference[4]
    return found


def ended(number, last_day, *, viewer=ADMINISTRATOR) -> None:
    from waymark.access.viewing import acting
    from waymark.reference import operations

    with acting(viewer):
        operations.end(viewer, number, last_day=last_day, reason="a newer list", now=NOW)


@pytest.mark.usefixtures("database")
class TestEnd:
    def test_leaves_a_gap_that_is_said_and_never_filled_silently(self):
        version = load(Kind.OPERATORS, a_file(*OPERATORS), name="list.csv")

        ended(version.version_id, date(2026, 6, 30))

        from waymark.access.viewing import acting
        from waymark.reference.queries import network_index

        with acting(DESK):
            view = network_index(DESK).at(EVENT_DAY)
        assert "no operators data held for 2026-11-20" in view.notes[4][Kind.OPERATORS]

    def test_refuses_a_day_before_one_that_verdicts_rest_on(self):
        from waymark.reference.operations import CannotEnd

        version = load(Kind.OPERATORS, a_file(*OPERATORS))
        note(*labels_of())

        with pytest.raises(CannotEnd, match=r"made from it \(3\), on events up to 2026-11-20"):
            ended(version.version_id, date(2026, 6, 30))

        ended(version.version_id, EVENT_DAY)

    @pytest.mark.parametrize(
        ("last_day", "why"), [(date(2025, 1, 1), "first day"), (date(2027, 1, 1), "already")]
    )
    def test_refuses_a_day_outside_its_own(self, last_day, why):
        from waymark.reference.operations import CannotEnd

        version = load(
            Kind.OPERATORS, a_file(*OPERATORS), valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31)
        )

        with pytest.raises(CannotEnd, match=why):
            ended(version.version_id, last_day)

    def test_asks_permission(self):
        with pytest.raises(NotPermitted):
            ended(1, EVENT_DAY, viewer=DESK)


@pytest.mark.usefixtures("database")
class TestSucceeding:
    def test_answers_from_the_successor_and_says_what_was_made_from_the_old(self):
        old = load(Kind.OPERATORS, a_file(*OPERATORS), valid_from=date(2026, 1, 1))
        note(*labels_of())

        new = load(Kind.OPERATORS, a_file(*CORRECTED), succeeds=old.version_id)

        assert new.succeeded is not None
        assert (new.succeeded.verdicts, new.succeeded.last_day) == (3, EVENT_DAY)
        assert labels_of() == (f"operators: made.csv (from 2026-01-01), version {new.version_id}",)

    def test_is_done_once(self):
        from waymark.reference.operations import AlreadySucceeded

        old = load(Kind.OPERATORS, a_file(*OPERATORS))
        load(Kind.OPERATORS, a_file(*CORRECTED), succeeds=old.version_id)

        with pytest.raises(AlreadySucceeded, match="look at that one"):
            load(Kind.OPERATORS, a_file(*CORRECTED), succeeds=old.version_id, valid_from=EVENT_DAY)

    def test_takes_no_file_of_another_kind_and_not_the_same_file(self):
        from waymark.reference.operations import AnotherKind, SameFile

        old = load(Kind.OPERATORS, a_file(*OPERATORS))

        with pytest.raises(AnotherKind):
            load(Kind.TOR_EXITS, a_file("198.18.0.1"), succeeds=old.version_id)
        with pytest.raises(SameFile):
            load(Kind.OPERATORS, a_file(*OPERATORS), succeeds=old.version_id)

    def test_lets_the_wrong_file_be_loaded_again_for_what_it_is(self):
        old = load(Kind.OPERATORS, a_file(*OPERATORS))
        load(Kind.OPERATORS, a_file(*CORRECTED), succeeds=old.version_id)

        assert load(Kind.OPERATORS, a_file(*OPERATORS)).is_new


@pytest.mark.usefixtures("database")
class TestTheDatabase:
    """The guards that hold whatever the code above them does."""

    def changed(self, statement) -> None:
        from django.db import connection

        from waymark.access.viewing import acting

        with acting(ADMINISTRATOR), connection.cursor() as cursor:
            cursor.execute(statement)

    @pytest.mark.parametrize(
        "statement",
        [
            "update reference_version set valid_from = '2020-01-01'",
            "update reference_version set name = 'other.csv'",
            "delete from network_prefix",
            "update network_prefix set operator = 'Other'",
            "update reference_use set verdicts = 0",
        ],
    )
    def test_changes_nothing_that_was_loaded(self, statement):
        from django.db.utils import DatabaseError

        load(Kind.OPERATORS, a_file(*OPERATORS))
        note(*labels_of())

        with pytest.raises(DatabaseError) as refusal:
            self.changed(statement)
        assert isinstance(refusal.value.__cause__, psycopg.errors.Error)

    @pytest.mark.parametrize("last_day", ["'2026-06-30'", "null"])
    def test_moves_no_last_day_away_from_what_rests_on_it(self, last_day):
        from django.db.utils import DatabaseError

        load(Kind.OPERATORS, a_file(*OPERATORS), valid_to=date(2026, 12, 31))
        note(*labels_of())

        with pytest.raises(DatabaseError, match=re.compile("used for events after|only come nearer")):
            self.changed(f"update reference_version set valid_to = {last_day}")


@pytest.mark.usefixtures("database")
class TestEveryKind:
    @pytest.mark.parametrize(
        ("kind", "file", "rows"),
        [
            (Kind.TERM_DATES, a_file("authority,label,start,end", "Made,Easter,2026-03-28,2026-04-12"), 1),
            (Kind.BANK_HOLIDAYS, a_file("division,date,title", "scotland,2026-01-02,2nd January"), 1),
            (
                Kind.BANK_HOLIDAYS,
                io.BytesIO(b'{"scotland": {"division": "scotland", "events": [{"date": "2026-01-02"}]}}'),
                1,
            ),
            (Kind.RETENTION, a_file("operator,days,source", "Fern,90,made"), 1),
            (Kind.GB_RANGES, a_file("198.18.0.0/15"), 1),
        ],
    )
    def test_can_be_loaded(self, kind, file, rows):
        assert load(kind, file).rows == rows

    def test_ends_a_verdict_on_the_operators_own_period(self):
        from waymark.access.viewing import acting
        from waymark.reference.queries import network_index
        from waymark.referrals.types import StatedTime, Zone
        from waymark.stages.attribution.rules import Resolvability, verdict

        load(Kind.OPERATORS, a_file(*OPERATORS))
        load(Kind.RETENTION, a_file("operator,days", "fern,30"))
        at = datetime(2026, 11, 22, tzinfo=UTC) - timedelta(days=40)
        with acting(DESK):
            ruled = verdict(
                "198.18.1.5",
                StatedTime("then", at, Zone.STATED),
                50_000,
                None,
                networks=network_index(DESK),
                now=NOW,
            )

        assert ruled.resolvability is Resolvability.LIKELY_GONE
        assert any("at most 30 days" in reason for reason in ruled.reasons)
        assert any(label.startswith("retention: ") for label in ruled.reference)


@pytest.mark.usefixtures("database")
class TestAreasOfSeveralVersions:
    def test_take_a_force_that_the_latest_leaves_out_from_the_one_before(self):
        from tests.unit.reference.a_file import a_square, areas_file
        from waymark.access.viewing import acting
        from waymark.reference.queries import area_map

        def square(code, west, south):
            return {"PFA23CD": code}, {"type": "Polygon", "coordinates": a_square(west, south)}

        load(Kind.FORCE_AREAS, areas_file(square("E23000001", -1, 51), square("S23000009", -4, 56)))
        load(Kind.FORCE_AREAS, areas_file(square("E23000001", -1, 52)), valid_from=date(2023, 1, 1))
        with acting(DESK):
            found = area_map(DESK, on=NOW.date()).find([(52.5, -0.5), (51.5, -0.5), (56.5, -3.5)])

        assert [one.inside for one in found] == [("E23000001",), (), ("S23000009",)]
