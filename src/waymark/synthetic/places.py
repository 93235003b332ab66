"""Invented towns, each in open country inside the area of a real force, and their invented postcodes.

Force codes and names are the real ones (ONS police force areas), so that routing can be shown; everything
below a force is invented. The points are moors, forests, parks and marsh, so that none is anybody's house.
Postcodes begin with X and an area letter: no UK postcode begins with Q, V or X (BS 7666, Royal Mail
programmers' guide), so none of these can be anybody's.
District codes lie in E07999, S12999, W06999 and N09999, blocks that the ONS has not given out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from waymark.synthetic.draws import Draws

POSTCODES_A_PLACE: Final = 24
OUTWARD_CODES_A_PLACE: Final = 3
# The letters that the inward half of a real postcode is made of (no C, I, K, M, O or V).
INWARD_LETTERS: Final = "ABDEFGHJLNPQRSTUWXYZ"
# Postcode points lie within 0.008 degrees (under 900 m) of their town, well inside the force.
POINT_SPREAD: Final = 0.008


class Place(NamedTuple):
    """An invented town.

    area: its two letters of postcode. district, district_name: invented. latitude, longitude: WGS84 degrees.
    """

    town: str
    area: str
    district: str
    district_name: str
    pfa_code: str
    pfa_name: str
    latitude: float
    longitude: float


class Postcode(NamedTuple):
    text: str
    place: Place
    latitude: float
    longitude: float


PLACES: Final = (
    Place("Crakebottom", "XA", "E07999001", "Upper Crake", "E23000010", "West Yorkshire", 53.7, -2.02),
    Place("Ottersedge", "XB", "E07999002", "Ottersedge Vale", "E23000010", "West Yorkshire", 53.92, -1.82),
    Place("Millersquill", "XC", "E07999003", "Quillsdale", "E23000005", "Greater Manchester", 53.54, -1.98),
    Place("Umberdeer", "XD", "E07999004", "Umber", "E23000001", "Metropolitan Police", 51.445, -0.275),
    Place("Torwhistle", "XE", "E07999005", "Whistle Moor", "E23000035", "Devon & Cornwall", 50.6, -3.95),
    Place("Marshlantern", "XF", "E07999006", "Lantern Marsh", "E23000032", "Kent", 50.99, 0.9),
    Place("Cwmteasel", "XG", "W06999007", "Dyffryn Teasel", "W15000003", "South Wales", 51.7, -3.57),
    Place("Kielbobbin", "XH", "E07999008", "Bobbin Forest", "E23000007", "Northumbria", 55.22, -2.5),
    Place("Glenfiddleton", "XJ", "S12999009", "Fiddle and Strath", "S23000009", "Scotland", 57.08, -3.75),
    Place("Ballytrestle", "XK", "N09999010", "Trestle Hills", "N99999999", "Northern Ireland", 54.82, -7.03),
)


def draw_postcodes(draws: Draws) -> tuple[Postcode, ...]:
    """Invent the postcodes of every place; each has its own text and a point near its town."""
    return tuple(_postcode(draws, place, number) for place in PLACES for number in range(POSTCODES_A_PLACE))


def _postcode(draws: Draws, place: Place, number: int) -> Postcode:
    outward = f"{place.area}{1 + number % OUTWARD_CODES_A_PLACE}"
    # The digit and first letter come from the number, so that no two in a place are alike.
    tens, units = divmod(number // OUTWARD_CODES_A_PLACE, 10)
    inward = f"{units}{INWARD_LETTERS[tens]}{draws.choice(INWARD_LETTERS)}"
    return Postcode(
        f"{outward} {inward}",
        place,
        round(place.latitude + draws.uniform(-POINT_SPREAD, POINT_SPREAD), 5),
        round(place.longitude + draws.uniform(-POINT_SPREAD, POINT_SPREAD), 5),
    )
