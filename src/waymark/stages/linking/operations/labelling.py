"""Labelling what is shared by many, or is one subject's own; what it touched is linked again at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.errors import WaymarkError
from waymark.referrals.identifiers import IdentifierKind, digest, key_of
from waymark.stages.linking.models import SharingLabel
from waymark.stages.linking.operations.proposing import propose_links
from waymark.stages.linking.queries.sharing import identifiers_within
from waymark.stages.linking.rules.sharing import Label, network_of


class NothingToLabel(WaymarkError):
    """No referral of the desk mentions what was to be labelled."""

    def __init__(self) -> None:
        super().__init__(
            "No referral at your desk mentions that: label it when one does, as it is stated there"
        )


class NoDeskToLabelFor(WaymarkError):
    """The officer has no desk of their own, and a label is a desk's."""

    def __init__(self) -> None:
        super().__init__(
            "A label is a desk's: ask an officer of the desk, or an administrator to give you one"
        )


@dataclass(frozen=True, slots=True)
class Saying:
    """What an officer says of something shared. what: as what it is known; reason: how they know."""

    label: Label
    what: str
    reason: str


def label_value(
    viewer: Viewer, kind: IdentifierKind, value: str, saying: Saying, *, now: datetime
) -> list[tuple[str, int, int]]:
    """Label an identifier as it is stated in a report. Returns the links that changed.

    Raises NotPermitted, NothingToLabel, NoDeskToLabelFor.
    """
    require(viewer, Permission.JUDGE_LINK)
    key = key_of(kind, value)
    with connection.cursor() as cursor:
        cursor.execute(
            "select i.id from identifier i where i.digest = %s "
            "and exists (select from mention m where m.identifier_id = i.id and m.desk_id = %s)",
            [digest(kind, key), _desk_of(viewer)],
        )
        found = cursor.fetchone()
    if not key or found is None:
        raise NothingToLabel
    return label_identifier(viewer, found[0], saying, now=now)


def label_identifier(
    viewer: Viewer, identifier: int, saying: Saying, *, now: datetime
) -> list[tuple[str, int, int]]:
    """Label an identifier by its number. Returns the links that changed. Raises as `label_value`."""
    require(viewer, Permission.JUDGE_LINK)
    desk = _desk_of(viewer)
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from mention where identifier_id = %s and desk_id = %s)",
            [identifier, desk],
        )
        if not cursor.fetchone()[0]:
            raise NothingToLabel
    return _label([identifier], saying, desk=desk, viewer=viewer, now=now, identifier_id=identifier)


def label_network(
    viewer: Viewer, network: str, saying: Saying, *, now: datetime
) -> list[tuple[str, int, int]]:
    """Label every address of a network, those yet to come among them. Returns the links that changed.

    Raises NotPermitted, NoNetwork, NoDeskToLabelFor.
    """
    require(viewer, Permission.JUDGE_LINK)
    written, desk = str(network_of(network)), _desk_of(viewer)
    within = list(identifiers_within(written, desk=desk))
    return _label(within, saying, desk=desk, viewer=viewer, now=now, network=written)


def _desk_of(viewer: Viewer) -> int:
    if viewer.home_desk is None:
        raise NoDeskToLabelFor
    return viewer.home_desk


def _label(
    touched: list[int],
    saying: Saying,
    *,
    desk: int,
    viewer: Viewer,
    now: datetime,
    identifier_id: int | None = None,
    network: str = "",
) -> list[tuple[str, int, int]]:
    made = SharingLabel.objects.create(
        desk_id=desk,
        identifier_id=identifier_id,
        network=network,
        label=saying.label,
        what=saying.what,
        reason=saying.reason,
        labelled_at=now,
        officer_id=viewer.officer_id,
    )
    with connection.cursor() as cursor:
        # What rests on it is found and taken back or proposed while nobody adds to it.
        cursor.execute("select pg_advisory_xact_lock(7201, %s)", [desk])
    changed = propose_links(touched, desk=desk, viewer=viewer, now=now)
    record(
        Event.SHARING_LABELLED,
        f"label-{made.pk}",
        actor=viewer.officer_id,
        at=now,
        desk=desk,
        detail={
            "label": saying.label.value,
            "what": saying.what,
            "reason": saying.reason,
            "identifier": identifier_id,
            "network": network,
            "touched": len(touched),
        },
    )
    return changed
