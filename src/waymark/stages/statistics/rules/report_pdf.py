"""A report as a tagged PDF (PDF/UA-1), set by typst; the same report always gives the same bytes."""

from __future__ import annotations

import json
from datetime import datetime

from waymark.stages.statistics.rules.reports import Report, Section, shown


def as_pdf(report: Report) -> bytes:
    """The whole report as a PDF that a screen reader can read. Its date is the report's own, not the clock's."""
    import typst

    return bytes(
        typst.compile(
            _source(report).encode(), format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True
        )
    )


def _source(report: Report) -> str:
    at = datetime.fromisoformat(report.as_at)
    day = f"datetime(year: {at.year}, month: {at.month}, day: {at.day})"
    lines = [
        f"#set document(title: {_words(report.title)}, date: {day})",
        '#set text(lang: "en", region: "GB", size: 10pt)',
        '#set page(paper: "a4", margin: 2cm, numbering: "1 of 1")',
        "#set table(stroke: (x, y) => (bottom: 0.5pt + gray), inset: (x: 4pt, y: 3pt))",
        "#show heading: set block(above: 1.4em, below: 0.7em)",
        f"#heading(level: 1, {_words(report.title)})",
        f"#par[#{_words(f'Period {report.period}, as at {report.as_at}. Of {report.who}.')}]",
        *(f"- #{_words(note)}" for note in report.notes),
        *(line for section in report.sections for line in _section(section)),
        '#heading(level: 2, "Digest")',
        f"SHA-256 of every figure and word above: #raw({_words(report.digest)})",
    ]
    return "\n".join(lines) + "\n"


def _section(section: Section) -> list[str]:
    lines = [
        f"#heading(level: 2, {_words(section.title)})",
        *(f"#par[#{_words(each)}]" for each in section.words),
    ]
    if section.chart:
        alt = _words(f"{section.title}: a picture of the table below")
        lines.append(f'#image(bytes({_words(section.chart)}), format: "svg", alt: {alt}, width: 75%)')
    numbers = [
        all(isinstance(row[at], int | float | None) for row in section.rows)
        for at in range(len(section.columns))
    ]
    align = ", ".join("right" if each and section.rows else "left" for each in numbers)
    head = ", ".join(f"[*#{_words(name)}*]" for name in section.columns)
    cells = [f"  {', '.join(f'[#{_words(shown(cell))}]' for cell in row)}," for row in section.rows]
    lines += [
        f"#table(columns: {len(section.columns)}, align: ({align},),",
        f"  table.header({head}),",
        *cells,
        ")",
    ]
    lines.append(
        f"#text(fill: luma(70), size: 9pt)[#{_words(f'Definition: {section.definition}. Also as {section.name}.csv.')}]"
    )
    if section.query:
        lines.append(f"#block(text(size: 7pt, raw({_words(section.query)})))")
    return lines


def _words(text: str) -> str:
    """Text as a string of typst's: its escapes are those of JSON, but for the way it writes code points."""
    plain = "".join(each if each.isprintable() else " " for each in text)
    return json.dumps(plain, ensure_ascii=False)
