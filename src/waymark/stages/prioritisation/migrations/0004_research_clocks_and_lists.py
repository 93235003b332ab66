"""Checks, milestones and running clocks, calendar feeds, saved views, and decisions over lists of the queue.

The gravest-first column of `queue_entry` is worked out by the database, which writes the table anew: some seconds
for a million lines. No version with lines to lose time over has been released.
"""

import django.db.models.deletion
from django.db import migrations, models

from waymark.database.guards import by_desk, disposable, grant

_OF_DESKS = ("research_check", "milestone", "running_clock", "list_decision", "list_decided")
_SEQUENCES = (
    "research_check",
    "milestone",
    "running_clock",
    "list_decision",
    "clock_setting",
    "calendar_feed",
    "saved_view",
)


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_guards"),
        ("prioritisation", "0003_bundles"),
        ("referrals", "0004_same_report_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("officer_id", models.BigIntegerField()),
                ("digest", models.TextField(unique=True)),
                ("made_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "calendar_feed",
            },
        ),
        migrations.CreateModel(
            name="ClockSetting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("clock", models.TextField()),
                ("nation", models.TextField(blank=True)),
                ("amount", models.IntegerField(null=True)),
                ("unit", models.TextField()),
                ("source", models.TextField()),
                ("set_at", models.DateTimeField()),
                ("officer_id", models.BigIntegerField()),
            ],
            options={
                "db_table": "clock_setting",
            },
        ),
        migrations.CreateModel(
            name="ListDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.TextField(unique=True)),
                ("decision", models.TextField()),
                ("reason", models.TextField()),
                ("people", models.IntegerField()),
                ("taken_out", models.IntegerField()),
                ("digest", models.TextField()),
                ("decided_at", models.DateTimeField()),
                ("officer_id", models.BigIntegerField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by_id", models.BigIntegerField(null=True)),
                ("undone_because", models.TextField(blank=True, db_default="")),
            ],
            options={
                "db_table": "list_decision",
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("about", models.TextField(blank=True)),
                ("happened_at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("authority_reference", models.TextField(blank=True)),
                ("recipient", models.TextField(blank=True)),
                ("reply", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("officer_id", models.BigIntegerField()),
            ],
            options={
                "db_table": "milestone",
            },
        ),
        migrations.CreateModel(
            name="ResearchCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("check_name", models.TextField()),
                ("system", models.TextField(blank=True)),
                ("outcome", models.TextField()),
                ("done_at", models.DateTimeField()),
                ("checker", models.TextField()),
                ("log", models.TextField(blank=True)),
                ("found", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("officer_id", models.BigIntegerField()),
            ],
            options={
                "db_table": "research_check",
            },
        ),
        migrations.CreateModel(
            name="RunningClock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("clock", models.TextField()),
                ("about", models.TextField(blank=True)),
                ("started_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("is_paused", models.BooleanField(db_default=False, default=False)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("stopped_by", models.TextField(blank=True, db_default="")),
                ("setting_id", models.BigIntegerField(db_default=0, default=0)),
            ],
            options={
                "db_table": "running_clock",
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("officer_id", models.BigIntegerField()),
                ("name", models.TextField()),
                ("asked", models.TextField(blank=True)),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "db_table": "saved_view",
            },
        ),
        migrations.AddField(
            model_name="queueentry",
            name="actionability",
            field=models.SmallIntegerField(db_default=3, default=3),
        ),
        migrations.AddField(
            model_name="queueentry",
            name="danger",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(level="very_high", then=models.Value(0)),
                    models.When(level="high", then=models.Value(1)),
                    models.When(level="medium", then=models.Value(2)),
                    models.When(level="low", then=models.Value(3)),
                    default=models.Value(4),
                ),
                output_field=models.SmallIntegerField(),
            ),
        ),
        migrations.AddField(
            model_name="queueentry",
            name="list_decision_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="queueentry",
            name="minutes",
            field=models.SmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="queueentry",
            name="taken_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="queueentry",
            name="taken_by_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name="queueentry",
            index=models.Index(fields=["desk", "danger", "referral"], name="queue_by_danger"),
        ),
        migrations.AddIndex(
            model_name="queueentry",
            index=models.Index(fields=["desk", "minutes", "referral"], name="queue_by_effort"),
        ),
        migrations.AddIndex(
            model_name="queueentry",
            index=models.Index(fields=["desk", "actionability", "referral"], name="queue_by_actionability"),
        ),
        migrations.AddIndex(
            model_name="queueentry",
            index=models.Index(
                condition=models.Q(("taken_by_id__isnull", False)),
                fields=["taken_by_id", "rank", "referral"],
                name="queue_by_taker",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("officer_id",),
                name="calendar_feed_one_each",
            ),
        ),
        migrations.AddIndex(
            model_name="clocksetting",
            index=models.Index(fields=["clock", "nation", "id"], name="clock_setting_by_clock"),
        ),
        migrations.AddField(
            model_name="listdecision",
            name="desk",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="access.desk"
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="desk",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="access.desk"
            ),
        ),
        migrations.AddField(
            model_name="milestone",
            name="referral",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="referrals.referral"),
        ),
        migrations.AddField(
            model_name="milestone",
            name="withdraws",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="prioritisation.milestone",
            ),
        ),
        migrations.AddField(
            model_name="researchcheck",
            name="desk",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="access.desk"
            ),
        ),
        migrations.AddField(
            model_name="researchcheck",
            name="referral",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="referrals.referral"),
        ),
        migrations.AddField(
            model_name="runningclock",
            name="desk",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="access.desk"
            ),
        ),
        migrations.AddField(
            model_name="runningclock",
            name="referral",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="referrals.referral"),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(fields=("officer_id", "name"), name="saved_view_once"),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "childrens_services_told"), _negated=True),
                    models.Q(
                        models.Q(("authority_reference", ""), _negated=True),
                        models.Q(("recipient", ""), _negated=True),
                        models.Q(("reply", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="told_with_reference_recipient_and_reply",
            ),
        ),
        migrations.AddIndex(
            model_name="runningclock",
            index=models.Index(
                condition=models.Q(("stopped_at", None)),
                fields=["desk", "due_at", "referral"],
                name="running_clock_by_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="runningclock",
            constraint=models.UniqueConstraint(
                fields=("referral", "clock", "about", "started_at"), name="running_clock_once"
            ),
        ),
        migrations.CreateModel(
            name="ListDecided",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "decision_id",
                        "referral_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="prioritisation.listdecision",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="access.desk"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="referrals.referral"),
                ),
            ],
            options={
                "db_table": "list_decided",
            },
        ),
        migrations.RunSQL(
            by_desk(*_OF_DESKS)
            + grant("select, insert", *_OF_DESKS, "clock_setting", "calendar_feed", "saved_view")
            + grant("update, delete", "running_clock", "saved_view")
            + grant("update (withdrawn_at)", "calendar_feed")
            + grant("update (undone_at, undone_by_id, undone_because)", "list_decision")
            + grant("usage", *(f"sequence {table}_id_seq" for table in _SEQUENCES))
            + disposable(*_OF_DESKS),
            migrations.RunSQL.noop,
        ),
    ]
