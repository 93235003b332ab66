"""Keys of programs: made, shown once, used, refused, revoked and accounted for; and how often they may ask."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from tests.builders import a_viewer
from tests.integration.api_programs import Program, a_key, problem_of
from tests.integration.command_line import as_superuser, waymark
from waymark.access.keys import operations, queries
from waymark.access.keys.operations import NoSuchKey, make_key, revoke_key
from waymark.access.keys.rules import BadKey, Scope
from waymark.access.operations import change_officer
from waymark.access.queries import NoSuchOfficer
from waymark.access.rules import NotPermitted
from waymark.access.viewing import acting
from waymark.interfaces.api import limits
from waymark.interfaces.api.limits import Limit
from waymark.interfaces.api.problems import Refused

pytestmark = pytest.mark.usefixtures("module_database")
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def administrator(module_database):
    return a_viewer("admin", roles=("administrator",))


@pytest.fixture(scope="module")
def analyst(module_database):
    return a_viewer("ana", roles=("analyst",))


@pytest.fixture(autouse=True)
def _asked_nothing_yet(module_database):
    cache.clear()


def deeds(number: int) -> list[tuple[str, int]]:
    """What the ledger says of a key, in order."""
    return [
        (event, actor)
        for event, actor in as_superuser(
            f"select event, actor_id from audit_entry where subject = 'key:{number}' order by seq"
        )
    ]


def asks(key: str, name: str = "base", **asked: str):
    return Program(key).get(name, **{"value": "10", "rise": "5", **asked})


class TestAKey:
    def test_is_made_by_an_administrator_for_an_officer_and_kept_as_a_digest_alone(
        self, administrator, analyst
    ):
        with acting(administrator):
            made = make_key(
                username="ana",
                program=" weekly  figures ",
                days=7,
                scopes=[Scope.FIGURES],
                actor=administrator,
                now=NOW,
            )

        stored = as_superuser(
            f"select row_to_json(k)::text, octet_length(digest) from officer_key k where id = {made.number}"
        )
        assert made.key.startswith("wmk_")
        assert len(made.key) == 47
        assert made.ends_on.isoformat() == "2026-11-26"
        assert made.key[4:] not in stored[0][0]
        assert stored[0][1] == 32
        assert deeds(made.number) == [("officer_key_made", administrator.officer_id)]
        assert queries.keys_acting_for(analyst.officer_id, now=NOW)[0].program == "weekly figures"

    def test_is_made_by_nobody_else(self, analyst):
        with pytest.raises(NotPermitted), acting(analyst):
            make_key(username="ana", program="x", days=7, scopes=[Scope.FIGURES], actor=analyst, now=NOW)

    @pytest.mark.parametrize(
        ("program", "days"), [("x", 0), ("x", 366), ("  ", 7), ("x" * 81, 7), ("a\x1bb", 7)]
    )
    def test_holds_a_year_at_most_and_names_its_program(self, administrator, program, days):
        with pytest.raises(BadKey), acting(administrator):
            make_key(
                username="admin",
                program=program,
                days=days,
                scopes=[Scope.FIGURES],
                actor=administrator,
                now=NOW,
            )

    def test_is_made_for_no_officer_who_is_not_there(self, administrator):
        with pytest.raises(NoSuchOfficer), acting(administrator):
            make_key(
                username="nobody", program="x", days=7, scopes=[Scope.FIGURES], actor=administrator, now=NOW
            )

    def test_is_accounted_for_when_first_used_in_a_day_and_no_more(self, analyst):
        made = a_key("ana")

        assert asks(made.key).status_code == 200
        assert asks(made.key).status_code == 200

        assert deeds(made.number)[1:] == [("officer_key_used", analyst.officer_id)]
        assert queries.bearer_of(made.key, now=datetime.now(UTC)).is_first_today is False

    def test_is_revoked_at_once_by_its_own_officer_too(self, analyst):
        made = a_key("ana")
        assert asks(made.key).status_code == 200

        with acting(analyst):
            revoke_key(number=made.number, reason="no longer wanted", actor=analyst, now=NOW)

        response = asks(made.key)
        assert problem_of(response)["code"] == "key_refused"
        assert response.status_code == 401
        assert response["WWW-Authenticate"] == 'Bearer realm="waymark", error="invalid_token"'
        assert [event for event, _ in deeds(made.number)][2:] == [
            "officer_key_revoked",
            "officer_key_refused",
        ]

    def test_of_another_is_revoked_by_an_administrator_and_once(self, administrator, analyst):
        made = a_key("admin")
        with pytest.raises(NotPermitted), acting(analyst):
            revoke_key(number=made.number, reason="", actor=analyst, now=NOW)

        with acting(administrator):
            revoke_key(number=made.number, reason="", actor=administrator, now=NOW)

        with pytest.raises(NoSuchKey), acting(administrator):
            revoke_key(number=made.number, reason="", actor=administrator, now=NOW)

    def test_holds_to_the_end_of_its_last_day_by_uk_clocks(self, analyst):
        made = a_key("ana", days=1, now=datetime(2026, 7, 1, 12, tzinfo=UTC))
        last = datetime(2026, 7, 1, 22, 59, tzinfo=UTC)  # 23:59 in summer

        assert queries.bearer_of(made.key, now=last).viewer == analyst
        with pytest.raises(queries.KeyRefused):
            queries.bearer_of(made.key, now=last + timedelta(minutes=1))

    def test_of_an_officer_whose_account_is_closed_is_refused(self, administrator):
        a_viewer("leaver", roles=("analyst",))
        made = a_key("leaver")

        with acting(administrator):
            change_officer(username="leaver", is_active=False, actor=administrator, now=NOW)

        assert asks(made.key).status_code == 401
        (why,) = as_superuser(
            "select d.detail::jsonb ->> 'why' from audit_entry e join audit_detail d using (seq) "
            f"where e.subject = 'key:{made.number}' order by e.seq desc limit 1"
        )
        assert why == ("officer_inactive",)

    def test_lets_a_program_do_no_more_than_its_officer_may(self, administrator):
        response = asks(a_key("admin").key)

        said = problem_of(response)
        assert (said["status"], said["code"]) == (403, "not_permitted")
        assert "administrator" in said["detail"]

    def test_lets_a_program_do_no_more_than_its_scopes(self, analyst):
        said = problem_of(asks(a_key("ana", scopes=()).key))

        assert (said["status"], said["code"]) == (403, "outside_scope")

    def test_that_nobody_made_is_refused_in_the_same_words_and_accounted_for(self, analyst):
        ended = a_key("ana", now=NOW - timedelta(days=400))

        said = [problem_of(asks(key)) for key in (ended.key, "wmk_" + "a" * 43, "x", "é")]

        assert len({each["detail"] for each in said}) == 1
        (count,) = as_superuser("select count(*) from audit_entry where subject = 'key:unknown'")[0]
        assert count >= 3


class TestAskingTooOften:
    def test_is_refused_until_the_minute_is_over(self, analyst):
        key, now = a_key("ana"), datetime(2026, 11, 20, 9, 0, 48, tzinfo=UTC)
        for _ in range(Limit.MODELLED.value):
            limits.count(Limit.MODELLED, str(key.number), now=now)

        with pytest.raises(Refused) as refused:
            limits.count(Limit.MODELLED, str(key.number), now=now)

        assert refused.value.headers == {"Retry_After": "12"}
        limits.count(Limit.MODELLED, str(key.number), now=now + timedelta(seconds=12))

    def test_is_told_to_a_program_with_the_seconds_to_wait(self, analyst):
        made = a_key("ana")
        for moment in (datetime.now(UTC), datetime.now(UTC) + timedelta(minutes=1)):
            for _ in range(Limit.ASKED.value):
                limits.count(Limit.ASKED, str(made.number), now=moment)

        response = asks(made.key)

        assert response.status_code == 429
        assert 1 <= int(response["Retry-After"]) <= 60
        assert problem_of(response)["code"] == "too_many_requests"

    def test_with_wrong_keys_is_refused_before_the_key_is_looked_for_and_fills_no_ledger(self, analyst):
        made = a_key("ana")
        for moment in (datetime.now(UTC), datetime.now(UTC) + timedelta(minutes=1)):
            for _ in range(Limit.WRONG.value):
                limits.count(Limit.WRONG, "127.0.0.1", now=moment)
        before = as_superuser("select count(*) from audit_entry")

        assert asks("wmk_wrong").status_code == 429
        assert asks(made.key).status_code == 429
        assert as_superuser("select count(*) from audit_entry") == before

    def test_counts_the_address_that_our_own_proxy_saw(self, settings_of_proxies):
        assert settings_of_proxies(0, "198.51.100.7") == "127.0.0.1"
        assert settings_of_proxies(1, "198.51.100.7, 203.0.113.9") == "203.0.113.9"
        assert settings_of_proxies(1, "") == "127.0.0.1"


@pytest.fixture
def settings_of_proxies():
    from django.test import RequestFactory, override_settings

    def ask(count: int, forwarded: str) -> str:
        with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=count):
            return limits.address_of(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}))

    return ask


class TestTheCommands:
    def test_make_list_and_revoke(self, administrator, analyst):
        acts = {"WAYMARK_OFFICER": "admin"}

        made = waymark(
            "officer", "key", "create", "ana", "--program", "nightly", "--days", "5", "--json", **acts
        )
        listed = waymark("officer", "key", "list", "--json", **acts)
        revoked = waymark("officer", "key", "revoke", str(made.lines[0]["number"]), "--why", "done", **acts)

        assert made.lines[0].keys() == {"number", "key", "ends_on"}
        assert listed.lines[0] | {"made_at": ""} == {
            "number": made.lines[0]["number"],
            "officer": "ana",
            "program": "nightly",
            "scopes": ["figures"],
            "made_at": "",
            "ends_on": made.lines[0]["ends_on"],
            "last_used_on": None,
            "standing": "holds",
        }
        assert made.lines[0]["key"] not in listed.out
        assert revoked.code == 0
        assert asks(made.lines[0]["key"]).status_code == 401
        assert operations.NoSuchKey(99).args[0] in waymark("officer", "key", "revoke", "99", **acts).err
