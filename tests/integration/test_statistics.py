"""Figures counted from the record, and what others published beside them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection

from tests.builders import Held, a_response, a_viewer, an_xml_report, file_details, receive
from tests.integration.command_line import waymark
from waymark.access.rules import NotPermitted, Role, Viewer
from waymark.access.viewing import acting
from waymark.stages.statistics.operations.figures import load_figures, record_break
from waymark.stages.statistics.queries.counting import (
    CannotSplit,
    NoOffenceDate,
    NotRecordedYet,
    count_in,
    counts,
)
from waymark.stages.statistics.queries.figures import figure_for, held_figures, recorded_breaks
from waymark.stages.statistics.queries.people import victims
from waymark.stages.statistics.queries.reached import NothingOfThen
from waymark.stages.statistics.rules.breaks import Break
from waymark.stages.statistics.rules.comparisons import change
from waymark.stages.statistics.rules.decomposition import decompose
from waymark.stages.statistics.rules.figures import BadFigure, NoSuchFigure
from waymark.stages.statistics.rules.periods import parse_period
from waymark.stages.statistics.rules.units import By, DifferentUnits, Unit

NOW = datetime(2019, 2, 20, 12, tzinfo=UTC)
ANALYST = {"roles": ("analyst", "intelligence_desk")}


def arrive(viewer, count, first, last, *, source):
    """So many referrals of one report each, spread evenly over the days from `first` to `last`."""
    days = (last - first).days + 1
    for at in range(days):
        today = range(at * count // days, (at + 1) * count // days)
        moment = datetime(first.year, first.month, first.day, 12, tzinfo=UTC) + timedelta(days=at)
        held = [
            Held(
                an_xml_report(identifier=f"{source}-{first}-{n}", service="Examplechat"),
                name=f"{source}-{first}-{n}.xml",
            )
            for n in today
        ]
        if held:
            receive(viewer, *held, source=source, now=moment)


def asked(viewer, unit, **given):
    with acting(viewer):
        return counts(viewer, unit, **{"as_at": NOW, **given})


def in_period(viewer, period, unit=Unit.REFERRAL):
    with acting(viewer):
        return count_in(viewer, unit, parse_period(period), as_at=NOW)


@pytest.mark.usefixtures("database")
class TestCounts:
    def test_are_of_one_unit_with_its_definition(self):
        viewer = a_viewer()
        receive(viewer, Held(an_xml_report(identifier="u1", service="Examplechat", suspects=1)), now=NOW)
        receive(viewer, Held(an_xml_report(identifier="u1", service="Examplechat", note="more")), now=NOW)

        found = {
            unit: asked(viewer, unit).total
            for unit in (Unit.DELIVERY, Unit.REPORT, Unit.REFERRAL, Unit.SUSPECT)
        }

        assert found == {Unit.DELIVERY: 2, Unit.REPORT: 2, Unit.REFERRAL: 1, Unit.SUSPECT: 2}
        assert "one subject" in asked(viewer, Unit.REFERRAL).definition

    def test_of_reports_leave_out_descriptions_of_their_files(self):
        viewer = a_viewer()
        held = (
            Held(an_xml_report(identifier="u1", service="Examplechat"), name="report.xml", folder="/a"),
            Held(a_response(9_900_000_001), name="response.xml", folder="/a"),
            Held(file_details(9_900_000_001), name="file.xml", folder="/a"),
        )
        receive(viewer, *held, now=NOW)

        assert [asked(viewer, unit).total for unit in (Unit.DELIVERY, Unit.REPORT)] == [3, 1]

    def test_of_what_has_no_table_are_not_nought(self):
        viewer = a_viewer()

        with pytest.raises(NotRecordedYet, match="not 0"):
            asked(viewer, Unit.ARREST)

    def test_show_what_is_not_stated_in_a_row_of_its_own(self):
        viewer = a_viewer()
        receive(viewer, Held(an_xml_report(identifier="u1", service="Examplechat")), source="ncmec", now=NOW)
        receive(viewer, Held(an_xml_report(identifier="u2", service="Examplechat")), now=NOW)

        found = asked(viewer, Unit.REPORT, by=[By.SOURCE])

        assert [(row.by["source"], row.count) for row in found.rows] == [("", 1), ("ncmec", 1)]

    def test_are_by_the_days_of_the_united_kingdom(self):
        viewer = a_viewer()
        late = datetime(2018, 6, 30, 23, 30, tzinfo=UTC)
        receive(viewer, Held(an_xml_report(identifier="u1", service="Examplechat")), now=late)

        found = asked(viewer, Unit.REPORT, by=[By.MONTH], start=date(2018, 6, 1), end=date(2018, 7, 31))

        assert [(row.by["month"], row.count) for row in found.rows] == [("2018-07", 1)]
        assert found.unknown == (("2018-06", "nothing is on record from before: not known, and not 0"),)
        assert asked(viewer, Unit.REPORT, by=[By.FINANCIAL_YEAR]).rows[0].by == {"financial_year": "2018/19"}

    def test_are_as_the_record_stood(self):
        viewer = a_viewer()
        receive(viewer, Held(an_xml_report(identifier="u1", service="Examplechat")), now=NOW)

        assert asked(viewer, Unit.REPORT, as_at=NOW - timedelta(seconds=1)).total == 0
        assert asked(viewer, Unit.REPORT, as_at=NOW).total == 1

    def test_are_dated_by_the_offence_when_asked(self):
        viewer = a_viewer()
        receive(
            viewer,
            Held(an_xml_report(identifier="u1", service="Examplechat")),
            now=datetime(2026, 11, 20, tzinfo=UTC),
        )

        found = asked(
            viewer, Unit.REPORT, by=[By.DAY], by_offence=True, as_at=datetime(2027, 1, 1, tzinfo=UTC)
        )

        assert found.rows[0].by == {"day": "2026-11-01"}
        with pytest.raises(NoOffenceDate):
            asked(viewer, Unit.DELIVERY, by_offence=True)

    def test_hold_nothing_of_another_desk(self):
        mine, theirs = a_viewer(), a_viewer("other", desk="E23000035")
        receive(theirs, Held(an_xml_report(identifier="u1", service="Examplechat")), now=NOW)

        assert asked(mine, Unit.REPORT).total == 0
        assert asked(theirs, Unit.REPORT).total == 1

    def test_are_refused_two_kinds_of_period_at_once(self):
        with pytest.raises(CannotSplit):
            asked(a_viewer(), Unit.REPORT, by=[By.MONTH, By.YEAR])

    def test_are_refused_whoever_may_not_read_them(self):
        with pytest.raises(NotPermitted):
            asked(Viewer(9, "admin", frozenset({Role.ADMINISTRATOR}), (), None), Unit.REPORT)

    def test_of_victims_keep_the_unknown_apart(self):
        viewer = a_viewer()
        victim = "<victim><victimPerson>{}</victimPerson></victim>"
        extra = victim.format("<age>13</age>") * 3 + victim.format("<age>15</age>")
        receive(viewer, Held(an_xml_report(identifier="u1", service="Examplechat", extra=extra)), now=NOW)

        with acting(viewer):
            found = victims(viewer, as_at=NOW)

        assert (found.count, found.averages.mean, found.averages.median) == (4, 13.5, 13)
        assert found.averages.mode == (13,)
        assert (found.sexes[-1].value, found.sexes[-1].count) == ("unknown", 4)

    def test_of_victims_before_the_record_are_not_nought(self):
        viewer = a_viewer()
        receive(viewer, Held(an_xml_report(identifier="u1", service="Examplechat")), now=NOW)

        with acting(viewer), pytest.raises(NothingOfThen, match=r"victim in 2017.* is not known, and not 0"):
            victims(viewer, start=date(2017, 1, 1), end=date(2017, 12, 31), as_at=NOW)

        with acting(viewer):
            in_part = victims(viewer, start=date(2019, 1, 1), end=date(2019, 12, 31), as_at=NOW)
        assert "nothing is on record from before 2019-02-20" in in_part.warnings[0]


@pytest.fixture(scope="module")
def viewer(module_database):
    del module_database
    viewer = a_viewer()
    for source, count, first, last in (
        ("tech", 100, date(2017, 1, 1), date(2017, 12, 31)),
        ("other", 5, date(2017, 1, 1), date(2017, 12, 31)),
        ("tech", 180, date(2018, 1, 1), date(2018, 12, 31)),
        ("other", 71, date(2018, 1, 1), date(2018, 12, 31)),
        ("tech", 21, date(2019, 1, 1), date(2019, 1, 31)),
        ("other", 11, date(2019, 1, 1), date(2019, 1, 31)),
    ):
        arrive(viewer, count, first, last, source=source)
    return viewer


@pytest.mark.usefixtures("module_database")
class TestClaimsFromRecords:
    """A tenth of one force's referrals in three years, by technology companies and by others."""

    def test_count_to_what_arrived(self, viewer):
        assert [in_period(viewer, period) for period in ("2017", "2018", "2019-01")] == [105, 251, 32]

    def test_grow_by_what_the_record_says(self, viewer):
        found = change(in_period(viewer, "2017"), in_period(viewer, "2018"))

        assert found.percent == pytest.approx(139.05, abs=0.01)

    def test_grow_by_source(self, viewer):
        parts: dict[str, list[int]] = {}
        for at, year in enumerate((2017, 2018)):
            rows = asked(
                viewer, Unit.REFERRAL, by=[By.SOURCE], start=date(year, 1, 1), end=date(year, 12, 31)
            ).rows
            for row in rows:
                parts.setdefault(row.by["source"], [0, 0])[at] = row.count

        found = decompose({name: (old, new) for name, (old, new) in parts.items()})

        assert {part.source: part.absolute for part in found.parts} == {"tech": 80, "other": 66}
        assert any("definition may have changed" in each for each in found.warnings)

    def test_are_answered_on_the_command_line(self, viewer):
        del viewer
        answered = waymark(
            "stats",
            "change",
            "--unit",
            "referral",
            "--a",
            "2018",
            "--b",
            "2019-01",
            "--json",
            WAYMARK_OFFICER="desk",
        )

        (line,) = answered.lines
        assert (line["old"], line["new"], line["basis"]) == (251, 32, "per_day")
        assert line["percent"] == pytest.approx((32 / 31) / (251 / 365) * 100 - 100)

    def test_are_suppressed_for_publication(self, viewer):
        del viewer
        answered = waymark(
            *(
                "stats",
                "counts",
                "--unit",
                "referral",
                "--by",
                "source",
                "--by",
                "year",
                "--publish",
                "--threshold",
                "12",
            ),
            "--json",
            WAYMARK_OFFICER="desk",
        )

        hidden = {(line["source"], line["year"]) for line in answered.lines if line["suppressed"]}
        assert {("other", "2017"), ("other", "2019")} <= hidden
        assert all(line["count"] is None for line in answered.lines if line["suppressed"])
        assert {("tech", "2017"), ("tech", "2019")} <= hidden

    def test_change_with_a_tenth_of_the_records_as_arithmetic_says(self, viewer):
        with acting(viewer), connection.cursor() as cursor:
            cursor.execute("select id from referral where opened_at < '2018-01-01' order by id limit 11")
            gone = [row[0] for row in cursor.fetchall()]
        before = in_period(viewer, "2017"), in_period(viewer, "2018")
        from tests.integration.command_line import as_superuser

        these = f"where id in ({','.join(map(str, gone))})"
        as_superuser(f"update referral set merged_into_id = id {these}")
        after = in_period(viewer, "2017"), in_period(viewer, "2018")
        as_superuser(f"update referral set merged_into_id = null {these}")

        assert after == (before[0] - 11, before[1])
        assert change(*after).percent == pytest.approx((251 / 94 - 1) * 100)


