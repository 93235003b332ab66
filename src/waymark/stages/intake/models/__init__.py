"""What arrived, what was made of it, packs, and the sealed store."""

from waymark.stages.intake.models.column_maps import SavedColumnMap
from waymark.stages.intake.models.deliveries import (
    Delivery,
    DeliveryBefore,
    DeliveryMember,
    DeliveryPart,
    Fault,
    Outcome,
    Reading,
    WaitingDocument,
)
from waymark.stages.intake.models.packs import Pack, PackDocument, PackFact, PackPlace, ResolutionCheck
from waymark.stages.intake.models.sealed import MediaAuthority, SealedItem, SealedPart, SealingKey

__all__ = [
    "Delivery",
    "DeliveryBefore",
    "DeliveryMember",
    "DeliveryPart",
    "Fault",
    "MediaAuthority",
    "Outcome",
    "Pack",
    "PackDocument",
    "PackFact",
    "PackPlace",
    "Reading",
    "ResolutionCheck",
    "SavedColumnMap",
    "SealedItem",
    "SealedPart",
    "SealingKey",
    "WaitingDocument",
]
