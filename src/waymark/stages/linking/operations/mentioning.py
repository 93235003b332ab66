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
    identifiers_in_text,
    identifiers_of_addition,
    identifiers_of_detail,
    identifiers_of_event,
    identifiers_of_file,
    identifiers_of_party,
)
from waymark.referrals.operations.recording import OpenReport
from waymark.referrals.types import (
    Addition,
    DocumentKind,
    IPCaptureEvent,
    Of,
    Party,
    Report,
    ReportedFile,
    Role,
)
from waymark.stages.linking.operations import arriving, settling
from waymark.stages.linking.queries.evidence import identifiers_of_links
from waymark.stages.linking.rules.described import described

_DESCRIBED = Table(
    "arriving_person",
    (
        "report_id", "ordinal", "owner", "desk_id", "role", "forename", "surname", "born", "postcode", "keys",
    ),
    (
        "bigint", "integer", "integer", "smallint", "text", "text", "text", "text", "text", "text[]",
    ),
)  # fmt: skip


class MentionWriter:
    """Takes the identifiers of a batch of reports as they are read; writes them once referrals are known.

    A mention by or about a suspect belongs to that suspect's referral; any other to every referral of the
    report.
    """

    def __init__(self, *, viewer: Viewer) -> None:
        require(viewer, Permission.DELIVER)
        self._rows = arriving.new_rows()
        self._add_row = self._rows.add
        self._people = Rows(_DESCRIBED)
        self.rows = (self._rows, self._people)
        self._associated: list[tuple[int, int, int]] = []
        # Domains of whoever reports: staff put their own addresses into every report.
        self._staff: dict[int, set[str]] = {}

    def take_party(self, report: OpenReport, party: Party) -> None:
        owner = party.ordinal
        if party.associated_with is not None:
            owner = party.associated_with
            self._associated.append((report.id, party.ordinal, owner))
        self._add(report, owner, identifiers_of_party(party))
        if party.role is Role.REPORTER:
            domains = {each.value.rpartition("@")[2].strip().lower() for each in party.emails}
            self._staff.setdefault(report.id, set()).update(domains)
        elif party.role is Role.SUSPECT:
            self._mine(report, owner, party.additional_info)
            self._mine(report, owner, filter(None, [party.account.bio]), is_bio=True)
        if person := described(party):
            self._people.add(
                (report.id, party.ordinal, owner, report.desk, party.role, *person, list(person.keys))
            )

    def take_event(self, report: OpenReport, event: IPCaptureEvent) -> None:
        # A party's events come before the party itself is complete: its role is filled in at the end.
        owner = event.of_ordinal if event.of is Of.PARTY else None
        self._add(report, owner, identifiers_of_event(event, role=event.of.value))

    def take_file(self, report: OpenReport, file: ReportedFile) -> None:
        self._add(report, None, identifiers_of_file(file))

    def take_addition(self, report: OpenReport, addition: Addition) -> None:
        self._add(report, None, identifiers_of_addition(addition))

    def take_head(self, report: OpenReport, head: Report) -> None:
        for detail in head.details:
            self._add(report, None, identifiers_of_detail(detail))
        if head.kind is DocumentKind.REPORT and head.number:
            number = Identified(IdentifierKind.REPORT_NUMBER, head.number, head.number, "report")
            self._add(report, None, [number])
        self._mine(report, None, head.additional_info)
        self._staff.pop(report.id, None)

    def _mine(
        self, report: OpenReport, owner: int | None, texts: Iterable[str], *, is_bio: bool = False
    ) -> None:
        staff = self._staff.get(report.id, ())
        for text in texts:
            self._add(report, owner, identifiers_in_text(text, nobodys=staff, is_bio=is_bio))

    def _add(self, report: OpenReport, owner: int | None, found: Iterable[Identified]) -> None:
        for each in found:
            self._add_row(arriving.row(report, owner, each))

    def write(self) -> list[int]:
        """Number the identifiers that are new and write the mentions, each under its referral.

        Returns the identifiers that could link anything: those that were known before, those that two referrals
        of this batch mention, and those that links of people described anew rest on. Most are new and alone, and
        are never looked at again.
        """
        rested_on = identifiers_of_links(self._write_people())
        if not self._rows.stage():
            return rested_on
        with connection.cursor() as cursor:
            self._own_associated(cursor)
            linking = arriving.write(cursor)
        return sorted({*linking, *rested_on})

    def _write_people(self) -> list[int]:
        """Write the people described, each under their referral, to be compared with all who stand.

        Returns those referrals: how they are described may speak against links that they have.
        """
        if not self._people.stage():
            return []
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into described_person "
                "(desk_id, referral_id, report_id, ordinal, role, forename, surname, born, postcode, keys) "
                "select distinct w.desk_id, a.referral_id, w.report_id, w.ordinal, w.role, w.forename, "
                "w.surname, w.born, w.postcode, w.keys from waiting_arriving_person w "
                "join referral_report a on a.report_id = w.report_id where a.party_ordinal = w.owner "
                "or w.role <> 'suspect' or a.joined_by in ('names_number', 'withdraws') returning referral_id"
            )
            described_anew = sorted({referral for (referral,) in cursor.fetchall()})
            cursor.execute("truncate waiting_arriving_person")
        return described_anew

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


