"""Packages out and in: what comes goes through every step, and a return begins attribution again."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from waymark.access.rules import Viewer
from waymark.access.viewing import acting
from waymark.errors import WaymarkError
from waymark.pipeline.receiving import receive
from waymark.pipeline.their_resolutions import know_their_resolutions
from waymark.referrals.operations.referring import standing_referral
from waymark.stages.attribution.operations.reopening import reopen
from waymark.stages.casework.operations.answered import AnswerNotApplied, Returned, apply_answer
from waymark.stages.casework.operations.correcting import correct
from waymark.stages.casework.operations.proposing import look_for
from waymark.stages.casework.operations.receiving import answer_package, keep_package, place_package
from waymark.stages.casework.operations.sending import Handling, send
from waymark.stages.casework.readers.envelopes import open_package
from waymark.stages.casework.rules.envelopes import PACKAGE, Letter, Sealed, SigningKey, key_of
from waymark.stages.casework.rules.reasons import RETURN_WORDS, CorrectionKind, ReturnCode
from waymark.stages.casework.rules.states import MoveName
from waymark.stages.casework.signing import signing_key
from waymark.stages.prioritisation.operations.assessing import assess_referrals

_LOOKED_AT_ONCE = 200


class NotWritten(WaymarkError):
    """A package is signed and kept, but its file could not be written where it was asked for."""

    def __init__(self, name: str, folder: Path, why: str) -> None:
        super().__init__(
            f"{name} could not be written to {folder} ({why}): it is kept, and `waymark export` writes it again"
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a package that came.

    problem: why an answer has no effect yet, in words; empty where all is done. is_new: not taken in before.
    """

    reference: str
    letter: Letter
    is_new: bool
    referrals: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Document:
    """The facts of a package, offered as a delivery."""

    name: str
    content: bytes
    folder: str = ""

    @property
    def size(self) -> int:
        return len(self.content)

    def open(self) -> BinaryIO:
        return io.BytesIO(self.content)


def own_key() -> SigningKey:
    """The installation's signing key, made at first use. Raises KeyNotUsable."""
    return signing_key(settings.SIGNING_KEY)


def own_key_in_words() -> str:
    """The public half, for another force to record. Raises KeyNotUsable."""
    return key_of(own_key())


def look_for_disseminations(viewer: Viewer, *, now: datetime) -> int:
    """Propose what new reports ask for. Returns how many referrals were looked through; 0 when none is left."""
    with acting(viewer):
        return look_for(viewer, now=now, limit=_LOOKED_AT_ONCE)


def send_dissemination(
    viewer: Viewer, reference: str, *, handling: Handling, asked: str = "", now: datetime
) -> Sealed:
    """Sign and send, in the caller's transaction. Raises as `casework.operations.sending.send`, KeyNotUsable."""
    return send(
        viewer=viewer, reference=reference, handling=handling, asked=asked, private=own_key(), now=now
    )


def correct_everywhere(
    viewer: Viewer,
    referral: str,
    *,
    kind: CorrectionKind,
    words: str,
    report: str = "",
    party: int = 0,
    now: datetime,
) -> list[Sealed]:
    """Tell everyone who was told, in the caller's transaction. Raises as `correct`, KeyNotUsable."""
    return correct(
        viewer=viewer,
        referral=referral,
        kind=kind,
        words=words,
        report=report,
        party=party,
        private=own_key(),
        now=now,
    )


def answer(
    viewer: Viewer,
    reference: str,
    move: MoveName,
    *,
    code: ReturnCode | None = None,
    reason: str = "",
    now: datetime,
) -> Sealed:
    """Answer a package that came, in the caller's transaction. Raises as `answer_package`, KeyNotUsable."""
    return answer_package(
        viewer=viewer, reference=reference, move=move, code=code, reason=reason, private=own_key(), now=now
    )


def take_in(viewer: Viewer, content: bytes, *, name: str, clock: Callable[[], datetime]) -> Taken:
    """Take in a package: kept whole and committed first, then read into the record, or applied.

    The same package twice changes nothing, and finishes what an interruption left. Opens its own transactions.
    Raises NotPermitted, NotAPackage, NoDeskToKeepIt.
    """
    opened = open_package(content)
    heading = opened.heading
    with acting(viewer):
        kept = keep_package(viewer=viewer, opened=opened, content=content, name=name, now=clock())
    if heading.letter is Letter.DISSEMINATION:
        if kept.is_carried:
            return Taken(kept.reference, heading.letter, kept.is_new)
        document = _Document(f"{heading.reference}.json", opened.members[PACKAGE])
        (came,) = receive(viewer, [document], source=heading.by_name, door="package", clock=clock)
        now = clock()
        with acting(viewer):
            place_package(
                viewer=viewer,
                reference=kept.reference,
                delivery=came.reference,
                referrals=came.referrals,
                now=now,
            )
            know_their_resolutions(
                viewer,
                came.referrals,
                opened.members[PACKAGE],
                source=f"{heading.reference} of {heading.by_name}",
                now=now,
            )
        return Taken(kept.reference, heading.letter, kept.is_new, tuple(came.referrals))
    problem = _apply(viewer, kept.reference, now=clock()) if heading.letter is Letter.ANSWER else ""
    return Taken(kept.reference, heading.letter, kept.is_new, problem=problem if kept.is_new else "")


def _apply(viewer: Viewer, reference: str, *, now: datetime) -> str:
    try:
        with acting(viewer):
            take_effect(viewer, reference, now=now)
    except AnswerNotApplied as problem:
        return str(problem)
    return ""


def take_effect(viewer: Viewer, reference: str, *, now: datetime) -> None:
    """Let an answer that came take effect, in the caller's transaction; a return begins attribution again.

    Raises NotPermitted, NoSuchPackage, AnswerNotApplied.
    """
    returned = apply_answer(viewer=viewer, reference=reference, now=now)
    if returned is not None and returned.is_doubted:
        _begin_again(viewer, returned, now=now)


def _begin_again(viewer: Viewer, returned: Returned, *, now: datetime) -> None:
    about = standing_referral(viewer, returned.referral)
    words = RETURN_WORDS[ReturnCode(returned.code)]
    reason = f"{returned.by} returned {returned.dissemination}: {words}. {returned.reason}".strip()
    reopen(viewer=viewer, about=about, reason=reason, now=now)
    assess_referrals([about], forces={about.id: ""}, viewer=viewer, now=now)


def write_file(sealed: Sealed, folder: Path) -> Path:
    """Write a package into a folder, whole or not at all. Raises NotWritten."""
    return write_named(sealed.name, sealed.content, folder)


def write_named(name: str, content: bytes, folder: Path) -> Path:
    """Write a file into a folder, whole or not at all, for this system user alone. Raises NotWritten."""
    path, part = folder / name, folder / f".{name}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as problem:
        raise NotWritten(name, folder, problem.strerror or "the system refused") from problem
    return path
