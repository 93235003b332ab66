"""`waymark link [--all | REF…]`: link again, some referrals or all at once."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer

if TYPE_CHECKING:
    from waymark.stages.linking.operations.relinking import Relinked


class Engine(StrEnum):
    """What compares and joins: this machine, or a Spark cluster. The links are the same."""

    HERE = "here"
    SPARK = "spark"


def register(app: typer.Typer) -> None:
    @app.command()
    def link(
        references: Annotated[list[str] | None, typer.Argument(help="Referrals to link again.")] = None,
        everything: Annotated[bool, typer.Option("--all", help="All of them, at all your desks.")] = False,
        engine: Annotated[
            Engine, typer.Option(help="What compares: this machine, or a cluster.")
        ] = Engine.HERE,
        master: Annotated[str, typer.Option(help="The cluster, as Spark writes it: spark://host:7077.")] = "",
        folder: Annotated[
            Path | None, typer.Option(help="One that the cluster's workers see by the same path.")
        ] = None,
    ) -> None:
        """Link again what was linked on arrival; the links are the same unless something was amiss."""
        if bool(references) == everything:
            door.say("Say which: `waymark link REF…`, or `waymark link --all`.")
            raise typer.Exit(door.WRONG_USAGE)
        if engine is Engine.SPARK and not (everything and master):
            door.say("A cluster links everything: `waymark link --all --engine spark --master URL`.")
            raise typer.Exit(door.WRONG_USAGE)
        with door.refusing():
            if engine is Engine.SPARK:
                _link_all_on_spark(master, folder or Path(tempfile.gettempdir()))
            elif everything:
                _link_all()
            else:
                _link(references or [])


def _link(references: list[str]) -> None:
    from waymark.access.viewing import acting
    from waymark.referrals.operations.referring import standing_referral
    from waymark.stages.linking.operations.relinking import relink
    from waymark.stages.linking.queries import links

    viewer = acting_viewer()
    with acting(viewer):
        now = door.now()
        for reference in references:
            referral = standing_referral(viewer, reference)
            changed = relink([referral.id], desk=referral.desk, viewer=viewer, now=now)
            found = links(viewer, referral=referral.reference, now=now)
            door.say(f"{referral.reference}: {len(found)} links, {changed} changed.")
            if door.OPTIONS.as_json:
                for line in found:
                    door.answer(asdict(line) | {"sentence": line.sentence})
            else:
                for line in found:
                    typer.echo(line.sentence)


def _link_all() -> None:
    from waymark.access.viewing import acting
    from waymark.stages.linking.operations.relinking import relink_all

    viewer = acting_viewer()
    with acting(viewer):
        found = relink_all(viewer, now=door.now())
    _answer(found)


def _link_all_on_spark(master: str, folder: Path) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.linking.operations.relinking_on_spark import relink_all_on_spark

    viewer = acting_viewer()
    with acting(viewer):
        found = relink_all_on_spark(viewer, master=master, folder=folder.resolve(), now=door.now())
    _answer(found)


def _answer(found: Sequence[Relinked]) -> None:
    if door.OPTIONS.as_json:
        for each in found:
            door.answer(each)
        return
    door.table(
        "Linked all at once",
        ("desk", "referrals", "compared", "crowded", "changed", "clusters", "largest"),
        ([str(value) for value in asdict(each).values()] for each in found),
    )
