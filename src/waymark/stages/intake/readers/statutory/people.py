"""Users, children, connections and staff of a statutory report, as parties."""

from __future__ import annotations

from collections.abc import Mapping

from waymark.referrals.types import (
    Account,
    Address,
    Contact,
    Device,
    EstimatedLocation,
    IPCaptureEvent,
    Of,
    Party,
    Role,
)
from waymark.stages.intake.readers.json_taking import Part, Taking

_ROLES: Mapping[str, Role] = {
    "suspected": Role.SUSPECT,
    "recipient": Role.INTENDED_RECIPIENT,
    "other": Role.OTHER,
}


class People:
    """Gives parties and events their ordinals over the whole report, in document order."""

    def __init__(self, taking: Taking) -> None:
        self._taking = taking
        self._parties = 0
        self._events = 0

    def take_staff(self, part: Part, description: str) -> None:
        """Someone of the provider: named, and never a subject."""
        name, position = part.text("name"), part.text("position")
        emails, phones = part.text("email"), part.text("phone")
        if name or position or emails or phones:
            self._add(
                Party(
                    self._next(),
                    Role.REPORTER,
                    description=description,
                    last_name=name,
                    emails=(Contact(emails),) if emails else (),
                    phones=(Contact(phones),) if phones else (),
                    additional_info=(position,) if position else (),
                )
            )

    def take_user(self, part: Part) -> None:
        """One user, and an account for each connection. A role that the schema does not know is `other`."""
        ordinal, name, role = self._next(), part.text("id"), part.text("role")
        self.take_events(part, Of.PARTY, ordinal)
        bio, status = part.text("bio"), part.text("account_status")
        connected, said = [], []
        for connection in part.parts("connections"):
            account, kind = _account(connection), connection.text("kind")
            if user := connection.text("user"):
                said.append(f"connected with user {user}" + (f": {kind}" if kind else ""))
            if account != Account() or (kind and not user):
                connected.append((account, kind))
        notes = [*([f"user {name}"] if name else []), *([f"account {status}"] if status else []), *said]
        known = _ROLES.get(role)
        self._add(
            self._party(
                part, ordinal, known or Role.OTHER, description="" if known else role, bio=bio, notes=notes
            )
        )
        for account, kind in connected:
            self._add(
                Party(self._next(), Role.OTHER, account=account, associated_with=ordinal, association=kind)
            )

    def take_child(self, part: Part) -> None:
        ordinal, name = self._next(), part.text("id")
        self.take_events(part, Of.PARTY, ordinal)
        why, school = part.text("why_suspected"), part.text("school")
        notes = [f"child {name}"] if name else []
        self._add(self._party(part, ordinal, Role.VICTIM, description=why, school=school, notes=notes))

    def take_events(self, part: Part, of: Of, ordinal: int) -> None:
        for each in part.parts("ip_events"):
            self._events += 1
            self._taking.out.append(
                IPCaptureEvent(
                    self._events,
                    of,
                    ordinal,
                    each.text("address"),
                    event=each.text("event"),
                    captured_at=each.time("at"),
                    possible_proxy=each.flag("possible_proxy"),
                    port=each.port("port"),
                )
            )

    def _party(
        self,
        part: Part,
        ordinal: int,
        role: Role,
        *,
        notes: list[str],
        description: str = "",
        bio: str = "",
        school: str = "",
    ) -> Party:
        return Party(
            ordinal,
            role,
            description=description,
            first_name=part.text("first_name"),
            middle_name=part.text("middle_name"),
            last_name=part.text("last_name"),
            age=part.age("age"),
            date_of_birth=part.text("date_of_birth"),
            emails=tuple(_email(each) for each in part.parts("emails")),
            phones=tuple(_phone(each) for each in part.parts("phones")),
            addresses=tuple(address_of(each) for each in part.parts("addresses")),
            account=_account(part, bio=bio),
            devices=tuple(_device(each) for each in part.parts("devices")),
            prior_reports=part.texts("prior_reports"),
            school=school,
            location=_location(part.part("location")),
            additional_info=(*notes, *part.texts("notes")),
        )

    def _next(self) -> int:
        self._parties += 1
        return self._parties

    def _add(self, party: Party) -> None:
        self._taking.out.append(party)


def _account(part: Part, *, bio: str = "") -> Account:
    return Account(
        identifier=part.text("identifier"),
        service=part.text("service"),
        screen_name=part.text("screen_name"),
        display_names=part.texts("display_names"),
        profile_urls=part.texts("profile_urls"),
        bio=bio,
    )


def _email(part: Part) -> Contact:
    return Contact(part.text("address"), verified=part.flag("verified"), verified_at=part.time("verified_at"))


def _phone(part: Part) -> Contact:
    return Contact(part.text("number"), kind=part.text("kind"), verified=part.flag("verified"))


def address_of(part: Part) -> Address:
    return Address(
        lines=part.text("lines"),
        city=part.text("city"),
        postcode=part.text("postcode"),
        region=part.text("region"),
        country=part.text("country"),
        kind=part.text("kind"),
    )


def _device(part: Part) -> Device:
    return Device(
        part.text("kind"), part.text("value"), event=part.text("event"), captured_at=part.time("at")
    )


def _location(part: Part) -> EstimatedLocation | None:
    found = EstimatedLocation(
        city=part.text("city"), region=part.text("region"), country=part.text("country"), at=part.time("at")
    )
    return None if found == EstimatedLocation() else found
