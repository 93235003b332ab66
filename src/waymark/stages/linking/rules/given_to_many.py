"""Whether an address is one that its operator gives to many people at once, by what reference data say of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from waymark.reference.loaded_networks import NetworkFacts

# What operators' tables and geolocation databases call it. A handset has an IPv6 line of its own, and an IPv4 address
# with thousands of others (RFC 6264, RFC 6877); what is listed as both lines and handsets may be a household's.
_OF_MANY = frozenset(
    (
        "anonymiser", "anonymizer", "cgn", "cgnat", "cloud", "colocation", "datacenter", "datacentre", "hoster",
        "hosting", "hotspot", "hotspots", "is_anonymous_vpn", "is_public_proxy", "is_residential_proxy", "nat",
        "nat444", "proxy", "server", "shared", "vpn", "wifi",
    )
)  # fmt: skip
_OF_HANDSETS = frozenset(("3g", "4g", "5g", "cellular", "lte", "mobile"))
_OF_LINES = frozenset(
    ("adsl", "broadband", "cable", "dsl", "fibre", "fiber", "fixed", "fttc", "fttp", "residential", "vdsl")
)
_WORDS = re.compile(r"[a-z0-9_]+")


def is_given_to_many(facts: NetworkFacts, *, is_ipv6: bool) -> bool:
    """Whether two people who were seen at an address may never have met: a way out of Tor, of a relay or of a VPN, a
    machine in a data centre, a network's or a carrier's one address for many.

    False where nothing is known of it.
    """
    if facts.is_tor_exit or facts.is_private_relay or facts.hosting is not None:
        return True
    access = facts.operator.access if facts.operator is not None else ""
    words = {*_WORDS.findall(access.lower()), *facts.database_marks}
    if words & _OF_MANY:
        return True
    return not is_ipv6 and bool(words & _OF_HANDSETS) and not words & _OF_LINES
