"""`waymark ask REF` and `waymark check REF`: is anyone else working this, and what was looked up elsewhere."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer
from waymark.stages.linking.rules.asking import CheckedSystem, CheckResult


def register(app: typer.Typer) -> None:
    @app.command()
    def ask(
        reference: Annotated[str, typer.Argument(help="A referral of yours.")],
        purpose: Annotated[str, typer.Option(help="What you ask it for: it is written down.")] = "",
    ) -> None:
        """Ask whether another desk works on a referral's subject; both desks' supervisors are told."""
        with door.refusing():
            _ask(reference, purpose)

    @app.command()
    def check(
        reference: Annotated[str, typer.Argument(help="A referral.")],
        system: Annotated[CheckedSystem, typer.Option(help="Where you looked.")],
        result: Annotated[CheckResult, typer.Option(help="What came of it.")],
        on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day on which you looked.")],
        note: Annotated[
            str, typer.Option(help="Where what was found is kept, or why it could not be done.")
        ] = "",
    ) -> None:
        """Record that you looked elsewhere: PND, PNC, another force."""
        with door.refusing():
            _check(reference, system, result, on.date(), note)


def _ask(reference: str, purpose: str) -> None:
    from waymark.access.viewing import acting
    from waymark.referrals import queries as records
    from waymark.stages.linking.operations.asking import answer, ask, national_desk
    from waymark.stages.linking.queries.asking import checks_not_done, questions

    viewer, now = acting_viewer(), door.now()
    with acting(viewer):
        question = ask(viewer, reference, purpose=purpose, now=now)
    national = national_desk()
    with acting(national):
        answer(national, question, now=now)
    with acting(viewer):
        found = records.referral(viewer, reference, now=now)
        asked = questions(viewer, found.id, found.reference, now=now)[0]
        not_done = checks_not_done(viewer, found.id)
    if door.OPTIONS.as_json:
        answers = [{"ask": desk or "the national desk", "holds": words} for desk, words in asked.answers]
        door.answer({"referral": found.reference, "answers": answers, "checks_not_done": not_done})
        return
    for desk, words in asked.answers:
        typer.echo(f"Ask {desk or 'the national desk'}: {words}.")
    if not asked.answers:
        typer.echo("No other desk holds anything that shares enough with it.")
    for system in not_done:
        door.say(f"Not recorded yet: a check of {system.value.upper()} (`waymark check {found.reference}`).")


def _check(reference: str, system: CheckedSystem, result: CheckResult, on: date, note: str) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.linking.operations.checking import record_check

    viewer = acting_viewer()
    with acting(viewer):
        record_check(viewer, reference, system=system, result=result, done_on=on, note=note, now=door.now())
    door.say("Recorded.")
