"""What figures and their keys are called on a page."""

from __future__ import annotations

from waymark.interfaces.web.templatetags.waymark_components import LEVELS
from waymark.reference.forces import FORCES
from waymark.stages.statistics.rules.dashboard import LAGS
from waymark.stages.statistics.rules.lags import BACKWARDS, HANDS, NO_END, NO_START

LEVEL_NAMES = {**LEVELS, "": "No level yet"}


def force_names() -> dict[str, str]:
    return {force.code: force.name for force in FORCES}


_FIGURES = {
    "levels": "On the queue",
    "weeks": "Received in week",
    "overdue": "Promise passed",
    "due_soon": "Promise due in 7 days",
    "forces": "On the queue",
    "folded": "Behind another line",
    "sources": "Reports of the last 90 days from",
    "lags": "Reports of the last 90 days, from incident to receipt",
}
_MISSING = {NO_START: "start missing", NO_END: "end missing", BACKWARDS: "end before start"}
_PROMISE = {"kept": "kept", "late": "stopped late", "running": "running still"}


def figure_in_words(figure: str, key: str) -> str:
    """What a figure and its key are called, for the heading over the rows behind it."""
    if figure == "promises":
        level, _, what = key.partition("|")
        how = _PROMISE.get(what, what)
        return f"Promises that fell due in the last 90 days, {how}: {LEVEL_NAMES.get(level, level)}"
    if figure == "hands":
        hand, _, what = key.partition("|")
        return f"{HANDS.get(hand, hand)}: {_MISSING.get(what, what)}"
    name = _FIGURES.get(figure, figure.replace("_", " "))
    if figure == "lags":
        return f"{name}: {_LAG_WORDS.get(key, key)}"
    words = (LEVEL_NAMES | force_names()).get(key, key)
    if figure == "forces":
        words = words if key else "No one force"
    return f"{name}: {words or 'not stated'}"


_LAG_WORDS = {
    "none": "time of the incident not stated",
    "more": "more than 90 days",
    **{str(d): f"up to {d} days" for d in LAGS if d},
}