FIGURES = [
    (2, {"series": "alerts", "area": "X", "period": "2017", "value": "647", "qualifier": "exact", "basis": "nine months", "source": "press"}),
    (3, {"series": "referrals", "area": "X", "period": "2017", "value": "1,050", "qualifier": "exact", "basis": "calendar year", "source": "press"}),
]  # fmt: skip


@pytest.mark.usefixtures("database")
class TestReferenceFigures:
    @pytest.fixture
    def analyst(self):
        return a_viewer(**ANALYST)

    def loaded(self, viewer, rows, *, now=NOW):
        with acting(viewer):
            return load_figures(viewer, rows, name="figures.csv", now=now)

    def test_are_loaded_once(self, analyst):
        assert self.loaded(analyst, FIGURES) == 2
        assert self.loaded(analyst, FIGURES) == 0

    def test_are_revised_and_never_changed(self, analyst):
        self.loaded(analyst, FIGURES)
        self.loaded(analyst, [(2, {**FIGURES[0][1], "value": "650"})], now=NOW + timedelta(days=1))

        with acting(analyst):
            (held,) = held_figures(analyst, series="alerts")

        assert (held.figure.value, held.revises) == (650, (647,))

    def test_of_two_series_are_never_compared(self, analyst):
        self.loaded(analyst, FIGURES)

        answered = waymark(
            *("stats", "change", "--figure", "alerts", "--figure", "referrals", "--a", "2017", "--b", "2017"),
            WAYMARK_OFFICER="desk",
        )

        assert answered.code == 2
        assert "Different unit and source, not reconciled" in answered.err
        assert "nine months" in answered.err
        assert "calendar year" in answered.err

    def test_that_stand_on_two_bases_are_no_one_figure(self, analyst):
        self.loaded(analyst, [*FIGURES, (4, {**FIGURES[0][1], "basis": "a full year", "value": "865"})])

        with acting(analyst), pytest.raises(DifferentUnits):
            figure_for(analyst, "alerts", "2017")

    def test_that_are_not_held_are_said_to_be(self, analyst):
        with acting(analyst), pytest.raises(NoSuchFigure):
            figure_for(analyst, "alerts", "1999")

    def test_with_a_bad_row_are_refused_whole(self, analyst):
        with pytest.raises(BadFigure, match="Row 3"):
            self.loaded(analyst, [FIGURES[0], (3, {**FIGURES[1][1], "value": "many"})])

        with acting(analyst):
            assert held_figures(analyst) == []

    def test_stand_beside_ours_in_rows_of_their_own(self, analyst):
        self.loaded(analyst, FIGURES)
        receive(analyst, Held(an_xml_report(identifier="u1", service="Examplechat")), now=NOW)

        answered = waymark(
            "stats", "counts", "--unit", "report", "--beside", "alerts", "--json", WAYMARK_OFFICER="desk"
        )

        ours, theirs = answered.lines
        assert ours["count"] == 1
        assert (theirs["beside"]["value"], "unit" in theirs) == (647, False)

    def test_may_break(self, analyst):
        with acting(analyst):
            record_break(analyst, Break("referral", date(2018, 4, 1), "a new source", "the desk"), now=NOW)
            found = recorded_breaks(analyst)

        assert [each.on for each in found] == [date(2018, 4, 1)]


