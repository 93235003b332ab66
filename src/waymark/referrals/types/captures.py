"""What a report states by the thousand: uses of an address, and files with their hashes.

Named tuples, which cost a third of a frozen dataclass to make and go to COPY as they are.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from waymark.referrals.types.stated import Device, NamedValue, StatedTime


class Of(StrEnum):
    """What an IP capture event is about."""

    PARTY = "party"
    FILE = "file"
    INCIDENT = "incident"


class IPCaptureEvent(NamedTuple):
    """One use of an account, or one upload of a file, from an address.

    ordinal: 1, 2, ... in document order over the whole report.
    of, of_ordinal: the party, file or incident detail (by its own ordinal) that it belongs to.
    address: as stated: an address, several, `tor`, or nothing at all.
    event: Login, Registration, Purchase, Upload, Other, Unknown, or empty when not stated.
    possible_proxy: what the reporter believes; None is not stated, which is not no.
    port: the source port at the reporter's end, 0 to 65535; None when not stated or not a number.
    """

    ordinal: int
    of: Of
    of_ordinal: int
    address: str
    event: str = ""
    captured_at: StatedTime | None = None
    possible_proxy: bool | None = None
    port: int | None = None


class FileHash(NamedTuple):
    """A hash of a reported file.

    label: what the document called it (labels are unreliable). value: as stated.
    kind: md5, sha1, sha256, sha512, pdq or photodna by length, alphabet and label; other when none fits.
    """

    label: str
    value: str
    kind: str


class ReportedFile(NamedTuple):
    """A file that a report names: numbers, names and hashes only, never its content.

    ordinal: 1, 2, ... in document order. annotations: the flags that were present.
    relevance: Reported or Supplemental Reported; empty when not stated.
    classification: the industry scale A1, A2, B1, B2, which is not the UK's category A, B, C.
    """

    ordinal: int
    file_id: str = ""
    report_number: str = ""
    name: str = ""
    original_name: str = ""
    location: str = ""
    relevance: str = ""
    classification: str = ""
    uploaded_at: StatedTime | None = None
    viewed_by_esp: bool | None = None
    exif_viewed_by_esp: bool | None = None
    publicly_available: bool | None = None
    annotations: tuple[str, ...] = ()
    hashes: tuple[FileHash, ...] = ()
    devices: tuple[Device, ...] = ()
    details: tuple[NamedValue, ...] = ()
    additional_info: tuple[str, ...] = ()
