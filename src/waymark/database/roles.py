"""The database's login roles: who they are, what they may do, and whether a server keeps to it.

One list serves three readers: the launcher of the embedded database, the administrator of a real server
(`waymark db roles` shows `administrator_script`), and `waymark doctor` (`check_roles`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

DATABASE = "waymark"

# PostgreSQL majors the migrations are written for.
OLDEST_MAJOR, NEWEST_MAJOR = 16, 18


@dataclass(frozen=True, slots=True)
class Role:
    """One login role. `key` is its short name, as in WAYMARK_DATABASE_URL_<KEY>."""

    key: str
    purpose: str
    makes_temporary_tables: bool = False

    @property
    def name(self) -> str:
        return f"waymark_{self.key}"


OWNER = Role("owner", "owns the database and its tables; runs migrations and nothing else")
ROLES = (
    OWNER,
    # Batches, audit entries among them, go by COPY into a temporary table, as COPY is refused behind row
    # security.
    Role("application", "pages, commands and the API, under row security", makes_temporary_tables=True),
    Role("worker", "background jobs, under row security", makes_temporary_tables=True),
    Role("sealed_reader", "the one process that opens sealed media; every reading is audited"),
    Role("disposal", "destroys what two people have decided to destroy", makes_temporary_tables=True),
    Role("auditor", "reads the audit chain, and is itself audited", makes_temporary_tables=True),
)

# Row security is worth nothing against a role that bypasses it or can make itself one that does.
_ATTRIBUTES = "LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS INHERIT"

Ask = Callable[[str], Iterable[Sequence[object]]]


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _unless_it_exists(role: Role) -> str:
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role.name}') "
        f"THEN CREATE ROLE {role.name}; END IF; END $$"
    )


def role_statements(
    *, passwords: Mapping[str, str] | None = None, may_create_databases: bool = False
) -> tuple[str, ...]:
    r"""Say the SQL that makes every role, or brings it back to its attributes; safe to run again.

    passwords: role name to password; without it the passwords are left as they are (an administrator sets
    them with \password, so that they are in no script).
    may_create_databases: the owner only, and only where tests make databases of their own.
    Run as a superuser, connected to any database.
    """
    statements = []
    for role in ROLES:
        creates = "CREATEDB" if may_create_databases and role is OWNER else "NOCREATEDB"
        password = f" PASSWORD {_literal(passwords[role.name])}" if passwords is not None else ""
        statements += [
            _unless_it_exists(role),
            f"ALTER ROLE {role.name} {_ATTRIBUTES} {creates}{password}",
            f"COMMENT ON ROLE {role.name} IS {_literal(role.purpose)}",
        ]
    return tuple(statements)


def create_database_statement(database: str = DATABASE) -> str:
    """Say the SQL that makes the database. Not idempotent: PostgreSQL has no IF NOT EXISTS for it."""
    return f"CREATE DATABASE {database} OWNER {OWNER.name} ENCODING 'UTF8' TEMPLATE template0"


def privilege_statements(database: str = DATABASE) -> tuple[str, ...]:
    """Say the SQL that shuts PUBLIC out of the database and lets the roles in; safe to run again.

    Run as a superuser or as the owner, connected to `database`. Rights on tables are the migrations' work.
    """
    names = ", ".join(role.name for role in ROLES)
    makers = ", ".join(role.name for role in ROLES if role.makes_temporary_tables)
    return (
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {database} TO {names}",
        f"GRANT TEMPORARY ON DATABASE {database} TO {makers}",
        "REVOKE ALL ON SCHEMA public FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA public TO {names}",
        f"GRANT USAGE, CREATE ON SCHEMA public TO {OWNER.name}",
    )


def administrator_script(database: str = DATABASE) -> str:
    """Write the psql script with which an administrator prepares a server of their own; safe to run again."""
    missing = f"NOT EXISTS (SELECT FROM pg_database WHERE datname = {_literal(database)})"
    lines = [
        "-- Run with psql as a superuser. Then give each role a password of its own, and put its URL into",
        "-- WAYMARK_DATABASE_URL_<ROLE>:",
        *(f"--   \\password {role.name}" for role in ROLES),
        "\\set ON_ERROR_STOP on",
        *(f"{statement};" for statement in role_statements()),
        f"SELECT {_literal(create_database_statement(database))} WHERE {missing} \\gexec",
        f"\\connect {database}",
        *(f"{statement};" for statement in privilege_statements(database)),
    ]
    return "\n".join(lines) + "\n"


def check_roles(ask: Ask) -> tuple[str, ...]:
    """Find where a server does not keep to this module; one line for each thing wrong, none if all is well.

    ask: runs one query on a connection to the database (any of the roles may) and returns its rows.
    """
    return (*_wrong_roles(ask), *_wrong_memberships(ask), *_wrong_database(ask))


def _wrong_roles(ask: Ask) -> list[str]:
    found = {
        str(name): dict(zip(_FORBIDDEN, forbidden, strict=True)) | {"LOGIN": login}
        for name, login, *forbidden in ask(
            "SELECT rolname, rolcanlogin, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls "
            "FROM pg_roles WHERE rolname LIKE 'waymark\\_%'"
        )
    }
    wrong = []
    for role in ROLES:
        attributes = found.get(role.name)
        if attributes is None:
            wrong.append(f"role {role.name} is missing: run the script that `waymark db roles` shows")
            continue
        if not attributes["LOGIN"]:
            wrong.append(f"role {role.name} cannot log in: ALTER ROLE {role.name} LOGIN")
        wrong += [
            f"role {role.name} has {attribute}: ALTER ROLE {role.name} NO{attribute}"
            for attribute in _FORBIDDEN
            if attributes[attribute]
        ]
    return wrong


_FORBIDDEN = ("SUPERUSER", "CREATEROLE", "CREATEDB", "REPLICATION", "BYPASSRLS")


def _wrong_memberships(ask: Ask) -> list[str]:
    names = {role.name for role in ROLES}
    return [
        f"role {member} is a member of {group} and has its rights: REVOKE {group} FROM {member}"
        for member, group in ask(
            "SELECT m.rolname, g.rolname FROM pg_auth_members am JOIN pg_roles m ON m.oid = am.member "
            "JOIN pg_roles g ON g.oid = am.roleid ORDER BY 1, 2"
        )
        if member in names
    ]


def _wrong_database(ask: Ask) -> list[str]:
    ((name, owner, connects, creates, encoding, version),) = ask(
        "SELECT datname, pg_get_userbyid(datdba), has_database_privilege('public', datname, 'CONNECT'), "
        "has_schema_privilege('public', 'public', 'CREATE'), pg_encoding_to_char(encoding), "
        "current_setting('server_version_num')::int / 10000 "
        "FROM pg_database WHERE datname = current_database()"
    )
    wrong = []
    if owner != OWNER.name:
        wrong.append(f"database {name} belongs to {owner}: ALTER DATABASE {name} OWNER TO {OWNER.name}")
    if connects:
        wrong.append(f"anyone may connect to database {name}: REVOKE ALL ON DATABASE {name} FROM PUBLIC")
    if creates:
        wrong.append(f"anyone may create tables in {name}: REVOKE ALL ON SCHEMA public FROM PUBLIC")
    if encoding != "UTF8":
        wrong.append(f"database {name} is encoded in {encoding}: make it again with ENCODING 'UTF8'")
    if not (isinstance(version, int) and OLDEST_MAJOR <= version <= NEWEST_MAJOR):
        wrong.append(f"PostgreSQL {version} is not one of {OLDEST_MAJOR} to {NEWEST_MAJOR}: move the server")
    return wrong
