"""Which hashes reports of a desk list their files by."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from waymark.referrals.identifiers import IdentifierKind, digest

# By their length in hex digits; those that are computed of what comes in.
_KINDS = {32: "md5", 40: "sha1", 64: "sha256"}


def hashes_listed_by_reports(hashes: Collection[str], *, desk: int) -> set[str]:
    """Those of these hashes (MD5, SHA-1, SHA-256 in lower-case hex) that a report of the desk lists a file by."""
    known = {
        digest(IdentifierKind.FILE_HASH, f"{_KINDS[len(each)]}\x1f{each}"): each
        for each in hashes
        if len(each) in _KINDS
    }
    if not known:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "select i.digest from identifier i where i.digest = any(%s) "
            "and exists (select 1 from mention m where m.identifier_id = i.id and m.desk_id = %s)",
            [list(known), desk],
        )
        return {known[bytes(found)] for (found,) in cursor.fetchall()}
