"""`waymark place`: which force a place belongs to."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from waymark.errors import WaymarkError
from waymark.interfaces.cli import door
from waymark.interfaces.cli.tables import beside, read_table
from waymark.reference.placements import Certainty, Placement
from waymark.reference.stated_locations import StatedLocation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from waymark.access.rules import Viewer
    from waymark.reference.forces import Force

_COLUMNS = {
    "lat": ("lat", "latitude"),
    "lon": ("lon", "long", "lng", "longitude"),
    "postcode": ("postcode",),
    "district": ("district", "district_code"),
}
_BATCH = 5_000


class AskedPlace(NamedTuple):
    """A place as it was typed. kept: other cells of its row, answered as they came."""

    location: StatedLocation
    kept: Mapping[str, object] = {}


def register(app: typer.Typer) -> None:
    @app.command(name="place")
    def place_command(
        lat: Annotated[str, typer.Option(help="Latitude in degrees (WGS84).")] = "",
        lon: Annotated[str, typer.Option(help="Longitude in degrees (WGS84).")] = "",
        postcode: Annotated[str, typer.Option(help="A postcode, or the part before its space.")] = "",
        district: Annotated[str, typer.Option(help="A district code of any vintage: E09000001.")] = "",
        file: Annotated[
            Path | None,
            typer.Option(exists=True, dir_okay=False, help="A CSV file: lat and lon, postcode, or district."),
        ] = None,
    ) -> None:
        """Say which force a place belongs to, and how surely."""
        ways = [bool(lat or lon), bool(postcode), bool(district), file is not None]
        if sum(ways) != 1 or bool(lat) != bool(lon):
            raise typer.BadParameter("give one of --lat with --lon, --postcode, --district, --file")
        with door.refusing():
            asked = [AskedPlace(StatedLocation(postcode, district, lat, lon))]
            _place(asked if file is None else places_in(file))


def _place(places: Iterable[AskedPlace]) -> None:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer

    viewer = acting_viewer()
    with acting(viewer):
        refused = door.answer_each(place_points(viewer, places, on=door.now().date()), _in_words)
    if refused:
        door.say(f"{refused} could not be placed; each says why.")
        raise typer.Exit(door.REFUSED)


def _in_words(answer: Mapping[str, object]) -> str:
    force, reasons = answer["force"], answer.get("reasons", [])
    name = force["name"] if isinstance(force, dict) else "no one force"
    why = str(answer.get("error") or "; ".join(reasons if isinstance(reasons, list) else []))
    return f"{name}  {answer['certainty']}  {why}"


def places_in(path: Path) -> Iterator[AskedPlace]:
    """The places of a CSV file with the columns lat and lon, postcode, or district. Raises WrongFile."""
    for row in read_table(path, _COLUMNS, needs="the columns lat and lon, or postcode, or district"):
        yield AskedPlace(StatedLocation(**row.wanted), row.kept)


def place_points(viewer: Viewer, places: Iterable[AskedPlace], *, on: date) -> Iterator[dict[str, object]]:
    """One answer a place, in order, by the data held on a day, inside `acting(...)`.

    One that cannot be read has `error`. Every cell of a row is answered with it; a heading that is also a
    key of ours comes as `column KEY`. Raises NotPermitted.
    """
    from waymark.reference.queries import place

    waiting = iter(places)
    while batch := list(islice(waiting, _BATCH)):
        ways = [_ways(asked.location) for asked in batch]
        answers = iter(place(viewer, [each for some in ways for each in some], on=on))
        for asked, some in zip(batch, ways, strict=True):
            answer = _agreed([next(answers) for _ in some])
            given = {name: text for name, text in asked.location._asdict().items() if text}
            if isinstance(answer, Placement):
                yield beside(asked.kept, {**given, **_as_values(answer)})
            else:
                nothing: dict[str, object] = {
                    "force": None,
                    "certainty": "nowhere",
                    "metres": None,
                    "forces": [],
                    "reasons": [],
                    "reference": [],
                }
                yield beside(asked.kept, {**given, **nothing, "error": str(answer)})


def _ways(location: StatedLocation) -> list[StatedLocation]:
    """Each way in which a row states its place: by point, postcode or district."""
    lat_lon = location._replace(postcode="", district="")
    ways = [
        *([lat_lon] if location.lat or location.lon else []),
        *([StatedLocation(postcode=location.postcode)] if location.postcode else []),
        *([StatedLocation(district=location.district)] if location.district else []),
    ]
    return ways or [location]


def _agreed(answers: Sequence[Placement | WaymarkError]) -> Placement | WaymarkError:
    """One answer of several ways to state a place; where they name different forces, a person must choose."""
    for answer in answers:
        if not isinstance(answer, Placement):
            return answer
    everything = [answer for answer in answers if isinstance(answer, Placement)]
    # A way that names no force says nothing against another: its data may not be loaded.
    placements = [placement for placement in everything if placement.forces] or everything
    if len({placement.force for placement in placements}) == 1:
        return placements[0]
    forces = dict.fromkeys(force for placement in placements for force in placement.forces)
    reasons = ("the row states its place in ways that disagree: a person must choose",)
    return Placement(
        None,
        Certainty.AMBIGUOUS if forces else Certainty.NOWHERE,
        None,
        tuple(forces),
        reasons + tuple(reason for placement in placements for reason in placement.reasons),
        tuple(dict.fromkeys(label for placement in placements for label in placement.reference)),
    )


def _as_values(placement: Placement) -> dict[str, object]:
    return {
        "force": _force(placement.force) if placement.force else None,
        "certainty": placement.certainty.value,
        "metres": placement.metres,
        "forces": [_force(force) for force in placement.forces],
        "reasons": list(placement.reasons),
        "reference": list(placement.reference),
    }


def _force(force: Force) -> dict[str, str]:
    return {"code": force.code, "name": force.name}
