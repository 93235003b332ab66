"""Identifiers in one comparable form, beside the words they came in.

A comparable form changes only what cannot tell two people apart: the case of an e-mail address, the
spaces in a telephone number. What a provider ignores in an address (dots, tags) is a kind of its own, weaker,
and what was mined from free text keeps the role `found_in_text`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from waymark.referrals.comparable import (
    DOTLESS,
    TAGGED,
    birth_key,
    email_key,
    folded,
    ip_key,
    ip_line_key,
    loose_email_key,
    name_key,
    payment_key,
    phone_key,
    place_key,
    stated,
    url_key,
)
from waymark.referrals.devices import device_key
from waymark.referrals.fillings import is_nobodys_mailbox
from waymark.referrals.mined import found_in, found_in_bio
from waymark.referrals.screen_names import alias_key
from waymark.referrals.types import (
    Account,
    Addition,
    IncidentDetail,
    IPCaptureEvent,
    Party,
    Report,
    ReportedFile,
    Role,
)

__all__ = [
    "DOTLESS",
    "FOUND_IN_TEXT",
    "LINKED_ACCOUNT",
    "TAGGED",
    "Identified",
    "IdentifierKind",
    "account_key",
    "digest",
    "email_key",
    "identifiers_in_text",
    "identifiers_of_addition",
    "identifiers_of_detail",
    "identifiers_of_event",
    "identifiers_of_file",
    "identifiers_of_party",
    "ip_key",
    "ip_line_key",
    "key_of",
    "loose_email_key",
    "phone_key",
    "provider_of",
    "reporter_of",
    "stated",
    "url_key",
]


class IdentifierKind(StrEnum):
    ACCOUNT = "account"
    EMAIL = "email"
    EMAIL_LOOSE = "email_loose"
    PHONE = "phone"
    HANDLE = "handle"
    HANDLE_AT = "handle_at"  # a screen name and the service it is on
    ALIAS = "alias"  # a name that few choose, however it is written, before an @ too
    PROFILE_URL = "profile_url"
    DEVICE = "device"
    IP = "ip"
    IP_LINE = "ip_line"
    FILE_HASH = "file_hash"
    PERSON = "person"  # full name and birth date
    NAME = "name"  # a full name alone
    PLACE = "place"
    GROUP = "group"
    REPORT_NUMBER = "report_number"
    PAYMENT = "payment"
    # Not one thing that two name: two descriptions, as a model compares them, and where they speak against it.
    PERSON_ALIKE = "person_alike"
    PERSON_DIFFERS = "person_differs"


class Identified(NamedTuple):
    """One identifier that a report states.

    key: the comparable form, never shown. value: as stated. at: when it was used, where that was stated.
    """

    kind: IdentifierKind
    key: str
    value: str
    role: str
    at: datetime | None = None


def digest(kind: IdentifierKind, key: str) -> bytes:
    """16 bytes that stand for an identifier where its text must not be: SHA-256 over kind and key."""
    return hashlib.sha256((kind + "\x00" + key).encode()).digest()[:16]


def provider_of(account: Account, *, source: str) -> str:
    """The provider that an account's identifier belongs to, in comparable form; empty when not stated.

    Stated as the reporter (`source`) and the service: both, or the one that there is. An account on another
    company's service says nothing of the reporter. Two accounts are at the same provider only when these
    words are equal, so that whether reports join never depends on their order.
    """
    reporter = "" if account.third_party else source
    words = [folded(reporter), folded(account.service or account.platform)]
    return "/".join(words) if any(words) else ""


def account_key(account: Account, *, source: str) -> str:
    """Provider and identifier, or empty when either is not stated: then nothing joins by it."""
    provider = provider_of(account, source=source)
    identifier = stated(account.identifier)
    return f"{provider}\x1f{identifier}" if provider and identifier else ""


def reporter_of(head: Report, *, source: str) -> str:
    """Who reported, in words that are equal for one reporter: as the door was told, else as the document says,
    else by the boilerplate that a provider puts into every report. Empty when none says.
    """
    if source.strip() or head.reporter.strip():
        return source if source.strip() else head.reporter
    words = folded(head.reporter_template), folded(head.reporter_legal_url)
    return hashlib.sha256("\x00".join(words).encode()).hexdigest()[:16] if any(words) else ""


def identifiers_of_party(party: Party) -> Iterator[Identified]:
    """Every identifier that a report states of a party. A reporter's own staff have none that matter."""
    if party.role is Role.REPORTER or party.description == "law enforcement contact":
        return
    role, account = party.role.value, party.account
    if party.associated_with is not None and folded(party.association) == "linked":
        role = LINKED_ACCOUNT
    if identifier := stated(account.identifier):
        yield Identified(IdentifierKind.ACCOUNT, identifier, account.identifier, role)
    if handle := folded(stated(account.screen_name)):
        yield Identified(IdentifierKind.HANDLE, handle, account.screen_name, role)
        if service := folded(account.platform or account.service):
            yield Identified(IdentifierKind.HANDLE_AT, f"{service}\x1f{handle}", account.screen_name, role)
    if key := alias_key(account.screen_name):
        yield Identified(IdentifierKind.ALIAS, key, account.screen_name, role)
    for url in account.profile_urls:
        if key := url_key(url):
            yield Identified(IdentifierKind.PROFILE_URL, key, url, role)
        if key := payment_key(url):
            yield Identified(IdentifierKind.PAYMENT, key, url, role)
    for email in party.emails:
        yield from _of_email(email.value, role)
    for phone in party.phones:
        if key := phone_key(phone.value, calling_code=phone.calling_code):
            yield Identified(IdentifierKind.PHONE, key, phone.value, role)
    for device in party.devices:
        if key := device_key(device.id_type, device.value):
            yield Identified(IdentifierKind.DEVICE, key, device.value, role)
    for number in dict.fromkeys(party.prior_reports):
        if named := number.strip():
            yield Identified(IdentifierKind.REPORT_NUMBER, named, number, role)
    yield from _of_billing(party, role)
    if account.group.strip():
        yield Identified(IdentifierKind.GROUP, folded(account.group), account.group, role)
    yield from _of_person(party, role)


