"""The command line as a person or a script meets it: real processes, on a state of their own."""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest

from tests.builders import an_xml_report

# What a loaded machine with two cores may take to start or to stop everything.
PATIENCE_SECONDS = 150
EVENTS = [("198.51.100.7", "2026-10-01T10:00:00Z", 4321)]


@pytest.fixture(scope="module")
def state():
    folder = tempfile.mkdtemp(prefix="wmc-")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def waymark(state):
    def run(*arguments, **environment):
        clean = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("WAYMARK_", "DATABASE_URL"))
        }
        return subprocess.run(
            [sys.executable, "-m", "waymark.config.start", *map(str, arguments)],
            env={**clean, "WAYMARK_STATE": state, **environment},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture(scope="module")
def inbox(state):
    folder = Path(state) / "inbox"
    folder.mkdir()
    (folder / "report.xml").write_bytes(
        an_xml_report(identifier="u1", service="A", events=EVENTS, note="Ä 名 🚩")
    )
    return folder


def lines(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


class TestReceive:
    def test_answers_a_line_a_delivery_and_succeeds(self, waymark, inbox):
        done = waymark("receive", inbox / "report.xml", "--json")

        (line,) = lines(done)
        assert done.returncode == 0
        assert {"path", "sha256", "outcome", "reports", "referrals", "faults"} <= line.keys()
        assert line["outcome"] in {"accepted", "duplicate"}

    def test_knows_the_same_bytes_again(self, waymark, inbox):
        waymark("receive", inbox / "report.xml")

        done = waymark("receive", "--json", inbox / "report.xml")

        assert lines(done)[0]["outcome"] == "duplicate"

    def test_exits_with_1_when_something_could_not_be_read(self, waymark, inbox):
        broken = inbox / "broken.xml"
        broken.write_bytes(b"<report><a></report>")

        done = waymark("receive", broken, "--json")

        assert done.returncode == 1
        assert lines(done)[0]["faults"][0].keys() == {"where", "what"}

    def test_exits_with_2_and_one_line_when_there_is_nothing_at_the_path(self, waymark, inbox):
        done = waymark("receive", inbox / "nowhere")

        assert done.returncode == 2
        assert "there is nothing there" in done.stderr
        assert "Traceback" not in done.stderr


class TestQueue:
    def test_gives_every_key_in_order(self, waymark, inbox):
        waymark("receive", inbox / "report.xml")

        done = waymark("queue", "--json")

        wanted = {
            "referral", "stage", "level", "could_be", "fired", "next_check", "due_at", "evidence_lost_at",
            "force", "people", "reports", "rank_reason",
        }  # fmt: skip
        assert done.returncode == 0
        assert wanted <= lines(done)[0].keys()
        assert lines(done)[0]["due_at"].endswith("Z")


class TestShow:
    def test_names_every_element_of_a_report_by_its_path(self, waymark, inbox):
        (received,) = lines(waymark("receive", inbox / "report.xml", "--json"))

        done = waymark("show", received["reports"][0], "--json")

        elements = {each["path"]: each["state"] for each in lines(done)[0]["elements"]}
        assert elements["/report/personOrUserReported/ipCaptureEvent/port"] == "read"
        assert set(elements.values()) == {"read"}

    def test_says_what_is_wrong_with_a_mistyped_reference(self, waymark, inbox):
        (received,) = lines(waymark("receive", inbox / "report.xml", "--json"))
        reference = received["referrals"][0]
        wrong = reference[:-1] + ("0" if reference[-1] != "0" else "1")

        done = waymark("show", wrong)

        assert done.returncode == 2
        assert "sign wrong" in done.stderr


class TestWhoActs:
    def test_is_asked_for_by_name_and_must_exist(self, waymark):
        done = waymark("queue", "--as", "nobody.here")

        assert done.returncode == 2
        assert "No active officer is called 'nobody.here'" in done.stderr

    def test_is_accounted_for(self, waymark):
        done = waymark("audit", "verify", "--json")

        assert done.returncode == 0
        assert lines(done)[0]["intact"] is True


class TestAssess:
    def test_records_what_was_found_out_and_gives_the_new_level(self, waymark, inbox):
        (received,) = lines(waymark("receive", inbox / "report.xml", "--json"))

        done = waymark(
            "assess", received["referrals"][0], "--fact", "child_at_address=yes", "--source", "A", "--json"
        )

        assert lines(done)[0]["level"] in {"high", "very_high"}

    def test_refuses_a_fact_that_no_policy_knows(self, waymark, inbox):
        (received,) = lines(waymark("receive", inbox / "report.xml", "--json"))

        done = waymark("assess", received["referrals"][0], "--fact", "height=yes")

        assert done.returncode == 2
        assert "No fact is called 'height'" in done.stderr


class TestUp:
    def test_refuses_a_taken_port_in_one_line(self, waymark):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()

            done = waymark("up", "--port", taken.getsockname()[1])

        assert done.returncode == 2
        assert "is taken" in done.stderr
        assert "Traceback" not in done.stderr

    def test_refuses_production_settings_on_the_embedded_database(self, waymark):
        done = waymark("up", WAYMARK_PRODUCTION="1")

        assert done.returncode == 2
        assert "demonstration, not live data" in done.stderr
        assert "Traceback" not in done.stderr


def processes_of(session):
    """The processes of a session that run: the fields after a name in brackets are in proc_pid_stat(5)."""
    running = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session and fields[0] not in "ZX":
                running.append(int(stat.parent.name))
    return running


def until(happened, what):
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        assert time.monotonic() < deadline, f"not in {PATIENCE_SECONDS} s: {what}"
        time.sleep(0.05)


@pytest.fixture
def started(state):
    """`waymark up` in a session of its own, as from a terminal, once its pages answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WAYMARK_")}
    up = subprocess.Popen(
        [sys.executable, "-m", "waymark.config.start", "up", "--port", str(port)],
        env={**clean, "WAYMARK_STATE": state},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        # What a shell starts in the background ignores Ctrl-C, and so would all that these tests start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - one call, no threads
    )

    def answers():
        assert up.poll() is None, up.communicate()[0]
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/") as page,
        ):
            return page.status == 200
        return False

    try:
        until(answers, "the pages answered")
        yield up
    finally:
        for process in processes_of(up.pid):
            os.kill(process, signal.SIGKILL)
        up.communicate()


class TestStopping:
    def test_leaves_no_process_after_ctrl_c_and_none_had_to_be_killed(self, started):
        os.killpg(started.pid, signal.SIGINT)

        said, _ = started.communicate(timeout=PATIENCE_SECONDS)
        until(lambda: not processes_of(started.pid), "every process ended")
        assert (started.returncode, "Killing" in said) == (0, False), said

    def test_leaves_no_process_when_it_is_killed(self, started):
        started.kill()

        until(lambda: not processes_of(started.pid), "every process ended")


class TestWrongUsage:
    @pytest.mark.parametrize("arguments", [("nosuch",), ("queue", "--nosuch"), ("show",)])
    def test_exits_with_2(self, waymark, arguments):
        done = waymark(*arguments)

        assert done.returncode == 2
        assert "Traceback" not in done.stderr


class TestFilesThatCannotBeRead:
    def test_are_answered_and_keep_nothing_else_from_being_kept(self, waymark, state):
        folder = Path(state) / "mixed"
        folder.mkdir()
        (folder / "good.xml").write_bytes(an_xml_report(identifier="mixed", service="A"))
        (folder / "b\udcffd.xml").write_bytes(b"<report><mixed></report>")
        (folder / "self.xml").symlink_to("/proc/self/mem")

        done = waymark("receive", folder, "--json")

        outcomes = sorted(line["outcome"] for line in lines(done))
        assert done.returncode == 1
        assert outcomes == ["accepted", "quarantined", "refused"]


class TestTwoReceiversAtOnce:
    def test_keep_every_file_once(self, waymark, state):
        from concurrent.futures import ThreadPoolExecutor

        folder = Path(state) / "both"
        folder.mkdir()
        for n in range(60):
            (folder / f"{n}.xml").write_bytes(an_xml_report(identifier=f"both-{n}", service="A"))
        with ThreadPoolExecutor(2) as pool:
            one, other = pool.map(lambda _: waymark("receive", folder, "--json"), range(2))

        outcomes = [line["outcome"] for line in (*lines(one), *lines(other))]
        assert (one.returncode, other.returncode) == (0, 0)
        assert (outcomes.count("accepted"), outcomes.count("duplicate")) == (60, 60)


class TestTheLastAdministrator:
    def test_cannot_be_locked_out(self, waymark):
        (me,) = (
            line for line in lines(waymark("officer", "list", "--json")) if "administrator" in line["roles"]
        )

        done = waymark("officer", "change", me["username"], "--inactive")

        assert done.returncode == 2
        assert "last active administrator" in done.stderr


class TestContradictoryAnswers:
    def test_are_refused_and_not_recorded(self, waymark, inbox):
        (received,) = lines(waymark("receive", inbox / "report.xml", "--json"))

        done = waymark(
            "assess", received["referrals"][0], "--fact", "domestic_abuse=yes", "--fact", "domestic_abuse=no"
        )

        assert done.returncode == 2
        assert "nothing was recorded" in done.stderr
