"""Published figures and breaks are added to and never changed; a desk's own figures are seen by that desk."""

from django.db import migrations

from waymark.database.guards import append_only, by_desk, disposable, grant

PUBLISHED = ("reference_figure", "series_break")


class Migration(migrations.Migration):
    dependencies = [("statistics", "0001_initial"), ("access", "0002_guards")]

    operations = [
        migrations.RunSQL(
            by_desk("desk_figures")
            + append_only(*PUBLISHED)
            + grant("select, insert", *PUBLISHED, "desk_figures")
            + grant("update", "desk_figures")
            + grant("usage", "sequence reference_figure_id_seq", "sequence series_break_id_seq")
            + disposable("desk_figures"),
            migrations.RunSQL.noop,
        )
    ]
