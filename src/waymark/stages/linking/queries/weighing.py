"""Whether links stand as today's weights would have them."""

from __future__ import annotations

import json

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.linking.rules.comparison import Shared, compare

_LOOK = 200  # of the newest open links: a change of weights changes nearly all


def weighed_otherwise(viewer: Viewer) -> int:
    """Of the newest open links at the viewer's desks, how many an earlier version weighed otherwise.

    Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select probability, evidence from link where judgement = 'open' order by id desc limit %s",
            [_LOOK],
        )
        rows = cursor.fetchall()
    return sum(
        compare([Shared.from_evidence(each) for each in json.loads(evidence)]).probability != probability
        for probability, evidence in rows
    )
