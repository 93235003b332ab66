"""Timed work: each job makes one call of the pipeline as the installation itself."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.core.management import call_command
from procrastinate.contrib.django import app

from waymark import pipeline
from waymark.access.queries import installation_at_each_desk
from waymark.access.viewing import acting
from waymark.interfaces.jobs.digests import Relay
from waymark.interfaces.jobs.telling import send_digests_of
from waymark.pipeline import disseminating
from waymark.pipeline.happening import follow_settings
from waymark.stages.assignment.rules.digests import is_hour_of
from waymark.stages.linking.operations.people import MOST_AT_ONCE, compare_people
from waymark.stages.statistics.operations.counting import take_figures

_MOST_ROUNDS = 100


def now() -> datetime:
    """The clock, read at this door and passed in everywhere else."""
    return datetime.now(UTC)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="read_unread", pass_context=False)
def read_unread(timestamp: int) -> None:
    """Carry through what was kept and never read, because its reader was stopped."""
    del timestamp
    for viewer in installation_at_each_desk():
        for _ in range(_MOST_ROUNDS):
            if not pipeline.read_unread(viewer, clock=now):
                break


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="compare_people", pass_context=False)
def compare_people_described(timestamp: int) -> None:
    """Compare the people that new reports describe with those described before, and propose links."""
    del timestamp
    for viewer in installation_at_each_desk():
        for _ in range(_MOST_ROUNDS):
            with acting(viewer):
                compared = compare_people(viewer, now=now(), most=MOST_AT_ONCE)
            if not compared:
                break


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="look_for_disseminations", pass_context=False)
def look_for_disseminations(timestamp: int) -> None:
    """Propose to each force what new reports ask for: a child's clock runs before anybody opens the page."""
    del timestamp
    for viewer in installation_at_each_desk():
        for _ in range(_MOST_ROUNDS):
            if not disseminating.look_for_disseminations(viewer, now=now()):
                break


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="look_again", pass_context=False)
def look_again(timestamp: int) -> None:
    """Put in their place referrals that time alone has moved: evidence lost, answers lapsed, long waits."""
    del timestamp
    for viewer in installation_at_each_desk():
        for _ in range(_MOST_ROUNDS):
            if not pipeline.look_again(viewer, now=now()):
                break
        for _ in range(_MOST_ROUNDS):
            if not follow_settings(viewer, now=now()):
                break


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="count_figures", pass_context=False)
def count_figures(timestamp: int) -> None:
    """Count what each desk's dashboard shows, so that nobody who looks waits for it."""
    del timestamp
    for viewer in installation_at_each_desk():
        with acting(viewer):
            take_figures(viewer, now=now())


@app.periodic(cron="0 * * * *")
@app.task(queueing_lock="send_digests", pass_context=False)
def send_digests(timestamp: int) -> None:
    """At its hour, tell officers by mail and the desk's webhook what changed; what failed is tried each hour."""
    del timestamp
    relay, moment = Relay(*settings.MAIL_RELAY), now()
    is_hour = is_hour_of(settings.DIGEST_HOURS, now=moment)
    for viewer in installation_at_each_desk():
        send_digests_of(viewer, relay=relay, webhook=settings.WEBHOOK, is_hour=is_hour, now=moment)


@app.periodic(cron="30 3 * * *")
@app.task(queueing_lock="forget_sessions", pass_context=False)
def forget_sessions(timestamp: int) -> None:
    """Remove the rows of sessions that have ended."""
    del timestamp
    call_command("clearsessions")
