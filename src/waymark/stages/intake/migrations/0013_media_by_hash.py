"""Media are found by the hashes that reports list them by, whichever comes first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0012_disposal_of_maps")]

    operations = [
        migrations.AddIndex(
            model_name="deliverymember",
            index=models.Index(
                fields=["desk", name], condition=models.Q(kind="media"), name=f"media_by_{name}"
            ),
        )
        for name in ("md5", "sha1", "sha256")
    ]