def mention_again(pairs: Sequence[tuple[int, int]]) -> list[int]:
    """Note what documents mention under one more referral each: pairs of (report, referral).

    Returns the identifiers that they mention.
    """
    if not pairs:
        return []
    reports, referrals = zip(*pairs, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "with given as (select * from unnest(%s::bigint[], %s::bigint[]) as g (report_id, referral_id)), "
            "made as (insert into mention "
            "(identifier_id, referral_id, report_id, desk_id, role, value, at, until) "
            "select distinct on (m.identifier_id, g.referral_id, m.report_id) m.identifier_id, "
            "g.referral_id, m.report_id, m.desk_id, m.role, m.value, m.at, m.until from given g "
            "join referral_report a on a.report_id = g.report_id and a.referral_id <> g.referral_id "
            "join mention m on m.referral_id = a.referral_id and m.report_id = g.report_id "
            "order by m.identifier_id, g.referral_id, m.report_id on conflict do nothing returning identifier_id) "
            "select distinct identifier_id from made order by 1",
            [list(reports), list(referrals)],
        )
        return [identifier for (identifier,) in cursor.fetchall()]


def follow(absorbed: Sequence[tuple[int, int]]) -> None:
    """Move the mentions of referrals that became part of another: pairs of (absorbed, into)."""
    if not absorbed:
        return
    with connection.cursor() as cursor:
        # One report can have mentioned an identifier for both: then the one that stands is enough.
        cursor.execute(
            "with moved as (delete from mention using unnest(%s::bigint[], %s::bigint[]) as m (old_id, into_id) "
            "where referral_id = m.old_id returning mention.*, m.into_id) "
            "insert into mention (identifier_id, referral_id, report_id, desk_id, role, value, at, until) "
            "select identifier_id, into_id, report_id, desk_id, role, value, at, until from moved "
            "on conflict do nothing",
            [[old for old, _ in absorbed], [into for _, into in absorbed]],
        )
        _people_follow(cursor, absorbed)
    settling.follow(absorbed)


def _people_follow(cursor: CursorWrapper, absorbed: Sequence[tuple[int, int]]) -> None:
    """Move the people described. Whom one report describes for both referrals stands once, as compared."""
    moves = [[old for old, _ in absorbed], [into for _, into in absorbed]]
    cursor.execute(
        "with moving as (select p.id, p.report_id, p.ordinal, coalesce(m.into_id, p.referral_id) as home "
        "from described_person p left join unnest(%s::bigint[], %s::bigint[]) as m (old_id, into_id) "
        "on m.old_id = p.referral_id where p.referral_id = any(%s)), "
        "ranked as (select id, row_number() over (partition by report_id, ordinal, home order by id) as place "
        "from moving) select id from ranked where place > 1",
        [*moves, [*moves[0], *moves[1]]],
    )
    again = [id_ for (id_,) in cursor.fetchall()]
    if again:
        cursor.execute(
            "delete from people_alike where one_id = any(%(ids)s) or other_id = any(%(ids)s)", {"ids": again}
        )
        cursor.execute("delete from described_person where id = any(%s)", [again])
    cursor.execute(
        "update described_person p set referral_id = m.into_id "
        "from unnest(%s::bigint[], %s::bigint[]) as m (old_id, into_id) where p.referral_id = m.old_id",
        moves,
    )
