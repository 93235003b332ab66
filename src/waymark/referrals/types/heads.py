"""What a report says once: what it is, what it is about, and who sent it how."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from waymark.referrals.types.parties import Address, Contact
from waymark.referrals.types.stated import Named, StatedTime


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
