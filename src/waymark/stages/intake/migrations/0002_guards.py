"""What arrived: its bytes in partitions, and row security by desk."""

from django.db import migrations

from waymark.database.guards import by_desk, disposable, grant
from waymark.database.partitions import DELIVERY_PART

TABLES = f"""
create table delivery_part (
    delivery_id bigint not null,
    n integer not null,
    desk_id smallint not null,
    content bytea not null,
    primary key (delivery_id, n)
) partition by range (delivery_id);
{DELIVERY_PART.first()}
"""

RECORD = ("delivery", "delivery_part", "reading", "waiting_document", "fault")


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial"), ("referrals", "0002_guards")]

    operations = [
        migrations.RunSQL(
            TABLES
            + by_desk(*RECORD)
            + grant("select, insert", *RECORD)
            + grant("update (outcome, kind)", "delivery")
            + grant("update (joined)", "waiting_document")
            + grant("update (settled_at)", "fault")
            + grant("usage", "sequence delivery_id_seq", "sequence fault_id_seq")
            + disposable(*RECORD),
            migrations.RunSQL.noop,
        )
    ]
