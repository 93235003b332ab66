"""Loading reference data: whole files, in one transaction, beside what is there already."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.reference import models
from waymark.reference.kinds import Kind
from waymark.reference.readers import READERS
from waymark.reference.readers.databases import parts_of, read_about
from waymark.reference.readers.tables import WrongFile
from waymark.reference.rows import NetworkRow, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

_TABLES: dict[Kind, tuple[str, tuple[str, ...]]] = {
    Kind.FORCE_AREAS: ("force_area", ("force_code", "name", "shape", "west", "south", "east", "north")),
    Kind.DISTRICTS: ("district", ("code", "name", "force_code")),
    Kind.POSTCODES: (
        "postcode",
        ("key", "lat", "lon", "district_code", "force_code", "quality", "ended_on"),
    ),
    Kind.OUTWARD_CODES: ("outward_code", ("outward", "force_code", "postcodes", "share")),
    Kind.HOSTING_ASNS: ("hosting_asn", ("asn", "name", "is_vpn")),
    **dict.fromkeys(
        (Kind.OPERATORS, Kind.TOR_EXITS, Kind.PRIVATE_RELAY, Kind.GB_RANGES),
        ("network_prefix", ("network", "family", "asn", "operator", "holder", "access")),
    ),
    **dict.fromkeys((Kind.GEOIP, Kind.ASN), ("reference_file", ("part", "content"))),
}


class NotLoadableYet(WaymarkError):
    """A kind that has a name and no reader."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(f"{kind} cannot be loaded by this version of Waymark")


class DatesOutOfOrder(WaymarkError):
    """The last day lies before the first."""

    def __init__(self, valid_from: date, valid_to: date) -> None:
        super().__init__(f"--valid-to {valid_to} is before --valid-from {valid_from}: swap or correct them")


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """version_id: the version that holds the file. is_new: False when it was there already."""

    version_id: int
    kind: Kind
    name: str
    sha256: str
    rows: int
    is_new: bool


def load(
    viewer: Viewer,
    kind: Kind,
    streams: Sequence[BinaryIO],
    *,
    name: str,
    now: datetime,
    source: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> LoadOutcome:
    """Load a file (or the parts of one, in order) as a version of its kind, inside `acting(...)`.

    The same bytes for the same days change nothing. Raises NotPermitted, NotLoadableYet, DatesOutOfOrder,
    and WrongFile for a file of another kind, or damaged; then nothing of it is kept.
    """
    require(viewer, Permission.LOAD_REFERENCE)
    if kind not in _TABLES:
        raise NotLoadableYet(kind)
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        raise DatesOutOfOrder(valid_from, valid_to)
    sha256 = _digest(streams)
    known = models.ReferenceVersion.objects.filter(
        kind=kind, sha256=sha256, valid_from=valid_from, valid_to=valid_to
    ).first()
    if known is not None:
        return LoadOutcome(known.pk, kind, known.name, sha256, known.rows, is_new=False)
    version = models.ReferenceVersion.objects.create(
        kind=kind.value,
        name=name,
        source=source,
        sha256=sha256,
        valid_from=valid_from,
        valid_to=valid_to,
        loaded_at=now,
        loaded_by=viewer.officer_id,
    )
    rows, covers = _write(kind, version.pk, streams)
    version.rows, version.covers = rows, list(covers)
    version.save(update_fields=["rows", "covers"])
    record(
        Event.REFERENCE_LOADED,
        f"reference-{version.pk}",
        actor=viewer.officer_id,
        at=now,
        desk=None,
        detail={"kind": kind.value, "name": name, "sha256": sha256, "rows": rows, "source": source,
                "valid_from": str(valid_from or ""), "valid_to": str(valid_to or "")},
    )  # fmt: skip
    return LoadOutcome(version.pk, kind, name, sha256, rows, is_new=True)


def _digest(streams: Sequence[BinaryIO]) -> str:
    """SHA-256 over the bytes of all streams in order; each is left at its start."""
    digest = hashlib.sha256()
    for stream in streams:
        while part := stream.read(1 << 20):
            digest.update(part)
        stream.seek(0)
    return digest.hexdigest()


def _write(kind: Kind, version_id: int, streams: Sequence[BinaryIO]) -> tuple[int, tuple[str, ...]]:
    """Read and write every row. Returns how many records there are, and what they cover."""
    if kind in {Kind.GEOIP, Kind.ASN}:
        content = b"".join(stream.read() for stream in streams)
        about = read_about(content, kind)
        _copy(kind, version_id, parts_of(content))
        return about.records, (about.database_type,)
    families: set[int] = set()
    rows: Iterator[Row] = chain.from_iterable(READERS[kind](stream) for stream in streams)
    if _TABLES[kind][0] == "network_prefix":
        rows = _noting_families(rows, families)
    count = _copy(kind, version_id, rows)
    if not count:
        raise WrongFile(kind, expected="at least one row beside the headings", found="none")
    return count, tuple(f"ipv{family}" for family in sorted(families)) or ("all",)


def _noting_families(rows: Iterable[Row], families: set[int]) -> Iterator[Row]:
    for row in rows:
        if isinstance(row, NetworkRow):
            families.add(row.family)
        yield row


def _copy(kind: Kind, version_id: int, rows: Iterable[Row]) -> int:
    """COPY rows under their version; these tables have no row security, so COPY goes straight in."""
    table, columns = _TABLES[kind]
    count = 0
    with (
        connection.cursor() as cursor,
        cursor.copy(f"copy {table} (version_id, {', '.join(columns)}) from stdin") as copy,
    ):
        for count, row in enumerate(rows, start=1):  # noqa: B007 - counted for what comes after
            copy.write_row((version_id, *_plain(row)))
    return count


def _plain(row: Row) -> tuple[Any, ...]:
    return tuple(row)
