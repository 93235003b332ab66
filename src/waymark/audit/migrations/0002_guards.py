"""The ledger defends itself: appended to, never changed, its head locked by each writer in turn."""

from django.db import migrations

from waymark.database.guards import append_only, grant, never_emptied
from waymark.database.partitions import AUDIT_ENTRY

TABLES = f"""
create function waymark_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are never changed', tg_table_name;
end $$;

create table audit_entry (
    seq bigint not null primary key,
    at timestamptz not null,
    event text not null,
    subject text not null,
    actor_id bigint not null,
    desk_id smallint,
    detail_digest bytea not null,
    previous bytea not null,
    digest bytea not null
) partition by range (seq);
create index audit_entry_subject on audit_entry (subject, seq);
{AUDIT_ENTRY.first()}
insert into audit_head (id, seq, digest) values (1, 0, decode(repeat('00', 32), 'hex'));
"""

HEAD = """
create function waymark_head_rises() returns trigger language plpgsql as $$
begin
    if new.seq <= old.seq then
        raise exception 'the head of the ledger only rises';
    end if;
    return new;
end $$;
create trigger audit_head_rises before update on audit_head
for each row execute function waymark_head_rises();
create trigger audit_head_stays before delete on audit_head
for each row execute function waymark_refuse_change();
create trigger audit_detail_never_changed before update on audit_detail
for each statement execute function waymark_refuse_change();
"""

VIEWER = "(select nullif(current_setting('waymark.officer', true), '') is not null)"
DESKS = "(select string_to_array(nullif(current_setting('waymark.desks', true), ''), ',')::smallint[])::smallint[]"
# The installation's own entries belong to no desk: any officer's transaction sees and writes them.
SEEN = f"({VIEWER} and (desk_id is null or desk_id = any ({DESKS})))"

GUARDS = "\n".join(
    f"""
    alter table {table} enable row level security;
    alter table {table} force row level security;
    create policy written_by_desk on {table} for insert with check ({SEEN});
    create policy read_by_desk on {table} for select using ({SEEN});
    create policy read_by_auditor on {table} for select to waymark_auditor using ({VIEWER});
    """
    for table in ("audit_entry", "audit_detail")
)

DISPOSAL = f"create policy erased_by_disposal on audit_detail for delete to waymark_disposal using ({SEEN});"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(
            TABLES
            + HEAD
            + GUARDS
            + DISPOSAL
            + append_only("audit_entry")
            + never_emptied("audit_head")
            + never_emptied("audit_detail")
            + grant("select, insert", "audit_entry", "audit_detail")
            + grant(
                "select, insert", "audit_entry", "audit_detail", to=("waymark_auditor", "waymark_disposal")
            )
            + grant("delete", "audit_detail", to=("waymark_disposal",))
            + grant(
                "select, update",
                "audit_head",
                to=("waymark_application", "waymark_worker", "waymark_auditor", "waymark_disposal"),
            ),
            migrations.RunSQL.noop,
        )
    ]
