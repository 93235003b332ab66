"""Unit postcodes: a plain table, the ONS Postcode Directory of any vintage, or OS Code-Point Open."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from waymark.reference.forces import territorial
from waymark.reference.national_grid import to_wgs84
from waymark.reference.postcode_text import read_postcode, unit_key
from waymark.reference.readers.districts import DISTRICT_CODE, FORCE_CODE
from waymark.reference.readers.tables import Column, WrongFile, cell, find_columns, rows_of
from waymark.reference.rows import PostcodeRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_KIND = "postcodes"
_WANTED = {
    "postcode": Column(("pcds", "pcd2", "pcd7", "pcd8", "pcd", "postcode", "postcode_unit", "pc")),
    "latitude": Column(("lat", "latitude")),
    "longitude": Column(("long", "lon", "lng", "longitude")),
    "easting": Column(("oseast1m", "east1m", "easting", "eastings", "x", "ea")),
    "northing": Column(("osnrth1m", "north1m", "northing", "northings", "y", "no")),
    "district": Column((*DISTRICT_CODE.names, "dc"), ("lad#cd", "lad#_code", "lad#", "laua#")),
    "force": FORCE_CODE,
    "ended": Column(("doterm", "date_of_termination", "terminated", "ended_on")),
    "quality": Column(
        ("osgrdind", "gridind", "positional_quality", "positional_quality_indicator", "quality")
    ),
}
_OPTIONAL = tuple(name for name in _WANTED if name != "postcode")
# Where a postcode has no grid reference, ONSPD gives 99.999999, 0.000000 (its user guide), beyond the pole.
_HIGHEST_LATITUDE = 90.0
_NO_PLACE = (None, None)
_CODE_POINT_CELLS = 10
_NO_QUALITY = 90


def read_postcodes(stream: BinaryIO) -> Iterator[PostcodeRow]:
    """One row a postcode, live or ended. Raises WrongFile: not a postcode table, or a cell that cannot be.

    A file without headings whose rows have the ten columns of Code-Point Open is read as that: its grid
    references become degrees within 5 m, and its districts, not forces, say where a postcode lies.
    """
    rows = rows_of(stream, _KIND)
    number, first = next(rows)
    if len(first) == _CODE_POINT_CELLS and read_postcode(first[0]) and cell(first, 2).isdigit():
        yield _code_point_row(number, first)
        for number, cells in rows:
            yield _code_point_row(number, cells)
        return
    at = find_columns(_KIND, first, wanted=_WANTED, optional=_OPTIONAL)
    if all(at[name] is None for name in ("district", "force", "latitude", "easting")):
        expected = "beside the postcode a district, a force area, or a place"
        raise WrongFile(_KIND, expected=expected, found=", ".join(first[:12]), row=number)
    # 2.6 million rows are read: one call picks all cells, and a column that is not there is the empty last.
    pick = itemgetter(*(-1 if place is None else place for place in at.values()))
    width = len(first)
    for number, cells in rows:
        cells.extend([""] * max(1, width - len(cells) + 1))
        yield _row(number, _Cells._make(pick(cells)))


class _Cells(NamedTuple):
    """The cells of a row, in the order of `_WANTED`."""

    postcode: str
    lat: str
    lon: str
    easting: str
    northing: str
    district: str
    force: str
    ended: str
    quality: str


@lru_cache(maxsize=256)
def _force_code(text: str) -> str:
    force = territorial(text.strip().upper())
    return force.code if force else ""


def _key(text: str, number: int) -> str:
    key = unit_key(text)
    if not key:
        raise WrongFile(_KIND, expected="a postcode", found=repr(text[:20]), row=number)
    return key


def _row(number: int, cells: _Cells) -> PostcodeRow:
    lat, lon = _place(number, cells)
    quality = cells.quality.strip()
    return PostcodeRow(
        _key(cells.postcode, number),
        lat,
        lon,
        cells.district.strip().upper(),
        _force_code(cells.force),
        int(quality) if quality.isdigit() else None,
        _month(cells.ended.strip(), number) if cells.ended else None,
    )


def _place(number: int, cells: _Cells) -> tuple[float, float] | tuple[None, None]:
    try:
        if cells.lat and cells.lon:
            lat, lon = float(cells.lat), float(cells.lon)
            return (
                (lat, lon)
                if abs(lat) <= _HIGHEST_LATITUDE and abs(lon) <= 2 * _HIGHEST_LATITUDE
                else _NO_PLACE
            )
        # Northern Ireland's references are on the Irish grid, which nothing in the row says.
        if cells.easting and cells.northing and not cells.postcode.upper().startswith("BT"):
            return to_wgs84(float(cells.easting), float(cells.northing))
    except ValueError as fault:
        raise WrongFile(_KIND, expected="numbers for a place", found=str(fault), row=number) from fault
    return _NO_PLACE


def _month(text: str, number: int) -> date | None:
    """202406, 2024-06 or 2024-06-30 as the first of that month; None when empty."""
    if not text:
        return None
    match = re.match(r"^([0-9]{4})-?([0-9]{2})(?:-?[0-9]{2})?$", text)
    if not match or not 1 <= int(match[2]) <= 12:  # noqa: PLR2004 - months
        raise WrongFile(_KIND, expected="a month such as 202406", found=repr(text[:20]), row=number)
    return date(int(match[1]), int(match[2]), 1)


def _code_point_row(number: int, cells: Sequence[str]) -> PostcodeRow:
    """Columns: postcode, quality, easting, northing, country, two NHS areas, county, district, ward."""
    if len(cells) != _CODE_POINT_CELLS:
        found = f"{len(cells)} cells"
        raise WrongFile(_KIND, expected="the ten columns of Code-Point Open", found=found, row=number)
    try:
        quality, easting, northing = int(cells[1]), float(cells[2]), float(cells[3])
    except ValueError as fault:
        raise WrongFile(_KIND, expected="numbers for a place", found=str(fault), row=number) from fault
    # Quality 90 is "no coordinates": the grid reference is then 0, 0, a place in the sea.
    lat, lon = (None, None) if quality == _NO_QUALITY or not easting else to_wgs84(easting, northing)
    return PostcodeRow(_key(cells[0], number), lat, lon, cells[8].strip().upper(), "", quality, None)
