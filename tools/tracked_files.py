"""No tracked file may name a package registry, a machine's path, or what is not the project's."""

import re
import subprocess
import sys
from pathlib import Path

_LOCKS = re.compile(r"(^|/)(requirements[^/]*\.(txt|in)|package-lock\.json|\.npmrc|[^/]*\.lock)$")
_IN_LOCKS = re.compile(r"(https?|file)://|--(extra-)?index-url|--find-links|^-i |\"resolved\"", re.MULTILINE)
_REGISTRIES = re.compile(r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org", re.IGNORECASE)
# A home folder, or the place of this very checkout.
_HOMES = re.compile(r"/(home|Users)/[a-z][\w.-]*/|/root/[\w.]")
_NOT_TEXT = {".png", ".ico", ".woff2"}


def main() -> int:
    """Return 1 and name each place when a tracked file holds what it must not."""
    here = Path(__file__).resolve().parents[1]
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=here, capture_output=True, text=True, check=True)
    bad = []
    for name in filter(None, listed.stdout.split("\0")):
        path = here / name
        if path.suffix in _NOT_TEXT or not path.is_file() or path == Path(__file__).resolve():
            continue
        # What readers are attacked with is not always text.
        text = path.read_text(encoding="utf-8", errors="replace")
        patterns = [_REGISTRIES, _HOMES, re.compile(re.escape(f"{here.parent}/"))]
        if _LOCKS.search(name):
            patterns.append(_IN_LOCKS)
        bad += [
            f"{name}:{text.count(chr(10), 0, hit.start()) + 1}: {hit.group().strip()}"
            for pattern in patterns
            for hit in pattern.finditer(text)
        ]
    for line in bad:
        sys.stderr.write(f"must not be in a tracked file: {line}\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
