"""Officers and desks are read by every door before a viewer is known, so rights guard them, not rows."""

from django.db import migrations

from waymark.database.guards import grant


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("audit", "0002_guards")]

    operations = [
        migrations.RunSQL(
            grant("select, insert, update", "officer")
            + grant("select, insert", "desk")
            + grant("select, insert, delete", "officer_desks")
            + grant(
                "usage",
                "sequence officer_id_seq",
                "sequence desk_id_seq",
                "sequence officer_desks_id_seq",
            )
            + grant("select", "officer", "desk", "officer_desks", to=("waymark_auditor", "waymark_disposal")),
            migrations.RunSQL.noop,
        )
    ]
