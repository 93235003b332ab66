"""Whether an operator could still say whose an IP event of a referral is."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.attribution.rules import Resolvability

# Neither yes nor no: what is missing may yet come, or what was stated could not be judged.
_OPEN = (
    Resolvability.NEEDS_PORT,
    Resolvability.NEEDS_TIME,
    Resolvability.SHARED,
    Resolvability.MALFORMED,
    Resolvability.UNKNOWN,
)


def any_resolvable(viewer: Viewer, referral_ids: Sequence[int]) -> dict[int, bool | None]:
    """By referral: True where an event can be resolved, None where one might be, False where none can or is there.

    Raises NotPermitted.
    """
    require(viewer, Permission.READ_QUEUE)
    found: dict[int, bool | None] = dict.fromkeys(referral_ids, False)
    with connection.cursor() as cursor:
        cursor.execute(
            "select a.referral_id, bool_or(v.resolvability = %s), bool_or(v.resolvability = any(%s)) "
            "from referral_report a join ip_verdict v on v.report_id = a.report_id "
            "where a.referral_id = any(%s) group by a.referral_id",
            [Resolvability.RESOLVABLE.value, [each.value for each in _OPEN], list(referral_ids)],
        )
        for referral_id, resolvable, is_open in cursor.fetchall():
            found[referral_id] = True if resolvable else None if is_open else False
    return found
