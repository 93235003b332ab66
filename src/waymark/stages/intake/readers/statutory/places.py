"""Where a statutory report's files and its single statements go among the facts."""

from __future__ import annotations

from waymark.referrals.types import (
    Address,
    FileHash,
    IncidentDetail,
    Named,
    NamedValue,
    Of,
    ReportedFile,
)
from waymark.stages.intake.readers.hashes import hash_kind
from waymark.stages.intake.readers.json_taking import Part, Taking
from waymark.stages.intake.readers.statutory.people import People, address_of

_LISTS = frozenset(("urls", "notes"))
_FLAGS = frozenset(("reviewed_by_person", "publicly_available", "made"))
_NAMES = {"urls": "url", "notes": "note"}


class Details:
    """What a report says once, gathered as incident details of its own kinds, in document order."""

    def __init__(self) -> None:
        self._made: list[IncidentDetail] = []

    def add(self, kind: str, part: Part, *keys: str, place: str = "") -> None:
        """Take members of a part as the named values of one detail. place: a member that is an address."""
        values = [named for key in keys for named in _named(part, key)]
        address = address_of(part.part(place)) if place else Address()
        self._append(kind, values, (address,) if address != Address() else ())

    def add_values(self, kind: str, **values: str) -> None:
        """The same of values that were taken already; empty ones are not stated."""
        self._append(kind, [Named(name, value) for name, value in values.items() if value])

    def made(self) -> tuple[IncidentDetail, ...]:
        return tuple(self._made)

    def _append(self, kind: str, values: list[Named], addresses: tuple[Address, ...] = ()) -> None:
        if values or addresses:
            ordinal = len(self._made) + 1
            self._made.append(IncidentDetail(ordinal, kind, tuple(values), addresses))


def _named(part: Part, key: str) -> list[Named]:
    if key in _LISTS:
        return [Named(_NAMES[key], each) for each in part.texts(key)]
    if key in _FLAGS:
        said = part.flag(key)
        return [] if said is None else [Named(key, str(said).lower())]
    said_in_words = part.text(key)
    return [Named(key, said_in_words)] if said_in_words else []


def take_files(whole: Part, taking: Taking, people: People) -> None:
    """Take every file of a report, its events before it."""
    for ordinal, part in enumerate(whole.parts("files"), start=1):
        people.take_events(part, Of.FILE, ordinal)
        taking.out.append(_file(part, ordinal))


def _file(part: Part, ordinal: int) -> ReportedFile:
    hashes = []
    for each in part.parts("hashes"):
        label, value = each.text("algorithm"), each.text("value")
        if value:
            hashes.append(FileHash(label, value, hash_kind(label, value)))
    details = [NamedValue("EXIF", each.text("name"), each.text("value")) for each in part.parts("exif")]
    stated = ((key, part.text(key)) for key in ("size", "media_type", "uploaded_by"))
    details += [NamedValue("file", key, value) for key, value in stated if value]
    return ReportedFile(
        ordinal,
        file_id=part.text("id"),
        name=part.text("name"),
        original_name=part.text("original_name"),
        location=part.text("url"),
        classification=part.text("classification"),
        uploaded_at=part.time("uploaded_at"),
        viewed_by_esp=part.flag("viewed_by_provider"),
        publicly_available=part.flag("publicly_available"),
        annotations=part.texts("annotations"),
        hashes=tuple(hashes),
        details=tuple(details),
        additional_info=part.texts("notes"),
    )
