"""Identifiers in one comparable form, beside the words they came in.

A comparable form changes only what cannot tell two people apart: the case of an e-mail address, the
spaces in a telephone number. What a provider *may* ignore (dots, plus tags) is left alone here.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
import socket
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from waymark.referrals.types import (
    Account,
    IncidentDetail,
    IPCaptureEvent,
    Party,
    Report,
    ReportedFile,
    Role,
)


class IdentifierKind(StrEnum):
    ACCOUNT = "account"
    EMAIL = "email"
    PHONE = "phone"
    HANDLE = "handle"
    PROFILE_URL = "profile_url"
    DEVICE = "device"
    IP = "ip"
    FILE_HASH = "file_hash"
    PERSON = "person"
    GROUP = "group"
    REPORT_NUMBER = "report_number"


class Identified(NamedTuple):
    """One identifier that a report states.

    key: the comparable form, never shown. value: as stated. at: when it was used, where that was stated.
    """

    kind: IdentifierKind
    key: str
    value: str
    role: str
    at: datetime | None = None


_SPACES = re.compile(r"\s+")
_NOT_DIALLED = re.compile(r"[\s().\-/]")
_UK_TRUNK = re.compile(r"^0(?=[1-9]\d{8,9}$)")
# ITU-T E.164: at most 15 digits; fewer than 7 are an internal number that many could share.
_DIALLED = re.compile(r"^\+[1-9]\d{6,14}$")


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
    words = [_folded(reporter), _folded(account.service or account.platform)]
    return "/".join(words) if any(words) else ""


# What forms and programs write where there is nothing to write. Two of them are not the same account.
_PLACEHOLDERS = frozenset(
    (
        "anonymous", "default", "deleted", "empty", "guest", "hidden", "n.a", "n.a.", "n/a", "na", "nil", "no",
        "none", "not available", "not provided", "not stated", "null", "redacted", "tbc", "tbd", "test",
        "undefined", "unknown", "unspecified", "user", "withheld", "xxx",
    )
)  # fmt: skip


def stated(text: str) -> str:
    """An identifier without the blanks around it; empty when it is a placeholder, or one sign repeated."""
    bare = text.strip()
    signs = set(bare.casefold()) - set(" -_./")
    return "" if len(signs) < 2 or _folded(bare) in _PLACEHOLDERS else bare  # noqa: PLR2004 - one sign


def account_key(account: Account, *, source: str) -> str:
    """Provider and identifier, or empty when either is not stated: then nothing joins by it."""
    provider = provider_of(account, source=source)
    identifier = stated(account.identifier)
    return f"{provider}\x1f{identifier}" if provider and identifier else ""


def reporter_of(head: Report, *, source: str) -> str:
    """Who reported, in words that are equal for one reporter: as the door was told, else by the boilerplate
    that a provider puts into every report. Empty when neither says.
    """
    if source.strip():
        return source
    words = _folded(head.reporter_template), _folded(head.reporter_legal_url)
    return hashlib.sha256("\x00".join(words).encode()).hexdigest()[:16] if any(words) else ""


def email_key(text: str) -> str:
    """Lower case, without a mailto: in front; empty when it is no address."""
    bare = text.strip().removeprefix("mailto:").lower()
    local, at, domain = bare.rpartition("@")
    return bare if at and local and "." in domain and not _SPACES.search(bare) else ""


def phone_key(text: str, *, calling_code: str = "") -> str:
    """E.164 where the number says its country, or is written as a UK one; empty otherwise.

    Source: Ofcom's National Telephone Numbering Plan: UK numbers have a trunk 0 and 9 or 10 digits after it.
    """
    bare = _NOT_DIALLED.sub("", text.strip())
    if bare.startswith("00"):
        bare = "+" + bare[2:]
    if not bare.startswith("+"):
        if calling_code.startswith("+"):
            bare = calling_code + bare.removeprefix("0")
        else:
            bare = _UK_TRUNK.sub("+44", bare)
    bare = bare.replace("+440", "+44", 1)
    return bare if _DIALLED.match(bare) else ""


def ip_key(text: str) -> str:
    """The address in its one written form; empty when it is not one address."""
    bare = text.strip()
    try:
        # Strict about leading zeros and missing parts, and twenty times as fast as parsing it in Python.
        socket.inet_pton(socket.AF_INET, bare)
    except (OSError, ValueError):
        pass
    else:
        return bare
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    return str(mapped or address)


def url_key(text: str) -> str:
    """Host in lower case, no scheme, `www.`, fragment or closing slash."""
    bare = re.sub(r"^[a-z][a-z0-9+.\-]*://", "", text.strip(), flags=re.IGNORECASE).split("#", 1)[0]
    host, slash, rest = bare.partition("/")
    return f"{host.lower().removeprefix('www.')}{slash}{rest}".rstrip("/")


def identifiers_of_party(party: Party) -> Iterator[Identified]:
    """Every identifier that a report states of a party. A reporter's own staff have none that matter."""
    if party.role is Role.REPORTER or party.description == "law enforcement contact":
        return
    role, account = party.role.value, party.account
    if identifier := stated(account.identifier):
        yield Identified(IdentifierKind.ACCOUNT, identifier, account.identifier, role)
    if handle := _folded(stated(account.screen_name)):
        yield Identified(IdentifierKind.HANDLE, handle, account.screen_name, role)
    for url in account.profile_urls:
        if key := url_key(url):
            yield Identified(IdentifierKind.PROFILE_URL, key, url, role)
    for email in party.emails:
        if key := email_key(email.value):
            yield Identified(IdentifierKind.EMAIL, key, email.value, role)
    for phone in party.phones:
        if key := phone_key(phone.value, calling_code=phone.calling_code):
            yield Identified(IdentifierKind.PHONE, key, phone.value, role)
    for device in party.devices:
        if key := _folded(stated(device.value)):
            yield Identified(IdentifierKind.DEVICE, f"{_folded(device.id_type)}\x1f{key}", device.value, role)
    for number in dict.fromkeys(party.prior_reports):
        if named := number.strip():
            yield Identified(IdentifierKind.REPORT_NUMBER, named, number, role)
    if account.group.strip():
        yield Identified(IdentifierKind.GROUP, _folded(account.group), account.group, role)
    if party.first_name and party.last_name and party.date_of_birth:
        words = f"{_folded(party.first_name)} {_folded(party.last_name)} {party.date_of_birth.strip()}"
        yield Identified(IdentifierKind.PERSON, words, words, role)


def identifiers_of_event(event: IPCaptureEvent, *, role: str) -> Iterator[Identified]:
    """The address of an event, with the time it was used."""
    if key := ip_key(event.address):
        at = event.captured_at.instant if event.captured_at else None
        yield Identified(IdentifierKind.IP, key, event.address, role, at)


def identifiers_of_file(file: ReportedFile) -> Iterator[Identified]:
    """The hashes of a file, each under what it is by length and alphabet."""
    for _label, value, kind in file.hashes:
        if kind != "other":
            key = value.lower() if kind != "photodna" else value
            yield Identified(IdentifierKind.FILE_HASH, f"{kind}\x1f{key}", value, "file")


def identifiers_of_detail(detail: IncidentDetail) -> Iterator[Identified]:
    """Addresses and numbers that an incident names without saying whose they are."""
    for email in detail.emails:
        if key := email_key(email.value):
            yield Identified(IdentifierKind.EMAIL, key, email.value, "incident")
    for phone in detail.phones:
        if key := phone_key(phone.value, calling_code=phone.calling_code):
            yield Identified(IdentifierKind.PHONE, key, phone.value, "incident")


def _folded(text: str) -> str:
    return _SPACES.sub(" ", text.strip()).casefold()
