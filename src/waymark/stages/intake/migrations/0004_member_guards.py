"""What containers hold: row security by desk; and what is noted of a container once it was opened."""

from django.db import migrations

from waymark.database.guards import by_desk, disposable, grant

_FOUND_ON_OPENING_AGAIN = "folder, path, named, size, md5, sha1, sha256, kind, trouble, child_id, pdq"


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_members")]

    operations = [
        migrations.RunSQL(
            by_desk("delivery_member")
            + grant("select, insert", "delivery_member")
            + grant(f"update ({_FOUND_ON_OPENING_AGAIN})", "delivery_member")
            + grant("update (has_content, text_sha256)", "delivery")
            + disposable("delivery_member"),
            migrations.RunSQL.noop,
        )
    ]
