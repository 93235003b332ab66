"""Row security by desk for what documents say of one another, and for what is new."""

from django.db import migrations

from waymark.database.guards import by_desk, disposable, grant

NEVER_CHANGED = ("named_report", "same_report", "addition")
RECORD = (*NEVER_CHANGED, "referral_news")

# When referrals become one, what describes both needs to be said once: the doubles, and nothing else, go.
ONLY_DOUBLES = """
    create policy only_what_names_a_number on referral_report as restrictive for delete
        to waymark_application, waymark_worker using (joined_by in ('names_number', 'withdraws'));
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_same_report")]

    operations = [
        migrations.RunSQL(
            by_desk(*RECORD)
            + grant("select, insert", *RECORD)
            + grant("update (seen_at, seen_by_id, referral_id)", "referral_news")
            + grant("usage", "sequence referral_news_id_seq")
            + grant("delete", "referral_report")
            + ONLY_DOUBLES
            + disposable(*RECORD),
            migrations.RunSQL.noop,
        )
    ]
