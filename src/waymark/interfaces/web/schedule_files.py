"""A schedule as files: CSV for another system, PDF to be read. Values are exact; nothing is reworded.

The PDF is typeset by Typst from data alone: no text of a report is ever part of the program that sets it.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from typing import Any

from waymark.interfaces.web.moments import moment_in_words
from waymark.interfaces.web.words import words_for
from waymark.referrals.gradings import Grade
from waymark.stages.attribution.queries.enquiries import EnquiryRecord
from waymark.stages.attribution.rules.enquiries import digest_line, schedule_digest
from waymark.stages.attribution.rules.letters import letter
from waymark.stages.attribution.rules.schedules import SCHEDULE_COLUMNS

_HANDLING = Grade._fields
# A spreadsheet takes a cell that begins so for a formula; only words of a report can.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_PAGE = """
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, date: none)
#set page(paper: "a4", flipped: d.rows.len() > 0, margin: 18mm, footer: context [
  #set text(8pt)
  #d.tie #h(1fr) #counter(page).display("1 of 1", both: true)
])
#set page(header: align(center, text(9pt, weight: "bold", d.marking)))
#set text(font: "Libertinus Serif", size: 10pt, lang: "en", region: "GB")
#show heading.where(level: 1): set text(16pt)
= #d.title
#for (name, value) in d.facts [
  - *#name:* #value
]
#if d.rows.len() > 0 [
  == Schedule
  #set text(8pt)
  #table(
    columns: (auto,) * d.columns.len(),
    table.header(..d.columns.map(c => strong(c))),
    ..d.rows.flatten().map(v => raw(v)),
  )
]
#for part in d.sentences [
  #part.text#footnote(part.source)
]
#v(1em)
Tie for the answer: #raw(d.tie)
"""


def tie_of(found: EnquiryRecord) -> str:
    """The line that goes out with a schedule; the digest that was sent, or that of the schedule as it stands."""
    digest = found.digest or schedule_digest(
        found.reference,
        [(str(line.n), *line.event.values()) for line in found.lines]
        or [(found.addressed_to, found.account)],
    )
    return digest_line(found.reference, len(found.lines), digest)


def as_csv(found: EnquiryRecord) -> str:
    """One row a line, exact values with how each may be used, the tie last so that it comes back with each row."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow([*SCHEDULE_COLUMNS, *_HANDLING, "waymark_reference"])
    tie = tie_of(found)
    for line in found.lines:
        stated = (*line.event.values(), *line.handling)
        values = [f"'{value}" if value.startswith(_FORMULA) else value for value in stated]
        writer.writerow([line.n, *values, tie])
    return made.getvalue()


def as_pdf(found: EnquiryRecord, *, now: datetime) -> bytes:
    """The schedule or letter as a tagged PDF, in the language and with the title that a reader announces."""
    import typst

    compiled: Any = typst.compile(
        _PAGE.encode(),
        format="pdf",
        ignore_system_fonts=True,
        timestamp=int(now.timestamp()),
        pdf_tags=True,
        sys_inputs={"data": json.dumps(_content(found, now=now))},
    )
    return bytes(compiled)


def _content(found: EnquiryRecord, *, now: datetime) -> dict[str, object]:
    facts = {
        "Reference": found.reference,
        "To": found.addressed_to or "not known",
        "Route": words_for(found.route, "route"),
        "Purpose": words_for(found.purpose, "purpose"),
        "Why it is needed": found.necessity,
        "Why it cannot wait": found.urgency,
        "Applicant": found.applicant,
        "Single point of contact": found.checker,
        "Authorised by": " ".join(filter(None, (found.authoriser, found.authorisation_number))),
        "Made": moment_in_words(now),
        "Times": "Of events: UTC, beside the words of the report",
        "How the account may be used": found.account_handling.in_words,
    }
    return {
        "title": f"{words_for(found.kind, 'enquiry_kind')} {found.reference}",
        "facts": [[name, value] for name, value in facts.items() if value],
        "marking": " / ".join(_markings(found)),
        "columns": [*(column.replace("_", " ") for column in SCHEDULE_COLUMNS), "how it may be used"],
        "rows": [[str(line.n), *line.event.values(), line.handling.in_words] for line in found.lines],
        "sentences": [
            {"text": each.text, "source": each.source}
            for each in letter(
                kind=found.kind,
                reference=found.reference,
                addressed_to=found.addressed_to,
                account=found.account,
                account_source=found.account_source,
                ends_at=found.ends_at,
                events=[line.event for line in found.lines],
            )
        ],
        "tie": tie_of(found),
    }


def _markings(found: EnquiryRecord) -> list[str]:
    """Every protective marking of what is in it, in the words of each source, once."""
    stated = (found.account_handling, *(line.handling for line in found.lines))
    return list(dict.fromkeys(each.marking for each in stated if each.marking))
