"""Whatever goes wrong, a log line has what and where, and nothing of a person."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from tests.integration.command_line import Answered, as_superuser, waymark
from waymark.config.logs import JSONLines

# Stands for anything of a person: it is put wherever a value can be.
SECRET = "violet.heron@example.com"
PASSWORD = "a password of four words"

_BREAKING = """
import sys
from waymark.interfaces.cli import app, door
import typer

def register(app):
    @app.command()
    def queue(words: str = "") -> None:
        with door.refusing():
            {body}

sys.modules["waymark.interfaces.cli.queue"] = type(sys)("queue")
sys.modules["waymark.interfaces.cli.queue"].register = register
sys.argv = ["waymark", "queue"]
sys.exit(app.main())
"""


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What our formatter writes, of every logger, while a test runs."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JSONLines())
    root = logging.getLogger()
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)


def raise_a_database_error_that_quotes_a_row() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("create temporary table once (name text primary key) on commit drop")
        cursor.execute("insert into once values (%s), (%s)", [SECRET, SECRET])


def raise_a_type_error_that_quotes_a_value() -> None:
    int(SECRET)


def raise_a_reader_s_error_from_another() -> None:
    from waymark.stages.intake.readers.errors import CannotRead

    try:
        _ = dict[str, str]()[SECRET]
    except KeyError as problem:
        raise CannotRead(where=SECRET, what=SECRET) from problem


class TestALogLine:
    @pytest.mark.parametrize(
        "fault",
        [
            raise_a_database_error_that_quotes_a_row,
            raise_a_type_error_that_quotes_a_value,
            raise_a_reader_s_error_from_another,
        ],
    )
    def test_of_an_exception_has_its_type_and_frames_and_none_of_its_words(self, database, lines, fault):
        try:
            fault()
        except Exception:
            logging.getLogger("waymark.somewhere").exception("step failed", extra={"reference": "rep-1"})

        (line,) = lines()
        assert line["event"] == "step failed"
        assert line["reference"] == "rep-1"
        assert any(fault.__name__ in frame for frame in line["where"])
        assert SECRET not in json.dumps(line)

    def test_of_another_library_has_its_template_alone(self, lines):
        logging.getLogger("django.request").error("Not Found: %s", f"/people/{SECRET}")

        assert lines()[0]["event"] == "Not Found: %s"

    @pytest.mark.parametrize("said", [f"Invalid header: {SECRET}", ValueError(SECRET)])
    def test_of_another_library_that_puts_its_words_together_says_where_it_spoke(self, lines, said):
        logging.getLogger("django.security").error(said)

        (line,) = lines()
        assert "test_logs.py" in line["event"]
        assert SECRET not in json.dumps(line)

    def test_never_tells_whose_machine_it_is(self, lines):
        try:
            json.loads("{")
        except ValueError:
            logging.getLogger("waymark").exception("step failed")

        places = [frame for line in lines() for frame in line["where"]]
        assert any(place.startswith("json/") for place in places)
        assert not any("site-packages" in place or "/python3" in place for place in places)


class TestAnUnreadableDocument:
    @pytest.mark.parametrize(
        "content",
        [
            f"<report><{SECRET}".encode(),
            f'<!DOCTYPE report [<!ENTITY x "{SECRET}">]><report>&x;</report>'.encode(),
            f"<report>{SECRET}".encode(),
            b"\xff\xfe" + SECRET.encode(),
        ],
    )
    def test_leaves_no_line_that_quotes_it(self, database, lines, content):
        (answer,) = receive(a_viewer(), Held(content))

        assert answer.outcome in {"quarantined", "refused"}
        assert SECRET not in json.dumps(lines())


class TestAPage:
    def test_that_breaks_leaves_where_and_not_what(self, database, lines):
        from django.test import Client
        from django.urls import reverse

        from waymark.access.operations import SYSTEM, change_officer
        from waymark.access.viewing import acting

        viewer = a_viewer()
        receive(viewer, Held(an_xml_report(identifier="u1", emails=[SECRET])))
        as_superuser(
            f"update queue_entry set rank_reason = '{SECRET}'", "alter table queue_entry drop column fired"
        )
        browser = Client(SERVER_NAME="localhost", raise_request_exception=False)
        with acting(SYSTEM):
            change_officer(username="desk", password=PASSWORD, actor=SYSTEM, now=RECEIVED)
        browser.post(reverse("account_login"), {"login": "desk", "password": PASSWORD})

        answer = browser.get("/queue/")

        written = lines()
        assert answer.status_code == 500
        assert any(line.get("error") == "ProgrammingError" for line in written)
        assert SECRET not in json.dumps(written)
        assert SECRET not in answer.content.decode()


def broken(body: str) -> Answered:
    """`waymark queue`, with something in it that nobody foresaw."""
    return waymark(
        _BREAKING.format(body=body), program="-c", DJANGO_SETTINGS_MODULE="waymark.config.settings"
    )


class TestACommand:
    @pytest.mark.parametrize(
        ("body", "error"),
        [
            (f"raise ValueError('{SECRET}')", "ValueError"),
            (f"{{}}['{SECRET}']", "KeyError"),
            (
                f"from django.db import connection as c; c.cursor().execute(\"select '{SECRET}'::int\")",
                "DataError",
            ),
        ],
    )
    def test_that_breaks_says_so_in_one_line_with_a_reference_to_the_log(self, database, body, error):
        answer = broken(body)

        logged, said = answer.err.splitlines()
        line = json.loads(logged)
        assert answer.code == 2
        assert (line["error"], line["command"]) == (error, "queue")
        assert said.startswith("A fault of ours")
        assert line["reference"] in said
        assert SECRET not in answer.err + answer.out

    def test_that_names_no_file_says_which(self, database):
        answer = broken("open('/nowhere/at/all')")

        assert answer.code == 2
        assert answer.err.startswith("/nowhere/at/all: No such file or directory")
        assert len(answer.err.splitlines()) == 1

    def test_that_is_interrupted_says_nothing_and_ends_as_interrupted(self, database):
        answer = broken("raise KeyboardInterrupt")

        assert answer.code == 130
        assert "Traceback" not in answer.err
