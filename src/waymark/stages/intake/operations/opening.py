"""Taking containers apart while they are kept: the documents in them, their own text, and a note of the rest.

A ZIP, PDF, DOCX or mail is never stored as it is, because it can hold pictures. What is a document in it
becomes a delivery of its own; of everything else the name, size and hashes are noted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.audit.events import Event
from waymark.audit.ledger import record
from waymark.database.copying import allot_ids
from waymark.referrals.references import Kind as Named
from waymark.referrals.references import new_references
from waymark.stages.intake.operations.faults import raise_faults, settle_faults
from waymark.stages.intake.operations.kept import Kept
from waymark.stages.intake.operations.members import note_members, place_of
from waymark.stages.intake.operations.storing import Door, give_content, store_deliveries, store_whole
from waymark.stages.intake.operations.taking_apart import Opened
from waymark.stages.intake.readers.unpacking import Member
from waymark.stages.intake.rules import (
    READ_WHOLE_UP_TO,
    Kind,
    Refusal,
    holds_no_document,
    refusal_of,
)


def open_containers(
    containers: Sequence[Kept],
    ajar: dict[bytes, Opened],
    *,
    door: Door,
    viewer: Viewer,
    now: datetime,
) -> None:
    """Keep what lies in containers, as deliveries inside them (`Kept.inside`). Raises NotPermitted."""
    require(viewer, Permission.DELIVER)
    for container in containers:
        _Opening(container, door=door, viewer=viewer, now=now).take_all(ajar[container.sha256])


class _Opening:
    """One container whose members are being kept."""

    def __init__(self, container: Kept, *, door: Door, viewer: Viewer, now: datetime) -> None:
        self._container = container
        self._door = door
        self._viewer = viewer
        self._now = now
        self._count = 0
        self._documents = 0
        self._faults: list[tuple[Kept, Refusal]] = []
        # What is opened again may have its text already, which was read, and faults that still hold.
        self._is_again = not container.is_new
        self._name, self._has_text = _as_kept(container.id) if self._is_again else (container.name, False)

    def take_all(self, found: Opened) -> None:
        container = self._container
        for members in found.portions():
            own = [member for member in members if not member.path]
            for member in own:
                self._take_own_text(member)
            children = self._take_documents(members)
            self._note(members, children)
        if problem := found.problem:
            self._fault("", f"{problem.what} ({problem.where}). {problem.remedy}")
        elif not self._documents and not self._faults:
            self._faults.append((container, holds_no_document(self._name)))
        is_troubled = any(kept is container for kept, _ in self._faults)
        self._settle_what_changed()
        raise_faults(self._faults, viewer=self._viewer, now=self._now)
        if not container.kind.is_opened:
            return
        container.holds_only_known = bool(self._documents) and not (container.inside or is_troubled)
        outcome = "quarantined" if is_troubled else "accepted"
        give_content(container, outcome=outcome, text_sha256=None, has_content=False, now=self._now)

    def _settle_what_changed(self) -> None:
        """Opened again, what is wrong as before stays as it is put before a person; else it is put anew."""
        container = self._container
        if not self._is_again:
            return
        found = {(refusal.where, refusal.what) for kept, refusal in self._faults if kept is container}
        if found == _open_faults(container.id):
            self._faults = [each for each in self._faults if each[0] is not container]
        else:
            settle_faults([container.id], viewer=self._viewer, now=self._now, with_members=True)
            container.is_new = True
        container.is_new |= bool(container.inside)

    def _fault(self, path: str, what: str) -> None:
        where = place_of(self._name, path)
        self._faults.append((self._container, Refusal("quarantined", where, what)))

    def _take_own_text(self, member: Member) -> None:
        """The container's own text is what a reader reads of it: its kind, and its content, are the text's."""
        container = self._container
        if member.content is None:
            return
        self._documents += 1
        container.kind, container.refusal = member.kind, refusal_of(member.kind)
        if self._has_text:
            return
        container.is_new = True
        container.whole = member.content
        give_content(
            container,
            outcome=container.refusal.outcome if container.refusal else "kept",
            text_sha256=hashlib.sha256(member.content).digest(),
            has_content=True,
            now=self._now,
        )
        store_whole([container])
        if len(member.content) > READ_WHOLE_UP_TO:
            container.whole = None
        self._account(container)
        if container.refusal:
            self._faults.append((container, _at(self._name, container.refusal)))

    def _take_documents(self, members: Sequence[Member]) -> dict[str, int]:
        """Keep the documents among members, each once. Returns the delivery of each, by its digest."""
        documents = {
            member.sha256: member for member in reversed(members) if member.path and _is_document(member)
        }
        if not documents:
            return {}
        self._documents += len(documents)
        standing = self._standing(list(documents))
        new = [member for digest, member in reversed(documents.items()) if digest not in standing]
        kept = self._kept(new)
        texts = [_text_digest(member) for member in new]
        store_deliveries(kept, door=self._door, texts=texts)
        store_whole(kept)
        for each in kept:
            if each.whole is not None and len(each.whole) > READ_WHOLE_UP_TO:
                each.whole = None
            self._account(each)
            # What is wrong with a member is told once: by what the container says of it, where it says anything.
            if each.refusal and not documents[each.sha256.hex()].trouble:
                self._faults.append((each, _at(each.name, each.refusal)))
        self._container.inside += kept
        return standing | {each.sha256.hex(): each.id for each in kept}

    def _standing(self, digests: Sequence[str]) -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "select encode(sha256, 'hex'), id from delivery where desk_id = %s and sha256 = any(%s)",
                [self._container.desk, [bytes.fromhex(each) for each in digests]],
            )
            return dict(cursor.fetchall())

    def _kept(self, members: Sequence[Member]) -> list[Kept]:
        container = self._container
        ids = allot_ids("delivery", len(members))
        references = new_references(Named.DELIVERY, len(members))
        return [
            Kept(
                id_,
                reference,
                container.desk,
                place_of(self._name, member.path),
                self._folder(member.path),
                container.source,
                bytes.fromhex(member.sha256),
                member.size,
                member.kind,
                self._now,
                True,
                refusal_of(member.kind),
                member.content,
                container.id,
                door=self._door.name,
            )
            for id_, reference, member in zip(ids, references, members, strict=True)
        ]

    def _folder(self, path: str) -> str:
        """What lies together inside: the container's place, then the folder in it."""
        inner, _, _ = path.rpartition("/")
        container = self._container
        return f"{container.folder}/{container.name}!" + (f"/{inner}" if inner else "")

    def _account(self, kept: Kept) -> None:
        record(
            Event.DELIVERY_KEPT,
            kept.reference,
            actor=self._viewer.officer_id,
            at=self._now,
            desk=kept.desk,
            detail={
                "sha256": kept.sha256.hex(),
                "size": kept.size,
                "kind": kept.kind.value,
                "part_of": self._container.reference,
            },
        )

    def _note(self, members: Sequence[Member], children: dict[str, int]) -> None:
        rows = []
        for member in members:
            self._count += 1
            child = children.get(member.sha256) if member.path and _is_document(member) else None
            rows.append((self._count, self._folder(member.path), member, child))
            refusal = refusal_of(member.kind)
            if member.trouble:
                self._fault(member.path, member.trouble)
            elif child is None and member.path and refusal and member.kind is not Kind.MEDIA:
                self._fault(member.path, refusal.what)
        note_members(self._container, rows)


def _as_kept(delivery_id: int) -> tuple[str, bool]:
    """The name under which a delivery was first kept, and whether its text was."""
    with connection.cursor() as cursor:
        cursor.execute("select name, has_content from delivery where id = %s", [delivery_id])
        name, has_content = cursor.fetchone()
        return name, has_content


def _open_faults(delivery_id: int) -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            'select "where", what from fault where delivery_id = %s and settled_at is null', [delivery_id]
        )
        return {(where, what) for where, what in cursor.fetchall()}


def _is_document(member: Member) -> bool:
    return member.content is not None and (member.is_extracted or member.kind.keepable)


def _text_digest(member: Member) -> bytes | None:
    return hashlib.sha256(member.content or b"").digest() if member.is_extracted else None


def _at(place: str, refusal: Refusal) -> Refusal:
    return Refusal(refusal.outcome, place, refusal.what)
