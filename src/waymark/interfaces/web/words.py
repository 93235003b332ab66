"""The words on a page for the short names in the record. Pure; a name without words stands for itself."""

from __future__ import annotations

from collections.abc import Mapping

from waymark.audit.events import Event
from waymark.interfaces.web import assignment_words, casework_words, enquiry_words
from waymark.interfaces.web.event_words import EVENTS

OUTCOMES: Mapping[str, str] = {
    "accepted": "Accepted",
    "supplement": "Accepted: adds to what was there",
    "duplicate": "Already here: nothing changed",
    "unfinished": "Kept: waits for its report, or for an officer",
    "quarantined": "Not read: someone must look at it",
    "refused": "Refused: not a report",
    "kept": "Kept: not read yet",
}
RESOLVABILITY: Mapping[str, str] = {
    "resolvable": "Can be resolved",
    "needs_port": "Needs the port",
    "needs_time": "Needs the time",
    "shared": "Shared by many",
    "likely_gone": "Record likely gone",
    "not_a_person": "Not a person's",
    "malformed": "Malformed",
    "unknown": "Not known",
}
NETWORKS: Mapping[str, str] = {
    "fixed": "Fixed line",
    "mobile": "Mobile",
    "cgnat": "Shared address (CGNAT)",
    "hosting": "Hosting",
    "vpn": "VPN",
    "tor": "Tor",
    "private_relay": "Private relay",
    "reserved": "Reserved range",
    "unknown": "Network not known",
}
CERTAINTY: Mapping[str, str] = {
    "inside": "Inside",
    "near_boundary": "Near a boundary",
    "nowhere": "In no force's area",
    "ambiguous": "Several forces possible",
}
STAGES: Mapping[str, str] = {"unresearched": "Not researched", "researched": "Researched"}
ROLES: Mapping[str, str] = {
    "suspect": "Suspect",
    "victim": "Victim",
    "intended_recipient": "Intended recipient",
    "reporter": "Reporter",
    "subscriber": "Subscriber",
    "occupant": "Occupant",
    "child_at_address": "Child at address",
    "parent_or_carer": "Parent or carer",
    "witness": "Witness",
    "other": "Other",
}
JOINED: Mapping[str, str] = {
    "opened": "opened this referral",
    "same_account": "same account at the same provider",
    "named_report": "names an earlier report",
    "same_report": "another document of the same report",
    "withdraws": "takes a report back",
    "names_number": "named by its number",
}
FORMS: Mapping[str, str] = {
    "cybertipline_xml": "XML, as the provider sent it",
    "ncmec_json": "JSON, from NCMEC",
    "ncmec_xml": "XML, from NCMEC",
    "ncmec_pdf": "PDF, from NCMEC",
    "uk_statutory_json": "UK statutory report",
    "hotline_csv": "Hotline's assessments",
    "platform_answer": "Platform's answer",
    "waymark_package": "Another force's package",
    "signed_package": "Signed package of another desk",
    "zip": "ZIP",
    "pdf": "PDF",
    "docx": "DOCX",
    "mail": "Mail",
    "text_with_files": "Report with files written into it",
    "pack": "Pack",
    "media": "Picture, film or sound",
    "container": "Container that stays shut",
    "opaque": "Not known",
    "text_unknown": "Text of an unknown kind",
    "unknown_root": "XML of an unknown kind",
}
RELATIONS: Mapping[str, str] = {
    "": "The first document of it",
    "original": "The same report in another form",
    "resend": "The same again, sent once more",
    "supplement": "Adds to it",
}
ADDED_BY: Mapping[str, str] = {
    "ncmec_systems": "NCMEC's systems",
    "ncmec_analysts": "NCMEC's analysts",
    "law_enforcement_contact": "the police contact",
    "nca": "the NCA",
    "hotline": "the hotline",
}
NEWS: Mapping[str, str] = {
    "report": "Another report came",
    "supplement": "More came",
    "original": "A report came in another form",
    "retraction": "A report was taken back",
}
JUDGEMENTS: Mapping[str, str] = {
    "open": "Not judged yet",
    "accepted": "Judged one subject",
    "rejected": "Judged not one subject",
    "noted": "Noted as related",
}
DOORS: Mapping[str, str] = {
    "page": "this page",
    "command": "the command line",
    "folder": "the watched folder",
    "demonstration": "the demonstration",
}
REFERENCE: Mapping[str, str] = {
    "hosting-asns": "Hosting networks",
    "gb-ranges": "Ranges in Great Britain",
    "geoip": "Countries of addresses (GeoIP)",
    "asn": "Holders of networks (AS)",
    "retention": "How long operators keep records",
}
COMPARED: Mapping[str, str] = {
    "address": "IP address",
    "instant": "Moment",
    "installation": "Installation address",
    "billing": "Billing address",
}
PLACE_ROUTES: Mapping[str, str] = {
    "force": "One force",
    "choose": "Several forces possible",
    "service": "Service addresses",
    "not_uk": "Not the United Kingdom",
    "cannot_be_placed": "Stated, and cannot be placed",
    "no_place": "No place stated",
}
PLACE_ROUTES_NEXT: Mapping[str, str] = {
    "choose": "Open the referral, look at its places, and choose with whoever knows the boundary.",
    "service": "A BFPO address: ask the Defence Serious Crime Command, and the force of where the person lives.",
    "not_uk": "Pass it on by way of the National Crime Agency.",
    "cannot_be_placed": "Look at the place as the report states it: a mistyped postcode is the commonest cause.",
    "no_place": "Its IP events are the way on: see which can be resolved.",
}
_TOLD: Mapping[str, Mapping[str, str]] = {
    "place_route": PLACE_ROUTES,
    "authority": {
        "asked": "Waits to be confirmed",
        "in_force": "In force",
        "not_yet": "Not yet in force",
        "over": "Over",
        "ended": "Ended",
    },
    "place_route_next": PLACE_ROUTES_NEXT,
    "outcome": OUTCOMES,
    "resolvability": RESOLVABILITY,
    "network": NETWORKS,
    "certainty": CERTAINTY,
    "stage": STAGES,
    "role": ROLES,
    "joined": JOINED,
    "judgement": JUDGEMENTS,
    "door": DOORS,
    "compared": COMPARED,
    "reference": REFERENCE,
    **enquiry_words.TOLD,
    **casework_words.TOLD,
    **assignment_words.TOLD,
    "form": FORMS,
    "relation": RELATIONS,
    "added_by": ADDED_BY,
    "news": NEWS,
}


