"""The SQL that makes the database defend itself; used by migrations, so: add, never change.

Every record row carries the desk that holds it. A transaction says which desks its viewer may see
(`waymark.desks`, set for that transaction alone); without it nothing is visible to any role. Roles are
made by the installation (`waymark db roles` prints the statements), never by a migration.
"""

from __future__ import annotations

ROLES = (
    "waymark_owner",
    "waymark_application",
    "waymark_worker",
    "waymark_sealed_reader",
    "waymark_disposal",
    "waymark_auditor",
)

_DESKS = "string_to_array(nullif(current_setting('waymark.desks', true), ''), ',')"
_SEEN = f"desk_id = any ((select {_DESKS}::smallint[])::smallint[])"


def by_desk(*tables: str) -> str:
    """Forced row security: a row is seen, and may be written, only by a viewer of its desk."""
    return "\n".join(
        f"""
        alter table {table} enable row level security;
        alter table {table} force row level security;
        create policy desk_sees on {table} using ({_SEEN}) with check ({_SEEN});
        """
        for table in tables
    )


def grant(rights: str, *tables: str, to: tuple[str, ...] = ("waymark_application", "waymark_worker")) -> str:
    """Give rights on tables to roles, and the use of the tables' own sequences with insert."""
    return "\n".join(f"grant {rights} on {table} to {', '.join(to)};" for table in tables)


def append_only(*tables: str) -> str:
    """Refuse every change of a row once written, whoever asks, and in whichever partition it lies."""
    return "\n".join(
        f"""
        create trigger {table}_append_only before update or delete on {table}
        for each statement execute function waymark_refuse_change();
        create trigger {table}_rows_append_only before update or delete on {table}
        for each row execute function waymark_refuse_change();
        {never_emptied(table)}
        """
        for table in tables
    )


def never_emptied(table: str) -> str:
    """Refuse to truncate a table, whoever asks. A partition needs it of its own: it inherits only row triggers."""
    return f"""
        create trigger {table}_never_emptied before truncate on {table}
        for each statement execute function waymark_refuse_change();
        """


def disposable(*tables: str) -> str:
    """Only the disposal role may destroy rows, and only of desks that its transaction names."""
    return grant("select, delete", *tables, to=("waymark_disposal",))
