"""Files that reports list against the media that lie beside them, by hash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.backends.utils import CursorWrapper

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.intake.queries.media_names import media_called

# Hashes that are computed of what comes in, with their length in hexadecimal digits; a listed file without
# one of them is found by its name.
_DIGEST_SIZES = {"md5": 32, "sha1": 40, "sha256": 64}


@dataclass(frozen=True, slots=True)
class MediaBeside:
    """The files that a report lists and the media beside it: counts, and what is on one side only.

    missing: names of listed files that are not there. surplus: paths of media that no report there lists.
    """

    listed: int
    present: int
    missing: tuple[str, ...]
    surplus: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return not self.missing and not self.surplus


def hashes_listed(folders: Sequence[str], *, desk: int) -> dict[str, set[str]]:
    """The hashes that reports in each of these folders list files by."""
    found: dict[str, set[str]] = {}
    if not folders:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            "select d.folder, lower(h.value ->> 1) from delivery d join reading g on g.delivery_id = d.id "
            "join reported_file f on f.report_id = g.report_id, jsonb_array_elements(f.hashes) as h "
            "where d.desk_id = %s and d.folder = any(%s) and h.value ->> 2 = any(%s)",
            [desk, list(folders), list(_DIGEST_SIZES)],
        )
        for folder, digest in cursor.fetchall():
            found.setdefault(folder, set()).add(digest)
    return found


def digests_of(media_ids: Sequence[int]) -> dict[str, int]:
    """The hashes of media that were delivered by themselves, each with its delivery."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select delivery_id, md5, sha1, sha256 from delivery_member "
            "where delivery_id = any(%s) and path = '' and kind = 'media'",
            [list(media_ids)],
        )
        return {digest: id_ for id_, *digests in cursor.fetchall() for digest in digests if digest}


def media_waiting_for(digests: Sequence[str], *, desk: int) -> list[int]:
    """Media that were delivered by themselves and stand before a person, of those with one of these hashes."""
    of_kind = {name: [each for each in digests if len(each) == size] for name, size in _DIGEST_SIZES.items()}
    if not any(of_kind.values()):
        return []
    with connection.cursor() as cursor:
        # Nearly always there is none, and a large report lists thousands of hashes to be sent for nothing.
        cursor.execute(
            "select exists (select from delivery_member where desk_id = %s and kind = 'media' and path = '')",
            [desk],
        )
        if cursor.fetchone() == (False,):
            return []
        matching = " union ".join(
            "select delivery_id from delivery_member where desk_id = %(desk)s and kind = 'media' and path = '' "
            f"and {name} = any(%({name})s)"
            for name, given in of_kind.items()
            if given
        )
        cursor.execute(
            "select d.id from delivery d where d.kind = 'media' and d.outcome = 'quarantined' "
            f"and d.id in ({matching}) order by d.id",
            {"desk": desk, **of_kind},
        )
        return [id_ for (id_,) in cursor.fetchall()]


def media_beside(viewer: Viewer, report_id: int) -> MediaBeside | None:
    """What a report lists against the media in its folder, below it, and elsewhere by hash; None where there are none.

    Where one report came in several documents, what each that lies in the folder lists is listed, once.
    Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select d.desk_id, d.folder from reading g join delivery d on d.id = g.delivery_id "
            "where g.report_id = %s order by d.id limit 1",
            [report_id],
        )
        place = cursor.fetchone()
        if not place:
            return None
        cursor.execute(
            "with whole as (select coalesce((select of_id from same_report where report_id = %(id)s "
            "and relation = 'original'), %(id)s) as id), forms as (select id from whole union "
            "select s.report_id from same_report s, whole where s.of_id = whole.id and s.relation = 'original') "
            "select f.report_id = %(id)s, f.name, f.file_id, coalesce((select array_agg(lower(h.value ->> 1)) "
            "from jsonb_array_elements(f.hashes) as h where h.value ->> 2 = any(%(compared)s)), '{}') "
            "from reported_file f join reading g on g.report_id = f.report_id join delivery d on d.id = g.delivery_id "
            "where f.report_id = %(id)s or (f.report_id in (select id from forms) and d.desk_id = %(desk)s "
            "and d.folder = %(folder)s) order by f.report_id = %(id)s desc, f.report_id, f.ordinal",
            {"id": report_id, "compared": list(_DIGEST_SIZES), "desk": place[0], "folder": place[1]},
        )
        files = _listed_once(cursor.fetchall())
        desk, folder = place
        listed = sorted({digest for _, _, digests in files for digest in digests})
        media = _media_below(cursor, desk, folder)
        beside = {path for path, _, _ in media}
        media += [each for each in _media_with(cursor, desk, listed) if each[0] not in beside]
        at_hand = {_last(named) for _, named, _ in media}
        nameless = {_last(name) for name, _, digests in files if name and not digests} - at_hand
        media += media_called(cursor, desk=desk, folder=folder, names=nameless)
    if not media:
        return None
    return _compared(files, media, hashes_listed([folder], desk=desk).get(folder, set()))


def _listed_once(files: Sequence[tuple[bool, str, str, list[str]]]) -> list[tuple[str, str, list[str]]]:
    """The files of a report, and of its other documents those that it does not list: by hash, else by name.

    files: each with whether the report itself lists it; those first.
    """
    once: list[tuple[str, str, list[str]]] = []
    seen: set[str] = set()
    for is_own, name, file_id, digests in files:
        keys = set(digests) or {_last(name) or file_id}
        if is_own or keys.isdisjoint(seen):
            once.append((name, file_id, digests))
        seen |= keys
    return once


def _media_below(cursor: CursorWrapper, desk: int, folder: str) -> list[tuple[str, str, set[str]]]:
    """Path, name and hashes of the media in a folder and below it."""
    below = folder.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "/%"
    cursor.execute(
        "select case when path = '' then named else path end, named, md5, sha1, sha256 from delivery_member "
        "where desk_id = %s and (folder = %s or folder like %s) and kind = 'media' "
        "and named not like 'drawn/page %%, picture %%' order by delivery_id, n",
        [desk, folder, below],
    )
    return [(path, named, set(digests)) for path, named, *digests in cursor.fetchall()]


def _media_with(cursor: CursorWrapper, desk: int, listed: Sequence[str]) -> list[tuple[str, str, set[str]]]:
    """Path, name and hashes of the media that came by themselves, wherever they lay, by what reports list."""
    cursor.execute(
        "select named, named, md5, sha1, sha256 from delivery_member where desk_id = %(desk)s and kind = 'media' "
        "and path = '' and (md5 = any(%(listed)s) or sha1 = any(%(listed)s) or sha256 = any(%(listed)s)) "
        "order by delivery_id",
        {"desk": desk, "listed": list(listed)},
    )
    return [(path, named, set(digests)) for path, named, *digests in cursor.fetchall()]


def _compared(
    files: Sequence[tuple[str, str, list[str]]],
    media: Sequence[tuple[str, str, set[str]]],
    listed_here: set[str],
) -> MediaBeside:
    """Listed files and media against each other: by hash, and by name where a file is listed without one."""
    names_listed = {_last(name) for name, _, digests in files if name and not digests}
    present = {digest for _, _, digests in media for digest in digests}
    names = {_last(named) for _, named, _ in media}
    missing = [
        name or file_id or "a file without a name"
        for name, file_id, digests in files
        if not (present & set(digests) if digests else _last(name) in names)
    ]
    surplus = [
        path
        for path, named, digests in media
        if not digests & listed_here and _last(named) not in names_listed
    ]
    return MediaBeside(len(files), len(media), tuple(missing), tuple(surplus))


def _last(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2].casefold()
