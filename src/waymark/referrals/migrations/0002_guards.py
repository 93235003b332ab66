"""The shared record: partitions for what grows with every report, and row security by desk."""

from django.db import migrations

from waymark.database.guards import by_desk, disposable, grant
from waymark.database.partitions import IP_CAPTURE, REPORTED_FILE

TABLES = f"""
create table ip_capture (
    report_id bigint not null,
    ordinal integer not null,
    desk_id smallint not null,
    "of" text not null,
    of_ordinal integer not null,
    address text not null,
    event text not null,
    captured_text text not null,
    captured_at timestamptz,
    zone text not null,
    zone_assumed_by text not null,
    possible_proxy boolean,
    port integer,
    primary key (report_id, ordinal)
) partition by range (report_id);
{IP_CAPTURE.first()}
create table reported_file (
    report_id bigint not null,
    ordinal integer not null,
    desk_id smallint not null,
    file_id text not null,
    name text not null,
    relevance text not null,
    classification text not null,
    viewed_by_esp boolean,
    publicly_available boolean,
    annotations text[] not null,
    hashes jsonb not null,
    detail jsonb not null,
    primary key (report_id, ordinal)
) partition by range (report_id);
{REPORTED_FILE.first()}
"""

NEVER_CHANGED = (
    "report",
    "report_number",
    "party",
    "prior_report",
    "ip_capture",
    "reported_file",
    "kept_raw",
)
RECORD = (*NEVER_CHANGED, "referral", "referral_report")


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial"), ("access", "0002_guards")]

    operations = [
        migrations.RunSQL(
            TABLES
            + by_desk(*RECORD)
            + grant("select, insert", *RECORD)
            + grant("update (merged_into_id)", "referral")
            + grant("update (referral_id)", "referral_report")
            + grant("usage", "sequence report_id_seq", "sequence referral_id_seq")
            + disposable(*RECORD),
            migrations.RunSQL.noop,
        )
    ]
