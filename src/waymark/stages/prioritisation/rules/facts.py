"""The vocabulary of a policy: the only facts it may use, and the checks that answer them.

A fact is a question with the answers yes, no and unknown. Minutes and shelf lives are defaults that a
policy may replace, with its own source: no published figure was found for any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

DEFAULTS_DECIDED = "Waymark default, decided 22 November 2026; to be measured and replaced by each force"
"""The source of every number of minutes and days in this module."""


class CheckName(StrEnum):
    """Where an officer looks. Reading the report itself is a check like any other."""

    REPORT = "report"
    PNC = "pnc"
    SEX_OFFENDER_REGISTER = "sex_offender_register"
    LOCAL_RECORDS = "local_records"
    PND = "pnd"
    CHILDRENS_SERVICES = "childrens_services"
    OPEN_SOURCE = "open_source"
    EMPLOYER = "employer"


class Check(NamedTuple):
    """title: in words. minutes: an officer's own time, not the wait for an answer."""

    name: CheckName
    title: str
    minutes: int


class Bearing(StrEnum):
    """What a fact may do in a policy.

    danger: its yes may only raise a level. limiting: its yes may lower one, through a ceiling.
    routing: it chooses the path and may stand in no step, floor or ceiling.
    """

    DANGER = "danger"
    LIMITING = "limiting"
    ROUTING = "routing"


@dataclass(frozen=True, slots=True)
class Fact:
    """One question that a policy may ask.

    shelf_life_days: after so many days a "no" (of a limiting fact: a "yes") is unknown again. A "yes"
    to danger stays until a person answers otherwise, so time alone never lowers a level.
    from_report: a report itself can answer yes; none ever answers no.
    gate: gate 0, for a person and the telephone at once. household: unknown, it forbids the level low.
    childs_age: about the age of a child at risk, which may only raise.
    """

    name: str
    question: str
    check: CheckName
    shelf_life_days: int
    bearing: Bearing = Bearing.DANGER
    from_report: bool = False
    gate: bool = False
    household: bool = False
    childs_age: bool = False


_C = CheckName

CHECKS: dict[CheckName, Check] = {
    check.name: check
    for check in (
        Check(_C.REPORT, "Read the report", 5),
        Check(_C.PNC, "Police National Computer (LEDS)", 10),
        Check(_C.SEX_OFFENDER_REGISTER, "Sex-offender register", 5),
        Check(_C.LOCAL_RECORDS, "The force's own records", 15),
        Check(_C.PND, "Police National Database", 20),
        Check(_C.CHILDRENS_SERVICES, "Children's services", 30),
        Check(_C.OPEN_SOURCE, "Open source", 30),
        Check(_C.EMPLOYER, "Employer and positions of trust", 45),
    )
}

_GATE = (
    Fact("threat_to_life", "Is anyone's life under threat now?", _C.REPORT, 7, gate=True),
    Fact("abuse_in_progress", "Is a child being abused now?", _C.REPORT, 7, gate=True),
    Fact(
        "child_in_crisis", "Is a child in crisis now (missing, self-harm, despair)?", _C.REPORT, 7, gate=True
    ),
    Fact(
        "identified_child_with_suspect",
        "Can we name a child who is with the suspect, or within the suspect's reach, today?",
        _C.REPORT,
        7,
        gate=True,
    ),
)

_HISTORY = (
    Fact(
        "contact_offence_history",
        "Is there a conviction or caution for a contact sexual offence?",
        _C.PNC,
        28,
    ),
    Fact(
        "registered_sex_offender",
        "Is the suspect on the sex-offender register?",
        _C.SEX_OFFENDER_REGISTER,
        28,
    ),
    Fact(
        "contact_offence_allegation",
        "Does any force hold an allegation of a contact sexual offence?",
        _C.PND,
        28,
        from_report=True,
    ),
)

