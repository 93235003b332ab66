"""Officers and desks: made, changed and accounted for; who acts, and what happens at the door."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.hashers import check_password

from tests.builders import RECEIVED, a_viewer
from tests.integration.command_line import as_superuser, waymark
from waymark.access import operations, queries
from waymark.access.models import Officer
from waymark.access.operations import SYSTEM, NoSuchDesk, NotASignIn, OfficerExists, OfficersExist
from waymark.access.queries import NoSuchOfficer
from waymark.access.rules import NotPermitted, Role
from waymark.access.viewing import acting
from waymark.audit.events import Event

DOOR = [
    Event.OFFICER_SIGNED_IN,
    Event.OFFICER_SIGNED_OUT,
    Event.SIGN_IN_REFUSED,
    Event.PASSWORD_CHANGED,
    Event.SECOND_FACTOR_ADDED,
    Event.SECOND_FACTOR_REMOVED,
]


@pytest.fixture
def administrator(database: None):
    return a_viewer("admin", roles=("administrator",))


def change(administrator, username: str, **changes) -> None:
    with acting(administrator):
        operations.change_officer(username=username, actor=administrator, now=RECEIVED, **changes)


def newest() -> Any:
    (row,) = as_superuser(
        "select e.event, e.subject, e.actor_id, d.detail::jsonb from audit_entry e join audit_detail d using (seq) "
        "order by e.seq desc limit 1"
    )
    return row


class TestAnOfficer:
    def test_is_made_with_roles_and_desks_the_first_of_which_is_home(self, administrator):
        with acting(SYSTEM):
            for code in ("D1", "D2"):
                operations.make_desk(code=code, name=code, kind="force", actor=SYSTEM, now=RECEIVED)
        with acting(administrator):
            made = operations.make_officer(
                username=" sam ",
                name="Sam",
                roles=[Role.ANALYST],
                desk_codes=["D2", "D1"],
                password="four words in a row",
                actor=administrator,
                now=RECEIVED,
            )

        codes = {desk.id: desk.code for desk in queries.desks()}
        assert made.home_desk is not None
        assert codes[made.home_desk] == "D2"
        assert {codes[desk] for desk in made.desks} == {"D1", "D2"}
        assert queries.viewer_called("sam") == made

    def test_has_a_password_that_only_argon2_keeps(self, administrator):
        change(administrator, "admin", password="four words in a row")

        kept = Officer.objects.get(username="admin").password
        assert kept.startswith("argon2")
        assert check_password("four words in a row", kept)
        assert "four words" not in str(as_superuser("select string_agg(detail, '') from audit_detail"))

    def test_is_never_made_twice(self, administrator):
        with pytest.raises(OfficerExists, match="choose another"), acting(administrator):
            operations.make_officer(
                username="admin",
                name="",
                roles=[],
                desk_codes=[],
                password=None,
                actor=administrator,
                now=RECEIVED,
            )

    def test_is_not_made_at_a_desk_that_there_is_not(self, administrator):
        with pytest.raises(NoSuchDesk, match="officer desks"), acting(administrator):
            operations.make_officer(
                username="sam",
                name="",
                roles=[],
                desk_codes=["D9"],
                password=None,
                actor=administrator,
                now=RECEIVED,
            )
        assert not Officer.objects.filter(username="sam").exists()

    @pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
    def test_is_made_and_changed_by_administrators_alone(self, administrator, role):
        other = a_viewer("other", roles=(role,), desk="D3")

        with pytest.raises(NotPermitted), acting(other):
            operations.change_officer(username="other", roles=[Role.ADMINISTRATOR], actor=other, now=RECEIVED)

    def test_is_changed_with_what_was_before_and_after_accounted_for(self, administrator):
        a_viewer("sam", roles=("analyst",), desk="D4")

        change(administrator, "sam", roles=[Role.EXAMINER], desk_codes=["E23000036"], is_active=False)

        event, subject, actor, detail = newest()
        assert (event, actor) == ("officer_changed", administrator.officer_id)
        assert subject == f"officer:{Officer.objects.get(username='sam').pk}"
        assert detail["before"] == {"roles": ["analyst"], "desks": ["D4"], "is_active": True}
        assert detail["after"] == {"roles": ["examiner"], "desks": ["E23000036"], "is_active": False}

    def test_who_is_inactive_acts_no_more(self, administrator):
        a_viewer("sam", desk="D4")
        change(administrator, "sam", is_active=False)

        with pytest.raises(NoSuchOfficer, match="No active officer"):
            queries.viewer_called("sam")

    def test_is_never_deleted(self, administrator):
        assert as_superuser("select has_table_privilege('waymark_application', 'officer', 'delete')") == [
            (False,)
        ]


class TestTheFirstOfficer:
    def test_is_made_by_the_installation_where_there_is_none(self, database):
        made = waymark(
            "officer", "first", "sam", "--desk", "E23000036", "--desk-name", "West", "--kind", "force"
        )

        assert made.code == 0, made.err
        viewer = queries.viewer_called("sam")
        assert viewer.roles == frozenset({Role.ADMINISTRATOR})
        assert not viewer.is_national
        assert "the system's user" in newest()[3]["why"]

    def test_is_made_once(self, administrator):
        answer = waymark("officer", "first", "sam", "--desk", "D1", "--desk-name", "D1")

        assert answer.code == 2
        assert "There are officers already" in answer.err
        with pytest.raises(OfficersExist), acting(SYSTEM):
            operations.make_first_officer(
                username="sam",
                roles=[],
                desk_code="D1",
                desk_name="",
                desk_kind="force",
                now=RECEIVED,
                why="",
            )


class TestTheDoor:
    @pytest.mark.parametrize("event", DOOR)
    def test_accounts_for_what_an_officer_does_there(self, administrator, event):
        with acting(SYSTEM):
            operations.record_sign_in(event, username="admin", by="page", now=RECEIVED)

        named, subject, actor, detail = newest()
        assert (named, subject) == (event, f"officer:{administrator.officer_id}")
        assert actor == (0 if event is Event.SIGN_IN_REFUSED else administrator.officer_id)
        assert detail == {"by": "page"}

    def test_keeps_no_name_that_is_no_officer_s(self, administrator):
        with acting(SYSTEM):
            operations.record_sign_in(Event.SIGN_IN_REFUSED, username="my password", by="page", now=RECEIVED)

        assert newest()[:3] == ("sign_in_refused", "officer:unknown", 0)
        assert "my password" not in str(as_superuser("select string_agg(detail, '') from audit_detail"))

    def test_accounts_for_nothing_that_does_not_happen_there(self, administrator):
        with pytest.raises(NotASignIn), acting(SYSTEM):
            operations.record_sign_in(Event.OFFICER_MADE, username="admin", by="page", now=RECEIVED)


class TestTheCommands:
    def test_refuse_to_run_without_an_officer(self, administrator):
        answer = waymark("officer", "list")

        assert answer.code == 2
        assert "Say who acts" in answer.err

    def test_refuse_an_officer_whom_nobody_made(self, administrator):
        answer = waymark("officer", "list", "--as", "nobody")

        assert answer.code == 2
        assert "waymark officer add" in answer.err

    def test_make_list_and_change(self, administrator):
        def run(*arguments: str):
            answer = waymark("officer", *arguments, "--json", "--as", "admin")
            assert answer.code == 0, answer.err
            return answer

        run("desk", "R1", "--name", "Closed", "--kind", "restricted")
        run("add", "sam", "--desk", "R1", "--role", "analyst", "--role", "spoc", "--no-password")
        run("change", "sam", "--role", "examiner", "--desk", "R1", "--desk", "E23000036", "--inactive")

        (sam,) = [line for line in run("list").lines if line["username"] == "sam"]
        assert (sam["roles"], sam["is_active"]) == (["examiner"], False)
        assert set(sam["desks"]) == {"R1", "E23000036"}
        assert {line["code"]: line["kind"] for line in run("desks").lines}["R1"] == "restricted"

    def test_leave_what_is_not_named_as_it_was(self, administrator):
        a_viewer("sam", roles=("analyst",), desk="D4")

        assert waymark("officer", "change", "sam", "--inactive", "--as", "admin").code == 0

        officer = Officer.objects.get(username="sam")
        assert (officer.roles, officer.is_active) == (["analyst"], False)
        assert [desk.code for desk in officer.desks.all()] == ["D4"]

    @pytest.mark.parametrize("wrong", [("--kind", "secret"), ()])
    def test_refuse_wrong_usage_in_one_line(self, administrator, wrong):
        answer = waymark("officer", "desk", "D9", *wrong, "--as", "admin")

        assert answer.code == 2
        assert "Traceback" not in answer.err
