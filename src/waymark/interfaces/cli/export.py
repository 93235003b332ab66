"""`waymark export REF --as package|csv`: a file for somebody else, accounted for."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from waymark.errors import WaymarkError
from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer

_FORMS = ("package", "csv")


class NotThatForm(WaymarkError):
    """A form that nothing is exported in."""

    def __init__(self, form: str) -> None:
        super().__init__(f"Nothing is exported as {form!r}: choose {' or '.join(_FORMS)}")


class NothingSent(WaymarkError):
    """A package of a referral that was never sent to anyone."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"Nothing of {reference} was sent yet: `waymark disseminate list` shows what is proposed, and "
            "`waymark disseminate send` signs and sends it"
        )


def register(app: typer.Typer) -> None:
    @app.command()
    def export(
        reference: Annotated[str, typer.Argument(help="A referral, dissemination, correction or package.")],
        form: Annotated[
            str, typer.Option("--form", help="package or csv; `--as package` says the same.")
        ] = "package",
        out: Annotated[Path | None, typer.Option(help="The folder to write into.")] = None,
    ) -> None:
        """Write what was sent, exactly as it was; or a referral as CSV, each statement with its source."""
        with door.refusing():
            _export(reference, form, out)


def _export(reference: str, form: str, out: Path | None) -> None:
    from django.conf import settings

    from waymark.access.viewing import acting
    from waymark.pipeline.disseminating import write_named
    from waymark.referrals.references import Kind, read_reference

    if form not in _FORMS:
        raise NotThatForm(form)
    viewer = acting_viewer()
    kind, written = read_reference(reference)
    with acting(viewer):
        if form == "csv":
            from waymark.stages.casework.queries.exports import referral_as_csv

            files = [(f"{written}.csv", referral_as_csv(viewer, written, now=door.now()))]
        else:
            files = _packages(viewer, written, is_referral=kind is Kind.REFERRAL)
    for name, content in files:
        path = write_named(name, content, out or settings.OUTBOX)
        if door.OPTIONS.as_json:
            door.answer({"reference": written, "as": form, "path": str(path), "size": len(content)})
        else:
            typer.echo(path)


def _packages(viewer: object, reference: str, *, is_referral: bool) -> list[tuple[str, bytes]]:
    from waymark.access.rules import Viewer
    from waymark.referrals.queries import referral
    from waymark.stages.casework.queries.disseminations import disseminations_of, take_package

    assert isinstance(viewer, Viewer)
    if not is_referral:
        return [take_package(viewer, reference, now=door.now())]
    found = referral(viewer, reference, now=door.now())
    sent = [line.reference for line in disseminations_of(viewer, found.id) if line.sent_at]
    if not sent:
        raise NothingSent(reference)
    return [take_package(viewer, each, now=door.now()) for each in sent]
