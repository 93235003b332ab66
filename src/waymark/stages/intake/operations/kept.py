"""What a door holds out, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, Protocol

from waymark.access.rules import Viewer
from waymark.errors import WaymarkError
from waymark.stages.intake.rules import Kind, Refusal


class Offer(Protocol):
    """Something that a door holds out: a name, the folder it lay in, its size, and a way to read its bytes."""

    @property
    def name(self) -> str: ...

    @property
    def folder(self) -> str: ...

    @property
    def size(self) -> int: ...

    def open(self) -> BinaryIO: ...


@dataclass(slots=True)
class Kept:
    """A delivery that is kept, durable, and ready to be read; `whole` has its content when that is little.

    is_new: False when the desk already had these bytes.
    part_of: the id of the container that it was found in, else None.
    door: the door by which it came.
    inside: what is new of the documents that it holds; holds_only_known: none is, and there are some.
    """

    id: int
    reference: str
    desk: int
    name: str
    folder: str
    source: str
    sha256: bytes
    size: int
    kind: Kind
    received_at: datetime
    is_new: bool
    refusal: Refusal | None
    whole: bytes | None = None
    part_of: int | None = None
    inside: list[Kept] = field(default_factory=list)
    holds_only_known: bool = False
    door: str = ""

    @property
    def brings_anything(self) -> bool:
        """Whether the desk did not have it: of a container, whether anything in it is new."""
        if self.is_new and self.kind.is_opened and not self.refusal:
            return bool(self.inside) or not self.holds_only_known
        return self.is_new

    @property
    def to_read(self) -> list[Kept]:
        """The deliveries that a reader takes next: this one and what lies in it."""
        mine = [self] if self.is_new and not self.refusal and not self.kind.is_opened else []
        return [*mine, *(each for inner in self.inside for each in inner.to_read)]


class NoHomeDesk(WaymarkError):
    """The officer belongs to no desk, so nobody would hold what they deliver."""

    def __init__(self, viewer: Viewer) -> None:
        super().__init__(
            f"{viewer.username} has no home desk: an administrator can give one with `waymark officer change`"
        )


class ChangedWhileKept(WaymarkError):
    """A file changed while it was being taken in."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} changed while it was being kept: deliver it again when it is complete")
