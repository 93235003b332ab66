"""Identifiers in one comparable form, beside the words they came in.

A comparable form changes only what cannot tell two people apart: the case of an e-mail address, the
spaces in a telephone number. What a provider ignores in an address (dots, tags) is a kind of its own, weaker,
and what was mined from free text keeps the role `found_in_text`.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
import socket
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

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


class IdentifierKind(StrEnum):
    ACCOUNT = "account"
    EMAIL = "email"
    EMAIL_LOOSE = "email_loose"
    PHONE = "phone"
    HANDLE = "handle"
    PROFILE_URL = "profile_url"
    DEVICE = "device"
    IP = "ip"
    IP_LINE = "ip_line"
    FILE_HASH = "file_hash"
    PERSON = "person"
    GROUP = "group"
    REPORT_NUMBER = "report_number"
    PAYMENT = "payment"
    PERSON_ALIKE = "person_alike"  # not one thing that two name: two descriptions, as a model compares them


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
    """Who reported, in words that are equal for one reporter: as the door was told, else as the document says,
    else by the boilerplate that a provider puts into every report. Empty when none says.
    """
    if source.strip() or head.reporter.strip():
        return source if source.strip() else head.reporter
    words = _folded(head.reporter_template), _folded(head.reporter_legal_url)
    return hashlib.sha256("\x00".join(words).encode()).hexdigest()[:16] if any(words) else ""


def email_key(text: str) -> str:
    """Lower case, without a mailto: in front; empty when it is no address."""
    bare = text.strip().removeprefix("mailto:").lower()
    local, at, domain = bare.rpartition("@")
    return bare if at and local and "." in domain and not _SPACES.search(bare) else ""


# Providers that deliver an address with a tag behind + to the address without it; those of the first set
# ignore dots too. Sources: the providers' own help pages (Gmail: "Dots don't matter in Gmail addresses";
# Microsoft: "Add or remove an email alias"; Apple, Fastmail and Proton: plus addressing), read 2026.
DOTLESS = frozenset(("gmail.com", "googlemail.com"))
TAGGED = DOTLESS | frozenset(
    (
        "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com", "live.co.uk", "icloud.com", "me.com",
        "fastmail.com", "proton.me", "protonmail.com", "pm.me",
    )
)  # fmt: skip
_SAME_PROVIDER = {"googlemail.com": "gmail.com", "protonmail.com": "proton.me", "pm.me": "proton.me"}


def loose_email_key(text: str) -> str:
    """An address without what its provider ignores; empty where the provider is not known to ignore anything."""
    local, _, domain = email_key(text).rpartition("@")
    if domain not in TAGGED:
        return ""
    bare = local.split("+", 1)[0]
    if domain in DOTLESS:
        bare = bare.replace(".", "")
    return f"{bare}@{_SAME_PROVIDER.get(domain, domain)}" if bare else ""


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
    """The address in its one written form; empty when it is not one address, or one that many machines have
    at once: a private network's, a loopback, an operator's inner one.
    """
    bare = text.strip()
    try:
        # Strict about leading zeros and missing parts, and twenty times as fast as parsing it in Python.
        packed = socket.inet_pton(socket.AF_INET, bare)
    except (OSError, ValueError):
        pass
    else:
        return "" if _is_everywhere(packed) else bare
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        return "" if _is_everywhere(mapped.packed) else str(mapped)
    return "" if any(address in each for each in _EVERYWHERE_6) else str(address)


def ip_line_key(text: str) -> str:
    """The /64 of an IPv6 address: one line is given one or more of them, and its devices change the rest at will.

    Empty for anything else. Sources: RFC 6177 (what a line is given), RFC 8981 (addresses that change).
    """
    if ":" not in text:
        return ""
    key = ip_key(text)
    return str(ipaddress.ip_network((key, 64), strict=False)) if ":" in key else ""


# Addresses that are in use in many places at once, so that two reports of one say nothing. Source: IANA's
# special-purpose registries: RFC 1918, 1122, 3927, 6598; 4193, 4291, 4380 (a server's, not a line's), 6052.
_EVERYWHERE_6 = tuple(
    ipaddress.IPv6Network(each)
    for each in ("::/127", "fe80::/10", "fc00::/7", "ff00::/8", "2001::/32", "64:ff9b::/96")
)
_FIRST_MULTICAST = 224


def _is_everywhere(packed: bytes) -> bool:
    """Whether an IPv4 address is one that many machines have at once."""
    first, second = packed[0], packed[1]
    return (
        first in (0, 10, 127)
        or first >= _FIRST_MULTICAST
        or (first == 172 and 16 <= second < 32)  # noqa: PLR2004 - 172.16.0.0/12
        or (first, second) in ((192, 168), (169, 254))
        or (first == 100 and 64 <= second < 128)  # noqa: PLR2004 - 100.64.0.0/10
    )


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
        yield from _of_email(email.value, role)
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


_MINED_EMAIL = re.compile(r"[^\s<>,;:()\[\]\"']+@[^\s<>,;:()\[\]\"']+\.[a-z]{2,}", re.IGNORECASE)
_MINED_PHONE = re.compile(r"(?<![\w+])\+[1-9][\d ().-]{6,20}\d")
_MINED_PAYMENT = re.compile(r"(?<![\w$])\$[A-Za-z][A-Za-z0-9_-]{0,29}\b")


def identifiers_of_addition(addition: Addition) -> Iterator[Identified]:
    """What was mined from a report's free text; nothing of what others than the reporter added to it."""
    if addition.by != FOUND_IN_TEXT:
        return
    for found in _MINED_EMAIL.findall(addition.value):
        yield from _of_email(found, FOUND_IN_TEXT)
    for found in _MINED_PHONE.findall(addition.value):
        if key := phone_key(found):
            yield Identified(IdentifierKind.PHONE, key, found, FOUND_IN_TEXT)
    for found in _MINED_PAYMENT.findall(addition.value):
        yield Identified(IdentifierKind.PAYMENT, found.casefold(), found, FOUND_IN_TEXT)


