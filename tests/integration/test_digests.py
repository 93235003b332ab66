"""Digests by a real mail relay and a real webhook: what they say, what they never say, and what fails is seen."""

import json
from datetime import timedelta
from email import message_from_string, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import ClassVar

import pytest
from django.test import override_settings

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from tests.integration.mail_relays import a_mail_relay
from waymark.access.rules import Role, Viewer
from waymark.access.viewing import acting
from waymark.interfaces.cli import door
from waymark.interfaces.cli.app import build
from waymark.interfaces.jobs.digests import Relay
from waymark.interfaces.jobs.telling import send_digests_of
from waymark.stages.assignment.operations.keeping import Profile, keep_profile
from waymark.stages.assignment.operations.telling import Telling, tell
from waymark.stages.assignment.queries.digests import digests, failed_sendings

NOW = RECEIVED + timedelta(hours=1)


@pytest.fixture
def told(database):
    """An officer with a mail address and one without; each was given a referral, and told so."""
    supervisor = a_viewer("boss", roles=("supervisor",))
    team = [a_viewer(name, roles=("intelligence_desk",)) for name in ("ada", "ben")]
    answers = receive(supervisor, Held(an_xml_report(identifier="u1", service="Examplechat"), name="1.xml"))
    referral = answers[0].referrals[0]
    with acting(supervisor):
        for viewer, mail in zip(team, ("ada@desk.example", ""), strict=True):
            profile = Profile(skills=("research",), mail=mail)
            keep_profile(viewer=supervisor, officer=viewer.username, profile=profile, now=NOW)
            tell(supervisor.home_desk, [Telling(viewer.officer_id, "given", referral)], now=NOW)
    return supervisor, referral


def installation(supervisor):
    roles = frozenset({Role.INTELLIGENCE_DESK})
    return Viewer(0, "waymark", roles, supervisor.desks, supervisor.home_desk)


