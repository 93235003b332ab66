"""Which reader takes which kind of document.

A reader is a pure function from a binary stream to facts, the head (`Report`) last. With `trace` it also
names everything it read. A kind that is kept as extracted text (PDF, DOCX, mail) is read from that text:
UTF-8, a form feed between pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import BinaryIO, NamedTuple, Protocol

from waymark.referrals.types import Fact
from waymark.stages.intake.readers import cybertipline
from waymark.stages.intake.rules import Kind


class Read(Protocol):
    """Reads a document into facts. Raises CannotRead."""

    def __call__(self, stream: BinaryIO, *, trace: bool = False) -> Iterator[Fact]: ...


class Reader(NamedTuple):
    """A reader with the name and version that are kept beside whatever it made."""

    name: str
    read: Read


READERS: Mapping[Kind, Reader] = MappingProxyType(
    {
        Kind.CYBERTIPLINE_XML: Reader("cybertipline-xml/1", cybertipline.read),
    }
)
