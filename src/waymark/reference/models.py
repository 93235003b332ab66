"""Reference data as tables. It is the same for everyone, so no row belongs to a desk.

Ends: a version is kept as long as any verdict names it, because a verdict must be checkable against what
it was made from. Nothing here is about a person.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from waymark.reference.kinds import Kind


class CidrField(models.Field):  # type: ignore[type-arg]
    """A prefix in PostgreSQL's own type, which refuses what is none."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002 - Django's signature
        return "cidr"

    def from_db_value(self, value: object, *_: object) -> str:
        return str(value)


class ReferenceVersion(models.Model):
    """One loaded file, and the days it holds for (null is open). The same file of a kind is loaded once.

    loaded_by: the officer's id. covers: the parts of its kind that it speaks for (`ipv4`, `all` ...).
    succeeded_by: the version that was put in its place because it was wrong; no look-up uses it from then.
    """

    kind = models.TextField(choices=[(kind.value, kind.value) for kind in Kind])
    name = models.TextField()
    source = models.TextField(blank=True, default="")
    sha256 = models.TextField()
    rows = models.BigIntegerField(default=0)
    covers = ArrayField(models.TextField(), default=list)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    loaded_at = models.DateTimeField()
    loaded_by = models.BigIntegerField()
    succeeded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        db_table = "reference_version"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "sha256", "valid_from", "valid_to"],
                condition=models.Q(succeeded_by__isnull=True),
                name="reference_version_in_use_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_from__lte=models.F("valid_to")),
                name="reference_version_dates_in_order",
            ),
        ]


class NetworkPrefix(models.Model):
    """A prefix of an operator (`operators`) or of a list (`tor-exits`, `private-relay`, `gb-ranges`)."""

    version = models.ForeignKey(ReferenceVersion, models.CASCADE, related_name="+", db_index=False)
    network = CidrField()
    family = models.SmallIntegerField()
    asn = models.BigIntegerField(null=True)
    operator = models.TextField(blank=True, default="")
    holder = models.TextField(blank=True, default="")
    access = models.TextField(blank=True, default="")

    class Meta:
        db_table = "network_prefix"
        indexes = [models.Index(fields=["version", "network"], name="network_prefix_version")]


class HostingAsn(models.Model):
    version = models.ForeignKey(ReferenceVersion, models.CASCADE, related_name="+", db_index=False)
    asn = models.BigIntegerField()
    name = models.TextField(blank=True, default="")
    is_vpn = models.BooleanField()

    class Meta:
        db_table = "hosting_asn"
        indexes = [models.Index(fields=["version", "asn"], name="hosting_asn_version")]


class ForceArea(models.Model):
    """shape: WKB in WGS84. The box is in degrees."""

    version = models.ForeignKey(ReferenceVersion, models.CASCADE, related_name="+", db_index=False)
    force_code = models.TextField()
    name = models.TextField(blank=True, default="")
    shape = models.BinaryField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    class Meta:
        db_table = "force_area"
        indexes = [models.Index(fields=["version", "force_code"], name="force_area_version")]


class District(models.Model):
    version = models.ForeignKey(ReferenceVersion, models.CASCADE, related_name="+", db_index=False)
    code = models.TextField()
    name = models.TextField(blank=True, default="")
    force_code = models.TextField()

    class Meta:
        db_table = "district"
        indexes = [models.Index(fields=["version", "code"], name="district_version")]


class Postcode(models.Model):
    """key: upper case without the space."""

    # No constraint in the database on this one: checking 2.6 million rows one by one takes as long as
    # writing them, and nobody has the right to remove a version or to write a row outside a load.
    version = models.ForeignKey(
        ReferenceVersion, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    key = models.TextField()
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    district_code = models.TextField(blank=True, default="")
    force_code = models.TextField(blank=True, default="")
    quality = models.SmallIntegerField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "postcode"
        indexes = [models.Index(fields=["version", "key"], name="postcode_version")]


class OutwardCode(models.Model):
    """Part of an outward code, or of a postcode area, in one force. share: 0 to 1."""

    version = models.ForeignKey(ReferenceVersion, models.CASCADE, related_name="+", db_index=False)
    outward = models.TextField()
    force_code = models.TextField()
    postcodes = models.IntegerField()
    share = models.FloatField()

    class Meta:
        db_table = "outward_code"
        indexes = [models.Index(fields=["version", "outward"], name="outward_code_version")]


class TermDate(models.Model):
    """A term, or a holiday inside or between terms, of one education authority; both days are inside it."""

    version = models.ForeignKey(ReferenceVersion, models.CASCADE, related_name="+", db_index=False)
    authority = models.TextField()
    code = models.TextField(blank=True, default="")
    academic_year = models.TextField(blank=True, default="")
    is_holiday = models.BooleanField()
    name = models.TextField(blank=True, default="")
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        db_table = "term_date"
        indexes = [models.Index(fields=["version", "code"], name="term_date_version")]


class BankHoliday(models.Model):
    """division: england-and-wales, scotland or northern-ireland."""

    version = models.ForeignKey(ReferenceVersion, models.CASCADE, related_name="+", db_index=False)
    division = models.TextField()
    day = models.DateField()
    title = models.TextField(blank=True, default="")

    class Meta:
        db_table = "bank_holiday"
        indexes = [models.Index(fields=["version", "division", "day"], name="bank_holiday_version")]


class RetentionPeriod(models.Model):
    """How long an operator keeps what tells its customers apart. asn: null for all of the operator's."""

    version = models.ForeignKey(ReferenceVersion, models.CASCADE, related_name="+", db_index=False)
    operator = models.TextField(blank=True, default="")
    asn = models.BigIntegerField(null=True)
    days = models.IntegerField()
    source = models.TextField(blank=True, default="")

    class Meta:
        db_table = "retention_period"
        indexes = [models.Index(fields=["version"], name="retention_period_version")]


class ReferenceUse(models.Model):
    """That a batch of verdicts was made from a version: how many, on events of which days.

    It says nothing of whose events they were, so no row belongs to a desk. A version that has been used is
    never changed. Ends: with its version.
    """

    version = models.ForeignKey(ReferenceVersion, models.CASCADE, related_name="+", db_index=False)
    first_day = models.DateField()
    last_day = models.DateField()
    verdicts = models.IntegerField()
    used_at = models.DateTimeField()

    class Meta:
        db_table = "reference_use"
        indexes = [models.Index(fields=["version"], name="reference_use_version")]


class ReferenceFile(models.Model):
    """A piece of a database kept as the bytes it came in, numbered from 0."""

    version = models.ForeignKey(ReferenceVersion, models.CASCADE, related_name="+", db_index=False)
    part = models.IntegerField()
    content = models.BinaryField()

    class Meta:
        db_table = "reference_file"
        constraints = [models.UniqueConstraint(fields=["version", "part"], name="reference_file_version")]
