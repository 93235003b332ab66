"""Documents that say one report again, add to it or take it back; and what came to a referral since it was seen."""

import django.db.models.deletion
from django.db import migrations, models

_DESK = models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="access.desk")
_REPORT = models.ForeignKey(
    db_index=False, on_delete=django.db.models.deletion.PROTECT, to="referrals.report"
)


def _key(*fields: str) -> models.CompositePrimaryKey:
    return models.CompositePrimaryKey(*fields, blank=True, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("access", "0002_guards"), ("referrals", "0002_guards")]

    operations = [
        *(
            migrations.AddField("report", name, models.TextField(blank=True, db_default=""))
            for name in ("form", "clearing_house", "reporter", "priority", "handling_conditions")
        ),
        migrations.AddField("reportnumber", "clearing_house", models.TextField(db_default="ncmec")),
        # A description of a file can be about several referrals: each report that bears its number.
        migrations.SeparateDatabaseAndState(
            [
                migrations.RunSQL(
                    "alter table referral_report drop constraint referral_report_pkey, "
                    "add primary key (report_id, party_ordinal, referral_id)",
                    "alter table referral_report drop constraint referral_report_pkey, "
                    "add primary key (report_id, party_ordinal)",
                )
            ],
            [
                migrations.AlterField(
                    "referralreport", "pk", _key("report_id", "party_ordinal", "referral_id")
                )
            ],
        ),
        migrations.AddConstraint(
            "referralreport",
            models.UniqueConstraint(
                condition=models.Q(("joined_by__in", ["names_number", "withdraws"]), _negated=True),
                fields=("report", "party_ordinal"),
                name="person_in_one_referral",
            ),
        ),
        migrations.CreateModel(
            name="NamedReport",
            fields=[
                ("pk", _key("report_id", "why", "number")),
                ("report", _REPORT.clone()),
                ("why", models.TextField()),
                ("number", models.TextField()),
                ("clearing_house", models.TextField()),
                ("desk", _DESK.clone()),
            ],
            options={"db_table": "named_report"},
        ),
        migrations.AddIndex(
            "namedreport", models.Index(fields=["desk", "number"], name="named_report_by_number")
        ),
        migrations.CreateModel(
            name="SameReport",
            fields=[
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="referrals.report",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="referrals.report",
                    ),
                ),
                ("relation", models.TextField()),
                ("number", models.TextField()),
                ("desk", _DESK.clone()),
                ("found_at", models.DateTimeField()),
            ],
            options={"db_table": "same_report"},
        ),
        migrations.CreateModel(
            name="Addition",
            fields=[
                ("pk", _key("report_id", "n")),
                ("report", _REPORT.clone()),
                ("n", models.IntegerField()),
                ("desk", _DESK.clone()),
                ("added_by", models.TextField()),
                ("section", models.TextField(blank=True)),
                ("subject", models.TextField(blank=True)),
                ("name", models.TextField(blank=True)),
                ("value", models.TextField(blank=True)),
            ],
            options={"db_table": "addition"},
        ),
        migrations.CreateModel(
            name="ReferralNews",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="referrals.referral",
                    ),
                ),
                ("desk", _DESK.clone()),
                ("report", _REPORT.clone()),
                ("kind", models.TextField()),
                ("words", models.JSONField()),
                ("level_before", models.TextField(blank=True)),
                ("level_after", models.TextField(blank=True)),
                ("rank_before", models.TextField(blank=True)),
                ("rank_after", models.TextField(blank=True)),
                ("noted_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                ("seen_by_id", models.BigIntegerField(null=True)),
            ],
            options={"db_table": "referral_news"},
        ),
        migrations.AddConstraint(
            "referralnews",
            models.UniqueConstraint(fields=("referral", "report", "kind"), name="referral_news_once"),
        ),
        migrations.AddIndex(
            "referralnews",
            models.Index(
                condition=models.Q(("seen_at", None)), fields=["referral"], name="referral_news_unseen"
            ),
        ),
    ]
