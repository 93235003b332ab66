"""The nation of referrals, for its words, its bank holidays and its lengths of clocks."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.clocks.nations import Nation
from waymark.stages.prioritisation.rules.nations import nation_of


def nations_of(viewer: Viewer, referral_ids: Sequence[int]) -> dict[int, Nation]:
    """The nation of each of these referrals. Raises NotPermitted."""
    require(viewer, Permission.READ_QUEUE)
    with connection.cursor() as cursor:
        cursor.execute(
            "select q.referral_id, q.force_code, d.force_code from queue_entry q join desk d on d.id = q.desk_id "
            "where q.referral_id = any(%s)",
            [list(referral_ids)],
        )
        found = {id_: nation_of(placed, desk) for id_, placed, desk in cursor.fetchall()}
    return {id_: found.get(id_, Nation.ENGLAND_AND_WALES) for id_ in referral_ids}
