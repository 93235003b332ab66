"""What other desks were asked and answered, who was told, and what was looked up elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.linking.rules.asking import EXPECTED, CheckedSystem


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question with its answers: pairs of a desk's name, empty where it is restricted, and what it holds."""

    asked_at: datetime
    officer_id: int
    purpose: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CheckLine:
    system: str
    result: str
    done_on: date
    officer_id: int
    note: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a desk's supervisors are told. referral: by reference; None where it is about none."""

    kind: str
    referral: str | None
    from_desk: str
    officer_id: int
    at: datetime
    words: str


def questions(viewer: Viewer, referral_id: int, reference: str, *, now: datetime) -> list[QuestionLine]:
    """Questions about a referral, the newest first; the reading is logged. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select q.asked_at, q.officer_id, q.purpose,
                coalesce(array_agg(coalesce(d.name, '') order by a.id) filter (where a.id is not null), '{}'),
                coalesce(array_agg(a.words order by a.id) filter (where a.id is not null), '{}')
            from desk_question q left join desk_answer a on a.question_id = q.id
            left join desk d on d.id = a.other_desk_id
            where q.referral_id = %s group by q.id order by q.id desc
            """,
            [referral_id],
        )
        found = [
            QuestionLine(at, officer, purpose, tuple(zip(names, words, strict=True)))
            for at, officer, purpose, names, words in cursor.fetchall()
        ]
    record(Event.QUESTIONS_READ, reference, actor=viewer.officer_id, at=now, desk=viewer.home_desk)
    return found


def checks(viewer: Viewer, referral_id: int) -> list[CheckLine]:
    """What was looked up elsewhere about a referral, the newest first. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select system, result, done_on, officer_id, note from outside_check where referral_id = %s "
            "order by done_on desc, id desc",
            [referral_id],
        )
        return [CheckLine(*row) for row in cursor.fetchall()]


def checks_not_done(viewer: Viewer, referral_id: int) -> list[CheckedSystem]:
    """Those to prompt for. Raises NotPermitted."""
    done = {each.system for each in checks(viewer, referral_id)}
    return [system for system in EXPECTED if system not in done]


def notices(viewer: Viewer, *, now: datetime, limit: int = 100) -> list[Notice]:
    """What the supervisors of the viewer's desks are told, the newest first. Raises NotPermitted."""
    require(viewer, Permission.READ_NOTICES)
    with connection.cursor() as cursor:
        cursor.execute(
            "select n.kind, r.reference, d.name, n.officer_id, n.at, n.words from desk_notice n "
            "join desk d on d.id = n.from_desk_id left join referral r on r.id = n.referral_id "
            "order by n.at desc, n.id desc limit %s",
            [limit],
        )
        found = [Notice(*row) for row in cursor.fetchall()]
    record(Event.NOTICES_READ, "notices", actor=viewer.officer_id, at=now, desk=viewer.home_desk)
    return found
