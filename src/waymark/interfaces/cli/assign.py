"""`waymark assign`: who does what; proposals, decisions, and officers' hours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from waymark.interfaces.cli import door
from waymark.interfaces.cli.officers import acting_viewer

if TYPE_CHECKING:
    from waymark.stages.assignment.queries.work import WorkLine

_Work = Annotated[str, typer.Argument(help="The work's reference, or REFERRAL:KIND for what nobody had yet.")]
_Reason = Annotated[str, typer.Option(help="Why, in words.")]


def register(app: typer.Typer) -> None:
    verbs = typer.Typer(help="Who does what: proposals, decisions, officers' hours.", no_args_is_help=True)
    app.add_typer(verbs, name="assign")
    _register_deciding(verbs)

    @verbs.command()
    def officer(
        name: Annotated[str, typer.Argument(help="The officer's username.")],
        *,
        skill: Annotated[list[str] | None, typer.Option(help="A skill; again for each.")] = None,
        places: Annotated[int, typer.Option(help="Parts of work at once.")] = 10,
        minutes: Annotated[int, typer.Option(help="Of work in one part, for planning.")] = 180,
        exposure: Annotated[int, typer.Option(help="Limit of exposure: minutes in seven days.")] = 600,
        team: Annotated[str, typer.Option(help="Their team.")] = "",
    ) -> None:
        """Say what an officer of your desk can be given."""
        with door.refusing():
            _officer(name, tuple(skill or ()), (places, minutes, exposure), team)

    @verbs.command()
    def hours(
        file: Annotated[Path, typer.Argument(help="CSV: officer, kind, starts, ends.")],
        zone: Annotated[str, typer.Option(help="Of its times without a zone.")] = "Europe/London",
    ) -> None:
        """Load shifts and leave: all of the file, or nothing."""
        with door.refusing():
            _hours(file, zone)

    @verbs.command()
    def past(
        file: Annotated[Path, typer.Argument(help="CSV: opened, due, done, level.")],
    ) -> None:
        """Load the force's own past work, for the forecast to be put against."""
        with door.refusing():
            _past(file)


def _register_deciding(verbs: typer.Typer) -> None:
    @verbs.command(name="list")
    def list_() -> None:
        """List the open work of your desk, with who has it."""
        with door.refusing():
            _list()

    @verbs.command()
    def propose() -> None:
        """Propose an officer for all that waits. Nothing is given until it is confirmed."""
        with door.refusing():
            _propose()

    @verbs.command()
    def confirm(
        work: Annotated[
            list[str] | None, typer.Argument(help="Work to confirm; all that is proposed if none.")
        ] = None,
    ) -> None:
        """Make proposals so; each officer is told."""
        with door.refusing():
            _confirm(tuple(work or ()))

    @verbs.command()
    def give(
        work: _Work, officer: Annotated[str, typer.Argument(help="Who is to have it.")], reason: _Reason
    ) -> None:
        """Give work to an officer of your choice."""
        with door.refusing():
            _give(work, officer, reason)

    @verbs.command()
    def refuse(work: _Work, reason: _Reason) -> None:
        """Refuse what was proposed or given."""
        with door.refusing():
            _decide(work, "refuse", reason)

    @verbs.command(name="hand-over")
    def hand_over(work: _Work, reason: _Reason) -> None:
        """Give back work that you hold."""
        with door.refusing():
            _decide(work, "hand_over", reason)

    @verbs.command()
    def finish(work: _Work, outcome: Annotated[str, typer.Option(help="What came of it.")] = "") -> None:
        """Say that work is done."""
        with door.refusing():
            _finish(work, outcome)


def _lines() -> list[WorkLine]:
    from waymark.access.viewing import acting
    from waymark.stages.assignment.queries.work import work

    viewer = acting_viewer()
    with acting(viewer):
        return work(viewer, now=door.now())


def _list() -> None:
    lines = _lines()
    if door.OPTIONS.as_json:
        for line in lines:
            door.answer({"work": line.key, **door.plain(line)})
        return
    door.table(
        "Work",
        ("work", "what", "level", "due", "who"),
        (
            (
                line.key,
                line.kind,
                line.level,
                f"{line.due_at:%d %b %H:%M}" if line.due_at else "",
                ", ".join(f"{each.name} ({each.state})" for each in line.placed),
            )
            for line in lines
        ),
    )


