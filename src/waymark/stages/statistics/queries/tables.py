"""Where each unit is recorded: its rows, the moment that dates them, and what they can be split by.

SQL of this stage's own over the tables of earlier ones: reading alone, under the viewer's row security.
"""

from __future__ import annotations

from waymark.audit.events import Event
from waymark.stages.statistics.queries.events import EVENTS
from waymark.stages.statistics.queries.recorded import Recorded
from waymark.stages.statistics.rules.units import By, Unit

ZONE = "Europe/London"
"""The days of a UK force: a report of 23:30 UTC in July belongs to the next day."""


# A description of a file or an answer is no report; nor is another form of one already counted, or the same
# sent again (docs/adr/0016).
ONCE = (
    "r.kind = 'report' and not exists "
    "(select from same_report s where s.report_id = r.id and s.relation in ('original', 'resend'))"
)
_REPORT = {
    By.SOURCE: "r.source",
    By.REPORTER: "r.reporter",
    By.OFFENCE: "r.incident_type",
    By.KIND: "coalesce(nullif(r.form, ''), r.kind)",
}


def _first(column: str) -> str:
    """What the first report of a referral says; of one that was joined to an elder, the report that opened it."""
    return (
        f"coalesce((select p.{column} from referral_report rr join report p on p.id = rr.report_id "
        "where rr.referral_id = coalesce(f.merged_into_id, f.id) "
        "order by p.received_at < f.opened_at, p.received_at, p.id limit 1), '')"
    )


# Two that were found to be one later than the time of asking were two then. Only the ledger knows when: it is
# asked where the time of asking lies back, and by the names of the few that were joined.
_APART_THEN = (
    "(f.merged_into_id is null or (%(as_at)s < now() - interval '1 minute' and exists "
    "(select from referral o join audit_entry e on e.subject = o.reference join audit_detail d on d.seq = e.seq "
    "where (o.id = f.merged_into_id or o.merged_into_id = f.merged_into_id) "
    f"and e.event = '{Event.REFERRALS_JOINED.value}' and e.at > %(as_at)s "
    "and d.detail::jsonb->>'absorbed' = f.reference)))"
)


def _party(role: str) -> Recorded:
    return Recorded(
        rows="party y join report r on r.id = y.report_id",
        where=f"y.role = '{role}' and {ONCE}",
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
        splits={By.SOURCE: "d.source", By.KIND: "d.kind", By.OUTCOME: "d.outcome"},
    ),
    Unit.REPORT: Recorded("report r", ONCE, "r.received_at", _REPORT, "r.incident_at"),
    Unit.REFERRAL: Recorded(
        rows=(
            "referral f left join referral_force g on g.referral_id = f.id "
            "left join queue_entry q on q.referral_id = f.id"
        ),
        where=_APART_THEN,
        moment="f.opened_at",
        splits={
            By.FORCE: "coalesce(g.force_code, '')",
            By.LEVEL: "coalesce(q.level, '')",
            By.STAGE: "coalesce(q.stage, '')",
            By.SOURCE: _first("source"),
            By.REPORTER: _first("reporter"),
            By.OFFENCE: _first("incident_type"),
        },
        offence=(
            "(select min(p.incident_at) from referral_report rr join report p on p.id = rr.report_id "
            "where rr.referral_id = f.id)"
        ),
    ),
    Unit.ENQUIRY: Recorded(
        rows="enquiry e",
        where="true",
        moment="e.drafted_at",
        splits={By.KIND: "e.kind", By.STATE: "e.state"},
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
