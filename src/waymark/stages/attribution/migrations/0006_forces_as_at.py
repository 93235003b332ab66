"""What a referral's force was before it became another, so that what was known then can be told (docs/adr/0034)."""

import django.db.models.deletion
from django.db import migrations, models

from waymark.database.guards import by_desk, disposable, grant

_PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_guards"),
        ("attribution", "0005_routes"),
        ("referrals", "0005_joins_as_at"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReferralForceBefore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("force_code", models.TextField(null=True)),
                ("until", models.DateTimeField()),
                ("desk", models.ForeignKey(db_index=False, on_delete=_PROTECT, to="access.desk")),
                ("referral", models.ForeignKey(on_delete=_PROTECT, to="referrals.referral")),
            ],
            options={"db_table": "referral_force_before"},
        ),
        migrations.RunSQL(
            by_desk("referral_force_before")
            + grant("select, insert", "referral_force_before")
            + grant("usage", "sequence referral_force_before_id_seq")
            + disposable("referral_force_before"),
            migrations.RunSQL.noop,
        ),
    ]
