"""Until now no outcome was kept once it was another: of deliveries that may have had one, it is not known."""

from django.db import migrations

# As the owner, for whom row security holds too.
EVERY_DESK = """
select set_config('waymark.officer', '0', true),
    set_config('waymark.desks', coalesce((select string_agg(id::text, ',') from desk), ''), true);
"""

# What was read later than it came stands as it does from its last reading on; of packs, of what waited and of what a
# person put right it is not known from when on.
NOT_KNOWN = """
insert into delivery_before (delivery_id, desk_id, kind, outcome, until)
select d.id, d.desk_id, null, null,
    case when d.id in (select w.delivery_id from waiting_document w where w.joined)
        or d.id in (select p.delivery_id from pack_document p)
        or d.id in (select t.delivery_id from fault t where t.settled_at is not null)
    then now() else g.read_at end
from delivery d left join (
    select g.delivery_id, max(r.received_at) as read_at
    from reading g join report r on r.id = g.report_id group by g.delivery_id) g on g.delivery_id = d.id
where g.read_at > d.received_at
    or d.id in (select w.delivery_id from waiting_document w where w.joined)
    or d.id in (select p.delivery_id from pack_document p)
    or d.id in (select t.delivery_id from fault t where t.settled_at is not null)
order by d.id;
"""


class Migration(migrations.Migration):
    dependencies = [("intake", "0015_outcomes_as_at"), ("referrals", "0004_same_report_guards")]

    operations = [migrations.RunSQL(EVERY_DESK + NOT_KNOWN, migrations.RunSQL.noop)]
