"""The commands that need no record, by the keys and the refusals that others rely on."""

import json

import pytest
import typer
from typer.testing import CliRunner

from tests.unit.stages.statistics.rules.a_series import a_calendar, a_series
from waymark.config.start import needs_database
from waymark.interfaces.cli import door, statistics


@pytest.fixture
def run(monkeypatch):
    monkeypatch.setattr(door.OPTIONS, "as_json", True)
    app = typer.Typer()
    statistics.register(app)

    def asked(*words):
        result = CliRunner().invoke(app, ["stats", *map(str, words)])
        return result, [json.loads(line) for line in result.stdout.splitlines()]

    return asked


@pytest.fixture
def files(tmp_path):
    series, calendar, weeks = (tmp_path / name for name in ("series.csv", "calendar.csv", "weeks.csv"))
    counted, holidays = a_series(3, effect=1.5), a_calendar()
    series.write_text("week_start,count\n" + "".join(f"{w.start},{w.count:g}\n" for w in counted))
    calendar.write_text("start,end\n" + "".join(f"{span.start},{span.end}\n" for span in holidays.holidays))
    shares = holidays.shares([week.start for week in counted])
    flags = ((week.start, int(share.holiday > 0.5)) for week, share in zip(counted, shares, strict=True))
    weeks.write_text("Week_Start;Holiday\n" + "".join(f"{start};{flag}\n" for start, flag in flags))
    return series, calendar, weeks


class TestChange:
    def test_answers_with_the_keys_of_the_command(self, run):
        _, (line,) = run("change", "1,050", "2514", "--a", "2017", "--b", "2018")

        assert {"percent", "ratio", "absolute", "per_day", "reading", "warnings"} <= line.keys()
        assert round(line["percent"], 4) == 139.4286

    @pytest.mark.parametrize(
        "words",
        [
            ("1", "many"), ("1", "inf"), ("1", "2", "--a", "soon"), ("0x10", "2"), ("-3", "5"), ("1", "12,5"),
            ("1", "2", "--claimed", "much"), ("1.050", "2.514"), ("1", "2", "--a", "2009-10", "--b", "2010-11"),
        ],
    )  # fmt: skip
    def test_refuses_in_one_line_what_it_cannot_read(self, run, words):
        result, lines = run("change", *words)

        assert (result.exit_code, lines) == (door.WRONG_USAGE, [])
        assert len(result.stderr.strip().splitlines()) == 1


@pytest.fixture
def read(monkeypatch):
    """What a person reads: without --json."""
    monkeypatch.setattr(door.OPTIONS, "as_json", False)
    app = typer.Typer()
    statistics.register(app)

    def asked(*words):
        result = CliRunner().invoke(app, ["stats", *map(str, words)])
        assert result.exit_code == 0, result.output
        return result.output

    return asked


class TestWhatAPersonReads:
    def test_of_a_month_against_a_year_is_every_measure_of_it(self, read):
        said = read("change", "2514", "317", "--a", "2018", "--b", "2019-01", "--claimed", "51")

        assert "a day: 6.888, then 10.226 (+48.5%)" in said
        assert "a month: 209.50, then 317.00 (+51.3%)" in said
        assert "3,732 by the day, 3,333 to 4,167 by chance alone; 3,804 by the month" in said
        assert "claimed 51: follows: by the average month, 51.31% rounds to 51" in said

    def test_of_years_is_growth_a_year_and_doubling(self, read):
        said = read("change", "1591", "30661", "--a", "2009", "--b", "2016")

        assert "as growth: +52.60% a year over 7 years, doubling in 1.64 years" in said
        assert "83.773" in said

    def test_of_a_base_is_each_reading_of_the_words(self, read):
        said = read("base", "647", "--rise", "700", "--period", "2017-01..2017-09")

        for reading in ("80.875", "92.4286", "108.1296", "76.1176 to 86.2667", "whole numbers from 77 to 86"):
            assert reading in said

    def test_of_sources_is_their_share_before_and_after(self, read):
        said = read("decompose", "tech=1000:1795", "--total", "1050:2514")

        for share in ("95.24%", "71.40%", "54.30%", "45.70%", "definition may have changed"):
            assert share in said


class TestBase:
    def test_answers_with_the_keys_of_the_command(self, run):
        _, (line,) = run("base", "1795", "--rise", "79.5")

        assert line["base"] == pytest.approx(1000)
        assert line["integers"] == [1000]
        assert [round(end, 1) for end in line["interval"]] == [999.7, 1000.3]

    @pytest.mark.parametrize(
        "words",
        [
            ("-5", "--rise", "50"),
            ("5", "--rise", "-100"),
            ("5", "--rise", "some"),
            ("1.795", "--rise", "12,5"),
        ],
    )
    def test_refuses_in_one_line_what_can_have_risen_from_nothing(self, run, words):
        result, lines = run("base", *words[1:], "--", words[0])

        assert (result.exit_code, lines) == (door.WRONG_USAGE, [])
        assert len(result.stderr.strip().splitlines()) == 1

    def test_gives_no_number_without_end(self, run):
        _, (line,) = run("base", "5", "--rise", "-99.5", "--rounded-to", "1")

        assert line["interval"][1] is None


