"""Whether an identifier is shared infrastructure: as an officer labelled it, as reference data have it, or by how many
share it.

What is shared by more than its limit proposes nothing, whoever it brings together. A label moves the limit:
something labelled shared never proposes; something labelled one subject's own does up to the widest limit.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
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


# Whether an address, as read, was given to many at once on a day.
GivenToMany = Callable[[str, date], bool]


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one desk that hold now. networks: the narrowest that an address lies in decides.

    given_to_many: what reference data know of an address that nobody labelled.
    """

    identifiers: Mapping[int, Label] = field(default_factory=dict)
    networks: Sequence[tuple[Network, Label]] = ()
    given_to_many: GivenToMany | None = None

    def of(self, identifier: int, kind: IdentifierKind, value: str) -> Label:
        """The label of an identifier: its own, or else that of the network it lies in."""
        own = self.identifiers.get(identifier, Label.UNLABELLED)
        if own is not Label.UNLABELLED or not self.networks:
            return own
        if not (written := _address(kind, value)):
            return own
        address = ipaddress.ip_address(written)
        holding = [(net.prefixlen, label) for net, label in self.networks if address in net]
        return max(holding)[1] if holding else Label.UNLABELLED

    def limit(self, identifier: int, kind: IdentifierKind, value: str, on: date | None = None) -> int:
        """How many referrals may share it and it still says something.

        on: the day of its first use, UTC; None where no time is stated, and reference data are not asked.
        """
        label = self.of(identifier, kind, value)
        if label is Label.UNLABELLED:
            return ALONE if on and self._is_given_to_many(kind, value, on) else SHARED_BY_TOO_MANY[kind]
        return ALONE if label is Label.SHARED else WIDEST

    def _is_given_to_many(self, kind: IdentifierKind, value: str, on: date) -> bool:
        if self.given_to_many is None or not (written := _address(kind, value)):
            return False
        return self.given_to_many(written, on)


def _address(kind: IdentifierKind, value: str) -> str:
    """The address that an identifier is, or begins with; empty where it is none."""
    if kind not in _BY_ADDRESS:
        return ""
    return value.partition("/")[0] if kind is IdentifierKind.IP_LINE else ip_key(value)
