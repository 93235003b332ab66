"""What the invented reports are like: every rate by name.

No public source gives the rates inside real reports, so a rate without a source beside it is a decision
of 22 November 2026: chosen so that a desk of some fifty referrals meets every case, and no measurement.
Rates are shares from 0 to 1, of what the field's comment says.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

# The format's words for the kind of incident. The first leads without drowning the rest: the true share of
# possession is higher still, but then a desk of fifty would show one kind only.
INCIDENT_TYPES: Final = (
    ("Child Pornography (possession, manufacture, and distribution)", 0.49),
    ("Online Enticement of Children for Sexual Acts", 0.21),
    ("Unsolicited Obscene Material Sent to a Child", 0.08),
    ("Child Sexual Molestation", 0.07),
    ("Child Sex Trafficking", 0.05),
    ("Misleading Words or Digital Images on the Internet", 0.04),
    ("Misleading Domain Name", 0.03),
    ("Child Sex Tourism", 0.03),
)
REPORT_ANNOTATIONS: Final = (
    "sextortion", "csamSolicitation", "minorToMinorInteraction", "spam", "sadisticOnlineExploitation",
)  # fmt: skip
EVENT_NAMES: Final = (
    ("Login", 0.45), ("Upload", 0.3), ("Registration", 0.08), ("Other", 0.07), ("Unknown", 0.05),
    ("Purchase", 0.05),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One kind of intake. The fields' comments say of what each rate is the share."""

    name: str
    # Days before `until` over which the reports arrive.
    span_days: float = 7
    # The force area whose places fill `home_share` of the homes; none when every place is alike.
    home_force: str = ""
    home_share: float = 0.0

    # Of new referrals: a person already met, with an account at another provider.
    same_person_elsewhere: float = 0.12
    # After each new referral: one more report of an account already reported ...
    same_account_again: float = 0.2
    # ... which names the earlier report, where that has a number.
    supplement: float = 0.75
    # After each new referral: the same bytes once more under another name. Published figures speak of
    # supplements and resends taken for new work, and give no rate.
    resent: float = 0.03

    # Of reports.
    batched: float = 0.04
    # A few in a hundred, so that a desk sees some.
    escalated: float = 0.04
    annotated: float = 0.2
    platform: float = 0.6
    no_suspect: float = 0.04
    several_suspects: float = 0.08
    victim: float = 0.15
    intended_recipient: float = 0.12
    law_enforcement: float = 0.05
    several_settings: float = 0.1
    # A folder with the report's number and its files, as against a report alone.
    folder: float = 0.4
    # In a folder: the answer that closes the report; the answers to the uploads.
    closing_answer: float = 0.3
    upload_answers: float = 0.15
    # One report in this many fills every field that there is.
    full_every: int = 40
    # Incidents more than the 12 months past that operators can be required to keep data for
    # (Investigatory Powers Act 2016, s 87(3)).
    old: float = 0.06

    # Of parties: a field that most reporters fill, and one that few do.
    common_field: float = 0.5
    rare_field: float = 0.05
    # Of people: what every report about them gives.
    stated: tuple[tuple[str, float], ...] = (("email", 0.55), ("phone", 0.3), ("device", 0.25))
    abroad: float = 0.04
    shared_site: float = 0.04
    # Of their files: one that many people hold.
    common_hash: float = 0.15
    files: tuple[int, int] = (1, 6)

    # Of IP events.
    events: tuple[int, int] = (1, 12)
    mobile: float = 0.35
    ipv6: float = 0.15
    tor: float = 0.02
    vpn: float = 0.04
    hosting: float = 0.015
    private_relay: float = 0.02
    malformed_address: float = 0.012
    missing_time: float = 0.02
    zoneless_time: float = 0.05
    # Of events on a mobile operator's IPv4 addresses: those without the port that alone could tell its
    # subscribers apart.
    portless_on_mobile: float = 0.5
    # Of events on other addresses: those with a port all the same.
    port_elsewhere: float = 0.3
    proxy_stated: float = 0.3

    # One report among the others with this many files and IP events; none at 0.
    giant_files: int = 0
    giant_events: int = 0
    # Every report is a giant.
    all_giant: bool = False
    # Every report has the same shape, made as fast as can be.
    is_uniform: bool = False
    # Documents that no reader can use, in a folder of their own.
    unreadable: bool = False
    incident_types: tuple[tuple[str, float], ...] = field(default=INCIDENT_TYPES)


# A force's own week: most homes in one force, one giant big enough to need pages, and faults to look at.
DESK: Final = Profile(
    name="desk", home_force="E23000010", home_share=0.6, giant_files=300, giant_events=1200, unreadable=True
)
# The national desk's: every force alike, more abroad, longer.
NATIONAL: Final = replace(DESK, name="national", home_force="", home_share=0.0, span_days=28, abroad=0.1)
# Days of one widely shared item: most reports stand for many.
VIRAL: Final = replace(
    NATIONAL, name="viral", span_days=3, batched=0.8, common_hash=0.9, folder=0.8, giant_files=0,
    giant_events=0, unreadable=False,
)  # fmt: skip
# One suspect with 5,000 files, and the addresses of a year: the sizes that published accounts mention.
GIANT: Final = Profile(name="giant", giant_files=5000, giant_events=5000, all_giant=True)
# For timing: one suspect, ten IP events, twelve files with two hashes each, about 20 KiB in all.
BENCH: Final = Profile(name="bench", is_uniform=True, files=(12, 12), events=(10, 10), same_account_again=0.1)

PROFILES: Final = {profile.name: profile for profile in (DESK, NATIONAL, VIRAL, GIANT, BENCH)}


def giant(*, files: int, events: int) -> Profile:
    """The giant of other sizes: so many files and so many IP events in each report."""
    return replace(GIANT, giant_files=files, giant_events=events)
