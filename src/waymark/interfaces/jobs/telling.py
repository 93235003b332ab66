"""Sending each desk's digests at their hour, and again each hour until they are taken."""

from __future__ import annotations

from datetime import datetime

from waymark.access.rules import Viewer
from waymark.access.viewing import acting
from waymark.interfaces.jobs.digests import Relay, call_webhook, send_mail
from waymark.stages.assignment.operations.telling import Sending, note_sending
from waymark.stages.assignment.queries.digests import digests, unsent
from waymark.stages.assignment.rules.digests import digest_text, webhook_body


def send_digests_of(
    viewer: Viewer, *, relay: Relay, webhook: str, is_hour: bool = True, now: datetime
) -> list[Sending]:
    """Send one desk's digests. Nothing is held open in the database while the relay is waited for.

    is_hour: whether it is the hour of digests; else only what could not be sent at the last is tried again.
    """
    with acting(viewer):
        found = digests(viewer)
        again = None if is_hour else unsent(viewer)
    made = [
        Sending(
            each.officer, "nothing", each.notices, ""
        )  # changed, and changed back before anybody was told
        for each in found
        if not each.lines
    ]
    found = [each for each in found if each.lines]
    for each in found:
        if relay.host and each.mail and (again is None or each.officer in again):
            fault = send_mail(relay, each.mail, digest_text(each.lines), now=now)
            made.append(Sending(each.officer, "mail", each.notices, fault))
    if webhook and found and (again is None or None in again):
        # Who has no mail is told by the webhook, so that the same is not told again.
        mailed = {each.officer for each in found if relay.host and each.mail}
        told = tuple(number for each in found if each.officer not in mailed for number in each.notices)
        body = webhook_body([(each.officer, len(each.lines)) for each in found])
        made.append(Sending(None, "webhook", told, call_webhook(webhook, body)))
    for sending in made:
        with acting(viewer):
            note_sending(viewer=viewer, sending=sending, now=now)
    return made
