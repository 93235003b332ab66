"""What is told because of an answer names it; a look goes as far as answers and judgements too."""

from django.db import migrations, models

from waymark.database.guards import grant


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_disposal_of_senders")]

    operations = [
        migrations.RemoveConstraint(model_name="dissemination", name="dissemination_once"),
        migrations.AddField(
            model_name="dissemination",
            name="answer",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="disseminationlook",
            name="through_answer",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="disseminationlook",
            name="through_judgement",
            field=models.IntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="dissemination",
            constraint=models.UniqueConstraint(
                fields=("referral", "about", "report", "party", "force_code", "after", "answer"),
                name="dissemination_once",
                nulls_distinct=False,
            ),
        ),
        migrations.RunSQL(
            grant("update (through_answer, through_judgement)", "dissemination_look"),
            migrations.RunSQL.noop,
        ),
    ]