def _propose() -> None:
    from waymark.access.queries import names_of
    from waymark.access.viewing import acting
    from waymark.stages.assignment.operations.proposing import propose_work

    viewer = acting_viewer()
    with acting(viewer):
        made = propose_work(viewer=viewer, now=door.now())
        names = names_of({each.officer for each in made.placed if each.officer is not None})
    if door.OPTIONS.as_json:
        for each in made.placed:
            door.answer(
                {
                    "officer": names.get(each.officer or 0),
                    "referral": each.referral,
                    "kind": each.kind,
                    "level": each.level,
                    "due_at": each.due_at,
                    "expected_at": each.expected_at,
                    "late_by": round(each.late_by.total_seconds() / 60),
                    "reason": each.reason,
                }
            )
    else:
        door.table(
            "Proposed; nothing is given until `waymark assign confirm`",
            ("officer", "referral", "what", "due", "late", "why"),
            (
                (
                    names.get(each.officer or 0, "nobody"),
                    each.referral,
                    each.kind,
                    f"{each.due_at:%d %b %H:%M}" if each.due_at else "",
                    f"{each.late_by.total_seconds() / 3600:.0f} h" if each.late_by else "",
                    each.reason,
                )
                for each in made.placed
            ),
        )
    if made.left:
        door.say("Only the most pressing of the queue were looked at.")
    if not made.is_proved:
        door.say("So many teams are planned that a better seating of them was not ruled out.")


def _confirm(wanted: tuple[str, ...]) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.assignment.operations.confirming import confirm
    from waymark.stages.assignment.queries.work import NoSuchWork, work

    viewer = acting_viewer()
    with acting(viewer):
        lines = work(viewer, now=door.now())
        known = {name: line for line in lines for name in (line.reference, line.referral)}
        for name in wanted:
            if name not in known:
                raise NoSuchWork(name)
        found = [
            each
            for line in lines
            for each in line.placed
            if each.state == "proposed" and (not wanted or {line.reference, line.referral} & set(wanted))
        ]
        # All that is proposed: what is stale is left out and said. What is named: all of it, or nothing.
        done = confirm(
            viewer=viewer,
            placings=[each.id for each in found] if wanted else (),
            every=not wanted,
            now=door.now(),
        )
    if door.OPTIONS.as_json:
        door.answer({"confirmed": done.many, "stale": [door.plain(each) for each in done.stale]})
    else:
        typer.echo(f"{done.many} confirmed")
        for each in done.stale:
            door.say(f"{each.work} not confirmed for {each.officer}: {each.why}. Propose again.")


def _give(work: str, officer: str, reason: str) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.assignment.operations.placing import give

    viewer = acting_viewer()
    with acting(viewer):
        give(viewer=viewer, work_key=work, officer=officer, reason=reason, now=door.now())


def _decide(key: str, move: str, reason: str) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.assignment.operations.placing import decide
    from waymark.stages.assignment.queries.work import NoSuchWork, work
    from waymark.stages.assignment.rules.states import MoveName

    viewer = acting_viewer()
    with acting(viewer):
        placed = [each for line in work(viewer, now=door.now()) if line.key == key for each in line.placed]
        mine = [each for each in placed if each.officer == viewer.officer_id] or placed
        if not mine:
            raise NoSuchWork(key)
        decide(viewer=viewer, placing=mine[0].id, move=MoveName(move), reason=reason, now=door.now())


def _finish(work: str, outcome: str) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.assignment.operations.placing import finish

    viewer = acting_viewer()
    with acting(viewer):
        finish(viewer=viewer, work_reference=work, outcome=outcome, now=door.now())


def _officer(name: str, skills: tuple[str, ...], counts: tuple[int, int, int], team: str) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.assignment.operations.keeping import Profile, keep_profile

    viewer = acting_viewer()
    places, minutes, exposure = counts
    profile = Profile(team, skills, places, minutes, exposure)
    with acting(viewer):
        keep_profile(viewer=viewer, officer=name, profile=profile, now=door.now())


def _hours(file: Path, zone: str) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.assignment.operations.keeping import load_times
    from waymark.stages.assignment.readers.duty_files import read_duty_file

    viewer = acting_viewer()
    with acting(viewer), file.open("rb") as stream:
        source = f"{file.name}, times without a zone taken as {zone}"
        rows = read_duty_file(stream, zone=zone)
        new, known = load_times(viewer=viewer, rows=rows, source=source, now=door.now())
    _loaded(new, known)


def _past(file: Path) -> None:
    from waymark.access.viewing import acting
    from waymark.stages.assignment.operations.past import load_past
    from waymark.stages.assignment.readers.past_files import read_past_file

    viewer = acting_viewer()
    with acting(viewer), file.open("rb") as stream:
        new, known = load_past(viewer=viewer, rows=read_past_file(stream), now=door.now())
    _loaded(new, known)


def _loaded(new: int, known: int) -> None:
    if door.OPTIONS.as_json:
        door.answer({"new": new, "known": known})
    else:
        typer.echo(f"{new} loaded; {known} were there already")
