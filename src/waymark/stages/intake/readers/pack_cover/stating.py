"""Confirmed facts of one subject of a pack as the values of a report: its head, a subscriber, an address, a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from waymark.referrals.types import (
    Account,
    Address,
    Contact,
    DocumentKind,
    Party,
    Report,
    Role,
    StatedTime,
    Zone,
)
from waymark.stages.intake.readers.pack_cover.confirming import Settled
from waymark.stages.intake.readers.pack_cover.met import POSTCODE
from waymark.stages.intake.readers.pack_cover.names import name_parts
from waymark.stages.intake.readers.pack_cover.values import one_line

DANGER_NOW = "a child is said to be in danger now"
"""As reports taken by hand say it: what is urgent stands in one form, whoever entered it."""
Facts = Mapping[str, Sequence[Settled]]
OF_SUBSCRIBER = frozenset(
    {"subscriber_name", "subscriber_birth", "subscriber_phone", "subscriber_email", "installation_address",
     "billing_address", "subscriber_address", "operator_account"}
)  # fmt: skip


def subscriber_of(ordinal: int, facts: Facts) -> Party:
    first, middle, last = name_parts(first_text(facts, "subscriber_name"))
    kinds = (
        ("installation_address", "installation"),
        ("billing_address", "billing"),
        ("subscriber_address", ""),
    )
    account = first_text(facts, "operator_account")
    operator = first_text(facts, "operator")
    return Party(
        ordinal,
        Role.SUBSCRIBER,
        first_name=first,
        middle_name=middle,
        last_name=last,
        date_of_birth=first_text(facts, "subscriber_birth"),
        emails=tuple(map(Contact, normals(facts, "subscriber_email"))),
        phones=tuple(map(Contact, normals(facts, "subscriber_phone"))),
        addresses=tuple(address_of(each, kind) for name, kind in kinds for each in facts.get(name, ())),
        account=Account(identifier=account, service=operator, third_party=True) if account else Account(),
    )


def head_of(cover: Facts, sender: str) -> Report:
    dated = cover.get("dated")
    lines = [f"Reference: {each}" for each in normals(cover, "sender_reference")]
    lines += [f"CyberTipline report: {each}" for each in normals(cover, "report_number")]
    if asked := first_text(cover, "asked"):
        lines.append(f"Asked: {asked}")
    if by := first_text(cover, "asked_by"):
        lines.append(f"By when: {by}")
    danger = first_text(cover, "danger")
    if danger:
        lines.append(f"Is a child in danger now: {danger.replace('_', ' ')}")
    return Report(
        DocumentKind.REPORT,
        reporter=sender,
        escalation=DANGER_NOW if danger == "yes" else "",
        received_at=stated_time(dated[0]) if dated else None,
        source_grade=first_text(cover, "source_grade"),
        handling_code=first_text(cover, "handling_code"),
        handling_conditions=first_text(cover, "handling_conditions"),
        marking=first_text(cover, "marking"),
        additional_info=tuple(lines),
    )


def stated_time(settled: Settled) -> StatedTime:
    """A confirmed time: its words, and its moment where they hold one with a zone."""
    text = one_line(settled.value)
    if not settled.normal.endswith("Z"):
        return StatedTime(text, None, Zone.UNKNOWN)
    instant = datetime.fromisoformat(settled.normal).astimezone(UTC)
    return StatedTime(text, instant, Zone.STATED)


def address_of(settled: Settled, kind: str = "") -> Address:
    lines = one_line(settled.value)
    found = POSTCODE.findall(lines.upper())
    return Address(lines=lines, postcode=found[-1] if found else "", kind=kind)


def first_text(facts: Facts, name: str) -> str:
    """The first value of a fact: its comparable form, else as printed; empty where it is not stated."""
    found = facts.get(name)
    return (found[0].normal or one_line(found[0].value)) if found else ""


def normals(facts: Facts, name: str) -> list[str]:
    return [each.normal or one_line(each.value) for each in facts.get(name, ())]


def is_same_name(one: Party, other: Party) -> bool:
    names = [f"{each.first_name} {each.last_name}".casefold().strip() for each in (one, other)]
    return bool(names[0]) and names[0] == names[1]


def more_contacts(one: tuple[Contact, ...], other: tuple[Contact, ...]) -> tuple[Contact, ...]:
    return tuple(dict.fromkeys((*one, *other)))
