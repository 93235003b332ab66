"""The units of counting, each with its definition; two are never in one table."""

from __future__ import annotations

from enum import StrEnum

from waymark.errors import WaymarkError


class Unit(StrEnum):
    """What is counted. They are different things: see GLOSSARY.md."""

    DELIVERY = "delivery"
    REPORT = "report"
    REFERRAL = "referral"
    ENQUIRY = "enquiry"
    DISSEMINATION = "dissemination"
    CASE = "case"
    CRIME = "crime"
    SUSPECT = "suspect"
    VICTIM = "victim"
    CHILD_SAFEGUARDED = "child_safeguarded"
    WARRANT = "warrant"
    ARREST = "arrest"
    VOLUNTARY_ATTENDANCE = "voluntary_attendance"
    CHARGE = "charge"
    DEVICE = "device"
    EXHIBIT = "exhibit"


DEFINITIONS: dict[Unit, str] = {
    Unit.DELIVERY: "what came in by one door at one moment, once for its bytes; dated by its arrival",
    Unit.REPORT: (
        "what one source said in one document; the same report in another form, or sent again, counts once; "
        "a supplement counts; dated by its receipt"
    ),
    Unit.REFERRAL: (
        "the unit of work about one subject, with every report about it; those found to be one count once, as the "
        "elder; dated by the receipt of its first report"
    ),
    Unit.ENQUIRY: "a request for communications data, or to a platform, from its first draft; dated by that",
    Unit.DISSEMINATION: "a package sent to a force about a suspect or a child; dated by its sending",
    Unit.CASE: "a force's investigation of one or more referrals; dated by its opening",
    Unit.CRIME: "a recorded crime with its Home Office code; dated by its recording",
    Unit.SUSPECT: (
        "a person or account that a report names as suspected, once for each report that names it: a claim of "
        "the report, not a finding; dated by the report's receipt"
    ),
    Unit.VICTIM: (
        "a person that a report names as a victim, once for each report that names them: a claim of the report, "
        "not a finding; dated by the report's receipt"
    ),
    Unit.CHILD_SAFEGUARDED: (
        "a child about whom children's services were told and replied, once for each child of a referral however "
        "often they were; dated by the first reply"
    ),
    Unit.WARRANT: "a search warrant granted, as an officer recorded it; dated by its granting",
    Unit.ARREST: "one arrest of one person, as an officer recorded it; dated by it",
    Unit.VOLUNTARY_ATTENDANCE: (
        "one interview of a person who was not under arrest, as an officer recorded it; dated by it"
    ),
    Unit.CHARGE: (
        "one person charged, or told that they will be summonsed, as an officer recorded it; dated by that"
    ),
    Unit.DEVICE: "a device seized; dated by its seizure",
    Unit.EXHIBIT: "a file or item held as evidence; dated by its taking",
}


def definition_of(unit: Unit, *, by_offence: bool = False) -> str:
    """What a unit counts and by what it is dated. by_offence: by the offence, as somebody asked."""
    said = DEFINITIONS[unit]
    return f"{said.rpartition('; dated by')[0]}; dated here by the offence" if by_offence else said


class By(StrEnum):
    """What a count can be split by."""

    YEAR = "year"
    FINANCIAL_YEAR = "financial_year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    SOURCE = "source"
    REPORTER = "reporter"
    FORCE = "force"
    LEVEL = "level"
    STAGE = "stage"
    OFFENCE = "offence"
    KIND = "kind"
    OUTCOME = "outcome"
    AGE = "age"
    SEX = "sex"
    STATE = "state"


NOT_KNOWN_THEN = "not_known_then"
"""Stands in a split for what something was before that was kept: never what it is today."""

TIMES = (By.YEAR, By.FINANCIAL_YEAR, By.QUARTER, By.MONTH, By.WEEK, By.DAY)


class DifferentUnits(WaymarkError):
    """Two figures that count different things were to be joined, compared or subtracted."""

    def __init__(self, a: str, definition_a: str, b: str, definition_b: str) -> None:
        super().__init__(
            f"Different unit and source, not reconciled: {a} is {definition_a}; {b} is {definition_b}. "
            "They can stand beside one another, and cannot be joined, compared or subtracted"
        )
