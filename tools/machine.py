"""Is this a machine that Waymark can be set up on? One clear line where it is not.

Must run on any Python 3, so that an old one can be told so.
"""

import sys

OLDEST = (3, 11)


def main() -> int:
    """Return the exit code: 0 when all that set-up needs is there."""
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:3])
        return refuse(
            f"Waymark needs Python 3.11 or newer, and this is {found}: run `make PY=python3.11 ...`"
        )
    if not sys.platform.startswith("linux"):
        return refuse("Waymark runs on Linux with glibc 2.35 or newer (Debian 12, Ubuntu 22.04 and later)")
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return refuse("Python's venv is missing: install it (on Debian: apt-get install python3-venv)")
    import platform

    library, release = platform.libc_ver()
    if library == "glibc" and tuple(int(part) for part in release.split(".")[:2]) < (2, 35):
        return refuse(f"glibc {release} is too old for the embedded database: 2.35 or newer is needed")
    return 0


def refuse(line: str) -> int:
    """Say why not, and what to do."""
    sys.stderr.write(f"waymark: {line}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
