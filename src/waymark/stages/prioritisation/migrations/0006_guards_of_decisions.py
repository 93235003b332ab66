"""Decisions, results, outcomes and moves are added to; what closes one is its second person's alone."""

from django.db import migrations

from waymark.database.guards import by_desk, disposable, grant

RECORD = ("force_result", "own_level", "level_decision", "level_outcome", "level_move")


class Migration(migrations.Migration):
    dependencies = [("prioritisation", "0005_decisions_and_policies")]

    operations = [
        migrations.RunSQL(
            by_desk(*RECORD)
            + grant("select, insert", "assessment_text", "policy_change", *RECORD)
            + grant(
                "update (confirmation, confirmed_at, confirmed_by_id, confirmed_because)", "level_decision"
            )
            + grant(
                "update (outcome, decided_at, decided_by_id, decided_because, spread_at)", "policy_change"
            )
            + grant("update (seen_at, seen_by_id)", "level_move")
            + grant("usage", "sequence policy_change_id_seq", *(f"sequence {each}_id_seq" for each in RECORD))
            + disposable(*RECORD),
            migrations.RunSQL.noop,
        )
    ]
