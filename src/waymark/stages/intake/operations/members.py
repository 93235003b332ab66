"""Noting what containers hold, one row a member: its name, size and hashes. Part of keeping the container."""

from __future__ import annotations

from collections.abc import Sequence

from waymark.database.copying import Table, insert
from waymark.stages.intake.operations.kept import Kept
from waymark.stages.intake.operations.measuring import Measured
from waymark.stages.intake.readers.unpacking import INSIDE, Member
from waymark.stages.intake.rules import Kind

_MEMBER = Table(
    "delivery_member",
    (
        "delivery_id",
        "n",
        "desk_id",
        "folder",
        "path",
        "named",
        "size",
        "md5",
        "sha1",
        "sha256",
        "kind",
        "trouble",
        "child_id",
        "pdq",
    ),
)
_LATEST = ", ".join(f'"{column}" = excluded."{column}"' for column in _MEMBER.columns[3:])


def note_members(container: Kept, members: Sequence[tuple[int, str, Member, int | None]]) -> None:
    """Note members: each with its number, what it lies with, and the delivery that its content is, if any.

    A member that stands from an earlier opening is brought up to what was found now.
    """
    rows = [
        (
            container.id,
            n,
            container.desk,
            folder,
            storable(member.path),
            storable(member.named),
            member.size,
            member.md5,
            member.sha1,
            member.sha256,
            member.kind.value,
            storable(member.trouble),
            child,
            member.pdq,
        )
        for n, folder, member, child in members
    ]
    insert(_MEMBER, rows, conflict=f"on conflict (delivery_id, n) do update set {_LATEST}")


def note_media(media: Sequence[tuple[Kept, Measured]]) -> None:
    """Note the hashes by which reports list files, of media that were delivered by themselves."""
    insert(
        _MEMBER,
        [
            (
                kept.id,
                1,
                kept.desk,
                kept.folder,
                "",
                storable(kept.name),
                kept.size,
                came.md5,
                came.sha1,
                kept.sha256.hex(),
                kept.kind.value,
                "",
                None,
                "",
            )
            for kept, came in media
            if kept.kind is Kind.MEDIA
        ],
    )


def place_of(container: str, path: str) -> str:
    """Where a member lies, in words for a person: `a.zip!/b.json`; the container itself where path is empty."""
    return f"{container}{INSIDE}{path}" if path else container


def storable(text: str) -> str:
    """Text as a column can hold it: a container's own names can have anything in them."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
