"""`waymark disseminate`: packages to other forces and from them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.cli.disseminate_received import NotOneOf, register_receiving, write
from waymark.interfaces.cli.officers import acting_viewer

_Reference = Annotated[str, typer.Argument(help="A dissemination, or a package that came.")]
_Reason = Annotated[str, typer.Option(help="Why, in words.")]
_Out = Annotated[Path | None, typer.Option(help="The folder to write the file into (default: the outbox).")]


def register(app: typer.Typer) -> None:
    verbs = typer.Typer(help="Packages to other forces and from them.", no_args_is_help=True)
    app.add_typer(verbs, name="disseminate")
    _register_sending(verbs)
    register_receiving(verbs)

    @verbs.command()
    def key() -> None:
        """Print this installation's key, for another force to record."""
        with door.refusing():
            _key()

    @verbs.command()
    def know(
        key: Annotated[str, typer.Argument(help="The other installation's key: 64 hexadecimal digits.")],
        force: Annotated[str, typer.Argument(help="Whose it is: a force's code or name.")],
        checked: Annotated[str, typer.Option(help="How you made sure.")] = "",
    ) -> None:
        """Record whose key it is."""
        with door.refusing():
            _know(key, force, checked)

    @verbs.command()
    def keys() -> None:
        """List the keys of senders that were recorded, ended ones too."""
        with door.refusing():
            _keys()

    @verbs.command(name="end-key")
    def end_key(
        sender: Annotated[int, typer.Argument(help="Its number: `waymark disseminate keys` shows it.")],
        reason: _Reason = "",
    ) -> None:
        """Trust a sender's key no longer, with why."""
        with door.refusing():
            _end_key(sender, reason)


def _register_sending(verbs: typer.Typer) -> None:
    @verbs.command(name="list")
    def list_() -> None:
        """List what is to be sent and what waits for an answer, what is due first at the head."""
        with door.refusing():
            _list()

    @verbs.command()
    def propose(
        reference: Annotated[str, typer.Argument(help="A referral; every one that has news if none.")] = "",
    ) -> None:
        """Propose to each suspect's force, and to that of each child placed anywhere."""
        with door.refusing():
            _propose(reference)

    @verbs.command()
    def send(
        reference: _Reference,
        *,
        handling_code: Annotated[str, typer.Option(help="P, C or as your force writes it.")] = "",
        conditions: Annotated[str, typer.Option(help="Conditions of handling.")] = "",
        marking: Annotated[str, typer.Option(help="Such as OFFICIAL-SENSITIVE.")] = "",
        grade: Annotated[str, typer.Option(help="Source grade (3x5x2).")] = "",
        asked: Annotated[str, typer.Option(help="What the receiver is asked to do.")] = "",
        out: _Out = None,
    ) -> None:
        """Sign a dissemination, record that it is disclosed and to whom, and write its file."""
        with door.refusing():
            _send(reference, (handling_code, conditions, marking, grade), asked, out)

    @verbs.command()
    def aside(reference: _Reference, reason: _Reason = "") -> None:
        """Set a proposal aside, with why."""
        with door.refusing():
            _aside(reference, reason)

    @verbs.command()
    def correct(
        reference: Annotated[str, typer.Argument(help="The referral of which something was wrong.")],
        kind: Annotated[str, typer.Option(help="wrong_person, wrong_address, wrong_time, withdrawn, other.")],
        words: Annotated[str, typer.Option(help="What was wrong, and what is right.")],
        out: _Out = None,
    ) -> None:
        """Tell every force that was told."""
        with door.refusing():
            _correct(reference, kind, words, out)


def _key() -> None:
    from waymark.pipeline.disseminating import own_key_in_words
    from waymark.stages.casework.rules.envelopes import fingerprint

    acting_viewer()
    key = own_key_in_words()
    if door.OPTIONS.as_json:
        door.answer({"key": key, "fingerprint": fingerprint(key)})
    else:
        typer.echo(f"{key}\nTo read out: {fingerprint(key)}")


