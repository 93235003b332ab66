"""Small files of reference data, saying only what matters to a test."""

import io
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime

from waymark.reference.kinds import Kind
from waymark.reference.versions import Version


def a_file(*lines: str, newline: str = "\n", encoding: str = "utf-8") -> io.BytesIO:
    return io.BytesIO(newline.join((*lines, "")).encode(encoding))


def a_square(west: float, south: float, *, size: float = 1.0) -> list[list[list[float]]]:
    east, north = west + size, south + size
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def areas_file(*features: tuple[Mapping[str, object], object], **members: object) -> io.BytesIO:
    """features: (properties, geometry)."""
    document = {
        "type": "FeatureCollection",
        **members,
        "features": [{"type": "Feature", "properties": p, "geometry": g} for p, g in features],
    }
    return io.BytesIO(json.dumps(document).encode())


def a_version(
    kind: Kind,
    *,
    number: int = 1,
    name: str = "made.csv",
    valid_from: date | None = None,
    valid_to: date | None = None,
    covers: tuple[str, ...] = ("all",),
) -> Version:
    loaded_at = datetime(2026, 11, 22, 9, tzinfo=UTC)
    return Version(number, kind, name, "", "", 0, valid_from, valid_to, loaded_at, 1, covers)
