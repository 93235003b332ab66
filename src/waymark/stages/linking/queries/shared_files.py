"""Which files, known by a hash, several referrals name: what a bundle is found by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.referrals.identifiers import IdentifierKind, digest

_EXACT_BY_LENGTH = {32: "md5", 40: "sha1", 64: "sha256", 128: "sha512"}


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A file that several referrals name. kind: of its hash. value: the hash in small letters.

    reports, referrals: how many name it. some_reports, some_referrals: up to so many of each as were asked for.
    """

    identifier_id: int
    kind: str
    value: str
    reports: int
    referrals: int
    some_reports: tuple[int, ...]
    some_referrals: tuple[int, ...]


def shared_files(viewer: Viewer, identifiers: Sequence[int], *, desk: int, some: int) -> list[SharedFile]:
    """Those of these identifiers that are exact hashes of files and named by more than one referral of a desk.

    Raises NotPermitted.
    """
    require(viewer, Permission.READ_QUEUE)
    if not identifiers:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select i.id, i.digest, m.value, m.reports, m.referrals, m.some_reports, m.some_referrals "
            "from identifier i cross join lateral ("
            "select min(value) as value, count(distinct report_id) as reports, "
            "count(distinct referral_id) as referrals, "
            "(array_agg(distinct report_id))[:%(some)s] as some_reports, "
            "(array_agg(distinct referral_id))[:%(some)s] as some_referrals "
            "from mention where identifier_id = i.id and desk_id = %(desk)s) m "
            "where i.id = any(%(ids)s) and i.kind = %(kind)s and m.referrals > 1 order by i.id",
            {"ids": list(identifiers), "kind": IdentifierKind.FILE_HASH.value, "desk": desk, "some": some},
        )
        rows = cursor.fetchall()
    found = []
    for id_, known_by, stated, reports, referrals, some_reports, some_referrals in rows:
        value = stated.strip().lower()
        kind = _EXACT_BY_LENGTH.get(len(value), "")
        # Hashes of likeness have lengths of exact ones; the digest tells them apart.
        if kind and digest(IdentifierKind.FILE_HASH, f"{kind}\x1f{value}") == bytes(known_by):
            found.append(
                SharedFile(id_, kind, value, reports, referrals, tuple(some_reports), tuple(some_referrals))
            )
    return found


def naming(
    viewer: Viewer, identifiers: Sequence[int], *, desk: int, among: Sequence[int] | None = None
) -> list[tuple[int, int]]:
    """Pairs of identifier and referral that names it, at one desk; among: of these referrals alone.

    Raises NotPermitted.
    """
    require(viewer, Permission.READ_QUEUE)
    if not identifiers:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct identifier_id, referral_id from mention where identifier_id = any(%(ids)s) "
            "and desk_id = %(desk)s"
            + (" and referral_id = any(%(among)s)" if among is not None else "")
            + " order by 1, 2",
            {"ids": list(identifiers), "desk": desk, "among": list(among or ())},
        )
        return [(identifier, referral) for identifier, referral in cursor.fetchall()]
