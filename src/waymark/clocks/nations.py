"""The three systems of law and care of the United Kingdom, each with its own words and bank holidays."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Nation(StrEnum):
    ENGLAND_AND_WALES = "england_and_wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"


NATION_NAMES: Mapping[Nation, str] = {
    Nation.ENGLAND_AND_WALES: "England and Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
}

_E, _S, _N = Nation.ENGLAND_AND_WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND

# Sources: Working Together to Safeguard Children (England) and the Wales Safeguarding Procedures; National Guidance
# for Child Protection in Scotland 2021; Co-operating to Safeguard Children and Young People in Northern Ireland;
# Criminal Justice (Scotland) Act 2016; the prosecutors' own names.
WORDS: Mapping[str, Mapping[Nation, str]] = {
    "childrens_services": {
        _E: "Children's services",
        _S: "Social work",
        _N: "The Health and Social Care Trust's Gateway team",
    },
    "strategy_discussion": {
        _E: "Strategy discussion",
        _S: "Inter-agency Referral Discussion (IRD)",
        _N: "Strategy discussion under the Joint Protocol",
    },
    "conference": {
        _E: "Initial child protection conference",
        _S: "Child Protection Planning Meeting",
        _N: "Initial child protection case conference",
    },
    "lado": {
        _E: "Designated officer of the local authority (LADO)",
        _S: "Employer and Disclosure Scotland",
        _N: "The Trust's officer for allegations against staff",
    },
    "police_protection": {
        _E: "Police protection",
        _S: "Child taken to a place of safety",
        _N: "Police protection",
    },
    "bail": {_E: "Pre-charge bail", _S: "Investigative liberation", _N: "PSNI pre-charge bail"},
    "under_investigation": {
        _E: "Released under investigation",
        _S: "Released, not officially accused",
        _N: "Released pending further enquiries",
    },
    "sent_to_prosecutor": {
        _E: "Crown Prosecution Service: file sent for a decision",
        _S: "COPFS: standard prosecution report sent",
        _N: "PPS: file sent for a decision",
    },
    "returned_by_prosecutor": {
        _E: "Crown Prosecution Service: decision or file came back",
        _S: "COPFS: procurator fiscal's decision or instructions came back",
        _N: "PPS: decision or file came back",
    },
    "charge": {_E: "Charge", _S: "Charged, or placed on petition", _N: "Charge or summons"},
    "court_date": {
        _E: "Court date set",
        _S: "Undertaking given, or court date set",
        _N: "Court date set",
    },
    "sex_offender_register": {
        _E: "Sex-offender register (ViSOR)",
        _S: "Sex Offender Notification (ViSOR)",
        _N: "Sex-offender notification (ViSOR)",
    },
    "conviction_records": {
        _E: "Police National Computer",
        _S: "Criminal History System, and PNC",
        _N: "Criminal Record Viewer, and PNC",
    },
}


def said_in(nation: Nation, term: str) -> str:
    """What something is called in a nation. term: a key of WORDS; one without words stands for itself, plainly."""
    words = WORDS.get(term)
    return words[nation] if words else term.replace("_", " ").capitalize()
