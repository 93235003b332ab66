"""Opening a MaxMind database kept as bytes, for many look-ups a second."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping

import maxminddb

# Record of one address, or None. The address is in its usual spelling.
Lookup = Callable[[str], object]


def open_lookup(parts: Iterable[bytes]) -> Lookup:
    """Open a database given in pieces. Uses the C reader where there is one, which only reads files.

    The file is deleted at once: its pages live as long as the look-up does, and leave nothing behind.
    """
    with tempfile.NamedTemporaryFile(suffix=".mmdb") as file:
        for part in parts:
            file.write(part)
        file.flush()
        reader = maxminddb.open_database(file.name, maxminddb.MODE_AUTO)
    return reader.get


def as_record(found: object) -> Mapping[str, object]:
    """What a look-up found as names and values; empty when it found nothing."""
    return found if isinstance(found, dict) else {}


def asn_of(record: Mapping[str, object]) -> tuple[int | None, str]:
    """The AS number and the operator's name in a record of any of the known makers."""
    number = record.get("autonomous_system_number") or record.get("asn") or record.get("as_number")
    if isinstance(number, str):
        digits = number.upper().removeprefix("AS")
        number = int(digits) if digits.isdigit() else None
    name = record.get("isp") or record.get("autonomous_system_organization") or record.get("as_name") or ""
    return (number if isinstance(number, int) else None), str(name)
