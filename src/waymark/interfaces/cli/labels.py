"""`waymark label`: say of something that reports name whether many share it; the labels that hold."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer
from waymark.referrals.identifiers import IdentifierKind
from waymark.stages.linking.rules.sharing import Label

if TYPE_CHECKING:
    from waymark.stages.linking.operations.labelling import Saying

_NETWORK = "network"


def register(app: typer.Typer) -> None:
    label = typer.Typer(help="What many share, and what is one subject's own.", no_args_is_help=True)
    app.add_typer(label, name="label")

    @label.command("list")
    def list_() -> None:
        """List the labels that hold now, the newest first."""
        with door.refusing():
            _list()

    @label.command()
    def add(
        kind: Annotated[str, typer.Argument(help="network, ip, email, phone, handle, place ...")],
        value: Annotated[str, typer.Argument(help="As a report states it; a network as 198.51.100.0/24.")],
        label: Annotated[Label, typer.Option("--label", help="shared, own, or unlabelled to take it back.")],
        what: Annotated[str, typer.Option(help="As what it is known: a school, a carrier.")],
        reason: Annotated[str, typer.Option(help="How you know.")],
    ) -> None:
        """Label something; what it touched is linked again at once."""
        from waymark.stages.linking.operations.labelling import Saying

        if kind != _NETWORK and kind not in set(IdentifierKind):
            door.say(f"No such kind: {_NETWORK}, {', '.join(IdentifierKind)}.")
            raise typer.Exit(door.WRONG_USAGE)
        with door.refusing():
            _add(kind, value, Saying(label, what, reason))


def _add(kind: str, value: str, saying: Saying) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.linking.operations.labelling import label_network, label_value

    viewer = acting_viewer()
    with acting(viewer):
        if kind == _NETWORK:
            changed = label_network(viewer, value, saying, now=door.now())
        else:
            changed = label_value(viewer, IdentifierKind(kind), value, saying, now=door.now())
    door.say(f"Labelled; {len(changed)} links proposed or changed.")


def _list() -> None:
    from waymark.access.viewing import acting
    from waymark.stages.linking.queries.sharing import labels

    viewer = acting_viewer()
    with acting(viewer):
        found = labels(viewer)
    if door.OPTIONS.as_json:
        for line in found:
            door.answer(asdict(line))
        return
    door.table(
        "Labels",
        ("kind", "value", "label", "what", "reason"),
        ((line.kind, line.value, line.label, line.what, line.reason) for line in found),
    )
