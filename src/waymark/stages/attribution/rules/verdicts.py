"""Can one subscriber be found from an IP event, and why (not).

Signs are gathered first; then the first step of STEPS whose signs are there gives the answer. Without
evidence that a network gives one address to one line the answer is never `resolvable`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from waymark.reference.addresses import FAR_ENDS, StatedAddress, read_address
from waymark.reference.special_ranges import Special, SpecialRange, find_special_ipv4, find_special_ipv6
from waymark.stages.attribution.rules.access_kinds import Found, NetworkKind, kind_of
from waymark.stages.attribution.rules.event_times import TimeSign, judge_time

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from waymark.reference.geolocations import Geolocation
    from waymark.reference.loaded_networks import NetworkFacts
    from waymark.reference.networks import NetworkIndex
    from waymark.referrals.types import StatedTime


class Resolvability(StrEnum):
    RESOLVABLE = "resolvable"
    NEEDS_PORT = "needs_port"
    NEEDS_TIME = "needs_time"
    SHARED = "shared"
    LIKELY_GONE = "likely_gone"
    NOT_A_PERSON = "not_a_person"
    MALFORMED = "malformed"
    UNKNOWN = "unknown"


class Verdict(NamedTuple):
    """What can be asked of an IP event.

    operator, asn: whose network; empty and None when not known. reasons: sentences for an officer, the
    kind of network first. reference: the labels of the versions looked in. last_day_to_apply: the last
    day on which a record can be expected, None when the time is not known. address: in its usual
    spelling; for an IPv4 address inside an IPv6 one, the IPv4 address; empty when malformed. located: what
    geolocation databases say of where it is, which is never a place.
    """

    operator: str
    asn: int | None
    kind: NetworkKind
    resolvability: Resolvability
    reasons: tuple[str, ...]
    reference: tuple[str, ...]
    last_day_to_apply: date | None
    address: str
    located: Geolocation | None = None


class Signs(NamedTuple):
    """All that the answer depends on.

    is_mixed: lines and handsets on the same prefixes. is_placeless: an address from inside some operator's
    network, of which nobody knows whose. is_dated: the data used held at the time of the event.
    """

    kind: NetworkKind
    time: TimeSign
    has_port: bool = False
    is_expired: bool = False
    is_ipv6: bool = False
    is_mixed: bool = False
    is_placeless: bool = False
    is_contradicted: bool = False
    is_dated: bool = True
    possible_proxy: bool = False


_NOBODY = frozenset(
    {NetworkKind.TOR, NetworkKind.PRIVATE_RELAY, NetworkKind.VPN, NetworkKind.HOSTING, NetworkKind.RESERVED}
)
_MANY = frozenset({NetworkKind.MOBILE, NetworkKind.CGNAT})


def _needs_port(signs: Signs) -> bool:
    """Handsets share IPv4 addresses; in IPv6 each has a /64 of its own (RFC 6459 s 5.2)."""
    many = signs.kind in _MANY or signs.is_mixed
    spared = signs.is_ipv6 and signs.kind is not NetworkKind.CGNAT
    return many and not signs.has_port and not spared


# The order is the rule. What no question to an operator can mend comes first; then what is missing before
# anyone could be asked; then what is missing to tell one line from another; then doubt; then yes.
STEPS: tuple[tuple[Resolvability, Callable[[Signs], bool]], ...] = (
    (Resolvability.UNKNOWN, lambda s: s.kind in _NOBODY and not s.is_dated),
    (Resolvability.NOT_A_PERSON, lambda s: s.kind in _NOBODY),
    (Resolvability.NEEDS_TIME, lambda s: s.time in {TimeSign.NONE, TimeSign.IMPOSSIBLE}),
    (Resolvability.LIKELY_GONE, lambda s: s.is_expired),
    (Resolvability.NEEDS_TIME, lambda s: s.time is TimeSign.ASSUMED),
    (Resolvability.NEEDS_PORT, _needs_port),
    (Resolvability.SHARED, lambda s: s.is_placeless),
    (Resolvability.UNKNOWN, lambda s: s.kind is NetworkKind.UNKNOWN or s.is_mixed),
    (Resolvability.UNKNOWN, lambda s: s.is_contradicted or not s.is_dated),
    (Resolvability.SHARED, lambda s: s.possible_proxy),
    (Resolvability.RESOLVABLE, lambda _: True),
)


def resolvability_of(signs: Signs) -> Resolvability:
    """The answer of the first step whose signs are there."""
    return next(answer for answer, applies in STEPS if applies(signs))


def verdict(
    address: str,
    captured_at: StatedTime | None,
    port: int | None,
    possible_proxy: bool | None,  # noqa: FBT001 - the shape of an IP capture event
    *,
    networks: NetworkIndex,
    now: datetime,
    received_at: datetime | None = None,
    retention_days: int | None = None,
) -> Verdict:
    """Judge one IP event by the data that held at its time (today's, when it has none).

    address, captured_at, port, possible_proxy: as an IPCaptureEvent states them.
    received_at: when the report arrived; an event after it is impossible. retention_days: how long this
    operator is known to keep records; None is what the retention periods loaded say of it, else the
    statutory 12 months. Raises nothing: whatever was stated has an answer.
    """
    time = judge_time(captured_at, now=now, received_at=received_at, retention_days=retention_days)
    view = networks.at(time.day or now.date())
    stated = read_address(address)
    if not stated.family:
        return _malformed(stated, time.last_day)
    facts = view.facts(stated)
    if retention_days is None and view.knows_retention:
        days = view.retention_days(facts)
        if days is not None:
            time = judge_time(captured_at, now=now, received_at=received_at, retention_days=days)
    found, asides, placeless = _found(stated, facts)
    notes = view.notes[stated.family]
    note = notes.get(found.source, "") if notes and found.source else ""
    signs = Signs(
        found.kind,
        time.sign,
        _is_usable(port),
        time.is_expired,
        stated.family == 6,  # noqa: PLR2004 - IPv6
        found.is_mixed,
        placeless,
        found.is_contradicted or stated.inside in FAR_ENDS,
        not note or found.kind is NetworkKind.UNKNOWN,
        possible_proxy is True,
    )
    answer, words = _conclude(signs, None if signs.has_port else port)
    reasons = (found.basis, *asides, *_notes(view.unchecked[stated.family], found, note), *time.reasons)
    if found.kind is NetworkKind.UNKNOWN and facts.is_registered_here is not None:
        words += (_REGISTERED[facts.is_registered_here],)
    return Verdict(
        facts.operator.operator if facts.operator is not None else facts.as_name,
        facts.asn,
        found.kind,
        answer,
        reasons + words + _disagreement(facts),
        view.reference[stated.family],
        time.last_day,
        stated.normal,
        facts.located,
    )


# Registration says who holds a range, not where it is used.
_REGISTERED = {
    True: "the registries list it under Great Britain: who holds it there can be asked, wherever it is used",
    False: "the registries do not list it under Great Britain: look first whether it is abroad",
}


def _malformed(stated: StatedAddress, last_day: date | None) -> Verdict:
    if stated.is_tor_word:
        kind, answer = NetworkKind.TOR, Resolvability.NOT_A_PERSON
    else:
        kind, answer = NetworkKind.UNKNOWN, Resolvability.MALFORMED
    reasons = (stated.fault, "the source must be looked at: an address is never mended by guessing")
    return Verdict("", None, kind, answer, reasons, (), last_day, "")


def _found(stated: StatedAddress, facts: NetworkFacts) -> tuple[Found, tuple[str, ...], bool]:
    """The kind of network; what else to say; whether it is an address inside a network nobody can name."""
    asides: tuple[str, ...] = ()
    if stated.inside:
        asides = (f"{stated.inside}: judged by the IPv4 address {stated.normal} inside",)
    if stated.inside in FAR_ENDS:
        asides += ("the address inside may be the server's own: ask the reporter what its server saw",)
    find = find_special_ipv4 if stated.family == 4 else find_special_ipv6  # noqa: PLR2004 - IPv4
    special = find(stated.number)
    if special is None:
        return kind_of(facts), asides, False
    if special.special is not Special.RESERVED and _is_invented_over(special, facts):
        aside = f"an invented network: the range is set aside for {special.meaning} ({special.rfc})"
        return kind_of(facts), (*asides, aside), False
    if special.special is Special.SHARED:
        basis = (
            f"it is {special.meaning} ({special.rfc}) and says nothing of which operator: "
            "ask the reporter for the address seen from outside, with its port"
        )
        return Found(NetworkKind.CGNAT, basis, None), asides, True
    basis = f"it belongs to nobody on the internet: {special.meaning} ({special.rfc})"
    return Found(NetworkKind.RESERVED, basis, None), asides, False


def _is_invented_over(special: SpecialRange, facts: NetworkFacts) -> bool:
    """Whether a table names this very range, and not merely all addresses there are."""
    if facts.is_tor_exit or facts.is_private_relay:
        return True
    if facts.operator is None:
        return False
    return int(facts.operator.network.rpartition("/")[2]) >= int(special.prefix.rpartition("/")[2])


# A web service's own ports: a report that gives one as the user's port has given the wrong end.
_SERVICE_PORTS = frozenset({80, 443})


def _is_usable(port: int | None) -> bool:
    return port is not None and 0 < port <= 65_535 and port not in _SERVICE_PORTS  # noqa: PLR2004 - the highest


def _notes(unchecked: str, found: Found, note: str) -> tuple[str, ...]:
    """What the data used cannot vouch for."""
    notes = (note,) if note else ()
    if found.kind in _NOBODY:
        return notes
    return (*notes, unchecked) if unchecked else notes


_ANSWERS: dict[Resolvability, str] = {
    Resolvability.NOT_A_PERSON: "no subscriber can be found from it, and it must not be placed on a map",
    Resolvability.NEEDS_PORT: "without the source port nobody can be told apart: ask the reporter for it",
    Resolvability.UNKNOWN: "whether one subscriber can be found is not known",
    Resolvability.SHARED: "many people may stand behind it: an answer may name the wrong household",
    Resolvability.RESOLVABLE: "the operator can be asked; it will name who pays, not who used it",
}


@lru_cache(maxsize=8192)
def _conclude(signs: Signs, odd_port: int | None) -> tuple[Resolvability, tuple[str, ...]]:
    """The answer, what follows from it, and what else weighs on it. odd_port: one that does not count."""
    answer = resolvability_of(signs)
    words: list[str] = []
    if odd_port is not None and signs.kind not in _NOBODY:
        words.append(f"port {odd_port} is a service's own or impossible, so it does not count as the user's")
    if signs.possible_proxy and signs.kind not in _NOBODY:
        words.append("the reporter believes it may be a proxy: the user may be elsewhere")
    if signs.is_ipv6 and signs.kind in {NetworkKind.FIXED, NetworkKind.MOBILE}:
        words.append("IPv6: a line or handset has a prefix, the rest changes: ask by prefix and time")
    if answer in _ANSWERS:
        words.append(_ANSWERS[answer])
    if answer is Resolvability.RESOLVABLE and signs.kind in _MANY and not signs.is_ipv6:
        words.append("only if the operator logged ports: ask with address, port and exact time together")
    return answer, tuple(words)


# The United Kingdom, and the Crown dependencies, whose forces can be asked (ISO 3166-1 alpha-2).
_HERE = frozenset({"", "GB", "IM", "JE", "GG"})


def _disagreement(facts: NetworkFacts) -> tuple[str, ...]:
    """Where sources differ, and where a database puts the address abroad."""
    listed = facts.asn_in_database
    words: tuple[str, ...] = ()
    if listed is not None and listed != facts.asn:
        words = (
            f"the AS database says AS{listed} instead of AS{facts.asn}: the range may have changed hands",
        )
    if facts.country not in _HERE:
        words += (f"a geolocation database says {facts.country}: not the United Kingdom, by way of the NCA",)
    return words
