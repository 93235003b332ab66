"""Mentions on their way into the record: by the ten thousand, most of something that nobody else ever mentions.

They go to the database in the bytes that it takes as they are. There each identifier is given its number, known or
new, and each mention its referral.
"""

from __future__ import annotations

from functools import lru_cache

from django.db import IntegrityError, transaction
from django.db.backends.utils import CursorWrapper

from waymark.database import binary
from waymark.database.binary import BinaryRows
from waymark.database.copying import Table
from waymark.referrals.identifiers import Identified, digest
from waymark.referrals.operations.recording import OpenReport

_ARRIVING = Table(
    "arriving_mention",
    ("report_id", "party_ordinal", "desk_id", "role", "kind", "digest", "value", "at"),
    ("bigint", "integer", "smallint", "text", "text", "bytea", "text", "timestamptz"),
)
# Which number each identifier of a batch has, the new and the known.
_NUMBERED = (
    "create temporary table if not exists waiting_numbered (identifier_id bigint, digest bytea) "
    "on commit delete rows"
)
_DIGEST_BYTES = 16

# Where one report states an identifier of several, the role that says most of its subject, as `telling_role`
# has it; what was mined from text, or is another account's, gives way to what was stated.
_ROLE = (
    "case when w.role in ('found_in_text', 'linked_account') then w.role else coalesce(p.role, w.role) end"
)
_TELLING_FIRST = (
    f"case when {_ROLE} = 'suspect' then '0' when {_ROLE} = 'found_in_text' then '2' "
    f"when {_ROLE} in ('victim', 'intended_recipient', 'reporter', 'child_at_address', 'parent_or_carer', "
    f"'witness') then '3' else '1' end || {_ROLE}"
)
# The known are found in one walk along the index, a page for many of them, where a look-up each takes four times as
# long; the new are then put in as new, in the order of that index, and never looked up.
_NUMBER = """
    with known as materialized (
        select id, digest from identifier
        where digest = any (array(select digest from waiting_arriving_mention))
    ),
    made as (
        insert into identifier (kind, digest)
        select distinct on (digest) kind, digest from waiting_arriving_mention w
        where not exists (select from known where known.digest = w.digest) order by digest
        returning id, digest
    ),
    noted as (insert into waiting_numbered select id, digest from made union all select id, digest from known)
    select min(id) from made
"""
# Where another desk gave one of them its number at the same moment: wait for it, take the rest, and look again.
_NUMBER_NEW = """
    with made as (
        insert into identifier (kind, digest)
        select distinct on (digest) kind, digest from waiting_arriving_mention order by digest
        on conflict (digest) do nothing returning id, digest
    ),
    noted as (insert into waiting_numbered select id, digest from made)
    select min(id) from made
"""
_NUMBER_KNOWN = """
    insert into waiting_numbered
    select id, digest from identifier where digest = any (array(
        select digest from waiting_arriving_mention w
        where not exists (select from waiting_numbered n where n.digest = w.digest)
    ))
"""
# Batches of one desk take turns, so what it mentioned before has a lower number than what is new. Grouped: that each
# digest stands once is nothing that the planner could know of a temporary table.
_MENTION = f"""
    with made as (
        insert into mention (identifier_id, referral_id, report_id, desk_id, role, value, at, until)
        select i.id, a.referral_id, w.report_id, min(w.desk_id),
            substr(min({_TELLING_FIRST}), 2), min(w.value), min(w.at), max(w.at)
        from waiting_arriving_mention w
        join (select digest, min(identifier_id) as id from waiting_numbered group by digest) i
            on i.digest = w.digest
        left join party p on (p.report_id, p.ordinal) = (w.report_id, w.party_ordinal)
        join referral_report a on a.report_id = w.report_id
        where a.party_ordinal = w.party_ordinal or p.role is distinct from 'suspect'
            or a.joined_by in ('names_number', 'withdraws')
        group by i.id, a.referral_id, w.report_id order by i.id, a.referral_id, w.report_id
        returning identifier_id, referral_id
    )
    select identifier_id from made group by 1
    having min(referral_id) < max(referral_id) or identifier_id < coalesce(%s, identifier_id + 1)
"""


def new_rows() -> BinaryRows:
    """What a batch's mentions gather in, as `row` makes them."""
    return BinaryRows(_ARRIVING)


def row(report: OpenReport, owner: int | None, identified: Identified) -> bytes:
    """One mention. owner: the party that states it, by ordinal; None where the report as a whole does."""
    kind, key, value, role, at = identified
    front = _front(report.id, owner, report.desk, role, kind)
    return front + digest(kind, key) + binary.text(value) + binary.timestamp(at)


@lru_cache(maxsize=1_024)
def _front(report_id: int, owner: int | None, desk: int, role: str, kind: str) -> bytes:
    """What a report's mentions of one party, role and kind have in common: all up to the digest's length."""
    return b"".join(
        (
            binary.row(len(_ARRIVING.columns)),
            binary.bigint(report_id),
            binary.integer(owner),
            binary.smallint(desk),
            binary.text(role),
            binary.text(kind),
            binary.length(_DIGEST_BYTES),
        )
    )


def write(cursor: CursorWrapper) -> list[int]:
    """Write the mentions that wait, each under its referral.

    Returns the identifiers that were known before, and those that two referrals of the batch mention.
    """
    cursor.execute(_MENTION, [_number(cursor)])
    linking = [identifier for (identifier,) in cursor.fetchall()]
    cursor.execute("truncate waiting_arriving_mention, waiting_numbered")
    return linking


def _number(cursor: CursorWrapper) -> int | None:
    """Give each identifier that waits its number. Returns the lowest new one, None where nothing is new."""
    cursor.execute(_NUMBERED)
    try:
        with transaction.atomic():
            cursor.execute(_NUMBER)
    except IntegrityError:
        cursor.execute(_NUMBER_NEW)
        (lowest,) = cursor.fetchone()
        # A statement of its own sees what was committed while the one before it waited.
        cursor.execute(_NUMBER_KNOWN)
        return None if lowest is None else int(lowest)
    (lowest,) = cursor.fetchone()
    return None if lowest is None else int(lowest)
