"""The field-loss report: of each kind of document what its reader knows, from the readers themselves. Pure."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import NamedTuple

from waymark.stages.intake.readers.catalogue import READERS
from waymark.stages.intake.readers.pack_cover import FIELDS, Subject
from waymark.stages.intake.readers.pack_cover.mining import NAME
from waymark.stages.intake.rules import Kind


class Known(NamedTuple):
    """What a reader knows. paths: or labels, with where each goes; empty where every one of its schema has a place."""

    reader: str
    paths: Mapping[str, str]


def known_paths() -> dict[Kind, Known]:
    """For each kind of document its reader, and what that knows; whatever else a document holds is kept raw."""
    read = {
        kind: Known(reader.name, getattr(sys.modules[reader.read.__module__], "KNOWN_PATHS", {}))
        for kind, reader in READERS.items()
    }
    return read | {Kind.PACK: Known(NAME, _PROPOSED)}


_SUBJECTS = {
    Subject.COVER: "report",
    Subject.PERSON: "party",
    Subject.ACCOUNT: "account",
    Subject.RESOLUTION: "IP event, subscriber",
}
# A pack's whole text stays beside its form: what no field is for is read there, and never dropped.
_PROPOSED = {
    f"{field.subject}: {field.label}": f"{_SUBJECTS[field.subject]}, once an officer confirmed it"
    for field in FIELDS
}
