"""Everything known of many referrals at once, for whatever judges them: nothing is asked one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.clocks import Level, Promise
from waymark.stages.linking.queries.groups import work_together
from waymark.stages.prioritisation.queries.clock_settings import promises_in_force
from waymark.stages.prioritisation.rules.answers import Answer, Said
from waymark.stages.prioritisation.rules.deciding import Confirmation, Decision, Result
from waymark.stages.prioritisation.rules.facts import CheckName
from waymark.stages.prioritisation.rules.placing import Everything
from waymark.stages.prioritisation.rules.signal_wire import signals_from_json

# A referral that others became part of knows what they knew.
_WITH_ABSORBED = (
    "select coalesce(f.merged_into_id, f.id), {columns} from referral f join {table} k on k.referral_id = f.id "
    "where (f.id = any(%(ids)s) or f.merged_into_id = any(%(ids)s))"
)


def everything_known(viewer: Viewer, ids: Sequence[int]) -> dict[int, Everything]:
    """Gather what the level and place of referrals depend on, by referral id. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    known: dict[int, Everything] = {}
    _gather_reports(known, ids)
    _gather_answers(known, work_together(viewer, ids))
    _gather_decisions(known, ids)
    _gather_promises(known, ids, promises_in_force(viewer, now=None))
    return known


def _gather_reports(known: dict[int, Everything], ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct on (a.referral_id, s.report_id) a.referral_id, r.reference, r.received_at, "
            "r.kind = 'report', s.signals, s.people, s.resolvable_events, s.operator_lost_on, s.last_active_on, "
            "coalesce(o.of_id, r.id) "
            "from referral_report a join report_summary s on s.report_id = a.report_id "
            "join report r on r.id = a.report_id "
            "left join same_report o on o.report_id = r.id and o.relation <> 'supplement' "
            "where a.referral_id = any(%s)",
            [list(ids)],
        )
        for referral_id, reference, at, is_report, signals, people, resolvable, lost, active, whole in cursor:
            about = known.setdefault(referral_id, Everything())
            about.reports.append((reference, at, signals_from_json(signals)))
            about.count(whole, is_report=is_report, people=people, resolvable=resolvable)
            about.operator_lost_on = _later(about.operator_lost_on, lost)
            about.last_active_on = _later(about.last_active_on, active)


def _gather_answers(known: dict[int, Everything], together: Mapping[int, Sequence[int]]) -> None:
    """Officers' answers, of each referral and of those that accepted links make one piece of work with it.

    What was looked up of a person holds wherever the person is. What a report was found not to say does not.
    """
    columns = "k.fact, k.said, k.answered_at, k.check_name, k.source, k.checker"
    members = sorted({member for group in together.values() for member in group})
    by_member: dict[int, list[Answer]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_WITH_ABSORBED.format(columns=columns, table="known_fact"), {"ids": members})
        for referral_id, fact, said, at, check, source, checker in cursor.fetchall():
            answer = Answer(fact, Said(said), at, CheckName(check), source, checker)
            by_member.setdefault(referral_id, []).append(answer)
    for referral_id, about in known.items():
        for member in together[referral_id]:
            about.answers.extend(
                answer
                for answer in by_member.get(member, ())
                if member == referral_id or answer.check is not CheckName.REPORT or answer.said is Said.YES
            )


def _gather_decisions(known: dict[int, Everything], ids: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        columns = "k.level, k.recorded_at, k.tool"
        cursor.execute(_WITH_ABSORBED.format(columns=columns, table="force_result"), {"ids": list(ids)})
        for referral_id, level, at, tool in cursor.fetchall():
            if referral_id in known:
                known[referral_id].results.append(Result(Level(level), at, tool))
        columns = "k.level, k.decided_at, k.ours, k.fired, k.needs_second, k.confirmation, k.confirmed_at"
        cursor.execute(_WITH_ABSORBED.format(columns=columns, table="level_decision"), {"ids": list(ids)})
        for referral_id, level, at, ours, fired, needs, said, confirmed_at in cursor.fetchall():
            if referral_id in known:
                confirmation = Confirmation(said) if said else None
                known[referral_id].decisions.append(
                    Decision(Level(level), at, Level(ours), fired, needs, confirmation, confirmed_at)
                )


def _gather_promises(
    known: dict[int, Everything], ids: Sequence[int], promises: Mapping[Level, Promise]
) -> None:
    for about in known.values():
        about.promises = promises
    with connection.cursor() as cursor:
        cursor.execute(
            _WITH_ABSORBED.format(columns="k.kind", table="milestone")
            + " and k.kind in ('enforcement', 'safeguarding_disruption') "
            "and not exists (select 1 from milestone w where w.withdraws_id = k.id)",
            {"ids": list(ids)},
        )
        for referral_id, _ in cursor.fetchall():
            if referral_id in known:
                known[referral_id].is_promise_stopped = True


def _later(one: date | None, other: date | None) -> date | None:
    return max(day for day in (one, other) if day) if one or other else None
