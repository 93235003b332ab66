"""Media that were delivered beside the report that lists them: noted by hash, and no fault."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.intake.operations.concluding import mark
from waymark.stages.intake.operations.faults import settle_faults
from waymark.stages.intake.queries.media import hashes_listed
from waymark.stages.intake.rules import folders_around


def accept_listed(media_ids: Sequence[int], *, desk: int, viewer: Viewer, now: datetime) -> set[int]:
    """Accept media files that a report lists by their hash, which lies in their folder or one above it.

    Returns those accepted; any other stays before a person. Raises NotPermitted.
    """
    require(viewer, Permission.DELIVER)
    with connection.cursor() as cursor:
        cursor.execute(
            "select delivery_id, folder, md5, sha1, sha256 from delivery_member "
            "where delivery_id = any(%s) and path = '' and kind = 'media'",
            [list(media_ids)],
        )
        media = cursor.fetchall()
    around = {folder: folders_around(folder) for _, folder, *_ in media}
    listed = hashes_listed(sorted({each for folders in around.values() for each in folders}), desk=desk)
    accepted = {
        id_
        for id_, folder, *digests in media
        if any(digest in listed.get(each, ()) for each in around[folder] for digest in digests)
    }
    _accept(accepted, viewer=viewer, now=now)
    return accepted


def accept_media(media_ids: Collection[int], *, viewer: Viewer, now: datetime) -> None:
    """Accept media files that a report lists by their hash, wherever that report lies. Raises NotPermitted."""
    require(viewer, Permission.DELIVER)
    _accept(media_ids, viewer=viewer, now=now)


def _accept(media_ids: Collection[int], *, viewer: Viewer, now: datetime) -> None:
    if media_ids:
        mark(sorted(media_ids), "accepted", now=now)
        settle_faults(sorted(media_ids), viewer=viewer, now=now)
