"""Texts that hold files: what a member is, once all of it was looked at and not its first bytes alone."""

from __future__ import annotations

from waymark.stages.intake.readers.signatures import embeds_media, holds_media
from waymark.stages.intake.readers.written_in import kind_without_files
from waymark.stages.intake.rules import Kind

_NOT_KNOWN = (Kind.TEXT_UNKNOWN, Kind.UNKNOWN_ROOT)
NOT_TEXT = frozenset(each for each in Kind if each.is_opened) | {
    Kind.MEDIA,
    Kind.CONTAINER,
    Kind.OPAQUE,
    Kind.EMPTY,
    Kind.SIGNED_PACKAGE,
}
"""Kinds whose bytes are no text that is handed on."""


def kind_when_held(kind: Kind, held: bytes, *, name: str) -> Kind:
    """The kind of a member all of whose bytes are at hand: FILLED for a report with files in it, which are told apart;
    CONTAINER for any other text that holds files.
    """
    is_container = kind is Kind.CONTAINER or (kind not in NOT_TEXT and _hides_media(kind, held))
    if not is_container:
        return kind
    return Kind.FILLED if kind_without_files(held, name=name) else Kind.CONTAINER


def _hides_media(kind: Kind, held: bytes) -> bool:
    """Whether a text holds files, anywhere in it. A report may quote what announces one; it may not hold one."""
    if holds_media(held, is_page=kind is Kind.PLATFORM_ANSWER):
        return True
    return kind in _NOT_KNOWN and embeds_media(held.decode("latin-1"))