def _know(key: str, force: str, checked: str) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.casework.operations.knowing import know_sender

    viewer = acting_viewer()
    with acting(viewer):
        know_sender(viewer=viewer, key=key, force=force, checked=checked, now=door.now())


def _keys() -> None:
    from waymark.access.viewing import acting
    from waymark.stages.casework.queries.inbox import senders

    viewer = acting_viewer()
    with acting(viewer):
        found = senders(viewer)
    if door.OPTIONS.as_json:
        for each in found:
            door.answer({**door.plain(each), "fingerprint": each.fingerprint})
        return
    door.table(
        "Keys of senders",
        ("number", "force", "to read out", "checked", "ended"),
        (
            (
                each.id,
                each.name,
                each.fingerprint,
                each.checked,
                f"{each.ended_at:%Y-%m-%d}" if each.ended_at else "",
            )
            for each in found
        ),
    )


def _end_key(number: int, reason: str) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.casework.operations.knowing import end_sender

    viewer = acting_viewer()
    with acting(viewer):
        end_sender(viewer=viewer, number=number, reason=reason, now=door.now())


def _list() -> None:
    from waymark.access.viewing import acting
    from waymark.stages.casework.queries.disseminations import corrections, outbox

    viewer = acting_viewer()
    with acting(viewer):
        lines = outbox(viewer, now=door.now())
        wrong = corrections(viewer, is_open=True)
    if door.OPTIONS.as_json:
        for line in lines:
            door.answer({"kind": "dissemination", **door.plain(line)})
        for each in wrong:
            door.answer({"kind": "correction", **door.plain(each)})
        return
    door.table(
        "Disseminations",
        ("dissemination", "state", "about", "to", "due", "referral"),
        (
            (
                each.reference,
                each.state,
                each.about,
                each.force,
                f"{each.due_at:%Y-%m-%d %H:%M}",
                each.referral,
            )
            for each in lines
        ),
    )
    door.table(
        "Corrections not acknowledged",
        ("correction", "of", "to", "due"),
        ((each.reference, each.dissemination, each.force, f"{each.due_at:%Y-%m-%d %H:%M}") for each in wrong),
    )


def _propose(reference: str) -> None:
    from waymark.access.viewing import acting
    from waymark.pipeline.disseminating import look_for_disseminations
    from waymark.stages.casework.operations.proposing import propose

    viewer = acting_viewer()
    if not reference:
        looked = 0
        while found := look_for_disseminations(viewer, now=door.now()):
            looked += found
        door.say(f"{looked} referrals looked through")
        _list()
        return
    with acting(viewer):
        made = propose(viewer=viewer, referral=reference, now=door.now())
    for each in made:
        if door.OPTIONS.as_json:
            door.answer({"dissemination": each})
        else:
            typer.echo(each)


def _send(reference: str, handled: tuple[str, str, str, str], asked: str, out: Path | None) -> None:
    from waymark.access.viewing import acting
    from waymark.pipeline.disseminating import send_dissemination
    from waymark.stages.casework.operations.sending import Handling

    viewer = acting_viewer()
    with acting(viewer):
        sealed = send_dissemination(
            viewer, reference, handling=Handling(*handled), asked=asked, now=door.now()
        )
    write([sealed], out)


def _aside(reference: str, reason: str) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.casework.operations.sending import set_aside

    viewer = acting_viewer()
    with acting(viewer):
        set_aside(viewer=viewer, reference=reference, reason=reason, now=door.now())


def _correct(reference: str, kind: str, words: str, out: Path | None) -> None:
    from waymark.access.viewing import acting
    from waymark.pipeline.disseminating import correct_everywhere
    from waymark.stages.casework.rules.reasons import CorrectionKind

    if kind not in CorrectionKind.__members__.values():
        raise NotOneOf("kind of correction", kind, list(CorrectionKind))
    viewer = acting_viewer()
    with acting(viewer):
        sealed = correct_everywhere(viewer, reference, kind=CorrectionKind(kind), words=words, now=door.now())
    write(sealed, out)
