"""Linking all at once on a Spark cluster: the desks' mentions and people out to Parquet, what was found back in.

One transaction, in which no batch arrives at these desks: what is kept meanwhile is read when it ends. The folder
holds identifiers and people's details while the cluster works, in files of this user alone, and is emptied
whatever happens.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.stages.linking.operations.exporting import batches_of, to_parquet, write_parquet
from waymark.stages.linking.operations.people import forget_crowded, write_alike
from waymark.stages.linking.operations.proposing import propose_links
from waymark.stages.linking.operations.relinking import Relinked, at_once, integers
from waymark.stages.linking.operations.settling import settle
from waymark.stages.linking.queries.people import crowded_keys
from waymark.stages.linking.queries.sharing import limits_by_label
from waymark.stages.linking.rules.comparison import Evidence, Proposal, Relation
from waymark.stages.linking.spark import Cluster, Found, connected

# What goes to the cluster: columns of each table, and how PostgreSQL gives them. `desks` is ours: plain numbers.
_MENTIONS = """
    select m.desk_id::bigint as desk, m.identifier_id as identifier, i.kind, m.referral_id as referral,
        m.report_id as report, m.role, m.value, (extract(epoch from m.at) * 1000000)::bigint as at,
        (extract(epoch from m.until) * 1000000)::bigint as until
    from mention m join identifier i on i.id = m.identifier_id where m.desk_id in ({desks})
"""
_ALIKE = """
    select a.desk_id::bigint as desk, a.id as number, a.weight, a.words, p.referral_id as one,
        p.role as one_role, q.referral_id as other, q.role as other_role
    from people_alike a join described_person p on p.id = a.one_id join described_person q on q.id = a.other_id
    where a.desk_id in ({desks}) and p.referral_id <> q.referral_id and p.report_id <> q.report_id
"""
_PEOPLE = """
    select desk_id::bigint as desk, id as unique_id, forename, surname, nullif(born, '') as born,
        nullif(postcode, '') as postcode, forename || ' ' || surname as full_name, referral_id as referral,
        report_id as report, array_to_string(keys, chr(31)) as keys
    from described_person where desk_id in ({desks})
"""
_SUSPECTS = """
    select distinct referral_id as referral, forename, surname, born, postcode from described_person
    where role = 'suspect' and desk_id in ({desks})