_ACCESS = (
    Fact(
        "child_at_address",
        "Does a child live at, or regularly stay at, an address of the suspect?",
        _C.CHILDRENS_SERVICES,
        28,
        household=True,
    ),
    Fact(
        "access_to_children",
        "Does the suspect have access to children elsewhere (family, friends, neighbours, clubs)?",
        _C.OPEN_SOURCE,
        28,
        household=True,
    ),
    Fact("position_of_trust", "Does the suspect work or volunteer with children?", _C.EMPLOYER, 90),
    Fact(
        "child_under_five_at_address",
        "Is a child at the address too young to tell anyone (under five)?",
        _C.CHILDRENS_SERVICES,
        28,
        childs_age=True,
    ),
)

_BEHAVIOUR = (
    Fact(
        "grooming_or_incitement",
        "Is the suspect grooming or inciting a child?",
        _C.REPORT,
        90,
        from_report=True,
    ),
    Fact(
        "sexual_communication_with_child",
        "Is the suspect in sexual communication with a child?",
        _C.REPORT,
        90,
        from_report=True,
    ),
    Fact("coercion_of_child", "Is a child being coerced (sextortion)?", _C.REPORT, 90, from_report=True),
    Fact(
        "producing_or_live_streaming",
        "Is the suspect producing or live-streaming?",
        _C.REPORT,
        90,
        from_report=True,
    ),
    Fact("child_trafficking", "Is a child trafficked for sexual abuse?", _C.REPORT, 90, from_report=True),
    Fact(
        "travel_to_abuse",
        "Does the suspect travel, or arrange travel, to abuse children?",
        _C.REPORT,
        90,
        from_report=True,
    ),
    Fact(
        "child_identifiable",
        "Can a child in the report be found (a name, school, address or account)?",
        _C.REPORT,
        90,
        from_report=True,
    ),
)

_OTHER = (
    Fact("domestic_abuse", "Is domestic abuse recorded?", _C.LOCAL_RECORDS, 28),
    Fact("other_convictions", "Are there convictions for other offences?", _C.PNC, 28),
    Fact("substance_misuse", "Is misuse of drugs or alcohol recorded?", _C.LOCAL_RECORDS, 90),
)

_LIMITING = (
    Fact(
        "suspect_in_custody",
        "Is the suspect held in prison or secure hospital now, with no release due?",
        _C.LOCAL_RECORDS,
        1,
        Bearing.LIMITING,
    ),
)

SUSPECT_IS_CHILD = "suspect_is_child_verified"
SUSPECT_BELOW_RESPONSIBILITY = "suspect_below_responsibility_verified"
CHILD_POSSIBLY_SUSPECT = "child_user_possibly_suspect"

_ROUTING = (
    Fact(
        SUSPECT_IS_CHILD,
        "Has an officer verified that the suspect is under 18?",
        _C.LOCAL_RECORDS,
        28,
        Bearing.ROUTING,
    ),
    Fact(
        SUSPECT_BELOW_RESPONSIBILITY,
        "Has an officer verified that the suspect is under the age of criminal responsibility?",
        _C.LOCAL_RECORDS,
        28,
        Bearing.ROUTING,
    ),
    Fact(
        CHILD_POSSIBLY_SUSPECT,
        "Does the report suggest that the suspect is a child?",
        _C.REPORT,
        90,
        Bearing.ROUTING,
        from_report=True,
    ),
)

FACTS: dict[str, Fact] = {
    fact.name: fact for fact in (*_GATE, *_HISTORY, *_ACCESS, *_BEHAVIOUR, *_OTHER, *_LIMITING, *_ROUTING)
}

BIT: dict[str, int] = {name: 1 << place for place, name in enumerate(FACTS)}
"""Each fact's bit: sets of facts are whole numbers wherever thousands are judged."""

GATE_FACTS = tuple(fact.name for fact in _GATE)


def named(bits: int) -> tuple[str, ...]:
    """Give the facts of a set, in the order of the vocabulary."""
    return tuple(name for name, bit in BIT.items() if bits & bit)
