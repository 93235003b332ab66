"""The Markdown that the generated pages are made of."""

from __future__ import annotations


def table(heads: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    """A Markdown table."""
    lines = [heads, tuple("---" for _ in heads), *rows]
    cells = [[str(cell).replace("|", "\\|").replace("\n", " ") for cell in line] for line in lines]
    return "\n".join("| " + " | ".join(line) + " |" for line in cells) + "\n"


def code(names: object) -> str:
    """Names in code marks, or none."""
    return ", ".join(f"`{name}`" for name in names) if isinstance(names, list | tuple) else f"`{names}`"
