"""Media and the reports that list them, whichever comes first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from waymark.access.rules import Viewer
from waymark.referrals.types import ReportedFile
from waymark.stages.intake import operations as intake
from waymark.stages.intake import queries as deliveries
from waymark.stages.intake.operations import Kept
from waymark.stages.linking.queries.listed_hashes import hashes_listed_by_reports

_COMPARED = ("md5", "sha1", "sha256")


def hashes_of(file: ReportedFile) -> Iterable[str]:
    """The hashes by which a listed file could be found among media, in lower-case hex."""
    return (each.value.strip().lower() for each in file.hashes if each.kind in _COMPARED)


def accept_media_that_came(media: Sequence[Kept], *, viewer: Viewer, now: datetime) -> None:
    """Accept media that a report lists: one beside them first, then any that the desk has had."""
    ids = [each.id for each in media]
    accepted = intake.accept_listed(ids, desk=media[0].desk, viewer=viewer, now=now)
    left = deliveries.digests_of([id_ for id_ in ids if id_ not in accepted])
    known = hashes_listed_by_reports(left.keys(), desk=media[0].desk)
    intake.accept_media({left[each] for each in known}, viewer=viewer, now=now)


def accept_media_that_waited(hashes: Iterable[str], *, desk: int, viewer: Viewer, now: datetime) -> None:
    """Accept media that came before the reports that list these hashes, in the caller's transaction."""
    found = deliveries.media_waiting_for(sorted(set(hashes)), desk=desk)
    intake.accept_media(found, viewer=viewer, now=now)
