"""What a report says, as plain values: the one language between readers, stages and doors.

A reader turns a document into a stream of these facts. They hold what was stated, never what was
guessed: text that is absent is the empty text, a yes-or-no that is absent is None, and a time keeps the
words it came in.
"""

from waymark.referrals.types.captures import FileHash, IPCaptureEvent, Of, ReportedFile
from waymark.referrals.types.heads import DocumentKind, IncidentDetail, LawEnforcement, Report
from waymark.referrals.types.parties import (
    Account,
    AccountDisabled,
    Address,
    Contact,
    EstimatedLocation,
    Party,
    Role,
)
from waymark.referrals.types.readings import Addition, Fact, Flaw, KeptRaw, Read
from waymark.referrals.types.stated import Device, Named, NamedValue, StatedTime, Zone

__all__ = [
    "Account",
    "AccountDisabled",
    "Addition",
    "Address",
    "Contact",
    "Device",
    "DocumentKind",
    "EstimatedLocation",
    "Fact",
    "FileHash",
    "Flaw",
    "IPCaptureEvent",
    "IncidentDetail",
    "KeptRaw",
    "LawEnforcement",
    "Named",
    "NamedValue",
    "Of",
    "Party",
    "Read",
    "Report",
    "ReportedFile",
    "Role",
    "StatedTime",
    "Zone",
]
