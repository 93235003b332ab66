"""A prevention sheet as a tagged PDF (PDF/UA-1) to be handed out; the same figures always give the same bytes."""

from __future__ import annotations

from waymark.stages.statistics.rules.prevention import Part, SafeTable, Sheet
from waymark.stages.statistics.rules.report_pdf import begin, set_as_pdf, words
from waymark.stages.statistics.rules.reports import shown


def sheet_as_pdf(sheet: Sheet) -> bytes:
    """The whole sheet: two pages, the second with its tables."""
    lines = [
        *begin(sheet.title, sheet.told.as_at, points=12),
        f"#par[#{words(f'{sheet.told.who}. {sheet.told.period}.')}]",
        *(line for part in sheet.parts for line in _part(part)),
        "#pagebreak()",
        '#heading(level: 2, "The figures")',
        *(line for title, heads, table in sheet.tables for line in _table(title, heads, table)),
        *(f"- #{words(note)}" for note in sheet.notes),
    ]
    return set_as_pdf("\n".join(lines) + "\n")


def _part(part: Part) -> list[str]:
    return [
        f"#heading(level: 2, {words(part.title)})",
        *(f"#par[#{words(each)}]" for each in part.sentences),
        *(f"- #{words(each)}" for each in part.points),
    ]


def _table(title: str, heads: tuple[str, str], table: SafeTable) -> list[str]:
    rows = [*table.rows, ("all", table.total)]
    return [
        f"#heading(level: 3, {words(title)})",
        "#table(columns: 2, align: (left, right),",
        f"  table.header([*#{words(heads[0])}*], [*#{words(heads[1])}*]),",
        *(f"  [#{words(label)}], [#{words(shown(count))}]," for label, count in rows),
        ")",
    ]
