"""Invented sets for the tests to look at, made once."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Final

from lxml import etree

from waymark.synthetic.documents import Document, deliveries
from waymark.synthetic.profiles import PROFILES

if TYPE_CHECKING:
    from collections.abc import Iterator

UNTIL: Final = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@cache
def documents_of(profile: str = "desk", *, referrals: int = 300, seed: int = 7) -> tuple[Document, ...]:
    return tuple(deliveries(PROFILES[profile], referrals=referrals, seed=seed, until=UNTIL))


@cache
def trees_of(profile: str = "desk", *, referrals: int = 300, seed: int = 7) -> dict[str, etree._Element]:
    """Every readable document of a set by its name."""
    return {
        document.name: etree.fromstring(document.content)
        for document in documents_of(profile, referrals=referrals, seed=seed)
        if not document.name.startswith("unreadable/")
    }


def elements_of(profile: str = "desk", *, referrals: int = 300) -> Iterator[tuple[str, etree._Element]]:
    """Every element of every readable document, with its path by names alone."""
    for tree in trees_of(profile, referrals=referrals).values():
        yield from _walk(tree, "")


def _walk(element: etree._Element, path: str) -> Iterator[tuple[str, etree._Element]]:
    here = f"{path}/{element.tag}"
    yield here, element
    for child in element:
        yield from _walk(child, here)
