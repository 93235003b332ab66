"""A report as one HTML file: no script, nothing fetched, readable on a telephone and on paper."""

from __future__ import annotations

from html import escape

from waymark.stages.statistics.rules.reports import Report, Section, heading, shown

_STYLE = (
    "body{font:1rem/1.5 Arial,Helvetica,sans-serif;color:#0b0c0c;margin:0 auto;max-width:48rem;padding:1rem}"
    "h1{font-size:1.75rem;line-height:1.2}"
    "h2{font-size:1.3rem;border-top:2px solid #1d70b8;padding-top:.75rem;margin-top:2rem}"
    "table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:bold;padding:.5rem 0}"
    "th,td{text-align:left;border-bottom:1px solid #b1b4b6;padding:.35rem 1rem .35rem 0;vertical-align:top}"
    "th:last-child,td:last-child{padding-right:0}"
    ".n{text-align:right;font-variant-numeric:tabular-nums}.q{color:#484949}.w{overflow-x:auto}"
    "svg{width:100%;height:auto;max-width:36rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8rem}"
    "code{overflow-wrap:anywhere}@media print{body{max-width:none}h2,svg,tr{break-inside:avoid}}"
)


def as_html(report: Report) -> bytes:
    """The whole report as a document of its own."""
    head = (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(report.title)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{escape(report.title)}</h1>"
        f"<p>{escape(report.stands)}</p>"
    )
    notes = "".join(f"<li>{escape(note)}</li>" for note in report.notes)
    body = "".join(_section(each) for each in report.sections)
    digest = f"<h2>Digest</h2><p>SHA-256 of every figure and word above: <code>{report.digest}</code></p>"
    foot = f"{digest}</main></body></html>"
    return (head + f"<ul>{notes}</ul>" + body + foot + "\n").encode()


def _section(section: Section) -> str:
    words = "".join(f"<p>{escape(each)}</p>" for each in section.words)
    query = (
        f"<details><summary>How it was counted</summary><pre>{escape(section.query)}</pre></details>"
        if section.query
        else ""
    )
    return (
        f'<section aria-labelledby="{section.name}"><h2 id="{section.name}">{escape(section.title)}</h2>{words}'
        f"{section.chart}{_table(section)}"
        f'<p class="q">Definition: {escape(section.definition)}. Also as {section.name}.csv.</p>{query}</section>'
    )


def _table(section: Section) -> str:
    heads = "".join(
        f'<th scope="col"{_number(section, at)}>{escape(heading(name))}</th>'
        for at, name in enumerate(section.columns)
    )
    rows = "".join(
        "<tr>"
        + "".join(f"<td{_number(section, at)}>{escape(shown(cell))}</td>" for at, cell in enumerate(row))
        + "</tr>"
        for row in section.rows
    )
    empty = f'<tr><td colspan="{len(section.columns)}">Nothing</td></tr>'
    return (
        f'<div class="w" tabindex="0" role="region" aria-label="{escape(section.title)}"><table>'
        f"<caption>{escape(section.title)}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows or empty}</tbody></table></div>"
    )


def _number(section: Section, at: int) -> str:
    """A class for a column of numbers, words among them or not; the first is of labels."""
    cells = [row[at] for row in section.rows]
    return ' class="n"' if at and any(isinstance(cell, int | float) for cell in cells) else ""
