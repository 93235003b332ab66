"""Where an officer can go: the pages of the bar at the top, each with its permission and its key.

What a desk opens daily comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse

from waymark.access.rules import Permission, Role, Viewer


class Item(NamedTuple):
    """A page of the bar. name: of its route; key: pressed after `g` to go there."""

    name: str
    label: str
    permission: Permission
    key: str


ITEMS = (
    Item("queue", "Queue", Permission.READ_QUEUE, "q"),
    Item("my_desk", "My desk", Permission.HOLD_WORK, "m"),
    Item("board", "Board", Permission.READ_BOARD, "b"),
    Item("boards", "Promises", Permission.READ_QUEUE, "u"),
    Item("deliver", "Deliver", Permission.DELIVER, "d"),
    Item("packs", "Packs", Permission.DELIVER, "p"),
    Item("enquiries", "Enquiries", Permission.READ_RECORD, "e"),
    Item("packages", "Disseminations", Permission.READ_RECORD, "i"),
    Item("doors_search", "Doors", Permission.READ_RECORD, "o"),
    Item("levels", "Levels", Permission.READ_QUEUE, "l"),
    Item("statistics", "Figures", Permission.READ_STATISTICS, "s"),
    Item("patterns", "Patterns", Permission.READ_RECORD, "t"),
    Item("notices", "Notices", Permission.READ_NOTICES, "n"),
    Item("faults", "Faults", Permission.READ_FAULTS, "f"),
    Item("policy", "Policy", Permission.READ_POLICY, "y"),
    Item("reference", "Reference", Permission.READ_REFERENCE, "r"),
    Item("clock_settings", "Clocks", Permission.MANAGE_INSTALLATION, "c"),
    Item("media", "Sealed media", Permission.AUTHORISE_MEDIA, "x"),
    Item("audit", "Audit", Permission.READ_ACCESS_LOG, "a"),
)


# As many stand in the bar as fit one line of 1280 pixels beside the box for a reference; the rest under More.
IN_THE_BAR = 7

# Where the work of a role is, for those whose first page is not the queue: the first that an officer holds.
FIRST = (
    (Role.ADMINISTRATOR, "faults"),
    (Role.DATA_PROTECTION_OFFICER, "audit"),
    (Role.AUDITOR, "audit"),
)


class Place(NamedTuple):
    """A page of the bar for one officer. is_here: the address being shown is this page or below it."""

    name: str
    label: str
    address: str
    key: str
    is_here: bool


def places(viewer: Viewer, *, path: str) -> list[Place]:
    """The pages that this officer may open, in the order of the bar."""
    found = []
    for item in ITEMS:
        address = _address(item.name)
        if address and viewer.may(item.permission):
            found.append(Place(item.name, item.label, address, item.key, is_here=path.startswith(address)))
    return found


def laid_out(found: Sequence[Place]) -> tuple[Sequence[Place], Sequence[Place]]:
    """The pages that stand in the bar, and those under More; one that would be alone there has its place too."""
    shown = len(found) if len(found) <= IN_THE_BAR + 1 else IN_THE_BAR
    return found[:shown], found[shown:]


def first_place(viewer: Viewer) -> str | None:
    """The address where this officer's work is; None for one who may open no page."""
    addresses = {place.name: place.address for place in places(viewer, path="")}
    if "queue" in addresses:
        return addresses["queue"]
    for role, name in FIRST:
        if role in viewer.roles and name in addresses:
            return addresses[name]
    return next(iter(addresses.values()), None)


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:  # a page that is not built yet is not offered
        return None
