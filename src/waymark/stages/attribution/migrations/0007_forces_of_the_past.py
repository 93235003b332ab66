"""Until now no force that was proposed before was kept: of referrals that may have had another, it is not known."""

from django.db import migrations

# As the owner, for whom row security holds too.
EVERY_DESK = """
select set_config('waymark.officer', '0', true),
    set_config('waymark.desks', coalesce((select string_agg(id::text, ',') from desk), ''), true);
"""

# A force is proposed anew by a report that came later, by a join, by what an officer judged, and by a return.
NOT_KNOWN = """
insert into referral_force_before (referral_id, desk_id, force_code, until)
select f.id, f.desk_id, null, now() from referral f
where f.merged_into_id is not null
    or f.id in (select m.merged_into_id from referral m where m.merged_into_id is not null)
    or exists (select from referral_report a where a.referral_id = f.id and a.joined_at > f.opened_at)
    or f.id in (select s.referral_id from suspect_judgement s)
    or f.id in (select a.referral_id from answer_outcome o join enquiry_answer a on a.id = o.answer_id)
    or f.reference in (select e.subject from audit_entry e where e.event = 'attribution_reopened')
order by f.id;
"""


class Migration(migrations.Migration):
    dependencies = [("attribution", "0006_forces_as_at"), ("audit", "0002_guards")]

    operations = [migrations.RunSQL(EVERY_DESK + NOT_KNOWN, migrations.RunSQL.noop)]
