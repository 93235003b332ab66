"""People, how to reach them and where: person, contactPerson, e-mail, telephone, address, location."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from waymark.referrals.types import AccountDisabled, Address, Contact, EstimatedLocation
from waymark.stages.intake.readers.containers import (
    Attributes,
    Part,
    Place,
    Places,
    attributes_of,
    leaf,
    own_text,
    record,
)
from waymark.stages.intake.readers.values import UNREAD, XML_SPACE, age, text, time, word, yes_or_no

if TYPE_CHECKING:
    from lxml.etree import _Element

    from waymark.stages.intake.readers.containers import Container

_CONTACT_ATTRIBUTES: Attributes = {
    "type": Place("kind", word),
    "verified": Place("verified", yes_or_no),
    "verificationDate": Place("verified_at", time),
    "countryCallingCode": Place("calling_code", word),
    "extension": Place("extension", word),
}
_NUMBER: Places = {"number": Place("value", text)}


def contact(inside: Container, element: _Element, path: str) -> Contact:
    """Read an e-mail address or telephone number; one client writes the latter as a child `number`."""
    if len(element) and not own_text(element).strip(XML_SPACE) and element.find("{*}number") is not None:
        return Contact(**{"value": "", **record(inside, element, path, _NUMBER, _CONTACT_ATTRIBUTES)})
    stated = attributes_of(inside.reading, element, path, _CONTACT_ATTRIBUTES)
    return Contact(leaf(inside.reading, element, path), **stated)


_ADDRESS: Places = {
    "address": Place("lines", text),
    "city": Place("city", text),
    "zipCode": Place("postcode", text),
    "state": Place("region", text),
    "nonUsaState": Place("region", text),
    "country": Place("country", word),
}
_ADDRESS_ATTRIBUTES: Attributes = {"type": Place("kind", word)}


def address(inside: Container, element: _Element, path: str) -> Address:
    """Read a postal address. Of a US state and another region the one that is not empty is the region."""
    return Address(**record(inside, element, path, _ADDRESS, _ADDRESS_ATTRIBUTES))


_LOCATION: Places = {
    "city": Place("city", text),
    "region": Place("region", text),
    "countryCode": Place("country", word),
}
_LOCATION_ATTRIBUTES: Attributes = {"verified": Place("verified", yes_or_no), "timestamp": Place("at", time)}


def location(inside: Container, element: _Element, path: str) -> EstimatedLocation:
    return EstimatedLocation(**record(inside, element, path, _LOCATION, _LOCATION_ATTRIBUTES))


_DISABLED_ATTRIBUTES: Attributes = {
    "disabledDate": Place("at", time),
    "userNotified": Place("user_notified", yes_or_no),
    "userNotifiedDate": Place("user_notified_at", time),
    "reenabledDate": Place("reenabled_at", time),
}


def disabled_for_a_time(inside: Container, element: _Element, path: str) -> AccountDisabled:
    return _disabled(inside, element, path, permanently=False)


def disabled_for_good(inside: Container, element: _Element, path: str) -> AccountDisabled:
    return _disabled(inside, element, path, permanently=True)


def _disabled(inside: Container, element: _Element, path: str, *, permanently: bool) -> AccountDisabled:
    """Read an account's disabling. Words that are neither yes nor no are kept raw, and its dates read."""
    dates = attributes_of(inside.reading, element, path, _DISABLED_ATTRIBUTES)
    words = leaf(inside.reading, element, path)
    disabled = yes_or_no(words)
    if disabled is UNREAD:
        inside.reading.keep_text(words, path, {})
    return AccountDisabled(
        permanently=permanently, disabled=None if disabled is UNREAD else disabled, **dates
    )


PERSON: Places = {
    "firstName": Place("first_name", text),
    "middleName": Place("middle_name", text),
    "lastName": Place("last_name", text),
    "phone": Part("phones", contact, many=True),
    "email": Part("emails", contact, many=True),
    "address": Part("addresses", address, many=True),
    "age": Place("age", age),
    "ageAssertionDiscrepancy": Place("age_note", text),
    "dateOfBirth": Place("date_of_birth", word),
}


def person(inside: Container, element: _Element, path: str) -> dict[str, Any]:
    """Read a person's particulars, by the names of the fields of the party that they belong to."""
    return record(inside, element, path, PERSON)
