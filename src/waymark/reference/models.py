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

    class Meta:
        db_table = "reference_version"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "sha256", "valid_from", "valid_to"],
                name="reference_version_once",
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


class ReferenceFile(models.Model):
    """A piece of a database kept as the bytes it came in, numbered from 0."""

    version = models.ForeignKey(ReferenceVersion, models.CASCADE, related_name="+", db_index=False)
    part = models.IntegerField()
    content = models.BinaryField()

    class Meta:
        db_table = "reference_file"
        constraints = [models.UniqueConstraint(fields=["version", "part"], name="reference_file_version")]
