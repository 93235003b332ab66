"""Linking new reports on standing ones: mentions, proposals with their evidence, and their audit entries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, Any

from psycopg import ClientCursor

from benchmarks.bed import NOW, Bed, Held, officer
from benchmarks.intake import documents, intake_seconds
from benchmarks.rows import Measured, Row, compare

if TYPE_CHECKING:
    from waymark.access.rules import Viewer
    from waymark.referrals.operations.recording import OpenReport

_BATCH = 250
# So many standing mentions are of addresses that new reports draw from as well: about three links a report.
_SHARED = 10_000

# Each standing referral mentions three identifiers, as the plan measured. One in `rare` of them is an address
# that new reports draw from as well; the rest are its own. Digests are made as `identifiers.digest` makes them.
_FILL = r"""
insert into referral (id, reference, desk_id, opened_at, review_on)
select n, 'made-' || n, %(desk)s, %(now)s, %(now)s::date + 3650 from generate_series(1, %(count)s) n;
select setval('referral_id_seq', %(count)s), setval('report_id_seq', %(count)s);
create temporary table drawn as
select n as referral_id, k, case when abs(hashint8(n * 3 + k)) %% %(rare)s = 0
    then '198.' || 18 + (h >> 16) %% 2 || '.' || (h >> 8) %% 256 || '.' || 1 + h %% 254
    else '10.' || n || '.' || k end as value
from generate_series(1, %(count)s) n, generate_series(1, 3) k,
    lateral (select abs(hashint8extended(n * 3 + k, 7) %% 1000000007) as h) drawing;
insert into identifier (kind, digest)
select 'ip', substring(sha256('ip'::bytea || '\x00'::bytea || convert_to(value, 'UTF8')) for 16)
from (select distinct value from drawn) one on conflict do nothing;
insert into mention (identifier_id, referral_id, report_id, desk_id, role, value)
select i.id, referral_id, referral_id, %(desk)s, 'suspect', value from drawn join identifier i
on i.digest = substring(sha256('ip'::bytea || '\x00'::bytea || convert_to(value, 'UTF8')) for 16)
on conflict do nothing;
"""


def row(bed: Bed, *, runs: int, reports: int, standing: int) -> Row:
    """How fast new reports are linked on a standing set, against how fast they are taken in."""

    def measure(run: int) -> Measured:
        held = documents(reports, seed=500 + run)
        intake = intake_seconds(bed, held, batch=_BATCH, is_read_within=True)
        linking = _linking_seconds(bed, held, standing=standing)
        return Measured(linking, intake, _has_all_links(bed, officer(), standing=standing))

    return compare(
        "link-new",
        f"linking {reports} new reports on {standing} standing referrals, evidence and audit included",
        "batch intake of the same reports, from XML",
        target=1.0,
        runs=runs,
        measure=measure,
    )


def _linking_seconds(bed: Bed, held: Sequence[Held], *, standing: int) -> float:
    """Seconds to identify, mention, propose and account for."""
    bed.clone("ours")
    viewer = officer()
    assert viewer.home_desk is not None
    with bed.superuser("ours") as server:
        made = {
            "desk": viewer.home_desk,
            "now": NOW,
            "count": standing,
            "rare": max(1, standing * 3 // _SHARED),
        }
        ClientCursor(server).execute(_FILL, made)
        server.execute("vacuum analyze")
    return sum(
        _link(viewer, held[first : first + _BATCH], desk=viewer.home_desk)
        for first in range(0, len(held), _BATCH)
    )


def _has_all_links(bed: Bed, viewer: Viewer, *, standing: int) -> bool:
    """Whether the links are just the pairs that a plain self-join of all mentions finds, and there are some."""
    from waymark.access.viewing import acting
    from waymark.stages.linking.queries.sharing import limits_by_label
    from waymark.stages.linking.rules.comparison import SHARED_BY_TOO_MANY

    assert viewer.home_desk is not None
    kinds, most = zip(*SHARED_BY_TOO_MANY.items(), strict=True)
    with acting(viewer):
        # Of what is labelled, and of addresses that reference data know to be given to many.
        known = limits_by_label(viewer.home_desk, viewer=viewer)
    with bed.superuser("ours") as server:
        server.execute("analyze")
        expected = server.execute(
            """
            with known as (select * from unnest(%s::bigint[], %s::int[]) as known (id, most)),
            limits as (select * from unnest(%s::text[], %s::int[]) as limits (kind, most)),
            looked_at as (
                select identifier_id from mention m join identifier i on i.id = m.identifier_id
                join limits using (kind) left join known on known.id = i.id
                group by identifier_id
                having max(referral_id) > %s
                and count(distinct referral_id) between 2 and min(coalesce(known.most, limits.most)))
            select distinct a.referral_id, b.referral_id from looked_at
            join mention a using (identifier_id) join mention b using (identifier_id)
            where a.referral_id < b.referral_id
            """,
            [list(known), list(known.values()), [str(kind) for kind in kinds], list(most), standing],
        ).fetchall()
        made = server.execute("select one_id, other_id from link").fetchall()
    return bool(made) and sorted(made) == sorted(expected)


def _link(viewer: Viewer, held: Sequence[Held], *, desk: int) -> float:
    """Take a batch in and refer it; then, timed and in a transaction of its own, link it."""
    from waymark.access.viewing import acting
    from waymark.referrals.operations.recording import RecordWriter
    from waymark.referrals.operations.referring import refer
    from waymark.referrals.types import IPCaptureEvent, Party, Report, ReportedFile
    from waymark.stages.intake.readers.cybertipline import read
    from waymark.stages.linking.operations.mentioning import MentionWriter
    from waymark.stages.linking.operations.proposing import propose_links

    facts = [list(read(each.open())) for each in held]
    with acting(viewer):
        writer = RecordWriter(viewer=viewer, now=NOW)
        reports = writer.open(len(held), desk=desk, source="")
        record: dict[type, Callable[[OpenReport, Any], None]] = {
            IPCaptureEvent: writer.take_event,
            ReportedFile: writer.take_file,
            Party: writer.take_party,
            Report: writer.close,
        }
        for opened, some in zip(reports, facts, strict=True):
            for fact in some:
                record[type(fact)](opened, fact)
        writer.write()
        refer(reports, desk=desk, viewer=viewer, now=NOW)
    started = perf_counter()
    with acting(viewer):
        mentions = MentionWriter(viewer=viewer)
        mention: dict[type, Callable[[OpenReport, Any], None]] = {
            IPCaptureEvent: mentions.take_event,
            ReportedFile: mentions.take_file,
            Party: mentions.take_party,
            Report: mentions.take_head,
        }
        for opened, some in zip(reports, facts, strict=True):
            for fact in some:
                mention[type(fact)](opened, fact)
        propose_links(mentions.write(), desk=desk, viewer=viewer, now=NOW)
    return perf_counter() - started
