"""Reading what arrived: deliveries, their bytes, what waits, and what a person must look at."""

from waymark.stages.intake.queries.content import (
    ContentDiffers,
    Element,
    NoContent,
    StoredContent,
    elements,
    facts_of,
    holdings,
    open_content,
)
from waymark.stages.intake.queries.deliveries import (
    DeliveryAnswer,
    DeliveryRecord,
    answers,
    answers_to,
    deliveries,
    delivery_called,
    delivery_of,
    delivery_references,
    has_deliveries,
)
from waymark.stages.intake.queries.faults import (
    FaultLine,
    deliveries_with_faults,
    faults,
    waiting_since,
)
from waymark.stages.intake.queries.media import MediaBeside, digests_of, media_beside, media_waiting_for
from waymark.stages.intake.queries.members import MemberLine, containers_of, member_counts, members
from waymark.stages.intake.queries.waiting import (
    NumberSaid,
    numbers_known,
    numbers_said,
    unread_deliveries,
    waiting_for,
)

__all__ = [
    "ContentDiffers",
    "DeliveryAnswer",
    "DeliveryRecord",
    "Element",
    "FaultLine",
    "MediaBeside",
    "MemberLine",
    "NoContent",
    "NumberSaid",
    "StoredContent",
    "answers",
    "answers_to",
    "containers_of",
    "deliveries",
    "deliveries_with_faults",
    "delivery_called",
    "delivery_of",
    "delivery_references",
    "digests_of",
    "elements",
    "facts_of",
    "faults",
    "has_deliveries",
    "holdings",
    "media_beside",
    "media_waiting_for",
    "member_counts",
    "members",
    "numbers_known",
    "numbers_said",
    "open_content",
    "unread_deliveries",
    "waiting_for",
    "waiting_since",
]
