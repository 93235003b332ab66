"""A digest that nobody dreads: a few lines, references only, and nothing when there is nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

SUBJECT = "Waymark: what changed on your desk"
_MOST = 10
_WORDS = {
    "given": "Given to you",
    "taken_away": "No longer yours",
    "outcome": "What came of a case that you worked on",
}


def digest_text(lines: Sequence[tuple[str, str]]) -> str:
    """The text of one officer's digest. lines: kind and reference of each notice; no name, no detail is in it."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, subject in lines:
        by_kind[kind].append(subject)
    said = []
    for kind, subjects in by_kind.items():
        more = f" and {len(subjects) - _MOST} more" if len(subjects) > _MOST else ""
        said.append(f"{_WORDS.get(kind, kind)}: {', '.join(subjects[:_MOST])}{more}")
    return "\n".join([*said, "", "Sign in and open My desk to see them. This message holds references only."])


def webhook_body(counts: Sequence[tuple[int, int]]) -> dict[str, object]:
    """What a desk's webhook is told: for how many officers something changed, and how much. No officer is named."""
    return {
        "kind": "waymark.digest",
        "officers": len(counts),
        "notices": sum(count for _, count in counts),
    }
