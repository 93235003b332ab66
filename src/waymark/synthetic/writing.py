"""Writes invented deliveries and their reference files into a folder of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from waymark.errors import WaymarkError
from waymark.synthetic.documents import deliveries
from waymark.synthetic.published import NotItsTotal, published_documents, total_of
from waymark.synthetic.reference import reference_files
from waymark.synthetic.year import YEARS, year_documents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from waymark.synthetic.profiles import Profile

# Says that a folder was made here and may be filled again.
MARK: Final = "INVENTED.txt"
MARK_TEXT: Final = (
    "Everything in this folder is invented, by waymark synth with profile {profile}, {referrals} referrals,\n"
    "seed {seed}, received until {until}.\n"
    "No person, account, address or file in it is real. It may be deleted or made again at any time.\n"
)
DELIVERIES: Final = "deliveries"
REFERENCE: Final = "reference"


class FolderNotOurs(WaymarkError):
    """The folder to write to holds something that was not invented here."""

    def __init__(self, out: Path) -> None:
        super().__init__(f"{out} is not empty and was not made by waymark synth: name a new or empty folder")


class FolderFilled(WaymarkError):
    """The folder to write to holds an earlier set, whose files would mix with the new."""

    def __init__(self, out: Path) -> None:
        super().__init__(f"{out} holds another invented set: delete it, or name a new or empty folder")


def write(out: Path, profile: Profile, *, referrals: int, seed: int, until: datetime) -> Iterator[Path]:
    """Write the set under `out`, and yield each file's path once it is written.

    Deliveries go under `deliveries/`, reference files under `reference/`. A folder that holds the same set,
    whole or in part, is written over: same arguments, same bytes. Nothing is written before the first
    path is asked for. Raises FolderNotOurs, FolderFilled, and what `deliveries` raises.
    """
    documents = deliveries(profile, referrals=referrals, seed=seed, until=until)
    text = MARK_TEXT.format(profile=profile.name, referrals=referrals, seed=seed, until=until.isoformat())
    _claim(out, text)
    for filename, content in reference_files(seed).values():
        yield _written(out / REFERENCE / filename, content)
    for document in documents:
        yield _written(out / DELIVERIES / document.name, document.content)


def write_published(out: Path, name: str, *, referrals: int, seed: int) -> Iterator[Path]:
    """Write records whose totals are published ones, a folder of deliveries for each source; see `published`.

    referrals: 0, or as many as were published. Raises NotItsTotal, FolderNotOurs, FolderFilled.
    """
    total = total_of(name)
    if referrals not in {0, total}:
        raise NotItsTotal(name, total)
    _claim(
        out, MARK_TEXT.format(profile=name, referrals=total, seed=seed, until="the published periods' ends")
    )
    for document in published_documents(name, seed=seed):
        yield _written(out / DELIVERIES / document.name, document.content)


def write_year(out: Path, name: str, *, reports: int, seed: int, until: datetime) -> Iterator[Path]:
    """Write a year of reports in every format, and the reference files they need; see `year`.

    reports: 0 for as many as the year had. Raises FolderNotOurs, FolderFilled, and what `year_documents` raises.
    """
    count = reports or YEARS[name]
    documents = year_documents(reports=count, seed=seed, until=until)
    _claim(out, MARK_TEXT.format(profile=name, referrals=count, seed=seed, until=until.isoformat()))
    for filename, content in reference_files(seed).values():
        yield _written(out / REFERENCE / filename, content)
    for document in documents:
        yield _written(out / DELIVERIES / document.name, document.content)


def _claim(out: Path, text: str) -> None:
    """Mark the folder as ours, unless it is somebody else's or holds another set."""
    mark = out / MARK
    if out.exists():
        if not out.is_dir() or (any(out.iterdir()) and not mark.is_file()):
            raise FolderNotOurs(out)
        if mark.is_file() and mark.read_text(encoding="utf-8") != text:
            raise FolderFilled(out)
    out.mkdir(parents=True, exist_ok=True)
    mark.write_text(text, encoding="utf-8")


def _written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
