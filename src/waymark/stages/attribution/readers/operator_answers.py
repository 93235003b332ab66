"""An operator's answer as a table (CSV and its kin): whatever headings it has, read where they can mean one thing.

Operators answer in tables of their own. A heading is known by its words; what is not known is kept by heading,
never dropped. Times are read only where they can mean one moment (see `read_answer_time`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

from waymark.reference.readers.tables import WrongFile, plain_heading, rows_of
from waymark.referrals.types import StatedTime, Zone
from waymark.stages.attribution.rules.answers import AnswerRow
from waymark.stages.attribution.rules.comparing import Answered, Stated
from waymark.stages.attribution.rules.typed_times import UnreadableTime, read_typed_time
from waymark.stages.intake.readers.signatures import embeds_media

# Our names with the headings they go by, in lower case with underscores; the first that is there holds.
COLUMNS: dict[str, tuple[str, ...]] = {
    "tied_to": ("waymark_reference", "your_reference", "request_reference", "reference", "ref", "digest_line"),
    "line": ("line", "line_number", "request_line", "item", "schedule_line"),
    "address": ("ip_address", "ip", "ip_addr", "source_ip", "public_ip", "ipv4", "ipv6", "address_queried"),
    "port": ("source_port", "port", "src_port", "public_port"),
    "at": (
        "time_utc", "event_time", "date_time", "datetime", "timestamp", "time", "start_time", "start",
        "session_start", "lease_start", "assigned_from", "from", "start_date_time",
    ),
    "until": (
        "end_time", "end", "session_end", "lease_end", "assigned_to", "assigned_until", "to", "end_date_time",
    ),
    "account": ("username", "user_name", "login", "account_id", "account_identifier", "user_id"),
    "operator": ("operator", "provider", "isp", "cso", "network", "company"),
    "subscriber": ("subscriber", "subscriber_name", "customer_name", "name", "account_holder", "full_name"),
    "first": ("first_name", "forename", "given_name"),
    "last": ("last_name", "surname", "family_name"),
    "uprn": ("uprn", "installation_uprn"),
}  # fmt: skip
_INSTALLATION = ("installation", "install", "service", "site", "supply", "premises")
_BILLING = ("billing", "bill", "invoice", "correspondence", "postal", "payer")
_PLACE_WORDS = (
    "address",
    "house",
    "flat",
    "building",
    "street",
    "road",
    "town",
    "city",
    "county",
    "locality",
    "district",
)
_DAY_FIRST = re.compile(
    r"(?P<d>[0-9]{1,2})[/.-](?P<m>[0-9]{1,2})[/.-](?P<y>[0-9]{4})[ T,]+(?P<h>[0-9]{1,2}):(?P<n>[0-9]{2})"
    r"(?::(?P<s>[0-9]{2}))?\s*(?P<z>Z|UTC|GMT|BST|[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
# British Summer Time is the one name that a United Kingdom operator writes beside GMT (Summer Time Act 1972 s 1).
_ZONES = {"Z": timedelta(), "UTC": timedelta(), "GMT": timedelta(), "BST": timedelta(hours=1)}
_LONGEST_PLAIN = 24  # signs: a shorter cell holds no file
_A_FILE = "a file written into a cell, which is never kept in the open"
_UNREADABLE = "headings for an IP address or account, and for a name or an installation address"


def read_operator_answers(stream: BinaryIO) -> Iterator[AnswerRow]:
    """Rows of an operator's table. Raises WrongFile when nothing in its headings can be an answer's, or a cell holds
    a file.
    """
    rows = rows_of(stream, "operator's answer")
    first = next(rows, None)
    if first is None:
        raise WrongFile("operator's answer", expected=_UNREADABLE, found="no headings at all")
    _, headings = first
    plain = [plain_heading(re.sub(r"[^A-Za-z0-9]+", " ", heading)) for heading in headings]
    places = _places(plain)
    if not ({"address", "account", "subscriber", "last"} & places.keys() or places["installation"]):
        raise WrongFile("operator's answer", expected=_UNREADABLE, found=", ".join(plain[:12]), row=1)
    used = {place for each in places.values() for place in each}
    for number, cells in rows:
        if any(len(cell) > _LONGEST_PLAIN and embeds_media(cell) for cell in cells):
            raise WrongFile("operator's answer", expected="words alone", found=_A_FILE, row=number)
        yield _row(cells, headings, places, used)


def read_answer_time(text: str) -> StatedTime | None:
    """A time as an operator writes it: year first; or by numbers, where day and month cannot be taken for each
    other. A date that could be read two ways, or a name of a zone that has several, gives no instant.
    """
    text = text.strip()
    if not text:
        return None
    try:
        read = read_typed_time(text)
    except UnreadableTime:
        return _by_numbers(text)
    if read is not None and read.zone is Zone.ASSUMED:
        return StatedTime(read.text, read.instant, Zone.ASSUMED, "the reader of operators' tables")
    return read


def _by_numbers(text: str) -> StatedTime:
    found = _DAY_FIRST.fullmatch(text)
    if found is None:
        return StatedTime(text, None, Zone.UNKNOWN)
    day, month = int(found["d"]), int(found["m"])
    if day <= 12 and month <= 12 and day != month:  # noqa: PLR2004 - months
        return StatedTime(text, None, Zone.UNKNOWN)
    if month > 12:  # noqa: PLR2004 - months
        day, month = month, day
    try:
        local = datetime(
            int(found["y"]), month, day, int(found["h"]), int(found["n"]), int(found["s"] or 0), tzinfo=UTC
        )
    except ValueError:
        return StatedTime(text, None, Zone.UNKNOWN)
    zone = found["z"]
    if zone is None:
        return StatedTime(text, local, Zone.ASSUMED, "the reader of operators' tables")
    return StatedTime(text, local - _offset(zone.upper()), Zone.STATED)


def _offset(zone: str) -> timedelta:
    if zone in _ZONES:
        return _ZONES[zone]
    digits = zone[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return offset if zone[0] == "+" else -offset


def _places(headings: Sequence[str]) -> dict[str, list[int]]:
    """Where each of our columns stands; of postal addresses every part, in order."""
    found: dict[str, list[int]] = {"installation": [], "billing": []}
    for place, heading in enumerate(headings):
        kind = _kind_of_place(heading)
        if kind:
            found[kind].append(place)
    taken = {place for each in found.values() for place in each}
    for name, known in COLUMNS.items():
        at = next((headings.index(each) for each in known if each in headings), None)
        if at is not None and at not in taken:
            found[name] = [at]
            taken.add(at)
    for name in ("installation", "billing"):
        found[f"{name}_postcode"] = [place for place in found[name] if _is_postcode(headings[place])]
        found[name] = [place for place in found[name] if not _is_postcode(headings[place])]
    return found


def _is_postcode(heading: str) -> bool:
    return "postcode" in heading or "post_code" in heading


def _kind_of_place(heading: str) -> str:
    """Installation or billing, where a heading says which; a bare address is neither, and is kept by heading."""
    words = heading.split("_")
    if {"ip", "mac", "email", "mail"} & set(words):
        return ""
    if (
        not any(word in _PLACE_WORDS or word.startswith("postcode") for word in words)
        and "post_code" not in heading
    ):
        return ""
    if any(word in _BILLING for word in words):
        return "billing"
    return "installation" if any(word in _INSTALLATION for word in words) else ""


def _row(
    cells: Sequence[str], headings: Sequence[str], places: dict[str, list[int]], used: set[int]
) -> AnswerRow:
    def said(name: str, joint: str = ", ") -> str:
        parts = [cells[place].strip() for place in places.get(name, ()) if place < len(cells)]
        return joint.join(part for part in parts if part)

    port = said("port")
    line = said("line")
    about = Stated(
        said("address"),
        int(port) if port.isascii() and port.isdigit() and len(port) < 6 else None,  # noqa: PLR2004 - 65535
        read_answer_time(said("at")),
        read_answer_time(said("until")),
        said("account"),
        said("operator"),
    )
    answered = Answered(
        about,
        said("subscriber") or " ".join(filter(None, (said("first"), said("last")))),
        said("installation"),
        said("billing"),
        said("installation_postcode"),
        said("billing_postcode"),
        said("uprn"),
    )
    rest = tuple(
        (heading.strip() or f"column {place + 1}", cells[place])
        for place, heading in enumerate(headings)
        if place not in used and place < len(cells) and cells[place].strip()
    ) + tuple(
        (f"column {place + 1}", cell) for place, cell in enumerate(cells) if place >= len(headings) and cell
    )
    number = int(line) if line.isascii() and line.isdigit() and len(line) < 7 else None  # noqa: PLR2004 - rows
    return AnswerRow(answered, said("tied_to"), number, rest)
