"""The door itself: what it takes for a key, what it refuses, and what it never leaks or takes in."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests.builders import a_viewer
from tests.integration.api_programs import FIGURES, Program, a_key, problem_of
from waymark.access.models import Officer

pytestmark = pytest.mark.usefixtures("module_database")
BASE = {"value": "10", "rise": "5"}


@pytest.fixture(scope="module")
def key(module_database) -> str:
    return a_key(a_viewer("ana", roles=("analyst",)).username).key


@pytest.fixture(autouse=True)
def _asked_nothing_yet(module_database):
    cache.clear()


class TestWithoutAKey:
    def test_says_how_one_is_sent(self, key):
        response = Program().get("base", **BASE)

        assert response.status_code == 401
        assert response["WWW-Authenticate"] == 'Bearer realm="waymark"'
        assert "waymark officer key create" in problem_of(response)["detail"]

    @pytest.mark.parametrize("name", ["key", "access_token", "token", "api_key", "Authorization"])
    def test_takes_none_from_the_address(self, key, name):
        assert Program().get("base", **BASE, **{name: key}).status_code == 401

    @pytest.mark.parametrize("scheme", ["Basic {}", "{}", "Bearer", "Bearer {} x", "Bearer  {}", "Token {}"])
    def test_takes_none_in_another_shape(self, key, scheme):
        response = Program(Authorization=scheme.format(key)).get("base", **BASE)

        assert problem_of(response)["status"] == 401

    @pytest.mark.parametrize("header", ["X-Api-Key", "X-Authorization", "Proxy-Authorization", "Cookie"])
    def test_takes_none_from_another_header(self, key, header):
        assert Program(**{header: f"Bearer {key}"}).get("base", **BASE).status_code == 401

    def test_takes_no_session_of_a_page(self, key):
        client = Client(SERVER_NAME="localhost")
        client.force_login(Officer.objects.get(username="ana"))

        response = client.get(f"{FIGURES}base", BASE)

        assert client.get("/my/second-factor/").status_code == 200
        assert problem_of(response)["status"] == 401

    def test_describes_nothing(self, key):
        assert Program().get("openapi.json", at="/api/v1/").status_code == 401


class TestWithAKey:
    def test_sends_the_headers_that_keep_an_answer_and_no_cookie(self, key):
        response = Program(key).get("base", **BASE)

        assert response.status_code == 200
        assert response["Cache-Control"] == "no-store"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["X-Frame-Options"] == "DENY"
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in response.headers
        assert not response.cookies
        assert "Vary" not in response.headers

    def test_touches_no_session_that_comes_along(self, key):
        client = Client(SERVER_NAME="localhost")
        client.force_login(Officer.objects.get(username="ana"))
        before = client.session.get("waymark_seen_at")

        response = client.get(f"{FIGURES}base", BASE, headers={"Authorization": f"Bearer {key}"})

        assert response.status_code == 200
        assert client.session.get("waymark_seen_at") == before
        assert settings.SESSION_COOKIE_NAME not in response.cookies

    @pytest.mark.parametrize(
        "path", ["/api/v1/figures/none", "/api/v1/", "/api/v1/figures/base/", "/api/v2/x", "/api/"]
    )
    def test_says_that_nothing_is_at_an_address(self, key, path):
        for response in (Program(key).get("", at=path), Program().get("", at=path)):
            assert problem_of(response)["status"] == 404

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "head", "options", "trace"])
    def test_answers_to_no_other_method(self, key, method):
        program = Program(key)

        response = getattr(program.client, method)(f"{FIGURES}base", headers=program.headers)

        assert response.status_code == 405
        assert response["Allow"] == "GET"
        assert response["Content-Type"] == "application/problem+json"

    @pytest.mark.parametrize(
        ("body", "kind", "status"),
        [
            (b'{"parts": "x"}', "text/csv", 415),
            (b'{"parts": "x"}', "multipart/form-data; boundary=x", 415),
            (b'{"parts": "x"}', "", 415),
            (b"{", "application/json", 400),
            (b'{"a": 1, "a": 2}', "application/json", 400),
            (b'{"parts": NaN}', "application/json", 400),
            (b'{"parts": "\\ud800"}', "application/json", 400),
            (b'{"parts": "a\\u0000b"}', "application/json", 400),
            (b"[" * 100_000, "application/json", 400),
            (b'{"parts": ' + b"9" * 5000 + b"}", "application/json", 400),
            (b"\xff\xfe", "application/json", 400),
            (b"", "application/json", 422),
            (b"[]", "application/json", 422),
            (b"null", "application/json", 422),
            (b'{"total": [1e999, 1]}', "application/json", 422),
            (b'{"parts": "' + b"x" * (1024 * 1024) + b'"}', "application/json", 413),
        ],
        ids=lambda value: str(value)[:40],
    )
    def test_refuses_what_is_no_body_of_its_own(self, key, body, kind, status):
        response = Program(key).post("decompose", body, content_type=kind)

        assert problem_of(response)["status"] == status

    def test_takes_json_with_a_stated_character_set(self, key):
        body = b'{"parts": "source,old,new\\nx,1,2\\n"}'

        response = Program(key).post("decompose", body, content_type="application/json; charset=utf-8")

        assert response.status_code == 200

    def test_splits_no_header_at_what_was_sent(self, key):
        response = Program(key).get("report/file/a%0d%0aSet-Cookie:%20b=c", period="2018")

        assert "Set-Cookie" not in response.headers
        assert problem_of(response)["status"] in {404, 422}

    def test_refuses_a_host_that_is_not_its_own_as_a_problem(self, key):
        program = Program(key)

        response = program.client.get(
            f"{FIGURES}base", BASE, headers=program.headers | {"Host": "evil.example"}
        )

        assert problem_of(response)["status"] == 400

    def test_says_a_fault_of_ours_without_its_words(self, key, monkeypatch):
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError("words of the record")

        monkeypatch.setattr("waymark.stages.statistics.rules.bases.base", fail)

        said = problem_of(Program(key).get("base", **BASE))

        assert said["status"] == 500
        assert "words of the record" not in str(said)

    def test_says_the_pages_problems_in_html_as_before(self, key):
        assert Client(SERVER_NAME="localhost").get("/nowhere/")["Content-Type"].startswith("text/html")
