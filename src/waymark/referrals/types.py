"""What a report says, as plain values: the one language between readers, stages and doors.

A reader turns a document into a stream of these facts. They hold what was stated, never what was
guessed: text that is absent is the empty text, a yes-or-no that is absent is None, and a time keeps the
words it came in. Values made by the thousand (events, files, hashes) are named tuples, which cost a
third of a frozen dataclass to make and go to COPY as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a person or account is *in this report*: a claim, not a finding."""

    SUSPECT = "suspect"
    VICTIM = "victim"
    INTENDED_RECIPIENT = "intended_recipient"
    REPORTER = "reporter"
    SUBSCRIBER = "subscriber"
    OCCUPANT = "occupant"
    CHILD_AT_ADDRESS = "child_at_address"
    PARENT_OR_CARER = "parent_or_carer"
    WITNESS = "witness"
    OTHER = "other"


class Zone(StrEnum):
    """How the time zone of a stated time is known."""

    STATED = "stated"
    ASSUMED = "assumed"
    UNKNOWN = "unknown"


class StatedTime(NamedTuple):
    """A time as the document gave it.

    text: the words of the document, unchanged.
    instant: the moment in UTC, or None where the text is not a time that can be placed.
    zone: stated with an offset; assumed (then `assumed_by` says who took it for UTC); or unknown.
    """

    text: str
    instant: datetime | None
    zone: Zone
    assumed_by: str = ""


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


class Device(NamedTuple):
    """A device identifier, with its kind in the document's own words (IMEI, ICCID, SSID ...)."""

    id_type: str
    value: str
    event: str = ""
    captured_at: StatedTime | None = None


class NamedValue(NamedTuple):
    """One pair of a document's free name-and-value lists, such as EXIF."""

    group: str
    name: str
    value: str


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


@dataclass(frozen=True, slots=True)
class Contact:
    """An e-mail address or telephone number, with what the document says of it."""

    value: str
    kind: str = ""
    verified: bool | None = None
    verified_at: StatedTime | None = None
    calling_code: str = ""
    extension: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address as stated; `region` is a US state or another country's county or province."""

    lines: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class EstimatedLocation:
    city: str = ""
    region: str = ""
    country: str = ""
    verified: bool | None = None
    at: StatedTime | None = None


