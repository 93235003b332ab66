"""Facts and assessments are added to; the queue's lines are kept current. Row security by desk."""

from django.db import migrations

from waymark.database.guards import by_desk, disposable, grant

RECORD = ("report_summary", "known_fact", "assessment", "queue_entry")


class Migration(migrations.Migration):
    dependencies = [("prioritisation", "0001_initial"), ("referrals", "0002_guards")]

    operations = [
        migrations.RunSQL(
            by_desk(*RECORD)
            + grant("select, insert", "policy", *RECORD)
            + grant("update, delete", "queue_entry")
            + grant("usage", "sequence known_fact_id_seq", "sequence assessment_id_seq")
            + disposable(*RECORD),
            migrations.RunSQL.noop,
        )
    ]
