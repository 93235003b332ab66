"""XML as text: fast, and written without knowing how it will be read."""

from __future__ import annotations

from typing import Final

DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
# What most reporters write on the root; the format does not require it.
SCHEMA: Final = (
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:noNamespaceSchemaLocation="https://report.cybertip.org/ispws/xsd"'
)


def escaped(text: str) -> str:
    """Text as it stands in an element or in an attribute between double quotes."""
    if "&" in text or "<" in text or ">" in text or '"' in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text


def leaf(name: str, text: str, **attributes: str) -> str:
    """An element that holds text, with the attributes that are not empty."""
    return f"<{name}{_written(attributes)}>{escaped(text)}</{name}>"


def node(name: str, *children: str, **attributes: str) -> str:
    """An element that holds elements; each child is markup already."""
    return f"<{name}{_written(attributes)}>{''.join(children)}</{name}>"


def flag(name: str) -> str:
    """An element whose presence is its value."""
    return f"<{name}/>"


def document(name: str, *children: str) -> bytes:
    """A whole document with its declaration, in UTF-8."""
    return f"{DECLARATION}<{name}{SCHEMA}>{''.join(children)}</{name}>\n".encode()


def _written(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escaped(value)}"' for name, value in attributes.items() if value)
