"""Lists of Tor exits, relay egress and registered ranges; hosting AS numbers."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, BinaryIO

from waymark.reference.readers.published_lists import stated_prefixes
from waymark.reference.readers.tables import Column, WrongFile, cell, find_columns, rows_of
from waymark.reference.rows import HostingRow, NetworkRow

if TYPE_CHECKING:
    from collections.abc import Iterator

_HOSTING_ASN = Column(("asn", "as", "as_number", "autonomous_system_number"))
_HOSTING_NAME = Column(
    ("name", "entity", "organisation", "organization", "autonomous_system_organization", "description")
)
_MAX_ASN = 2**32 - 1


def read_network(text: str, kind: str, row: int) -> tuple[str, int]:
    """A prefix or single address in its usual spelling, and its family. Raises WrongFile."""
    try:
        network = ipaddress.ip_network(text.strip())
    except ValueError as fault:
        expected = "an address or a prefix such as 192.0.2.0/24, with no bits beyond its length"
        raise WrongFile(kind, expected=expected, found=repr(text[:60]), row=row) from fault
    return str(network), network.version


def read_asn(text: str, kind: str, row: int) -> int | None:
    """A number with or without AS before it; None when the cell is empty. Raises WrongFile."""
    plain = re.sub(r"^(?:asn?)\s*", "", text.strip(), flags=re.IGNORECASE)
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and int(plain) <= _MAX_ASN):
        raise WrongFile(kind, expected="an AS number such as 64496", found=repr(text[:60]), row=row)
    return int(plain)


def read_hosting_asns(stream: BinaryIO) -> Iterator[HostingRow]:
    """One row an AS; is_vpn when a column whose heading holds `vpn` has 1, yes or true.

    Also reads a bare list of numbers, one a line, with # comments; those that follow a comment of its own that says
    VPN are ways out of one. Raises WrongFile.
    """
    kind = "hosting-asns"
    rows = rows_of(stream, kind)
    number, headings = next(rows)
    if _is_bare(headings):
        yield from _bare_asns(number, headings, rows)
        return
    wanted = {"asn": _HOSTING_ASN, "name": _HOSTING_NAME}
    at = find_columns(kind, headings, wanted=wanted, optional=("name",))
    vpn = [place for place, heading in enumerate(headings) if "vpn" in heading.lower()]
    for number, cells in rows:
        asn = read_asn(cell(cells, at["asn"]), kind, number)
        if asn is None:
            raise WrongFile(kind, expected="an AS number", found="an empty cell", row=number)
        is_vpn = any(cell(cells, place).lower() in {"1", "yes", "true", "y"} for place in vpn)
        yield HostingRow(asn, cell(cells, at["name"]), is_vpn)


def _is_bare(cells: list[str]) -> bool:
    first = cells[0].strip()
    return first.startswith("#") or bool(re.match(r"^(?:AS)?[0-9]+\b", first, re.IGNORECASE))


def _bare_asns(number: int, first: list[str], rows: Iterator[tuple[int, list[str]]]) -> Iterator[HostingRow]:
    is_vpn = False
    for row, cells in ((number, first), *rows):
        text, _, comment = ",".join(cells).partition("#")
        if text.strip():
            head, _, name = text.strip().replace(",", " ").partition(" ")
            asn = read_asn(head, "hosting-asns", row)
            if asn is not None:
                yield HostingRow(asn, (name or comment).strip(), is_vpn)
        else:
            # A line that is a comment alone says what follows.
            is_vpn = "vpn" in comment.lower() or (is_vpn and "hosting" not in comment.lower())


def read_address_list(stream: BinaryIO, kind: str) -> Iterator[NetworkRow]:
    """One row for each address or prefix of a list, in any shape that `published_lists` knows.

    The same prefix twice comes once. Raises WrongFile.
    """
    seen: set[str] = set()
    for number, stated in stated_prefixes(stream, kind):
        network, family = read_network(stated, kind, number)
        if network not in seen:
            seen.add(network)
            yield NetworkRow(network, family)
    if not seen:
        raise WrongFile(kind, expected="addresses or prefixes, one a line", found="none")
