"""What is sent and received is a desk's; packages and steps are never edited, standing alone moves."""

from django.db import migrations

from waymark.database.guards import by_desk, disposable, grant

CHANGING = ("dissemination", "correction", "received_package", "known_sender", "dissemination_look")
KEPT = ("dissemination_step", "sent_package", "received_step")
RECORD = (*CHANGING, *KEPT)
SEQUENCES = (
    "sequence dissemination_id_seq",
    "sequence correction_id_seq",
    "sequence received_package_id_seq",
    "sequence known_sender_id_seq",
    "sequence sent_package_id_seq",
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]

    operations = [
        migrations.RunSQL(
            by_desk(*RECORD)
            + grant("select, insert", *RECORD)
            + grant("usage", *SEQUENCES)
            + grant(
                "update (state, due_at, asked, source_grade, handling_code, handling_conditions, marking, "
                "sent_at, sent_by, digest)",
                "dissemination",
            )
            + grant("update (state, acknowledged_at, acknowledged_by)", "correction")
            + grant("update (state, due_at, delivery, referrals, outcome)", "received_package")
            + grant("update (ended_at)", "known_sender")
            + grant("update (through_report)", "dissemination_look")
            + disposable(*(name for name in RECORD if name != "known_sender")),
            migrations.RunSQL.noop,
        )
    ]
