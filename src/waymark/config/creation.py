"""How the embedded database is made: its data folder, and then its roles, database and privileges."""

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from waymark.config.binaries import tool_environment
from waymark.config.server import Server, as_user, explain, leash
from waymark.config.state import SUPERUSER, DatabaseDidNotStart, write_private
from waymark.database import roles


def make_data(server: Server) -> bool:
    """Make the data folder if there is none: whole, or not at all. Says whether it did.

    Raises DatabaseDidNotStart if initdb fails, or what is there was made by another major version.
    """
    state = server.state
    if (state.data / "PG_VERSION").exists():
        _check_version(server)
        return False
    draft = state.path / "postgres.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    os.chown(draft, server.user.uid, server.user.gid)
    with tempfile.TemporaryDirectory(dir=state.path, prefix=".password-") as folder:
        password = Path(folder) / "password"
        write_private(password, server.secrets.passwords[SUPERUSER] + "\n")
        for path in (Path(folder), password):
            os.chown(path, server.user.uid, server.user.gid)
        done = _run_initdb(server, draft, password)
    if done.returncode != 0:
        shutil.rmtree(draft, ignore_errors=True)
        raise DatabaseDidNotStart(explain(done.stdout.decode(errors="replace"), state))
    draft.rename(state.data)
    return True


def _check_version(server: Server) -> None:
    made_by = (server.state.data / "PG_VERSION").read_text().strip()
    # Its first line is "# PostgreSQL 18"; initdb compares it with its own version in the same way.
    ours = (server.bin_dir.parent / "share" / "postgres.bki").read_text().split("\n", 1)[0].split()[-1]
    if made_by != ours:
        raise DatabaseDidNotStart(
            f"{server.state.path} was made by PostgreSQL {made_by} and this is {ours}: take a backup by the "
            "Waymark that made it (`waymark db backup`), and restore it into a new WAYMARK_STATE"
        )


def _run_initdb(server: Server, data: Path, password: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # noqa: S603 - our own program, no shell
        [
            server.bin_dir / "initdb",
            f"--pgdata={data}",
            f"--username={SUPERUSER}",
            f"--pwfile={password}",
            "--auth-local=scram-sha-256",
            "--auth-host=reject",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            *(() if server.durable else ("--no-sync",)),
        ],
        env=tool_environment(server.bin_dir) | {"LC_ALL": "C", "TZ": "UTC"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd="/",
        check=False,
        preexec_fn=leash(signal.SIGTERM),
        umask=0o077,
        **as_user(server.user),
    )


def secure(server: Server) -> None:
    """Bring a running server to what `roles` says: roles, passwords, database, privileges; if it is not yet.

    What was last applied is remembered by its digest, so that an ordinary start need not connect.
    """
    may_create_databases = not server.durable
    role_statements = roles.role_statements(
        passwords={role.name: server.secrets.passwords[role.name] for role in roles.ROLES},
        may_create_databases=may_create_databases,
    )
    inside = (*roles.privilege_statements(), *_embedded_statements(for_tests=may_create_databases))
    told = "\n".join((*role_statements, roles.create_database_statement(), *inside))
    mark = hashlib.sha256(told.encode()).hexdigest()
    applied = server.state.path / "roles.applied"
    if applied.exists() and applied.read_text() == mark:
        return
    _execute(server, SUPERUSER, role_statements)
    if not _execute(server, SUPERUSER, [f"SELECT FROM pg_database WHERE datname = '{roles.DATABASE}'"]):
        _execute(server, SUPERUSER, [roles.create_database_statement()])
    _execute(server, roles.DATABASE, inside)
    write_private(applied, mark)


def _embedded_statements(*, for_tests: bool) -> tuple[str, ...]:
    """Say what the embedded server alone is given, connected to its database as superuser."""
    return (
        # lz4 is built in or not; without it pglz stays.
        (
            f"DO $$ BEGIN ALTER DATABASE {roles.DATABASE} SET default_toast_compression = 'lz4'; "
            "EXCEPTION WHEN invalid_parameter_value THEN NULL; END $$"
        ),
        *(f"REVOKE ALL ON DATABASE {other} FROM PUBLIC" for other in ("postgres", "template1")),
        # A test run makes a database of its own, and must stand somewhere while it does.
        f"GRANT CONNECT ON DATABASE postgres TO {roles.OWNER.name}"
        if for_tests
        else f"REVOKE CONNECT ON DATABASE postgres FROM {roles.OWNER.name}",
    )


def _execute(server: Server, database: str, statements: Sequence[str]) -> int:
    """Run statements as the superuser; returns how many rows the last one found or touched."""
    import psycopg  # a tenth of a second, and needed only when the roles have changed

    with psycopg.connect(
        host=str(server.socket_dir),
        user=SUPERUSER,
        password=server.secrets.passwords[SUPERUSER],
        dbname=database,
        autocommit=True,
    ) as connection:
        found = 0
        for statement in statements:
            found = connection.execute(statement.encode()).rowcount
    return found
