"""What becomes of a delivery, decided from what it was found to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from waymark.referrals.types import DocumentKind, Fact, KeptRaw, Report


class Kind(Enum):
    """What a delivery is. The value is the word for it in answers and on pages."""

    CYBERTIPLINE_XML = "cybertipline_xml"
    NCMEC_JSON = "ncmec_json"
    NCMEC_XML = "ncmec_xml"
    NCMEC_PDF = "ncmec_pdf"
    STATUTORY_JSON = "uk_statutory_json"
    HOTLINE_CSV = "hotline_csv"
    PLATFORM_ANSWER = "platform_answer"
    WAYMARK_PACKAGE = "waymark_package"
    SIGNED_PACKAGE = "signed_package"
    PACK = "pack"
    REGISTER = "register"
    BY_HAND = "report_by_hand"
    ZIP = "zip"
    PDF = "pdf"
    DOCX = "docx"
    MAIL = "mail"
    FILLED = "text_with_files"
    HASH_LIST = "hash_list"
    MEDIA = "media"
    CONTAINER = "container"
    OPAQUE = "opaque"
    TEXT_UNKNOWN = "text_unknown"
    UNKNOWN_ROOT = "unknown_root"
    EMPTY = "empty"

    @property
    def keepable(self) -> bool:
        """Whether the bytes may be kept in the open: nothing that is media, or can hold it unseen.

        Of a PDF, DOCX or mail only the text taken out of it is kept, and of a report with files written into it
        (FILLED) the report without them; the kind is then that of the text.
        """
        return self not in _CAN_HOLD_MEDIA

    @property
    def is_opened(self) -> bool:
        """Whether it is taken apart as it is kept, and what lies in it is read in its place."""
        return self in _OPENED


_OPENED = frozenset({Kind.ZIP, Kind.PDF, Kind.DOCX, Kind.MAIL, Kind.FILLED})
_CAN_HOLD_MEDIA = _OPENED | {Kind.MEDIA, Kind.CONTAINER, Kind.OPAQUE, Kind.SIGNED_PACKAGE}


_CLEARING_HOUSES = {
    Kind.CYBERTIPLINE_XML: "ncmec",
    Kind.NCMEC_JSON: "ncmec",
    Kind.NCMEC_XML: "ncmec",
    Kind.NCMEC_PDF: "ncmec",
    Kind.PACK: "nca",
    Kind.WAYMARK_PACKAGE: "passed_on",
    Kind.REGISTER: "passed_on",
    Kind.BY_HAND: "passed_on",
}


def clearing_house_of(kind: Kind) -> str:
    """Whose numbers a kind of document bears and names: `ncmec`, `nca`; `passed_on` where it repeats another's;
    else the sender's own, by kind. See `referrals.rules.house_of`.
    """
    return _CLEARING_HOUSES.get(kind, kind.value)


# A document of up to this size is read whole before anything of it is written; a larger one is streamed.
# 1 MiB is fifty reports of the usual 20 KiB (measured, 22 November 2026: benchmarks/documents.py has the shape).
READ_WHOLE_UP_TO = 1 << 20

# A document of a larger size is not held in memory whole to be compared with another.
COMPARED_UP_TO = 16 << 20

# Bytes are kept in parts of this size, so that no single value of the database grows large.
PART = 1 << 20


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a delivery is not read: its outcome, where the trouble lies, and what to do about it."""

    outcome: str
    where: str
    what: str


_NOT_READ = {
    Kind.HASH_LIST: Refusal(
        "refused",
        "/",
        "This is a list of known hashes, not a report: take it in with `waymark match --known LIST`",
    ),
    Kind.SIGNED_PACKAGE: Refusal(
        "refused",
        "the package",
        "This is a package that another desk signed, and this door cannot check who: take it in with `waymark "
        "disseminate take FILE` or on the page for packages that came, where its signature and every digest in it are "
        "checked",
    ),
    Kind.MEDIA: Refusal(
        "quarantined",
        "first bytes",
        "This is a media file, which Waymark never stores in the open: only its hash and size were noted. Leave it "
        "where it came from, and deliver the document that describes it",
    ),
    Kind.CONTAINER: Refusal(
        "quarantined",
        "first bytes",
        "This kind of file can hold media, so its content was not stored: only its hash and size were noted. "
        "Keep it where it came from; there is no reader for it yet, and it can be delivered again when there is. A "
        "report that has files written into it is delivered without them",
    ),
    Kind.OPAQUE: Refusal(
        "quarantined",
        "first bytes",
        "This is not text in any encoding and no known format, so its content was not stored: only its hash and "
        "size were noted. Keep it where it came from and ask its sender what it is",
    ),
    Kind.TEXT_UNKNOWN: Refusal(
        "quarantined",
        "first bytes",
        "No reader knows this kind of text. It is kept: replay it when a reader for it is there, or ask its sender "
        "what it is and for the report as JSON, XML or PDF",
    ),
    Kind.UNKNOWN_ROOT: Refusal(
        "quarantined",
        "root element",
        "This is XML, but not of a kind that any reader knows. It is kept: replay it when a reader for it is there",
    ),
    Kind.EMPTY: Refusal(
        "quarantined",
        "first byte",
        "The file is empty: ask its sender to send it again, and check the transfer",
    ),
}


def refusal_of(kind: Kind) -> Refusal | None:
    """Why a delivery of this kind is not read; None when it is."""
    return _NOT_READ.get(kind)


def folders_around(folder: str) -> tuple[str, ...]:
    """A folder and every folder above it, as deliveries name them."""
    steps = folder.split("/")
    return tuple("/".join(steps[: n + 1]) for n in reversed(range(len(steps))) if any(steps[: n + 1]))


def holds_no_document(name: str) -> Refusal:
    """A container that was opened and in which nothing can be read."""
    return Refusal(
        "quarantined",
        name,
        "It was opened, and no document is in it: the names, sizes and hashes of what it holds were noted. Ask its "
        "sender for the report that it belongs to",
    )


def outcome_of(outcomes: Sequence[str]) -> str:
    """What became of a container, from what became of it and of each document in it.

    What was accepted of it stands, whatever else is in it is wrong: its faults are answered beside.
    """
    found = set(outcomes)
    return next((each for each in _MOST_TELLING if each in found), "accepted")


_MOST_TELLING = ("kept", "accepted", "supplement", "duplicate", "unfinished", "quarantined", "refused")


def says_nothing(facts: Sequence[Fact]) -> bool:
    """Whether a report's document held nothing that was read: its root alone was a report's."""
    *before, head = facts
    return head == Report(DocumentKind.REPORT) and all(isinstance(fact, KeptRaw) for fact in before)


def by_report(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    """The facts of one document, apart by report: each report's facts end with its head.

    What follows the last head belongs to the last report, before its head.
    """
    found: list[list[Fact]] = []
    said: list[Fact] = []
    for fact in facts:
        said.append(fact)
        if isinstance(fact, Report):
            found.append(said)
            said = []
    if found and said:
        found[-1][-1:-1] = said
    yield from found
