"""What `waymark up --demo` fills an empty database with: invented officers, reference data and reports."""

from __future__ import annotations

import secrets
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from waymark.access.rules import Role, Viewer
from waymark.interfaces.cli import door

if TYPE_CHECKING:
    from waymark.synthetic.one_man import Told

# An invented desk's week, small enough that everything is there in a quarter of a minute.
REFERRALS = 60
PACKS = 4
SEED = 7
_COLLEAGUES = 12
_DAYS = 28
_PAST_DAYS = 800
_INVENTED = "invented for demonstration"
_FORCE = "E23000010"
_NEIGHBOUR = "E23000012"
_DESKS = (
    ("NCA", "National desk", "national", "NCA"),
    (_FORCE, "Force desk", "force", _FORCE),
    (_NEIGHBOUR, "Neighbouring force desk", "force", _NEIGHBOUR),
)
_OFFICERS = (
    ("desk", "Desk Officer", Role.INTELLIGENCE_DESK, _FORCE),
    ("supervisor", "Desk Supervisor", Role.SUPERVISOR, _FORCE),
    ("national", "National Officer", Role.INTELLIGENCE_DESK, "NCA"),
    ("neighbour", "Neighbouring Officer", Role.INTELLIGENCE_DESK, _NEIGHBOUR),
    ("investigator", "Investigating Officer", Role.INVESTIGATOR, _FORCE),
    ("examiner", "Forensic Examiner", Role.EXAMINER, _FORCE),
    ("spoc", "Single Point of Contact", Role.SPOC, _FORCE),
    ("analyst", "Analyst", Role.ANALYST, _FORCE),
    ("disclosure", "Disclosure Officer", Role.DISCLOSURE_OFFICER, _FORCE),
    ("auditor", "Auditor", Role.AUDITOR, "NCA"),
    ("dpo", "Data Protection Officer", Role.DATA_PROTECTION_OFFICER, "NCA"),
    ("admin", "Administrator", Role.ADMINISTRATOR, "NCA"),
)


def fill() -> None:
    """Fill an empty database with invented data; one that has a delivery is given no more of them.

    A start that was broken off before the desk had its colleagues is made good by the next.
    """
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.stages.intake.queries import has_deliveries

    local = acting_viewer()
    with acting(local):
        filled = has_deliveries(local)
    passwords = _officers(local)
    if not filled:
        _receive(local)
    if not _is_staffed():
        staff_the_desk(_COLLEAGUES)
    _show_queue()
    _show_officers(passwords)


def _officers(local: Viewer) -> dict[str, str]:
    """Make the demo officers who are not there yet; every start gives each a new password."""
    from waymark.access import operations, queries
    from waymark.access.viewing import acting

    passwords = {username: _password() for username, *_ in _OFFICERS}
    standing = {line.username for line in queries.officers()}
    now = door.now()
    with acting(local):
        for code, name, kind, force in _DESKS:
            operations.make_desk(code=code, name=name, kind=kind, force_code=force, actor=local, now=now)
        for username, name, role, desk in _OFFICERS:
            if username in standing:
                operations.change_officer(
                    username=username, password=passwords[username], actor=local, now=now
                )
            else:
                operations.make_officer(
                    username=username,
                    name=name,
                    roles=[role],
                    desk_codes=[desk],
                    password=passwords[username],
                    actor=local,
                    now=now,
                    why="demonstration",
                )
    return passwords


def _password() -> str:
    return "-".join(secrets.token_hex(3) for _ in range(3))


def _receive(local: Viewer) -> None:
    from waymark import pipeline
    from waymark.access.queries import viewer_called
    from waymark.interfaces.cli.receive import offers, with_progress
    from waymark.synthetic.profiles import DESK
    from waymark.synthetic.writing import write

    now = door.now()
    with tempfile.TemporaryDirectory(prefix="waymark-demo-") as folder:
        out = Path(folder) / "demo"
        until = now.replace(minute=0, second=0, microsecond=0)
        for _ in write(out, DESK, referrals=REFERRALS, seed=SEED, until=until):
            pass
        _write_packs(out / "deliveries" / "packs", until)
        _load_reference(local, out / "reference", now.date())
        held_out = offers([out / "deliveries"])
        desk = viewer_called("desk")
        answers = pipeline.receive(desk, held_out, source="", door="command", clock=door.now)
        counts: dict[str, int] = {}
        for answer in with_progress(answers, len(held_out)):
            counts[answer.outcome] = counts.get(answer.outcome, 0) + 1
        _receive_one_man(out / "one-man", until)
    door.say(f"Received {len(held_out)} invented deliveries: {_words(counts)}")


def _receive_one_man(folder: Path, until: datetime) -> None:
    """One man on three platforms, told to two forces: linked here, and at the other desk only whom to ask."""
    from waymark.synthetic.one_man import reports

    folder.mkdir()
    for number, told in enumerate(reports(until), start=1):
        path = folder / f"{number}.xml"
        path.write_bytes(told.document)
        _receive_told(path, told)