def _of_billing(party: Party, role: str) -> Iterator[Identified]:
    """The account that pays, by its name at whoever takes payments, with or without the sign before it."""
    if folded(party.association) != "billing":
        return
    account = party.account
    for name in dict.fromkeys((account.identifier, account.screen_name)):
        bare, service = folded(stated(name)).lstrip("@$"), folded(account.platform or account.service)
        if key := payment_key(name) or (f"{service}\x1f{bare}" if service and bare else ""):
            yield Identified(IdentifierKind.PAYMENT, key, name, role)


def _of_person(party: Party, role: str) -> Iterator[Identified]:
    """Full name, alone and with the birth date, and where somebody lives."""
    name = " ".join(folded(each) for each in (party.first_name, party.last_name) if each.strip())
    if party.first_name.strip() and party.last_name.strip() and (key := name_key(name)):
        yield Identified(IdentifierKind.NAME, key, name, role)
        if party.date_of_birth.strip():
            born = birth_key(party.date_of_birth) or party.date_of_birth.strip()
            yield Identified(IdentifierKind.PERSON, f"{key} {born}", f"{name} {born}", role)
    for address in party.addresses:
        if key := place_key(address.lines, postcode=address.postcode, city=address.city):
            words = ", ".join(filter(None, (address.lines, address.city, address.postcode)))
            yield Identified(IdentifierKind.PLACE, key, words, role)


