"""Loading versions of reference data, putting one in another's place, and ending one."""

from waymark.reference.operations.ending import AlreadySucceeded, CannotEnd, end, note_use
from waymark.reference.operations.loading import AnotherKind, DatesOutOfOrder, LoadOutcome, SameFile, load
from waymark.reference.queries import NoSuchVersion

__all__ = [
    "AlreadySucceeded",
    "AnotherKind",
    "CannotEnd",
    "DatesOutOfOrder",
    "LoadOutcome",
    "NoSuchVersion",
    "SameFile",
    "end",
    "load",
    "note_use",
]
