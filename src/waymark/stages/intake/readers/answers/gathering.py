"""What an answer is made of, gathered until its party and its head can be given."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field, replace

from waymark.referrals.types import (
    Account,
    Address,
    Contact,
    Device,
    DocumentKind,
    Fact,
    FileHash,
    IncidentDetail,
    IPCaptureEvent,
    KeptRaw,
    Named,
    Of,
    Party,
    Read,
    Report,
    ReportedFile,
    Role,
    StatedTime,
    Zone,
)
from waymark.stages.intake.readers.answers.asked import Asked
from waymark.stages.intake.readers.errors import NothingKnown
from waymark.stages.intake.readers.hashes import hash_kind
from waymark.stages.intake.readers.values import UNREAD, port
from waymark.stages.intake.readers.written_dates import is_day_alone

HOLDER = 1  # the ordinal of the account holder, whom every answer is about
_VERIFIED = re.compile(r"[\s(\[,;|-]*\b(verified|confirmed)\b.*$", re.IGNORECASE | re.DOTALL)
_NOT_VERIFIED = re.compile(
    r"[\s(\[,;|-]*\b(unverified|unconfirmed|not (?:verified|confirmed))\b.*$", re.IGNORECASE | re.DOTALL
)
_NUMBER = re.compile(r"(\+?[0-9][0-9 ().\-]{4,}[0-9])\s*(.*)", re.DOTALL)
_BRACKETED = re.compile(r"\[([^\]]+)\](?::([0-9]{1,5}))?")
_V4_AND_PORT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3}){3}):([0-9]{1,5})")


@dataclass(slots=True)
class Gathered:
    """One answer while it is being read. fields: of the holder's Party; account: of their Account."""

    traced: bool
    platform: str
    out: list[Fact] = field(default_factory=list)
    asked: Asked = field(default_factory=Asked)
    account: Account = field(default_factory=Account)
    fields: dict[str, str] = field(default_factory=dict)
    emails: list[Contact] = field(default_factory=list)
    phones: list[Contact] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    devices: list[Device] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    details: list[IncidentDetail] = field(default_factory=list)
    cybertips: list[str] = field(default_factory=list)
    others: list[Party] = field(default_factory=list)
    events: int = 0
    files: int = 0
    knows_nothing: bool = True

    def was_read(self, path: str, text: str) -> None:
        """Name something that was placed among the facts."""
        self.knows_nothing = False
        self.was_passed_over(path, text)

    def was_passed_over(self, path: str, text: str) -> None:
        """Name something that is understood and says nothing of the account: a definition, an empty answer."""
        if self.traced:
            self.out.append(Read(path, text))

    def keep(self, path: str, text: str) -> None:
        self.out.append(KeptRaw(path, text))

    def add_event(
        self,
        address: str,
        *,
        event: str = "",
        at: StatedTime | None = None,
        stated_port: str = "",
        of: Of = Of.PARTY,
        of_ordinal: int = HOLDER,
    ) -> None:
        """Add one use of the account. stated_port: beside the address, where it is not part of it.

        A date without a time of day stays words: at its midnight the address may have been somebody else's.
        """
        if at is not None and is_day_alone(at.text):
            at = StatedTime(at.text, None, Zone.UNKNOWN)
        bare, found = address_and_port(address)
        wanted = port(stated_port) if stated_port else found
        self.events += 1
        self.out.append(
            IPCaptureEvent(
                self.events,
                of,
                of_ordinal,
                bare,
                event=event,
                captured_at=at,
                port=None if wanted is UNREAD else wanted,
            )
        )

    def add_file(self, *, name: str = "", number: str = "", hashes: tuple[str, ...] = ()) -> int:
        """Add a file; returns its ordinal, for events of it. number: of the report it belongs to."""
        self.files += 1
        stated = tuple(FileHash("checksum", value, hash_kind("checksum", value)) for value in hashes)
        self.out.append(ReportedFile(self.files, report_number=number, name=name, hashes=stated))
        return self.files

    def add_cybertip(self, number: str, **values: str) -> None:
        """Add a CyberTipline report that the platform says it made on this account."""
        if number and number not in self.cybertips:
            self.cybertips.append(number)
        said = tuple(Named(name, value) for name, value in {"number": number, **values}.items() if value)
        self.details.append(IncidentDetail(len(self.details) + 2, "cybertip", said))

    def say(self, **values: str) -> None:
        """Note what the answer says of the question; what was said first stands."""
        fresh = {name: value for name, value in values.items() if value and not getattr(self.asked, name)}
        self.asked = replace(self.asked, **fresh)

    def know(self, *, identifier: str = "", screen_name: str = "", service: str = "") -> None:
        """Note what the answer says of the account; what was said first stands."""
        known = self.account
        self.account = replace(
            known,
            identifier=known.identifier or identifier,
            screen_name=known.screen_name or screen_name,
            service=known.service or service,
        )

    def facts(self) -> list[Fact]:
        """Every fact, the head last. Raises NothingKnown for an answer of which nothing could be placed."""
        if self.knows_nothing:
            raise NothingKnown
        self.say(platform=self.platform)
        holder = Party(
            HOLDER,
            Role.SUBSCRIBER,
            **self.fields,  # type: ignore[arg-type]  # names of text fields alone
            emails=tuple(dict.fromkeys(self.emails)),
            phones=tuple(dict.fromkeys(self.phones)),
            addresses=tuple(self.addresses),
            account=self.account,
            devices=tuple(dict.fromkeys(self.devices)),
            additional_info=tuple(self.notes),
        )
        others = [replace(party, ordinal=HOLDER + n) for n, party in enumerate(self.others, start=1)]
        question = self.asked.as_detail
        head = Report(
            DocumentKind.REPORT,
            platform=self.asked.service,
            details=((question,) if question else ()) + tuple(self.details),
            reporter=self.platform,
            adds_to=tuple(self.cybertips),
        )
        return [*self.out, holder, *others, head]


def address_and_port(text: str) -> tuple[str, int | None]:
    """An address and the port written behind it: `192.0.2.1:443`, `[2001:db8::1]:443`, or either alone."""
    bare = text.strip()
    match = _BRACKETED.fullmatch(bare) or _V4_AND_PORT.fullmatch(bare)
    if match is None:
        return bare, None
    number = port(match[2]) if match[2] else None
    return (match[1], number) if isinstance(number, int | None) else (bare, None)


def is_address(text: str) -> bool:
    """Whether a text is one address, with or without a port."""
    try:
        ipaddress.ip_address(address_and_port(text)[0])
    except ValueError:
        return False
    return True


def email_of(text: str, *, verified: bool | None = None) -> Contact:
    """An e-mail address and whether the platform says that it was verified."""
    bare = text.strip()
    if _NOT_VERIFIED.search(bare):
        return Contact(_NOT_VERIFIED.sub("", bare).strip(), verified=False)
    if _VERIFIED.search(bare):
        return Contact(_VERIFIED.sub("", bare).strip(), verified=True)
    return Contact(bare, verified=verified)


def phone_of(text: str, *, verified: bool | None = None) -> Contact:
    """A telephone number; the words behind it are its kind, in the platform's own words."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return Contact(text.strip(), verified=verified)
    words = match[2].strip(" ()[],;")
    if _NOT_VERIFIED.search(words):
        verified = False
    elif _VERIFIED.search(words):
        verified = True
    return Contact(match[1], kind=words, verified=verified)
