"""Whether an identifier is shared infrastructure: as an officer labelled it, or by how many share it.

What is shared by more than its limit proposes nothing, whoever it brings together. A label moves the limit:
something labelled shared never proposes; something labelled one subject's own does up to the widest limit.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from waymark.errors import WaymarkError
from waymark.referrals.identifiers import IdentifierKind, ip_key
from waymark.stages.linking.rules.comparison import SHARED_BY_TOO_MANY


class Label(StrEnum):
    """What an officer says of an identifier. unlabelled takes an earlier label back."""

    SHARED = "shared"
    OWN = "own"
    UNLABELLED = "unlabelled"


Network = ipaddress.IPv4Network | ipaddress.IPv6Network

ALONE = 1  # of referrals: then nothing is brought together
WIDEST = max(SHARED_BY_TOO_MANY.values())
_BY_ADDRESS = frozenset((IdentifierKind.IP, IdentifierKind.IP_LINE))


class NoNetwork(WaymarkError):
    """What was given is neither an address nor a network."""

    def __init__(self) -> None:
        super().__init__("That is no network: write it as 198.51.100.0/24 or 2001:db8::/32")


def network_of(text: str) -> Network:
    """Read a network in CIDR form, or one address. Raises NoNetwork."""
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        raise NoNetwork from None


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one desk that hold now. networks: the narrowest that an address lies in decides."""

    identifiers: Mapping[int, Label] = field(default_factory=dict)
    networks: Sequence[tuple[Network, Label]] = ()

    def of(self, identifier: int, kind: IdentifierKind, value: str) -> Label:
        """The label of an identifier: its own, or else that of the network it lies in."""
        own = self.identifiers.get(identifier, Label.UNLABELLED)
        if own is not Label.UNLABELLED or not self.networks or kind not in _BY_ADDRESS:
            return own
        written = value.partition("/")[0] if kind is IdentifierKind.IP_LINE else ip_key(value)
        if not written:
            return own
        address = ipaddress.ip_address(written)
        holding = [(net.prefixlen, label) for net, label in self.networks if address in net]
        return max(holding)[1] if holding else Label.UNLABELLED

    def limit(self, identifier: int, kind: IdentifierKind, value: str) -> int:
        """How many referrals may share it and it still says something."""
        label = self.of(identifier, kind, value)
        if label is Label.UNLABELLED:
            return SHARED_BY_TOO_MANY[kind]
        return ALONE if label is Label.SHARED else WIDEST
