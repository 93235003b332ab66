"""Every unit of counting on the real database: what officers recorded, what was joined since, what nobody knows."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import Held, a_response, a_viewer, an_xml_report, receive
from tests.integration.command_line import waymark
from waymark.access.viewing import acting
from waymark.clocks.milestones import MilestoneKind
from waymark.pipeline.happening import record_happened, take_back_happened
from waymark.referrals.operations.referring import standing_referral
from waymark.stages.prioritisation.queries.milestones import milestones
from waymark.stages.prioritisation.rules.milestones import Happened
from waymark.stages.statistics.operations.figures import record_break
from waymark.stages.statistics.queries.counting import NotRecordedYet, counts
from waymark.stages.statistics.rules.breaks import Break
from waymark.stages.statistics.rules.units import By, Unit

MARCH, JUNE = (datetime(2018, month, 10, 12, tzinfo=UTC) for month in (3, 6))
LATER = datetime(2018, 9, 1, tzinfo=UTC)
TOLD = {"authority_reference": "CS-1", "recipient": "Duty team", "reply": "Accepted"}


def asked(viewer, unit, **given):
    with acting(viewer):
        return counts(viewer, unit, **{"as_at": LATER, **given})


def happened(viewer, referral, kind, at, *, recorded=None, **more):
    with acting(viewer):
        record_happened(viewer, referral, Happened(kind, at, **more), now=recorded or at)


@pytest.fixture(scope="module")
def desk(module_database):
    """One referral with two arrests, one recorded late and one taken back; a child told of twice."""
    del module_database
    viewer = a_viewer(roles=("intelligence_desk", "supervisor", "analyst"))
    (answer,) = receive(viewer, Held(an_xml_report(identifier="u1", service="Examplechat")), now=MARCH)
    (referral,) = answer.referrals
    hour = timedelta(hours=1)
    happened(viewer, referral, MilestoneKind.ARREST, MARCH, recorded=JUNE)
    happened(viewer, referral, MilestoneKind.ARREST, JUNE)
    happened(viewer, referral, MilestoneKind.CHARGE, JUNE)
    with acting(viewer):
        charge = max(milestones(viewer, standing_referral(viewer, referral).id), key=lambda each: each.id)
        take_back_happened(viewer, referral, charge.id, reason="Another person", now=JUNE + hour)
    for at in (MARCH, JUNE):
        happened(viewer, referral, MilestoneKind.CHILDRENS_SERVICES_TOLD, at, about="V1", **TOLD)
    return viewer


class TestWhatOfficersRecorded:
    def test_counts_by_the_day_that_it_happened(self, desk):
        found = asked(desk, Unit.ARREST, by=[By.MONTH], start=date(2018, 3, 1), end=date(2018, 6, 30))

        assert [(row.by["month"], row.count) for row in found.rows] == [
            ("2018-03", 1), ("2018-04", 0), ("2018-05", 0), ("2018-06", 1),
        ]  # fmt: skip

    def test_is_as_it_was_known_at_the_time(self, desk):
        with pytest.raises(NotRecordedYet, match="by then nobody had recorded one"):
            asked(desk, Unit.ARREST, as_at=JUNE - timedelta(days=1))

        assert asked(desk, Unit.ARREST, end=date(2018, 3, 31), as_at=JUNE).total == 1

    def test_leaves_out_what_was_taken_back_from_then_on(self, desk):
        assert asked(desk, Unit.CHARGE, as_at=JUNE).total == 1
        with pytest.raises(NotRecordedYet):
            asked(desk, Unit.CHARGE)

    def test_counts_a_child_once_however_often_told_of(self, desk):
        found = asked(
            desk, Unit.CHILD_SAFEGUARDED, by=[By.MONTH], start=date(2018, 3, 1), end=date(2018, 6, 30)
        )

        assert [row.by["month"] for row in found.rows if row.count] == ["2018-03"]
        assert found.total == 1

    @pytest.mark.parametrize(
        "unit",
        [
            Unit.WARRANT, Unit.VOLUNTARY_ATTENDANCE, Unit.DISSEMINATION, Unit.CASE, Unit.CRIME, Unit.DEVICE,
            Unit.EXHIBIT,
        ],
    )  # fmt: skip
    def test_is_missing_and_not_nought_where_nobody_did(self, desk, unit):
        with pytest.raises(NotRecordedYet, match="not 0"):
            asked(desk, unit)

    def test_splits_by_every_split_that_it_has(self, desk):
        for by in (By.FORCE, By.LEVEL):
            found = asked(desk, Unit.ARREST, by=[by])

            assert found.total == 2
            assert found.warnings == ()

    def test_is_answered_missing_by_the_command(self, desk):
        del desk
        answered = waymark(
            "stats", "counts", "--unit", "warrant", "--by", "year", "--json", WAYMARK_OFFICER="desk"
        )

        (line,) = answered.lines
        assert (line["count"], line["recorded"]) == (None, False)
        assert "not 0" in line["why"]


class TestTheReachOfTheRecord:
    def test_ends_where_it_begins_and_at_the_time_of_asking(self, desk):
        found = asked(
            desk, Unit.REPORT, by=[By.MONTH], start=date(2018, 1, 1), end=date(2018, 12, 31),
            as_at=datetime(2018, 5, 10, tzinfo=UTC),
        )  # fmt: skip

        assert [(row.by["month"], row.count) for row in found.rows] == [
            ("2018-03", 1), ("2018-04", 0), ("2018-05", 0),
        ]  # fmt: skip
        assert found.unfinished == "2018-05"
        assert [name for name, _ in found.unknown][:2] == ["2018-01", "2018-02"]
        assert next(name for name, why in found.unknown if "not begun" in why) == "2018-06"

    def test_is_said_by_the_command_in_rows_without_a_count(self, desk):
        del desk
        answered = waymark(
            *("stats", "counts", "--unit", "report", "--by", "year", "--from", "2016", "--to", "2018"),
            *("--as-at", "2018-09-01", "--json"),
            WAYMARK_OFFICER="desk",
        )

        assert [(line["year"], line["count"]) for line in answered.lines] == [
            ("2018", 1), ("2016", None), ("2017", None),
        ]  # fmt: skip

    def test_carries_the_breaks_that_officers_recorded(self, desk):
        with acting(desk):
            record_break(desk, Break("report", date(2018, 4, 1), "a new door", "the desk"), now=LATER)

        found = asked(desk, Unit.REPORT, by=[By.YEAR], start=date(2018, 1, 1), end=date(2018, 12, 31))
        before = asked(desk, Unit.REPORT, end=date(2018, 3, 31))

        assert [each.what for each in found.breaks] == ["a new door"]
        assert before.breaks == ()
        assert found.desks == 1


@pytest.mark.usefixtures("database")
class TestReferralsFoundToBeOne:
    def test_were_two_until_they_were(self):
        viewer = a_viewer()
        days = [MARCH + timedelta(days=at) for at in range(3)]
        receive(
            viewer, Held(an_xml_report(identifier="u9", service="B", prior=["7001"])), source="b", now=days[0]
        )
        report = Held(an_xml_report(identifier="u1", service="A"), folder="/one")
        receive(viewer, report, source="a", now=days[1])
        receive(
            viewer,
            report,
            Held(a_response(7001), name="response.xml", folder="/one"),
            source="a",
            now=days[2],
        )

        then = asked(viewer, Unit.REFERRAL, by=[By.SOURCE], as_at=days[2] - timedelta(hours=1))

        assert asked(viewer, Unit.REFERRAL).total == 1
        assert [(row.by["source"], row.count) for row in then.rows] == [("a", 1), ("b", 1)]
