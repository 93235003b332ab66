"""Keeping what arrives, before anything reads it; and noting what became of it."""

from waymark.stages.intake.operations.concluding import (
    claim,
    conclude,
    mark,
    stop_waiting,
    wait_for_report,
)
from waymark.stages.intake.operations.faults import raise_faults, settle_faults
from waymark.stages.intake.operations.keeping import keep
from waymark.stages.intake.operations.kept import ChangedWhileKept, Kept, NoHomeDesk, Offer
from waymark.stages.intake.operations.media import accept_listed, accept_media

__all__ = [
    "ChangedWhileKept",
    "Kept",
    "NoHomeDesk",
    "Offer",
    "accept_listed",
    "accept_media",
    "claim",
    "conclude",
    "keep",
    "mark",
    "raise_faults",
    "settle_faults",
    "stop_waiting",
    "wait_for_report",
]
