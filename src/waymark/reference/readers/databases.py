"""MaxMind databases (.mmdb): looked at to see what they are, kept as the bytes they came in."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import maxminddb

from waymark.reference.kinds import Kind
from waymark.reference.readers.tables import WrongFile
from waymark.reference.rows import DatabasePart

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART_BYTES = 4 * 1024 * 1024
_SAMPLED = 200
_ASN_KEYS = frozenset({"autonomous_system_number", "asn", "as_number"})
_PLACE_KEYS = frozenset(
    {
        "country",
        "city",
        "location",
        "registered_country",
        "country_code",
        "connection_type",
        "is_anonymous",
        "is_anonymous_vpn",
        "is_hosting_provider",
        "is_tor_exit_node",
        "is_public_proxy",
        "traits",
        "user_type",
        "country_name",
        "hosting",
        "is_hosting",
        "is_mobile",
        "is_vpn",
        "latitude",
        "lat",
        "privacy",
        "vpn",
        "proxy",
        "relay",
        "tor",
        "is_proxy",
        "is_tor",
    }
)


class DatabaseAbout(NamedTuple):
    """database_type: its maker's word for it. built_on: the day it was built, the first day it holds for."""

    database_type: str
    built_on: date
    records: int


def read_about(content: bytes, kind: Kind) -> DatabaseAbout:
    """Open a database and see that it answers what its kind is asked. Raises WrongFile."""
    try:
        reader = maxminddb.open_database(io.BytesIO(content), maxminddb.MODE_FD)
        metadata = reader.metadata()
        keys = {key for _, record in islice(reader, _SAMPLED) if isinstance(record, dict) for key in record}
    except (maxminddb.InvalidDatabaseError, ValueError, OSError, IndexError, TypeError) as fault:
        raise WrongFile(kind, expected="a MaxMind database (.mmdb)", found=str(fault)[:80]) from fault
    wanted = _ASN_KEYS if kind is Kind.ASN else _PLACE_KEYS
    if not keys & wanted:
        expected = "AS numbers" if kind is Kind.ASN else "places, or kinds of connection,"
        found = f"a {metadata.database_type} with {', '.join(sorted(keys)[:8]) or 'no records'}"
        raise WrongFile(kind, expected=f"a database of {expected} by address", found=found)
    built = datetime.fromtimestamp(metadata.build_epoch, tz=UTC).date()
    return DatabaseAbout(metadata.database_type, built, metadata.node_count)


def parts_of(content: bytes) -> Iterator[DatabasePart]:
    """The bytes in pieces of four mebibytes, numbered from 0."""
    for number, start in enumerate(range(0, len(content), _PART_BYTES)):
        yield DatabasePart(number, content[start : start + _PART_BYTES])