def _receive_told(path: Path, told: Told) -> None:
    """Take one report in as at the time that it came."""
    from waymark import pipeline
    from waymark.access.queries import viewer_called
    from waymark.interfaces.cli.receive import offers

    viewer = viewer_called("neighbour" if told.is_neighbours else "desk")
    for _ in pipeline.receive(
        viewer, offers([path]), source=told.platform, door="command", clock=lambda: told.received_at
    ):
        pass


def _write_packs(folder: Path, until: datetime) -> None:
    """Packs as forces mostly receive them, for an officer to enter: mail and Word, no machine's format."""
    from waymark.synthetic.pack_documents import as_docx, as_mail
    from waymark.synthetic.packs import packs

    folder.mkdir()
    for number, pack in enumerate(packs(SEED, PACKS, until=until), start=1):
        is_mail = number % 2 == 0
        name = f"pack-{number}.{'eml' if is_mail else 'docx'}"
        (folder / name).write_bytes(as_mail(pack) if is_mail else as_docx(pack))


def _is_staffed() -> bool:
    """Whether anybody at the desk is given work."""
    from waymark.access.queries import viewer_called
    from waymark.access.viewing import acting
    from waymark.stages.assignment.queries.staff import staff

    supervisor = viewer_called("supervisor")
    with acting(supervisor):
        return bool(staff(supervisor, now=door.now()))


def staff_the_desk(colleagues: int) -> None:
    """Give the desk invented colleagues with shifts, propose who does what, and confirm half of it: all or nothing."""
    from waymark.access.queries import viewer_called
    from waymark.access.viewing import acting
    from waymark.stages.assignment.operations.confirming import confirm
    from waymark.stages.assignment.operations.keeping import Profile, keep_profile, load_times
    from waymark.stages.assignment.operations.proposing import propose_work
    from waymark.stages.assignment.queries.work import work
    from waymark.stages.assignment.readers.duty_files import DutyRow
    from waymark.stages.assignment.rules.duty import Kind
    from waymark.synthetic.duty import invented_hours, invented_officers

    made = invented_officers(SEED, colleagues)
    known = {
        "desk": ("research", "enquiry"),
        "investigator": ("enforcement", "search"),
        "examiner": ("examination",),
    }
    profiles = {
        each.username: Profile(each.team, each.skills, each.places, each.piece_minutes) for each in made
    }
    profiles |= {name: Profile("Intelligence 1", skills) for name, skills in known.items()}
    now = door.now()
    _make_colleagues(list(profiles), now)
    supervisor = viewer_called("supervisor")
    with acting(supervisor):
        for name, profile in profiles.items():
            keep_profile(viewer=supervisor, officer=name, profile=profile, now=now)
        rows = [
            DutyRow(n, each.officer, Kind(each.kind), each.start, each.end)
            for n, each in enumerate(invented_hours(SEED, list(profiles), start=now, days=_DAYS))
        ]
        load_times(viewer=supervisor, rows=rows, source=_INVENTED, now=now)
        propose_work(viewer=supervisor, now=now)
        proposed = [each.id for line in work(supervisor, now=now) for each in line.placed]
        confirm(viewer=supervisor, placings=proposed[: len(proposed) // 2], now=now)
    door.say(
        f"{len(profiles)} invented officers have shifts; {len(proposed)} parts of work are proposed or theirs"
    )


def _make_colleagues(usernames: list[str], now: datetime) -> None:
    """Officers who cannot sign in: they are there to be given work."""
    from waymark.access import operations, queries
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer

    local = acting_viewer()
    standing = {line.username for line in queries.officers()}
    with acting(local):
        for username in usernames:
            if username not in standing:
                operations.make_officer(
                    username=username,
                    name="",
                    roles=[Role.INVESTIGATOR],
                    desk_codes=[_FORCE],
                    password=None,
                    actor=local,
                    now=now,
                    why="demonstration",
                )


def _words(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))


def _load_reference(local: Viewer, folder: Path, today: date) -> None:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.reference import load_reference
    from waymark.reference.kinds import Kind

    # As at a real desk: one version for what happened until yesterday, as far back as any invented event,
    # and one of today, which goes stale when a real one would.
    yesterday = today - timedelta(days=1)
    days = ((today - timedelta(days=_PAST_DAYS), yesterday), (today, None))
    for file in sorted(folder.iterdir()):
        for valid_from, valid_to in days:
            with acting(local):
                load_reference(
                    local,
                    Kind(file.stem),
                    file,
                    now=door.now(),
                    source=_INVENTED,
                    valid_from=valid_from,
                    valid_to=valid_to,
                )


def _show_queue() -> None:
    from waymark.access.queries import viewer_called
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.queue import print_lines
    from waymark.stages.prioritisation.queries import queue

    desk = viewer_called("desk")
    with acting(desk):
        page = queue(desk, limit=15, now=door.now())
    print_lines(list(page.lines), has_more=bool(page.next_after))


def _show_officers(passwords: dict[str, str]) -> None:
    door.table(
        "Demo officers (new passwords at every start)",
        ("username", "password", "role"),
        ((username, passwords[username], role.replace("_", " ")) for username, _, role, _ in _OFFICERS),
    )
    typer.echo("")
