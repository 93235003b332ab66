"""At which desk an officer gives or holds work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from waymark.errors import WaymarkError

if TYPE_CHECKING:
    from waymark.access.rules import Viewer


class NoHomeDesk(WaymarkError):
    """Work is given at a desk, and the officer has none."""

    def __init__(self, username: str) -> None:
        super().__init__(
            f"{username} has no home desk: an administrator gives one with `waymark officer change`"
        )


def home_desk(viewer: Viewer) -> int:
    """The desk at which the viewer gives or holds work. Raises NoHomeDesk."""
    if viewer.home_desk is None:
        raise NoHomeDesk(viewer.username)
    return viewer.home_desk
