"""The files of one publication: a file, a folder of them, or a ZIP as its publisher gives it out."""

from __future__ import annotations

import io
import zipfile
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from waymark.reference.kinds import Kind
from waymark.reference.readers.tables import WrongFile

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLE = frozenset({".csv", ".txt", ".cidr"})
_SUFFIXES = {
    Kind.FORCE_AREAS: frozenset({".geojson", ".json"}),
    Kind.GEOIP: frozenset({".mmdb"}),
    Kind.ASN: frozenset({".mmdb"}),
    Kind.OPERATORS: _TABLE | {".json", ".tsv"},
    Kind.TOR_EXITS: _TABLE | {".json"},
    Kind.BANK_HOLIDAYS: _TABLE | {".json"},
}
# A national postcode directory is about 1.5 GB of text; far more is no publication of any kind.
_MAX_BYTES = 8 * 1024**3


@contextmanager
def open_publication(path: Path, kind: Kind) -> Iterator[list[BinaryIO]]:
    """Open what a publisher put out, as streams in order of name.

    Of a ZIP or folder with a Data folder (ONSPD, Code-Point Open) that folder's tables are taken, and the
    whole directory rather than its parts by area. Raises WrongFile when nothing in it can be of this kind.
    """
    with ExitStack() as stack:
        if path.is_dir():
            files = {str(file.relative_to(path)): file for file in sorted(path.rglob("*")) if file.is_file()}
            yield [stack.enter_context(files[name].open("rb")) for name in _chosen(kind, list(files))]
        elif zipfile.is_zipfile(path):
            archive = stack.enter_context(zipfile.ZipFile(path))
            names = _chosen(kind, [info.filename for info in archive.infolist() if not info.is_dir()])
            if sum(archive.getinfo(name).file_size for name in names) > _MAX_BYTES:
                raise WrongFile(kind, expected="at most 8 GB of tables", found="more")
            yield [stack.enter_context(_seekable(archive, name)) for name in names]
        else:
            yield [stack.enter_context(path.open("rb"))]


def _seekable(archive: zipfile.ZipFile, name: str) -> BinaryIO:
    # A member can be read again from its start, at the cost of unpacking it again.
    return io.BufferedReader(archive.open(name))  # type: ignore[type-var]


def _chosen(kind: Kind, names: list[str]) -> list[str]:
    wanted = _SUFFIXES.get(kind, _TABLE)
    fitting = [name for name in sorted(names) if PurePosixPath(name).suffix.lower() in wanted]
    data = [name for name in fitting if "data" in {part.lower() for part in PurePosixPath(name).parts[:-1]}]
    whole = [name for name in data if "multi_csv" not in name.lower()]
    chosen = whole or data or fitting
    if not chosen:
        raise WrongFile(kind, expected=f"a file ending in {', '.join(sorted(wanted))}", found="none in it")
    return chosen
