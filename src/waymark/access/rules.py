"""May this officer do this, and why not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from waymark.errors import WaymarkError

if TYPE_CHECKING:
    from collections.abc import Mapping


class Role(StrEnum):
    """What an officer is for. An officer may hold several."""

    INTELLIGENCE_DESK = "intelligence_desk"
    SUPERVISOR = "supervisor"
    INVESTIGATOR = "investigator"
    EXAMINER = "examiner"
    SPOC = "spoc"
    ANALYST = "analyst"
    DISCLOSURE_OFFICER = "disclosure_officer"
    AUDITOR = "auditor"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing that an officer may be allowed to do."""

    DELIVER = "deliver"
    READ_QUEUE = "read_queue"
    READ_RECORD = "read_record"
    READ_FAULTS = "read_faults"
    REPLAY_FAULTS = "replay_faults"
    JUDGE_LINK = "judge_link"
    ASK_OTHER_DESKS = "ask_other_desks"
    READ_NOTICES = "read_notices"
    RECORD_FACT = "record_fact"
    DECIDE_BUNDLE = "decide_bundle"
    DECIDE_LEVEL = "decide_level"
    READ_POLICY = "read_policy"
    CHANGE_POLICY = "change_policy"
    DRAFT_ENQUIRY = "draft_enquiry"
    CHECK_ENQUIRY = "check_enquiry"
    AUTHORISE_ENQUIRY = "authorise_enquiry"
    RECORD_ANSWER = "record_answer"
    NOTE_PREMISES = "note_premises"
    ASSIGN_WORK = "assign_work"
    READ_BOARD = "read_board"
    HOLD_WORK = "hold_work"
    DISSEMINATE = "disseminate"
    ANSWER_PACKAGE = "answer_package"
    KNOW_SENDER = "know_sender"
    JUDGE_DOOR = "judge_door"
    OVERRIDE_DOOR = "override_door"
    AUTHORISE_MEDIA = "authorise_media"
    READ_SEALED_MEDIA = "read_sealed_media"
    READ_REFERENCE = "read_reference"
    LOAD_REFERENCE = "load_reference"
    READ_STATISTICS = "read_statistics"
    LOAD_FIGURES = "load_figures"
    READ_ACCESS_LOG = "read_access_log"
    VERIFY_AUDIT = "verify_audit"
    MANAGE_OFFICERS = "manage_officers"
    MANAGE_INSTALLATION = "manage_installation"


_EVERYONE = {Permission.READ_REFERENCE, Permission.READ_POLICY}
_READS = _EVERYONE | {Permission.READ_QUEUE, Permission.READ_RECORD, Permission.READ_STATISTICS}
_DESK = _READS | {
    Permission.DELIVER,
    Permission.READ_FAULTS,
    Permission.REPLAY_FAULTS,
    Permission.JUDGE_LINK,
    Permission.ASK_OTHER_DESKS,
    Permission.RECORD_FACT,
    Permission.DECIDE_BUNDLE,
    Permission.DECIDE_LEVEL,
    Permission.READ_ACCESS_LOG,
    Permission.HOLD_WORK,
}
_ATTRIBUTES = {
    Permission.DRAFT_ENQUIRY,
    Permission.RECORD_ANSWER,
    Permission.NOTE_PREMISES,
    Permission.JUDGE_DOOR,
}
_DISSEMINATES = {Permission.DISSEMINATE, Permission.ANSWER_PACKAGE}

ALLOWED: Mapping[Role, frozenset[Permission]] = {
    Role.INTELLIGENCE_DESK: frozenset(_DESK | _ATTRIBUTES | _DISSEMINATES),
    Role.SUPERVISOR: frozenset(
        _DESK
        | _ATTRIBUTES
        | _DISSEMINATES
        | {
            Permission.KNOW_SENDER,
            Permission.ASSIGN_WORK,
            Permission.READ_BOARD,
            Permission.AUTHORISE_ENQUIRY,
            Permission.CHANGE_POLICY,
            Permission.READ_NOTICES,
            Permission.OVERRIDE_DOOR,
            Permission.AUTHORISE_MEDIA,
            Permission.LOAD_FIGURES,
        }
    ),
    Role.INVESTIGATOR: frozenset(_READS | _ATTRIBUTES | {Permission.HOLD_WORK, Permission.RECORD_FACT}),
    Role.EXAMINER: frozenset(_READS | {Permission.HOLD_WORK, Permission.READ_SEALED_MEDIA}),
    Role.SPOC: frozenset(_READS | {Permission.HOLD_WORK, Permission.CHECK_ENQUIRY, Permission.RECORD_ANSWER}),
    Role.ANALYST: frozenset(_READS | {Permission.LOAD_FIGURES}),
    Role.DISCLOSURE_OFFICER: frozenset(_READS | {Permission.READ_ACCESS_LOG}),
    Role.AUDITOR: frozenset(_EVERYONE | {Permission.READ_ACCESS_LOG, Permission.VERIFY_AUDIT}),
    Role.DATA_PROTECTION_OFFICER: frozenset(
        _EVERYONE | {Permission.READ_ACCESS_LOG, Permission.VERIFY_AUDIT, Permission.READ_FAULTS}
    ),
    Role.ADMINISTRATOR: frozenset(
        _EVERYONE
        | {
            Permission.LOAD_REFERENCE,
            Permission.READ_FAULTS,
            Permission.REPLAY_FAULTS,
            Permission.VERIFY_AUDIT,
            Permission.MANAGE_OFFICERS,
            Permission.MANAGE_INSTALLATION,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class Viewer:
    """An officer as the rules and the database see one: who, in which roles, at which desks.

    desks: the ids of every desk whose records this officer may see; a national officer has them all.
    home_desk: the desk that holds what this officer delivers; None for one who delivers nothing.
    """

    officer_id: int
    username: str
    roles: frozenset[Role]
    desks: tuple[int, ...]
    home_desk: int | None
    is_national: bool = False

    def may(self, permission: Permission) -> bool:
        return any(permission in ALLOWED[role] for role in self.roles)


class NotPermitted(WaymarkError):
    """The officer's roles do not allow this."""

    def __init__(self, permission: Permission, viewer: Viewer) -> None:
        self.permission = permission
        holders = ", ".join(sorted(role for role, allowed in ALLOWED.items() if permission in allowed))
        mine = ", ".join(sorted(viewer.roles)) or "no role"
        super().__init__(
            f"{viewer.username} ({mine}) may not {permission.replace('_', ' ')}: "
            f"ask a colleague with the role {holders}, or an administrator to add it"
        )


def require(viewer: Viewer, permission: Permission) -> None:
    """Pass when one of the viewer's roles allows it. Raises NotPermitted, which says who could."""
    if not viewer.may(permission):
        raise NotPermitted(permission, viewer)
