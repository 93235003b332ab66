"""The half of `waymark disseminate` for what comes: taken in, listed, answered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from waymark.errors import WaymarkError
from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer

if TYPE_CHECKING:
    from waymark.stages.casework.rules.envelopes import Sealed

_Reference = Annotated[str, typer.Argument(help="A package that came.")]
_Reason = Annotated[str, typer.Option(help="Why, in words.")]
_Out = Annotated[Path | None, typer.Option(help="The folder to write the file into (default: the outbox).")]


class NotOneOf(WaymarkError):
    """A word that is not among those that count."""

    def __init__(self, what: str, said: str, known: list[str]) -> None:
        super().__init__(f"{said!r} is no {what}: choose one of {', '.join(known)}")


def register_receiving(verbs: typer.Typer) -> None:
    """Put the verbs of what comes beside those of what is sent."""

    @verbs.command()
    def take(paths: Annotated[list[Path], typer.Argument(help="Packages that came.")]) -> None:
        """Take in packages, answers and corrections."""
        with door.refusing():
            _take(paths)

    @verbs.command()
    def inbox() -> None:
        """List what came and waits for an answer, corrections first."""
        with door.refusing():
            _inbox()

    @verbs.command()
    def accept(reference: _Reference, reason: _Reason = "", out: _Out = None) -> None:
        """Accept a package, and write the answer to send back."""
        with door.refusing():
            _answer(reference, "accept", "", reason, out)

    @verbs.command(name="return")
    def return_(
        reference: _Reference,
        code: Annotated[str, typer.Option(help="Such as not_our_area, not_the_person, too_little.")],
        reason: _Reason = "",
        out: _Out = None,
    ) -> None:
        """Return a package with a reason, and write the answer to send back."""
        with door.refusing():
            _answer(reference, "return", code, reason, out)

    @verbs.command()
    def acknowledge(reference: _Reference, out: _Out = None) -> None:
        """Acknowledge a correction, and write the answer to send back."""
        with door.refusing():
            _answer(reference, "acknowledge", "", "", out)

    @verbs.command()
    def apply(reference: _Reference) -> None:
        """Let an answer take effect that came before its sender's key was recorded."""
        with door.refusing():
            _apply(reference)


def _take(paths: list[Path]) -> None:
    from waymark.pipeline.disseminating import take_in
    from waymark.stages.casework.readers.envelopes import NotAPackage

    viewer = acting_viewer()
    is_refused = False
    for path in paths:
        try:
            taken = take_in(viewer, path.read_bytes(), name=path.name, clock=door.now)
        except NotAPackage as problem:
            is_refused = True
            door.say(f"{path}: {problem}")
            continue
        is_refused = is_refused or bool(taken.problem)
        if door.OPTIONS.as_json:
            door.answer({"path": str(path), **door.plain(taken)})
        else:
            what = "taken in" if taken.is_new else "was here already"
            typer.echo(f"{taken.reference}: {taken.letter} {what}. {' '.join(taken.referrals)}".rstrip())
            if taken.problem:
                door.say(taken.problem)
    if is_refused:
        raise typer.Exit(door.REFUSED)


def _inbox() -> None:
    from waymark.access.viewing import acting
    from waymark.stages.casework.queries.inbox import inbox

    viewer = acting_viewer()
    with acting(viewer):
        found = inbox(viewer, now=door.now())
    if door.OPTIONS.as_json:
        for line in found:
            door.answer(line)
        return
    door.table(
        "Packages that wait",
        ("package", "what", "from", "signed by", "due", "referrals"),
        (
            (
                line.reference,
                line.letter,
                line.by_name,
                line.signer or "a key nobody here knows",
                f"{line.due_at:%Y-%m-%d %H:%M}" if line.due_at else "",
                " ".join(line.referrals),
            )
            for line in found
        ),
    )


def _answer(reference: str, move: str, code: str, reason: str, out: Path | None) -> None:
    from waymark.access.viewing import acting
    from waymark.pipeline.disseminating import answer
    from waymark.stages.casework.rules.reasons import ReturnCode
    from waymark.stages.casework.rules.states import MoveName

    if code and code not in ReturnCode.__members__.values():
        raise NotOneOf("reason for a return", code, list(ReturnCode))
    viewer = acting_viewer()
    with acting(viewer):
        sealed = answer(
            viewer,
            reference,
            MoveName(move),
            code=ReturnCode(code) if code else None,
            reason=reason,
            now=door.now(),
        )
    write([sealed], out)


def _apply(reference: str) -> None:
    from waymark.access.viewing import acting
    from waymark.pipeline.disseminating import take_effect

    viewer = acting_viewer()
    with acting(viewer):
        take_effect(viewer, reference, now=door.now())


def write(sealed: list[Sealed], out: Path | None) -> None:
    """Write packages for whoever carries them, and say where."""
    from django.conf import settings

    from waymark.pipeline.disseminating import write_file

    for each in sealed:
        path = write_file(each, out or settings.OUTBOX)
        if door.OPTIONS.as_json:
            door.answer({"path": str(path), "digest": each.digest, "key": each.key})
        else:
            typer.echo(path)
