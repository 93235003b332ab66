"""The facts of a pack's cover, in the order in which an officer reads them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Subject(StrEnum):
    """What a fact is about. There is one cover; of the others as many as the pack names."""

    COVER = "cover"
    PERSON = "person"
    ACCOUNT = "account"
    RESOLUTION = "resolution"


class Shape(StrEnum):
    """How a value is read into its comparable form."""

    TEXT = "text"
    LINES = "lines"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    GRADE = "grade"
    HANDLING = "handling"
    MARKING = "marking"
    ADDRESS = "ip"
    PORT = "port"
    ROLE = "role"
    CHOICE = "choice"
    HOLDER = "holder"


class Field(NamedTuple):
    """One fact that a pack may state.

    many: it may be stated several times of one subject. hint: what an officer should know, one line.
    """

    subject: Subject
    name: str
    label: str
    shape: Shape = Shape.TEXT
    many: bool = False
    hint: str = ""


class Named(NamedTuple):
    """The place of one value: which subject, the how-manieth, which fact, the how-manieth of those."""

    subject: Subject
    of: int
    name: str
    n: int = 1

    @property
    def key(self) -> str:
        return f"{self.subject}.{self.of}.{self.name}.{self.n}"


FIELDS: tuple[Field, ...] = (
    Field(
        Subject.COVER, "danger", "Is a child in danger now?", Shape.CHOICE, hint="Yes: act first, then go on"
    ),
    Field(Subject.COVER, "sender", "Who sent it", hint="The NCA, or the force"),
    Field(Subject.COVER, "sender_reference", "Their reference", many=True),
    Field(Subject.COVER, "report_number", "CyberTipline number", Shape.NUMBER, many=True),
    Field(Subject.COVER, "dated", "Date of the pack", Shape.DAY),
    Field(Subject.COVER, "marking", "Protective marking", Shape.MARKING),
    Field(Subject.COVER, "source_grade", "Source grade", Shape.GRADE, hint="3x5x2, for example 1A P"),
    Field(Subject.COVER, "handling_code", "Handling code", Shape.HANDLING, hint="P, or C with conditions"),
    Field(Subject.COVER, "handling_conditions", "Handling conditions", Shape.LINES),
    Field(Subject.COVER, "asked", "What is asked of us", Shape.LINES),
    Field(Subject.COVER, "asked_by", "By when", Shape.DAY),
    Field(Subject.PERSON, "role", "Role", Shape.ROLE, hint="What the pack says they are, not what we find"),
    Field(Subject.PERSON, "name", "Name"),
    Field(Subject.PERSON, "date_of_birth", "Date of birth", Shape.DAY),
    Field(Subject.PERSON, "age", "Age", Shape.NUMBER),
    Field(Subject.PERSON, "address", "Address", Shape.LINES),
    Field(Subject.PERSON, "phone", "Telephone", many=True),
    Field(Subject.PERSON, "email", "E-mail", many=True),
    Field(Subject.PERSON, "school", "School"),
    Field(Subject.PERSON, "relationship", "Relationship"),
    Field(Subject.ACCOUNT, "service", "Service", hint="The company or app"),
    Field(Subject.ACCOUNT, "screen_name", "User name"),
    Field(Subject.ACCOUNT, "identifier", "User number", hint="The service's own id for the account"),
    Field(Subject.ACCOUNT, "email", "E-mail of the account", many=True),
    Field(Subject.ACCOUNT, "phone", "Telephone of the account", many=True),
    Field(Subject.ACCOUNT, "profile_url", "Profile address"),
    Field(Subject.ACCOUNT, "holder", "Whose account", Shape.HOLDER, hint="Which of the people above uses it"),
    Field(Subject.RESOLUTION, "ip_address", "IP address asked about", Shape.ADDRESS),
    Field(Subject.RESOLUTION, "port", "Port asked about", Shape.PORT),
    Field(Subject.RESOLUTION, "used_at", "Time asked about", Shape.MOMENT, hint="With its zone"),
    Field(Subject.RESOLUTION, "operator", "Operator"),
    Field(Subject.RESOLUTION, "asked_for", "What was asked of the operator", Shape.LINES),
    Field(Subject.RESOLUTION, "answered_on", "Date of the answer", Shape.DAY),
    Field(Subject.RESOLUTION, "answered_ip", "IP address in the answer", Shape.ADDRESS),
    Field(Subject.RESOLUTION, "answered_port", "Port in the answer", Shape.PORT),
    Field(Subject.RESOLUTION, "answered_at", "Time in the answer", Shape.MOMENT),
    Field(Subject.RESOLUTION, "subscriber_name", "Subscriber", hint="Who pays: not a suspect by that"),
    Field(Subject.RESOLUTION, "subscriber_birth", "Subscriber's date of birth", Shape.DAY),
    Field(Subject.RESOLUTION, "installation_address", "Installation address", Shape.LINES),
    Field(Subject.RESOLUTION, "billing_address", "Billing address", Shape.LINES),
    Field(
        Subject.RESOLUTION,
        "subscriber_address",
        "Address, kind not stated",
        Shape.LINES,
        hint="The pack does not say whether the line is installed there or billed there",
    ),
    Field(Subject.RESOLUTION, "subscriber_phone", "Subscriber's telephone"),
    Field(Subject.RESOLUTION, "subscriber_email", "Subscriber's e-mail"),
    Field(Subject.RESOLUTION, "operator_account", "Operator's account number"),
    Field(Subject.RESOLUTION, "resolution_reference", "Reference of the application"),
    Field(Subject.RESOLUTION, "is_suspect", "Is the subscriber a suspect?", Shape.CHOICE),
)

_BY_NAME: Mapping[tuple[Subject, str], Field] = MappingProxyType(
    {(field.subject, field.name): field for field in FIELDS}
)


def field_called(subject: Subject, name: str) -> Field:
    """The field of that name. Raises KeyError for one that is not in the table."""
    return _BY_NAME[subject, name]


def named_from(key: str) -> Named:
    """Read the place of a value back from its key. Raises ValueError, KeyError for what names none."""
    subject, of, name, n = key.split(".")
    place = Named(Subject(subject), int(of), name, int(n))
    field = field_called(place.subject, name)
    is_one = place.subject is not Subject.COVER or place.of == 1
    if not (1 <= place.of <= MOST and 1 <= place.n <= (MOST if field.many else 1) and is_one):
        raise ValueError(key)
    return place


# More people, accounts or resolutions than this are no longer a form: such a pack is taken in as several.
MOST = 99
