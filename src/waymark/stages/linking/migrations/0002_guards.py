"""Mentions and links are a desk's; identifiers are digests that tell nobody what they stand for."""

from django.db import migrations

from waymark.database.guards import by_desk, disposable, grant

RECORD = ("mention", "link")


class Migration(migrations.Migration):
    dependencies = [("linking", "0001_initial"), ("referrals", "0002_guards")]

    operations = [
        migrations.RunSQL(
            by_desk(*RECORD)
            + grant("select, insert", "identifier", *RECORD)
            + grant("update (probability, evidence, evidence_kinds, identifiers, judgement)", "link")
            + grant("delete", "mention", "link")
            + grant("usage", "sequence identifier_id_seq", "sequence link_id_seq")
            + disposable("identifier", *RECORD),
            migrations.RunSQL.noop,
        )
    ]
