"""The embedded database's processes: started once, shared, and never left behind."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.integration.embedded_states import (
    LINGER_SECONDS,
    a_folder,
    ask,
    commands,
    end,
    end_all,
    eventually,
    hold,
    keeper_of,
    let_go,
    postmaster_of,
    processes_of,
)
from waymark.config.running import running_server
from waymark.config.server import as_user
from waymark.config.state import StateFolder, StateNotUsable, database_user


@pytest.fixture
def new_state() -> Iterator[Path]:
    with a_folder() as folder:
        yield folder / "state"


@pytest.fixture(scope="module")
def made_before() -> Iterator[Path]:
    with a_folder() as folder:
        hold(folder / "state")
        yield folder / "state"


@pytest.fixture
def state(made_before: Path) -> Iterator[Path]:
    """A state that was made before, with nothing running."""
    end_all(made_before)
    yield made_before
    end_all(made_before)


def gone(state: Path) -> bool:
    return not processes_of(state)


class TestCommandsThatShareADatabase:
    def test_make_it_once_when_they_come_at_once(self, new_state):
        with commands(new_state, count=3) as running:
            told = [command.wait_until_held() for command in running]

            assert sorted(one["created"] for one in told) == [False, False, True]
            assert len({one["urls"]["application"] for one in told}) == 1
            assert all(ask(one["urls"]["application"], "SELECT 1") == [(1,)] for one in told)

    def test_keep_it_when_the_one_that_started_it_is_killed(self, state):
        with commands(state, count=1) as (first,):
            first.wait_until_held()
            second = hold(state)
            first.kill()
            time.sleep(3 * LINGER_SECONDS)

            assert ask(second.urls["application"], "SELECT 1") == [(1,)]

    def test_leave_nothing_running_when_they_are_killed(self, state):
        with commands(state, count=2) as running:
            for command in running:
                command.wait_until_held()

        eventually(lambda: gone(state), "server and keeper ended")

    def test_find_their_data_at_the_next_start(self, state):
        ask(hold(state).urls["owner"], "CREATE TABLE kept AS SELECT 7 AS number")
        end_all(state)

        again = hold(state)

        assert not again.created
        assert ask(again.urls["owner"], "SELECT number FROM kept") == [(7,)]

    def test_never_meet_a_server_that_is_about_to_stop(self, state):
        # Waits about the linger, so that the keeper is deciding just as the next hold comes.
        for waited in (0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
            database = hold(state)

            assert ask(database.urls["worker"], "SELECT 1") == [(1,)]

            let_go(state)
            time.sleep(waited)


class TestKeeper:
    @pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
    def test_takes_its_server_with_it(self, state, how):
        hold(state)
        end(keeper_of(state), how)

        eventually(lambda: gone(state), "server ended")

    @pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
    def test_is_replaced_at_once_for_the_next_command(self, state, how):
        hold(state)
        end(keeper_of(state), how)

        after = hold(state)

        assert ask(after.urls["application"], "SELECT 1") == [(1,)]

    def test_ends_when_its_server_is_killed_and_the_next_command_recovers(self, state):
        hold(state)
        end(postmaster_of(state), signal.SIGKILL)
        eventually(lambda: running_server(StateFolder(state)) is None, "the loss was noticed")

        assert ask(hold(state).urls["application"], "SELECT 1") == [(1,)]

    def test_ends_a_server_that_was_told_to_stop_and_waits_for_its_clients(self, state):
        with psycopg.connect(hold(state).urls["application"]):
            os.kill(postmaster_of(state), signal.SIGTERM)

            eventually(lambda: gone(state), "server and keeper ended")

    def test_ends_when_its_state_is_removed_and_another_can_be_made_there(self, new_state):
        hold(new_state)
        keeper = keeper_of(new_state)
        subprocess.run(["rm", "-rf", new_state], check=True)
        let_go(new_state)

        again = hold(new_state)

        assert again.created
        assert ask(again.urls["application"], "SELECT 1") == [(1,)]
        eventually(lambda: keeper not in processes_of(new_state), "the old keeper ended")

    def test_starts_despite_a_process_file_whose_number_another_process_has(self, state):
        user = database_user()
        with subprocess.Popen(["sleep", "60"], **as_user(user)) as stranger:
            stale = state / "postgres" / "postmaster.pid"
            stale.write_text(f"{stranger.pid}\n{state / 'postgres'}\n1\n5432\n\n\n\n")
            os.chown(stale, user.uid, user.gid)

            answer = ask(hold(state).urls["application"], "SELECT 1")

            assert answer == [(1,)]
            assert stranger.poll() is None
            stranger.kill()


class TestServerForTests:
    def test_is_never_taken_for_a_durable_one(self, state):
        hold(state, durable=False)

        with pytest.raises(StateNotUsable, match="without durability"):
            hold(state, durable=True)