class TestDecompose:
    def test_takes_parts_on_the_line_or_in_a_file(self, run, tmp_path):
        file = tmp_path / "parts.csv"
        file.write_text("source,old,new\ntech,1000,1795\nother,50,719\n")

        _, (typed,) = run("decompose", "tech=1000:1795", "--total", "1050:2514")
        _, (read,) = run("decompose", "--file", file)

        for line in (typed, read):
            assert [(part["source"], part["absolute"]) for part in line["parts"]] == [
                ("tech", 795),
                ("other", 669),
            ]

    @pytest.mark.parametrize(
        "words",
        [
            ("tech=1",),
            ("tech=1:2", "tech=3:4"),
            ("tech=1:-2",),
            ("tech=1:2:3",),
            ("tech=5:6", "--total", "1:2"),
        ],
    )
    def test_refuses_in_one_line_what_is_no_part(self, run, words):
        result, lines = run("decompose", *words)

        assert (result.exit_code, lines) == (door.WRONG_USAGE, [])
        assert len(result.stderr.strip().splitlines()) == 1

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("source;old;new\ntech;1.000;1.795\n", "may be 1,000 or a fraction"),
            ("source,old,new\ntech,,5\n", "row 2 of parts.csv, old"),
            ("source,old,new\ntech,1,5\ntech,2,6\n", "there twice"),
        ],
    )
    def test_refuses_a_file_by_its_row(self, run, tmp_path, text, says):
        file = tmp_path / "parts.csv"
        file.write_text(text)

        result, _ = run("decompose", "--file", file)

        assert says in result.stderr


class TestHolidayEffect:
    def test_answers_with_the_keys_of_the_command_whatever_the_calendar_s_shape(self, run, files):
        series, *calendars = files

        for calendar in calendars:
            _, (line,) = run("holiday-effect", "--series", series, "--calendar", calendar)

            assert {"rate_ratio", "interval", "p", "power", "verdict", "readings"} <= line.keys()
            assert line["verdict"] == "effect"
            assert set(line["readings"]) == {"offending", "detection"}
            assert line["power"]["1.5"] > 0.9

    def test_refuses_a_calendar_that_is_none(self, run, files):
        series, *_ = files

        result, _ = run("holiday-effect", "--series", series, "--calendar", series)

        assert result.exit_code == door.WRONG_USAGE
        assert "week_start and holiday" in result.stderr


class TestForecast:
    def test_answers_with_the_keys_of_the_command(self, run, files):
        _, (line,) = run("forecast", "--series", files[0], "--horizon", "4")

        assert {"method", "points", "backtest"} <= line.keys()
        assert [set(point) for point in line["points"]] == [{"period", "mean", "lo90", "hi90"}] * 4
        assert {"mae", "naive", "coverage90", "interval_score"} <= line["backtest"].keys()
        assert set(line["backtest"]["naive"]) == {"seasonal_naive", "last_value", "mean_of_twelve"}

    def test_answers_a_line_for_each_series_of_a_file(self, run, tmp_path):
        file = tmp_path / "two.csv"
        rows = [
            f"{place},20{year}-{month:02d},{month}"
            for place in "ab"
            for year in (10, 11, 12)
            for month in range(1, 13)
        ]
        file.write_text("\n".join(["borough,month,count", *rows]))

        _, lines = run("forecast", "--series", file, "--horizon", "1")
        _, (one,) = run("forecast", "--series", file, "--horizon", "1", "--where", "borough=b")

        assert [line["series"] for line in lines] == [{"borough": "a"}, {"borough": "b"}]
        assert one["points"] == lines[1]["points"]


class TestCapacity:
    def test_answers_a_line_for_the_scenario_and_for_each_what_if(self, run, tmp_path):
        file = tmp_path / "scenario.toml"
        file.write_text(
            "weeks = 8\nruns = 20\nforensics = false\n[[what_if]]\nname = 'fewer'\ndesk.people_more = -3\n"
        )

        _, (now, fewer) = run("capacity", "--scenario", file)

        assert (now["scenario"], fewer["scenario"]) == ("as_now", "fewer")
        assert {"backlog", "waits", "promises_missed", "staffing", "utilisation"} <= now.keys()
        assert fewer["utilisation"] > now["utilisation"]


class TestNeedsDatabase:
    @pytest.mark.parametrize(
        ("words", "needs"),
        [
            ("stats change 1 2", False),
            ("stats change --unit referral --a 2017 --b 2018", True),
            ("stats change --figure=alerts --a 2017 --b 2018", True),
            ("stats base 5 --rise 3", False),
            ("stats forecast --series f.csv --horizon 3", False),
            ("stats forecast --unit referral --horizon 3", True),
            ("stats holiday-effect --series f --loaded-calendar Leeds", True),
            ("stats capacity --scenario f", False),
            ("stats counts --unit report", True),
            ("stats report 2018 --out x", True),
        ],
    )
    def test_only_where_the_record_is_asked(self, words, needs):
        assert needs_database(words.split(), {}) is needs
