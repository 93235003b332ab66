"""A package's summary as PDF, to be read by a person; typeset by Typst from data alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from waymark.referrals.gradings import gradings_in
from waymark.referrals.packaging import Package, PackagedReport
from waymark.referrals.types import Party, Report

_MOST_PEOPLE = 40
_PAGE = """
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, date: none)
#set page(paper: "a4", margin: 18mm, header: align(center, text(9pt, weight: "bold", d.marking)), footer: context [
  #set text(8pt)
  #d.reference #h(1fr) #counter(page).display("1 of 1", both: true)
])
#set text(font: "Libertinus Serif", size: 10pt, lang: "en", region: "GB")
= #d.title
#for (name, value) in d.facts [
  - *#name:* #value
]
#for part in d.parts [
  == #part.title
  #for line in part.lines [
    - #line
  ]
]
"""


def summary(package: Package, *, about: str, report: str, party: int, made_at: datetime) -> bytes:
    """A tagged PDF; the same package gives the same bytes. about: suspect or child; party 0: the subject."""
    import typst

    compiled: Any = typst.compile(
        _PAGE.encode(),
        format="pdf",
        ignore_system_fonts=True,
        timestamp=int(made_at.timestamp()),
        pdf_tags=True,
        sys_inputs={"data": json.dumps(_content(package, about, report, party))},
    )
    return bytes(compiled)


def _content(package: Package, about: str, report: str, party: int) -> dict[str, object]:
    stated = {
        "Reference": package.reference,
        "From": f"{package.by_name} ({package.by})",
        "To": package.to,
        "Made": f"{package.made_at:%d %B %Y, %H:%M} UTC",
        "Referral of the sender": package.referral,
        "Source grade (3x5x2)": package.source_grade,
        "Handling code": package.handling_code,
        "Handling conditions": package.handling_conditions,
    }
    concerned, others = _people(package, report, party)
    parts = [
        {"title": "What is asked", "lines": list(package.asked)},
        {"title": f"The {about} it is about", "lines": concerned},
        {
            "title": "Others whom the reports name: each in its report's words, a claim and no finding",
            "lines": others,
        },
        {"title": "Reports", "lines": [_report(each) for each in package.reports]},
        {"title": "The sender's own verdicts on IP events", "lines": _verdicts(package)},
        {"title": "The sender's own assessment: it binds nobody else", "lines": _assessment(package)},
        {"title": "Notes", "lines": list(package.notes)},
    ]
    return {
        "title": f"Dissemination about a {about}",
        "reference": package.reference,
        "marking": package.marking,
        "facts": [[name, value] for name, value in stated.items() if value],
        "parts": [part for part in parts if part["lines"]],
    }


def _people(package: Package, report: str, party: int) -> tuple[list[str], list[str]]:
    concerned: list[str] = []
    others: list[str] = []
    for each in package.reports:
        gradings = gradings_in(each.facts)
        for fact in each.facts:
            if isinstance(fact, Party):
                is_meant = (each.reference, fact.ordinal) == (report, party)
                own = gradings.get(f"party {fact.ordinal}", {})
                (concerned if is_meant else others).append(_person(each.reference, fact, own))
    if not party:
        concerned = [f"The subject of {package.referral}, as the reports name them below"]
    more = len(others) - _MOST_PEOPLE
    return concerned, [*others[:_MOST_PEOPLE], *([f"and {more} more, in package.json"] if more > 0 else [])]


def _person(report: str, party: Party, own: Mapping[str, str]) -> str:
    name = " ".join(filter(None, (party.first_name, party.middle_name, party.last_name)))
    age = "" if party.age is None else f"age {party.age}"
    born = f"born {party.date_of_birth}" if party.date_of_birth else ""
    account = party.account.screen_name or party.account.identifier
    places = [", ".join(filter(None, (a.lines, a.city, a.postcode))) for a in party.addresses]
    use = "to be used by its own grade and code: " + ", ".join(own.values()) if own else ""
    said = [name, age, born, f"account {account}" if account else "", *places, use]
    return f"{party.role.value.replace('_', ' ')} ({report}, party {party.ordinal}): " + (
        "; ".join(filter(None, said)) or "nothing more stated"
    )


def _report(report: PackagedReport) -> str:
    head = report.facts[-1]
    assert isinstance(head, Report)
    graded = [head.source_grade, head.handling_code, head.handling_conditions, head.marking]
    said = [report.source, f"number {head.number}" if head.number else "", head.incident_type, *graded]
    return f"{report.reference}: " + "; ".join(filter(None, said))


def _verdicts(package: Package) -> list[str]:
    counted = Counter(each.resolvability for each in package.verdicts)
    return [f"{name.replace('_', ' ')}: {count}" for name, count in sorted(counted.items())]


def _assessment(package: Package) -> list[str]:
    made = package.assessment
    return [f"level {made.level}, between {made.lowest} and {made.highest}: {made.fired}"] if made else []
