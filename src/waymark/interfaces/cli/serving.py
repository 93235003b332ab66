"""`waymark up`, `serve` and `work`: the pages and the timed work, together or apart."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, cast

import typer

from waymark.errors import WaymarkError
from waymark.interfaces.cli import door

if TYPE_CHECKING:
    from collections.abc import Callable

    from procrastinate.contrib.django.django_connector import DjangoConnector


class PortTaken(WaymarkError):
    """Something else listens on the port."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is taken: stop what listens there, or choose another with --port or PORT="
        )


class NotForLiveData(WaymarkError):
    """Production settings on the embedded database."""

    def __init__(self) -> None:
        super().__init__(
            "The embedded database is for demonstration, not live data: set DATABASE_URL to a maintained "
            "PostgreSQL 16, 17 or 18, or unset WAYMARK_PRODUCTION"
        )


def register(app: typer.Typer) -> None:
    @app.command()
    def up(
        port: Annotated[int, typer.Option(envvar="PORT", help="Where the pages are served.")] = 8000,
        demo: Annotated[bool, typer.Option(help="Fill an empty database with invented data first.")] = False,
    ) -> None:
        """Start everything: pages and timed work, until Ctrl-C."""
        with door.refusing():
            _up(port, demo=demo)

    @app.command()
    def serve(
        port: Annotated[int, typer.Option(envvar="PORT")] = 8000,
        host: Annotated[str, typer.Option()] = "127.0.0.1",
        workers: Annotated[int, typer.Option(help="Processes.")] = 2,
    ) -> None:
        """Serve the pages."""
        with door.refusing():
            check_port(port)
        from granian.constants import Interfaces
        from granian.log import LogLevels
        from granian.server import Server

        Server(
            "waymark.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=4,
            workers_kill_timeout=5,
            log_access=False,
            log_level=LogLevels.warning,
            websockets=False,
        ).serve(target_loader=_pages, wrap_loader=False)

    @app.command()
    def work(
        once: Annotated[bool, typer.Option(help="Do what waits, then stop.")] = False,
    ) -> None:
        """Do the timed work."""
        from procrastinate.contrib.django import app as jobs

        # Jobs are done over the worker's own connections; Django's are for what a job itself does.
        connector = cast("DjangoConnector", jobs.connector)
        with jobs.replace_connector(connector.get_worker_connector()) as working:
            working.run_worker(wait=not once, fetch_job_polling_interval=1.0)


def _pages() -> Callable[..., object]:
    """Load the pages in a process of the server's."""
    _answer_to_parent_alone()
    loaded: Callable[..., object] = import_module("waymark.config.wsgi").application
    return loaded


def check_port(port: int) -> None:
    """Raises PortTaken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise PortTaken(port) from None


def _up(port: int, *, demo: bool) -> None:
    if os.environ.get("WAYMARK_PRODUCTION") == "1" and os.environ.get("WAYMARK_EMBEDDED") == "1":
        raise NotForLiveData
    check_port(port)
    if demo:
        from waymark.interfaces.cli.demonstration import fill

        fill()
    children = [
        _child(["serve", "--port", str(port)], role="application"),
        _child(["work"], role="worker"),
    ]
    typer.echo(f"Waymark is at http://127.0.0.1:{port} (Ctrl-C stops it)")
    _wait(children)


def _child(arguments: list[str], *, role: str) -> subprocess.Popen[bytes]:
    """Start a command of ours that dies with this one, with no other role's password at hand."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("WAYMARK_DATABASE_URL_") or name.endswith(f"_{role.upper()}")
    }
    environment["WAYMARK_DATABASE_ROLE"] = role
    environment.pop("WAYMARK_DOOR", None)
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "waymark.config.start", *arguments],
        env=environment,
        preexec_fn=_answer_to_parent_alone,  # noqa: PLW1509 - one call, no threads yet
    )


def _answer_to_parent_alone() -> None:
    """Have this process stopped by its parent, and by its parent's death, and not by a terminal's Ctrl-C.

    A terminal tells everything at once, and then the parent tells its children again. Granian 2.8.7 was seen to
    miss both when they came together, and to be killed 5 s later; procrastinate 3 ends at the second.
    """
    import ctypes

    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    set_parent_death_signal = 1  # PR_SET_PDEATHSIG, prctl(2)
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def _wait(children: list[subprocess.Popen[bytes]]) -> None:
    """Until one ends or a signal comes; then stop them all."""

    def stop(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        while all(child.poll() is None for child in children):
            signal.sigtimedwait([], 0.5)
    except KeyboardInterrupt:
        door.say("Stopping.")
    finally:
        # A second Ctrl-C, or make passing on the first, must not leave a child behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for child in children:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        for child in children:
            try:
                child.wait(15)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
    failed = [
        child.returncode for child in children if child.returncode not in {0, -signal.SIGTERM, -signal.SIGINT}
    ]
    if failed:
        raise typer.Exit(door.REFUSED)
