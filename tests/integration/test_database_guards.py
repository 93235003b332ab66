"""The database defends itself, whatever the application does: rows, rights, triggers, partitions."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from tests.builders import RECEIVED, Held, a_response, a_viewer, an_xml_report, file_details, receive
from tests.containers import PICTURE
from tests.integration.row_of_each_desk import fill
from waymark.access.rules import Viewer
from waymark.access.viewing import acting
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.roles import ROLES

EVERY_ROLE = [role.key for role in ROLES]
NOT_THE_OWNER = [key for key in EVERY_ROLE if key != "owner"]
DOORS = ("application", "worker")

# Tables that hold no record, and so are the same for every desk. A new table is in neither list and fails.
NO_RECORD = {
    "audit_head",
    "desk",
    "officer",
    "officer_desks",
    "officer_key",
    "identifier",
    "policy",
    "assessment_text",
    "clock_setting",
    "calendar_feed",
    "saved_view",
    "policy_change",
    "own_level_first",
    "reference_version",
    "reference_file",
    "network_prefix",
    "hosting_asn",
    "force_area",
    "district",
    "postcode",
    "outward_code",
    "term_date",
    "bank_holiday",
    "retention_period",
    "reference_use",
    "reference_figure",
    "series_break",
}
DESKS = {"north": "E23000036", "south": "E23000001"}
FRAMEWORKS = ("django_", "auth_", "account_", "mfa_", "procrastinate_")

SI = frozenset({"SELECT", "INSERT"})
SIU, SID, EVERY = SI | {"UPDATE"}, SI | {"DELETE"}, SI | {"UPDATE", "DELETE"}

# What the pages, commands and jobs may do with each table. `UPDATE` of some columns alone is in COLUMNS.
DOOR_RIGHTS = {
    **dict.fromkeys(("audit_entry", "audit_detail"), SI),
    "audit_head": {"SELECT", "UPDATE"},
    "desk": SI,
    "officer": SIU,
    "officer_desks": SID,
    "officer_key": SI,
    **dict.fromkeys(("network_prefix", "hosting_asn", "force_area", "district", "postcode"), SI),
    **dict.fromkeys(("outward_code", "reference_file", "term_date", "bank_holiday"), SI),
    **dict.fromkeys(("retention_period", "reference_version", "reference_use"), SI),
    **dict.fromkeys(("report", "report_number", "party", "prior_report", "ip_capture", "reported_file"), SI),
    **dict.fromkeys(("kept_raw", "referral"), SI),
    **dict.fromkeys(("delivery", "delivery_part", "reading", "waiting_document", "fault"), SI),
    **dict.fromkeys(("identifier", "policy"), SI),
    **dict.fromkeys(("mention", "link", "referral_force"), SID),
    **dict.fromkeys(("ip_verdict", "placement"), SI),
    **dict.fromkeys(("report_summary", "known_fact", "assessment"), SI),
    **dict.fromkeys(("assessment_text", "policy_change", "own_level_first"), SI),
    **dict.fromkeys(("force_result", "own_level"), SI),
    **dict.fromkeys(("level_decision", "level_outcome", "level_move"), SI),
    **dict.fromkeys(("media_authority", "sealing_key", "sealed_item"), SI),
    "sealed_part": {"INSERT"},  # written by the doors, which cannot read it back
    **dict.fromkeys(
        (
            "addition",
            "answer_acknowledgement",
            "answer_outcome",
            "bundle",
            "bundle_decided",
            "bundle_decision",
            "column_map",
            "correction",
            "delivery_before",
            "delivery_member",
            "dissemination",
            "dissemination_look",
            "dissemination_step",
            "door_evidence",
            "enquiry",
            "enquiry_answer",
            "enquiry_step",
            "gate_decision",
            "known_sender",
            "named_report",
            "pack",
            "pack_document",
            "pack_fact",
            "pack_place",
            "premises",
            "premises_note",
            "received_package",
            "received_step",
            "reference_figure",
            "referral_force_before",
            "referral_join",
            "referral_news",
            "resolution_check",
            "same_report",
            "sent_package",
            "series_break",
            "suspect_judgement",
        ),
        SI,
    ),
    **dict.fromkeys(
        ("bundle_member", "running_clock", "saved_view"),
        EVERY,
    ),
    **dict.fromkeys(("research_check", "milestone", "list_decision", "list_decided"), SI),
    **dict.fromkeys(("clock_setting", "calendar_feed"), SI),
    **dict.fromkeys(
        ("desk_figures",),
        SIU,
    ),
    **dict.fromkeys(
        (
            "enquiry_line",
            "referral_report",
        ),
        SID,
    ),
    "queue_entry": EVERY,
    **dict.fromkeys(("duty_profile", "duty_time", "officer_conflict", "work_part", "work_placing"), SI),
    **dict.fromkeys(("work_notice", "exposure_entry", "case_outcome", "digest_sending", "past_part"), SI),
    **dict.fromkeys(("described_person", "people_alike"), SID),
    **dict.fromkeys(("sharing_label", "desk_question", "desk_answer", "desk_notice", "outside_check"), SI),
}
COLUMNS = {
    *(("officer_key", name) for name in ("last_used_on", "revoked_at", "revoked_by_id", "revoked_because")),
    *(
        ("level_decision", name)
        for name in ("confirmation", "confirmed_at", "confirmed_by_id", "confirmed_because")
    ),
    *(("level_move", name) for name in ("seen_at", "seen_by_id")),
    *(
        ("policy_change", name)
        for name in ("outcome", "decided_at", "decided_by_id", "decided_because", "spread_at")
    ),
    *(
        ("duty_profile", name)
        for name in (
            "team",
            "skills",
            "places",
            "piece_minutes",
            "exposure_limit",
            "rest_until",
            "is_available",
            "mail",
        )
    ),
    ("duty_time", "withdrawn_at"),
    *(("officer_conflict", name) for name in ("ended_at", "ended_because")),
    *(("work_part", name) for name in ("finished_at", "outcome")),
    *(
        ("work_placing", name)
        for name in ("state", "is_locked", "decided_at", "decided_by_id", "decided_because")
    ),
    *(("work_notice", name) for name in ("seen_at", "told_at")),
    ("bundle", "usual"),
    ("bundle_decision", "undone_at"),
    ("bundle_decision", "undone_because"),
    ("bundle_decision", "undone_by_id"),
    ("calendar_feed", "withdrawn_at"),
    ("correction", "acknowledged_at"),
    ("correction", "acknowledged_by"),
    ("correction", "state"),
    ("delivery", "has_content"),
    ("delivery", "text_sha256"),
    ("delivery_member", "child_id"),
    ("delivery_member", "folder"),
    ("delivery_member", "kind"),
    ("delivery_member", "md5"),
    ("delivery_member", "named"),
    ("delivery_member", "path"),
    ("delivery_member", "pdq"),
    ("delivery_member", "sha1"),
    ("delivery_member", "sha256"),
    ("delivery_member", "size"),
    ("delivery_member", "trouble"),
    ("dissemination", "asked"),
    ("dissemination", "digest"),
    ("dissemination", "due_at"),
    ("dissemination", "handling_code"),
    ("dissemination", "handling_conditions"),
    ("dissemination", "marking"),
    ("dissemination", "sent_at"),
    ("dissemination", "sent_by"),
    ("dissemination", "source_grade"),
    ("dissemination", "state"),
    ("dissemination_look", "through_answer"),
    ("dissemination_look", "through_judgement"),
    ("dissemination_look", "through_report"),
    ("enquiry", "addressed_to"),
    ("enquiry", "authorisation_number"),
    ("enquiry", "authoriser"),
    ("enquiry", "checker"),
    ("enquiry", "digest"),
    ("enquiry", "ends_at"),
    ("enquiry", "necessity"),
    ("enquiry", "purpose"),
    ("enquiry", "route"),
    ("enquiry", "sent_at"),
    ("enquiry", "state"),
    ("enquiry", "urgency"),
    ("enquiry_line", "answerings"),
    ("known_sender", "ended_at"),
    ("list_decision", "undone_at"),
    ("list_decision", "undone_because"),
    ("list_decision", "undone_by_id"),
    ("pack", "changed_at"),
    ("pack", "changed_by_id"),
    ("pack", "entered_at"),
    ("pack", "entered_by_id"),
    ("pack", "report_id"),
    ("pack", "state"),
    ("pack", "version"),
    ("received_package", "delivery"),
    ("received_package", "due_at"),
    ("received_package", "outcome"),
    ("received_package", "referrals"),
    ("received_package", "state"),
    ("referral_news", "referral_id"),
    ("referral_news", "seen_at"),
    ("referral_news", "seen_by_id"),
    ("media_authority", "confirmed_by_id"),
    ("media_authority", "confirmed_at"),
    ("media_authority", "ended_by_id"),
    ("media_authority", "ended_at"),
    ("referral", "merged_into_id"),
    ("referral_report", "referral_id"),
    ("referral_report", "came_to_id"),
    ("delivery", "outcome"),
    ("delivery", "kind"),
    ("waiting_document", "joined"),
    ("fault", "settled_at"),
    ("link", "probability"),
    ("link", "evidence"),
    ("link", "evidence_kinds"),
    ("link", "identifiers"),
    ("link", "judgement"),
    ("link", "relation"),
    ("described_person", "referral_id"),
    ("described_person", "is_compared"),
    ("reference_version", "rows"),
    ("reference_version", "covers"),
    ("reference_version", "valid_to"),
    ("reference_version", "succeeded_by_id"),
    ("referral_force", "route"),
    ("referral_force", "force_code"),
    ("referral_force", "certainty"),
    ("referral_force", "reason"),
}
_GROWN_FROM = {"reference_version", "officer", "desk", "officer_desks", "officer_key"}
AUDITOR_RIGHTS = {
    **dict.fromkeys(("audit_entry", "audit_detail"), SI),
    "audit_head": {"SELECT", "UPDATE"},
    **dict.fromkeys(_GROWN_FROM, frozenset({"SELECT"})),
}
# What the one process may do that reads sealed media; of deliveries it sees five columns besides the desk.
READER_RIGHTS = {
    **dict.fromkeys(("audit_entry", "audit_detail"), SI),
    "audit_head": {"SELECT", "UPDATE"},
    **dict.fromkeys(("sealing_key", "sealed_item", "sealed_part"), frozenset({"SELECT"})),
    **dict.fromkeys(("officer", "desk", "officer_desks"), frozenset({"SELECT"})),
}


def of_role(key: str) -> psycopg.Connection:
    return psycopg.connect(os.environ[f"WAYMARK_DATABASE_URL_{key.upper()}"], autocommit=True)


def ask(key: str, query: str, *parameters: object, desks: str | None = None, officer: str = "1") -> list[Any]:
    """Run one query as a role, in a transaction whose viewer sees these desks; or with no viewer at all."""
    with of_role(key) as session, session.transaction():
        if desks is not None:
            session.execute(
                "select set_config('waymark.officer', %s, true), set_config('waymark.desks', %s, true)",
                [officer, desks],
            )
        answer = session.execute(query.encode(), parameters or None)
        return answer.fetchall() if answer.description else []


def tables() -> list[str]:
    return [
        name
        for (name,) in ask(
            "owner",
            "select relname from pg_class where relnamespace = 'public'::regnamespace "
            "and relkind in ('r', 'p') and not relispartition order by 1",
        )
    ]


def partitions() -> list[str]:
    return [
        name
        for (name,) in ask("owner", "select relname from pg_class where relispartition and relkind = 'r'")
    ]


def tables_of_desks() -> list[str]:
    return [
        name
        for (name,) in ask(
            "owner",
            "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid "
            "where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') "
            "and not c.relispartition and a.attname = 'desk_id' and c.relname <> 'officer_desks' order by 1",
        )
    ]


@pytest.fixture(scope="module")
def two_desks(module_database: None) -> tuple[Viewer, Viewer]:
    """The same full story at two desks: every table of the record has rows of both."""
    viewers = tuple(a_viewer(name, desk=desk) for name, desk in DESKS.items())
    for viewer in viewers:
        a_full_story(viewer)
    fill(tables_of_desks(), [viewer.home_desk or 0 for viewer in viewers])
    return viewers


def a_full_story(viewer: Viewer) -> None:
    """Deliveries that leave a row in every table of the record."""
    from waymark import pipeline
    from waymark.stages.prioritisation.rules.answers import Said
    from waymark.stages.prioritisation.rules.facts import FACTS

    _seal_media(viewer)
    events = [("198.51.100.7", "2026-11-01T10:00:00Z", 443)]
    new = "<newThing>kept</newThing>"
    detail = (
        "<internetDetails><webPageIncident><url>https://a.example/1</url></webPageIncident></internetDetails>"
    )
    place = (
        "<victim><victimPerson><address><zipCode>ZZ99 3WZ</zipCode><country>GB</country></address>"
        "</victimPerson></victim>"
    )
    first, *_ = receive(
        viewer,
        Held(
            an_xml_report(
                identifier="u1", service="A", emails=["a@example.com"], events=events, extra=new + place
            ),
            folder="/one",
        ),
        Held(a_response(7001), name="response.xml", folder="/one"),
        Held(
            an_xml_report(identifier="u2", service="B", emails=["a@example.com"], prior=["9"], extra=detail)
        ),
        Held(file_details(7001), name="file.xml", folder="/one"),
        Held(b"<broken", name="broken.xml"),
    )
    with acting(viewer):
        pipeline.answer(
            viewer, first.referrals[0], {next(iter(FACTS)): Said.YES}, source="told", now=RECEIVED
        )
    _link_and_ask(viewer, first.referrals[0])


def _link_and_ask(viewer: Viewer, referral: str) -> None:
    """Two people described alike, something labelled as shared, a question to other desks and a check elsewhere."""
    from waymark.referrals.identifiers import IdentifierKind
    from waymark.stages.linking.models import DeskAnswer
    from waymark.stages.linking.operations import asking, checking, labelling, people
    from waymark.stages.linking.rules.asking import CheckedSystem, CheckResult
    from waymark.stages.linking.rules.sharing import Label

    person = (
        "<victim><victimPerson><firstName>Rosalind</firstName><lastName>{}</lastName>"
        "<dateOfBirth>1984-03-12</dateOfBirth></victimPerson></victim>"
    )
    for name in ("Examplewood", "Examplewoode"):
        receive(viewer, Held(an_xml_report(identifier=name, service="A", extra=person.format(name))))
    shared = labelling.Saying(Label.SHARED, "a library", "Seen there")
    with acting(viewer):
        people.compare_people(viewer, now=RECEIVED)
        labelling.label_value(viewer, IdentifierKind.IP, "198.51.100.7", shared, now=RECEIVED)
        question = asking.ask(viewer, referral, purpose="Before a visit", now=RECEIVED)
        DeskAnswer.objects.create(desk_id=viewer.home_desk or 0, question_id=question, words="1 referral")
        checking.record_check(
            viewer,
            referral,
            system=CheckedSystem.PND,
            result=CheckResult.NOTHING,
            done_on=RECEIVED.date(),
            now=RECEIVED,
        )


def _seal_media(viewer: Viewer) -> None:
    """A desk that may hold media, and one picture in its sealed store."""
    from waymark.access.rules import Role
    from waymark.stages.intake.operations import sealed
    from waymark.stages.intake.sealing import PrivateHalf

    second = a_viewer(f"{viewer.username}-second", desk=DESKS[viewer.username])
    keeper = replace(viewer, roles=frozenset({Role.ADMINISTRATOR}))
    with acting(viewer):
        sealed.take_key(PrivateHalf.made().public, viewer=keeper, now=RECEIVED)
        until = RECEIVED + timedelta(days=1)
        reference = sealed.ask_for_authority(
            document="D1", valid_from=RECEIVED, valid_until=until, viewer=viewer, now=RECEIVED
        )
    with acting(second):
        sealed.confirm_authority(reference, viewer=second, now=RECEIVED)
    receive(viewer, Held(PICTURE, name="a.jpg"))


class TestEveryTable:
    def test_either_belongs_to_desks_or_is_known_to_hold_no_record(self, two_desks):
        unknown = [
            name
            for name in set(tables()) - set(tables_of_desks())
            if name not in NO_RECORD and not name.startswith(FRAMEWORKS)
        ]

        assert unknown == []

    def test_of_desks_has_forced_row_security_and_a_policy(self, two_desks):
        guarded = {
            name
            for (name,) in ask(
                "owner",
                "select relname from pg_class c where relrowsecurity and relforcerowsecurity "
                "and exists (select 1 from pg_policy p where p.polrelid = c.oid)",
            )
        }

        assert set(tables_of_desks()) - guarded == set()

    def test_of_desks_has_rows_of_both_desks_here_so_that_these_tests_can_fail(self, two_desks):
        north, south = (viewer.home_desk for viewer in two_desks)

        lacking = [
            name
            for name in tables_of_desks()
            if {
                row[0]
                for row in ask(
                    "sealed_reader" if name == "sealed_part" else "application",
                    f"select distinct desk_id from {name}",
                    desks=f"{north},{south}",
                )
            }
            - {None}
            != {north, south}
        ]

        assert lacking == []

    def test_can_be_read_by_its_owner_alone_unless_it_was_granted(self, two_desks):
        to_public = ask(
            "owner",
            "select c.relname from pg_class c, aclexplode(c.relacl) g where c.relnamespace = 'public'::regnamespace "
            "and g.grantee = 0 and c.relname not in ('django_content_type', 'django_migrations')",
        )

        assert to_public == []


class TestRowSecurity:
    @pytest.mark.parametrize("key", EVERY_ROLE)
    def test_shows_no_role_anything_without_a_viewer(self, two_desks, key):
        visible = []
        for name in tables_of_desks():
            try:
                ((count,),) = ask(key, f"select count(*) from {name}")
            except psycopg.errors.InsufficientPrivilege:
                continue
            if count:
                visible.append(name)

        assert visible == []

    @pytest.mark.parametrize("key", [*DOORS, "disposal", "owner"])
    def test_shows_an_officer_no_row_of_another_desk_in_any_table(self, two_desks, key):
        north, _ = two_desks
        seen: dict[str, set[int | None]] = {}
        for name in tables_of_desks():
            if name == "sealed_part" and key in DOORS:
                continue
            seen[name] = {
                row[0] for row in ask(key, f"select distinct desk_id from {name}", desks=str(north.home_desk))
            }

        assert {name: desks for name, desks in seen.items() if desks - {north.home_desk, None}} == {}
        assert {name for name, desks in seen.items() if None in desks} <= {"audit_entry", "audit_detail"}

    @pytest.mark.parametrize("how", ["copy {} to stdout", "copy (select * from {}) to stdout"])
    def test_holds_for_copy(self, two_desks, how):
        north, _ = two_desks
        with of_role("application") as session, session.transaction():
            session.execute("select set_config('waymark.desks', %s, true)", [str(north.home_desk)])
            with session.cursor().copy(
                how.format("delivery (desk_id)" if how.startswith("copy {}") else "delivery")
            ) as out:
                copied = b"".join(out)

        assert copied
        assert len(copied.splitlines()) == len(
            ask("application", "select 1 from delivery", desks=str(north.home_desk))
        )

    @pytest.mark.parametrize("key", NOT_THE_OWNER)
    def test_holds_for_partitions_which_nobody_but_their_owner_may_read(self, two_desks, key):
        for name in partitions():
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                ask(key, f"select * from {name}", desks="1,2")

    def test_cannot_be_walked_around_by_a_view_or_a_function(self, two_desks):
        ways = ask(
            "owner",
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm') "
            "union all select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef",
        )

        assert ways == []

    @pytest.mark.parametrize("key", NOT_THE_OWNER)
    def test_cannot_be_switched_off(self, two_desks, key):
        with of_role(key) as session:
            session.execute("set row_security = off")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                session.execute("select * from report")

    @pytest.mark.parametrize("key", DOORS)
    @pytest.mark.parametrize("name", ["delivery", "report", "audit_entry", "audit_detail"])
    def test_refuses_rows_for_another_desk(self, two_desks, key, name):
        north, south = two_desks
        columns = [
            column
            for (column,) in ask(
                "owner",
                "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped",
                name,
            )
        ]
        # A row of the viewer's own desk with a number of its own, for the other desk.
        new = {
            "desk_id": str(south.home_desk),
            "id": "9000",
            "seq": "9000",
            "reference": "'x'",
            "sha256": "'x'",
        }
        picked = ", ".join(new.get(column, f'"{column}"') for column in columns)

        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"):
            ask(
                key,
                f"insert into {name} select {picked} from {name} where desk_id = {north.home_desk} limit 1",
                desks=str(north.home_desk),
            )

    def test_refuses_to_move_a_row_to_another_desk(self, two_desks):
        north, south = two_desks

        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(
                "application",
                f"update queue_entry set desk_id = {south.home_desk}",
                desks=str(north.home_desk),
            )

    def test_hides_another_desk_from_what_may_be_changed(self, two_desks):
        north, south = two_desks
        ask("application", "update queue_entry set next_check = 'changed'", desks=str(north.home_desk))

        seen = ask(
            "application",
            "select distinct next_check = 'changed' from queue_entry",
            desks=str(south.home_desk),
        )

        assert seen == [(False,)]


class TestTheViewer:
    def test_does_not_outlive_the_transaction_on_a_pooled_connection(self, two_desks):
        north, _ = two_desks
        with acting(north), connection.cursor() as cursor:
            cursor.execute("select count(*) > 0, pg_backend_pid() from report")
            seen, inside = cursor.fetchone()
        found = []
        for _ in range(3):
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "select count(*), pg_backend_pid(), current_setting('waymark.desks', true), "
                    "current_setting('waymark.officer', true) from report"
                )
                found.append(cursor.fetchone())
            connection.close()

        assert seen
        assert inside in [backend for _, backend, *_ in found]
        assert {(count, desks or "", officer or "") for count, _, desks, officer in found} == {(0, "", "")}

    def test_is_forgotten_when_the_transaction_fails(self, two_desks):
        north, _ = two_desks
        with pytest.raises(ZeroDivisionError), acting(north):
            1 / 0  # noqa: B018

        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select count(*) from report")
            assert cursor.fetchone() == (0,)

    def test_is_never_exchanged_within_a_transaction(self, two_desks):
        north, south = two_desks

        with acting(north), pytest.raises(RuntimeError, match="durable"), acting(south):
            pass  # pragma: no cover

    @pytest.mark.parametrize("desks", ["", "0", "32767"])
    def test_of_no_such_desk_sees_nothing(self, two_desks, desks):
        assert ask("application", "select count(*) from report", desks=desks) == [(0,)]


def rights_of(key: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, right in ask(
        "owner",
        "select c.relname, r from pg_class c, unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', "
        "'REFERENCES', 'TRIGGER']) r where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') "
        "and has_table_privilege(%s, c.oid, r)",
        f"waymark_{key}",
    ):
        found.setdefault(name, set()).add(right)
    return found


class TestRights:
    @pytest.mark.parametrize("key", DOORS)
    def test_of_the_doors_are_those_written_here_and_no_more(self, two_desks, key):
        found = {name: rights for name, rights in rights_of(key).items() if not name.startswith(FRAMEWORKS)}

        assert found == DOOR_RIGHTS

    @pytest.mark.parametrize("key", DOORS)
    def test_of_the_doors_in_the_frameworks_tables_never_reach_their_shape(self, two_desks, key):
        rights = [rights for name, rights in rights_of(key).items() if name.startswith(FRAMEWORKS)]

        assert set().union(*rights) == EVERY

    @pytest.mark.parametrize("key", DOORS)
    def test_to_single_columns_are_those_written_here_and_no_more(self, two_desks, key):
        found = set(
            ask(
                "owner",
                "select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid "
                "where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 "
                "and not a.attisdropped and has_column_privilege(%s, c.oid, a.attnum, 'UPDATE') "
                "and not has_table_privilege(%s, c.oid, 'UPDATE')",
                f"waymark_{key}",
                f"waymark_{key}",
            )
        )

        assert found == COLUMNS

    def test_of_the_auditor_are_to_read_and_to_be_accounted_for(self, two_desks):
        found = {k: v for k, v in rights_of("auditor").items() if not k.startswith("django_")}

        assert found == AUDITOR_RIGHTS

    def test_of_disposal_are_to_read_and_destroy_what_desks_hold_and_never_entries(self, two_desks):
        found = {k: v for k, v in rights_of("disposal").items() if not k.startswith("django_")}

        destroyed = {name for name, rights in found.items() if "DELETE" in rights}
        assert destroyed == {*tables_of_desks(), "identifier"} - {"audit_entry"}
        assert {name for name, rights in found.items() if "UPDATE" in rights} == {"audit_head"}
        assert {name for name, rights in found.items() if "INSERT" in rights} == {
            "audit_entry",
            "audit_detail",
        }

    def test_of_the_sealed_store_s_reader_are_to_read_it_and_to_be_accounted_for(self, two_desks):
        found = {k: v for k, v in rights_of("sealed_reader").items() if not k.startswith("django_")}

        assert found == READER_RIGHTS

    @pytest.mark.parametrize("key", NOT_THE_OWNER)
    @pytest.mark.parametrize(
        "statement",
        [
            "truncate report",
            "alter table report disable row level security",
            "alter table audit_entry disable trigger all",
            "drop policy desk_sees on report",
            "drop table report",
            "create trigger mine before insert on report for each row execute function waymark_refuse_change()",
            "set session_replication_role = replica",
            "alter table delivery owner to current_user",
            "grant select on delivery_part_0 to current_user",
            "create function public.mine() returns int language sql as 'select 1'",
        ],
    )
    def test_never_reach_the_guards_themselves(self, two_desks, key, statement):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(key, statement)

    @pytest.mark.parametrize(
        "name", sorted({"report", "party", "ip_capture", "delivery_part", "audit_entry"})
    )
    @pytest.mark.parametrize("change", ["update {} set desk_id = desk_id", "delete from {}"])
    def test_never_change_what_arrived_or_what_was_done(self, two_desks, name, change):
        for key in DOORS:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                ask(key, change.format(name), desks="1,2")


class TestTheLedger:
    @pytest.mark.parametrize("name", ["audit_entry", "audit_entry_0"])
    @pytest.mark.parametrize("change", ["update {} set subject = 'x'", "delete from {}", "truncate {}"])
    def test_refuses_every_change_of_an_entry_even_to_its_owner(self, two_desks, name, change):
        with pytest.raises(psycopg.errors.RaiseException, match="never changed"):
            ask("owner", change.format(name), desks="1,2")

    @pytest.mark.parametrize("change", ["update audit_detail set detail = '{}'", "truncate audit_detail"])
    def test_refuses_every_change_of_a_detail_but_its_erasure(self, two_desks, change):
        with pytest.raises(psycopg.errors.RaiseException, match="never changed"):
            ask("owner", change, desks="1,2")

    @pytest.mark.parametrize("key", DOORS)
    @pytest.mark.parametrize("seq", ["seq - 1", "seq", "0"])
    def test_refuses_to_wind_back_its_head(self, two_desks, key, seq):
        with pytest.raises(psycopg.errors.RaiseException, match="only rises"):
            ask(key, f"update audit_head set seq = {seq}")

    def test_refuses_to_lose_its_head(self, two_desks):
        with pytest.raises(psycopg.errors.RaiseException, match="never changed"):
            ask("owner", "delete from audit_head")

    def test_refuses_entries_in_the_name_of_another_desk(self, two_desks):
        north, south = two_desks

        with pytest.raises(Exception, match="row-level security"), acting(north):
            record(Event.QUEUE_READ, "queue", actor=1, at=RECEIVED, desk=south.home_desk)

    def test_shows_the_auditor_every_desk_s_entries(self, two_desks):
        north, south = (viewer.home_desk for viewer in two_desks)

        seen = {desk for (desk,) in ask("auditor", "select distinct desk_id from audit_entry", desks="")}

        assert {north, south, None} <= seen

    def test_lets_disposal_erase_details_of_the_desks_it_names_alone(self, two_desks):
        north, _ = (viewer.home_desk for viewer in two_desks)
        with of_role("disposal") as session, session.transaction(force_rollback=True):
            session.execute(
                "select set_config('waymark.officer', '1', true), set_config('waymark.desks', %s, true)",
                [str(north)],
            )
            gone = session.execute(
                "delete from audit_detail where desk_id is not null returning desk_id"
            ).fetchall()

        assert {desk for (desk,) in gone} == {north}


class TestAnInsertForNobody:
    def test_is_refused_to_a_viewer_of_no_desks(self, two_desks):
        north, _ = two_desks

        with pytest.raises(Exception, match="row-level security"):
            receive(replace(north, desks=()), Held(an_xml_report(identifier="new", service="A")))
