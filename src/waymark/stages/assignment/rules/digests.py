"""A digest that nobody dreads: one line a thing, references only, what stands changed alone; never an empty one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

SUBJECT = "Waymark: what changed on your desk"
_MOST = 20
_ZONE = ZoneInfo("Europe/London")
_WORDS = {
    "given": "Given to you",
    "taken_away": "No longer yours",
    "outcome": "What came of a case that you worked on",
}
_HAS_IT = {"given": True, "taken_away": False}


def is_hour_of(hours: Sequence[int], *, now: datetime) -> bool:
    """Whether digests go out now. hours: by the clock on the wall, 0 to 23."""
    return now.astimezone(_ZONE).hour in hours


def changes(notices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What stands changed, in the order in which it came: each thing once, and nothing that was changed back.

    notices: kind and reference of each, the oldest first.
    """
    first: dict[str, str] = {}
    last: dict[tuple[str, str], str] = {}
    for kind, subject in notices:
        group = "desk" if kind in _HAS_IT else kind
        if group == "desk":
            first.setdefault(subject, kind)
        last.pop((group, subject), None)
        last[group, subject] = kind
    return [
        (kind, subject)
        for (group, subject), kind in last.items()
        # Given and then taken away again, or the reverse: the desk is as it was.
        if group != "desk" or _HAS_IT[kind] == _HAS_IT[first[subject]]
    ]


def digest_text(lines: Sequence[tuple[str, str]]) -> str:
    """The text of one officer's digest. lines: as `changes` gives them, one at least; no name, no detail is in it."""
    said = [f"{_WORDS.get(kind, kind)}: {subject}" for kind, subject in lines[:_MOST]]
    if len(lines) > _MOST:
        said.append(f"And {len(lines) - _MOST} more.")
    return "\n".join([*said, "", "Sign in and open My desk to see them. This message holds references only."])


def webhook_body(counts: Sequence[tuple[int, int]]) -> dict[str, object]:
    """What a desk's webhook is told: for how many officers something changed, and how much. No officer is named."""
    return {
        "kind": "waymark.digest",
        "officers": len(counts),
        "notices": sum(count for _, count in counts),
    }
