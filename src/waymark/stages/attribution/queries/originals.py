"""Where in their documents the events of a schedule stand, by reading the documents again."""

from __future__ import annotations

from collections.abc import Iterable

from waymark.access.rules import Permission, Viewer, require
from waymark.stages.attribution.rules.originals import EventWords, paths_of_events
from waymark.stages.attribution.rules.schedules import EventToAsk
from waymark.stages.intake.queries import delivery_of, open_content
from waymark.stages.intake.readers.catalogue import READERS
from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.rules import Kind

LARGEST = 16 << 20
"""A larger document is not read again while an officer waits: its lines name report and event alone."""


def paths_in_documents(viewer: Viewer, events: Iterable[EventToAsk]) -> dict[str, str]:
    """The path of each event's element, by the event's key; nothing for one whose place is not certain.

    Each document is read once. Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    by_report: dict[int, list[EventToAsk]] = {}
    for event in events:
        by_report.setdefault(event.report_id, []).append(event)
    found: dict[str, str] = {}
    for report_id, some in by_report.items():
        paths = _paths(viewer, report_id)
        for event in some:
            path = paths.get(EventWords(event.ordinal, event.address, event.captured_text))
            if path:
                found[event.key] = path
    return found


def _paths(viewer: Viewer, report_id: int) -> dict[EventWords, str]:
    delivery = delivery_of(viewer, report_id)
    if delivery is None or not delivery.has_content or delivery.size > LARGEST:
        return {}
    reader = READERS.get(Kind(delivery.kind))
    if reader is None:
        return {}
    try:
        return paths_of_events(reader.read(open_content(delivery.id), trace=True))
    except CannotRead:
        return {}
