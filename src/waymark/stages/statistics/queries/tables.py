"""Where each unit is recorded: its rows, the moment that dates them, and what they can be split by.

SQL of this stage's own over the tables of earlier ones: reading alone, under the viewer's row security.
"""

from __future__ import annotations

from waymark.stages.statistics.queries.events import EVENTS
from waymark.stages.statistics.queries.recorded import Recorded
from waymark.stages.statistics.queries.then import (
    APART,
    DELIVERED,
    INCIDENT,
    JOINED,
    SPLITS,
    delivered,
    opening,
    state,
)
from waymark.stages.statistics.rules.units import By, Unit

ZONE = "Europe/London"
"""The days of a UK force: a report of 23:30 UTC in July belongs to the next day."""


def _once(found: str = "") -> str:
    """A description of a file or an answer is no report; nor is another form of one already counted, or the same
    sent again (docs/adr/0016). found: a condition on when that was found.
    """
    return (
        "r.kind = 'report' and not exists (select from same_report s "
        f"where s.report_id = r.id and s.relation in ('original', 'resend'){found})"
    )


ONCE, _ONCE_THEN = _once(), _once(" and s.found_at <= %(as_at)s")
_REPORT = {
    By.SOURCE: "r.source",
    By.REPORTER: "r.reporter",
    By.OFFENCE: "r.incident_type",
    By.KIND: "coalesce(nullif(r.form, ''), r.kind)",
}


def _party(role: str) -> Recorded:
    return Recorded(
        rows="party y join report r on r.id = y.report_id",
        where=f"y.role = '{role}' and {_ONCE_THEN}",
        moment="r.received_at",
        splits={
            **_REPORT,
            By.AGE: "coalesce(y.detail->>'age', '')",
            By.SEX: "coalesce(y.detail->>'sex', '')",
        },
        offence="r.incident_at",
    )


RECORDED: dict[Unit, Recorded] = {
    Unit.DELIVERY: Recorded(
        rows="delivery d",
        where="true",
        moment="d.received_at",
        splits={By.SOURCE: "d.source", By.KIND: delivered("kind"), By.OUTCOME: delivered("outcome")},
        joined=dict.fromkeys((By.KIND, By.OUTCOME), (DELIVERED,)),
    ),
    Unit.REPORT: Recorded("report r", _ONCE_THEN, "r.received_at", _REPORT, "r.incident_at"),
    Unit.REFERRAL: Recorded(
        rows="referral f",
        where=APART,
        moment="f.opened_at",
        splits={
            **SPLITS,
            By.SOURCE: opening("source"),
            By.REPORTER: opening("reporter"),
            By.OFFENCE: opening("incident_type"),
        },
        joined=JOINED,
        offence=INCIDENT,
    ),
    Unit.ENQUIRY: Recorded(
        rows="enquiry e",
        where="true",
        moment="e.drafted_at",
        splits={By.KIND: "e.kind", By.STATE: state("enquiry", "e")},
    ),
    Unit.SUSPECT: _party("suspect"),
    Unit.VICTIM: _party("victim"),
    **EVENTS,
}
"""Units that have rows today; every other is *not recorded yet*, which is not 0."""


RECIPIENTS = _party("intended_recipient")
"""Of whom some may be children: counted beside victims and never with them."""


def time_split(by: By, moment: str) -> str:
    """SQL for the name of the period of a kind that a moment lies in, by the clocks of the United Kingdom."""
    local = f"({moment} at time zone '{ZONE}')"
    if by is By.FINANCIAL_YEAR:
        began = f"({local} - interval '3 months')"
        return f"to_char({began}, 'YYYY') || '/' || to_char({began} + interval '1 year', 'YY')"
    shapes = {
        By.YEAR: "YYYY",
        By.QUARTER: 'YYYY"-Q"Q',
        By.MONTH: "YYYY-MM",
        By.WEEK: 'IYYY"-W"IW',
        By.DAY: "YYYY-MM-DD",
    }
    return f"to_char({local}, '{shapes[by]}')"