@pytest.fixture
def desk_with_reports(database):
    del database
    viewer = a_viewer()
    for day in range(1, 29):
        held = [
            Held(an_xml_report(identifier=f"u{day}-{n}", service="Examplechat"), name=f"{day}-{n}.xml")
            for n in range(1 + day % 3)
        ]
        receive(viewer, *held, source="ncmec", now=datetime(2018, 1, day, 12, tzinfo=UTC))
    return viewer


class TestAReport:
    def made(self, viewer, period="2018-01", **given):
        from waymark.stages.statistics.queries.reporting import report_on

        with acting(viewer):
            return report_on(
                viewer, parse_period(period), **{"as_at": None, "publish": False, "now": NOW, **given}
            )

    def test_of_the_same_record_has_the_same_bytes(self, desk_with_reports, tmp_path):
        from waymark.stages.statistics.rules.report_files import as_zip

        first = self.made(desk_with_reports)
        again = self.made(desk_with_reports, now=NOW + timedelta(days=3))

        assert first.digest == again.digest
        assert as_zip(first) == as_zip(again)

    def test_of_another_record_has_another_digest(self, desk_with_reports):
        first = self.made(desk_with_reports)
        receive(
            desk_with_reports,
            Held(an_xml_report(identifier="late", service="Examplechat")),
            now=datetime(2018, 1, 30, tzinfo=UTC),
        )

        assert self.made(desk_with_reports).digest != first.digest

    def test_counts_what_the_record_holds_with_definition_and_query(self, desk_with_reports):
        found = self.made(desk_with_reports)

        headline = {row[0]: row for row in found.sections[0].rows}
        total = sum(1 + day % 3 for day in range(1, 29))
        assert headline["referral"][2] == total
        by_month = next(each for each in found.sections if each.name == "referrals_by_month")
        assert by_month.rows == (("2018-01", total),)
        assert all(section.definition for section in found.sections)
        assert "select" in by_month.query

    def test_speaks_of_no_day_that_is_yet_to_come(self, desk_with_reports):
        found = self.made(desk_with_reports, period="2018")

        assert found.period == "2018-01-01 to 2018-01-28"
        by_month = next(each for each in found.sections if each.name == "referrals_by_month")
        assert [row[0] for row in by_month.rows] == ["2018-01"]

    def test_for_publication_shows_no_small_number(self, desk_with_reports):
        receive(
            desk_with_reports,
            Held(an_xml_report(identifier="x", service="Examplechat")),
            source="rare",
            now=datetime(2018, 1, 30, tzinfo=UTC),
        )

        found = self.made(desk_with_reports, publish=True)

        sources = next(each for each in found.sections if each.name == "reports_by_source")
        assert {row[1] for row in sources.rows} == {None}
        for section in found.sections:
            assert not [
                cell for row in section.rows for cell in row[1:] if isinstance(cell, int) and 0 < cell < 5
            ]

    def test_is_written_by_one_command_and_over_nothing(self, desk_with_reports, tmp_path):
        del desk_with_reports
        out = tmp_path / "report"

        written = waymark("stats", "report", "2018-01", "--out", str(out), "--json", WAYMARK_OFFICER="desk")
        again = waymark("stats", "report", "2018-01", "--out", str(out), WAYMARK_OFFICER="desk")

        assert written.code == 0
        assert {"report.html", "report.pdf", "headline.csv"} <= {path.name for path in out.iterdir()}
        assert (out / "report.pdf").read_bytes().startswith(b"%PDF")
        assert b"StructTreeRoot" in (out / "report.pdf").read_bytes()
        assert again.code == 2
        assert "there already" in again.err

    def test_of_nothing_is_refused(self, database):
        from waymark.stages.statistics.queries.reporting import NothingReceived

        with pytest.raises(NothingReceived):
            self.made(a_viewer())