"""


def relink_all_on_spark(viewer: Viewer, *, master: str, folder: Path, now: datetime) -> list[Relinked]:
    """Link everything at the viewer's desks again on a cluster; the links are those of `relink_all`.

    master: as Spark writes it (spark://host:7077). folder: one that the cluster's workers see by the same path.
    Raises NotPermitted, NoSpark, ClusterFailed; then nothing is changed.
    """
    require(viewer, Permission.DELIVER)
    desks = sorted(viewer.desks)
    with _own(folder) as own, connected(master, own, rows=_count(desks)) as cluster:
        with connection.cursor() as cursor:
            for desk in desks:
                cursor.execute("select pg_advisory_xact_lock(7201, %s)", [desk])
        _compare_people(cluster, own, desks=desks, viewer=viewer, now=now)
        _export(own, desks, viewer=viewer)
        return [
            _settle(own, found, viewer=viewer, now=now)
            for found in sorted(cluster.link(), key=lambda each: each.desk)
        ]


@contextmanager
def _own(folder: Path) -> Iterator[Path]:
    """A folder of this run's own in `folder`, for this user alone, gone when it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    own = Path(tempfile.mkdtemp(prefix="linking-", dir=folder))
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _count(desks: list[int]) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from mention where desk_id = any(%s)", [desks])
        return int(cursor.fetchone()[0])


def _export(own: Path, desks: list[int], *, viewer: Viewer) -> None:
    import pyarrow as pa

    to_parquet(own / "mentions", _MENTIONS, desks)
    to_parquet(own / "alike", _ALIKE, desks)
    to_parquet(own / "suspects", _SUSPECTS, desks)
    limits = [(desk, *each) for desk in desks for each in limits_by_label(desk, viewer=viewer).items()]
    columns = list(zip(*limits, strict=True)) or [(), (), ()]
    names = ("desk", "identifier", "most")
    write_parquet(
        own / "limits", pa.table({n: pa.array(c, pa.int64()) for n, c in zip(names, columns, strict=True)})
    )


def _compare_people(cluster: Cluster, own: Path, *, desks: list[int], viewer: Viewer, now: datetime) -> None:
    """Compare everybody on the cluster, if anybody waits to be compared."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update described_person set is_compared = true where not is_compared and desk_id = any(%s) "
            "returning desk_id",
            [desks],
        )
        waiting = [desk for (desk,) in cursor.fetchall()]
    if not waiting:
        return
    to_parquet(own / "people", _PEOPLE, desks, lists=("keys",))
    cluster.compare_people()
    alike = 0
    for rows in batches_of(own / "people_alike"):
        write_alike([(r["desk"], r["one"], r["other"], r["weight"], r["words"]) for r in rows])
        alike += len(rows)
    for desk in sorted(set(waiting)):
        numbers = forget_crowded(crowded_keys(desk), desk=desk)
        propose_links([-number for number in numbers], desk=desk, viewer=viewer, now=now)
        detail = {"people": waiting.count(desk), "alike": alike}
        record(Event.PEOPLE_COMPARED, "people", actor=viewer.officer_id, at=now, desk=desk, detail=detail)


def _settle(own: Path, found: Found, *, viewer: Viewer, now: datetime) -> Relinked:
    """Write what the cluster proposes at one desk. Judged links are looked at here, where their judgement stands."""
    import numpy as np

    desk, changed = found.desk, 0
    judged = _judged(desk)
    spoken_for = []
    for rows in batches_of(own / "links", desk=desk):
        pairs = {(row["one"], row["other"]): row for row in rows}
        spoken_for.append(np.array(list(pairs), dtype=np.int64))
        proposals = {pair: _proposal(row) for pair, row in pairs.items() if pair not in judged}
        changed += len(settle(proposals, unfounded=[], desk=desk, viewer=viewer, now=now))
    standing = integers(f"select one_id, other_id from link where desk_id = {desk:d} and judgement = 'open'")
    unfounded = _without(standing, spoken_for)
    settle({}, unfounded=unfounded, desk=desk, viewer=viewer, now=now)
    changed += _judge_again(desk, viewer=viewer, now=now) if judged else 0
    relinked = Relinked(
        desk, found.referrals, found.compared, found.crowded, changed, found.clusters, found.largest
    )
    detail = {"referrals": found.referrals, "compared": found.compared, "changed": changed, "engine": "spark"}
    record(Event.RELINKED, "all", actor=viewer.officer_id, at=now, desk=desk, detail=detail)
    return relinked


def _judged(desk: int) -> set[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute("select one_id, other_id from link where desk_id = %s and judgement <> 'open'", [desk])
        return set(cursor.fetchall())


def _judge_again(desk: int, *, viewer: Viewer, now: datetime) -> int:
    """Compare what judged links rest on, and what else their ends share, as every batch does."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            with ends as (select distinct unnest(array[one_id, other_id]) as id from link
                where desk_id = %(desk)s and judgement <> 'open')
            select identifier_id from mention m join ends on ends.id = m.referral_id where desk_id = %(desk)s
            group by 1 having count(distinct referral_id) > 1
            union select -a.id from people_alike a join described_person p on p.id = a.one_id
            join described_person q on q.id = a.other_id
            where a.desk_id = %(desk)s and p.referral_id in (select id from ends)
                and q.referral_id in (select id from ends)
            """,
            {"desk": desk},
        )
        identifiers = sorted(id_ for (id_,) in cursor.fetchall())
    return sum(len(propose_links(some, desk=desk, viewer=viewer, now=now)) for some in at_once(identifiers))


def _without(pairs: Any, spoken_for: list[Any]) -> list[tuple[int, int]]:
    """Pairs of numbers that are in none of `spoken_for`."""
    import numpy as np

    known = np.concatenate([np.empty((0, 2), dtype=np.int64), *spoken_for])
    both, inverse = np.unique(np.concatenate([pairs, known]), axis=0, return_inverse=True)
    is_known = np.zeros(len(both), dtype=np.bool_)
    is_known[inverse.ravel()[len(pairs) :]] = True
    return [(int(one), int(other)) for one, other in pairs[~is_known[inverse.ravel()[: len(pairs)]]]]


def _proposal(row: dict[str, Any]) -> Proposal:
    evidence = tuple(
        Evidence(**{**each, "roles": tuple(each["roles"])}) for each in json.loads(row["evidence"])
    )
    return Proposal(Relation(row["relation"]), row["probability"], evidence)
