"""Sending digests by the force's mail relay and to its webhook; both are off until settings name them."""

from __future__ import annotations

import json
import smtplib
import ssl
from email.message import EmailMessage
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from waymark.stages.assignment.rules.digests import SUBJECT

_SECONDS = 10
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class Relay(NamedTuple):
    """The force's mail relay. host: empty where there is none. tls: `starttls`, `tls` or `none`."""

    host: str
    port: int
    sender: str
    tls: str = "starttls"
    username: str = ""
    password: str = ""


def send_mail(relay: Relay, to: str, text: str) -> str:
    """Send one digest. Returns what kind of fault there was, without an address; empty when it was taken."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = SUBJECT, relay.sender, to
    message.set_content(text)
    secure = ssl.create_default_context()
    try:
        if relay.tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(relay.host, relay.port, timeout=_SECONDS, context=secure)
        else:
            server = smtplib.SMTP(relay.host, relay.port, timeout=_SECONDS)
        with server:
            if relay.tls == "starttls":
                server.starttls(context=secure)
            if relay.username:
                server.login(relay.username, relay.password)
            server.send_message(message)
    except smtplib.SMTPResponseException as problem:
        return f"the mail relay answered {problem.smtp_code}"
    except (smtplib.SMTPException, OSError, ValueError) as problem:
        return f"the mail relay could not be used ({type(problem).__name__})"
    return ""


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """A webhook that points elsewhere is refused: what is told goes where the settings say, or nowhere."""


def call_webhook(address: str, body: dict[str, object]) -> str:
    """Tell the webhook. Returns what kind of fault there was; empty when it was taken."""
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        return "the webhook's address must begin https://"
    data = json.dumps(body).encode()
    request = Request(address, data=data, headers={"Content-Type": "application/json"}, method="POST")  # noqa: S310 - the scheme was looked at
    try:
        with build_opener(_NoRedirects).open(request, timeout=_SECONDS):
            return ""
    except HTTPError as problem:
        problem.close()
        return f"the webhook answered {problem.code}"
    except (URLError, OSError, ValueError) as problem:
        return f"the webhook could not be reached ({type(problem).__name__})"
