"""A version that verdicts were made from stands: it may be succeeded, or ended after the last day it was used for."""

from django.db import migrations

from waymark.database.guards import append_only, grant

_ROWS = ("term_date", "bank_holiday", "retention_period", "reference_use")
_VERSIONS_STAND = """
create function waymark_reference_stands() returns trigger language plpgsql as $$
begin
    if old.succeeded_by_id is not null and new.succeeded_by_id is distinct from old.succeeded_by_id then
        raise exception 'reference version % has been succeeded already', old.id;
    end if;
    if new.valid_to is distinct from old.valid_to then
        if new.valid_to is null or (old.valid_to is not null and new.valid_to > old.valid_to) then
            raise exception 'the last day of reference version % may only come nearer', old.id;
        end if;
        if exists (select from reference_use u where u.version_id = old.id and u.last_day > new.valid_to) then
            raise exception 'reference version % was used for events after %', old.id, new.valid_to;
        end if;
    end if;
    return new;
end $$;
create trigger reference_version_stands before update on reference_version
for each row execute function waymark_reference_stands();
"""


class Migration(migrations.Migration):
    dependencies = [("reference", "0003_successors_and_calendars")]

    operations = [
        migrations.RunSQL(
            "revoke update on reference_version from waymark_application, waymark_worker;"
            + grant("update (rows, covers, valid_to, succeeded_by_id)", "reference_version")
            + grant("select, insert", *_ROWS)
            + grant("usage", *(f"sequence {table}_id_seq" for table in _ROWS))
            + append_only("reference_use")
            + _VERSIONS_STAND,
            migrations.RunSQL.noop,
        )
    ]
