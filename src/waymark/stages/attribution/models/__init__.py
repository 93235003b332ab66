"""The tables of attribution: verdicts and places, enquiries and answers, doors and what was decided on them."""

from waymark.stages.attribution.models.doors import (
    DoorEvidence,
    GateDecision,
    Premises,
    PremisesNote,
)
from waymark.stages.attribution.models.enquiries import (
    AnswerAcknowledgement,
    AnswerOutcome,
    Enquiry,
    EnquiryAnswer,
    EnquiryLine,
    EnquiryStep,
    SuspectJudgement,
)
from waymark.stages.attribution.models.verdicts import (
    IPVerdict,
    Placement,
    ReferralForce,
    ReferralForceBefore,
)

__all__ = [
    "AnswerAcknowledgement",
    "AnswerOutcome",
    "DoorEvidence",
    "Enquiry",
    "EnquiryAnswer",
    "EnquiryLine",
    "EnquiryStep",
    "GateDecision",
    "IPVerdict",
    "Placement",
    "Premises",
    "PremisesNote",
    "ReferralForce",
    "ReferralForceBefore",
    "SuspectJudgement",
]
