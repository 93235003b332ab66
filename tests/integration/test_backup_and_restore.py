"""A backup brought back elsewhere is the same record, behind the same guards; a spoilt one is refused."""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.builders import a_response, an_xml_report
from tests.integration.command_line import Answered, waymark
from tests.integration.embedded_states import a_folder, hold
from waymark.config import embedded

DESKS = {"north": ("E23000036", "force"), "south": ("E23000001", "force"), "member": ("R1", "restricted")}
ME = getpass.getuser()

GUARDS = """
    select 'policy', tablename || ' ' || policyname, roles::text || cmd || coalesce(qual, '') || coalesce(with_check, '')
    from pg_policies where schemaname = 'public'
    union all select 'forced', relname, relrowsecurity::text || relforcerowsecurity::text
    from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    union all select 'right', c.relname || ' ' || coalesce(r.rolname, 'public'), string_agg(g.privilege_type, ' ' order by g.privilege_type)
    from pg_class c, aclexplode(c.relacl) g left join pg_roles r on r.oid = g.grantee
    where c.relnamespace = 'public'::regnamespace group by 1, 2, c.relname
    union all select 'column', c.relname || '.' || a.attname || ' ' || r.rolname, g.privilege_type
    from pg_class c join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) g join pg_roles r on r.oid = g.grantee
    where c.relnamespace = 'public'::regnamespace
    union all select 'trigger', c.relname || ' ' || t.tgname, pg_get_triggerdef(t.oid)
    from pg_trigger t join pg_class c on c.oid = t.tgrelid where not t.tgisinternal
    union all select 'partition', relname, pg_get_expr(relpartbound, oid) from pg_class where relispartition
    union all select 'owner', relname, pg_get_userbyid(relowner) from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'S')
    union all select 'schema', r.rolname, string_agg(g.privilege_type, ' ' order by g.privilege_type)
    from pg_namespace n, aclexplode(n.nspacl) g join pg_roles r on r.oid = g.grantee
    where n.nspname = 'public' and r.rolname like 'waymark%' and r.rolname <> 'waymark_owner' group by r.rolname
"""


@dataclass(frozen=True)
class Installation:
    """An embedded installation of its own, kept running by the test."""

    state: Path
    database: embedded.Database

    def run(self, *arguments: str, officer: str = ME) -> Answered:
        hidden = {name: "" for name in os.environ if name.startswith("WAYMARK_DATABASE_URL_")}
        hidden |= {"WAYMARK_STATE": str(self.state), "DATABASE_URL": ""}
        # The first start makes a local officer, and not in the databases that tests are given.
        hidden_test = os.environ.pop("WAYMARK_TEST_STATE")
        try:
            return waymark(*arguments, "--as", officer, **hidden)
        finally:
            os.environ["WAYMARK_TEST_STATE"] = hidden_test

    def ask(self, role: str, query: str, *, desks: str = "") -> list[Any]:
        with psycopg.connect(self.database.urls[role]) as session:
            session.execute(
                "select set_config('waymark.officer', '1', true), set_config('waymark.desks', %s, true)",
                [desks],
            )
            return session.execute(query.encode()).fetchall()

    @property
    def guards(self) -> set[Any]:
        return set(self.ask("owner", GUARDS))

    @property
    def deliveries(self) -> list[Any]:
        """Every delivery with its digest and that of its bytes, over every desk."""
        desks = ",".join(str(id_) for (id_,) in self.ask("application", "select id from desk"))
        return self.ask(
            "application",
            "select d.desk_id, encode(d.sha256, 'hex'), encode(sha256(string_agg(p.content, ''::bytea order by p.n)), "
            "'hex') from delivery d join delivery_part p on p.delivery_id = d.id group by d.id order by d.id",
            desks=desks,
        )


def an_installation(folder: Path, name: str) -> Installation:
    state = folder / name
    return Installation(state, hold(state, durable=True))


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with a_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def worked_on(folder: Path) -> Installation:
    """An installation with three desks, one of them restricted, each with a report, and one that is large."""
    made = an_installation(folder, "worked_on")
    for officer, (desk, kind) in DESKS.items():
        assert made.run("officer", "desk", desk, "--name", desk, "--kind", kind).code == 0
        added = ("officer", "add", officer, "--desk", desk, "--role", "intelligence_desk", "--no-password")
        assert made.run(*added).code == 0
        inbox = folder / officer
        inbox.mkdir()
        large = "word " * 500_000 if officer == "north" else ""
        (inbox / "report.xml").write_bytes(an_xml_report(identifier=officer, service="A", note=large))
        (inbox / "response.xml").write_bytes(a_response(7001))
        received = made.run("receive", str(inbox), officer=officer)
        assert received.code == 0, received.err
    return made


@pytest.fixture(scope="module")
def backup(folder: Path, worked_on: Installation) -> Path:
    made = worked_on.run("db", "backup", str(folder / "backup"))
    assert made.code == 0, made.err
    return folder / "backup"


@pytest.fixture(scope="module")
def restored(folder: Path, backup: Path) -> Installation:
    elsewhere = an_installation(folder, "elsewhere")
    answer = elsewhere.run("db", "restore", str(backup))
    assert answer.code == 0, answer.err
    return elsewhere


@pytest.fixture(scope="module")
def brought_back(restored: Installation) -> list[Any]:
    """The deliveries as the restore left them, before any test goes on working there."""
    return restored.deliveries


