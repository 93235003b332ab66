"""Packs: row security by desk; what an officer said of a fact is never changed, only said anew."""

from django.db import migrations

from waymark.database.guards import by_desk, disposable, grant

_RECORD = ("pack", "pack_document", "pack_fact", "pack_place", "resolution_check")
_STATED = """
alter table pack add constraint pack_state_known check (state in ('draft', 'entered', 'set_aside'));
alter table pack add constraint pack_entered_whole check (
    (state = 'entered') = (report_id is not null and entered_at is not null and entered_by_id is not null)
);
alter table pack_fact add constraint pack_fact_state_known check (
    state in ('draft', 'confirmed', 'dropped', 'not_stated')
);
alter table pack_fact add constraint pack_fact_copied_from_somewhere check (
    (how = 'copied') = (document is not null and page is not null and start is not null and "end" is not null)
);
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0005_packs")]

    operations = [
        migrations.RunSQL(
            by_desk(*_RECORD)
            + _STATED
            + grant("select, insert", *_RECORD)
            + grant(
                "update (state, version, changed_at, changed_by_id, entered_at, entered_by_id, report_id)",
                "pack",
            )
            + grant("usage", "sequence pack_id_seq")
            + disposable(*_RECORD),
            migrations.RunSQL.noop,
        )
    ]