class _Hook(BaseHTTPRequestHandler):
    bodies: ClassVar[list[bytes]] = []
    answer: ClassVar[int] = 204

    def do_POST(self):
        self.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.answer)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def webhook():
    _Hook.bodies, _Hook.answer = [], 204
    server = HTTPServer(("127.0.0.1", 0), _Hook)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class TestADigest:
    def test_goes_by_mail_with_references_only_and_never_twice(self, told):
        supervisor, referral = told
        viewer = installation(supervisor)
        with a_mail_relay() as server:
            relay = Relay("127.0.0.1", server.port, "waymark@desk.example", "none")
            early = send_digests_of(viewer, relay=relay, webhook="", is_hour=False, now=NOW)
            (sent,) = send_digests_of(viewer, relay=relay, webhook="", now=NOW)
            again = send_digests_of(viewer, relay=relay, webhook="", now=NOW)

        (message,) = [message_from_string(each, policy=policy.default) for each in server.taken]
        assert (early, sent.fault, again) == ([], "", [])
        assert message["To"] == "ada@desk.example"
        assert message["Auto-Submitted"] == "auto-generated"
        assert message.get_content().splitlines() == [
            f"Given to you: {referral}",
            "",
            "Sign in and open My desk to see them. This message holds references only.",
        ]

    def test_that_a_relay_refuses_is_seen_tried_each_hour_and_then_taken(self, told, monkeypatch, capsys):
        supervisor, _ = told
        viewer = installation(supervisor)
        with a_mail_relay(rcpt="550 ada@desk.example is nobody here") as server:
            relay = Relay("127.0.0.1", server.port, "waymark@desk.example", "none")
            (refused,) = send_digests_of(viewer, relay=relay, webhook="", now=NOW)
            by_mail = ("127.0.0.1", server.port, "waymark@desk.example", "none", "", "")
            with override_settings(MAIL_RELAY=by_mail):
                said = self.doctor(monkeypatch, capsys)
            server.refuses.clear()
            (taken,) = send_digests_of(viewer, relay=relay, webhook="", is_hour=False, now=NOW)

        with acting(supervisor):
            (line,) = failed_sendings(supervisor, since=NOW - timedelta(days=1))
        assert refused.fault == line.fault == "the mail relay refused the officer's address (550)"
        assert (taken.fault, len(server.taken)) == ("", 1)
        assert said["is_well"] is False
        assert "1 not sent, the last by mail" in said["found"]
        assert "ada" not in json.dumps(said)
        assert self.doctor(monkeypatch, capsys)["is_well"] is True

    @pytest.mark.parametrize(
        ("relay", "fault"),
        [
            (Relay("127.0.0.1", 1, "w@desk.example", "none"), "could not be used (ConnectionRefusedError)"),
            (Relay("127.0.0.1", 1, "w@desk.example", "none", "name", "secret"), "not sent without TLS"),
            (Relay("127.0.0.1", 1, "w@desk.example\nBcc: x@desk.example", "none"), "(ValueError)"),
        ],
    )
    def test_that_cannot_be_sent_says_what_kind_of_fault_it_was(self, told, relay, fault):
        viewer = installation(told[0])

        (made,) = send_digests_of(viewer, relay=relay, webhook="", now=NOW)

        assert fault in made.fault

    def test_is_never_sent_where_the_relay_has_no_tls_that_was_asked_for(self, told):
        with a_mail_relay() as server:
            relay = Relay("127.0.0.1", server.port, "waymark@desk.example", "starttls")
            (made,) = send_digests_of(installation(told[0]), relay=relay, webhook="", now=NOW)

        assert made.fault == "the mail relay could not be used (SMTPNotSupportedError)"
        assert (server.taken, server.senders) == ([], [])

    def test_is_not_sent_of_what_was_changed_back(self, told):
        supervisor, referral = told
        with acting(supervisor):
            for each in digests(supervisor):
                tell(supervisor.home_desk, [Telling(each.officer, "taken_away", referral)], now=NOW)
        with a_mail_relay() as server:
            relay = Relay("127.0.0.1", server.port, "waymark@desk.example", "none")
            made = send_digests_of(installation(supervisor), relay=relay, webhook="", now=NOW)

        assert {each.way for each in made} == {"nothing"}
        assert server.taken == []
        with acting(supervisor):
            assert digests(supervisor) == []

    def doctor(self, monkeypatch, capsys):
        monkeypatch.setattr(door.OPTIONS, "as_json", True)
        monkeypatch.setattr(door.OPTIONS, "officer", "boss")
        monkeypatch.setattr(door, "now", lambda: NOW)
        capsys.readouterr()
        build("doctor")(args=["doctor"], standalone_mode=False)
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        return next(line for line in lines if line["check"] == "digests")


class TestTheWebhook:
    def test_is_told_how_many_and_never_who(self, told, webhook):
        viewer, off = installation(told[0]), Relay("", 25, "")
        (plain,) = send_digests_of(viewer, relay=off, webhook="http://desk.example/", now=NOW)
        _Hook.answer = 503
        (busy,) = send_digests_of(viewer, relay=off, webhook=webhook, is_hour=False, now=NOW)
        _Hook.answer = 302
        (elsewhere,) = send_digests_of(viewer, relay=off, webhook=webhook, is_hour=False, now=NOW)
        _Hook.answer = 204
        (sent,) = send_digests_of(viewer, relay=off, webhook=webhook, is_hour=False, now=NOW)

        assert plain.fault == "the webhook's address must begin https://"
        assert (busy.fault, elsewhere.fault) == ("the webhook answered 503", "the webhook answered 302")
        assert sent.fault == ""
        assert send_digests_of(viewer, relay=off, webhook=webhook, now=NOW) == []
        assert json.loads(_Hook.bodies[-1]) == {"kind": "waymark.digest", "officers": 2, "notices": 2}
