"""What the embedded database's roles may do, and what is found when a server grants more."""

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.integration.embedded_states import a_folder, ask, hold
from waymark.config import embedded
from waymark.database import roles

NOT_THE_OWNER = [role.key for role in roles.ROLES if role is not roles.OWNER]


@pytest.fixture(scope="module")
def served() -> Iterator[embedded.Database]:
    with a_folder() as folder:
        yield hold(folder / "state", durable=True)


def as_superuser(served: embedded.Database) -> str:
    password = json.loads((served.state / "secrets.json").read_text())["passwords"]["postgres"]
    return f"postgresql://postgres:{password}@/waymark?host={served.socket_dir}"


class TestEveryRole:
    @pytest.mark.parametrize("key", [role.key for role in roles.ROLES])
    def test_logs_in_as_itself_and_as_nothing_more(self, served, key):
        (found,) = ask(
            served.urls[key],
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication "
            "FROM pg_roles WHERE rolname = current_user",
        )

        assert found == (f"waymark_{key}", False, False, False, False, False)

    @pytest.mark.parametrize("key", NOT_THE_OWNER)
    @pytest.mark.parametrize(
        "statement",
        ["CREATE TABLE public.t (i int)", "CREATE SCHEMA s", "CREATE DATABASE d", "SET ROLE waymark_owner"],
    )
    def test_may_not_make_or_become_anything(self, served, key, statement):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(served.urls[key], statement)

    @pytest.mark.parametrize("key", [role.key for role in roles.ROLES])
    def test_may_not_enter_the_other_databases(self, served, key):
        elsewhere = served.urls[key].replace("/waymark?", "/postgres?")

        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            ask(elsewhere, "SELECT 1")


class TestOwner:
    def test_makes_tables_and_the_extensions_that_are_trusted(self, served):
        for name in ("pg_trgm", "btree_gist", "pgcrypto"):
            ask(served.urls["owner"], f"CREATE EXTENSION IF NOT EXISTS {name}")
        ask(served.urls["owner"], "CREATE TABLE made (i int); DROP TABLE made")

    def test_makes_databases_for_tests_only(self, served):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(served.urls["owner"], "CREATE DATABASE test_waymark")
        with a_folder() as folder:
            for_tests = hold(folder / "state", durable=False)
            ask(for_tests.urls["owner"].replace("/waymark?", "/postgres?"), "CREATE DATABASE test_waymark")
            found = ask(for_tests.urls["owner"], "SELECT 1 FROM pg_database WHERE datname = 'test_waymark'")

        assert found == [(1,)]


class TestTemporaryTables:
    @pytest.mark.parametrize("key", ["application", "worker"])
    def test_serve_those_who_bring_batches(self, served, key):
        ask(served.urls[key], "CREATE TEMPORARY TABLE t (i int)")

    def test_serve_nobody_else(self, served):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(served.urls["sealed_reader"], "CREATE TEMPORARY TABLE t (i int)")


class TestServer:
    @pytest.mark.parametrize("name", ["postgres", "waymark_application"])
    def test_asks_for_a_password(self, served, name):
        with pytest.raises(psycopg.OperationalError, match="no password supplied"):
            ask(f"postgresql://{name}@/waymark?host={served.socket_dir}&passfile=/dev/null", "SELECT 1")

    def test_refuses_a_wrong_one(self, served):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            ask(f"postgresql://postgres:postgres@/waymark?host={served.socket_dir}", "SELECT 1")

    def test_listens_on_no_network_and_keeps_what_it_is_told(self, served):
        settings = [
            "listen_addresses",
            "fsync",
            "server_encoding",
            "default_toast_compression",
            "TimeZone",
            "data_checksums",
        ]

        found = [ask(served.urls["auditor"], f"SHOW {name}")[0][0] for name in settings]

        assert found == ["", "on", "UTF8", "lz4", "UTC", "on"]

    def test_writes_no_values_into_its_log(self, served):
        told = "someone@example.com"
        ask(served.urls["owner"], "CREATE TABLE accounts (name text PRIMARY KEY)")
        ask(served.urls["owner"], f"INSERT INTO accounts VALUES ('{told}')")

        with pytest.raises(psycopg.errors.UniqueViolation):
            ask(served.urls["owner"], f"INSERT INTO accounts VALUES ('{told}')")

        log = (served.state / "postgres.log").read_text()
        assert "duplicate key" in log
        assert told not in log


class TestCheckRoles:
    def test_finds_nothing_wrong_with_what_was_just_made(self, served):
        assert roles.check_roles(lambda query: ask(served.urls["application"], query)) == ()

    @pytest.mark.parametrize(
        ("done", "undone", "found"),
        [
            ("ALTER ROLE waymark_worker BYPASSRLS", "ALTER ROLE waymark_worker NOBYPASSRLS", "has BYPASSRLS"),
            ("ALTER ROLE waymark_auditor NOLOGIN", "ALTER ROLE waymark_auditor LOGIN", "cannot log in"),
            (
                "GRANT pg_read_all_data TO waymark_auditor",
                "REVOKE pg_read_all_data FROM waymark_auditor",
                "member of pg_read_all_data",
            ),
            (
                "GRANT CONNECT ON DATABASE waymark TO PUBLIC",
                "REVOKE CONNECT ON DATABASE waymark FROM PUBLIC",
                "anyone may connect",
            ),
            (
                "GRANT CREATE ON SCHEMA public TO PUBLIC",
                "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
                "anyone may create",
            ),
            (
                "ALTER DATABASE waymark OWNER TO postgres",
                "ALTER DATABASE waymark OWNER TO waymark_owner",
                "belongs to postgres",
            ),
        ],
    )
    def test_finds_what_an_administrator_granted_too_much(self, served, done, undone, found):
        ask(as_superuser(served), done)
        try:
            wrong = roles.check_roles(lambda query: ask(served.urls["application"], query))
        finally:
            ask(as_superuser(served), undone)

        assert len(wrong) == 1
        assert found in wrong[0]


class TestAdministratorScript:
    def test_can_be_run_again_and_puts_back_what_was_changed(self, served, tmp_path: Path):
        ask(as_superuser(served), "ALTER ROLE waymark_worker BYPASSRLS")
        script = tmp_path / "roles.sql"
        script.write_text(roles.administrator_script())

        served.run_tool("psql", ["-q", "-f", str(script), as_superuser(served)])

        assert roles.check_roles(lambda query: ask(served.urls["application"], query)) == ()
        assert ask(served.urls["worker"], "SELECT 1") == [(1,)]
