"""One report in a list, and one party of it, as the rows of the record have them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from waymark.errors import WaymarkError
from waymark.referrals.records import PartyLine, ReportLine
from waymark.referrals.types import Role
from waymark.referrals.wire import party_from


class NothingByThatReference(WaymarkError):
    """Nothing that this viewer may see has the reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"Nothing at your desks has the reference {reference}: check it, or ask whoever gave it to you "
            "which desk holds it"
        )


# Columns of a `ReportLine` in its own order, but for `joined_by`. A report is taken back by any retraction that
# names its number, and adds to whichever report bears the number it names, whatever came first.
REPORT_LINE = """
    r.id, r.reference, r.kind, r.source,
    (select coalesce(array_agg(n.number order by n.number), '{}') from report_number n where n.report_id = r.id),
    r.received_at, r.incident_type, r.incident_at, r.escalation, r.annotations, r.batched,
    r.parties, r.events, r.files,
    r.form, r.reporter, r.priority, r.source_grade, r.handling_code, r.handling_conditions, r.marking,
    coalesce((select relation from same_report s where s.report_id = r.id), ''),
    coalesce((select o.reference from same_report s join report o on o.id = s.of_id
              where s.report_id = r.id), ''),
    (select coalesce(array_agg(w.number order by w.number), '{}') from named_report w
     where w.report_id = r.id and w.why = 'adds_to'),
    (select coalesce(array_agg(distinct b.reference), '{}') from report_number n
     join named_report w on (w.desk_id, w.number, w.clearing_house) = (n.desk_id, n.number, n.clearing_house)
         and w.why = 'withdraws'
     join report b on b.id = w.report_id where n.report_id = r.id)
"""
WIDTH = 25
_LISTS = (4, 9, 23, 24)
_JOINED_BY = 14


def report_line(row: Sequence[Any]) -> ReportLine:
    """A row of `REPORT_LINE` and why the report belongs to its referral."""
    values = list(row)
    for place in _LISTS:
        values[place] = tuple(values[place])
    values.insert(_JOINED_BY, values.pop())
    return ReportLine(*values)


def party_line(row: Sequence[Any]) -> PartyLine:
    reference, ordinal, role, detail, is_subject = row
    return PartyLine(reference, party_from(detail, ordinal=ordinal, role=Role(role)), is_subject)
