"""IP capture events: where an account was used from, as reporters state it, well or badly."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from waymark.synthetic.markup import escaped
from waymark.synthetic.networks import Kind, pools
from waymark.synthetic.people import mobile_address
from waymark.synthetic.profiles import EVENT_NAMES
from waymark.synthetic.times import spelt, without_zone

if TYPE_CHECKING:
    from datetime import datetime

    from waymark.synthetic.draws import Draws
    from waymark.synthetic.people import Person
    from waymark.synthetic.profiles import Profile
    from waymark.synthetic.world import World

# What stands where an address should: the format's ipAddress is a free string, and all of these validate.
MALFORMED_ADDRESSES: Final = (
    "", "tor", "unknown", "198.18.4.999", "203.0.113", "2001:db8::zz", "198.18.0.0/21",
    "198.18.4.7, 203.0.113.9", "198.18.4.7:443", "[2001:db8:1000::7]:443",
)  # fmt: skip
# Events of one report are spread over this many days before its incident.
SPREAD_DAYS: Final = 30
# Of mobile events: those at the one address a person's mobile usually shows.
USUAL_MOBILE: Final = 0.7
# Of events at home or school: those at school, for somebody who uses the school's address.
AT_SCHOOL: Final = 0.5


class Use(NamedTuple):
    """An address in use, and what kind of network it stands in."""

    address: str
    kind: Kind

    @property
    def is_behind_nat(self) -> bool:
        return self.kind is Kind.MOBILE and ":" not in self.address


class EventWriter:
    """Writes the IP events of one party, with the profile's spreads."""

    def __init__(self, draws: Draws, *, profile: Profile, world: World) -> None:
        self._draws = draws
        self._profile = profile
        self._tor_exits = world.tor_exits

    def several(self, person: Person, *, incident_at: datetime, count: int | None = None) -> str:
        """So many events of one person up to the incident, most recent last; the profile says how many."""
        draws = self._draws
        number = draws.randint(*self._profile.events) if count is None else count
        span = SPREAD_DAYS * 86_400
        ages = sorted((draws.randrange(span) for _ in range(number)), reverse=True)
        return "".join(self.one(person, at=incident_at - timedelta(seconds=age)) for age in ages)

    def one(self, person: Person, *, at: datetime, name: str = "") -> str:
        """One event; `name` when what was done is known, such as the upload of a file."""
        draws, profile = self._draws, self._profile
        use = self._use(person)
        address = (
            draws.choice(MALFORMED_ADDRESSES) if draws.chance(profile.malformed_address) else use.address
        )
        parts = [f"<ipCaptureEvent><ipAddress>{escaped(address)}</ipAddress>"]
        if draws.optional(0.9):
            parts.append(f"<eventName>{name or draws.weighted(EVENT_NAMES)}</eventName>")
        if not draws.chance(profile.missing_time):
            zoneless = draws.chance(profile.zoneless_time)
            parts.append(f"<dateTime>{without_zone(at) if zoneless else spelt(at, draws)}</dateTime>")
        if draws.optional(profile.proxy_stated):
            is_proxy = use.kind in {Kind.TOR, Kind.VPN, Kind.PRIVATE_RELAY}
            parts.append(f"<possibleProxy>{'true' if is_proxy else 'false'}</possibleProxy>")
        if draws.chance(1 - profile.portless_on_mobile if use.is_behind_nat else profile.port_elsewhere):
            parts.append(f"<port>{draws.randrange(1024, 65536)}</port>")
        parts.append("</ipCaptureEvent>")
        return "".join(parts)

    def _use(self, person: Person) -> Use:
        draws, profile = self._draws, self._profile
        is_v6 = draws.chance(profile.ipv6)
        point = draws.random()
        for kind, rate in (
            (Kind.TOR, profile.tor),
            (Kind.VPN, profile.vpn),
            (Kind.HOSTING, profile.hosting),
            (Kind.PRIVATE_RELAY, profile.private_relay),
            (Kind.MOBILE, 0.0 if person.is_abroad else profile.mobile),
        ):
            point -= rate
            if point < 0:
                return Use(self._address(kind, person, is_v6=is_v6), kind)
        if person.school and draws.chance(AT_SCHOOL):
            return Use(person.school, Kind.SHARED_SITE)
        kind = Kind.ABROAD if person.is_abroad else Kind.FIXED
        return Use(person.line_v6 if is_v6 else person.line, kind)

    def _address(self, kind: Kind, person: Person, *, is_v6: bool) -> str:
        draws = self._draws
        if kind is Kind.TOR:
            return draws.choice(self._tor_exits)
        if kind is Kind.MOBILE and is_v6:
            return person.mobile_v6
        if kind is Kind.MOBILE:
            return person.mobile if draws.chance(USUAL_MOBILE) else mobile_address(draws)
        return draws.choice(_ELSEWHERE[kind]).draw(draws)


_ELSEWHERE: Final = {
    kind: pools(kind, is_ipv6=False) for kind in (Kind.VPN, Kind.HOSTING, Kind.PRIVATE_RELAY)
}
