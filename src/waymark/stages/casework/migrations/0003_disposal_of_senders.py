"""Whose keys a desk knew ends with the desk's other records: by disposal alone."""

from django.db import migrations

from waymark.database.guards import disposable


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_guards")]

    operations = [migrations.RunSQL(disposable("known_sender"), migrations.RunSQL.noop)]
