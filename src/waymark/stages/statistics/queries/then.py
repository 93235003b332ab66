"""What a referral was as the record had it at a moment: SQL in which `%(as_at)s` is that moment (docs/adr/0034).

Nothing here reads what stands today where that may have been otherwise then: levels and stages are those of the last
assessment by then, forces and outcomes those that stood until a later moment, homes those of the joins made by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from waymark.clocks import Level
from waymark.stages.prioritisation.rules.deciding import Confirmation
from waymark.stages.statistics.rules.units import NOT_KNOWN_THEN, By

# Those joined before joins were kept by their moment have none that is later: see the migration that filled them.
APART = (
    "(f.merged_into_id is null or "
    "(select min(j.at) from referral_join j where j.absorbed_id = f.id) > %(as_at)s)"
)
"""Whether a referral `f` was a piece of work of its own."""


def _part_of(absorbed: str) -> str:
    return (
        f"coalesce((select j.into_id from referral_join j where j.absorbed_id = {absorbed} "
        f"and j.at <= %(as_at)s order by j.id desc limit 1), {absorbed})"
    )


def home(of: str) -> str:
    """The id of the referral that a referral was part of, or its own. of: its alias."""
    return f"case when {of}.merged_into_id is null then {of}.id else {_part_of(f'{of}.id')} end"


# Of a referral's reports each stands today with what the referral has become part of, and says to which it came. Both
# numbers as they are: row security lets no index be used for a comparison with `coalesce`.
_TODAY = "b.referral_id = any(array[f.id, f.merged_into_id])"

INCIDENT = (
    "(select min(p.incident_at) from referral_report b join report p on p.id = b.report_id "
    f"where {_TODAY} and b.joined_at <= %(as_at)s and case when b.came_to_id is null "
    f"then b.referral_id else {_part_of('b.came_to_id')} end = f.id)"
)
"""The first incident that any report of a referral `f` states."""


def opening(column: str) -> str:
    """What the report says that opened a referral `f`: one that it was joined to has its own."""
    return (
        f"coalesce((select p.{column} from referral_report b join report p on p.id = b.report_id "
        f"where {_TODAY} and coalesce(b.came_to_id, b.referral_id) = f.id "
        "order by b.joined_by <> 'opened', b.joined_at, p.received_at, p.id limit 1), '')"
    )


def _once(query: str) -> str:
    """A table that is made once: joined to few rows as they are expected, it would be made for each of them."""
    return f"(with once as materialized ({query}) select * from once)"


def _danger(level: str) -> str:
    return f"array_position(array[{', '.join(repr(each.value) for each in sorted(Level, key=_by_danger))}], {level})"


def _by_danger(level: Level) -> int:
    return level.danger


_DECIDED = (
    "select distinct on (home) home, level, effect from ("
    f"select {home('x')} as home, k.level, case when not k.needs_second then k.decided_at "
    f"when k.confirmation = '{Confirmation.CONFIRMED.value}' then k.confirmed_at end as effect "
    "from level_decision k join referral x on x.id = k.referral_id) k "
    f"where effect <= %(as_at)s order by home, effect desc, {_danger('level')} desc"
)
_RESULTS = (
    f"select {home('x')} as home, r.level, r.recorded_at from force_result r "
    "join referral x on x.id = r.referral_id where r.recorded_at <= %(as_at)s"
)
# As `prioritisation.rules.deciding.in_force`: a decision stands over the force's result, and only a higher result
# that was recorded after it raises the level; without a decision the latest result counts.
_SAID = _once(f"""
    select coalesce(d.home, r.home) as home, case when d.home is null
        then (array_agg(r.level order by r.recorded_at desc, {_danger("r.level")} desc))[1]
        else coalesce((array_agg(r.level order by {_danger("r.level")} desc) filter
            (where r.recorded_at > d.effect and {_danger("r.level")} > {_danger("d.level")}))[1], d.level)
        end as level
    from ({_DECIDED}) d full join ({_RESULTS}) r on r.home = d.home
    group by coalesce(d.home, r.home), d.home, d.effect, d.level""")


def _stood(table: str, of: str, columns: str) -> str:
    """What stood until a later moment than that asked of, by whose it is."""
    return _once(
        f"select distinct on (b.{of}_id) b.{of}_id, {columns} from {table}_before b "
        f"where b.until > %(as_at)s order by b.{of}_id, b.id"
    )


_ASSESSED = (
    "left join lateral (select a.level, a.stage from assessment a "
    "where a.referral_id = f.id and a.at <= %(as_at)s order by a.id desc limit 1) made on true"
)
_FORCE = (
    "left join referral_force g on g.referral_id = f.id "
    f"left join {_stood('referral_force', 'referral', 'b.force_code')} stood on stood.referral_id = f.id"
)

JOINED: Mapping[By, tuple[str, ...]] = MappingProxyType(
    {
        By.LEVEL: (f"left join {_SAID} said on said.home = f.id", _ASSESSED),
        By.STAGE: (_ASSESSED,),
        By.FORCE: (_FORCE,),
    }
)
"""What a split of referrals `f` joins to its rows."""

SPLITS: Mapping[By, str] = MappingProxyType(
    {
        By.LEVEL: "coalesce(said.level, made.level, '')",
        By.STAGE: "coalesce(made.stage, '')",
        By.FORCE: (
            "case when stood.referral_id is null then coalesce(g.force_code, '') "
            f"else coalesce(stood.force_code, '{NOT_KNOWN_THEN}') end"
        ),
    }
)

DELIVERED = (
    f"left join {_stood('delivery', 'delivery', 'b.kind, b.outcome')} stood on stood.delivery_id = d.id"
)
"""What a delivery `d` was until a later moment than that asked of."""


def delivered(column: str) -> str:
    """What a delivery `d` was: `column` of it, or of what stood until later."""
    return (
        f"case when stood.delivery_id is null then d.{column} "
        f"else coalesce(stood.{column}, '{NOT_KNOWN_THEN}') end"
    )


def state(of: str, alias: str) -> str:
    """The state of an enquiry or dissemination after its steps by then; before the first, the one that began it."""
    steps = f"from {of}_step s where s.{of}_id = {alias}.id"
    return (
        f"coalesce((select s.after {steps} and s.at <= %(as_at)s order by s.n desc limit 1), "
        f"(select s.before {steps} order by s.n limit 1), {alias}.state)"
    )
