"""The queue's page as a force's officer asks for it: every filter and sort, at two sizes of the queue."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from statistics import quantiles
from time import perf_counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from psycopg import ClientCursor, sql

from benchmarks.bed import NOW, Bed
from benchmarks.rows import Better, Measured, Row, compare

if TYPE_CHECKING:
    from django.test import Client

FEW = 10_000
_ASKED = 2  # times each page is asked for in a run
_USERNAME = "bench-force"
_FORCES = ("E23000020", "W15000001")
# Of each sort, the column, to find where its last page begins.
_SORTS = {
    "rank": "rank",
    "danger": "danger",
    "due": "due_at",
    "evidence": "evidence_lost_at",
    "actionability": "actionability",
    "effort": "minutes",
    "received": "received_at",
}

# Rows that a plan may sort: what a narrow filter leaves, and a page of each of an officer's desks; never the queue.
_MOST_SORTED, _SHARE_SORTED = 1_000, 20

# Whatever is not needed to fill the tables is put back when they are full: a million rows are then indexed once.
_INDEXES = """
select i.indexname, i.indexdef from pg_indexes i where i.schemaname = 'public' and i.tablename = any(%s)
    and not exists (select 1 from pg_constraint c where c.conindid = (quote_ident(i.indexname))::regclass)
"""
_FILLED = ["referral", "queue_entry"]

# Every tenth referral is the force's own; the rest lie at another desk, behind row security.
_FILL = """
insert into referral (id, reference, desk_id, opened_at, review_on)
select n, 'made-' || n, case when n %% 10 = 0 then %(own)s else %(other)s end, %(now)s, %(now)s::date + 3650
from generate_series(1, %(count)s) n;
insert into queue_entry (referral_id, reference, desk_id, stage, level, lowest, highest, fired, next_check, due_at,
    evidence_lost_at, force_code, people, reports, received_at, rank, rank_reason, changes_at, minutes,
    actionability)
select n, 'made-' || n, desk_id, (array['unresearched', 'researched'])[1 + h %% 2],
    (array['very_high', 'high', 'medium', 'low'])[1 + h %% 4], 'low', 'very_high', 'made', '',
    case when h %% 5 > 0 then %(now)s - h * interval '1 minute' end,
    case when h %% 3 > 0 then %(now)s::date + h %% 365 end,
    (array_append(%(forces)s::text[], ''))[1 + h / 7 %% 3], 1, 1,
    %(now)s - h * interval '1 second', lpad((h %% 9973)::text, 6, '0'), 'made', null,
    h %% 600, h / 11 %% 4
