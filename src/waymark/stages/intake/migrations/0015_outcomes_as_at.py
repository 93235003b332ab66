"""What had become of a delivery before it became another thing, so that what was known then can be told
(docs/adr/0034)."""

import django.db.models.deletion
from django.db import migrations, models

from waymark.database.guards import by_desk, disposable, grant

_PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [("access", "0002_guards"), ("intake", "0014_pack_corrections")]

    operations = [
        migrations.CreateModel(
            name="DeliveryBefore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField(null=True)),
                ("outcome", models.TextField(null=True)),
                ("until", models.DateTimeField()),
                (
                    "delivery",
                    models.ForeignKey(on_delete=_PROTECT, related_name="+", to="intake.delivery"),
                ),
                ("desk", models.ForeignKey(db_index=False, on_delete=_PROTECT, to="access.desk")),
            ],
            options={"db_table": "delivery_before"},
        ),
        migrations.RunSQL(
            by_desk("delivery_before")
            + grant("select, insert", "delivery_before")
            + grant("usage", "sequence delivery_before_id_seq")
            + disposable("delivery_before"),
            migrations.RunSQL.noop,
        ),
    ]
