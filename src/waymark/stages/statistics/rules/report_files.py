"""Every file of a report, and all of them as one ZIP; the same report, the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from waymark.stages.statistics.rules.report_html import as_html
from waymark.stages.statistics.rules.report_pdf import as_pdf
from waymark.stages.statistics.rules.reports import Report, as_csv

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP can say: its own time is no part of a report


def files_of(report: Report) -> Iterator[tuple[str, bytes]]:
    """The name and content of each file: the page, the PDF, a CSV file for each table."""
    yield "report.html", as_html(report)
    yield "report.pdf", as_pdf(report)
    for section in report.sections:
        yield f"{section.name}.csv", as_csv(section)


def as_zip(report: Report) -> bytes:
    """Every file of a report in one."""
    out = io.BytesIO()
    with ZipFile(out, "w") as packed:
        for name, content in files_of(report):
            info = ZipInfo(name, _NO_TIME)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            packed.writestr(info, content)
    return out.getvalue()
