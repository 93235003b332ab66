"""What is known of referrals that are, or may be, listed in a bundle; a fixed number of questions for any number."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.referrals.bundles import GOING_ROUND, Told, told_by
from waymark.referrals.types import DocumentKind, Fact, FileHash, Party, Report, ReportedFile, Role
from waymark.stages.attribution.queries.resolvable import any_resolvable
from waymark.stages.prioritisation.queries.policies import policies_in_force
from waymark.stages.prioritisation.rules import bundled
from waymark.stages.prioritisation.rules.answers import Answer, Said, settled
from waymark.stages.prioritisation.rules.facts import CheckName
from waymark.stages.prioritisation.rules.signal_wire import signals_from_json
from waymark.stages.prioritisation.rules.signals import Signals, answers_from


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one referral. report_id: the first of its reports. said: what they say, as JSON in order."""

    referral_id: int
    desk: int
    report_id: int
    told: Told
    said: str
    child_signal: bool | None
    prior_record: bool | None
    uk_resolvable: bool | None


@dataclass(slots=True)
class _Gathered:
    """What is read of one referral, before it is weighed."""

    desk: int
    report_id: int = 0
    facts: list[Fact] = field(default_factory=list)
    signals: list[Signals] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    names_earlier: bool = False
    extra: set[tuple[str, str]] = field(default_factory=set)


def known_of(referral_ids: Sequence[int], *, viewer: Viewer, now: datetime) -> dict[int, Known]:
    """Gather what is known of standing referrals, by id. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    found: dict[int, _Gathered] = {}
    ids = list(referral_ids)
    _read_reports(ids, found)
    _read_parties_and_files(found)
    _read_answers(found)
    resolvable = any_resolvable(viewer, list(found))
    policies = policies_in_force({each.desk for each in found.values()}, at=now)
    known = {}
    for id_, each in found.items():
        told = told_by(each.facts)
        shelf_days = policies[each.desk].shelf_days
        answers = settled(each.answers, now, shelf_days)
        known[id_] = Known(
            id_,
            each.desk,
            each.report_id,
            told,
            json.dumps(sorted(told.said | each.extra)),
            bundled.child_signal(each.signals, answers),
            bundled.prior_record(answers, names_earlier=each.names_earlier, now=now, shelf_days=shelf_days),
            resolvable[id_],
        )
    return known


def _read_reports(ids: list[int], found: dict[int, _Gathered]) -> None:
    """Heads and signals of every document; a force that places propose is a difference like any other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct on (a.referral_id, r.id) a.referral_id, r.desk_id, r.id, r.kind, r.reference, "
            "r.received_at, r.incident_type, r.escalation, r.annotations, r.batched, s.signals, "
            "coalesce(q.force_code, ''), exists (select 1 from prior_report p where p.report_id = r.id) "
            "from referral_report a join report r on r.id = a.report_id "
            "left join report_summary s on s.report_id = r.id "
            "left join queue_entry q on q.referral_id = a.referral_id "
            "where a.referral_id = any(%s) order by a.referral_id, r.id",
            [ids],
        )
        for id_, desk, report_id, kind, reference, at, *said, signals, force, names_earlier in cursor:
            each = found.setdefault(id_, _Gathered(desk))
            _take_head(each, report_id, kind, (said[0], said[1], said[2], said[3]))
            each.names_earlier |= names_earlier
            if force:
                each.extra.add(("force", force))
            if signals is not None:
                each.signals.append(signals_from_json(signals))
                each.answers += answers_from(
                    each.signals[-1], source=reference, answered_at=at, checker="the reporter"
                )


def _take_head(each: _Gathered, report_id: int, kind: str, said: tuple[str, str, Sequence[str], str]) -> None:
    """A description of a file says nothing of the incident; what takes a report back is out of the ordinary."""
    incident_type, escalation, annotations, batched = said
    if kind == DocumentKind.REPORT:
        each.report_id = each.report_id or report_id
        head = Report(
            DocumentKind.REPORT,
            incident_type=incident_type,
            escalation=escalation,
            annotations=tuple(annotations),
            batched=batched,
        )
        # One that stands for many goes last, so that it is known of the whole.
        each.facts.insert(len(each.facts) if batched else 0, head)
    elif kind == DocumentKind.RETRACTION:
        each.extra.add(("retraction", "withdrawn"))


def _read_parties_and_files(found: dict[int, _Gathered]) -> None:
    ids = list(found)
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct a.referral_id, p.role from referral_report a "
            "join party p on p.report_id = a.report_id where a.referral_id = any(%s)",
            [ids],
        )
        for id_, role in cursor.fetchall():
            found[id_].facts.insert(0, Party(0, Role(role)))
        cursor.execute(
            "select distinct a.referral_id, f.annotations && %s::text[], f.hashes "
            "from referral_report a join reported_file f on f.report_id = a.report_id "
            "where a.referral_id = any(%s)",
            [list(GOING_ROUND), ids],
        )
        for id_, is_marked, hashes in cursor:
            stated = tuple(FileHash(*each) for each in json.loads(hashes))
            marks = GOING_ROUND[:1] if is_marked else ()
            found[id_].facts.insert(0, ReportedFile(0, hashes=stated, annotations=marks))


def _read_answers(found: dict[int, _Gathered]) -> None:
    answers: dict[int, list[Answer]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            "select coalesce(f.merged_into_id, f.id), k.fact, k.said, k.answered_at, k.check_name, k.source, "
            "k.checker from referral f join known_fact k on k.referral_id = f.id "
            "where f.id = any(%(ids)s) or f.merged_into_id = any(%(ids)s)",
            {"ids": list(found)},
        )
        for id_, fact, said, at, check, source, checker in cursor.fetchall():
            answers[id_].append(Answer(fact, Said(said), at, CheckName(check), source, checker))
    for id_, given in answers.items():
        if id_ in found:
            found[id_].answers += given
