from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from waymark.stages.statistics.rules.charts import Point, bar_chart, line_chart
from waymark.stages.statistics.rules.report_files import as_zip, files_of
from waymark.stages.statistics.rules.report_html import as_html
from waymark.stages.statistics.rules.report_pdf import as_pdf
from waymark.stages.statistics.rules.reports import Report, Section, as_csv

HOSTILE = '=cmd|" </script><b>\\ #[$x$] *_`'


@pytest.fixture
def report():
    chart = bar_chart([(HOSTILE, 4), ("other", None)], title="By source", describes="2 rows")
    section = Section(
        "by_source", "By source", ("source", "reports"), ((HOSTILE, 4), ("other", None), ("", 1204)),
        "what one source said", "select 1", ("The reading.",), chart,
    )  # fmt: skip
    return Report(
        "Report", "2018-01-01 to 2018-12-31", "2019-01-02T09:00:00+00:00", "a desk", ("A note.",), (section,)
    )


class TestAReport:
    def test_is_the_same_bytes_each_time(self, report):
        assert as_zip(report) == as_zip(report)

    def test_has_another_digest_when_one_figure_differs(self, report):
        other = replace(report, sections=(replace(report.sections[0], rows=((HOSTILE, 5),)),))

        assert other.digest != report.digest

    def test_names_in_its_tables_what_is_not_stated(self, report):
        assert b"(not stated),1204" in as_csv(report.sections[0])

    def test_has_a_page_a_tagged_pdf_and_a_table_for_each_section(self, report):
        files = dict(files_of(report))

        assert set(files) == {"report.html", "report.pdf", "by_source.csv"}
        assert b"StructTreeRoot" in files["report.pdf"]
        assert report.digest.encode() in files["report.html"]

    def test_runs_nothing_that_a_source_wrote(self, report):
        page, table = as_html(report).decode(), as_csv(report.sections[0]).decode("utf-8-sig")

        assert "<b>" not in page
        assert "<script" not in page
        assert table.splitlines()[1].startswith("\"'=cmd")
        assert as_pdf(report).startswith(b"%PDF")

    def test_says_of_what_is_hidden_that_it_is_not_shown(self, report):
        assert "not shown" in as_html(report).decode()
        assert as_csv(report.sections[0]).decode("utf-8-sig").splitlines()[2] == "other,"

    def test_with_nothing_in_a_section_is_still_a_report(self, report):
        empty = replace(report, sections=(replace(report.sections[0], rows=(), chart=""),))

        assert as_pdf(empty).startswith(b"%PDF")
        assert "Nothing" in as_html(empty).decode()


class TestCharts:
    def test_are_drawn_of_what_is_certain_and_with_a_band_of_what_is_not(self):
        chart = line_chart(
            [Point("a", 3), Point("b", None), Point("c", 5), Point("d", 6, 4, 9)],
            title="T",
            describes="4 points",
        )

        names = [each.tag.rpartition("}")[2] for each in ET.fromstring(chart)]
        assert {"polygon", "polyline", "circle", "line", "text"} == set(names)
        assert 'aria-label="T. 4 points"' in chart

    @pytest.mark.parametrize("count", [2, 5, 9, 53])
    def test_keep_the_last_label_under_a_line_within_the_picture(self, count):
        points = [Point(f"2026-W{n:02}", n) for n in range(count)]

        chart = ET.fromstring(line_chart(points, title="T", describes="D"))

        under = [each for each in chart.iter() if (each.text or "").startswith("2026-W")]
        assert [each.get("text-anchor") for each in under[:1]] == ["start"]
        widest = max(
            float(each.get("x", "0")) + (45 if each.get("text-anchor") == "middle" else 0) for each in under
        )
        assert widest <= float(chart.get("viewBox", "").split()[2])

    def test_of_noughts_are_drawn(self):
        ET.fromstring(line_chart([Point("a", 0), Point("b", 0)], title="T", describes="D"))
        ET.fromstring(bar_chart([("a", 0)], title="T", describes="D"))

    def test_of_nothing_are_nothing(self):
        assert line_chart([], title="T", describes="D") == bar_chart([], title="T", describes="D") == ""
