"""What figures and their keys are called on a page."""

from __future__ import annotations

from waymark.interfaces.web.templatetags.waymark_components import LEVELS
from waymark.reference.forces import FORCES
from waymark.stages.statistics.rules.dashboard import LAGS
from waymark.stages.statistics.rules.lags import BACKWARDS, HANDS, NO_END, NO_START
from waymark.stages.statistics.rules.reports import heading
from waymark.stages.statistics.rules.units import NOT_KNOWN_THEN, By, Unit

LEVEL_NAMES = {**LEVELS, "": "No level yet"}


def force_names() -> dict[str, str]:
    return {force.code: force.name for force in FORCES}


UNIT_NAMES = {unit: f"{heading(unit.value.replace('_', ' '))}s".replace("ys", "ies") for unit in Unit} | {
    Unit.CHILD_SAFEGUARDED: "Children safeguarded",
    Unit.VOLUNTARY_ATTENDANCE: "Voluntary attendances",
}
BY_NAMES = {by: heading(by.value.replace("_", " ")) for by in By}


def part_in_words(by: str, value: str) -> str:
    """What one value of a split is called; a source or an offence stands as it was stated."""
    if not value:
        return "No single force" if by == By.FORCE else "Not stated"
    if value == NOT_KNOWN_THEN:
        return "Not known then"
    if by == By.FORCE:
        return force_names().get(value, value)
    if by in {By.LEVEL, By.STAGE, By.OUTCOME, By.KIND, By.STATE, By.SEX}:
        return heading(value.replace("_", " "))
    return value


_FIGURES = {
    "levels": "On the queue",
    "weeks": "Received in week",
    "overdue": "Promise passed",
    "due_soon": "Promise due in 7 days",
    "forces": "On the queue",
    "folded": "Behind another line",
    "sources": "Reports of the last 90 days from",
    "lags": "Reports of the last 90 days, from incident to receipt",
    "fell_due": "Promises that fell due in the last 90 days",
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
    if figure == "known":
        return f"{HANDS.get(key, key)}: both moments recorded"
    name = _FIGURES.get(figure, figure.replace("_", " "))
    if figure == "lags":
        return f"{name}: {_LAG_WORDS.get(key, key)}"
    words = (LEVEL_NAMES | force_names()).get(key, key)
    if figure == "forces":
        words = words if key else "No single force"
    return f"{name}: {words or 'not stated'}"


_LAG_WORDS = {
    "none": "time of the incident not stated",
    "more": "more than 90 days",
    **{str(d): f"up to {d} days" for d in LAGS if d},
}
