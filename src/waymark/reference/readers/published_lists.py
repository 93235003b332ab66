"""Lists of addresses in the shapes that their publishers give them out in: plain, Tor's own, registries', JSON."""

from __future__ import annotations

import ipaddress
import json
import re
from typing import TYPE_CHECKING, Any, BinaryIO

from waymark.reference.readers.tables import WrongFile, as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

_HERE = frozenset({"GB", "UK", "GBR", "UNITED KINGDOM"})
# Headings under which tables of ranges say the country.
_COUNTRY = ("country", "country_code", "country_iso_code", "cc")
_HEADING = re.compile(r"^(?:ip|prefix|network|cidr|address|range)[a-z_ ]*(?:,|$)", re.IGNORECASE)
# Lines of Tor's exit lists that name no address (https://metrics.torproject.org/collector.html, tordnsel 1.0).
_OF_TOR = ("@type ", "Downloaded ", "ExitNode ", "Published ", "LastStatus ")
_NO_TEXT = re.compile(rb"^\s*[\[{]")
# Cells of a line of a registry's delegated file: registry, country, type, start, count or length, date, status.
_DELEGATED_CELLS = 7


def stated_prefixes(stream: BinaryIO, kind: str) -> Iterator[tuple[int, str]]:
    """Row number and prefix of everything that a list states, in order; whether each is one is seen by the caller.

    Reads text of one prefix a line, with comments and further cells; Tor's exit-addresses file and Onionoo's
    details; JSON lists; and, for ranges of Great Britain alone, the registries' delegated files and tables with a
    column that names the country. Raises WrongFile.
    """
    head = stream.read(64)
    stream.seek(0)
    if _NO_TEXT.match(head) and not head.lstrip().startswith(b"[2"):
        yield from _in_json(stream, kind)
        return
    is_of_country = kind == "gb-ranges"
    country_at: int | None = None
    with as_text(stream) as text:
        for number, line in enumerate(text, start=1):
            bare = re.split(r"[#;]", line, maxsplit=1)[0].strip().strip('"')
            if not bare or bare.startswith(_OF_TOR):
                continue
            cells = [cell.strip().strip('"') for cell in bare.split("," if "," in bare else "|")]
            if number == 1 and _HEADING.match(bare):
                headings = [cell.lower() for cell in cells]
                country_at = next((headings.index(name) for name in _COUNTRY if name in headings), None)
                if is_of_country and len(cells) > 1 and country_at is None:
                    expected = "ranges of Great Britain alone, or a column country that says which they are"
                    raise WrongFile(kind, expected=expected, found=", ".join(headings[:8]), row=number)
                continue
            if is_of_country and "|" in bare:
                yield from ((number, each) for each in _delegated(cells, kind, number))
                continue
            if is_of_country and country_at is not None and not _is_here(cells, country_at):
                continue
            yield number, re.split(r"\s", cells[0].removeprefix("ExitAddress "), maxsplit=1)[0].strip('"[]')


def _is_here(cells: list[str], at: int) -> bool:
    return at < len(cells) and cells[at].upper() in _HERE


def _delegated(cells: list[str], kind: str, row: int) -> Iterator[str]:
    """Prefixes of one line of a registry's file: IPv4 by its count of addresses, IPv6 by its length.

    Source: https://ftp.ripe.net/pub/stats/ripencc/RIR-Statistics-Exchange-Format.txt
    """
    if len(cells) < _DELEGATED_CELLS or cells[1].upper() not in _HERE or cells[2] not in {"ipv4", "ipv6"}:
        return
    try:
        if cells[2] == "ipv6":
            yield f"{cells[3]}/{int(cells[4])}"
            return
        first = ipaddress.IPv4Address(cells[3])
        yield from map(str, ipaddress.summarize_address_range(first, first + (int(cells[4]) - 1)))
    except (ValueError, ipaddress.AddressValueError) as fault:
        expected = "a registry's delegated file: start and count or length"
        raise WrongFile(kind, expected=expected, found="|".join(cells[3:5])[:60], row=row) from fault


def _in_json(stream: BinaryIO, kind: str) -> Iterator[tuple[int, str]]:
    """A list of texts, or Onionoo's details: of each exit its exit addresses, else the addresses that it listens at.

    Source: https://metrics.torproject.org/onionoo.html#details
    """
    expected = "addresses or prefixes, one a line, or JSON that lists them"
    try:
        document = json.loads(stream.read().decode("utf-8-sig"))
        listed: list[Any] = document if isinstance(document, list) else document["relays"]
        for number, each in enumerate(listed, start=1):
            if isinstance(each, str):
                yield number, each
                continue
            is_exit = "Exit" in each.get("flags", ("Exit",))
            listens = [_without_port(address) for address in each.get("or_addresses", ())] if is_exit else []
            said = each.get("exit_addresses") or listens
            yield from ((number, address) for address in said)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise WrongFile(kind, expected=expected, found="JSON of another shape") from fault


def _without_port(address: str) -> str:
    return address.rpartition(":")[0].strip("[]")