def plainly(name: str) -> str:
    """`web_page` as `Web page`."""
    text = name.replace("_", " ").replace("-", " ")
    return text[:1].upper() + text[1:]


def words_for(name: str, kind: str) -> str:
    """The words for a name of one kind (a key of _TOLD); a name that has none is said plainly."""
    return _TOLD[kind].get(name) or plainly(name)


def event_in_words(event: str) -> str:
    return EVENTS.get(Event(event), plainly(event)) if event in Event._value2member_map_ else plainly(event)


def size_in_words(size: int) -> str:
    """Bytes in the unit that matters: `20 KiB`."""
    for unit, name in ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")):
        if size >= unit:
            return f"{size / unit:.1f} {name}".replace(".0 ", " ")
    return f"{size} byte{'' if size == 1 else 's'}"


def yes_or_no(said: bool | None) -> str:  # noqa: FBT001 - the shape of a stated fact
    return {True: "Yes", False: "No"}.get(said, "Not stated")  # type: ignore[arg-type]


BUNDLE_ITEMS = {
    "md5": "the file with the MD5 hash",
    "sha1": "the file with the SHA-1 hash",
    "sha256": "the file with the SHA-256 hash",
    "sha512": "the file with the SHA-512 hash",
    "report": "one report that stands for many",
}
BUNDLE_REASONS = {
    "child_signal": "A sign that a child may be in danger",
    "prior_record": "A prior record, or an earlier report",
    "uk_resolvable_event": "An IP event that an operator can resolve",
    "differing_facts": "Its reports say otherwise than most",
    "several_items": "It names another item too",
    "not_known": "Not all is known: registers not searched, or an event not judged",
}
BUNDLE_DECISIONS = {
    "no_further_action": "No further action",
    "kept_for_intelligence": "Kept for intelligence",
}
