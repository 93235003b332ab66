"""`waymark doctor`: what is wrong with this installation, and what to do about it."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from waymark.errors import WaymarkError
from waymark.interfaces.cli import door

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_log = logging.getLogger(__name__)

_LEAST_FREE = 5 << 30
_SUPPORTED = range(16, 19)
_WAITING_TOO_LONG = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. advice: what to do; empty when it is well."""

    check: str
    is_well: bool
    found: str
    advice: str = ""


def register(app: typer.Typer) -> None:
    @app.command()
    def doctor() -> None:
        """Say what is wrong with this installation."""
        with door.refusing():
            _doctor()


def _doctor() -> None:
    findings = []
    for check in _CHECKS:
        try:
            findings += list(check())
        except WaymarkError as problem:
            findings.append(Finding(check.__name__.strip("_"), is_well=False, found="", advice=str(problem)))
        except Exception as problem:  # noqa: BLE001 - as below
            name = check.__name__.strip("_")
            # A doctor reports what it meets, whatever it is; the log has where, without the words.
            _log.exception("check ended by a fault", extra={"step": name})
            findings.append(
                Finding(name, is_well=False, found=type(problem).__name__, advice="see the log for where")
            )
    for finding in findings:
        if door.OPTIONS.as_json:
            door.answer(finding)
        else:
            mark = "well " if finding.is_well else "WRONG"
            advice = f"\n       {finding.advice}" if finding.advice else ""
            typer.echo(f"{mark}  {finding.check}: {finding.found}{advice}")
    if not all(finding.is_well for finding in findings):
        raise typer.Exit(door.REFUSED)


def _python() -> Iterator[Finding]:
    found = ".".join(map(str, sys.version_info[:3]))
    yield Finding(
        "python", sys.version_info >= (3, 11), found, "" if sys.version_info >= (3, 11) else "use 3.11"
    )


def _database() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select current_setting('server_version_num')::int / 10000, current_setting('server_version')"
        )
        major, words = cursor.fetchone()
        cursor.execute("select current_user, current_setting('fsync'), current_setting('full_page_writes')")
        user, fsync, pages = cursor.fetchone()
    embedded = os.environ.get("WAYMARK_EMBEDDED") == "1"
    kind = "embedded: demonstration, not live data" if embedded else "a server of its own"
    well = major in _SUPPORTED
    yield Finding(
        "database", well, f"PostgreSQL {words} as {user}, {kind}", "" if well else "use 16, 17 or 18"
    )
    durable = fsync == "on" and pages == "on"
    yield Finding(
        "durability",
        durable,
        f"fsync {fsync}, full_page_writes {pages}",
        "" if durable else "what arrives could be lost in a power cut: switch both on",
    )


def _rights() -> Iterator[Finding]:
    from django.db import connection

    from waymark.database.roles import check_roles

    def ask(query: str) -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())

    problems = list(check_roles(ask))
    if not problems:
        yield Finding("roles", is_well=True, found="each has its rights and no more")
    for problem in problems:
        yield Finding("roles", is_well=False, found=str(problem), advice="`waymark db roles` prints the SQL")


def _row_security() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname from pg_class c "
            "join pg_attribute a on a.attrelid = c.oid and a.attname = 'desk_id' and not a.attisdropped "
            "where c.relkind in ('r', 'p') and not c.relispartition "
            "and c.relnamespace = 'public'::regnamespace and c.relname <> 'officer_desks' "
            "and not (c.relrowsecurity and c.relforcerowsecurity) order by 1"
        )
        open_tables = [name for (name,) in cursor.fetchall()]
    yield Finding(
        "row security",
        not open_tables,
        "forced on every table of the record" if not open_tables else ", ".join(open_tables),
        "" if not open_tables else "these tables show every desk's rows: run `waymark db migrate`",
    )


def _partitions() -> Iterator[Finding]:
    from waymark.database.partitions import overflowing

    late = overflowing()
    yield Finding(
        "partitions",
        not late,
        "made ahead of need" if not late else ", ".join(late),
        "" if not late else "run `waymark db migrate`, and see docs/adr/0004 to move what overflowed",
    )


def _reading() -> Iterator[Finding]:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.stages.intake.queries import waiting_since

    viewer = acting_viewer()
    with acting(viewer):
        since, faults = waiting_since(viewer)
    now = door.now()
    late = since is not None and now - since > _WAITING_TOO_LONG
    found = (
        "nothing waits to be read" if since is None else f"a delivery has waited since {since:%d %b %H:%M}"
    )
    yield Finding("reading", not late, found, "start `waymark work`, which reads what waits" if late else "")
    yield Finding(
        "faults",
        not faults,
        f"{faults} open",
        "" if not faults else "`waymark faults list` says where and what",
    )


def _links() -> Iterator[Finding]:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.stages.linking.queries.weighing import weighed_otherwise

    viewer = acting_viewer()
    with acting(viewer):
        earlier = weighed_otherwise(viewer)
    yield Finding(
        "links",
        not earlier,
        f"{earlier} of the newest weighed by an earlier version"
        if earlier
        else "weighed as they would be now",
        "run `waymark link --all`" if earlier else "",
    )


def _reference() -> Iterator[Finding]:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer
    from waymark.reference.queries import loaded
    from waymark.reference.versions import Standing

    viewer = acting_viewer()
    with acting(viewer):
        versions = loaded(viewer, on=door.now().date())
    stale = sorted({each.version.kind.value for each in versions if each.standing is Standing.STALE})
    if not versions:
        yield Finding(
            "reference data", is_well=False, found="none", advice="`waymark reference load KIND FILE`"
        )
        return
    yield Finding(
        "reference data",
        not stale,
        f"{len(versions)} versions" + (f"; stale: {', '.join(stale)}" if stale else ""),
        "load newer ones with `waymark reference load`" if stale else "",
    )


def _digests() -> Iterator[Finding]:
    from django.conf import settings

    from waymark.access.queries import installation_at_each_desk
    from waymark.access.viewing import acting
    from waymark.stages.assignment.queries.digests import SendingLine, unsent

    host, _, sender = settings.MAIL_RELAY[:3]
    if host and not sender:
        yield Finding(
            "digests", is_well=False, found="the relay has no sender", advice="set WAYMARK_MAIL_FROM"
        )
        return
    ways = [name for name, is_on in (("mail", host), ("webhook", settings.WEBHOOK)) if is_on]
    found: list[SendingLine] = []
    for viewer in installation_at_each_desk():
        with acting(viewer):
            found += unsent(viewer).values()
    if not ways or not found:
        yield Finding("digests", is_well=True, found=f"by {' and '.join(ways)}" if ways else "off")
        return
    last = max(found, key=lambda each: each.at)
    yield Finding(
        "digests",
        is_well=False,
        found=f"{len(found)} not sent, the last by {last.way} at {last.at:%d %b %H:%M} UTC: {last.fault}",
        advice="mend WAYMARK_MAIL_… or WAYMARK_WEBHOOK_URL; they are tried again each hour",
    )


def _disk() -> Iterator[Finding]:
    state = Path(os.environ.get("WAYMARK_STATE", "."))
    free = shutil.disk_usage(state if state.exists() else ".").free
    yield Finding(
        "disk", free > _LEAST_FREE, f"{free / 2**30:.0f} GiB free", "" if free > _LEAST_FREE else "make room"
    )


_CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _python,
    _database,
    _rights,
    _row_security,
    _partitions,
    _reading,
    _links,
    _reference,
    _digests,
    _disk,
)
