"""Noting every identifier that a report mentions, under a number that tells nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.backends.utils import CursorWrapper

from waymark.access.rules import Permission, Viewer, require
from waymark.database.copying import Rows, Table
from waymark.referrals.identifiers import (
    Identified,
    IdentifierKind,
    digest,
    identifiers_of_detail,
    identifiers_of_event,
    identifiers_of_file,
    identifiers_of_party,
)
from waymark.referrals.operations.recording import OpenReport
from waymark.referrals.types import DocumentKind, IPCaptureEvent, Of, Party, Report, ReportedFile

_ARRIVING = Table(
    "arriving_mention",
    ("kind", "digest", "report_id", "party_ordinal", "desk_id", "role", "value", "at"),
    ("text", "bytea", "bigint", "integer", "smallint", "text", "text", "timestamptz"),
)


class MentionWriter:
    """Takes the identifiers of a batch of reports as they are read; writes them once referrals are known.

    A mention by or about a suspect belongs to that suspect's referral; any other to every referral of the
    report.
    """

    def __init__(self, *, viewer: Viewer) -> None:
        require(viewer, Permission.DELIVER)
        self._rows = Rows(_ARRIVING)
        self._add_row = self._rows.add
        self.rows = (self._rows,)
        self._associated: list[tuple[int, int, int]] = []

    def take_party(self, report: OpenReport, party: Party) -> None:
        owner = party.ordinal
        if party.associated_with is not None:
            owner = party.associated_with
            self._associated.append((report.id, party.ordinal, owner))
        self._add(report, owner, identifiers_of_party(party))

    def take_event(self, report: OpenReport, event: IPCaptureEvent) -> None:
        # A party's events come before the party itself is complete: its role is filled in at the end.
        owner = event.of_ordinal if event.of is Of.PARTY else None
        self._add(report, owner, identifiers_of_event(event, role=event.of.value))

    def take_file(self, report: OpenReport, file: ReportedFile) -> None:
        self._add(report, None, identifiers_of_file(file))

    def take_head(self, report: OpenReport, head: Report) -> None:
        for detail in head.details:
            self._add(report, None, identifiers_of_detail(detail))
        if head.kind is DocumentKind.REPORT and head.number:
            number = Identified(IdentifierKind.REPORT_NUMBER, head.number, head.number, "report")
            self._add(report, None, [number])

    def _add(self, report: OpenReport, owner: int | None, found: Iterable[Identified]) -> None:
        for kind, key, value, role, at in found:
            self._add_row((kind, digest(kind, key), report.id, owner, report.desk, role, value, at))

    def write(self) -> list[int]:
        """Number the identifiers that are new and write the mentions, each under its referral.

        Returns the identifiers that could link anything: those that were known before, and those that two
        referrals of this batch mention. Most are new and alone, and are never looked at again.
        """
        if not self._rows.stage():
            return []
        with connection.cursor() as cursor:
            # Both in the order of their index, which is then written page after page.
            cursor.execute(
                "with made as (insert into identifier (kind, digest) "
                "select distinct on (digest) kind, digest from waiting_arriving_mention order by digest "
                "on conflict (digest) do nothing returning id) select min(id) from made"
            )
            (first_new,) = cursor.fetchone()
            self._own_associated(cursor)
            # Batches of one desk take turns, so what it mentioned before has a lower number than what is new.
            cursor.execute(
                "with made as ("
                "insert into mention (identifier_id, referral_id, report_id, desk_id, role, value, at) "
                "select distinct on (i.id, a.referral_id, w.report_id) "
                "i.id, a.referral_id, w.report_id, w.desk_id, coalesce(p.role, w.role), w.value, w.at "
                "from waiting_arriving_mention w join identifier i on i.digest = w.digest "
                "left join party p on (p.report_id, p.ordinal) = (w.report_id, w.party_ordinal) "
                "join referral_report a on a.report_id = w.report_id "
                "where a.party_ordinal = w.party_ordinal or p.role is distinct from 'suspect' "
                "or a.joined_by = 'names_number' order by i.id, a.referral_id, w.report_id "
                "returning identifier_id, referral_id) "
                "select identifier_id from made group by 1 "
                "having min(referral_id) < max(referral_id) or identifier_id < coalesce(%s, identifier_id + 1) "
                "order by 1",
                [first_new],
            )
            linking = [row[0] for row in cursor.fetchall()]
            cursor.execute("truncate waiting_arriving_mention")
        return linking

    def _own_associated(self, cursor: CursorWrapper) -> None:
        """What an associated account states belongs to the suspect whose account it is."""
        if self._associated:
            reports, ordinals, owners = zip(*self._associated, strict=True)
            cursor.execute(
                "update waiting_arriving_mention w set party_ordinal = t.owner "
                "from unnest(%s::bigint[], %s::int[], %s::int[]) as t (report_id, ordinal, owner) "
                "where (w.report_id, w.party_ordinal) = (t.report_id, t.ordinal)",
                [list(reports), list(ordinals), list(owners)],
            )


def mention_number(report_id: int, number: str, *, desk: int, viewer: Viewer) -> list[int]:
    """Note that a standing report bears a number, under each of its referrals. Returns the identifier's id."""
    require(viewer, Permission.DELIVER)
    kind = IdentifierKind.REPORT_NUMBER
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into identifier (kind, digest) values (%s, %s) on conflict (digest) do nothing",
            [kind.value, digest(kind, number)],
        )
        cursor.execute("select id from identifier where digest = %s", [digest(kind, number)])
        (identifier_id,) = cursor.fetchone()
        cursor.execute(
            "insert into mention (identifier_id, referral_id, report_id, desk_id, role, value, at) "
            "select %s, referral_id, report_id, %s, 'report', %s, null from referral_report "
            "where report_id = %s group by referral_id, report_id on conflict do nothing",
            [identifier_id, desk, number, report_id],
        )
    return [identifier_id]


def follow(absorbed: Sequence[tuple[int, int]]) -> None:
    """Move the mentions of referrals that became part of another: pairs of (absorbed, into)."""
    if not absorbed:
        return
    with connection.cursor() as cursor:
        # One report can have mentioned an identifier for both: then the one that stands is enough.
        cursor.execute(
            "with moved as (delete from mention using unnest(%s::bigint[], %s::bigint[]) as m (old_id, into_id) "
            "where referral_id = m.old_id returning mention.*, m.into_id) "
            "insert into mention (identifier_id, referral_id, report_id, desk_id, role, value, at) "
            "select identifier_id, into_id, report_id, desk_id, role, value, at from moved on conflict do nothing",
            [[old for old, _ in absorbed], [into for _, into in absorbed]],
        )
        cursor.execute(
            "delete from link where one_id = any(%(old)s) or other_id = any(%(old)s)",
            {"old": [old for old, _ in absorbed]},
        )
