"""What kind of network an address is on, from an operator's own words and from the lists it stands on."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from waymark.reference.kinds import Kind

if TYPE_CHECKING:
    from waymark.reference.loaded_networks import NetworkFacts
    from waymark.reference.rows import HostingRow


class NetworkKind(StrEnum):
    FIXED = "fixed"
    MOBILE = "mobile"
    CGNAT = "cgnat"
    HOSTING = "hosting"
    VPN = "vpn"
    TOR = "tor"
    PRIVATE_RELAY = "private_relay"
    RESERVED = "reserved"
    UNKNOWN = "unknown"


# The words that operators' tables use for what they provide, and the kind that each is evidence of.
_WORDS: dict[str, NetworkKind] = {
    **dict.fromkeys(
        ("hosting", "hoster", "datacentre", "datacenter", "cloud", "server", "colocation"),
        NetworkKind.HOSTING,
    ),
    **dict.fromkeys(("vpn", "proxy", "anonymiser", "anonymizer"), NetworkKind.VPN),
    **dict.fromkeys(("cgnat", "cgn", "nat444", "nat", "shared", "wifi", "hotspot"), NetworkKind.CGNAT),
    **dict.fromkeys(("mobile", "cellular", "3g", "4g", "5g", "lte"), NetworkKind.MOBILE),
    **dict.fromkeys(
        (
            "fixed",
            "broadband",
            "cable",
            "dsl",
            "adsl",
            "vdsl",
            "fttp",
            "fttc",
            "fibre",
            "fiber",
            "residential",
        ),
        NetworkKind.FIXED,
    ),
}
# Of several words the first of these holds; fixed and mobile together hold neither.
_STRONGEST = (NetworkKind.VPN, NetworkKind.HOSTING, NetworkKind.CGNAT)


class Access(NamedTuple):
    """kind: what the words are evidence of. is_mixed: lines and handsets on the same prefixes."""

    kind: NetworkKind
    is_mixed: bool = False


@lru_cache(maxsize=4096)
def read_access(words: str) -> Access:
    """What an operator's table says it provides: `fixed`, `mobile`, `fixed and mobile`, `cgnat` ...

    Words that are evidence of nothing (`access`, `business`, none at all) give unknown.
    """
    kinds = {_WORDS[word] for word in re.findall(r"[a-z0-9]+", words.lower()) if word in _WORDS}
    for kind in _STRONGEST:
        if kind in kinds:
            return Access(kind)
    if kinds == {NetworkKind.FIXED, NetworkKind.MOBILE}:
        return Access(NetworkKind.UNKNOWN, is_mixed=True)
    return Access(kinds.pop() if kinds else NetworkKind.UNKNOWN)


class Found(NamedTuple):
    """A kind with what it was found from.

    basis: a sentence for the officer. source: the kind of reference data that said it, so that its dates
    can be judged; None for what the standards say. is_contradicted: another source says otherwise.
    """

    kind: NetworkKind
    basis: str
    source: Kind | None
    is_mixed: bool = False
    is_contradicted: bool = False


_VPN_MARKS = frozenset({"is_anonymous_vpn", "is_public_proxy", "is_residential_proxy"})


def kind_of(facts: NetworkFacts) -> Found:
    """The kind of network, the most telling source first: Tor, relay, databases' marks, the operator's
    own words, then the lists of hosting AS numbers.
    """
    operator = facts.operator
    return _kind_of(
        operator.access if operator is not None else None,
        facts.asn is not None,
        facts.hosting,
        facts.is_tor_exit,
        facts.is_private_relay,
        facts.database_marks,
    )


@lru_cache(maxsize=4096)
def _kind_of(  # noqa: PLR0917 - a cached function is fastest with places for names
    words: str | None,
    has_asn: bool,  # noqa: FBT001 - a part of the facts, as the others are
    hosting: HostingRow | None,
    is_tor_exit: bool,  # noqa: FBT001 - a part of the facts, as the others are
    is_private_relay: bool,  # noqa: FBT001 - a part of the facts, as the others are
    marks: tuple[str, ...],
) -> Found:
    """As kind_of. words: the operator's own of its access, None when no operator's prefix was found."""
    if is_tor_exit:
        basis = "it was a way out of the Tor network: whoever used it was elsewhere"
        return Found(NetworkKind.TOR, basis, Kind.TOR_EXITS)
    if is_private_relay:
        basis = "it is a way out of a private relay: the user's own address is hidden behind it"
        return Found(NetworkKind.PRIVATE_RELAY, basis, Kind.PRIVATE_RELAY)
    marked = _marked(marks)
    if marked is not None:
        return marked
    access = read_access(words or "")
    if access.kind is not NetworkKind.UNKNOWN or access.is_mixed:
        return _by_operator(access, hosting, marks)
    if hosting is not None:
        kind = NetworkKind.VPN if hosting.is_vpn else NetworkKind.HOSTING
        what = "VPN service" if hosting.is_vpn else "hosting company"
        basis = f"AS{hosting.asn} is listed as a {what}: a machine, not a person's line"
        return Found(kind, basis, Kind.HOSTING_ASNS)
    if "cellular" in marks:
        return Found(NetworkKind.MOBILE, "a geolocation database says the connection is cellular", Kind.GEOIP)
    if words is None and not has_asn:
        return Found(NetworkKind.UNKNOWN, "no loaded data say whose it is", Kind.OPERATORS)
    basis = "whose it is is known, but not whether it is given to one line or to many"
    return Found(NetworkKind.UNKNOWN, basis, Kind.OPERATORS if words is not None else Kind.ASN)


def _marked(marks: tuple[str, ...]) -> Found | None:
    if "is_tor_exit_node" in marks:
        return Found(NetworkKind.TOR, "a geolocation database marks it as a Tor exit", Kind.GEOIP)
    if "is_private_relay" in marks:
        return Found(
            NetworkKind.PRIVATE_RELAY, "a geolocation database marks it as a private relay", Kind.GEOIP
        )
    if _VPN_MARKS.intersection(marks):
        return Found(NetworkKind.VPN, "a geolocation database marks it as a VPN or proxy", Kind.GEOIP)
    if "is_hosting_provider" in marks:
        return Found(NetworkKind.HOSTING, "a geolocation database marks it as hosting", Kind.GEOIP)
    if "is_anonymous" in marks:
        # Set beside every other mark; alone it says that somebody hides there, and not how.
        return Found(NetworkKind.VPN, "a geolocation database marks it as anonymous", Kind.GEOIP)
    return None


_ACCESS_BASIS = {
    NetworkKind.FIXED: "its operator's table says fixed line",
    NetworkKind.MOBILE: "its operator's table says mobile: one address is shared by many handsets at once",
    NetworkKind.CGNAT: "its operator's table says that one address is shared by many customers at once",
    NetworkKind.HOSTING: "its operator's table says hosting: a machine, not a person's line",
    NetworkKind.VPN: "its operator's table says VPN: whoever used it was elsewhere",
    NetworkKind.UNKNOWN: "its operator has fixed lines and mobile: nothing shows one address is one line",
}
_PEOPLE = (NetworkKind.FIXED, NetworkKind.MOBILE, NetworkKind.CGNAT, NetworkKind.UNKNOWN)


def _by_operator(access: Access, hosting: HostingRow | None, marks: tuple[str, ...]) -> Found:
    basis = _ACCESS_BASIS[access.kind]
    if access.kind is NetworkKind.FIXED and "cellular" in marks:
        basis += ", but a geolocation database says cellular"
        return Found(NetworkKind.UNKNOWN, basis, Kind.OPERATORS, is_mixed=True)
    if hosting is not None and access.kind in _PEOPLE:
        basis += f", but AS{hosting.asn} is on a list of hosting and VPN companies"
        return Found(access.kind, basis, Kind.OPERATORS, access.is_mixed, is_contradicted=True)
    return Found(access.kind, basis, Kind.OPERATORS, access.is_mixed)
