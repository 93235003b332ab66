"""Keys of officers, read before a viewer is known as officers are; revoked and noted as used, never deleted."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from waymark.database.guards import grant, never_emptied


class Migration(migrations.Migration):
    dependencies = [("access", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="OfficerKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("program", models.TextField()),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                ),
                ("digest", models.BinaryField(unique=True)),
                ("made_at", models.DateTimeField()),
                ("made_by_id", models.BigIntegerField()),
                ("ends_on", models.DateField()),
                ("last_used_on", models.DateField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_by_id", models.BigIntegerField(null=True)),
                ("revoked_because", models.TextField(default="")),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "officer_key",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(revoked_at=None, revoked_by_id=None)
                        | models.Q(revoked_at__isnull=False, revoked_by_id__isnull=False),
                        name="officer_key_revoked_by_somebody",
                    )
                ],
            },
        ),
        migrations.RunSQL(
            grant("select, insert", "officer_key")
            + grant("update (last_used_on, revoked_at, revoked_by_id, revoked_because)", "officer_key")
            + grant("usage", "sequence officer_key_id_seq")
            + grant("select", "officer_key", to=("waymark_auditor", "waymark_disposal"))
            + never_emptied("officer_key"),
            migrations.RunSQL.noop,
        ),
    ]
