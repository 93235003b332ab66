"""Why a document could not be read, where, and what to do about it."""

from __future__ import annotations

from typing import ClassVar

from waymark.errors import WaymarkError


class CannotRead(WaymarkError):
    """A document that no reader could read to its end. The bytes stay as they were.

    where: a line and column, or a byte offset, or a path inside the document.
    what: what is wrong there, without any value of the document.
    """

    remedy: ClassVar[str] = "Keep the delivery for a person to look at."

    def __init__(self, *, where: str, what: str) -> None:
        super().__init__(f"{what} ({where}). {self.remedy}")
        self.where = where
        self.what = what


class EmptyDocument(CannotRead):
    remedy = "Ask whoever delivered it to send it again."


class WrongEncoding(CannotRead):
    """The bytes are not in the encoding that they declare, or the declared one is not known here."""

    remedy = "Ask for the document again in UTF-8, or correct its declaration in a copy and deliver that."


class DoctypeRefused(CannotRead):
    """A document type declaration: reports never have one, and it is how entity bombs arrive."""

    remedy = "Do not open it with other tools; ask whoever delivered it why it carries one."


class UnknownRoot(CannotRead):
    remedy = "Deliver it by the door for its own format, or keep it until a reader for it exists."


class BrokenDocument(CannotRead):
    """The document is cut short or is not well-formed XML."""

    remedy = "It may have been cut short on its way: ask for it again."


class TooLarge(CannotRead):
    """One part of the document is larger than any report has need of."""

    remedy = "Have a person look at it before it is read with larger limits."


class NothingKnown(CannotRead):
    """The root is a report's, and nothing under it is: a report of another kind, from another tool."""

    remedy = "Ask whoever delivered it what it is; it is kept, and can be replayed when a reader knows it."

    def __init__(self) -> None:
        super().__init__(where="/report", what="Nothing in it is known but the name of its root element")


class UnsignedPackage(CannotRead):
    """What a desk sends another, without the signature that says who sent it and that it is whole."""

    remedy = (
        "Ask its sender for the signed package, a ZIP, and take that in with `waymark disseminate take FILE` or on "
        "the page for packages that came."
    )

    def __init__(self) -> None:
        super().__init__(
            where="the document",
            what="This says what another desk found, and no signature says that it is theirs",
        )


class NoReader(CannotRead):
    """It is known what the document is, and nothing reads it yet."""

    remedy = "It is kept, and can be replayed when a reader for it is there."

    def __init__(self) -> None:
        super().__init__(where="the document", what="No reader takes this kind of document yet")
