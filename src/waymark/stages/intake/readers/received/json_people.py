"""Persons of the received JSON: suspects and recipients, who have one shape and two roles."""

from __future__ import annotations

from waymark.referrals.types import Account, Address, Contact, IPCaptureEvent, Named, Of, Party, Role
from waymark.stages.intake.readers.received.captures import read_captures
from waymark.stages.intake.readers.received.found_in_text import found_in
from waymark.stages.intake.readers.received.json_nodes import Node

# Fields that the facts have no room for: each becomes a line of what the reporter adds of the person, under
# the document's own name for it. None of them is weighed.
SAID_OF_A_PERSON = (
    "preferredName", "preferredPronouns", "physicalDescription", "vehicleTagNumber", "occupation",
    "relationshipToReporter", "relationshipToChildVictim", "accessToChildVictim", "accessToChildren",
    "accessToFirearms", "convictedSexOffender", "awareOfReport", "gangAffiliation",
    "additionalContactInformation", "additionalDisabilityInformation",
)  # fmt: skip
LISTED_OF_A_PERSON = ("languages", "races", "disabilities")
_WORDS = {Role.SUSPECT: "Suspect", Role.INTENDED_RECIPIENT: "Recipient"}


def read_person(node: Node, role: Role, *, number: int, esp: str) -> list[tuple[Named, ...]]:
    """Read one person, whose events come before it in the stream.

    number: 1, 2, ... within the role, as the PDF counts. Returns the pages that its captures name without
    saying that they are a profile.
    """
    reading = node.reading
    reading.parties += 1
    ordinal = reading.parties
    captures = read_captures(node, Of.PARTY, ordinal)
    _own_address(node, ordinal)
    stated_age, age_note = _age(node)
    screen_name, *others = [text for _, text in node.values("screenName")] or [""]
    texts = node.values("additionalInformations")
    reading.out.append(
        Party(
            ordinal,
            role,
            first_name=node.text("firstName"),
            middle_name=node.text("middleName"),
            last_name=node.text("lastName"),
            age=stated_age,
            age_note=age_note,
            date_of_birth=node.token("dateOfBirth"),
            emails=_contacts(node, "emails"),
            phones=_contacts(node, "phones"),
            addresses=tuple(_address(each) for each in node.nodes("addresses", "addresses")),
            account=Account(
                identifier=node.text("espUserId"),
                service=node.text("espService"),
                screen_name=screen_name,
                profile_urls=tuple(captures.profiles),
            ),
            vehicle=node.text("vehicleDescription"),
            sex=node.text("gender"),
            additional_info=(
                *(f"screenName: {other}" for other in others),
                *_said(node),
                *(text for _, text in texts),
            ),
        )
    )
    for path, text in texts:
        reading.out.extend(found_in(text, path=path, esp=esp, subject=f"{_WORDS[role]} {number}"))
    return captures.pages


def _own_address(node: Node, ordinal: int) -> None:
    """`ipAddress`: an address with neither time nor event, so nothing can be asked of it yet."""
    if address := node.text("ipAddress"):
        node.reading.events += 1
        node.reading.out.append(IPCaptureEvent(node.reading.events, Of.PARTY, ordinal, address))


def _age(node: Node) -> tuple[int | None, str]:
    """An age in years, or the words that stand for one."""
    years = node.age("approximateAge")
    return years, node.text("approximateAge") if years is None else ""


def _contacts(node: Node, key: str) -> tuple[Contact, ...]:
    found = []
    for _, value, inside in node.entries(key, key):
        verified = None if inside is None else inside.flag("verified")
        if value or verified is not None:
            found.append(Contact(value, verified=verified))
    return tuple(found)


def _address(node: Node) -> Address:
    lines = [line for line in (node.text("street1"), node.text("street2")) if line]
    return Address(
        lines="\n".join(lines),
        city=node.text("city"),
        postcode=node.token("postalCode"),
        region=node.text("state"),
        country=node.token("country"),
    )


def _said(node: Node) -> list[str]:
    said = [(key, [node.words(key)]) for key in SAID_OF_A_PERSON]
    said += [(key, node.texts(key)) for key in LISTED_OF_A_PERSON]
    return [f"{key}: {', '.join(values)}" for key, values in said if any(values)]
