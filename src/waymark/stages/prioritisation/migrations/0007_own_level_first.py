"""That a force has each officer give their own level before ours is shown; settings are added to."""

from django.db import migrations, models

from waymark.database.guards import grant


class Migration(migrations.Migration):
    dependencies = [("prioritisation", "0006_guards_of_decisions")]

    operations = [
        migrations.CreateModel(
            name="OwnLevelFirst",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("holder", models.TextField()),
                ("is_on", models.BooleanField()),
                ("reason", models.TextField()),
                ("set_at", models.DateTimeField()),
                ("officer_id", models.BigIntegerField()),
            ],
            options={
                "db_table": "own_level_first",
                "indexes": [models.Index(fields=["holder", "-id"], name="own_level_first_newest")],
            },
        ),
        migrations.RunSQL(
            grant("select, insert", "own_level_first") + grant("usage", "sequence own_level_first_id_seq"),
            migrations.RunSQL.noop,
        ),
    ]
