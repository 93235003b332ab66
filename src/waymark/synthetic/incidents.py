"""What a report says of the incident: its summary, where it took place, the police and the reporter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from waymark.synthetic import contacts, words
from waymark.synthetic.accounts import boolean
from waymark.synthetic.markup import flag, leaf, node
from waymark.synthetic.people import draw_phone
from waymark.synthetic.profiles import REPORT_ANNOTATIONS
from waymark.synthetic.providers import Setting
from waymark.synthetic.times import spelt, without_zone

if TYPE_CHECKING:
    from datetime import datetime

    from waymark.synthetic.draws import Draws
    from waymark.synthetic.people import Account
    from waymark.synthetic.profiles import Profile
    from waymark.synthetic.providers import Provider

# The format's own enumeration has this one reason.
BATCH_REASON: Final = "VIRAL_POTENTIAL_MEME"
# How far from its town's point a telephone's position may lie, in degrees (under 900 m).
POSITION_SPREAD: Final = 0.008


class Incident(NamedTuple):
    """at: when, as the reporter has it. account: where it took place. event: a use of it, as markup."""

    at: datetime
    account: Account
    event: str


def summary(incident: Incident, draws: Draws, *, profile: Profile) -> str:
    zoneless = draws.chance(profile.zoneless_time)
    return node(
        "incidentSummary",
        leaf("incidentType", draws.weighted(profile.incident_types)),
        leaf("platform", incident.account.provider.name) if draws.optional(profile.platform) else "",
        leaf("escalateToHighPriority", draws.choice(words.ESCALATIONS))
        if draws.optional(profile.escalated)
        else "",
        _annotations(draws, profile=profile),
        leaf("incidentDateTime", without_zone(incident.at) if zoneless else spelt(incident.at, draws)),
        leaf("incidentDateTimeDescription", draws.choice(words.INCIDENT_TIMES))
        if draws.optional(0.5)
        else "",
    )


def _annotations(draws: Draws, *, profile: Profile) -> str:
    """Flags by presence, in either valid form; sometimes the empty block, which means nothing."""
    if not draws.optional(profile.annotated):
        return flag("reportAnnotations") if draws.chance(0.1) else ""
    count = len(REPORT_ANNOTATIONS) if draws.full else draws.choice((1, 1, 1, 2))
    names = draws.sample(REPORT_ANNOTATIONS, count)
    return node(
        "reportAnnotations", *(flag(name) if draws.chance(0.7) else leaf(name, "true") for name in names)
    )


def settings(incident: Incident, draws: Draws, *, profile: Profile) -> str:
    """Where it took place: the provider's own kind, and other kinds in a few reports."""
    kinds = [incident.account.provider.setting]
    if draws.full:
        kinds = list(Setting)
    elif draws.chance(profile.several_settings):
        kinds += draws.sample([kind for kind in Setting if kind not in kinds], draws.choice((1, 1, 2)))
    return "".join(node("internetDetails", _setting(kind, incident, draws)) for kind in kinds)


def _setting(kind: Setting, incident: Incident, draws: Draws) -> str:
    children = _SETTINGS[kind](incident, draws)
    info = leaf("additionalInfo", draws.choice(words.ADDITIONAL_INFO)) if draws.optional(0.2) else ""
    hosted = boolean(draws) if kind is Setting.WEB_PAGE and draws.optional(0.3) else ""
    return node(kind, *children, info, thirdPartyHostedContent=hosted)


def _web_page(incident: Incident, draws: Draws) -> tuple[str, ...]:
    domain = incident.account.provider.domain
    return tuple(
        leaf("url", f"https://www.{domain}/item/{draws.getrandbits(40)}?from=a&to=b")
        for _ in range(draws.randrange(1, 3))
    )


def _email_address(incident: Incident, draws: Draws) -> str:
    markup = contacts.email(incident.account.holder.email, draws, at=incident.at)
    return markup.replace("<email", "<emailAddress", 1).replace("</email>", "</emailAddress>")


def _email(incident: Incident, draws: Draws) -> tuple[str, ...]:
    return (_email_address(incident, draws), _content(draws))


