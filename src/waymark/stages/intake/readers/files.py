"""`fileDetails`: what a report says of one file, alone or inside a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waymark.referrals.types import (
    DocumentKind,
    FileHash,
    NamedValue,
    Of,
    Report,
    ReportedFile,
)
from waymark.stages.intake.readers.containers import (
    NO_ATTRIBUTES,
    Attributes,
    Container,
    Owner,
    Part,
    Place,
    Places,
    Reading,
    attributes_of,
    leaf,
    record,
)
from waymark.stages.intake.readers.events import CAPTURE_EVENT, DEVICE
from waymark.stages.intake.readers.hashes import hash_kind
from waymark.stages.intake.readers.values import UNREAD, present, text, time, word, yes_or_no

if TYPE_CHECKING:
    from lxml.etree import _Element

_HASH_ATTRIBUTES: Attributes = {"hashType": Place("label", text)}
_FLAGS: Places = {
    flag: Place(flag, present)
    for flag in (
        "animeDrawingVirtualHentai",
        "potentialMeme",
        "viral",
        "possibleSelfProduction",
        "physicalHarm",
        "violenceGore",
        "bestiality",
        "liveStreaming",
        "infant",
        "generativeAi",
    )
}
_GROUP: Attributes = {"type": Place("group", word)}
_PAIR: Places = {"name": Place("name", text), "value": Place("value", text)}


def _hash(inside: Container, element: _Element, path: str) -> FileHash:
    label = attributes_of(inside.reading, element, path, _HASH_ATTRIBUTES).get("label", "")
    value = leaf(inside.reading, element, path)
    return FileHash(label, value, hash_kind(label, value))


def _flags(inside: Container, element: _Element, path: str) -> list[str]:
    return list(record(inside, element, path, _FLAGS))


def _meme(value: str) -> object:
    """The older yes-or-no flag. A no is kept raw: an annotation that is absent does not say as much."""
    return True if yes_or_no(value) is True else UNREAD


def _pair(inside: Container, element: _Element, path: str) -> NamedValue:
    return NamedValue(
        **{"group": "", "name": "", "value": "", **record(inside, element, path, _PAIR, _GROUP)}
    )


_DETAILS: Places = {"nameValuePair": Part("pairs", _pair, many=True)}


def _details(inside: Container, element: _Element, path: str) -> list[NamedValue]:
    """Read one list of pairs. Its `type` is their group, except for a pair that states its own."""
    stated_once = record(inside, element, path, _DETAILS, _GROUP)
    group = stated_once.get("group", "")
    return [pair if pair.group else pair._replace(group=group) for pair in stated_once.get("pairs", ())]


_FILE: Places = {
    "reportId": Place("report_number", word),
    "fileId": Place("file_id", word),
    "fileName": Place("name", text),
    "originalFileName": Place("original_name", text),
    "uploadedToEspTimestamp": Place("uploaded_at", time),
    "uploadedToEspDateTime": Place("uploaded_at", time),
    "locationOfFile": Place("location", text),
    "fileViewedByEsp": Place("viewed_by_esp", yes_or_no),
    "viewedByEsp": Place("viewed_by_esp", yes_or_no),
    "exifViewedByEsp": Place("exif_viewed_by_esp", yes_or_no),
    "publiclyAvailable": Place("publicly_available", yes_or_no),
    "fileRelevance": Place("relevance", word),
    "potentialMeme": Place("meme", _meme),
    "fileAnnotations": Part("flags", _flags, many=True),
    "industryClassification": Place("classification", word),
    "originalFileHash": Part("hashes", _hash, many=True),
    "ipCaptureEvent": CAPTURE_EVENT,
    "deviceId": DEVICE,
    "details": Part("pairs", _details, many=True),
    "additionalInfo": Place("additional_info", text, many=True),
}


class FileDetails(Owner):
    """One file. Its events come before it in the stream: they carry its ordinal."""

    __slots__ = ()

    def __init__(
        self, reading: Reading, element: _Element, path: str, attributes: Attributes | None = None
    ) -> None:
        super().__init__(reading, element, path, _FILE, attributes=attributes or NO_ATTRIBUTES)
        reading.files += 1
        self.of, self.ordinal = Of.FILE, reading.files

    def finish(self) -> None:
        got = self.got
        flags = [flag for flags in got.pop("flags", ()) for flag in flags]
        if got.pop("meme", False):
            flags.insert(0, "potentialMeme")
        pairs = [pair for pairs in got.pop("pairs", ()) for pair in pairs]
        hashes = got.pop("hashes", [])
        # The second place for hashes: they are shown as the pairs that they are, and matched as hashes.
        hashes += [
            FileHash(p.name, p.value, hash_kind(p.name, p.value)) for p in pairs if p.group.upper() == "HASH"
        ]
        fields: dict[str, Any] = {
            **got,
            "annotations": tuple(dict.fromkeys(flags)),
            "hashes": tuple(hashes),
            "details": tuple(pairs),
            "devices": tuple(got.get("devices", ())),
            "additional_info": tuple(got.get("additional_info", ())),
        }
        self.reading.out.append(ReportedFile(self.ordinal, **fields))


class FileDocument(FileDetails):
    """A document about one file: the file, then a head that says which report it belongs to."""

    __slots__ = ()

    def finish(self) -> None:
        number = self.got.get("report_number", "")
        super().finish()
        self.reading.out.append(Report(DocumentKind.FILE_DETAILS, number))


def file_in_report(inside: Container, element: _Element, path: str) -> None:
    FileDetails(inside.reading, element, path).read_through()


FILE = Part("", file_in_report, many=True)
