"""A report as a tagged PDF (PDF/UA-1), set by typst; the same report always gives the same bytes."""

from __future__ import annotations

import json
from datetime import datetime

from waymark.stages.statistics.rules.reports import Report, Section, heading, shown


def as_pdf(report: Report) -> bytes:
    """The whole report as a PDF that a screen reader can read. Its date is the report's own, not the clock's."""
    return set_as_pdf(_source(report))


def set_as_pdf(source: str) -> bytes:
    """Typst's source as a tagged PDF, with the typefaces that typst itself brings."""
    import typst

    return bytes(
        typst.compile(source.encode(), format="pdf", pdf_standards=["ua-1"], ignore_system_fonts=True)
    )


def begin(title: str, as_at: str, *, points: int = 10) -> list[str]:
    """How a document begins. as_at: RFC 3339; its date, so that the same figures give the same bytes."""
    at = datetime.fromisoformat(as_at)
    day = f"datetime(year: {at.year}, month: {at.month}, day: {at.day})"
    return [
        f"#set document(title: {words(title)}, date: {day})",
        f'#set text(lang: "en", region: "GB", size: {points}pt)',
        '#set page(paper: "a4", margin: 2cm, numbering: "1 of 1")',
        "#set table(stroke: (x, y) => (bottom: 0.5pt + gray), inset: (x: 4pt, y: 3pt))",
        "#show heading: set block(above: 1.4em, below: 0.7em)",
        f"#heading(level: 1, {words(title)})",
    ]


def _source(report: Report) -> str:
    lines = [
        *begin(report.title, report.as_at),
        f"#par[#{words(report.stands)}]",
        *(f"- #{words(note)}" for note in report.notes),
        *(line for section in report.sections for line in _section(section)),
        '#heading(level: 2, "Digest")',
        f"SHA-256 of every figure and word above: #raw({words(report.digest)})",
    ]
    return "\n".join(lines) + "\n"


def _section(section: Section) -> list[str]:
    lines = [
        f"#heading(level: 2, {words(section.title)})",
        *(f"#par[#{words(each)}]" for each in section.words),
    ]
    if section.chart:
        alt = words(f"{section.title}: a picture of the table below")
        lines.append(f'#image(bytes({words(section.chart)}), format: "svg", alt: {alt}, width: 75%)')
    numbers = [
        at > 0 and any(isinstance(row[at], int | float) for row in section.rows)
        for at in range(len(section.columns))
    ]
    align = ", ".join("right" if each else "left" for each in numbers)
    head = ", ".join(f"[*#{words(heading(name))}*]" for name in section.columns)
    cells = [f"  {', '.join(f'[#{words(shown(cell))}]' for cell in row)}," for row in section.rows]
    lines += [
        f"#table(columns: {len(section.columns)}, align: ({align},),",
        f"  table.header({head}),",
        *cells,
        ")",
    ]
    lines.append(
        f"#text(fill: luma(70), size: 9pt)[#{words(f'Definition: {section.definition}. Also as {section.name}.csv.')}]"
    )
    if section.query:
        lines.append(f"#block(text(size: 7pt, raw({words(section.query)})))")
    return lines


def words(text: str) -> str:
    """Text as a string of typst's: its escapes are those of JSON, but for the way it writes code points."""
    plain = "".join(each if each.isprintable() else " " for each in text)
    return json.dumps(plain, ensure_ascii=False)
