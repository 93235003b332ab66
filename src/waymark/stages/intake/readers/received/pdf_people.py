"""Suspects and recipients of section A: each block a party in its own role."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from waymark.referrals.types import IPCaptureEvent, Of, Party, Role
from waymark.stages.intake.readers.received.found_in_text import found_in
from waymark.stages.intake.readers.received.pdf_fields import Field, Grammar, Label, Wrap
from waymark.stages.intake.readers.received.pdf_lines import Line, Reading
from waymark.stages.intake.readers.received.pdf_values import contact, location, not_stated, use_of
from waymark.stages.intake.readers.values import age

# Printed below a person and below a file alike.
_EVENTS = r"\((?:Login|Registration|Purchase|Upload|Other|Unknown)\b"
CAPTURES = {
    "use": Label(rf"IP Address:(?=.{{0,100}}{_EVENTS})", Wrap.USE, ends_text=True),
    "plain_use": Label(r"IP Address:", Wrap.USE),
    "source": Label(r"Source Information:?(?=\s*$)", ends_text=True),
    "more": Label(r"Additional Information:?(?=\s*$)|Additional Information:", Wrap.TEXT, ends_text=True),
}
_PERSON = Grammar(
    {
        "mobile": Label(r"Mobile Phone:"),
        "phone": Label(r"Phone(?: Number)?:"),
        "email": Label(r"E-?mail(?: Address)?:", Wrap.SOLID),
        "screen_name": Label(r"(?:Screen\s?/\s?User ?Name|Screen Name|User ?Name):", Wrap.SOLID),
        "name": Label(r"Name:"),
        "identifier": Label(r"ESP User ID:", Wrap.SOLID),
        "url": Label(r"Profile URL:?", Wrap.SOLID),
        "born": Label(r"Date of Birth:"),
        "age": Label(r"Approximate Age:"),
        "location": Label(r"Estimated Location:", Wrap.WORDS, ends_text=True),
        "prior": Label(r"Prior CT Reports:?", Wrap.NUMBERS, ends_text=True),
        **CAPTURES,
    }
)
_NUMBER = re.compile(r"\d{5,}")
_FIRST_AND_LAST = 2


def read_person(lines: Sequence[Line], reading: Reading, role: Role, *, subject: str, esp: str) -> None:
    """Read one block into a party; its events come before it, what its text holds behind it.

    subject: its heading, such as `Suspect 1`.
    """
    reading.parties += 1
    ordinal = reading.parties
    person = _Person(reading, Party(ordinal, role))
    for field in _PERSON.fields(lines):
        person.take(field)
    reading.out.append(person.party)
    for field in person.texts:
        reading.out.extend(found_in(field.text, path=field.lines[-1].path, esp=esp, subject=subject))


class _Person:
    """A party that is being put together, field by field."""

    def __init__(self, reading: Reading, party: Party) -> None:
        self.reading = reading
        self.party = party
        self.texts: list[Field] = []

    def take(self, field: Field) -> None:
        """Place a field, or leave its lines to be kept raw."""
        take = getattr(self, f"_take_{field.name}", None)
        if take is None:
            return
        if not_stated(field.words) or take(field) is not False:
            self.reading.account.place(*field.lines)

    def _state(self, **fields: Any) -> None:
        self.party = replace(self.party, **fields)

    def _state_account(self, **fields: Any) -> None:
        self._state(account=replace(self.party.account, **fields))

    def _take_name(self, field: Field) -> bool | None:
        """Two words are a first and a last name, as NCMEC prints them; which is which of others is a guess."""
        if self.party.first_name or self.party.description:
            return False
        names = field.words.split()
        if len(names) == _FIRST_AND_LAST:
            self._state(first_name=names[0], last_name=names[1])
        else:
            self._state(description=f"Name: {field.words}")
        return None

    def _take_mobile(self, field: Field) -> None:
        self._state(phones=(*self.party.phones, replace(contact(field.words), kind="Mobile")))

    def _take_phone(self, field: Field) -> None:
        self._state(phones=(*self.party.phones, contact(field.words)))

    def _take_email(self, field: Field) -> None:
        found = contact(field.words)
        self._state(emails=(*self.party.emails, found))

    def _take_screen_name(self, field: Field) -> bool | None:
        if self.party.account.screen_name:
            self._state_account(display_names=(*self.party.account.display_names, field.solid))
        else:
            self._state_account(screen_name=field.solid)
        return None

    def _take_identifier(self, field: Field) -> bool | None:
        if self.party.account.identifier:
            return False
        self._state_account(identifier=field.solid)
        return None

    def _take_url(self, field: Field) -> None:
        self._state_account(profile_urls=(*self.party.account.profile_urls, field.solid))

    def _take_born(self, field: Field) -> bool | None:
        if self.party.date_of_birth:
            return False
        self._state(date_of_birth=field.words)
        return None

    def _take_age(self, field: Field) -> None:
        years = age(field.words)
        if isinstance(years, int) and self.party.age is None:
            self._state(age=years)
        else:
            self._state(age_note=field.words)

    def _take_location(self, field: Field) -> None:
        found = location(field.words)
        if found is not None and self.party.location is None:
            self._state(location=found)
        else:
            self._state(additional_info=(*self.party.additional_info, f"Estimated Location: {field.words}"))

    def _take_prior(self, field: Field) -> bool | None:
        numbers = _NUMBER.findall(field.words)
        if not numbers:
            return False
        self._state(prior_reports=(*self.party.prior_reports, *numbers))
        return None

    def _take_source(self, field: Field) -> None:
        """A heading above captures, which stand below it under labels of their own."""

    def _take_use(self, field: Field) -> None:
        add_use(field, self.reading, Of.PARTY, self.party.ordinal)

    _take_plain_use = _take_use

    def _take_more(self, field: Field) -> None:
        if field.pieces:
            self._state(additional_info=(*self.party.additional_info, field.text))
            self.texts.append(field)


def add_use(field: Field, reading: Reading, of: Of, ordinal: int) -> IPCaptureEvent:
    """Make an event of a printed use of an address; words in it that are none of it keep its lines raw."""
    use = use_of(field.words)
    reading.events += 1
    event = IPCaptureEvent(
        reading.events, of, ordinal, use.address, event=use.event, captured_at=use.at, port=use.port
    )
    reading.out.append(event)
    reading.account.place(*field.lines)
    if use.rest:
        reading.account.refuse(*field.lines)
    return event
