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


_NAMES = ("isp", "autonomous_system_organization", "as_name", "as_organization", "name", "org")


def asn_of(record: Mapping[str, object]) -> tuple[int | None, str]:
    """The AS number and the operator's name in a record of any of the known makers."""
    number = record.get("autonomous_system_number") or record.get("asn") or record.get("as_number")
    if isinstance(number, str):
        digits = number.upper().removeprefix("AS")
        number = int(digits) if digits.isdigit() else None
    name = next((record[key] for key in _NAMES if record.get(key)), "")
    return (number if isinstance(number, int) else None), str(name)


# IPinfo's words for what MaxMind's marks say.
_SAME_MARK = {
    "hosting": "is_hosting_provider",
    "proxy": "is_public_proxy",
    "tor": "is_tor_exit_node",
    "vpn": "is_anonymous_vpn",
    "relay": "is_private_relay",
    "is_hosting": "is_hosting_provider",
    "is_vpn": "is_anonymous_vpn",
    "is_proxy": "is_public_proxy",
    "is_tor": "is_tor_exit_node",
    "is_mobile": "cellular",
    "is_relay": "is_private_relay",
    "mobile": "cellular",
    # MaxMind's kinds of user and IPinfo's kinds of company.
    "content_delivery_network": "is_hosting_provider",
    "consumer_privacy_network": "is_private_relay",
    "corporate_vpn": "is_anonymous_vpn",
}
_YES = (True, "true", "True", "yes")


def marks_in(record: Mapping[str, object]) -> list[str]:
    """What a record says of the connection, in MaxMind's words: is_anonymous_vpn, cellular ..."""
    marks: list[str] = []
    for part in (record, as_record(record.get("traits")), as_record(record.get("privacy"))):
        marks += [_SAME_MARK.get(key, key) for key, value in part.items() if value in _YES]
        said = (str(part[key]).lower() for key in ("connection_type", "user_type", "as_type") if key in part)
        marks += [_SAME_MARK.get(word, word) for word in said]
    return marks
