"""Districts and their forces, in a lookup table of any vintage."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from waymark.reference.forces import nation_force, territorial
from waymark.reference.readers.tables import Column, WrongFile, cell, find_columns, rows_of
from waymark.reference.rows import DistrictRow

if TYPE_CHECKING:
    from collections.abc import Iterator

DISTRICT_CODE = Column(
    ("lad_code", "ladcd", "district_code", "local_authority_code", "oslaua", "laua"),
    ("lad#cd", "lad#_code", "ltla#cd", "ltla#_code", "lad#_cd", "lad_#_code", "lgd#cd", "lau1#cd"),
)
FORCE_CODE = Column(
    ("pfa_code", "pfacd", "pfa", "force_code", "police_force_area_code"),
    ("pfa#cd", "pfa#_code", "pfa#_cd", "pfa_#_code", "pfa#"),
)
_NAME = Column(
    ("lad_name", "ladnm", "district_name"), ("lad#nm", "lad#_name", "ltla#nm", "ltla#_name", "lgd#nm")
)
_GSS = re.compile(r"^(?:[EWSN][0-9]{8}|95[A-Z]{2}|95[A-Z0-9]{1,2})$")


def read_districts(stream: BinaryIO) -> Iterator[DistrictRow]:
    """One row a district. A district with several partnerships stands in several rows and comes once; one of a
    nation with one force may leave the force out.

    Raises WrongFile: no columns for district and force; a code that is none; one district in two forces.
    """
    rows = rows_of(stream, "districts")
    _, headings = next(rows)
    at = find_columns(
        "districts",
        headings,
        wanted={"district": DISTRICT_CODE, "force": FORCE_CODE, "name": _NAME},
        optional=("name",),
    )
    seen: dict[str, str] = {}
    for number, cells in rows:
        code, force_code = cell(cells, at["district"]).upper(), cell(cells, at["force"]).upper()
        if not _GSS.match(code):
            raise WrongFile("districts", expected="a code such as E09000001", found=repr(code), row=number)
        force = territorial(force_code) or (None if force_code else nation_force(code))
        if force is None:
            raise WrongFile(
                "districts",
                expected="a force area code such as E23000001",
                found=repr(force_code),
                row=number,
            )
        if code not in seen:
            seen[code] = force.code
            yield DistrictRow(code, cell(cells, at["name"]), force.code)
        elif seen[code] != force.code:
            raise WrongFile(
                "districts",
                expected="each district in one force",
                found=f"{code} in {seen[code]} and in {force.code}",
                row=number,
            )
