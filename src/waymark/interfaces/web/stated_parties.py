"""What a report states of a person, as rows for a page: every field that was stated, and no other. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from waymark.interfaces.web.moments import instant_in_words
from waymark.interfaces.web.words import plainly, yes_or_no
from waymark.referrals.records import PartyLine
from waymark.referrals.types import (
    Account,
    AccountDisabled,
    Address,
    Contact,
    Device,
    IncidentDetail,
    LawEnforcement,
    Party,
    Role,
    StatedTime,
    Zone,
)


class Row(NamedTuple):
    """One stated field. values: as stated, each with what else was said of it (`verified`, `login`)."""

    label: str
    values: tuple[tuple[str, str], ...]


def time_in_words(at: StatedTime | None) -> str:
    """A stated time as it was written, and as it was understood; empty where none was stated."""
    if at is None:
        return ""
    if at.instant is None:
        return f"{at.text} (not a time that can be placed)"
    understood = instant_in_words(at.instant)
    return f"{at.text}: {understood}, {zone_in_words(at.zone, at.assumed_by)}"


def zone_in_words(zone: str, assumed_by: str) -> str:
    if zone == Zone.STATED:
        return "zone stated"
    if zone == Zone.ASSUMED:
        return f"no zone stated: taken for UTC by {assumed_by or 'the reader'}"
    return "zone not known"


def name_of(party: Party) -> str:
    """What to call a party: the name stated, else the screen name, else the account, else nothing."""
    full = " ".join(filter(None, (party.first_name, party.middle_name, party.last_name)))
    account = party.account
    return full or account.screen_name or account.identifier or next(iter(account.display_names), "")


class StatedParty(NamedTuple):
    """A party as the page shows it."""

    line: PartyLine
    name: str
    rows: list[Row]


def stated_party(line: PartyLine) -> StatedParty:
    return StatedParty(line, name_of(line.party), party_rows(line.party))


def place_of(party: Party) -> tuple[bool, int]:
    """Where a party stands among others: by role, whoever made the report last."""
    return party.role is Role.REPORTER, list(Role).index(party.role)


def party_rows(party: Party) -> list[Row]:
    """Every field that the report states of a party, in the order an officer looks for them."""
    full = " ".join(filter(None, (party.first_name, party.middle_name, party.last_name)))
    age = "" if party.age is None else str(party.age)
    rows = [
        _plain("Name", full),
        Row("Age", ((age, party.age_note),)) if age else _plain("Age", party.age_note),
        _plain("Date of birth", party.date_of_birth),
        *_account_rows(party.account),
        Row("E-mail", tuple(_contact(each) for each in party.emails)),
        Row("Telephone", tuple(_contact(each) for each in party.phones)),
        Row("Address", tuple(_address(each) for each in party.addresses)),
        Row("Device", tuple(_device(each) for each in party.devices)),
        Row("Estimated location", tuple(_location(party))),
        _plain("School", party.school),
        _plain("Sex, as stated", party.sex),
        _plain("Vehicle", party.vehicle),
        _plain("Description", party.description),
        _plain("Association", party.association),
        _plain("Earlier reports named", *party.prior_reports),
        _plain("More", *party.additional_info),
    ]
    if party.all_emails_reported is not None:
        rows.append(_plain("All e-mail addresses reported", yes_or_no(party.all_emails_reported)))
    return [row for row in rows if row.values]


def _plain(label: str, *values: str) -> Row:
    return Row(label, tuple((value, "") for value in values if value))


def _account_rows(account: Account) -> Iterator[Row]:
    yield _plain("Screen name", account.screen_name)
    yield _plain("Display name", *account.display_names)
    yield _plain("Account identifier", account.identifier)
    yield _plain("Service", account.service)
    yield _plain("Platform", account.platform)
    yield _plain("Group", account.group)
    yield _plain("Profile address", *account.profile_urls)
    yield _plain("Profile text", account.bio)
    if account.third_party is not None:
        yield _plain("With another company than the reporter's", yes_or_no(account.third_party))
    if account.compromised is not None:
        yield _plain("Account taken over by another", yes_or_no(account.compromised))
    yield Row("Account disabled", tuple(_disabled(each) for each in account.disabled))


def _disabled(each: AccountDisabled) -> tuple[str, str]:
    notes = [time_in_words(each.at)]
    if each.user_notified is not None:
        told = " ".join(filter(None, (yes_or_no(each.user_notified), time_in_words(each.user_notified_at))))
        notes.append(f"user told: {told}")
    if each.reenabled_at is not None:
        notes.append(f"enabled again {time_in_words(each.reenabled_at)}")
    how = "for good" if each.permanently else "for a time"
    return f"{yes_or_no(each.disabled)}, {how}", "; ".join(filter(None, notes))


def _contact(each: Contact) -> tuple[str, str]:
    code = each.calling_code.lstrip("+")
    value = f"+{code} {each.value}" if code else each.value
    if each.extension:
        value = f"{value} extension {each.extension}"
    notes = [each.kind]
    if each.verified is not None:
        notes.append("verified by the reporter" if each.verified else "not verified")
    if each.verified_at is not None:
        notes.append(time_in_words(each.verified_at))
    return value, "; ".join(filter(None, notes))


def _address(each: Address) -> tuple[str, str]:
    parts = (each.lines, each.city, each.region, each.postcode, each.country)
    return ", ".join(filter(None, parts)), each.kind


def _device(each: Device) -> tuple[str, str]:
    notes = (each.event, time_in_words(each.captured_at))
    return f"{each.id_type} {each.value}".strip(), "; ".join(filter(None, notes))


def _location(party: Party) -> Iterator[tuple[str, str]]:
    where = party.location
    if where is not None:
        verified = "" if where.verified is None else f"verified: {yes_or_no(where.verified)}"
        notes = (verified, time_in_words(where.at))
        yield (
            ", ".join(filter(None, (where.city, where.region, where.country))),
            "; ".join(filter(None, notes)),
        )


def incident_rows(detail: IncidentDetail) -> list[Row]:
    """What a report states of one place or service where an incident happened."""
    rows = [_plain(plainly(each.name), each.value) for each in detail.values]
    rows += [
        Row("Address", tuple(_address(each) for each in detail.addresses)),
        Row("E-mail", tuple(_contact(each) for each in detail.emails)),
        Row("Telephone", tuple(_contact(each) for each in detail.phones)),
    ]
    return [row for row in rows if row.values]


def law_enforcement_rows(said: LawEnforcement | None) -> list[Row]:
    """What the reporter has already told the police, and the process it was served."""
    if said is None:
        return []
    answers = (
        ("Reported to the police", said.reported),
        ("Served process at home", said.served_domestic),
        ("Served process from abroad", said.served_international),
    )
    rows = [
        _plain("Agency", said.agency),
        _plain("Case number", said.case_number),
        *(_plain(label, yes_or_no(value)) for label, value in answers if value is not None),
        _plain("Country of the process", said.served_country),
    ]
    return [row for row in rows if row.values]
