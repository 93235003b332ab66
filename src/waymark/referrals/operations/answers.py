"""A platform's answer that alone opened a referral: that becomes part of the referral whose enquiry it answers."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.referrals.operations.referring import Referred, absorb


def join_answer(
    *, report_id: int, into: Referred, viewer: Viewer, now: datetime
) -> tuple[Referred, list[str]]:
    """Make the referrals that hold nothing but this answer part of the one whose enquiry it answers.

    An officer said that it is the answer; a referral that holds other reports too is a link, for an officer to
    judge. Returns the referral with what it absorbed, and the references of those that stay apart. Raises
    NotPermitted.
    """
    require(viewer, Permission.RECORD_ANSWER)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(7201, %s)", [into.desk])
        cursor.execute(
            "select f.id, f.reference, not exists (select from referral_report o "
            "where o.referral_id = f.id and o.report_id <> %(report)s) "
            "from referral f where f.id <> %(into)s and f.merged_into_id is null and f.id in "
            "(select referral_id from referral_report where report_id = %(report)s) order by f.id",
            {"report": report_id, "into": into.id},
        )
        homes = cursor.fetchall()
    alone = {id_: reference for id_, reference, is_alone in homes if is_alone}
    joined = Referred(into.id, into.reference, into.desk, is_new=False, absorbed=list(alone))
    if alone:
        joined.reports[report_id] = "answer"
        absorb(joined, alone, viewer=viewer, now=now, because="it holds nothing but an answer to its enquiry")
    return joined, [reference for _, reference, is_alone in homes if not is_alone]
