"""Officers, and the desks whose records they may see."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from waymark.access.rules import Role


class DeskKind(models.TextChoices):
    FORCE = "force"
    NATIONAL = "national"
    RESTRICTED = "restricted"


class Desk(models.Model):
    """Who holds a record: a force's desk, a national desk, or named officers alone (restricted).

    Ends: never; a desk that closes is kept, so that what it held can still be accounted for.
    """

    id = models.SmallAutoField(primary_key=True)
    code = models.TextField(unique=True)
    name = models.TextField()
    kind = models.TextField(choices=DeskKind.choices)
    force_code = models.TextField(blank=True, default="")

    class Meta:
        db_table = "desk"


class OfficerManager(BaseUserManager["Officer"]):
    pass


class Officer(AbstractBaseUser):
    """Someone who logs in.

    Ends: never deleted; made inactive, because audit entries name officers by id.
    """

    username = models.TextField(unique=True)
    name = models.TextField(blank=True, default="")
    roles = ArrayField(models.TextField(choices=[(role.value, role.value) for role in Role]), default=list)
    is_active = models.BooleanField(default=True)
    home_desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    desks: models.ManyToManyField[Desk, Desk] = models.ManyToManyField(Desk, related_name="officers")

    objects: ClassVar[OfficerManager] = OfficerManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "officer"


class OfficerKey(models.Model):
    """A key with which a program acts for an officer; of the key itself the digest alone is kept.

    Ends: never deleted; it ends on a day that is fixed when it is made, or is revoked, and the row stays so that
    what was done with it can be accounted for.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    program = models.TextField()
    scopes = ArrayField(models.TextField())
    digest = models.BinaryField(unique=True)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField()
    ends_on = models.DateField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by_id = models.BigIntegerField(null=True)
    revoked_because = models.TextField(default="")

    class Meta:
        db_table = "officer_key"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by_id=None)
                | models.Q(revoked_at__isnull=False, revoked_by_id__isnull=False),
                name="officer_key_revoked_by_somebody",
            )
        ]
