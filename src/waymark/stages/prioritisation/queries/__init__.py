"""Reading the queue, what is known of each referral, and the bundles, as plain values."""

from waymark.stages.prioritisation.queries.bundles import (
    BundleOfLine,
    BundleRecord,
    MemberLine,
    NothingBundled,
    bundle,
    bundles_of_lines,
)
from waymark.stages.prioritisation.queries.queue import (
    BadCursor,
    Filters,
    QueueLine,
    QueuePage,
    lines_of,
    places,
    queue,
    queue_line,
    taken_by,
)
from waymark.stages.prioritisation.queries.sorts import Sort, sort_called
from waymark.stages.prioritisation.queries.standing import (
    AssessmentLine,
    CheckLine,
    FactLine,
    StandingLine,
    assessments,
    check_asking,
    checks,
    known_facts,
    standing,
)

__all__ = [
    "AssessmentLine",
    "BadCursor",
    "BundleOfLine",
    "BundleRecord",
    "CheckLine",
    "FactLine",
    "Filters",
    "MemberLine",
    "NothingBundled",
    "QueueLine",
    "QueuePage",
    "Sort",
    "StandingLine",
    "assessments",
    "bundle",
    "bundles_of_lines",
    "check_asking",
    "checks",
    "known_facts",
    "lines_of",
    "places",
    "queue",
    "queue_line",
    "sort_called",
    "standing",
    "taken_by",
]
