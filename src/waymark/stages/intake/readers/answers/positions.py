"""Google's record of positions (`Location History/Records.json`): where a device was, fix by fix.

A year of fixes is hundreds of thousands. Every element of every fix is kept raw at its path; what a person
needs first is said beside: the places, about a kilometre across, with how many fixes fall there, the first and
the last. A place is that of the fix that states the least inaccuracy.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from waymark.referrals.types import Fact, Flaw, IncidentDetail, KeptRaw, Named
from waymark.stages.intake.readers.answers.gathering import Gathered
from waymark.stages.intake.readers.errors import UnknownRoot
from waymark.stages.intake.readers.json_documents import Members, Number, Value, load
from waymark.stages.intake.readers.json_taking import leaves
from waymark.stages.intake.readers.times import stated
from waymark.stages.intake.readers.written_dates import since_1970

PLATFORM = "Google"
KNOWN_PATHS: Mapping[str, str] = {
    "/locations[]": "kept raw, each element; counted in IncidentDetail (position)",
    "/locations[]/latitudeE7, longitudeE7": "IncidentDetail (position): latitude, longitude, by place",
    "/locations[]/accuracy": "IncidentDetail (position): metres, of the best fix there",
    "/locations[]/timestamp, timestampMs": "IncidentDetail (position): first_at, last_at",
}
_LOOKS = re.compile(r'^\s*\{\s*"locations"\s*:\s*\[(?=.*"latitudeE7"|\s*\]|\s*$)', re.DOTALL)
# Google writes degrees as whole numbers of ten millionths.
_E7 = 10_000_000
# Two places after the point: 1.1 km from north to south, 0.7 km from east to west at 51 degrees north.
_PLACES = 2
_NORTH, _EAST = 90, 180


def looks_like(head: str) -> bool:
    return _LOOKS.match(head.lstrip("\ufeff")) is not None


@dataclass(slots=True)
class _Place:
    latitude: float
    longitude: float
    metres: float | None
    count: int = 0
    first: datetime | None = None
    last: datetime | None = None

    def add(self, fix: _Fix) -> None:
        self.count += 1
        if fix.metres is not None and (self.metres is None or fix.metres < self.metres):
            self.latitude, self.longitude, self.metres = fix.latitude, fix.longitude, fix.metres
        if fix.at is not None:
            self.first = fix.at if self.first is None else min(self.first, fix.at)
            self.last = fix.at if self.last is None else max(self.last, fix.at)


@dataclass(frozen=True, slots=True)
class _Fix:
    latitude: float
    longitude: float
    metres: float | None
    at: datetime | None


def take(text: str, gathered: Gathered) -> None:
    """Take a record of positions. Raises CannotRead for what is no JSON, or no list of positions."""
    document = load(io.BytesIO(text.encode("utf-8")))
    fixes = dict(document.pairs).get("locations") if isinstance(document, Members) else None
    if not isinstance(document, Members) or not isinstance(fixes, list):
        raise UnknownRoot(where="$.locations", what="The document has no list of positions")
    gathered.out.extend(KeptRaw(path, words) for path, words in leaves("$", document))
    places: dict[tuple[float, float], _Place] = {}
    lost, untimed = [], []
    for n, each in enumerate(fixes):
        fix = _fix(each)
        if fix is None:
            lost.append(n)
            continue
        if fix.at is None:
            untimed.append(n)
        key = round(fix.latitude, _PLACES), round(fix.longitude, _PLACES)
        places.setdefault(key, _Place(fix.latitude, fix.longitude, fix.metres)).add(fix)
    gathered.out += _flaws(lost, untimed)
    gathered.knows_nothing = False
    # Where a device was most comes first.
    for place in sorted(places.values(), key=lambda each: -each.count):
        gathered.details.append(IncidentDetail(len(gathered.details) + 2, "position", _said(place)))
    gathered.say(service=PLATFORM)
    gathered.know(service=PLATFORM)


def _flaws(lost: list[int], untimed: list[int]) -> list[Fact]:
    found: list[Fact] = []
    if lost:
        what = f"{len(lost)} entries have no position that is on the earth, this one first: they are kept raw alone"
        found.append(Flaw(f"$.locations[{lost[0]}]", what))
    if untimed:
        what = (
            f"{len(untimed)} positions have no time that is one, this one first: they are counted without it. Ask "
            "the platform for the record again"
        )
        found.append(Flaw(f"$.locations[{untimed[0]}]", what))
    return found


def _fix(value: Value) -> _Fix | None:
    """A fix, or None where it states no position on the earth."""
    said = dict(value.pairs) if isinstance(value, Members) else {}
    latitude, longitude = _degrees(said.get("latitudeE7")), _degrees(said.get("longitudeE7"))
    if latitude is None or longitude is None or abs(latitude) > _NORTH or abs(longitude) > _EAST:
        return None
    return _Fix(latitude, longitude, _number(said.get("accuracy")), _at(said))


def _at(said: Mapping[str, Value]) -> datetime | None:
    written, counted = said.get("timestamp"), said.get("timestampMs")
    if isinstance(written, str):
        return stated(written).instant
    digits = counted.text if isinstance(counted, Number) else counted
    return since_1970(digits, unit="milliseconds").instant if isinstance(digits, str) else None


def _degrees(value: Value) -> float | None:
    number = _number(value)
    return None if number is None else number / _E7


def _number(value: Value) -> float | None:
    if not isinstance(value, Number) or not re.fullmatch(r"-?\d{1,12}(?:\.\d{1,12})?", value.text):
        return None
    return float(value.text)


def _said(place: _Place) -> tuple[Named, ...]:
    said = {
        "latitude": f"{place.latitude:.7f}",
        "longitude": f"{place.longitude:.7f}",
        "metres": "" if place.metres is None else f"{place.metres:g}",
        "fixes": str(place.count),
        "first_at": _words(place.first),
        "last_at": _words(place.last),
    }
    return tuple(Named(name, words) for name, words in said.items() if words)


def _words(at: datetime | None) -> str:
    return "" if at is None else at.astimezone(UTC).isoformat(timespec="seconds")
