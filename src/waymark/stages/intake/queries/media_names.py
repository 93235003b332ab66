"""Media of one container that a report lists by name alone, wherever in it they lie. Part of `media`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.db.backends.utils import CursorWrapper

INNER = "!"  # ends the name of a container in the folder of what lies in it
_LAST = r"lower(regexp_replace(replace({}, '\', '/'), '^.*/', ''))"


def media_called(
    cursor: CursorWrapper, *, desk: int, folder: str, names: Collection[str]
) -> list[tuple[str, str, set[str]]]:
    """Path, name and hashes of media in the container that a folder lies in, by the last part of their names.

    names: without case. Only a name that one file of the container has, and that one report of it lists: of two
    nobody can say which is meant. None outside a container, where nothing says what was delivered together.
    """
    container, inner, _ = folder.partition(INNER)
    if not inner or not names:
        return []
    whole = container + inner
    below = whole.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "/%"
    given: dict[str, int | str | list[str]] = {
        "desk": desk,
        "whole": whole,
        "below": below,
        "names": sorted(names),
    }
    last = _LAST.format("named")
    cursor.execute(
        f"select path, named, {last}, md5, sha1, sha256 from delivery_member where desk_id = %(desk)s "
        "and (folder = %(whole)s or folder like %(below)s) "
        f"and kind = 'media' and {last} = any(%(names)s) order by delivery_id, n",
        given,
    )
    media = cursor.fetchall()
    cursor.execute(
        f"select {_LAST.format('f.name')}, count(distinct f.report_id) from delivery "
        "join reading g on g.delivery_id = delivery.id join reported_file f on f.report_id = g.report_id "
        "where delivery.desk_id = %(desk)s and (delivery.folder = %(whole)s or delivery.folder like %(below)s) "
        f"and {_LAST.format('f.name')} = any(%(names)s) group by 1",
        given,
    )
    listed_by = dict(cursor.fetchall())
    found = Counter(name for _, _, name, *_ in media)
    return [
        (path, named, set(digests))
        for path, named, name, *digests in media
        if found[name] == 1 and listed_by.get(name, 0) <= 1
    ]
