"""A column map: which of our fields each column of a register is, and how its dates are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from waymark.errors import WaymarkError
from waymark.stages.intake.readers.delimited import plain_heading
from waymark.stages.intake.readers.written_dates import DateOrder

# What a column may be, with the words for it on a page. A column that is none of them is kept raw.
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "reference": "Reference in the register",
        "prior_report": "Number of an earlier report",
        "received_at": "Date received",
        "incident_at": "Date of the incident",
        "incident_type": "Offence type",
        "platform": "Platform",
        "suspect_first_name": "Suspect: first name",
        "suspect_last_name": "Suspect: last name",
        "suspect_date_of_birth": "Suspect: date of birth",
        "suspect_identifier": "Suspect: account identifier",
        "suspect_screen_name": "Suspect: user name",
        "suspect_service": "Suspect: service of the account",
        "suspect_email": "Suspect: e-mail address",
        "suspect_phone": "Suspect: telephone",
        "suspect_address": "Suspect: street and town",
        "suspect_postcode": "Suspect: postcode",
        "child_first_name": "Child: first name",
        "child_last_name": "Child: last name",
        "child_date_of_birth": "Child: date of birth",
        "child_school": "Child: school",
        "ip_address": "IP address",
        "ip_at": "IP address: when used",
        "ip_port": "IP address: source port",
        "file_hash": "Hash of a file",
        "file_name": "Name of a file",
        "url": "Address on the internet",
        "source_grade": "Source grade",
        "handling_code": "Handling code",
        "marking": "Protective marking",
        "note": "Note",
    }
)
DATES = ("received_at", "incident_at", "ip_at")
# Fields of which a register may have several columns.
SEVERAL = frozenset(
    ("suspect_email", "suspect_phone", "prior_report", "file_hash", "note", "incident_type", "url")
)


class MapRefused(WaymarkError):
    """A column map that cannot be: it names no field, one field twice, or dates without their order."""

    def __init__(self, what: str) -> None:
        super().__init__(f"This column map cannot be kept: {what}")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """columns: a heading as the register has it, and our field; headings left out are kept raw.

    date_order: which part of a date comes first in every date column. blanks: cells that mean not stated,
    such as `-` or `n/k`, beside the empty cell.
    """

    name: str
    version: int
    columns: tuple[tuple[str, str], ...]
    date_order: DateOrder = DateOrder.UNKNOWN
    blanks: tuple[str, ...] = ()

    def field_of(self, heading: str) -> str:
        """Our field for a heading, compared by letters and digits alone; empty when the map has none."""
        wanted = plain_heading(heading)
        return next((field for known, field in self.columns if plain_heading(known) == wanted), "")

    def is_blank(self, cell: str) -> bool:
        bare = cell.strip().casefold()
        return not bare or bare in {blank.strip().casefold() for blank in self.blanks}


def check_map(found: ColumnMap) -> None:
    """Pass a map that can be used. Raises MapRefused, which says what to change."""
    fields = [field for _, field in found.columns if field]
    if not found.name.strip():
        raise MapRefused("give it a name")
    if unknown := sorted(set(fields) - set(FIELDS)):
        raise MapRefused(f"there is no field {', '.join(unknown)}")
    if not fields:
        raise MapRefused("say of at least one column what it is")
    twice = [field for field, count in Counter(fields).items() if count > 1 and field not in SEVERAL]
    if twice:
        raise MapRefused(f"two columns are {FIELDS[twice[0]]!r}: leave one of them out")
    if found.date_order is DateOrder.UNKNOWN and set(fields) & set(DATES):
        raise MapRefused("say which part of its dates comes first, the day, the month or the year")


def likely_fields(headings: Sequence[str]) -> list[str]:
    """A field to begin with for each heading, where the heading is the field's own words; else empty."""
    by_words = {plain_heading(words): field for field, words in FIELDS.items()}
    by_words |= {plain_heading(field): field for field in FIELDS}
    return [by_words.get(plain_heading(heading), "") for heading in headings]
