"""Enquiries, answers, doors and what was decided on them are a desk's; what was said or decided is never edited."""

from django.db import migrations

from waymark.database.guards import by_desk, disposable, grant

CHANGING = ("enquiry", "enquiry_line")
KEPT = (
    "enquiry_step",
    "enquiry_answer",
    "answer_acknowledgement",
    "answer_outcome",
    "premises",
    "premises_note",
    "door_evidence",
    "gate_decision",
    "suspect_judgement",
)
RECORD = (*CHANGING, *KEPT)
SEQUENCES = ("sequence enquiry_id_seq", "sequence enquiry_answer_id_seq", "sequence premises_id_seq")


class Migration(migrations.Migration):
    dependencies = [("attribution", "0003_enquiries")]

    operations = [
        migrations.RunSQL(
            by_desk(*RECORD)
            + grant("select, insert", *RECORD)
            + grant("usage", *SEQUENCES)
            + grant(
                "update (route, purpose, necessity, urgency, addressed_to, state, checker, authoriser, "
                "authorisation_number, sent_at, ends_at, digest)",
                "enquiry",
            )
            + grant("update (answerings), delete", "enquiry_line")
            + disposable(*RECORD),
            migrations.RunSQL.noop,
        )
    ]
