"""What each of the dashboard's figures is counted from: one FROM clause for the sum and for the rows behind it.

SQL of this stage's own over the tables of earlier ones: reading alone, under the viewer's row security. Parameters:
desks, now, since, year, recent, soon, until (see `window_of`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from waymark.stages.statistics.queries.tables import ONCE, ZONE, time_split
from waymark.stages.statistics.rules.dashboard import LAGS, LATER, NO_DAY, PASSED, WEEKS
from waymark.stages.statistics.rules.lags import BACKWARDS, ENDS, MORE, NO_END, NO_START
from waymark.stages.statistics.rules.load import DAYS_AHEAD
from waymark.stages.statistics.rules.units import By

RECENT = timedelta(days=90)
SOON = timedelta(days=7)
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One figure. key: SQL of the word that its rows are told apart by. rows: FROM with its conditions.

    reference, moment: SQL of what a row is called and dated by. amount: what is added up.
    """

    key: str
    rows: str
    reference: str = "q.reference"
    moment: str = "q.received_at"
    amount: str = "count(*)"


def window_of(now: datetime) -> dict[str, datetime]:
    """The moments that bound the figures of a count made at `now`."""
    midnight = datetime.combine(now.astimezone(ZoneInfo(ZONE)).date(), time(), tzinfo=ZoneInfo(ZONE))
    return {
        "now": now,
        "since": now - timedelta(weeks=WEEKS + 1),
        "year": now - YEAR,
        "recent": now - RECENT,
        "soon": now + SOON,
        "until": midnight + timedelta(days=DAYS_AHEAD),
    }


def _day(moment: str) -> str:
    return f"to_char({moment} at time zone '{ZONE}', 'YYYY-MM-DD')"


def _due_day(due: str) -> str:
    return (
        f"case when {due} is null then '{NO_DAY}' when {due} <= %(now)s then '{PASSED}' "
        f"when {due} < %(until)s then {_day(due)} else '{LATER}' end"
    )


# Folded lines stand behind another, as on the queue's own page.
_LISTED = "from queue_entry q where q.desk_id = any(%(desks)s) and not q.is_folded"
_REPORTS = f"from report r where r.desk_id = any(%(desks)s) and r.received_at > %(recent)s and {ONCE}"
_LAG = "case when r.incident_at is null then 'none' {} else 'more' end".format(
    " ".join(
        f"when r.received_at - r.incident_at <= interval '{days} days' then '{days}'" for days in LAGS if days
    )
)
# A promise that runs stands on the queue; one that was stopped, among the clocks with what stopped it.
_PROMISES = """from (
    select q.reference, q.received_at, substr(c.clock, 13) as level,
        case when c.stopped_at <= c.due_at then 'kept' else 'late' end as what, c.stopped_at
    from running_clock c join queue_entry q on q.referral_id = c.referral_id
    where c.desk_id = any(%(desks)s) and starts_with(c.clock, 'enforcement_') and c.stopped_at is not null
        and c.due_at > %(recent)s and c.due_at <= %(now)s
    union all
    select q.reference, q.received_at, q.level, 'running', null from queue_entry q
    where q.desk_id = any(%(desks)s) and q.due_at > %(recent)s and q.due_at <= %(now)s) q"""
_STOPPED = """from running_clock c join queue_entry q on q.referral_id = c.referral_id
    where c.desk_id = any(%(desks)s) and starts_with(c.clock, 'enforcement_')
        and c.stopped_at > %(recent)s and c.stopped_at <= %(now)s"""
