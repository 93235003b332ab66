"""Reading an offer through once, before anything is written: its digests, its size, and what it is."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from waymark.stages.intake.operations.kept import Offer
from waymark.stages.intake.readers.recognise import HEAD, recognise
from waymark.stages.intake.readers.signatures import LONGEST_MARK, holds_media
from waymark.stages.intake.readers.written_in import kind_without_files
from waymark.stages.intake.rules import COMPARED_UP_TO, PART, READ_WHOLE_UP_TO, Kind


class Measured(NamedTuple):
    """An offer that was read through once. trouble: why it could not be; then nothing else holds.

    md5, sha1: of media alone, in hex: what reports list their files by.
    """

    offer: Offer
    sha256: bytes
    size: int
    kind: Kind
    whole: bytes | None
    md5: str = ""
    sha1: str = ""
    trouble: str = ""


def measure(offer: Offer) -> Measured:
    """Hash an offer and recognise what it is, holding its bytes only when they are few."""
    try:
        return _readable(offer)
    except OSError as problem:
        return Measured(offer, b"", 0, Kind.EMPTY, None, trouble=problem.strerror or type(problem).__name__)


def _readable(offer: Offer) -> Measured:
    with offer.open() as stream:
        head = stream.read(READ_WHOLE_UP_TO + 1)
        is_whole = len(head) <= READ_WHOLE_UP_TO
        kind = recognise(head[:HEAD], name=offer.name, size=len(head) if is_whole else offer.size)
        if kind is Kind.TEXT_UNKNOWN and len(head) > HEAD:
            # What tells a report from other text may stand behind a long note.
            kind = recognise(head, name=offer.name, size=len(head) if is_whole else offer.size)
        is_page = kind is Kind.PLATFORM_ANSWER
        if kind.keepable and holds_media(head, is_page=is_page):
            kind = Kind.CONTAINER
        if kind is Kind.CONTAINER and is_whole and kind_without_files(head, name=offer.name):
            kind = Kind.FILLED
        if is_whole and kind is not Kind.MEDIA:
            return Measured(offer, hashlib.sha256(head).digest(), len(head), kind, head)
        digests = [hashlib.sha256()]
        if kind is Kind.MEDIA:
            digests += [hashlib.md5(usedforsecurity=False), hashlib.sha1(usedforsecurity=False)]
        size, block, before = 0, head, b""
        while block:
            for digest in digests:
                digest.update(block)
            size += len(block)
            if kind.keepable and size > len(head) and holds_media(before + block, is_page=is_page):
                kind = Kind.CONTAINER
            before = block[-2 * LONGEST_MARK :]
            block = stream.read(PART)
    if kind is Kind.CONTAINER and not is_whole and size <= COMPARED_UP_TO:
        kind = _kind_when_whole(offer)
    sha256, *listed = digests
    md5, sha1 = (each.hexdigest() for each in listed) if listed else ("", "")
    return Measured(offer, sha256.digest(), size, kind, head if is_whole else None, md5, sha1)


def _kind_when_whole(offer: Offer) -> Kind:
    """Of a larger text with files written into it: whether a reader knows it without them."""
    with offer.open() as stream:
        content = stream.read(COMPARED_UP_TO + 1)
    return Kind.FILLED if kind_without_files(content, name=offer.name) else Kind.CONTAINER
