"""The column maps that a desk has saved."""

from __future__ import annotations

from waymark.access.rules import Permission, Viewer, require
from waymark.errors import WaymarkError
from waymark.stages.intake.models import SavedColumnMap
from waymark.stages.intake.readers.registers.maps import ColumnMap
from waymark.stages.intake.readers.written_dates import DateOrder


class NoSuchMap(WaymarkError):
    """No column map of that name at this desk."""

    def __init__(self, name: str, known: list[str]) -> None:
        names = f"there are {', '.join(known)}" if known else "none is saved yet"
        super().__init__(
            f"No column map is called {name!r} at your desk ({names}): make one on the page Registers"
        )


def column_maps(viewer: Viewer) -> list[ColumnMap]:
    """The newest version of each map of the viewer's home desk, by name. Raises NotPermitted."""
    require(viewer, Permission.DELIVER)
    saved = (
        SavedColumnMap.objects.filter(desk_id=viewer.home_desk or 0)
        .order_by("name", "-version")
        .distinct("name")
    )
    return [_made(each) for each in saved]


def column_map_called(viewer: Viewer, name: str) -> ColumnMap:
    """The newest version of a map. Raises NotPermitted, NoSuchMap."""
    maps = column_maps(viewer)
    for each in maps:
        if each.name == name.strip():
            return each
    raise NoSuchMap(name, [each.name for each in maps])


def _made(saved: SavedColumnMap) -> ColumnMap:
    return ColumnMap(
        saved.name,
        saved.version,
        tuple((heading, field) for heading, field in saved.columns),
        DateOrder(saved.date_order),
        tuple(saved.blanks),
    )
