"""Why a container could not be taken apart, and what to do about it."""

from __future__ import annotations

from waymark.stages.intake.readers.errors import (
    BrokenDocument,
    CannotRead,
    DoctypeRefused,
    EmptyDocument,
    TooLarge,
    WrongEncoding,
)

WHOLE = "the file itself"


class PasswordNeeded(CannotRead):
    """It is encrypted, and neither the empty password nor any that was given opens it."""

    remedy = "Ask whoever sent it for the password, and deliver it again with that password."


class UnpacksTooLarge(CannotRead):
    """It is, or behaves like, a bomb: small outside and beyond all measure inside."""

    remedy = "Do not open it with other tools; ask whoever delivered it what it is."


class DeliveryTooLarge(UnpacksTooLarge):
    """All that was unpacked of one delivery, together, is too much: everything ends."""


class TookTooLong(CannotRead):
    remedy = "It may be broken or made to hang: ask whoever delivered it for another copy or another format."


class TookTooMuchMemory(CannotRead):
    remedy = "It may be broken or made to do so: ask whoever delivered it for another copy or another format."


class BrokeItsReader(CannotRead):
    """The process that looked inside ended by itself."""

    remedy = "Keep the file where it came from, and tell whoever keeps Waymark running which delivery it was."


class BrokenContainer(CannotRead):
    remedy = "It may have been cut short or damaged on its way: ask for it again."


class CannotUnpackHere(CannotRead):
    """The machine, and not the file, is in the way."""

    remedy = "Tell whoever keeps Waymark running; nothing is wrong with the delivery."


_BY_NAME = {
    problem.__name__: problem
    for problem in (
        BrokeItsReader,
        BrokenContainer,
        BrokenDocument,
        CannotRead,
        CannotUnpackHere,
        DeliveryTooLarge,
        DoctypeRefused,
        EmptyDocument,
        PasswordNeeded,
        TookTooLong,
        TookTooMuchMemory,
        TooLarge,
        UnpacksTooLarge,
        WrongEncoding,
    )
}


def problem_named(name: str, *, where: str, what: str) -> CannotRead:
    """The problem that a child told of by name."""
    return _BY_NAME.get(name, CannotRead)(where=where, what=what)


def too_long(where: str = WHOLE) -> TookTooLong:
    return TookTooLong(where=where, what="Taking it apart took longer than is allowed and was stopped")


def too_much_memory(where: str = WHOLE) -> TookTooMuchMemory:
    return TookTooMuchMemory(where=where, what="Taking it apart needed more memory than is allowed")
