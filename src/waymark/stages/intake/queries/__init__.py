"""Reading what arrived: deliveries, their bytes, what waits, and what a person must look at."""

from waymark.stages.intake.queries.content import (
    ContentDiffers,
    Element,
    NoContent,
    StoredContent,
    elements,
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
    "NoContent",
    "NumberSaid",
    "StoredContent",
    "answers",
    "answers_to",
    "deliveries",
    "deliveries_with_faults",
    "delivery_called",
    "delivery_of",
    "delivery_references",
    "elements",
    "faults",
    "has_deliveries",
    "holdings",
    "numbers_known",
    "numbers_said",
    "open_content",
    "unread_deliveries",
    "waiting_for",
    "waiting_since",
]
