"""The words on a page for the short names in the record. Pure; a name without words stands for itself."""

from __future__ import annotations

from collections.abc import Mapping

from waymark.audit.events import Event

OUTCOMES: Mapping[str, str] = {
    "accepted": "Accepted",
    "supplement": "Accepted: adds to what was there",
    "duplicate": "Already here: nothing changed",
    "unfinished": "Kept: waits for its report",
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
    "names_number": "named by its number",
}
JUDGEMENTS: Mapping[str, str] = {
    "open": "Not judged yet",
    "accepted": "Judged one subject",
    "rejected": "Judged not one subject",
}
DOORS: Mapping[str, str] = {
    "page": "this page",
    "command": "the command line",
    "folder": "the watched folder",
    "demonstration": "the demonstration",
}
EVENTS: Mapping[Event, str] = {
    Event.DELIVERY_KEPT: "Kept the delivery",
    Event.DELIVERY_REPEATED: "Delivered the same bytes again",
    Event.DELIVERY_NOT_KEPT: "Noted a delivery without keeping its content",
    Event.REPORT_READ_IN: "Read the report in",
    Event.REPORT_NUMBERED: "Gave the report its number",
    Event.FAULT_RAISED: "Put a fault before a person",
    Event.FAULT_SETTLED: "Settled a fault",
    Event.REFERENCE_LOADED: "Loaded reference data",
    Event.FACT_RECORDED: "Recorded answers",
    Event.REFERRAL_ASSESSED: "Assessed the referral",
    Event.POLICY_ADOPTED: "Adopted a policy",
    Event.QUEUE_READ: "Looked at the queue",
    Event.REFERRAL_READ: "Looked at the referral",
    Event.REPORT_TEXT_READ: "Looked at the report",
    Event.DELIVERY_READ: "Looked at the delivery",
    Event.FAULTS_READ: "Looked at the faults",
    Event.LINKS_READ: "Looked at its links",
    Event.ACCESS_LOG_READ: "Looked at who looked",
    Event.REFERRALS_JOINED: "Joined two referrals",
    Event.LINK_PROPOSED: "Proposed the link",
    Event.LINK_JUDGED: "Judged the link",
    Event.OFFICER_MADE: "Made an officer",
    Event.OFFICER_CHANGED: "Changed an officer",
    Event.OFFICER_SIGNED_IN: "Signed in",
    Event.OFFICER_SIGNED_OUT: "Signed out",
    Event.SIGN_IN_REFUSED: "Was refused at signing in",
    Event.PASSWORD_CHANGED: "Changed a password",
    Event.SECOND_FACTOR_ADDED: "Added a second factor",
    Event.SECOND_FACTOR_REMOVED: "Removed a second factor",
    Event.AUDIT_EXPORTED: "Exported the audit chain",
    Event.BACKUP_RESTORED: "Restored a backup",
    Event.DESK_MADE: "Made a desk",
    Event.AUDIT_VERIFIED: "Verified the audit chain",
    Event.AUDIT_CHECKPOINTED: "Wrote a checkpoint of the audit chain",
    Event.BACKUP_MADE: "Made a backup",
}
REFERENCE: Mapping[str, str] = {
    "hosting-asns": "Hosting networks",
    "gb-ranges": "Ranges in Great Britain",
    "geoip": "Countries of addresses (GeoIP)",
    "asn": "Holders of networks (AS)",
}
_TOLD: Mapping[str, Mapping[str, str]] = {
    "outcome": OUTCOMES,
    "resolvability": RESOLVABILITY,
    "network": NETWORKS,
    "certainty": CERTAINTY,
    "stage": STAGES,
    "role": ROLES,
    "joined": JOINED,
    "judgement": JUDGEMENTS,
    "door": DOORS,
    "reference": REFERENCE,
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
