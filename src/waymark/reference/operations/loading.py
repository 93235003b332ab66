"""Loading reference data: whole files, in one transaction, beside what is there already."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, BinaryIO

from django.db import connection, transaction

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.reference import models
from waymark.reference.kinds import Kind
from waymark.reference.operations.ending import version_row
from waymark.reference.queries import Use, use_of
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
    Kind.TERM_DATES: (
        "term_date",
        ("authority", "code", "academic_year", "is_holiday", "name", "first_day", "last_day"),
    ),
    Kind.BANK_HOLIDAYS: ("bank_holiday", ("division", "day", "title")),
    Kind.RETENTION: ("retention_period", ("operator", "asn", "days", "source")),
    **dict.fromkeys(
        (Kind.OPERATORS, Kind.TOR_EXITS, Kind.PRIVATE_RELAY, Kind.GB_RANGES),
        ("network_prefix", ("network", "family", "asn", "operator", "holder", "access")),
    ),
    **dict.fromkeys((Kind.GEOIP, Kind.ASN), ("reference_file", ("part", "content"))),
}


class SameFile(WaymarkError):
    """A version cannot succeed itself."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"this is the very file of version {number}, for the same days: choose the corrected one, or "
            "give other days"
        )


_DATABASES = frozenset({Kind.GEOIP, Kind.ASN})


class AnotherKind(WaymarkError):
    """A version can only be succeeded by one of its own kind."""

    def __init__(self, number: int, kind: str) -> None:
        super().__init__(f"version {number} is {kind}: load a file of that kind in its place")


class DatesOutOfOrder(WaymarkError):
    """The last day lies before the first."""

    def __init__(self, valid_from: date, valid_to: date) -> None:
        super().__init__(f"--valid-to {valid_to} is before --valid-from {valid_from}: swap or correct them")


@dataclass(frozen=True, slots=True)
class LoadOutcome:
    """version_id: the version that holds the file. is_new: False when it was there already.

    succeeded: how the version that it was loaded in place of had been used; None when it succeeds none.
    """

    version_id: int
    kind: Kind
    name: str
    sha256: str
    rows: int
    is_new: bool
    succeeded: Use | None = None


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
    succeeds: int | None = None,
) -> LoadOutcome:
    """Load a file (or the parts of one, in order) as a version of its kind, inside `acting(...)`.

    succeeds: the version that this one is put in place of because it was wrong: no look-up uses that one
    from then, and what was made from it stays as it was, to be looked at again. Without dates of its own
    the new version takes the old one's. The same bytes for the same days change nothing. Raises
    NotPermitted, DatesOutOfOrder, NoSuchVersion, AlreadySucceeded, AnotherKind, SameFile, and WrongFile for a file of
    another kind, or damaged; then nothing of it is kept.
    """
    require(viewer, Permission.LOAD_REFERENCE)
    # A refusal half way undoes what was written, and leaves the caller's transaction usable.
    with transaction.atomic():
        old = _to_be_succeeded(succeeds, kind) if succeeds is not None else None
        if old is not None and valid_from is valid_to is None:
            valid_from, valid_to = old.valid_from, old.valid_to
        if valid_from is not None and valid_to is not None and valid_to < valid_from:
            raise DatesOutOfOrder(valid_from, valid_to)
        version = models.ReferenceVersion(
            kind=kind.value,
            name=name,
            source=_with_build_date(kind, streams, source),
            sha256=_digest(streams),
            valid_from=valid_from,
            valid_to=valid_to,
            loaded_at=now,
            loaded_by=viewer.officer_id,
        )
        known = _the_same(version)
        if known is not None and known.pk == succeeds:
            raise SameFile(known.pk)
        if known is not None:
            return LoadOutcome(known.pk, kind, known.name, known.sha256, known.rows, is_new=False)
        return _write_whole(viewer, version, streams, succeeds=old)


def _the_same(version: models.ReferenceVersion) -> models.ReferenceVersion | None:
    """A version in use with the same bytes for the same days."""
    return models.ReferenceVersion.objects.filter(
        kind=version.kind,
        sha256=version.sha256,
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        succeeded_by=None,
    ).first()


def _write_whole(
    viewer: Viewer,
    version: models.ReferenceVersion,
    streams: Sequence[BinaryIO],
    *,
    succeeds: models.ReferenceVersion | None,
) -> LoadOutcome:
    version.save(force_insert=True)
    rows, covers = _write(Kind(version.kind), version.pk, streams)
    version.rows, version.covers = rows, list(covers)
    version.save(update_fields=["rows", "covers"])
    record(
        Event.REFERENCE_LOADED,
        f"reference-{version.pk}",
        actor=viewer.officer_id,
        at=version.loaded_at,
        desk=None,
        detail={
            "kind": version.kind,
            "name": version.name,
            "sha256": version.sha256,
            "rows": rows,
            "source": version.source,
            "valid_from": str(version.valid_from or ""),
            "valid_to": str(version.valid_to or ""),
        },
    )
    used = None
    if succeeds is not None:
        used = _succeed(viewer, succeeds, version.pk, now=version.loaded_at)
    return LoadOutcome(version.pk, Kind(version.kind), version.name, version.sha256, rows, True, used)


def _to_be_succeeded(number: int, kind: Kind) -> models.ReferenceVersion:
    old = version_row(number)
    if old.kind != kind.value:
        raise AnotherKind(number, old.kind)
    return old


def _succeed(viewer: Viewer, old: models.ReferenceVersion, successor: int, *, now: datetime) -> Use:
    used = use_of([old.pk])[old.pk]
    old.succeeded_by_id = successor
    old.save(update_fields=["succeeded_by"])
    record(
        Event.REFERENCE_SUCCEEDED,
        f"reference-{old.pk}",
        actor=viewer.officer_id,
        at=now,
        desk=None,
        detail={"successor": successor, "verdicts": used.verdicts},
    )
    return used


def _digest(streams: Sequence[BinaryIO]) -> str:
    """SHA-256 over the bytes of all streams in order; each is left at its start."""
    digest = hashlib.sha256()
    for stream in streams:
        while part := stream.read(1 << 20):
            digest.update(part)
        stream.seek(0)
    return digest.hexdigest()


def _with_build_date(kind: Kind, streams: Sequence[BinaryIO], source: str) -> str:
    """Where a database came from, with the day its maker built it: it says nothing of later days."""
    if kind not in _DATABASES:
        return source
    about = read_about(_content(streams), kind)
    return "; ".join(filter(None, (source, f"{about.database_type}, built on {about.built_on}")))


def _content(streams: Sequence[BinaryIO]) -> bytes:
    """All bytes of a database, which comes in one file; each stream is left at its start."""
    content = b"".join(stream.read() for stream in streams)
    for stream in streams:
        stream.seek(0)
    return content


def _write(kind: Kind, version_id: int, streams: Sequence[BinaryIO]) -> tuple[int, tuple[str, ...]]:
    """Read and write every row. Returns how many records there are, and what they cover."""
    if kind in _DATABASES:
        content = _content(streams)
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
