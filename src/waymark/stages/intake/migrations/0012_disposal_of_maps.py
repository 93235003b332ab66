"""What a desk keeps of its column maps ends with the desk's other records: by disposal alone."""

from django.db import migrations

from waymark.database.guards import disposable


class Migration(migrations.Migration):
    dependencies = [("intake", "0011_pack_proposals")]

    operations = [migrations.RunSQL(disposable("column_map"), migrations.RunSQL.noop)]
