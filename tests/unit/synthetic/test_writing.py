from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.unit.synthetic.invented import UNTIL
from waymark.errors import WaymarkError
from waymark.synthetic.profiles import DESK, NATIONAL, Profile, giant
from waymark.synthetic.writing import FolderFilled, FolderNotOurs, write

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def written(
    out: Path, profile: Profile = NATIONAL, *, referrals: int = 5, seed: int = 1, until: datetime = UNTIL
) -> list[Path]:
    return list(write(out, profile, referrals=referrals, seed=seed, until=until))


def contents_of(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class TestWriting:
    def test_puts_deliveries_and_reference_files_apart_and_says_that_all_is_invented(self, tmp_path):
        written(tmp_path / "out")

        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
            "INVENTED.txt",
            "deliveries",
            "reference",
        ]

    def test_yields_the_path_of_every_file_but_its_own_mark(self, tmp_path):
        paths = written(tmp_path)

        assert sorted(paths) == sorted(
            path for path in tmp_path.rglob("*.*") if path.is_file() and path.name != "INVENTED.txt"
        )

    def test_gives_the_same_files_for_the_same_arguments(self, tmp_path):
        written(tmp_path / "one")
        written(tmp_path / "two")

        assert contents_of(tmp_path / "one") == contents_of(tmp_path / "two")

    def test_takes_up_a_set_that_was_left_half_written(self, tmp_path):
        next(write(tmp_path, NATIONAL, referrals=5, seed=1, until=UNTIL))

        assert len(written(tmp_path)) > 10

    def test_refuses_a_folder_that_holds_something_else_and_leaves_it_alone(self, tmp_path):
        (tmp_path / "notes.txt").write_text("mine")

        with pytest.raises(FolderNotOurs, match="name a new or empty folder"):
            written(tmp_path)

        assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]

    def test_refuses_a_path_that_is_a_file(self, tmp_path):
        (tmp_path / "out").write_text("mine")

        with pytest.raises(FolderNotOurs):
            written(tmp_path / "out")

    @pytest.mark.parametrize(
        "other",
        [
            {"seed": 2},
            {"referrals": 6},
            {"profile": giant(files=2, events=2)},
            {"until": UNTIL + timedelta(1)},
        ],
    )
    def test_refuses_to_mix_two_sets(self, tmp_path, other):
        written(tmp_path)

        with pytest.raises(FolderFilled, match="another invented set"):
            written(tmp_path, **other)

    @pytest.mark.parametrize("wrong", [{"referrals": 0}, {"until": UNTIL.replace(tzinfo=None)}])
    def test_makes_no_folder_when_the_set_cannot_be_invented(self, tmp_path, wrong):
        with pytest.raises(WaymarkError):
            written(tmp_path / "out", **wrong)

        assert not (tmp_path / "out").exists()

    def test_leaves_something_unreadable_on_a_desk(self, tmp_path):
        written(tmp_path, DESK)

        assert {path.name for path in (tmp_path / "deliveries" / "unreadable").iterdir()} == {
            "cut-off.xml",
            "document-type.xml",
            "empty.xml",
            "file-without-report.xml",
            "not-xml.xml",
            "unknown-root.xml",
        }
