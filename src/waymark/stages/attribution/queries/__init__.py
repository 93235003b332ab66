"""Reading what attribution holds: verdicts and places, enquiries and their answers, doors and what is held on them."""

from waymark.stages.attribution.queries.event_groups import judged_events
from waymark.stages.attribution.queries.made_from import MadeFromLine, verdicts_from
from waymark.stages.attribution.queries.unplaced import UnplacedLine, unplaced, unplaced_counts
from waymark.stages.attribution.queries.verdicts import (
    ForceLine,
    PlaceLine,
    VerdictLine,
    force_of,
    places,
    resolvability_counts,
    verdicts,
)

__all__ = [
    "ForceLine",
    "MadeFromLine",
    "PlaceLine",
    "UnplacedLine",
    "VerdictLine",
    "force_of",
    "judged_events",
    "places",
    "resolvability_counts",
    "unplaced",
    "unplaced_counts",
    "verdicts",
    "verdicts_from",
]
