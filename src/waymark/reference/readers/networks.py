"""Prefixes: operators' own, lists of Tor exits, relay egress and registered ranges; hosting AS numbers."""

from __future__ import annotations

import ipaddress
import re
from typing import TYPE_CHECKING, BinaryIO

from waymark.reference.readers.tables import Column, WrongFile, as_text, cell, find_columns, rows_of
from waymark.reference.rows import HostingRow, NetworkRow

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = Column(("prefix", "network", "cidr", "range", "ip_range", "start_ip_prefix"))
_ASN = Column(("asn", "as", "as_number", "autonomous_system_number"))
_BRAND = Column(("brand", "operator", "isp", "provider", "name"))
_HOLDER = Column(
    ("holder", "organisation", "organization", "autonomous_system_organization", "as_name", "as_desc")
)
_ACCESS = Column(("access", "access_kind", "access_type", "connection_type", "kind", "type"))
_HOSTING_ASN = Column(("asn", "as", "as_number", "autonomous_system_number"))
_HOSTING_NAME = Column(
    ("name", "entity", "organisation", "organization", "autonomous_system_organization", "description")
)
_MAX_ASN = 2**32 - 1


def _network(text: str, kind: str, row: int) -> tuple[str, int]:
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


def read_operators(stream: BinaryIO) -> Iterator[NetworkRow]:
    """One row a prefix, with the operator and what it provides there. Raises WrongFile."""
    kind = "operators"
    rows = rows_of(stream, kind)
    _, headings = next(rows)
    wanted = {"prefix": _PREFIX, "operator": _BRAND, "asn": _ASN, "holder": _HOLDER, "access": _ACCESS}
    at = find_columns(kind, headings, wanted=wanted, optional=("asn", "holder", "access"))
    for number, cells in rows:
        network, family = _network(cell(cells, at["prefix"]), kind, number)
        yield NetworkRow(
            network,
            family,
            read_asn(cell(cells, at["asn"]), kind, number),
            cell(cells, at["operator"]),
            cell(cells, at["holder"]),
            cell(cells, at["access"]).lower(),
        )


def read_hosting_asns(stream: BinaryIO) -> Iterator[HostingRow]:
    """One row an AS; is_vpn when a column whose heading holds `vpn` has 1, yes or true.

    Also reads a bare list of numbers, one a line, with # comments. Raises WrongFile.
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
    for row, cells in ((number, first), *rows):
        text, _, comment = ",".join(cells).partition("#")
        if text.strip():
            head, _, name = text.strip().replace(",", " ").partition(" ")
            asn = read_asn(head, "hosting-asns", row)
            if asn is not None:
                yield HostingRow(asn, (name or comment).strip(), is_vpn=False)


def read_address_list(stream: BinaryIO, kind: str) -> Iterator[NetworkRow]:
    """One row for each line's address or prefix: plain text with # comments, or a CSV whose first cell it is.

    Reads Apple's own egress file (prefix, country, region, city), lists of exits, and Tor's own
    `ExitAddress 192.0.2.1 date` lines; the same prefix twice comes once. Raises WrongFile.
    """
    seen: set[str] = set()
    for number, line in _lines(stream):
        text = re.split(r"[#;]", line, maxsplit=1)[0].strip().strip('"')
        if not text or _passed_over(text, number):
            continue
        text = text.removeprefix("ExitAddress ")
        first = re.split(r"[,\s]", text, maxsplit=1)[0].strip('"')
        network, family = _network(first, kind, number)
        if network not in seen:
            seen.add(network)
            yield NetworkRow(network, family)
    if not seen:
        raise WrongFile(kind, expected="addresses or prefixes, one a line", found="none")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, str]]:
    with as_text(stream) as text:
        yield from enumerate(text, start=1)


def _passed_over(text: str, number: int) -> bool:
    """Lines that list nothing: a heading in the first row; the other lines of Tor's exit-addresses file."""
    if text.startswith(("ExitNode ", "Published ", "LastStatus ")):
        return True
    return (
        number == 1
        and re.match(r"^(?:ip|prefix|network|cidr|address|range)[a-z_ ]*(?:,|$)", text, re.IGNORECASE)
        is not None
    )
