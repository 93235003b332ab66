"""Assignment is a desk's own; what was placed, exposed or told stays as it was, its standing alone moves."""

from django.db import migrations

from waymark.database.guards import by_desk, disposable, grant

CHANGING = ("duty_profile", "duty_time", "officer_conflict", "work_part", "work_placing", "work_notice")
KEPT = ("exposure_entry", "case_outcome", "digest_sending", "past_part")
RECORD = (*CHANGING, *KEPT)


class Migration(migrations.Migration):
    dependencies = [("assignment", "0001_initial")]

    operations = [
        migrations.RunSQL(
            by_desk(*RECORD)
            + grant("select, insert", *RECORD)
            + grant("usage", *(f"sequence {table}_id_seq" for table in RECORD))
            + grant(
                "update (team, skills, places, piece_minutes, exposure_limit, rest_until, is_available, mail)",
                "duty_profile",
            )
            + grant("update (withdrawn_at)", "duty_time")
            + grant("update (ended_at, ended_because)", "officer_conflict")
            + grant("update (finished_at, outcome)", "work_part")
            + grant("update (state, is_locked, decided_at, decided_by_id, decided_because)", "work_placing")
            + grant("update (seen_at, told_at)", "work_notice")
            + disposable(*RECORD),
            migrations.RunSQL.noop,
        )
    ]
