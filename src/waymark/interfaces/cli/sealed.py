"""`waymark sealed …`: the store for media, which Waymark writes and cannot read."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from waymark.errors import WaymarkError
from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer

_PASSPHRASE = "Passphrase of the key"  # noqa: S105 - the question, not the answer
_SHORTEST = 12  # characters of a passphrase; the file itself is to be kept offline


class FileInTheWay(WaymarkError):
    """A key is never written over another file."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} cannot be written, or is there already: name a file that does not exist yet"
        )


class NoKeyFile(WaymarkError):
    """The file that holds the private half is not where it was said to be."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} cannot be read: give the file that `waymark sealed keys` wrote")


class ShortPassphrase(WaymarkError):
    """A key in a file is worth what its passphrase is."""

    def __init__(self) -> None:
        super().__init__(f"A passphrase has {_SHORTEST} characters or more: several words do well")


class NotForAScreen(WaymarkError):
    """Media would have gone to a screen."""

    def __init__(self) -> None:
        super().__init__(
            "What is sealed goes to no screen: send standard output to the examiner's own tool, with | or >"
        )


def register(app: typer.Typer) -> None:
    sealed_app = typer.Typer(help="The sealed store of media.", no_args_is_help=True)
    app.add_typer(sealed_app, name="sealed")
    _register_authority(sealed_app)

    @sealed_app.command()
    def keys(
        file: Annotated[Path, typer.Argument(help="Where to write the private half; then keep it offline.")],
    ) -> None:
        """Make a pair of keys: the private half goes to a file and nowhere else, the public half seals."""
        with door.refusing():
            _make_keys(file)

    @sealed_app.command()
    def read(
        reference: Annotated[str, typer.Argument(help="The delivery's reference, or the sealed item's own.")],
        key: Annotated[Path, typer.Option(help="The file with the private half.")],
        purpose: Annotated[str, typer.Option(help="What it is read for; written into the ledger.")],
    ) -> None:
        """Write a sealed delivery to standard output, and its reading into the ledger before that."""
        with door.refusing():
            _read(reference, key, purpose)


def _register_authority(sealed_app: typer.Typer) -> None:
    @sealed_app.command()
    def ask(
        document: Annotated[
            str, typer.Option(help="The document that authorises it, by the force's reference.")
        ],
        until: Annotated[datetime, typer.Option(help="Up to when, in UTC.")],
        from_: Annotated[datetime | None, typer.Option("--from", help="From when, in UTC; else now.")] = None,
    ) -> None:
        """Ask that the force's authority to hold media be recorded; another supervisor confirms it."""
        with door.refusing():
            from waymark.access.viewing import acting
            from waymark.stages.intake.operations import sealed

            viewer, now = acting_viewer(), door.now()
            with acting(viewer):
                reference = sealed.ask_for_authority(
                    document=document,
                    valid_from=from_.replace(tzinfo=UTC) if from_ else now,
                    valid_until=until.replace(tzinfo=UTC),
                    viewer=viewer,
                    now=now,
                )
            _tell({"reference": reference}, f"{reference} waits for another supervisor to confirm it")

    @sealed_app.command()
    def confirm(reference: str) -> None:
        """Confirm an authority that another supervisor asked for: from then on media is sealed."""
        with door.refusing():
            from waymark.access.viewing import acting
            from waymark.stages.intake.operations import sealed

            viewer = acting_viewer()
            with acting(viewer):
                sealed.confirm_authority(reference, viewer=viewer, now=door.now())
            _tell({"reference": reference}, f"{reference} is confirmed")

    @sealed_app.command()
    def end(reference: str) -> None:
        """Take an authority back; what was sealed under it stays sealed."""
        with door.refusing():
            from waymark.access.viewing import acting
            from waymark.stages.intake.operations import sealed

            viewer = acting_viewer()
            with acting(viewer):
                sealed.end_authority(reference, viewer=viewer, now=door.now())
            _tell({"reference": reference}, f"{reference} is ended")

    @sealed_app.command("list")
    def list_() -> None:
        """List the authorities of your desks, and how each stands."""
        with door.refusing():
            from waymark.access.viewing import acting
            from waymark.stages.intake.queries import sealed

            viewer = acting_viewer()
            with acting(viewer):
                lines = sealed.authorities(viewer, now=door.now())
            if not lines:
                door.say(
                    "No authority was recorded: without one no media is held. `waymark sealed ask` begins one"
                )
            for line in lines:
                if door.OPTIONS.as_json:
                    door.answer(line)
                else:
                    days = f"{line.valid_from:%Y-%m-%d} to {line.valid_until:%Y-%m-%d}"
                    typer.echo(f"{line.reference:<18}{line.state:<10}{days}  {line.document}")


def _make_keys(file: Path) -> None:
    from waymark.access.rules import Permission, require
    from waymark.access.viewing import acting
    from waymark.stages.intake.operations import sealed
    from waymark.stages.intake.sealing import PrivateHalf

    viewer = acting_viewer()
    require(viewer, Permission.MANAGE_INSTALLATION)
    passphrase = typer.prompt(_PASSPHRASE, hide_input=True, confirmation_prompt=True, err=True)
    if len(passphrase) < _SHORTEST:
        raise ShortPassphrase
    half = PrivateHalf.made()
    # The file first: media sealed for a key that was lost could never be read.
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as written:
            written.write(half.written(passphrase=passphrase))
            written.flush()
            os.fsync(written.fileno())
    except OSError:
        raise FileInTheWay(file) from None
    with acting(viewer):
        name = sealed.take_key(half.public, viewer=viewer, now=door.now())
    _tell(
        {"key": name, "file": str(file)},
        f"Key {name}: media is sealed for it from now on. Move {file} to where examiners keep keys, with a copy "
        "elsewhere: without it nothing that is sealed can ever be read",
    )


def _read(reference: str, key: Path, purpose: str) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.intake.queries import sealed
    from waymark.stages.intake.sealing import PrivateHalf

    if sys.stdout.isatty():
        raise NotForAScreen
    viewer = acting_viewer()
    try:
        written = key.read_bytes()
    except OSError:
        raise NoKeyFile(key) from None
    half = PrivateHalf.read(written, passphrase=typer.prompt(_PASSPHRASE, hide_input=True, err=True))
    # Its reading stands in the ledger, durable, before the first byte is read.
    with acting(viewer):
        item = sealed.item_to_read(viewer, reference, purpose=purpose, public=half.public, now=door.now())
    out = sys.stdout.buffer
    with acting(viewer):
        blocks = sealed.sealed_blocks(viewer, item)
        for block in half.opened(blocks, once=item.once, reference=item.reference):
            out.write(block)
    out.flush()


def _tell(answer: dict[str, str], words: str) -> None:
    if door.OPTIONS.as_json:
        door.answer(answer)
    else:
        typer.echo(words)