def _newsgroup(incident: Incident, draws: Draws) -> tuple[str, ...]:
    address = _email_address(incident, draws) if draws.optional(0.5) else ""
    return (leaf("name", f"invented.group.{draws.randrange(9)}"), address, _content(draws))


def _chat(incident: Incident, draws: Draws) -> tuple[str, ...]:
    room = leaf("chatRoomName", f"invented-room-{draws.randrange(40)}") if draws.optional(0.4) else ""
    return (leaf("chatClient", incident.account.provider.service), room, _content(draws))


def _gaming(_: Incident, draws: Draws) -> tuple[str, ...]:
    console = leaf("console", draws.choice(words.CONSOLES)) if draws.optional(0.5) else ""
    return (leaf("gameName", "Invented Quest"), console, _content(draws))


def _cell_phone(incident: Incident, draws: Draws) -> tuple[str, ...]:
    place = incident.account.holder.home.place
    if not draws.optional(0.6):
        return (contacts.phone(draw_phone(draws), draws, at=incident.at, name="phoneNumber"),)
    spread = POSITION_SPREAD
    return (
        contacts.phone(incident.account.holder.phone, draws, at=incident.at, name="phoneNumber"),
        leaf("latitude", f"{place.latitude + draws.uniform(-spread, spread):.5f}"),
        leaf("longitude", f"{place.longitude + draws.uniform(-spread, spread):.5f}"),
    )


def _non_internet(incident: Incident, draws: Draws) -> tuple[str, ...]:
    address = contacts.british_address(incident.account.holder, draws, name="incidentAddress")
    abroad = contacts.american_address(draws, name="incidentAddress") if draws.full else ""
    return (leaf("locationName", "Invented Hall"), address, abroad)


def _peer_to_peer(incident: Incident, draws: Draws) -> tuple[str, ...]:
    names = ", ".join(f"item_{draws.hexadecimal(8)}.jpg" for _ in range(2))
    return (leaf("client", "Dummyshare 2.0"), incident.event, leaf("fileNames", names))


def _content(draws: Draws) -> str:
    return leaf("content", draws.choice(words.CONTENTS)) if draws.optional(0.3) else ""


_SETTINGS: Final = {
    Setting.WEB_PAGE: _web_page,
    Setting.EMAIL: _email,
    Setting.NEWSGROUP: _newsgroup,
    Setting.CHAT: _chat,
    Setting.GAMING: _gaming,
    Setting.CELL_PHONE: _cell_phone,
    Setting.NON_INTERNET: _non_internet,
    Setting.PEER_TO_PEER: _peer_to_peer,
}


def law_enforcement(incident: Incident, draws: Draws) -> str:
    """The police the reporter has dealt with already: abroad, as most reporters are."""
    country = "CA" if draws.optional(0.3) else ""
    return node(
        "lawEnforcement",
        leaf("agencyName", draws.choice(words.AGENCIES)),
        leaf("caseNumber", f"INV-{incident.at:%Y}-{draws.randrange(10_000):04d}")
        if draws.optional(0.6)
        else "",
        contacts.company_contact("officerContact", incident.account.provider, draws, at=incident.at)
        if draws.optional(0.4)
        else "",
        leaf("reportedToLe", boolean(draws)) if draws.optional(0.6) else "",
        leaf("servedLegalProcessDomestic", boolean(draws)) if draws.optional(0.4) else "",
        leaf("servedLegalProcessInternational", boolean(draws), fleaCountry=country)
        if draws.optional(0.3)
        else "",
    )


def reporter(provider: Provider, draws: Draws, *, at: datetime) -> str:
    """The reporting provider. Its name has no element of its own; it stands in its own template."""
    return node(
        "reporter",
        contacts.reporting_person(provider, draws, at=at),
        contacts.company_contact("contactPerson", provider, draws, at=at) if draws.optional(0.3) else "",
        leaf("companyTemplate", template_of(provider)) if draws.optional(0.6) else "",
        leaf("termsOfService", words.TERMS) if draws.optional(0.4) else "",
        leaf("legalURL", f"https://www.{provider.domain}/legal") if draws.optional(0.4) else "",
    )


def template_of(provider: Provider) -> str:
    """What a provider writes in every report."""
    return f"{provider.name} (invented) reports under its invented reporting procedure."
