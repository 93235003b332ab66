"""What one named decision may say of a bundle's list, and how a list that was shown is known again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import StrEnum

from waymark.errors import WaymarkError


class Decision(StrEnum):
    """What an officer decides of everybody on the list."""

    NO_FURTHER_ACTION = "no_further_action"
    KEPT_FOR_INTELLIGENCE = "kept_for_intelligence"


class ListChanged(WaymarkError):
    """The list is not the one that the officer was shown."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"The list of {reference} has changed since it was shown, and nothing was recorded: look at it again"
        )


class NobodyToDecide(WaymarkError):
    """Nobody on the list may be decided together."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"{reference} has nobody whom one decision may cover: each of its people is decided singly, "
            "or waits for what is not known yet"
        )


def list_digest(referrals: Iterable[str]) -> str:
    """Know a list again by the references on it, in whatever order: SHA-256, in hexadecimal digits."""
    return hashlib.sha256("\n".join(sorted(referrals)).encode()).hexdigest()
