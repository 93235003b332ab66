"""Sending digests by the force's mail relay and to its webhook; both are off until settings name them."""

from __future__ import annotations

import json
import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
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


def send_mail(relay: Relay, to: str, text: str, *, now: datetime) -> str:
    """Send one digest. Returns what kind of fault there was, without an address; empty when it was taken."""
    if relay.username and relay.tls == "none":
        return "the mail relay's password is not sent without TLS: set WAYMARK_MAIL_TLS"
    secure = ssl.create_default_context()
    try:
        message = _message(relay, to, text, now=now)
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
    except smtplib.SMTPRecipientsRefused as problem:
        code = next(iter(problem.recipients.values()), (0, b""))[0]
        return f"the mail relay refused the officer's address ({code})"
    except smtplib.SMTPResponseException as problem:
        return f"the mail relay answered {problem.smtp_code}"
    except (smtplib.SMTPException, OSError, ValueError) as problem:
        return f"the mail relay could not be used ({type(problem).__name__})"
    return ""


def _message(relay: Relay, to: str, text: str, *, now: datetime) -> EmailMessage:
    """Raises ValueError where an address could smuggle in a header."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = SUBJECT, relay.sender, to
    message["Date"] = format_datetime(now)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence is answered to us
    message.set_content(text)
    return message


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
