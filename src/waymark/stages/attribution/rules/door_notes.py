"""What can be held on a door beside the answers that named it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from waymark.errors import WaymarkError


class NoteKind(StrEnum):
    """withdrawn: takes another note back; never chosen by itself."""

    OCCUPANT = "occupant"
    CHILD = "child"
    MOVED_OUT = "moved_out"
    SHARED_LINE = "shared_line"
    WARNING = "warning"
    WRONG_DOOR = "wrong_door"
    OTHER = "other"
    WITHDRAWN = "withdrawn"


NOTE_WORDS: dict[NoteKind, str] = {
    NoteKind.OCCUPANT: "Lives there",
    NoteKind.CHILD: "A child lives there",
    NoteKind.MOVED_OUT: "Moved out",
    NoteKind.SHARED_LINE: "The line or Wi-Fi is shared with others",
    NoteKind.WARNING: "Warning",
    NoteKind.WRONG_DOOR: "Was a wrong door",
    NoteKind.OTHER: "Something else",
    NoteKind.WITHDRAWN: "Taken back",
}


class NoteMissing(WaymarkError):
    """A note says too little to help anybody."""


def check_note(kind: NoteKind, text: str, *, since: date | None, until: date | None) -> None:
    """Pass when a note says something, and its days are in order. Raises NoteMissing."""
    if kind is NoteKind.WITHDRAWN:
        raise NoteMissing("Choose what the note says; a note is taken back from its own line")
    if not text.strip():
        raise NoteMissing("Say what is known: another officer will stand before this door")
    if kind is NoteKind.MOVED_OUT and until is None:
        raise NoteMissing("Give the day on which they moved out, as far as it is known")
    if since and until and until < since:
        raise NoteMissing("The last day lies before the first: correct the days")