class TestTheDashboard:
    def test_adds_up_to_what_the_record_holds(self, desk_with_reports):
        from waymark.stages.statistics.operations.counting import take_figures
        from waymark.stages.statistics.queries.dashboard import dashboard

        then = datetime(2018, 1, 31, 9, tzinfo=UTC)
        with acting(desk_with_reports):
            before = dashboard(desk_with_reports)
            take_figures(desk_with_reports, now=then)
        with acting(desk_with_reports):
            found = dashboard(desk_with_reports)

        total = sum(1 + day % 3 for day in range(1, 29))
        assert before.taken_at is None
        assert found.taken_at == then
        assert sum(found.counts.days.values()) == sum(found.counts.levels.values()) == total
        assert found.counts.sources == {"ncmec": total}
        assert found.counts.days["2018-01-02"] == 3

    def test_shows_nothing_of_another_desk(self, desk_with_reports):
        from waymark.stages.statistics.operations.counting import take_figures
        from waymark.stages.statistics.queries.dashboard import dashboard

        other = a_viewer("other", desk="E23000035")
        for viewer in (desk_with_reports, other):
            with acting(viewer):
                take_figures(viewer, now=NOW)
        with acting(other):
            found = dashboard(other)

        assert found.counts.days == {}
        assert found.taken_at == NOW