from (select id as n, desk_id, abs(hashint8(id) %% 1000000) as h from referral) made;
"""

Ask = Callable[[], float]


def row(bed: Bed, *, runs: int, many: int) -> Row:
    """p99 over every combination of force, level, stage and sort, the first page of each and the last."""
    sides = {}
    for name, count in (("few", FEW), ("many", many)):
        bed.clone(name)
        client = _filled(bed, name, count)
        addresses = _addresses(bed, name)
        # Also warms both sides up: what a page does the first time is not what it does.
        most = max(_MOST_SORTED, count // _SHARE_SORTED)
        is_sound = _lines(client, addresses) > 0 and not _scans(client, addresses, most=most)
        sides[name] = (client, addresses, is_sound)

    def p99(name: str) -> float:
        """Milliseconds."""
        bed.use(name)
        client, addresses, _ = sides[name]
        client.get(addresses[0])
        return quantiles((_seconds(client, each) for each in addresses * _ASKED), n=100)[98] * 1000

    def measure(_run: int) -> Measured:
        few, many = p99("few"), p99("many")
        return Measured(many, few, sides["few"][2] and sides["many"][2])

    return compare(
        "queue",
        f"p99 of the queue's page, {many} referrals, every filter and sort, first and last page, a force's officer",
        f"the same with {FEW}; neither reads queue_entry sequentially",
        target=1.5,
        better=Better.LESS,
        unit="ms",
        runs=runs,
        measure=measure,
    )


def _filled(bed: Bed, name: str, count: int) -> Client:
    """A queue of that many, and an officer of one force's desk, signed in."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from waymark.access import operations
    from waymark.access.rules import Role
    from waymark.access.viewing import acting

    with acting(operations.SYSTEM):
        own, other = (
            operations.make_desk(code=code, name=code, kind="force", actor=operations.SYSTEM, now=NOW)
            for code in ("bench-own", "bench-other")
        )
        operations.make_officer(
            username=_USERNAME,
            name="Force Officer",
            roles=[Role.INTELLIGENCE_DESK],
            desk_codes=["bench-own"],
            password=None,
            actor=operations.SYSTEM,
            now=NOW,
        )
    with bed.superuser(name) as server:
        made = {"own": own, "other": other, "now": NOW, "count": count, "forces": list(_FORCES)}
        indexes = server.execute(_INDEXES, [_FILLED]).fetchall()
        for indexed, _ in indexes:
            server.execute(sql.SQL("drop index {}").format(sql.Identifier(indexed)))
        server.execute(
            "set session_replication_role = replica"
        )  # what is made here refers to what was made here
        ClientCursor(server).execute(_FILL, made)
        server.execute("reset session_replication_role")
        for _, definition in indexes:
            server.execute(definition)
        server.execute("vacuum analyze")
    client = Client(SERVER_NAME="localhost")
    client.force_login(
        get_user_model().objects.get(username=_USERNAME),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


def _addresses(bed: Bed, name: str) -> list[str]:
    with bed.superuser(name) as server:
        ends = {
            sort: server.execute(
                f"select {column}::text, referral_id from queue_entry join desk on desk.id = desk_id "
                f"where code = 'bench-own' order by {column} desc nulls first, referral_id desc offset 20 limit 1"
            ).fetchone()
            for sort, column in _SORTS.items()
        }
    levels, stages = ("", "very_high", "high", "medium", "low"), ("", "unresearched", "researched")
    return [
        "/queue/?"
        + urlencode(
            {
                "force": force,
                "level": level,
                "stage": stage,
                "sort": sort,
                **({"after": after} if after else {}),
            }
        )
        for force, level, stage, sort in product(("", *_FORCES), levels, stages, _SORTS)
        for after in ("", json.dumps(ends[sort]))
    ]


def _seconds(client: Client, address: str) -> float:
    started = perf_counter()
    status = client.get(address).status_code
    taken = perf_counter() - started
    if status != 200:
        raise RuntimeError(f"{address} answered {status}")
    return taken


def _lines(client: Client, addresses: list[str]) -> int:
    """How many referrals the first page shows: a page of nothing is fast."""
    return client.get(addresses[0]).content.decode().count("made-")


def _scans(client: Client, addresses: list[str], *, most: int) -> bool:
    """Whether any of these pages reads or sorts the queue from end to end, by the plans of what it asks, as it asks."""
    from waymark.access.queries import viewer_called
    from waymark.access.viewing import acting

    with _noted() as asked:
        for address in addresses:
            _seconds(client, address)
    from django.db import connection

    with acting(viewer_called(_USERNAME)), connection.cursor() as cursor:
        for asking, parameters in asked:
            cursor.execute(f"explain (format json) {asking}", parameters)
            ((plans,),) = cursor.fetchall()
            if reads_all(
                json.loads(plans)[0]["Plan"] if isinstance(plans, str) else plans[0]["Plan"], most=most
            ):
                return True
    return not asked


def reads_all(plan: dict[str, Any], *, most: int) -> bool:
    """Whether a plan reads the queue's table sequentially, or sorts more than so many rows of anything."""
    inner = plan.get("Plans", ())
    is_scan = plan["Node Type"] == "Seq Scan" and plan.get("Relation Name") == "queue_entry"
    is_sort = "Sort" in plan["Node Type"] and any(each["Plan Rows"] > most for each in inner)
    return is_scan or is_sort or any(reads_all(each, most=most) for each in inner)


@contextmanager
def _noted() -> Iterator[list[tuple[str, Any]]]:
    """Notes every question that is put to the queue's table."""
    from django.db import connection

    asked: list[tuple[str, Any]] = []

    def note(execute: Any, asking: str, parameters: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        if "from queue_entry" in asking:
            asked.append((asking, parameters))
        return execute(asking, parameters, many, context)

    with connection.execute_wrapper(note):
        yield asked