FOUND_IN_TEXT = "found_in_text"


# Addresses that are nobody's: what programs send from (RFC 5321, RFC 2142) and what people type to be let in.
_NOBODYS = frozenset(
    (
        "abuse", "do-not-reply", "donotreply", "email", "mailer-daemon", "no-reply", "nobody", "none",
        "noreply", "postmaster", "test", "user",
    )
)  # fmt: skip


def key_of(kind: IdentifierKind, text: str) -> str:
    """An identifier that an officer names, in comparable form; empty where it is none, or takes more to say."""
    find = _KEYS.get(kind)
    return find(text) if find else ""


def _of_email(text: str, role: str) -> Iterator[Identified]:
    if (key := email_key(text)) and key.rpartition("@")[0] not in _NOBODYS:
        yield Identified(IdentifierKind.EMAIL, key, text, role)
        if loose := loose_email_key(text):
            yield Identified(IdentifierKind.EMAIL_LOOSE, loose, text, role)


def _folded(text: str) -> str:
    return _SPACES.sub(" ", text.strip()).casefold()


_KEYS: Mapping[IdentifierKind, Callable[[str], str]] = {
    IdentifierKind.ACCOUNT: stated,
    IdentifierKind.EMAIL: email_key,
    IdentifierKind.EMAIL_LOOSE: loose_email_key,
    IdentifierKind.PHONE: phone_key,
    IdentifierKind.HANDLE: lambda text: _folded(stated(text)),
    IdentifierKind.PROFILE_URL: url_key,
    IdentifierKind.IP: ip_key,
    IdentifierKind.IP_LINE: ip_line_key,
    IdentifierKind.GROUP: _folded,
    IdentifierKind.REPORT_NUMBER: str.strip,
    IdentifierKind.PAYMENT: lambda text: text.strip().casefold(),
}
