"""Verdicts in partitions like the events they judge, and row security by desk."""

from django.db import migrations

from waymark.database.guards import by_desk, disposable, grant
from waymark.database.partitions import IP_VERDICT

TABLES = f"""
create table ip_verdict (
    report_id bigint not null,
    ordinal integer not null,
    desk_id smallint not null,
    operator text not null,
    asn bigint,
    kind text not null,
    resolvability text not null,
    reasons text[] not null,
    reference text[] not null,
    last_day_to_apply date,
    primary key (report_id, ordinal)
) partition by range (report_id);
{IP_VERDICT.first()}
"""

RECORD = ("ip_verdict", "placement", "referral_force")


class Migration(migrations.Migration):
    dependencies = [("attribution", "0001_initial"), ("referrals", "0002_guards")]

    operations = [
        migrations.RunSQL(
            TABLES
            + by_desk(*RECORD)
            + grant("select, insert", *RECORD)
            + grant("update (force_code, certainty, reason)", "referral_force")
            + grant("delete", "referral_force")
            + disposable(*RECORD),
            migrations.RunSQL.noop,
        )
    ]