@dataclass(frozen=True, slots=True)
class AccountDisabled:
    """An account disabled, for a time or for good. disabled: None when the element was empty."""

    permanently: bool
    disabled: bool | None
    at: StatedTime | None = None
    user_notified: bool | None = None
    user_notified_at: StatedTime | None = None
    reenabled_at: StatedTime | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """An account with a provider, as one party of a report holds it.

    identifier: the provider's own id for it, the best key for linking.
    service: which product; platform: the app, where the document says so apart from the service.
    third_party: True when the account is with another company than the one reporting.
    """

    identifier: str = ""
    service: str = ""
    platform: str = ""
    screen_name: str = ""
    display_names: tuple[str, ...] = ()
    profile_urls: tuple[str, ...] = ()
    bio: str = ""
    third_party: bool | None = None
    compromised: bool | None = None
    disabled: tuple[AccountDisabled, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A person or account that a report names, in the role it gives them.

    ordinal: 1, 2, ... in document order over the whole report.
    associated_with: for an account tied to another party, that party's ordinal; association says how.
    prior_reports: numbers of earlier reports that the document names for this party, as stated.
    date_of_birth: as stated (text); age: in years, None when not stated or not a number.
    """

    ordinal: int
    role: Role
    description: str = ""
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    age: int | None = None
    age_note: str = ""
    date_of_birth: str = ""
    emails: tuple[Contact, ...] = ()
    all_emails_reported: bool | None = None
    phones: tuple[Contact, ...] = ()
    addresses: tuple[Address, ...] = ()
    account: Account = Account()
    devices: tuple[Device, ...] = ()
    prior_reports: tuple[str, ...] = ()
    school: str = ""
    vehicle: str = ""
    location: EstimatedLocation | None = None
    associated_with: int | None = None
    association: str = ""
    additional_info: tuple[str, ...] = ()


class Named(NamedTuple):
    """One stated value with the name that the document gives it."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class IncidentDetail:
    """Where an incident took place: one of the document's kinds (web page, e-mail, chat, telephone ...).

    kind: lower_snake, such as web_page, email, newsgroup, chat, gaming, phone, non_internet, peer_to_peer.
    values: in document order, each with a lower_snake name (url, email_address, chat_client, latitude ...).
    """

    ordinal: int
    kind: str
    values: tuple[Named, ...] = ()
    addresses: tuple[Address, ...] = ()
    emails: tuple[Contact, ...] = ()
    phones: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class LawEnforcement:
    """What the reporter has already told the police, and the process it was served."""

    agency: str = ""
    case_number: str = ""
    reported: bool | None = None
    served_domestic: bool | None = None
    served_international: bool | None = None
    served_country: str = ""


class DocumentKind(StrEnum):
    """What a document is to the record.

    RETRACTION: its source takes back reports that it names (`Report.withdraws`).
    """

    REPORT = "report"
    FILE_DETAILS = "file_details"
    RESPONSE = "response"
    RETRACTION = "retraction"


@dataclass(frozen=True, slots=True)
class Report:
    """The head of one report: everything that is said once. It comes last in a reader's stream.

    number: the report's number at its clearing house, empty when the document does not carry it.
    escalation: the reporter's stated reason for urgency; empty when none was stated.
    annotations: the flags that were present, in the document's own names.
    batched: the reason for which one report stands for many; empty when it stands for itself.
    reporter: the name of who reported, where the document has a field for it.
    received_at: when the clearing house had it, as it says.
    priority: the sender's or the clearing house's own mark, as received; its meaning is theirs.
    adds_to, withdraws: numbers of earlier reports that this one adds to, or takes back.
    source_grade: 3x5x2, such as `1A P`; handling_code, handling_conditions and marking as stated.
    kept_raw_because: why most of the document was kept raw, and how much; empty where its form is known.
    """

    kind: DocumentKind
    number: str = ""
    incident_type: str = ""
    incident_at: StatedTime | None = None
    incident_described: str = ""
    platform: str = ""
    escalation: str = ""
    annotations: tuple[str, ...] = ()
    batched: str = ""
    details: tuple[IncidentDetail, ...] = ()
    law_enforcement: LawEnforcement | None = None
    reporter_template: str = ""
    reporter_terms: str = ""
    reporter_legal_url: str = ""
    additional_info: tuple[str, ...] = ()
    reporter: str = ""
    received_at: StatedTime | None = None
    priority: str = ""
    adds_to: tuple[str, ...] = ()
    withdraws: tuple[str, ...] = ()
    source_grade: str = ""
    handling_code: str = ""
    handling_conditions: str = ""
    marking: str = ""
    kept_raw_because: str = ""


class Addition(NamedTuple):
    """What somebody other than the reporter added to a report on its way: never the reporter's own words.

    by: ncmec_systems, ncmec_analysts, law_enforcement_contact, nca, hotline, or the force's name.
    section: the document's own letter or heading (B, C, D). name, value: as printed; subject says of whom
    or what (`Suspect 1`, an address, a file's name), empty when it is of the whole report.
    """

    by: str
    section: str
    name: str
    value: str
    subject: str = ""


class KeptRaw(NamedTuple):
    """An element or attribute that no reader placed, kept at its path: `/report/newThing[2]/@flag`."""

    path: str
    text: str


class Read(NamedTuple):
    """An element or attribute that was read, at its path; only in a traced reading."""

    path: str
    text: str


class Flaw(NamedTuple):
    """Something wrong in a document that was read all the same: it becomes a fault for a person to look at.

    where: a row, or a path inside the document. what: what is wrong there and what would be right, without
    any value of the document.
    """

    where: str
    what: str


Fact = Report | Party | IPCaptureEvent | ReportedFile | Addition | Flaw | KeptRaw | Read
