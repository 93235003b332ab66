"""Taking the files out of a report that has them written into it: the report is kept, they are hashed."""

from __future__ import annotations

from typing import BinaryIO

from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.unpacking.problems import WHOLE
from waymark.stages.intake.readers.unpacking.unfolding import Unfolding
from waymark.stages.intake.readers.written_in import files_written_in, kind_without_files, without_files


def unfold(stream: BinaryIO, into: Unfolding) -> None:
    """Tell of the report without its files, then of each file. Raises CannotRead."""
    text = stream.read(into.limits.content + 1)
    kind = kind_without_files(text, name="") if len(text) <= into.limits.content else None
    if kind is None:
        raise CannotRead(
            where=WHOLE,
            what="It has files written into it that could not be told apart from its text. Have them taken out where "
            "media is handled, and deliver the text without them",
        )
    into.own_text(stream, without_files(text), kind=kind)
    for n, each in enumerate(files_written_in(text), start=1):
        into.beat()
        into.take(f"written in/file {n}", [each.content])
