"""Whose an address is, and what is on it, from the versions that held at the time asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark.reference.databases import Lookup, as_record, asn_of, marks_in
from waymark.reference.geolocations import Geolocation, read_geolocation
from waymark.reference.kinds import Kind
from waymark.reference.loaded_networks import Loaded, NetworkFacts
from waymark.reference.versions import Held, Version, held_on

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from waymark.reference.addresses import StatedAddress
    from waymark.reference.ranges import Ranges
    from waymark.reference.rows import NetworkRow

IPV4, IPV6 = "ipv4", "ipv6"
# Views are small (they share the rows); ten years of days and more.
_VIEWS_KEPT = 4096


class NetworkView:
    """The network data that held on one day. Made by NetworkIndex.at."""

    def __init__(self, day: date, loaded: Loaded) -> None:
        self.day = day
        self._loaded = loaded
        self._operators = {4: self._held(Kind.OPERATORS, IPV4), 6: self._held(Kind.OPERATORS, IPV6)}
        self._tor = {4: self._held(Kind.TOR_EXITS, IPV4), 6: self._held(Kind.TOR_EXITS, IPV6)}
        self._relay = {4: self._held(Kind.PRIVATE_RELAY, IPV4), 6: self._held(Kind.PRIVATE_RELAY, IPV6)}
        self._registered = {4: self._held(Kind.GB_RANGES, IPV4), 6: self._held(Kind.GB_RANGES, IPV6)}
        self._hosting = held_on(day, loaded.versions, Kind.HOSTING_ASNS)
        self._asn = self._held_databases(Kind.ASN)
        self._geoip = self._held_databases(Kind.GEOIP)
        self._find_operator = {
            family: _search([self._ranges(group, family) for group in self._operators[family].groups])
            for family in (4, 6)
        }
        self._find_exit = {
            family: _search([self._ranges(self._tor[family].newest, family)]) for family in (4, 6)
        }
        self._find_relay = {
            family: _search([self._ranges(self._relay[family].newest, family)]) for family in (4, 6)
        }
        # A list of another time says nothing of who held a range on this day.
        self._find_registered = {
            family: _search([self._ranges(held.newest, family)])
            for family, held in self._registered.items()
            if held.groups and not held.note
        }
        self._hosting_rows = [loaded.hosting[version.id] for version in self._hosting.newest]
        self._asn_lookups = self._lookups(self._asn)
        self._geoip_lookups = self._lookups(self._geoip)
        self._retention_held = held_on(day, loaded.versions, Kind.RETENTION)
        # A period of another time promises nothing of this one.
        held = () if self._retention_held.note else self._retention_held.versions
        self._retention = [loaded.retention[version.id] for version in held]
        self.notes = {family: self._notes(family) for family in (4, 6)}
        self.unchecked = {family: self._unchecked(family) for family in (4, 6)}
        self.reference = {family: self._reference(family) for family in (4, 6)}

    def _held(self, kind: Kind, covers: str) -> Held:
        return held_on(self.day, self._loaded.versions, kind, covers)

    def _held_databases(self, kind: Kind) -> tuple[Held, ...]:
        """Databases of different types say different things, so each type is chosen by itself."""
        types = {
            covers for version in self._loaded.versions if version.kind is kind for covers in version.covers
        }
        return tuple(self._held(kind, covers) for covers in sorted(types))

    def _ranges(self, versions: Sequence[Version], family: int) -> list[Ranges[NetworkRow]]:
        laid = (self._loaded.networks[version.id] for version in versions)
        return [ranges for one in laid if len(ranges := one.ipv4 if family == 4 else one.ipv6)]  # noqa: PLR2004 - IPv4

    def _lookups(self, held: tuple[Held, ...]) -> list[Lookup]:
        return [self._loaded.databases[version.id] for one in held for version in one.newest[:1]]

    def _notes(self, family: int) -> dict[Kind, str]:
        """By kind, what was used in place of data of this day; kinds whose data held are not in it."""
        held = {
            Kind.OPERATORS: (self._operators[family],),
            Kind.TOR_EXITS: (self._tor[family],),
            Kind.PRIVATE_RELAY: (self._relay[family],),
            Kind.HOSTING_ASNS: (self._hosting,),
            Kind.ASN: self._asn,
            Kind.GEOIP: self._geoip,
        }
        notes = {kind: "; ".join(one.note for one in some if one.groups) for kind, some in held.items()}
        return {kind: note for kind, note in notes.items() if note.strip("; ")}

    def _reference(self, family: int) -> tuple[str, ...]:
        """The labels of every version that is looked in."""
        looked_in = (
            self._operators[family].versions,
            self._tor[family].newest,
            self._relay[family].newest,
            self._registered[family].newest if family in self._find_registered else (),
            self._hosting.newest,
            *(held.newest[:1] for held in self._asn + self._geoip),
            () if self._retention_held.note else self._retention_held.versions,
        )
        return tuple(dict.fromkeys(version.label for versions in looked_in for version in versions))

    @property
    def names_its_day(self) -> bool:
        """Whether what it says would differ on another day with the same versions."""
        return any(
            self.notes[family] or "only for another time" in self.unchecked[family] for family in (4, 6)
        )

    def _unchecked(self, family: int) -> str:
        """Which lists an address of this family cannot be looked up in, or only in those of another time."""
        lists = (
            ("Tor exits", self._tor[family]),
            ("private relays", self._relay[family]),
            ("hosting networks", self._hosting),
        )
        absent = [name for name, held in lists if not held.groups]
        astray = [name for name, held in lists if held.groups and held.note]
        return "; ".join(
            words
            for words in (
                f"not looked up for want of a list: {', '.join(absent)}" if absent else "",
                f"not known for {self.day}, only for another time: {', '.join(astray)}" if astray else "",
            )
            if words
        )

    def facts(self, address: StatedAddress) -> NetworkFacts:
        """Everything loaded about one address; it must be one (family 4 or 6)."""
        family, number = address.family, address.number
        operator = self._find_operator[family](number)
        listed_asn, as_name = None, ""
        for lookup in self._asn_lookups:
            listed_asn, as_name = asn_of(as_record(lookup(address.normal)))
            if listed_asn is not None:
                break
        asn = operator.asn if operator is not None and operator.asn is not None else listed_asn
        hosting = None
        if asn is not None:
            for rows in self._hosting_rows:
                hosting = rows.get(asn) or hosting
        if self._geoip_lookups:
            marks, country, located = self._geoip_facts(address.normal)
        else:
            marks, country, located = (), "", None
        return NetworkFacts(
            operator,
            asn,
            as_name,
            listed_asn,
            hosting,
            self._find_exit[family](number) is not None,
            self._find_relay[family](number) is not None,
            marks,
            country,
            located,
            self._is_registered_here(family, number) if operator is None else None,
        )

    def _is_registered_here(self, family: int, number: int) -> bool | None:
        find = self._find_registered.get(family)
        return find(number) is not None if find is not None else None

    def retention_days(self, facts: NetworkFacts) -> int | None:
        """How long the operator said that it keeps its records; None where no loaded version says."""
        name = facts.operator.operator.casefold() if facts.operator is not None else ""
        for held in self._retention:
            days = held.by_asn.get(facts.asn or 0) or held.by_operator.get(name)
            if days is not None:
                return days
        return None

    @property
    def knows_retention(self) -> bool:
        return bool(self._retention)

    def _geoip_facts(self, address: str) -> tuple[tuple[str, ...], str, Geolocation | None]:
        marks: list[str] = []
        country = ""
        located: Geolocation | None = None
        for lookup in self._geoip_lookups:
            record = as_record(lookup(address))
            if not record:
                continue
            marks += marks_in(record)
            found = read_geolocation(record)
            if found is not None:
                country = found.country or country
                # The database that says most is the one to show.
                located = max(located or found, found, key=lambda one: (bool(one.city), one.lat is not None))
        return tuple(marks), country, located


def _search(groups: list[list[Ranges[NetworkRow]]]) -> Callable[[int], NetworkRow | None]:
    """How a number is looked for: in the first group that has it, by its longest prefix there.

    Mostly there is one list, and then its own search is the answer: it is done thousands of times a second.
    """
    kept = [group for group in groups if group]
    if not kept:
        return _find_nothing
    if len(kept) == 1 and len(kept[0]) == 1:
        return kept[0][0].find

    def find(number: int) -> NetworkRow | None:
        return next((row for group in kept if (row := _longest(group, number)) is not None), None)

    return find


def _find_nothing(_number: int) -> NetworkRow | None:
    return None


def _longest(group: list[Ranges[NetworkRow]], number: int) -> NetworkRow | None:
    """The longest prefix that holds the number in any of the lists; of equals the one loaded last."""
    longest: NetworkRow | None = None
    for ranges in group:
        found = ranges.find(number)
        if found is not None and (longest is None or _length(found) >= _length(longest)):
            longest = found
    return longest


def _length(row: NetworkRow) -> int:
    return int(row.network.rpartition("/")[2])


class NetworkIndex:
    """Every loaded version, answering for any day. Built once and shared; never changed."""

    def __init__(self, loaded: Loaded | None = None) -> None:
        self._loaded = loaded or Loaded()
        self._views: dict[date, NetworkView] = {}
        self._by_holding: dict[tuple[bool, ...], NetworkView] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is loaded at all."""
        return not self._loaded.versions

    def at(self, day: date) -> NetworkView:
        """The data that held on a day (UTC), or the nearest with notes that say so."""
        view = self._views.get(day)
        if view is None:
            if len(self._views) >= _VIEWS_KEPT:
                self._views.clear()
            view = self._views[day] = self._made_for(day)
        return view

    def _made_for(self, day: date) -> NetworkView:
        """A view for a day, shared with other days on which the same versions held."""
        holding = tuple(version.holds_on(day) for version in self._loaded.versions)
        view = self._by_holding.get(holding)
        if view is None:
            view = NetworkView(day, self._loaded)
            if not view.names_its_day:
                self._by_holding[holding] = view
        return view
