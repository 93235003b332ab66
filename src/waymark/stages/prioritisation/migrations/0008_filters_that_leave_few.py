"""Filters of the queue that leave few: an index to find them by, and how often they go together."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("prioritisation", "0007_own_level_first")]

    operations = [
        migrations.AddIndex(
            model_name="queueentry",
            index=models.Index(fields=["desk", "level", "stage", "force_code"], name="queue_by_filters"),
        ),
        # Level and stage go together; without these the planner takes what none has for what a twentieth has.
        migrations.RunSQL(
            "create statistics queue_filters (mcv, dependencies) on desk_id, level, stage, force_code "
            "from queue_entry",
            "drop statistics queue_filters",
        ),
    ]
