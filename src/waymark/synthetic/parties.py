"""The parties of a report: those reported, recipients and victims, with all that is said of them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from waymark.synthetic import contacts, words
from waymark.synthetic.accounts import boolean, device, devices, disabled
from waymark.synthetic.markup import leaf, node
from waymark.synthetic.times import spelt

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from waymark.synthetic.draws import Draws
    from waymark.synthetic.people import Account, Person
    from waymark.synthetic.profiles import Profile

ASSOCIATIONS: Final = ("Billing", "Linked", "Business", "Creator", "Parent/Guardian", "Other")


class PartyRole(StrEnum):
    """A party's element; its person is named after it."""

    REPORTED = "personOrUserReported"
    RECIPIENT = "intendedRecipient"
    VICTIM = "victim"


class Statement(NamedTuple):
    """What one report says around a party.

    at: the incident. events: the party's IP events, as markup. prior_reports: numbers of earlier reports.
    associated: an account tied to the party, if the reporter knows of one; associated_event: its last use.
    """

    at: datetime
    events: str = ""
    prior_reports: Sequence[int] = ()
    associated: Account | None = None
    associated_event: str = ""


def party(role: PartyRole, account: Account, said: Statement, draws: Draws, *, profile: Profile) -> str:
    """One party, its children in the schema's order."""
    holder, rare = account.holder, profile.rare_field
    of_suspect, of_recipient, of_victim = (role is each for each in PartyRole)
    # What ties a person's accounts together is stated in every report of them, so its person is too.
    with_person = (
        of_victim or bool({"email", "phone"} & holder.stated) or draws.optional(profile.common_field)
    )
    return node(
        role,
        contacts.person(f"{role}Person", holder, draws, at=said.at) if with_person else "",
        leaf("vehicleDescription", draws.choice(words.VEHICLES))
        if of_suspect and draws.optional(rare)
        else "",
        *_account(account, draws, profile=profile),
        said.events,
        devices(holder, draws, at=said.at),
        leaf("thirdPartyUserReported", boolean(draws)) if of_suspect and draws.optional(rare) else "",
        leaf("schoolName", draws.choice(words.SCHOOLS)) if of_victim and draws.optional(0.2) else "",
        *(leaf("priorCTReports", str(number)) for number in said.prior_reports),
        leaf("groupIdentifier", draws.choice(words.GROUPS)) if not of_victim and draws.optional(rare) else "",
        disabled("accountTemporarilyDisabled", draws, at=said.at) if draws.optional(rare) else "",
        disabled("accountPermanentlyDisabled", draws, at=said.at) if draws.optional(0.3) else "",
        _location(holder, draws, at=said.at) if draws.optional(0.2) else "",
        leaf("allEmailsReported", boolean(draws)) if draws.optional(0.2) else "",
        "" if of_recipient else _associated(said, draws),
        leaf("additionalInfo", draws.choice(words.ADDITIONAL_INFO)) if draws.optional(0.2) else "",
    )


def _account(account: Account, draws: Draws, *, profile: Profile) -> tuple[str, ...]:
    """What is said of an account: its identifier always, its service and names as may be."""
    common, rare = profile.common_field, profile.rare_field
    return (
        leaf("espIdentifier", account.identifier),
        leaf("espService", account.provider.service) if draws.optional(common) else "",
        leaf("compromisedAccount", boolean(draws)) if draws.optional(rare) else "",
        leaf("screenName", account.screen_name) if draws.optional(0.9) else "",
        *(
            leaf("displayName", draws.choice(words.DISPLAY_NAMES))
            for _ in range(draws.randrange(1, 3) if draws.optional(common) else 0)
        ),
        leaf("profileUrl", account.profile_url) if draws.optional(common) else "",
        leaf("profileBio", draws.choice(words.BIOS)) if draws.optional(rare) else "",
    )


def _location(holder: Person, draws: Draws, *, at: datetime) -> str:
    place = holder.home.place
    city, region, country = (
        ("Exampleville", "Placeholder County", "CA")
        if holder.is_abroad
        else (place.town, place.district_name, "GB")
    )
    return node(
        "estimatedLocation",
        leaf("city", city) if draws.optional(0.8) else "",
        leaf("region", region) if draws.optional(0.5) else "",
        leaf("countryCode", country),
        verified=boolean(draws) if draws.optional(0.3) else "",
        timestamp=spelt(at, draws) if draws.optional(0.5) else "",
    )


def _associated(said: Statement, draws: Draws) -> str:
    """The account tied to the party; unlike a party it holds names and age itself."""
    if said.associated is None:
        return ""
    account, holder, at = said.associated, said.associated.holder, said.at
    return node(
        "associatedAccount",
        leaf("platform", account.provider.name, thirdPartyUser=boolean(draws) if draws.optional(0.5) else ""),
        leaf("firstName", holder.first_name) if draws.optional(0.3) else "",
        leaf("middleName", "Invented") if draws.optional(0.1) else "",
        leaf("lastName", holder.last_name) if draws.optional(0.3) else "",
        leaf("approximateAge", contacts.age_of(holder, at)) if draws.optional(0.1) else "",
        leaf("dateOfBirth", holder.born.isoformat()) if draws.optional(0.1) else "",
        contacts.phone(holder.phone, draws, at=at) if "phone" in holder.stated or draws.full else "",
        contacts.email(holder.email, draws, at=at) if "email" in holder.stated or draws.full else "",
        leaf("allEmailsReported", boolean(draws)) if draws.optional(0.3) else "",
        contacts.british_address(holder, draws) if draws.optional(0.1) and not holder.is_abroad else "",
        contacts.american_address(draws) if draws.full else "",
        leaf("espService", account.provider.service) if draws.optional(0.5) else "",
        leaf("espIdentifier", account.identifier),
        leaf("profileUrl", account.profile_url) if draws.optional(0.3) else "",
        leaf("screenName", account.screen_name) if draws.optional(0.7) else "",
        leaf("displayName", draws.choice(words.DISPLAY_NAMES)) if draws.optional(0.3) else "",
        leaf("profileBio", draws.choice(words.BIOS)) if draws.optional(0.1) else "",
        leaf("groupIdentifier", draws.choice(words.GROUPS)) if draws.optional(0.1) else "",
        leaf("compromisedAccount", boolean(draws)) if draws.optional(0.1) else "",
        disabled("accountTemporarilyDisabled", draws, at=at) if draws.optional(0.1) else "",
        disabled("accountPermanentlyDisabled", draws, at=at) if draws.optional(0.2) else "",
        said.associated_event,
        device(holder.device, draws, at=at) if "device" in holder.stated or draws.full else "",
        *(leaf("priorCTReport", str(number)) for number in said.prior_reports),
        leaf("additionalInfo", draws.choice(words.ADDITIONAL_INFO)) if draws.optional(0.2) else "",
        type=draws.choice(ASSOCIATIONS),
    )
