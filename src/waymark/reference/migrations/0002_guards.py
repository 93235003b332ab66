"""Reference data are the same for everyone: rights guard them, not rows. Loaded and read, never changed."""

from django.db import migrations

from waymark.database.guards import grant

_ROWS = (
    "network_prefix",
    "hosting_asn",
    "force_area",
    "district",
    "postcode",
    "outward_code",
    "reference_file",
)


class Migration(migrations.Migration):
    dependencies = [("reference", "0001_initial")]

    operations = [
        migrations.RunSQL(
            # A version's count of rows is known only after they are written, in the same transaction.
            grant("select, insert, update", "reference_version")
            + grant("select, insert", *_ROWS)
            + grant("usage", *(f"sequence {table}_id_seq" for table in ("reference_version", *_ROWS)))
            + grant("select", "reference_version", to=("waymark_auditor",)),
            migrations.RunSQL.noop,
        )
    ]
