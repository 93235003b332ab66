"""The people and accounts of a report, each in the role that the report gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waymark.referrals.types import Account, Of, Party, Role
from waymark.stages.intake.readers.containers import (
    NO_ATTRIBUTES,
    Attributes,
    Container,
    Inside,
    Owner,
    Part,
    Place,
    Places,
    attributes_of,
    leaf,
    record,
)
from waymark.stages.intake.readers.events import CAPTURE_EVENT, DEVICE
from waymark.stages.intake.readers.people import (
    PERSON,
    disabled_for_a_time,
    disabled_for_good,
    location,
    person,
)
from waymark.stages.intake.readers.quick import QUICK_EVENTS
from waymark.stages.intake.readers.values import age, text, word, yes_or_no

if TYPE_CHECKING:
    from lxml.etree import _Element

_ACCOUNT_FIELDS = frozenset(
    ("identifier", "service", "platform", "screen_name", "bio", "third_party", "compromised", "group")
)
_ACCOUNT_LISTS = frozenset(("display_names", "profile_urls", "disabled"))

_ACCOUNT: Places = {
    "espIdentifier": Place("identifier", text),
    "espService": Place("service", text),
    "compromisedAccount": Place("compromised", yes_or_no),
    "screenName": Place("screen_name", text),
    "displayName": Place("display_names", text, many=True),
    "profileUrl": Place("profile_urls", text, many=True),
    "profileBio": Place("bio", text),
    "ipCaptureEvent": CAPTURE_EVENT,
    "deviceId": DEVICE,
    "priorCTReports": Place("prior_reports", word, many=True),
    "priorCTReport": Place("prior_reports", word, many=True),
    "groupIdentifier": Place("group", text),
    "accountTemporarilyDisabled": Part("disabled", disabled_for_a_time, many=True),
    "accountPermanentlyDisabled": Part("disabled", disabled_for_good, many=True),
    "estimatedLocation": Part("location", location),
    "allEmailsReported": Place("all_emails_reported", yes_or_no),
    "additionalInfo": Place("additional_info", text, many=True),
}


class PartyElement(Owner):
    """A party read while it streams. It takes its ordinal when it starts, and its events come before it."""

    __slots__ = ("stated",)

    def __init__(
        self,
        inside: Container,
        element: _Element,
        path: str,
        *,
        places: Places,
        role: Role,
        attributes: Attributes = NO_ATTRIBUTES,
    ) -> None:
        super().__init__(inside.reading, element, path, places, attributes=attributes, quick=QUICK_EVENTS)
        inside.reading.parties += 1
        self.of, self.ordinal = Of.PARTY, inside.reading.parties
        self.stated: dict[str, Any] = {"role": role}

    def finish(self) -> None:
        self.reading.out.append(party(self.ordinal, **self.stated, got=self.got))


def party(ordinal: int, *, role: Role, got: dict[str, Any], **stated: Any) -> Party:
    """Make a party of what was read, by field, of the person and of the account."""
    fields = {**stated, **got.pop("person", {})}
    account: dict[str, Any] = {}
    for name, value in got.items():
        if name in _ACCOUNT_FIELDS:
            account[name] = value
        elif name in _ACCOUNT_LISTS:
            account[name] = tuple(value)
        else:
            fields[name] = value
    for name, value in fields.items():
        if type(value) is list:
            fields[name] = tuple(value)
    return Party(ordinal, role, account=Account(**account) if account else _NO_ACCOUNT, **fields)


_NO_ACCOUNT = Account()


def _platform(inside: Container, element: _Element, path: str) -> str:
    """Read an associated account's platform, whose attribute says that it is another company's."""
    inside.got.update(attributes_of(inside.reading, element, path, _THIRD_PARTY))
    return leaf(inside.reading, element, path)


_THIRD_PARTY: Attributes = {"thirdPartyUser": Place("third_party", yes_or_no)}
_ASSOCIATED: Places = {
    **_ACCOUNT,
    **PERSON,
    "approximateAge": Place("age", age),
    "platform": Part("platform", _platform),
    "accountType": Place("association", word),
}
# The schema and the newest public client differ on the attribute's name; another writes a child.
_ASSOCIATION: Attributes = {
    "type": Place("association", word),
    "accountType": Place("association", word),
}
_PARENT = "parent/guardian"


class AssociatedAccount(PartyElement):
    """An account tied to another party: a party of its own, whose role follows from the kind of tie."""

    __slots__ = ()

    def __init__(self, inside: Owner, element: _Element, path: str) -> None:
        super().__init__(inside, element, path, places=_ASSOCIATED, role=Role.OTHER, attributes=_ASSOCIATION)
        self.stated["associated_with"] = inside.ordinal

    def finish(self) -> None:
        if self.got.get("association", "").lower() == _PARENT:
            self.stated["role"] = Role.PARENT_OR_CARER
        super().finish()


def _of_role(tag: str, role: Role) -> tuple[str, Inside]:
    places: Places = {
        **_ACCOUNT,
        f"{tag}Person": Part("person", person),
        "vehicleDescription": Place("vehicle", text),
        "thirdPartyUserReported": Place("third_party", yes_or_no),
        "schoolName": Place("school", text),
        "associatedAccount": Inside(AssociatedAccount),
    }

    def opens(inside: Container, element: _Element, path: str) -> Container:
        return PartyElement(inside, element, path, places=places, role=role)

    return tag, Inside(opens)


# Each may hold what the format allows in any of them: a school in a suspect is read, not refused.
PARTIES: Places = dict(
    (
        _of_role("personOrUserReported", Role.SUSPECT),
        _of_role("intendedRecipient", Role.INTENDED_RECIPIENT),
        _of_role("victim", Role.VICTIM),
    )
)


def contact_person(field: str, role: Role, description: str) -> Part:
    """The place of a person who is a party without an account: whoever reported, or the police officer."""

    def read(inside: Container, element: _Element, path: str) -> bool:
        reading = inside.reading
        reading.parties += 1
        ordinal = reading.parties
        got = record(inside, element, path, PERSON)
        reading.out.append(party(ordinal, role=role, got=got, description=description))
        return True

    return Part(field, read)
