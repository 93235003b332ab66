"""The API answers what the command answers: key by key and value by value, on one database."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
import typer
from django.core.cache import cache

from tests.builders import Held, a_viewer, an_xml_report, receive
from tests.integration.api_programs import Program, a_key, problem_of
from waymark.access.viewing import acting
from waymark.interfaces.cli import door, statistics
from waymark.stages.statistics.operations.counting import take_figures
from waymark.stages.statistics.operations.figures import load_figures, record_break
from waymark.stages.statistics.queries.dashboard import dashboard
from waymark.stages.statistics.rules.breaks import Break
from waymark.stages.statistics.rules.capacity import scenario_file

FIRST = datetime(2018, 1, 10, 12, tzinfo=UTC)
AS_AT = "2019-02-20T12:00:00Z"
APPROACH = "Online Enticement of Children for Sexual Acts"
MONTHS = [(f"{2014 + n // 12}-{n % 12 + 1:02}", 100 + 7 * (n % 12) + n) for n in range(48)]
SERIES = "month,count\n" + "\n".join(f"{month},{count}" for month, count in MONTHS)


def weeks() -> list[tuple[str, int]]:
    monday = date(2015, 1, 5)
    return [((monday + timedelta(days=7 * n)).isoformat(), 40 + (n * 7) % 13) for n in range(150)]


WEEKS = "week_start,count\n" + "\n".join(f"{week},{count}" for week, count in weeks())
TERMS = "week_start,holiday\n" + "\n".join(
    f"{week},{int(n % 13 > 10)}" for n, (week, _) in enumerate(weeks())
)
SCENARIO = {
    "weeks": 8,
    "runs": 20,
    "arrivals": {"per_week": 5},
    "what_if": [{"name": "double", "arrivals": {"per_week_times": 2}}],
}
REFERENCE = [
    (
        "recorded_offences",
        "Northshire",
        "2014-15",
        "1050",
        "exact",
        "financial year, recorded, 40 of 43 forces",
        "Home Office",
    ),
    (
        "recorded_offences",
        "Northshire",
        "2015-16",
        "1885",
        "exact",
        "financial year, recorded, 40 of 43 forces",
        "Home Office",
    ),
]


@pytest.fixture(scope="module")
def viewer(module_database):
    """A year of reports of two kinds, figures of others, and a break."""
    del module_database
    made = a_viewer(roles=("intelligence_desk", "supervisor", "analyst"))
    for n in range(30):
        extra = f"<victim><victimPerson><age>{9 + n % 6}</age></victimPerson></victim>"
        content = an_xml_report(
            identifier=f"u{n}",
            service="Examplechat",
            extra=extra,
            **({"incident": APPROACH} if n < 9 else {}),
        )
        source = "ncmec" if n % 3 else "nca"
        receive(made, Held(content, name=f"{n}.xml"), source=source, now=FIRST + timedelta(days=11 * n))
    columns = ("series", "area", "period", "value", "qualifier", "basis", "source")
    rows = [(n, dict(zip(columns, row, strict=True))) for n, row in enumerate(REFERENCE, start=2)]
    with acting(made):
        load_figures(made, rows, name="figures.csv", now=FIRST)
        record_break(made, Break("report", date(2018, 7, 1), "counted by document", "this test"), now=FIRST)
        take_figures(made, now=datetime(2019, 2, 20, 12, tzinfo=UTC))
    return made


@pytest.fixture(scope="module")
def program(viewer):
    return Program(a_key(viewer.username).key)


@pytest.fixture(autouse=True)
def _asked_nothing_yet(viewer):
    """Each test begins a minute of its own: together they ask more than one may."""
    cache.clear()


@pytest.fixture
def told(viewer, monkeypatch, capsys):
    """Ask the command in this process; returns what it printed, line by line."""
    monkeypatch.setattr(door.OPTIONS, "as_json", True)
    monkeypatch.setattr(door.OPTIONS, "officer", viewer.username)

    def ask(*arguments: str) -> list[dict[str, object]]:
        app = typer.Typer()
        statistics.register(app)
        app(args=["stats", *arguments], standalone_mode=False)
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return ask


def ok(response):
    assert response.status_code == 200, response.content[:500]
    assert response["Content-Type"] == "application/json"
    return response.json()


class TestCounts:
    @pytest.mark.parametrize(
        ("asked", "arguments"),
        [
            ({"unit": "report"}, ["--unit", "report"]),
            (
                {"unit": "report", "by": ["month", "source"], "from": "2017-11", "to": "2019-03"},
                [
                    "--unit",
                    "report",
                    "--by",
                    "month",
                    "--by",
                    "source",
                    "--from",
                    "2017-11",
                    "--to",
                    "2019-03",
                ],
            ),
            (
                {"unit": "victim", "by": "age", "publish": "true", "threshold": "6"},
                ["--unit", "victim", "--by", "age", "--publish", "--threshold", "6"],
            ),
            ({"unit": "referral", "by": "level"}, ["--unit", "referral", "--by", "level"]),
            (
                {"unit": "suspect", "by": "offence", "by_offence_date": "true", "from": "2026", "to": "2026"},
                [
                    "--unit",
                    "suspect",
                    "--by",
                    "offence",
                    "--by-offence-date",
                    "--from",
                    "2026",
                    "--to",
                    "2026",
                ],
            ),
            ({"unit": "device"}, ["--unit", "device"]),
        ],
    )
    def test_are_those_of_the_command(self, program, told, asked, arguments):
        at = "2026-12-31T00:00:00Z" if "by_offence_date" in asked else AS_AT

        answered = ok(program.get("counts", **asked, as_at=at))

        assert answered["rows"] == told("counts", *arguments, "--as-at", at)
        assert answered["rows"]

    def test_have_others_figures_beside_them_under_a_key_of_their_own(self, program, told):
        answered = ok(program.get("counts", unit="report", beside="recorded_offences", as_at=AS_AT))

        lines = told("counts", "--unit", "report", "--beside", "recorded_offences", "--as-at", AS_AT)
        assert answered["rows"] + answered["beside"] == lines
        assert len(answered["beside"]) == 2

    def test_of_another_desk_are_not_in_them(self, program, viewer):
        other = a_viewer("far", desk="E23000001")

        assert ok(Program(a_key(other.username).key).get("counts", unit="report"))["rows"][0]["count"] == 0
        assert ok(program.get("counts", unit="report"))["rows"][0]["count"] == 30


class TestVictimsFiguresAndTheDashboard:
    def test_of_victims_are_those_of_the_command(self, program, told):
        asked = {"from": "2018-02", "to": "2018"}
        options = ("--from", "2018-02", "--to", "2018", "--as-at", "2018-06-30")

        assert [ok(program.get("victims", **asked))] == told("victims", *options[:4])
        assert [ok(program.get("victims", **asked, as_at="2018-06-30"))] == told("victims", *options)

    def test_of_others_are_those_of_the_command(self, program, told):
        answered = ok(program.get("reference", series="recorded_offences"))["rows"]

        assert answered == told("figures", "--series", "recorded_offences")
        assert [row["forces_answering"] for row in answered] == [{"forces": 40, "of": 43}] * 2

    def test_of_the_day_are_those_of_the_page(self, program, viewer):
        with acting(viewer):
            shown = dashboard(viewer)

        answered = ok(program.get("dashboard"))

        assert answered["counts"]["levels"] == dict(shown.counts.levels)
        assert answered["taken_at"] == "2019-02-20T12:00:00Z"


class TestComparing:
    @pytest.mark.parametrize(
        ("asked", "arguments"),
        [
            (
                {"old": "1,050", "new": "1885", "a": "2014-15", "b": "2015-16", "claimed": "79.5"},
                ["1,050", "1885", "--a", "2014-15", "--b", "2015-16", "--claimed", "79.5"],
            ),
            ({"old": "0", "new": "7"}, ["0", "7"]),
            (
                {"unit": "report", "a": "2018-Q1", "b": "2018-Q4", "break": "2018-07-01=by document"},
                ["--unit", "report", "--a", "2018-Q1", "--b", "2018-Q4", "--break", "2018-07-01=by document"],
            ),
            (
                {"unit": "report", "a": "2018-Q1", "b": "2018-Q4", "across_breaks": "true"},
                ["--unit", "report", "--a", "2018-Q1", "--b", "2018-Q4", "--across-breaks"],
            ),
            (
                {"figure": "recorded_offences", "a": "2014-15", "b": "2015-16"},
                ["--figure", "recorded_offences", "--a", "2014-15", "--b", "2015-16"],
            ),
        ],
    )
    def test_change_is_that_of_the_command(self, program, told, asked, arguments):
        assert [ok(program.get("change", **asked))] == told("change", *arguments)

    def test_base_is_that_of_the_command(self, program, told):
        asked = {"value": "3,940", "rise": "79.5", "rounded_to": "0.1", "period": "2018-01..2018-09"}
        arguments = ["3,940", "--rise", "79.5", "--rounded-to", "0.1", "--period", "2018-01..2018-09"]

        assert [ok(program.get("base", **asked))] == told("base", *arguments)

    def test_parts_of_others_are_those_of_the_command_as_text_and_as_rows(self, program, told, tmp_path):
        file = tmp_path / "parts.csv"
        file.write_text('source,old,new\nHotline,100,180\n"Company, one",50,20\n')
        rows = [
            {"source": "Hotline", "old": 100, "new": 180},
            {"source": "Company, one", "old": 50, "new": 20.0},
        ]

        (line,) = told("decompose", "--file", str(file), "--total", "160:230")

        for parts in (file.read_text(), rows):
            assert ok(program.post("decompose", {"parts": parts, "total": [160, "230"]})) == line

    def test_parts_of_the_record_are_those_of_the_command(self, program, told):
        asked = {"unit": "report", "by": "source", "a": "2018-Q1", "b": "2018-Q4"}

        (line,) = told("decompose", "--unit", "report", "--by", "source", "--a", "2018-Q1", "--b", "2018-Q4")

        assert ok(program.post("decompose", asked)) == line


class TestModelling:
    def test_the_holiday_test_is_that_of_the_command(self, program, told, tmp_path):
        series, calendar = tmp_path / "series", tmp_path / "calendar"
        series.write_text(WEEKS)
        calendar.write_text(TERMS)
        rows = [{"week_start": week, "count": count} for week, count in weeks()]

        asked = {"series": rows, "calendar": TERMS, "delay_days": 3, "break": ["2016-01-04"]}
        answered = ok(program.post("holiday-effect", asked))

        files = ["--series", str(series), "--calendar", str(calendar)]
        assert [answered] == told("holiday-effect", *files, "--delay-days", "3", "--break", "2016-01-04")

    def test_a_forecast_is_that_of_the_command(self, program, told, tmp_path):
        file = tmp_path / "series"
        file.write_text(SERIES)

        answered = ok(program.post("forecast", {"series": SERIES, "horizon": 3}))

        assert answered == {"rows": told("forecast", "--series", str(file), "--horizon", "3")}
        assert len(answered["rows"][0]["points"]) == 3

    def test_a_forecast_of_the_record_is_that_of_the_command(self, program, told):
        asked = {"unit": "report", "by": "week", "from": "2018-W05", "to": "2018-W45", "horizon": 2}
        arguments = [
            "--unit",
            "report",
            "--by",
            "week",
            "--from",
            "2018-W05",
            "--to",
            "2018-W45",
            "--horizon",
            "2",
        ]

        assert ok(program.post("forecast", asked)) == {"rows": told("forecast", *arguments)}

    def test_capacity_is_that_of_the_command(self, program, told, tmp_path):
        file = tmp_path / "scenario.json"
        file.write_text(json.dumps(SCENARIO))

        assert ok(program.post("capacity", SCENARIO)) == {"rows": told("capacity", "--scenario", str(file))}

    def test_the_example_is_a_whole_scenario(self, program):
        answered = ok(program.get("capacity/example"))

        assert len(scenario_file.read_scenarios(json.dumps(answered).encode())) >= 2


class TestPublishing:
    def test_a_report_is_that_of_the_command_file_by_file(self, program, told, tmp_path):
        asked = {"period": "2018", "publish": "true", "as_at": AS_AT}

        listed = ok(program.get("report", **asked))["rows"]
        page = program.get("report/file/report.html", **asked)
        packed = program.get("report/zip", **asked)

        lines = told("report", "2018", "--out", str(tmp_path / "out"), "--publish", "--as-at", AS_AT)
        assert [(row["sha256"], row["digest"]) for row in listed] == [
            (line["sha256"], line["digest"]) for line in lines
        ]
        assert page.content == (tmp_path / "out" / "report.html").read_bytes()
        assert page["Content-Disposition"].startswith("attachment")
        with ZipFile(BytesIO(packed.content)) as files:
            assert {name: sha256(files.read(name)).hexdigest() for name in files.namelist()} == {
                row["path"]: row["sha256"] for row in listed
            }

    def test_a_file_that_no_report_has_is_not_found(self, program):
        assert problem_of(program.get("report/file/other.html", period="2018"))["status"] == 404

    def test_sheets_are_those_of_the_command(self, program, told, tmp_path):
        listed = ok(program.get("prevention", period="2018"))["rows"]
        sheet = program.get("prevention/parents.pdf", period="2018")

        lines = told("prevention", "2018", "--out", str(tmp_path / "sheets"))
        assert [{**line, "path": line["path"].rpartition("/")[2]} for line in lines] == listed
        assert sha256(sheet.content).hexdigest() == listed[0]["sha256"]
        assert sheet["Content-Type"] == "application/pdf"


class TestBadInput:
    @pytest.mark.parametrize(
        ("name", "asked", "says"),
        [
            ("counts", {"unit": "report", "from": "the day before"}, "names no period"),
            ("counts", {"unit": "report", "as_at": "2018-01-01T10:00:00"}, "with Z or an offset"),
            ("counts", {"unit": "report", "as_at": "9999-12-31T23:59:59-14:00"}, "is no time"),
            ("counts", {"unit": "report", "by": ["month", "year"]}, "cannot be split by month, year at once"),
            ("counts", {"unit": "person"}, "unit: "),
            ("counts", {"unit": "report", "untl": "2018"}, "'untl' is not a parameter here"),
            ("counts", {"unit": ["report", "referral"]}, "can be said once"),
            ("counts", {}, "unit: "),
            ("change", {"old": "12,5", "new": "3"}, "is no figure"),
            ("change", {"old": "12"}, "a figure is missing"),
            ("change", {"unit": "report"}, "give old and new, or a and b with unit or figure"),
            ("change", {"unit": "device", "a": "2017", "b": "2018"}, "not recorded yet"),
            ("change", {"figure": "none_such", "a": "2017", "b": "2018"}, "No reference figure"),
            ("base", {"value": "10", "rise": "a lot"}, "a lot"),
            ("report", {"period": "2030"}, "Nothing had been received"),
            ("prevention", {"period": "2018-01-01..2018-06-29"}, ""),
            ("reference", {"series": "a\0b"}, "no text"),
        ],
    )
    def test_in_the_address_gets_one_line_that_says_what_to_do(self, program, name, asked, says):
        said = problem_of(program.get(name, **asked))

        assert said["status"] == 422
        assert says in said["detail"]
        assert "\n" not in said["detail"]

    @pytest.mark.parametrize(
        ("name", "body", "says"),
        [
            ("forecast", {"series": "", "horizon": 1}, "an empty file"),
            ("forecast", {"series": "a,b\n1,2\n", "horizon": 1}, "the columns period and count"),
            ("forecast", {"series": [], "horizon": 1}, "empty file"),
            ("forecast", {"series": SERIES, "horizon": 0}, "horizon: "),
            ("forecast", {"series": SERIES, "horizon": 1, "horizn": 2}, "horizn: "),
            ("forecast", {"horizon": 1}, "give series, or unit with from and to"),
            ("forecast", {"unit": "report", "series": SERIES, "horizon": 1}, "not clear"),
            ("forecast", {"series": SERIES, "horizon": 1, "where": ["area=Northshire"]}, "that fit `where`"),
            ("holiday-effect", {"series": WEEKS}, "give calendar or loaded_calendar"),
            (
                "holiday-effect",
                {"series": WEEKS, "loaded_calendar": "Northshire"},
                "No term dates of 'Northshire'",
            ),
            ("decompose", {"parts": [{"source": "x", "old": 1, "new": None}]}, "a figure is missing"),
            ("decompose", {"parts": "source,old,new\nx,1,2\nx,3,4\n"}, "is there twice"),
            ("capacity", {}, "says nothing"),
            ("capacity", {"weeks": 5000}, "must be from 1 to 520"),
            (
                "capacity",
                {"weeks": 2, "what_if": [{"name": str(n)} for n in range(30)]},
                "10 can be asked for at once",
            ),
            ("capacity", {"weeks": 500, "runs": 5000}, "fewer weeks, runs or changes"),
            ("capacity", [1, 2], "dict"),
        ],
    )
    def test_in_a_body_gets_one_line_that_says_what_to_do(self, program, name, body, says):
        said = problem_of(program.post(name, body))

        assert said["status"] == 422
        assert says in said["detail"]
        assert "\n" not in said["detail"]