@pytest.fixture
def copied(backup: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(backup, tmp_path / "copy"))


class TestABackup:
    def test_holds_every_desk_s_deliveries_the_restricted_one_s_too(self, worked_on, backup):
        manifest = json.loads((backup / "manifest.json").read_text())

        assert len({desk for desk, *_ in worked_on.deliveries}) == len(DESKS)
        assert manifest["holdings"]["deliveries"] == len(worked_on.deliveries) == 6
        assert manifest["sha256"] == hashlib.sha256((backup / "database.dump").read_bytes()).hexdigest()

    def test_can_be_read_by_nobody_else(self, backup):
        assert (backup / "database.dump").stat().st_mode & 0o077 == 0
        assert backup.stat().st_mode & 0o077 == 0

    def test_is_accounted_for(self, worked_on, backup):
        found = worked_on.ask("auditor", "select count(*) from audit_entry where event = 'backup_made'")

        assert found == [(1,)]

    def test_is_never_written_over(self, worked_on, backup):
        answer = worked_on.run("db", "backup", str(backup))

        assert answer.code == 2
        assert "is there already" in answer.err

    def test_is_refused_to_an_officer_who_may_not(self, worked_on, tmp_path):
        answer = worked_on.run("db", "backup", str(tmp_path / "mine"), officer="north")

        assert answer.code == 2
        assert "may not manage installation" in answer.err
        assert not (tmp_path / "mine").exists()


class TestARestore:
    def test_brings_back_every_delivery_with_the_bytes_that_arrived(self, worked_on, brought_back):
        assert brought_back == worked_on.deliveries
        assert all(noted == found for _, noted, found in brought_back)

    def test_brings_back_every_guard(self, worked_on, restored):
        # Which, after a restore, makes the partitions that are needed next.
        assert worked_on.run("db", "migrate").code == 0

        assert restored.guards ^ worked_on.guards == set()

    def test_leaves_the_roles_as_they_should_be(self, restored):
        answer = restored.run("doctor", "--json")

        wrong = {line["check"] for line in answer.lines if not line["is_well"]}
        assert wrong <= {"reference data", "disk"}

    def test_leaves_a_ledger_that_is_whole_and_says_that_it_was_brought_back(self, restored):
        answer = restored.run("audit", "verify", "--json")

        assert answer.code == 0
        assert answer.lines[0]["intact"] is True
        assert restored.ask(
            "auditor", "select count(*) from audit_entry where event = 'backup_restored'"
        ) == [(1,)]

    def test_lets_officers_go_on_working(self, restored, brought_back, tmp_path):
        report = tmp_path / "new.xml"
        report.write_bytes(an_xml_report(identifier="new", service="A"))

        answer = restored.run("receive", str(report), "--json", officer="south")

        assert answer.code == 0, answer.err
        assert answer.lines[0]["outcome"] == "accepted"

    def test_shows_each_desk_its_own_alone(self, worked_on, restored):
        mine = restored.run("queue", "--json", officer="member").lines

        assert len(mine) == 1
        assert mine == worked_on.run("queue", "--json", officer="member").lines

    def test_refuses_to_take_the_place_of_deliveries_unless_told_to(self, worked_on, backup):
        before = worked_on.deliveries

        answer = worked_on.run("db", "restore", str(backup))

        assert answer.code == 2
        assert "--replace" in answer.err
        assert worked_on.deliveries == before

    def test_takes_the_place_of_deliveries_when_told_to(self, worked_on, backup, tmp_path):
        later = tmp_path / "later.xml"
        later.write_bytes(an_xml_report(identifier="later", service="A"))
        before = worked_on.deliveries
        assert worked_on.run("receive", str(later), officer="south").code == 0

        answer = worked_on.run("db", "restore", str(backup), "--replace")

        assert answer.code == 0, answer.err
        assert worked_on.deliveries == before


def changed_dump(folder: Path) -> None:
    dump = folder / "database.dump"
    content = bytearray(dump.read_bytes())
    content[len(content) // 2] ^= 1
    dump.write_bytes(content)


def cut_dump_with_a_matching_manifest(folder: Path) -> None:
    dump = folder / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-5_000])
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["sha256"] = hashlib.sha256(dump.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


class TestASpoiltBackup:
    @pytest.mark.parametrize(
        ("spoil", "said"),
        [
            (changed_dump, "was changed since it was written"),
            (cut_dump_with_a_matching_manifest, "failed"),
            (lambda folder: (folder / "database.dump").unlink(), "is not a backup"),
            (lambda folder: (folder / "manifest.json").write_text("{}"), "is not a backup"),
        ],
        ids=["changed", "cut off", "without its dump", "without its manifest"],
    )
    def test_is_refused_and_nothing_is_lost(self, worked_on, copied, spoil: Callable[[Path], None], said):
        before = worked_on.deliveries
        spoil(copied)

        answer = worked_on.run("db", "restore", str(copied), "--replace")

        assert answer.code == 2
        assert said in answer.err
        assert worked_on.deliveries == before

    def test_says_so_when_somebody_still_uses_the_database(self, worked_on, backup):
        with psycopg.connect(worked_on.database.urls["application"]) as reading:
            reading.execute("select count(*) from report")

            answer = worked_on.run("db", "restore", str(backup), "--replace")

        assert answer.code == 2
        assert "Somebody is using the database" in answer.err
