"""The one way to name a part of a document, the same in a tree and in a stream.

A step is an element's local name, with its prefix where it lies outside the root's namespace. The first of
its name in its parent stands bare, the n-th carries `[n]`: `/report/victim[2]/ipCaptureEvent[17]/port`. So a
path is known as soon as its element starts, whatever follows. Attributes are `/@name`, with a prefix where
they have a namespace; comments, processing instructions and loose text are `/comment()`,
`/processing-instruction()` and `/text()`, counted in the same way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

_NODES: dict[object, str] = {
    etree.Comment: "comment()",
    etree.ProcessingInstruction: "processing-instruction()",
    etree.Entity: "entity()",
}
_XML = "http://www.w3.org/XML/1998/namespace"


def step(element: _Element, namespace: str) -> str:
    """The name of an element in a path, without its index. namespace: the root's, or empty."""
    tag: object = element.tag
    if not isinstance(tag, str):
        return _NODES[tag]
    if tag[0] != "{":
        return tag
    uri, local = tag[1:].split("}", 1)
    if uri == namespace or element.prefix is None:
        return local
    return f"{element.prefix}:{local}"


def attribute_step(name: str, element: _Element) -> str:
    """The step of an attribute of `element`; name: as lxml writes it, with its namespace in braces."""
    if name[0] != "{":
        return f"@{name}"
    uri, local = name[1:].split("}", 1)
    if uri == _XML:
        return f"@xml:{local}"
    prefix = next(prefix for prefix, known in element.nsmap.items() if prefix and known == uri)
    return f"@{prefix}:{local}"


def count_step(seen: dict[str, int], name: str) -> str:
    """Count one more of `name` among its siblings, and give its step with its index."""
    count = seen.get(name, 0) + 1
    seen[name] = count
    return name if count == 1 else f"{name}[{count}]"


def words_of(element: _Element) -> str:
    """The text before an element's first child; of a processing instruction its target as well."""
    tag: object = element.tag
    if tag is etree.ProcessingInstruction:
        return f"{element.target} {element.text or ''}".rstrip()  # type: ignore[attr-defined]
    return element.text or ""
