"""The joins there were, and to which referral each report came, as the ledger says them."""

from django.db import migrations

# As the owner, for whom row security holds too.
EVERY_DESK = """
select set_config('waymark.officer', '0', true),
    set_config('waymark.desks', coalesce((select string_agg(id::text, ',') from desk), ''), true);
"""

# In the order in which they were joined: those that had become part of one that is joined go with it. Of a join that
# the ledger no longer tells it is known that it had been made by now.
JOINS = """
do $fill$
declare joined record;
begin
    for joined in
        select e.at, i.id as into_id, a.id as absorbed_id, a.desk_id
        from audit_entry e join audit_detail d on d.seq = e.seq join referral i on i.reference = e.subject
        join referral a on a.reference = d.detail::jsonb->>'absorbed'
        where e.event = 'referrals_joined' order by e.seq, a.id
    loop
        insert into referral_join (absorbed_id, into_id, desk_id, at)
        select joined.absorbed_id, joined.into_id, joined.desk_id, joined.at
        union all
        select n.absorbed_id, joined.into_id, joined.desk_id, joined.at from (
            select distinct on (absorbed_id) absorbed_id, into_id from referral_join order by absorbed_id, id desc) n
        where n.into_id = joined.absorbed_id;
    end loop;
    insert into referral_join (absorbed_id, into_id, desk_id, at)
    select f.id, f.merged_into_id, f.desk_id, now() from referral f
    where f.merged_into_id is not null and not exists (select from referral_join j where j.absorbed_id = f.id);
end $fill$;
"""

# When a report was read in, the ledger said to which referrals it came and why. Of one with several suspects the
# parties are told apart by their order, which changes nothing that is counted: it is one report.
CAME_TO = """
with joined as (select distinct merged_into_id as id from referral where merged_into_id is not null),
said as (
    select r.id as report_id, x.id as came_to, k.value->>0 as why,
        row_number() over (partition by r.id, k.value->>0 order by x.id) as n
    from report r join audit_entry e on e.subject = r.reference and e.event = 'report_read_in'
    join audit_detail d on d.seq = e.seq
    cross join lateral jsonb_each(d.detail::jsonb->'referrals') k join referral x on x.reference = k.key
    where r.id in (select a.report_id from referral_report a join joined j on j.id = a.referral_id)),
stands as (
    select a.report_id, a.party_ordinal, a.referral_id, a.joined_by,
        row_number() over (partition by a.report_id, a.joined_by order by a.party_ordinal) as n
    from referral_report a where a.joined_by not in ('names_number', 'withdraws'))
update referral_report a set came_to_id = s.came_to
from said s join stands t on (t.report_id, t.joined_by, t.n) = (s.report_id, s.why, s.n)
join referral x on x.id = s.came_to
where (a.report_id, a.party_ordinal, a.referral_id) = (t.report_id, t.party_ordinal, t.referral_id)
    and x.merged_into_id = a.referral_id;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0005_joins_as_at"), ("audit", "0002_guards")]

    operations = [migrations.RunSQL(EVERY_DESK + JOINS + CAME_TO, migrations.RunSQL.noop)]
