"""Where the embedded database can lie, and what is said where it cannot."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.embedded_states import SOURCES, a_folder, ask, end_all, hold, let_go
from waymark.config.state import DatabaseDidNotStart, StateNotUsable

IS_ROOT = os.geteuid() == 0


@pytest.fixture
def folder() -> Iterator[Path]:
    with a_folder() as made:
        yield made


@pytest.fixture(scope="module")
def made_before() -> Iterator[Path]:
    with a_folder() as made:
        hold(made / "state")
        yield made / "state"


class TestState:
    @pytest.mark.parametrize("name", ["s" * 150, "of the force/it's 100% ours: état"], ids=["long", "odd"])
    def test_lies_where_it_is_asked_for(self, folder, name):
        database = hold(folder / name)

        assert database.state == folder / name
        assert database.moved_from is None
        assert ask(database.urls["application"], "SELECT 1") == [(1,)]

    def test_is_private_with_its_passwords(self, made_before):
        database = hold(made_before)

        assert stat.S_IMODE((database.state / "secrets.json").stat().st_mode) == 0o600
        assert stat.S_IMODE((database.state / "postgres").stat().st_mode) == 0o700
        assert stat.S_IMODE(database.socket_dir.stat().st_mode) == 0o700
        assert stat.S_IMODE(database.state.stat().st_mode) == (0o711 if IS_ROOT else 0o700)

    @pytest.mark.skipif(not IS_ROOT, reason="only root's database runs as another user")
    def test_moves_to_where_the_database_user_can_enter_and_leaves_the_home_shut(self, folder):
        home = folder / "home"
        home.mkdir(mode=0o700)
        moved = Path("/nowhere")
        try:
            database = hold(home / "work" / "state")
            moved = database.state

            assert moved.parent == Path("/var/lib/waymark")
            assert database.moved_from == home / "work" / "state"
            assert ask(database.urls["application"], "SELECT 1") == [(1,)]
            assert stat.S_IMODE(home.stat().st_mode) == 0o700
            assert hold(home / "work" / "state").state == moved
        finally:
            let_go(folder)
            end_all(moved)
            shutil.rmtree(moved, ignore_errors=True)

    @pytest.mark.skipif(IS_ROOT, reason="a user's own database runs as that user")
    def test_lies_in_a_home_that_others_cannot_enter(self, folder):
        home = folder / "home"
        home.mkdir(mode=0o700)

        database = hold(home / "state")

        assert database.state == home / "state"

    def test_is_refused_when_it_belongs_to_somebody_else(self, folder):
        if IS_ROOT:
            theirs = folder / "theirs"
            theirs.mkdir()
            os.chown(theirs, 65534, 65534)
        else:
            theirs = Path("/usr")

        with pytest.raises(StateNotUsable, match="belongs to"):
            hold(theirs)

    def test_is_refused_when_its_passwords_are_lost(self, made_before):
        end_all(made_before)
        kept = (made_before / "secrets.json").rename(made_before / "kept.json")
        try:
            with pytest.raises(DatabaseDidNotStart, match=r"secrets\.json cannot be read"):
                hold(made_before)
        finally:
            kept.rename(made_before / "secrets.json")


class TestSocketFolder:
    def test_is_gone_when_the_server_is(self, made_before):
        database = hold(made_before)

        end_all(made_before)

        assert not database.socket_dir.exists()

    def test_is_another_when_its_name_is_taken_by_a_folder_that_is_open_to_others(self, made_before):
        usual = hold(made_before).socket_dir
        end_all(made_before)
        usual.mkdir()
        usual.chmod(0o777)
        try:
            database = hold(made_before)

            assert database.socket_dir != usual
            assert ask(database.urls["application"], "SELECT 1") == [(1,)]
        finally:
            usual.rmdir()


class TestCommandLine:
    def test_says_in_one_line_why_it_cannot_start(self, folder):
        (folder / "file").write_text("")

        done = subprocess.run(
            [sys.executable, "-m", "waymark.config.start", "queue"],
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(SOURCES),
                "WAYMARK_STATE": str(folder / "file"),
            },
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 2
        assert done.stdout == ""
        assert (
            done.stderr == f"waymark: {folder / 'file'} is not a folder: choose another with WAYMARK_STATE\n"
        )
