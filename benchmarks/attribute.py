"""How fast distinct IP events are judged, against the bare look-ups that any judgement needs.

Ours: a verdict with reasons for each of 10,000 distinct events. Theirs: the C reader of maxminddb asked for
the AS of each address, and one search for its longest prefix. Both over the same made AS database and the
same made prefixes, in the same process. Operators and AS numbers are proved equal before anything is timed.
"""

from __future__ import annotations

import ipaddress
import random
import socket
import tempfile
import time
from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import maxminddb
from mmdb_writer import MMDBWriter
from netaddr import IPSet  # type: ignore[import-untyped]

from benchmarks.rows import Better, Measured, Row, compare
from waymark.reference.databases import open_lookup
from waymark.reference.kinds import Kind
from waymark.reference.loaded_networks import Loaded, lay_out
from waymark.reference.networks import NetworkIndex
from waymark.reference.rows import HostingRow, NetworkRow
from waymark.reference.versions import Version
from waymark.referrals.types import StatedTime, Zone
from waymark.stages.attribution.rules import Verdict, verdict

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SEED = 20261122
PREFIXES = 10_000
TARGET = 5.0

Event = tuple[str, StatedTime, int | None, bool | None]


def made_prefixes(chance: random.Random) -> list[NetworkRow]:
    """Prefixes of /16 to /24, some inside others, of 200 invented operators."""
    rows: dict[str, NetworkRow] = {}
    access = ("fixed", "mobile", "fixed and mobile", "cgnat", "")
    while len(rows) < PREFIXES:
        length = chance.choice((16, 18, 20, 22, 24))
        number = chance.randrange(0x20000000, 0x5F000000) & (0xFFFFFFFF << (32 - length))
        network = str(ipaddress.ip_network((number, length)))
        asn = 64_512 + chance.randrange(200)  # RFC 6996: AS numbers for private use
        rows[network] = NetworkRow(network, 4, asn, f"Operator {asn}", "", access[asn % len(access)])
    return list(rows.values())


def made_database(rows: list[NetworkRow], folder: Path) -> Path:
    writer = MMDBWriter(4, "Made-ASN", languages=["en"], description="made for timing")
    for row in sorted(rows, key=lambda row: int(row.network.rpartition("/")[2])):
        writer.insert_network(
            IPSet([row.network]),
            {"autonomous_system_number": row.asn, "autonomous_system_organization": row.operator},
        )
    path = folder / "made.mmdb"
    writer.to_db_file(str(path))
    return path


def made_events(rows: list[NetworkRow], count: int, chance: random.Random) -> list[Event]:
    """Distinct addresses, most of them on the prefixes, at distinct times within the last 400 days."""
    numbers: set[int] = set()
    while len(numbers) < count:
        network = ipaddress.ip_network(chance.choice(rows).network)
        numbers.add(int(network.network_address) + chance.randrange(network.num_addresses))
    events: list[Event] = []
    for number in numbers:
        at = NOW - timedelta(seconds=chance.randrange(400 * 86_400))
        stated = StatedTime(at.isoformat(), at, chance.choice((Zone.STATED, Zone.ASSUMED)), "the reader")
        port = chance.choice((None, chance.randrange(1024, 65_536)))
        events.append((str(ipaddress.IPv4Address(number)), stated, port, chance.choice((None, True, False))))
    chance.shuffle(events)
    return events


def ours(rows: list[NetworkRow], database: Path) -> NetworkIndex:
    def version(number: int, kind: Kind, covers: str) -> Version:
        return Version(number, kind, "made", "", "", 0, None, None, NOW, 1, (covers,))

    operators, asns = version(1, Kind.OPERATORS, "ipv4"), version(2, Kind.ASN, "Made-ASN")
    tor, hosting = version(3, Kind.TOR_EXITS, "ipv4"), version(4, Kind.HOSTING_ASNS, "all")
    exits = [NetworkRow(f"96.0.{n // 256}.{n % 256}/32", 4) for n in range(2_000)]
    return NetworkIndex(
        Loaded(
            {1: lay_out(operators, rows), 3: lay_out(tor, exits)},
            {4: {asn: HostingRow(asn, "Hosting", is_vpn=False) for asn in range(64_700, 64_712)}},
            {2: open_lookup([database.read_bytes()])},
            (operators, asns, tor, hosting),
        )
    )


def theirs(rows: list[NetworkRow], database: Path) -> Callable[[str], tuple[int | None, NetworkRow | None]]:
    """One AS look-up in C and one search of sorted prefixes, each with its covering prefix for a miss."""
    reader = maxminddb.open_database(str(database), maxminddb.MODE_MMAP_EXT)
    laid = lay_out(Version(1, Kind.OPERATORS, "", "", "", 0, None, None, NOW, 1), rows).ipv4
    lows, highs, values = laid._lows, laid._highs, laid._values  # noqa: SLF001 - the same prefixes, laid flat

    def look_up(address: str) -> tuple[int | None, NetworkRow | None]:
        record = reader.get(address)
        number = int.from_bytes(socket.inet_aton(address), "big")
        at = bisect_right(lows, number) - 1
        row = values[at] if at >= 0 and number <= highs[at] else None
        return (record["autonomous_system_number"] if isinstance(record, dict) else None), row  # type: ignore[return-value]

    return look_up


def seconds(work: Callable[[], object]) -> float:
    """Processor time: both sides are one thread that never waits, and neighbours do not count."""
    started = time.process_time()
    work()
    return time.process_time() - started


def row(*, runs: int, count: int = 10_000) -> Row:
    """The row; its outputs are equal when every operator and AS number is."""
    chance = random.Random(SEED)
    prefixes = made_prefixes(chance)
    with tempfile.TemporaryDirectory() as folder:
        database = made_database(prefixes, Path(folder))
        events = made_events(prefixes, count, chance)
        look_up = theirs(prefixes, database)

        def judge(networks: NetworkIndex) -> list[Verdict]:
            return [verdict(*event, networks=networks, now=NOW) for event in events]

        def look_up_all() -> object:
            return [look_up(event[0]) for event in events]

        is_same = all(
            ruled.asn == asn
            if prefix is None
            else (ruled.operator, ruled.asn) == (prefix.operator, prefix.asn)
            for event, ruled in zip(events, judge(ours(prefixes, database)), strict=True)
            for asn, prefix in (look_up(event[0]),)
        )

        def measure(_run: int) -> Measured:
            networks = ours(prefixes, database)
            return Measured(seconds(partial(judge, networks)), seconds(look_up_all), is_same)

        return compare(
            "attribute",
            f"verdicts with reasons on {count} distinct IP events (processor time)",
            "C maxminddb + one prefix look-up of each (processor time)",
            target=TARGET,
            better=Better.LESS,
            runs=runs,
            measure=measure,
        )
