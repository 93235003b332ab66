"""Outward codes (or postcode areas) and the forces they touch, with each force's share."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from waymark.reference.forces import territorial
from waymark.reference.postcode_text import is_postcode_area, read_postcode
from waymark.reference.readers.districts import FORCE_CODE
from waymark.reference.readers.tables import Column, WrongFile, cell, find_columns, rows_of
from waymark.reference.rows import OutwardRow

if TYPE_CHECKING:
    from collections.abc import Iterator

_KIND = "outward-codes"
_OUTWARD = Column(("outward_code", "outcode", "outward", "postcode_district", "postcode_area"))
_COUNT = Column(("postcodes", "count", "units"))
_SHARE = Column(("share",))


def read_outward_codes(stream: BinaryIO) -> Iterator[OutwardRow]:
    """One row for each force that an outward code touches. Raises WrongFile."""
    rows = rows_of(stream, _KIND)
    _, headings = next(rows)
    at = find_columns(
        _KIND,
        headings,
        wanted={"outward code": _OUTWARD, "force": FORCE_CODE, "postcodes": _COUNT, "share": _SHARE},
        optional=("postcodes", "share"),
    )
    for number, cells in rows:
        outward = cell(cells, at["outward code"]).upper()
        read = read_postcode(outward)
        if not is_postcode_area(outward) and (read is None or read.unit):
            raise WrongFile(_KIND, expected="an outward code such as AB10", found=repr(outward), row=number)
        force = territorial(cell(cells, at["force"]).upper())
        if force is None:
            found = repr(cell(cells, at["force"]))
            raise WrongFile(_KIND, expected="a force area code such as E23000001", found=found, row=number)
        try:
            count, share = int(cell(cells, at["postcodes"]) or 0), float(cell(cells, at["share"]) or 1)
        except ValueError as fault:
            raise WrongFile(_KIND, expected="a count and a share", found=str(fault), row=number) from fault
        yield OutwardRow(outward, force.code, count, share)
