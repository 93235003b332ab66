"""What a pack's text says of its own cover: facts proposed, each with where it stands. Pure.

A pack is what the NCA or another force sends: no layout is published, so none is assumed. Labels, tables and
sentences are looked through for the facts that a desk needs; whatever is found is a proposal that an officer
confirms, changes or drops, and what is not found is left empty.
"""

from waymark.stages.intake.readers.pack_cover.fields import FIELDS, Field, Named, Shape, Subject, field_called
from waymark.stages.intake.readers.pack_cover.mining import (
    MOST_CHARACTERS,
    MOST_PAGES,
    NAME,
    Unsearched,
    Why,
    mine,
    unsearched,
)
from waymark.stages.intake.readers.pack_cover.proposals import Proposal, Sure, Where

__all__ = [
    "FIELDS",
    "MOST_CHARACTERS",
    "MOST_PAGES",
    "NAME",
    "Field",
    "Named",
    "Proposal",
    "Shape",
    "Subject",
    "Sure",
    "Unsearched",
    "Where",
    "Why",
    "field_called",
    "mine",
    "unsearched",
]