_HAND_BINS = " ".join(f"when lasted <= interval '{end} days' then '{end}'" for end in ENDS)
_HANDS = """from (
    with happened as (
        select coalesce(f.merged_into_id, f.id) as id, m.kind, min(m.happened_at) as at
        from milestone m join referral f on f.id = m.referral_id
        where m.desk_id = any(%(desks)s) and m.withdraws_id is null and m.kind in ('platform_reported',
            'national_received', 'force_received', 'enforcement', 'safeguarding_disruption')
            and not exists (select 1 from milestone w where w.withdraws_id = m.id)
        group by 1, 2),
    moments as (
        select id, min(at) filter (where kind = 'platform_reported') as platform,
            min(at) filter (where kind = 'national_received') as national,
            min(at) filter (where kind = 'force_received') as at_force,
            min(at) filter (where kind in ('enforcement', 'safeguarding_disruption')) as enforced
        from happened group by id),
    decided as (
        select coalesce(f.merged_into_id, f.id) as id, min(d.decided_at) as at
        from level_decision d join referral f on f.id = d.referral_id
        where d.desk_id = any(%(desks)s) group by 1)
    select f.reference, f.opened_at, hand, started, ended, ended - started as lasted
    from referral f left join moments m on m.id = f.id left join decided d on d.id = f.id
    cross join lateral (values ('platform_nca', m.platform, m.national), ('nca_force', m.national, m.at_force),
        ('force_desk', m.at_force, f.opened_at), ('desk_decision', f.opened_at, d.at),
        ('decision_enforcement', d.at, m.enforced), ('desk_enforcement', f.opened_at, m.enforced))
        as hands (hand, started, ended)
    where f.desk_id = any(%(desks)s) and f.merged_into_id is null
        and f.opened_at > %(year)s and f.opened_at <= %(now)s) q"""
_HAND = (
    f"q.hand || '|' || case when q.started is null then '{NO_START}' when q.ended is null then '{NO_END}' "
    f"when q.lasted < interval '0' then '{BACKWARDS}' {_HAND_BINS} else '{MORE}' end"
)
_PARTS = """from work_part p join queue_entry q on q.referral_id = p.referral_id
    where p.desk_id = any(%(desks)s) and p.finished_at is null and p.kind <> 'research'"""

DRAWN: Mapping[str, Drawn] = MappingProxyType(
    {
        "days": Drawn(
            _day("q.opened_at"),
            "from referral q where q.desk_id = any(%(desks)s) and q.merged_into_id is null "
            "and q.opened_at > %(since)s and q.opened_at <= %(now)s",
            moment="q.opened_at",
        ),
        "levels": Drawn("q.level", _LISTED),
        "forces": Drawn("q.force_code", _LISTED),
        "folded": Drawn("q.level", "from queue_entry q where q.desk_id = any(%(desks)s) and q.is_folded"),
        "sources": Drawn("r.source", _REPORTS, "r.reference", "r.received_at"),
        "overdue": Drawn("q.level", f"{_LISTED} and q.due_at <= %(now)s", moment="q.due_at"),
        "due_soon": Drawn(
            "q.level", f"{_LISTED} and q.due_at > %(now)s and q.due_at <= %(soon)s", moment="q.due_at"
        ),
        "due": Drawn(_due_day("q.due_at"), _LISTED, moment="q.due_at"),
        "research": Drawn(_due_day("q.due_at"), _LISTED, moment="q.due_at", amount="sum(q.minutes)"),
        "parts": Drawn(
            _due_day("coalesce(p.due_at, q.due_at)"), _PARTS,
            moment="coalesce(p.due_at, q.due_at)", amount="sum(p.minutes)",
        ),
        "promises": Drawn("q.level || '|' || q.what", _PROMISES),
        "stopped": Drawn(_day("c.stopped_at"), _STOPPED, moment="c.stopped_at"),
        "lags": Drawn(_LAG, _REPORTS, "r.reference", "r.received_at"),
        "hands": Drawn(_HAND, _HANDS, moment="q.opened_at"),
    }
)  # fmt: skip
"""Every figure of `rules.dashboard.DeskCounts` but `duty`, which is of shifts and not of referrals."""

LEADS_TO: Mapping[str, Drawn] = MappingProxyType(
    {
        **DRAWN,
        "weeks": replace(DRAWN["days"], key=time_split(By.WEEK, "q.opened_at")),
        "known": replace(DRAWN["hands"], key="case when q.lasted >= interval '0' then q.hand end"),
        "fell_due": replace(DRAWN["promises"], key="q.level"),
    }
)
"""What rows can be asked of: every figure, and what adds several up: the days of a week, the lags of a hand that are
known, the promises of a level that fell due."""
