"""Finds the lines of a policy file that its parts stand on: the TOML reader does not keep them."""

from __future__ import annotations

import re


class Places:
    """The lines of one file. Every line is counted from 1; 0 says that it was not found."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()

    def key(self, name: str, *, after: int = 0) -> int:
        """The line that sets a key, after line `after` and before the next table."""
        for number, line in enumerate(self._lines[after:], start=after + 1):
            if re.match(rf"\s*{re.escape(name)}\s*=", line):
                return number
            if line.lstrip().startswith("["):
                break
        return 0

    def table(self, name: str, place: int) -> int:
        """The line on which a table of a list begins. place: 0 for the first."""
        found = [n for n, line in enumerate(self._lines, 1) if re.match(rf"\s*\[\[\s*{name}\s*\]\]", line)]
        return found[place] if place < len(found) else 0
