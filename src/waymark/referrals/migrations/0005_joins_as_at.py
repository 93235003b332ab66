"""From when on a referral was part of another, and to which of them each report came: so that what was known then
can be told (docs/adr/0034)."""

import django.db.models.deletion
from django.db import migrations, models

from waymark.database.guards import by_desk, disposable, grant

_PROTECT = django.db.models.deletion.PROTECT


def _referral(*, is_sought: bool = False, is_stated: bool = True) -> models.ForeignKey[object, object]:
    return models.ForeignKey(
        db_index=is_sought, null=not is_stated, on_delete=_PROTECT, related_name="+", to="referrals.referral"
    )


class Migration(migrations.Migration):
    dependencies = [("access", "0002_guards"), ("referrals", "0004_same_report_guards")]

    operations = [
        migrations.AddField("referralreport", "came_to", _referral(is_stated=False)),
        migrations.CreateModel(
            name="ReferralJoin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("absorbed", _referral(is_sought=True)),
                ("desk", models.ForeignKey(db_index=False, on_delete=_PROTECT, to="access.desk")),
                ("into", _referral()),
            ],
            options={"db_table": "referral_join"},
        ),
        migrations.RunSQL(
            by_desk("referral_join")
            + grant("select, insert", "referral_join")
            + grant("usage", "sequence referral_join_id_seq")
            + grant("update (came_to_id)", "referral_report")
            + disposable("referral_join"),
            migrations.RunSQL.noop,
        ),
    ]
