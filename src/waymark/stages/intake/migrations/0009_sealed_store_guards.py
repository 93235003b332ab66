"""The sealed store: written by the doors, which cannot read it back; read by one role, which writes only the ledger."""

from django.db import migrations

from waymark.database.guards import by_desk, disposable, grant

_STORE = ("media_authority", "sealing_key", "sealed_item", "sealed_part")
_READER = ("waymark_sealed_reader",)
_STATED = """
alter table media_authority add constraint media_authority_named check (document <> '');
alter table media_authority add constraint media_authority_lasts check (valid_until > valid_from);
alter table media_authority add constraint media_authority_by_two check (confirmed_by_id <> asked_by_id);
alter table media_authority add constraint media_authority_confirmed_whole check (
    (confirmed_by_id is null) = (confirmed_at is null) and (ended_by_id is null) = (ended_at is null)
);
alter table sealing_key add constraint sealing_key_whole check (length(public) = 32);
alter table sealed_item add constraint sealed_item_whole check (length(once) = 32);
alter table sealed_part alter content set storage external;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0008_sealed_store"),
        ("access", "0002_guards"),
        ("audit", "0002_guards"),
    ]

    operations = [
        migrations.RunSQL(
            by_desk(*_STORE)
            + _STATED
            + grant("select, insert", "media_authority", "sealing_key", "sealed_item")
            + grant("update (confirmed_by_id, confirmed_at, ended_by_id, ended_at)", "media_authority")
            + grant("insert", "sealed_part")
            + grant(
                "usage",
                "sequence media_authority_id_seq",
                "sequence sealing_key_id_seq",
                "sequence sealed_item_id_seq",
            )
            + grant("select", "sealing_key", "sealed_item", "sealed_part", to=_READER)
            + grant("select (id, reference, desk_id, sha256, size, kind)", "delivery", to=_READER)
            + grant("select", "officer", "desk", "officer_desks", to=_READER)
            + grant("select, insert", "audit_entry", "audit_detail", to=_READER)
            + grant("select, update", "audit_head", to=_READER)
            + disposable(*_STORE),
            migrations.RunSQL.noop,
        )
    ]
