"""The data dictionary: every table as PostgreSQL's own catalogue has it, with its model's words for it."""

from __future__ import annotations

import inspect
import sys
from typing import Any

from tools.reference_markdown import code, table

_COLUMNS = """array(
    select array[a.attname::text, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then '' else 'yes' end]
    from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum
)"""
_CONSTRAINTS = """array(
    select pg_get_constraintdef(k.oid) from pg_constraint k
    where k.conrelid = c.oid and k.contype in ('p', 'u', 'c', 'f') order by k.contype <> 'p', 1
)"""
# Rights on the whole table, and those on some of its columns alone.
_RIGHTS = """array(
    select g.who || ': ' || string_agg(g.rights, ', ' order by g.rights) from (
        select pg_get_userbyid(x.grantee) as who, lower(x.privilege_type) as rights
        from aclexplode(c.relacl) x where x.grantee <> c.relowner
        union all
        select pg_get_userbyid(x.grantee),
            lower(x.privilege_type) || ' of ' || string_agg(a.attname, ' and ' order by a.attnum)
        from pg_attribute a, aclexplode(a.attacl) x
        where a.attrelid = c.oid and x.grantee <> c.relowner group by x.grantee, x.privilege_type
    ) g group by g.who order by 1
)"""
_TABLES = f"""
select c.relname, c.relrowsecurity and c.relforcerowsecurity, coalesce(pg_get_partkeydef(c.oid), ''),
    exists (select 1 from pg_trigger t where t.tgrelid = c.oid and t.tgname = c.relname || '_append_only'),
    array(select p.polname::text from pg_policy p where p.polrelid = c.oid order by 1),
    {_COLUMNS}, {_CONSTRAINTS}, {_RIGHTS}
from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1
"""

_INTRO = """# Data dictionary

As the migrations leave the database. *By desk*: forced row security; a transaction sees the rows of the
desks that its viewer belongs to. Login roles are named without their prefix `waymark_`; the owner has every
right, and row security holds for it as well.
"""
_FRAMEWORKS = """## The frameworks' own tables

Sign-ins, second factors, sessions, counts of attempts, and jobs; no record of a report or a person in it.
"""


def _purpose(model: Any) -> tuple[str, str]:
    """What a model's docstring says it is, and how it says that its rows end."""
    text = inspect.getdoc(model) or ""
    text = "" if text.startswith(f"{model.__name__}(") else text
    what, _, ends = text.partition("Ends:")
    if not ends:
        ends = (inspect.getdoc(inspect.getmodule(model)) or "").partition("Ends:")[2]
    return " ".join(what.split()), " ".join(ends.split()) or "not said"


def data_dictionary() -> str:
    """Every table of the record: what it is, how it ends, who may do what, each column."""
    from django.apps import apps
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    parts = [_INTRO]
    for app in apps.get_app_configs():
        if not app.name.startswith("waymark.") or app.models_module is None:
            continue
        named = [each for each in app.get_models(include_auto_created=True) if _name(each) in found]
        about = (inspect.getdoc(sys.modules[f"{app.name}.models"]) or "").split("\n")[0]
        parts.append(f"## {app.name.removeprefix('waymark.')}\n\n{about}\n")
        parts += [_described(model, found.pop(_name(model))) for model in named]
    parts.append(f"{_FRAMEWORKS}\n{code(sorted(found))}\n")
    return "\n".join(parts)


def _name(model: Any) -> str:
    return str(model._meta.db_table)  # noqa: SLF001 - Django's own documented way to ask


def _described(model: Any, row: tuple[Any, ...]) -> str:
    by_desk, partitions, append_only, policies, columns, constraints, rights = row
    what, ends = _purpose(model)
    if model._meta.auto_created:  # noqa: SLF001 - as above
        what, ends = "Which of the two belong together.", "with either."
    facts = [
        f"Ends: {ends}",
        f"Seen: by desk (policies {code(policies)})" if by_desk else "Seen: by whoever has the right",
        *([f"Partitioned: {partitions.lower()}"] if partitions else []),
        *(["Append only: a trigger refuses every change"] if append_only else []),
        *(f"Constraint: `{each}`" for each in constraints),
        *(f"Rights: {each.removeprefix('waymark_')}" for each in rights),
    ]
    listed = "".join(f"- {fact}\n" for fact in facts)
    body = table(
        ("column", "type", "may be null"), [(code(name), kind, null) for name, kind, null in columns]
    )
    return f"### {_name(model)}\n\n{what + chr(10) + chr(10) if what else ''}{listed}\n{body}"
