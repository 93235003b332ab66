"""Who may do what, and what somebody who may not is told."""

import pytest

from waymark.access.rules import ALLOWED, NotPermitted, Permission, Role, Viewer, require


def a_viewer(*roles: Role) -> Viewer:
    return Viewer(7, "sam", frozenset(roles), (1,), 1)


class TestRequire:
    @pytest.mark.parametrize("role", list(Role))
    @pytest.mark.parametrize("permission", list(Permission))
    def test_lets_a_role_do_what_it_is_allowed_and_nothing_else(self, role, permission):
        if permission in ALLOWED[role]:
            require(a_viewer(role), permission)
        else:
            with pytest.raises(NotPermitted):
                require(a_viewer(role), permission)

    def test_adds_up_what_an_officer_s_roles_allow(self):
        viewer = a_viewer(Role.AUDITOR, Role.INTELLIGENCE_DESK)

        require(viewer, Permission.VERIFY_AUDIT)
        require(viewer, Permission.DELIVER)

    def test_refuses_everything_to_an_officer_without_a_role(self):
        for permission in Permission:
            with pytest.raises(NotPermitted):
                require(a_viewer(), permission)

    def test_says_who_could(self):
        with pytest.raises(
            NotPermitted, match=r"sam \(auditor\) may not deliver: .*intelligence_desk, supervisor"
        ):
            require(a_viewer(Role.AUDITOR), Permission.DELIVER)


class TestAllowed:
    def test_knows_every_role(self):
        assert set(ALLOWED) == set(Role)

    def test_leaves_no_permission_to_nobody(self):
        assert set().union(*ALLOWED.values()) == set(Permission)

    @pytest.mark.parametrize("role", [Role.AUDITOR, Role.DATA_PROTECTION_OFFICER, Role.ADMINISTRATOR])
    def test_shows_the_record_to_none_who_look_after_the_installation_or_check_it(self, role):
        """Apart, so that nobody who can change who may look can look, and nobody checks their own work."""
        reads = {Permission.READ_QUEUE, Permission.READ_RECORD, Permission.DELIVER, Permission.JUDGE_LINK}

        assert not reads & ALLOWED[role]

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
    def test_lets_administrators_alone_say_who_may_do_what(self, role):
        assert Permission.MANAGE_OFFICERS not in ALLOWED[role]