def identifiers_in_text(
    text: str, *, nobodys: Collection[str] = (), is_bio: bool = False
) -> Iterator[Identified]:
    """What free text names that may be its subject's. nobodys: domains of whoever reports. is_bio: of a profile."""
    find = found_in_bio if is_bio else found_in
    for kind, key, written in find(text, nobodys=nobodys):
        if kind == IdentifierKind.EMAIL:
            yield from _of_email(written if "@" in written else key, FOUND_IN_TEXT)
        else:
            yield Identified(IdentifierKind(kind), key, written, FOUND_IN_TEXT)


def identifiers_of_event(event: IPCaptureEvent, *, role: str) -> Iterator[Identified]:
    """The address of an event, with the time it was used; nothing where the reporter takes it for a proxy's."""
    if event.possible_proxy:
        return
    if key := ip_key(event.address):
        at = event.captured_at.instant if event.captured_at else None
        yield Identified(IdentifierKind.IP, key, event.address, role, at)
        if line := ip_line_key(key):
            yield Identified(IdentifierKind.IP_LINE, line, line, role, at)


def identifiers_of_file(file: ReportedFile) -> Iterator[Identified]:
    """The hashes of a file, each under what it is by length and alphabet."""
    for _label, value, kind in file.hashes:
        if kind != "other":
            key = value.lower() if kind != "photodna" else value
            yield Identified(IdentifierKind.FILE_HASH, f"{kind}\x1f{key}", value, "file")


def identifiers_of_detail(detail: IncidentDetail) -> Iterator[Identified]:
    """Addresses and numbers that an incident names without saying whose they are."""
    for email in detail.emails:
        yield from _of_email(email.value, "incident")
    for phone in detail.phones:
        if key := phone_key(phone.value, calling_code=phone.calling_code):
            yield Identified(IdentifierKind.PHONE, key, phone.value, "incident")


_MINED_IP = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{0,4}){2,7})(?![\w:]|\.\d)"
)


def identifiers_of_addition(addition: Addition) -> Iterator[Identified]:
    """What was mined from a report's free text; nothing of what others than the reporter added to it."""
    if addition.by != FOUND_IN_TEXT:
        return
    yield from identifiers_in_text(addition.value)
    for found in dict.fromkeys(_MINED_IP.findall(addition.value)):
        if key := ip_key(found):
            yield Identified(IdentifierKind.IP, key, found, FOUND_IN_TEXT)


# Roles of what is not stated of the suspect as a field: mined from free text, and of another account that the reporter
# says is the suspect's too.
FOUND_IN_TEXT = "found_in_text"
LINKED_ACCOUNT = "linked_account"


def key_of(kind: IdentifierKind, text: str) -> str:
    """An identifier that an officer names, in comparable form; empty where it is none, or takes more to say."""
    find = _KEYS.get(kind)
    return find(text) if find else ""


def _of_email(text: str, role: str) -> Iterator[Identified]:
    if (key := email_key(text)) and not is_nobodys_mailbox(key):
        yield Identified(IdentifierKind.EMAIL, key, text, role)
        if loose := loose_email_key(text):
            yield Identified(IdentifierKind.EMAIL_LOOSE, loose, text, role)
        if alias := alias_key(text):
            yield Identified(IdentifierKind.ALIAS, alias, text, role)


_KEYS: Mapping[IdentifierKind, Callable[[str], str]] = {
    IdentifierKind.ACCOUNT: stated,
    IdentifierKind.EMAIL: email_key,
    IdentifierKind.EMAIL_LOOSE: loose_email_key,
    IdentifierKind.PHONE: phone_key,
    IdentifierKind.HANDLE: lambda text: folded(stated(text)),
    IdentifierKind.PROFILE_URL: url_key,
    IdentifierKind.IP: ip_key,
    IdentifierKind.IP_LINE: ip_line_key,
    IdentifierKind.GROUP: folded,
    IdentifierKind.REPORT_NUMBER: str.strip,
    IdentifierKind.PAYMENT: payment_key,
    IdentifierKind.NAME: name_key,
    IdentifierKind.PLACE: place_key,
}
