"""Operators' prefixes: a table, or the files of one AS that ipverse publishes."""

from __future__ import annotations

import ipaddress
import json
import re
from typing import TYPE_CHECKING, Any, BinaryIO

from waymark.reference.readers.networks import read_asn, read_network
from waymark.reference.readers.tables import Column, WrongFile, cell, find_columns, rows_of
from waymark.reference.rows import NetworkRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_KIND = "operators"
_PREFIX = Column(("prefix", "network", "cidr", "range", "ip_range", "start_ip_prefix"))
_ASN = Column(("asn", "as", "as_number", "autonomous_system_number"))
_BRAND = Column(("brand", "operator", "isp", "provider", "name"))
_HOLDER = Column(
    ("holder", "organisation", "organization", "autonomous_system_organization", "as_name", "as_desc")
)
_ACCESS = Column(("access", "access_kind", "access_type", "connection_type", "kind", "type"))
_OF_AS = re.compile(r"^#?\s*AS\s?([0-9]+)\W*(.*)$", re.IGNORECASE)
# Cells of a line of iptoasn.com's table, which has no headings: first and last address, AS, country, name.
_IPTOASN_CELLS = 5


def read_operators(stream: BinaryIO) -> Iterator[NetworkRow]:
    """One row a prefix, with the operator and what it provides there, where the file says.

    Reads tables with headings, iptoasn.com's table, and ipverse's `aggregated.json` and text of one AS. A file that
    names only who holds an AS says nothing of what is provided. Raises WrongFile.
    """
    head = stream.read(256)
    stream.seek(0)
    if head.lstrip().startswith((b"{", b"\xef\xbb\xbf{")):
        yield from _in_json(stream)
        return
    rows = rows_of(stream, _KIND)
    number, first = next(rows)
    if first[0].lstrip().startswith("#"):
        yield from _in_text(number, first, rows)
        return
    if len(first) == _IPTOASN_CELLS and _is_address(first[0]) and _is_address(first[1]):
        for row, cells in ((number, first), *rows):
            yield from _of_range(row, cells)
        return
    wanted = {"prefix": _PREFIX, "operator": _BRAND, "asn": _ASN, "holder": _HOLDER, "access": _ACCESS}
    at = find_columns(_KIND, first, wanted=wanted, optional=("operator", "asn", "holder", "access"))
    if at["operator"] is None and at["holder"] is None:
        expected = "a column operator (brand, isp, provider), or one that names the holder"
        raise WrongFile(_KIND, expected=expected, found=", ".join(first[:12]), row=number)
    for row, cells in rows:
        network, family = read_network(cell(cells, at["prefix"]), _KIND, row)
        holder = cell(cells, at["holder"])
        yield NetworkRow(
            network,
            family,
            read_asn(cell(cells, at["asn"]), _KIND, row),
            cell(cells, at["operator"]) or holder,
            holder,
            cell(cells, at["access"]).lower(),
        )


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text.strip())
    except ValueError:
        return False
    return True


def _of_range(row: int, cells: Sequence[str]) -> Iterator[NetworkRow]:
    """The prefixes of a range of addresses; AS 0 is nobody's."""
    asn = read_asn(cell(cells, 2), _KIND, row)
    if not asn:
        return
    first, last = cell(cells, 0), cell(cells, 1)
    try:
        prefixes = [str(prefix) for prefix in _between(first, last)]
    except (ValueError, TypeError) as fault:
        found = repr(f"{first} {last}"[:60])
        raise WrongFile(_KIND, expected="the ends of a range", found=found, row=row) from fault
    for prefix in prefixes:
        yield NetworkRow(prefix, 6 if ":" in prefix else 4, asn, cell(cells, 4), cell(cells, 4))


def _between(first: str, last: str) -> Iterator[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    if ":" in first:
        return ipaddress.summarize_address_range(ipaddress.IPv6Address(first), ipaddress.IPv6Address(last))
    return ipaddress.summarize_address_range(ipaddress.IPv4Address(first), ipaddress.IPv4Address(last))


def _in_text(
    number: int, first: Sequence[str], rows: Iterator[tuple[int, list[str]]]
) -> Iterator[NetworkRow]:
    """Comments that name the AS, then prefixes. Source: github.com/ipverse/asn-ip, `as/*/ipv4-aggregated.txt`."""
    asn, name = None, ""
    for row, cells in ((number, list(first)), *rows):
        text = ",".join(cells).strip()
        if text.startswith("#"):
            found = _OF_AS.match(text)
            if found:
                asn = int(found[1])
            name = name or (found[2] if found else text.lstrip("# ")).strip("() ")
            continue
        if asn is None:
            raise WrongFile(
                _KIND, expected="a comment that names the AS before its prefixes", found="none", row=row
            )
        network, family = read_network(text, _KIND, row)
        yield NetworkRow(network, family, asn, name, name)


def _in_json(stream: BinaryIO) -> Iterator[NetworkRow]:
    """One AS with its prefixes. Source of the shape: github.com/ipverse/asn-ip, `as/*/aggregated.json`."""
    try:
        document = json.loads(stream.read().decode("utf-8-sig"))
        about: dict[str, Any] = {**document, **document.get("metadata", {})}
        asn = read_asn(str(document["asn"]), _KIND, 1)
        held = document.get("subnets") or document["prefixes"]
        listed = [prefix for family in ("ipv4", "ipv6") for prefix in held.get(family, ())]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        expected = "one AS as ipverse publishes it: asn, description, subnets"
        raise WrongFile(_KIND, expected=expected, found="JSON of another shape") from fault
    name = str(about.get("description") or about.get("handle") or "")
    for number, prefix in enumerate(listed, start=1):
        network, family = read_network(str(prefix), _KIND, number)
        yield NetworkRow(network, family, asn, name, name)
