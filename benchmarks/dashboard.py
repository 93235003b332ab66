"""The page of figures as a supervisor asks for it, at two sizes of the record; and what the count behind it costs."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import quantiles
from time import perf_counter
from typing import TYPE_CHECKING

from psycopg import ClientCursor

from benchmarks.bed import NOW, Bed
from benchmarks.rows import Better, Measured, Row, compare

if TYPE_CHECKING:
    from django.test import Client

    from waymark.access.rules import Viewer

FEW = 10_000
_ASKED = 200  # times the page is asked for in a run: p99 is the second slowest
_USERNAME = "bench-figures"
_FORCES = ("E23000020", "W15000001", "E23000001", "")

# Over a year and a half back from now; every tenth was enforced, and every twentieth has a moment before ours.
_FILL = """
insert into referral (id, reference, desk_id, opened_at, review_on)
select n, 'made-' || n, %(desk)s, %(now)s - n %% 13140 * interval '1 hour', %(now)s::date + 3650
from generate_series(1, %(count)s) n;
insert into queue_entry (referral_id, reference, desk_id, stage, level, lowest, highest, fired, next_check, due_at,
    force_code, people, reports, received_at, rank, rank_reason, minutes, is_folded)
select id, reference, desk_id, 'unresearched', (array['very_high', 'high', 'medium', 'low'])[1 + h %% 4], 'low',
    'very_high', 'made', '', case when id %% 10 > 0 then opened_at + (1 + h %% 30) * interval '1 day' end,
    (%(forces)s::text[])[1 + h %% 4], 1, 1, opened_at, lpad((h %% 9973)::text, 6, '0'), 'made', h %% 600, h %% 50 = 0
from (select *, abs(hashint8(id) %% 1000000) as h from referral) made;
insert into running_clock (referral_id, desk_id, clock, about, started_at, due_at, stopped_at, stopped_by)
select id, desk_id, 'enforcement_high', '', opened_at, opened_at + interval '7 days',
    opened_at + id %% 14 * interval '1 day', 'enforcement'
from referral where id %% 10 = 0;
insert into milestone (referral_id, desk_id, kind, about, happened_at, authority_reference, recipient, reply, note,
    recorded_at, officer_id)
select id, desk_id, kind, '', opened_at + off * interval '1 day', '', '', '', '', %(now)s, 1
from referral cross join (values ('enforcement', 3, 10), ('platform_reported', -4, 20), ('national_received', -2, 20))
    as kinds (kind, off, every) where id %% every = 0;
insert into report (reference, desk_id, kind, source, number, received_at, incident_type, incident_at, platform,
    escalation, annotations, batched, detail, parties, events, files, source_grade, handling_code, marking)
select 'report-' || id, desk_id, 'report', 'source ' || id %% 7, '', opened_at, '',
    case when id %% 3 > 0 then opened_at - id %% 100 * interval '1 day' end, '', '', '{}', '', '{}', 1, 0, 0, '', '', ''
from referral;
"""


def rows(bed: Bed, *, runs: int, many: int) -> Iterator[Row]:
    """p99 of the page; then the seconds of a count of everything that it shows, which the worker does."""
    sides = {}
    for name, count in (("few", FEW), ("many", many)):
        bed.clone(name)
        client, viewer = _filled(bed, name, count)
        sides[name] = (client, viewer, _shows(client, viewer, count))

    def p99(name: str) -> float:
        """Milliseconds."""
        bed.use(name)
        client, _, _ = sides[name]
        client.get("/figures/")
        return quantiles((_seconds(client) for _ in range(_ASKED)), n=100)[98] * 1000

    def counted(name: str) -> float:
        bed.use(name)
        return _count(sides[name][1])

    is_same = sides["few"][2] and sides["many"][2]
    yield compare(
        "dashboard",
        f"p99 of the page of figures, {many} referrals, a supervisor of all of them",
        f"the same with {FEW}; both show what a recount of the record comes to",
        target=1.5,
        better=Better.LESS,
        unit="ms",
        runs=runs,
        measure=lambda _run: Measured(p99("many"), p99("few"), is_same),
    )
    yield compare(
        "dashboard-count",
        f"counting what that page shows, of {many} referrals, as the worker does every ten minutes",
        f"the same with {FEW}",
        target=None,
        better=Better.LESS,
        runs=min(runs, 2),
        measure=lambda _run: Measured(counted("many"), counted("few"), is_same),
    )


def _filled(bed: Bed, name: str, count: int) -> tuple[Client, Viewer]:
    """A desk of so many referrals, and its supervisor signed in; its figures counted."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from waymark.access import operations
    from waymark.access.queries import viewer_called
    from waymark.access.rules import Role
    from waymark.access.viewing import acting

    with acting(operations.SYSTEM):
        desk = operations.make_desk(
            code="bench", name="bench", kind="force", actor=operations.SYSTEM, now=NOW
        )
        operations.make_officer(
            username=_USERNAME,
            name="Supervisor",
            roles=[Role.SUPERVISOR],
            desk_codes=["bench"],
            password=None,
            actor=operations.SYSTEM,
            now=NOW,
        )
    with bed.superuser(name) as server:
        made = {"desk": desk, "now": NOW, "count": count, "forces": list(_FORCES)}
        ClientCursor(server).execute(_FILL, made)
        server.execute("vacuum analyze")
    viewer = viewer_called(_USERNAME)
    _count(viewer)
    client = Client(SERVER_NAME="localhost")
    client.force_login(
        get_user_model().objects.get(username=_USERNAME),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client, viewer


def _count(viewer: Viewer) -> float:
    from waymark.access.viewing import acting
    from waymark.stages.statistics.operations.counting import take_figures

    started = perf_counter()
    with acting(viewer):
        take_figures(viewer, now=NOW)
    return perf_counter() - started


def _seconds(client: Client) -> float:
    started = perf_counter()
    status = client.get("/figures/").status_code
    taken = perf_counter() - started
    if status != 200:
        raise RuntimeError(f"the page of figures answered {status}")
    return taken


def _shows(client: Client, viewer: Viewer, count: int) -> bool:
    """Whether the page shows a recount of the record, with every referral in it."""
    from waymark.access.viewing import acting
    from waymark.stages.statistics.queries.dashboard import count_desk, dashboard

    with acting(viewer):
        shown, again = dashboard(viewer).counts, count_desk(viewer, viewer.desks[0], now=NOW)
    listed = sum(shown.levels.values())
    page = client.get("/figures/").content.decode()
    return shown == again and listed + sum(shown.folded.values()) == count and f"{listed:,}" in page
