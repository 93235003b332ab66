"""What containers hold, and where a document lies."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from waymark.access.rules import Permission, Viewer, require


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member of a container. path: empty for its own text. child: the delivery that its content is, if one."""

    n: int
    path: str
    named: str
    size: int
    md5: str
    sha1: str
    sha256: str
    kind: str
    trouble: str
    child: str
    pdq: str


def members(viewer: Viewer, delivery_id: int, *, after: int = 0, limit: int = 200) -> list[MemberLine]:
    """What a container holds, in its own order, from after member number `after`. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select m.n, m.path, m.named, m.size, m.md5, m.sha1, m.sha256, m.kind, m.trouble, "
            "coalesce(d.reference, ''), m.pdq from delivery_member m left join delivery d on d.id = m.child_id "
            "where m.delivery_id = %s and m.n > %s order by m.n limit %s",
            [delivery_id, after, limit],
        )
        return [MemberLine(*row) for row in cursor.fetchall()]


def member_counts(viewer: Viewer, delivery_id: int) -> dict[str, int]:
    """How many members of each kind a container holds. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select kind, count(*) from delivery_member where delivery_id = %s group by 1 order by 2 desc, 1",
            [delivery_id],
        )
        return dict(cursor.fetchall())


def containers_of(viewer: Viewer, delivery_id: int) -> list[tuple[str, str]]:
    """The references of the containers that a document lies in, and its path in each. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select d.reference, m.path from delivery_member m join delivery d on d.id = m.delivery_id "
            "where m.child_id = %s order by d.id, m.n",
            [delivery_id],
        )
        return [(reference, path) for reference, path in cursor.fetchall()]
