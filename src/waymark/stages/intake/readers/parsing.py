"""The hardened parser, and its refusals in our own words.

No network, no entities, no document type, no huge trees, and no recovery: a document is read whole or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from waymark.stages.intake.readers.errors import BrokenDocument, CannotRead, DoctypeRefused, TooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_TREES = etree.XMLParser(
    encoding="utf-8",
    no_network=True,
    resolve_entities=False,
    load_dtd=False,
    dtd_validation=False,
    huge_tree=False,
    collect_ids=False,
    recover=False,
)


def parse(document: bytes) -> _Element:
    """Parse a whole document in UTF-8. Raises BrokenDocument, TooLarge or DoctypeRefused."""
    try:
        root = etree.fromstring(document, _TREES)
    except etree.LxmlError as error:
        raise refusal(error) from None
    refuse_doctype(root)
    return root


def streaming_parser(tags: Iterable[str]) -> etree.XMLPullParser:
    """A parser to be fed chunk by chunk, which tells of the start and the end of the elements named."""
    return etree.XMLPullParser(
        events=("start", "end"),
        tag=[f"{{*}}{tag}" for tag in tags],
        encoding="utf-8",
        no_network=True,
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        collect_ids=False,
        recover=False,
    )


def refuse_doctype(root: _Element) -> None:
    """The second lock: the search of the prolog has refused every DOCTYPE already."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise DoctypeRefused(where="before the root", what="The document has a document type declaration")


# libxml2's names for what a reader can say more plainly. Its own messages quote the document, so they are
# not passed on: they could hold a name.
_WORDS = {
    "ERR_TAG_NOT_FINISHED": "The document ends inside an element",
    "ERR_TAG_NAME_MISMATCH": "An element is closed under another name",
    "ERR_DOCUMENT_EMPTY": "There is no element where one must stand",
    "ERR_DOCUMENT_END": "Something follows the end of the document, or it ends too early",
    "ERR_UNDECLARED_ENTITY": "An entity is used that is not declared",
    "ERR_INVALID_CHAR": "A character stands there that XML does not allow",
    "ERR_ATTRIBUTE_REDEFINED": "An attribute is given twice",
    "NS_ERR_UNDEFINED_NAMESPACE": "A namespace prefix is used that is not declared",
    "ERR_RESERVED_XML_NAME": "The XML declaration is not at the very beginning",
}
_LONGEST_TEXT = 10_000_000  # libxml2's XML_MAX_TEXT_LENGTH
_LIMITS = ("ERR_RESOURCE_LIMIT", "ERR_NAME_TOO_LONG", "ERR_ENTITY_LOOP", "ERR_NO_MEMORY")
_LIMIT_WORDS = ("huge", "too long", "depth", "limit exceeded")


def refusal(error: etree.LxmlError) -> CannotRead:
    """Our word for the error of a parser that was given a whole document, at its line and column."""
    line, column = getattr(error, "position", None) or (0, 0)
    return _refusal(getattr(error, "code", 0) or 0, str(error), line=line, column=column)


def streaming_refusal(parser: etree.XMLPullParser, error: etree.LxmlError, *, held: int) -> CannotRead:
    """Our word for the error of a streaming parser, which only its own log tells rightly.

    held: the bytes since the last complete element. A comment of more than the parser takes is reported as
    one without an end.
    """
    log: Any = parser.feed_error_log
    entries = [entry for entry in log if entry.level == etree.ErrorLevels.FATAL] or list(log)
    if held > _LONGEST_TEXT:
        return _beyond_limits(f"within {held} bytes after the last complete element")
    if not entries:
        return refusal(error)
    first = entries[0]
    return _refusal(first.type, first.message, line=first.line, column=first.column)


def _beyond_limits(where: str) -> TooLarge:
    return TooLarge(where=where, what="A text, a name or the nesting there is beyond the parser's limits")


def _refusal(code: int, message: str, *, line: int, column: int) -> CannotRead:
    where = f"line {line}, column {column}"
    name = etree.ErrorTypes._getName(code, "an unnamed error")  # noqa: SLF001 - it has no public way
    if name in _LIMITS or any(word in message.lower() for word in _LIMIT_WORDS):
        return _beyond_limits(where)
    plain = name.removeprefix("ERR_").lower().replace("_", " ")
    return BrokenDocument(where=where, what=_WORDS.get(name, f"It is not well-formed XML: {plain}"))
