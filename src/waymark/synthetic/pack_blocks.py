"""What an invented pack is made of: paragraphs, labels with values, tables; and the facts that it states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Stated(NamedTuple):
    """A fact that a pack states: of which subject (`person`, `resolution` ...), which, and as printed."""

    subject: str
    name: str
    value: str


class Heading(NamedTuple):
    text: str


class Para(NamedTuple):
    text: str


class Pairs(NamedTuple):
    """Labels, each with its value beside it."""

    rows: tuple[tuple[str, str], ...]


class Grid(NamedTuple):
    """A table with a row of heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class NewPage(NamedTuple):
    pass


Block = Heading | Para | Pairs | Grid | NewPage


@dataclass(frozen=True, slots=True)
class Pack:
    """manner: how it is written. blocks: in order. stated: every fact that it states."""

    number: int
    manner: str
    blocks: tuple[Block, ...]
    stated: tuple[Stated, ...]
