"""The ledger defends itself: appended to, never changed, its head locked by each writer in turn."""

from django.db import migrations

from waymark.database.guards import append_only, grant
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

SEEN = "(desk_id is null or desk_id = any ((select string_to_array(nullif(current_setting('waymark.desks', true), ''), ',')::smallint[])::smallint[]))"

GUARDS = "\n".join(
    f"""
    alter table {table} enable row level security;
    alter table {table} force row level security;
    create policy written_by_all on {table} for insert with check (true);
    create policy read_by_desk on {table} for select using ({SEEN});
    create policy read_by_auditor on {table} for select to waymark_auditor using (true);
    """
    for table in ("audit_entry", "audit_detail")
)

DISPOSAL = """
create policy erased_by_disposal on audit_detail for delete to waymark_disposal using (true);
create policy seen_by_disposal on audit_detail for select to waymark_disposal using (true);
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(
            TABLES
            + GUARDS
            + DISPOSAL
            + append_only("audit_entry")
            + grant("select, insert", "audit_entry", "audit_detail")
            + grant("select, insert", "audit_entry", "audit_detail", to=("waymark_auditor", "waymark_disposal"))
            + grant("delete", "audit_detail", to=("waymark_disposal",))
            + grant(
                "select, update",
                "audit_head",
                to=("waymark_application", "waymark_worker", "waymark_auditor", "waymark_disposal"),
            ),
            migrations.RunSQL.noop,
        )
    ]
