"""One person on one line of the queue: which lines stand for others that accepted links make one piece of work with.

Nothing is stored of it. Who stands for whom is found from the judgements and the places that hold now, so that an
undone link brings everybody back, and a report that makes one of them more pressing puts that one in front.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.linking.queries.groups import work_together

Row = tuple[Any, ...]


def one_line_each(
    viewer: Viewer,
    page: Callable[[Row | None], list[Row]],
    *,
    id_at: int,
    limit: int,
    shown: Sequence[str],
    parameters: Mapping[str, Any],
) -> tuple[list[Row], dict[int, tuple[str, ...]]]:
    """A page's rows without those for whom another stands, one more than `limit` where there is one; and the
    references that each stands for.

    page: rows after one, or from where the page begins, one more than `limit` where there is one. id_at: where a
    row has its referral's id. shown, parameters: as of `behind`. Raises NotPermitted.
    """
    require(viewer, Permission.READ_QUEUE)
    kept: list[Row] = []
    stands_for: dict[int, tuple[str, ...]] = {}
    last: Row | None = None
    while True:
        rows = page(last)
        found = behind(viewer, {row[id_at] for row in rows}, shown=shown, parameters=parameters)
        stands_for |= found
        kept += [row for row in rows if found.get(row[id_at]) != ()]
        if len(kept) > limit or len(rows) <= limit:
            return kept[: limit + 1], stands_for
        last = rows[-1]


def behind(
    viewer: Viewer, referral_ids: Collection[int], *, shown: Sequence[str], parameters: Mapping[str, Any]
) -> dict[int, tuple[str, ...]]:
    """For each of these referrals that is one piece of work with others on the queue: their references, the most
    pressing first, where it stands for them; nothing where one of them stands for it.

    shown: the conditions of the queue as it is filtered, on columns of `queue_entry`, with their parameters: whom a
    filter leaves out stands for nobody. A referral that stands alone is left out. Raises NotPermitted.
    """
    require(viewer, Permission.READ_QUEUE)
    groups = {
        id_: group for id_, group in work_together(viewer, sorted(referral_ids)).items() if len(group) > 1
    }
    if not groups:
        return {}
    where = " and ".join(["referral_id = any(%(members)s)", *shown])
    members = sorted({member for group in groups.values() for member in group})
    with connection.cursor() as cursor:
        cursor.execute(
            f"select referral_id, reference from queue_entry where {where} order by rank, referral_id",
            {**parameters, "members": members},
        )
        standing: dict[int, str] = dict(cursor.fetchall())
    found: dict[int, tuple[str, ...]] = {}
    for id_, group in groups.items():
        in_order = [member for member in standing if member in group]
        if len(in_order) > 1:
            found[id_] = tuple(standing[each] for each in in_order[1:]) if in_order[0] == id_ else ()
    return found
