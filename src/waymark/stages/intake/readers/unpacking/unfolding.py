"""Taking one container apart, and the containers in it: what every format's reader hands its findings to."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO, NamedTuple

from waymark.stages.intake.readers.errors import CannotRead
from waymark.stages.intake.readers.recognise import HEAD, recognise
from waymark.stages.intake.readers.unpacking.confining import confined, results
from waymark.stages.intake.readers.unpacking.frames import Telling
from waymark.stages.intake.readers.unpacking.hidden import NOT_TEXT, kind_when_held
from waymark.stages.intake.readers.unpacking.kinds import why_not_opened
from waymark.stages.intake.readers.unpacking.members import INSIDE, Limits, Member
from waymark.stages.intake.readers.unpacking.names import harmless, told_apart
from waymark.stages.intake.readers.unpacking.pictures import LARGEST, can_be_hashed, pdq_of
from waymark.stages.intake.readers.unpacking.problems import (
    WHOLE,
    DeliveryTooLarge,
    UnpacksTooLarge,
    problem_named,
)
from waymark.stages.intake.rules import READ_WHOLE_UP_TO, Kind

BLOCK = 1 << 18
_BEAT_EVERY = 1 << 24  # bytes
_ARCHIVE_CPU_SECONDS = 7_200  # 64 GiB hashed three times over at 10 MB/s; what it unpacks to ends it before


def cpu_seconds(kind: Kind, limits: Limits) -> int:
    """How much work one container may cost."""
    return _ARCHIVE_CPU_SECONDS if kind is Kind.ZIP else limits.cpu_seconds


Formats = Mapping[Kind, Callable[[BinaryIO, "Unfolding"], None]]


class _Measured(NamedTuple):
    """A member that has streamed by. held: its bytes, where they may be needed and are few enough."""

    size: int
    hexes: tuple[str, str, str]
    kind: Kind
    head: bytes
    held: bytes | None
    trouble: str


class _Passing:
    """Bytes on their way past: counted, hashed, and held as long as they are few. most: how many that is."""

    def __init__(self) -> None:
        self._digests = [hashlib.new(name, usedforsecurity=False) for name in ("md5", "sha1", "sha256")]
        self.size = 0
        self.head = b""
        self.held: bytearray | None = bytearray()
        self.most: int | None = None

    def take(self, block: bytes) -> None:
        self.size += len(block)
        for digest in self._digests:
            digest.update(block)
        if len(self.head) < HEAD:
            self.head += block[: HEAD - len(self.head)]
        if self.held is not None:
            self.held += block
            if self.most is not None and len(self.held) > self.most:
                self.held = None

    def hexes(self) -> tuple[str, str, str]:
        md5, sha1, sha256 = (digest.hexdigest() for digest in self._digests)
        return md5, sha1, sha256


class Unfolding:
    """The taking apart of one container within its limits. The formats hand what they find to `take`.

    formats: what takes which kind apart. within: how many containers it lies in. total: what may still be
    unpacked, in bytes.
    """

    def __init__(
        self,
        formats: Formats,
        *,
        limits: Limits,
        passwords: tuple[str, ...] = (),
        within: int = 0,
        total: int | None = None,
    ) -> None:
        self.formats = formats
        self.limits = limits
        self.passwords = passwords
        self._within = within
        self._members = 0
        self._total = limits.total if total is None else total
        self._taken: dict[str, int] = {}
        self._since_beat = 0
        self._telling: Telling

    def unfold(self, stream: BinaryIO, *, kind: Kind, telling: Telling) -> None:
        """Take a container apart. stream: at its beginning, and seekable. Raises CannotRead."""
        self._telling = telling
        if kind not in self.formats:
            raise CannotRead(
                where=WHOLE, what=f"There is nothing to take apart in a file of kind {kind.value}"
            )
        self.formats[kind](stream, self)

    def beat(self) -> None:
        self._telling.beat()

    def own_text(self, stream: BinaryIO, text: str | bytes, *, kind: Kind, trouble: str = "") -> None:
        """Tell of the container's own text. stream: the container; it is read from its beginning.

        text: in bytes where it is kept in the encoding that it says it is in.
        """
        stream.seek(0)
        passing = _Passing()
        passing.most = 0
        while block := stream.read(BLOCK):
            passing.take(block)
        written = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
        content: bytes | None = written if text.strip() else None
        if content is not None and len(content) > self.limits.content:
            trouble = _too_long_to_keep(len(content))
            content = None
        self._tell(
            Member("", "", passing.size, kind, *passing.hexes(), content, content is not None, trouble)
        )

    def take(
        self,
        named: str,
        blocks: Iterable[bytes],
        *,
        trouble: str = "",
        path: str | None = None,
        is_media: bool = False,
    ) -> None:
        """Take one member as it streams by: hash it, recognise it, and open it if it is a container itself.

        path: where it lies, if that is not its name. trouble: what is already known to be wrong with it;
        more is added when the blocks end in a CannotRead. is_media: it is a picture, whatever its bytes look like.
        Raises UnpacksTooLarge, which ends everything.
        """
        where = told_apart(harmless(named if path is None else path, longest=self.limits.name), self._taken)
        measured = self._measure(where, blocks)
        trouble = trouble or measured.trouble
        kind, content, extracted, pdq = Kind.MEDIA if is_media else measured.kind, None, False, ""
        if kind.is_opened and not trouble:
            own, trouble = self._open(where, kind, measured)
            if own is not None:
                kind, content, extracted = own.kind, own.content, own.is_extracted
                trouble = trouble or own.trouble
        elif kind is Kind.CONTAINER and not trouble:
            trouble = why_not_opened(measured.head)
        elif kind is Kind.MEDIA and measured.held is not None:
            pdq = self._pdq(measured.held)
        elif kind not in NOT_TEXT:
            content = measured.held
        shown = named[: self.limits.name]
        self._tell(
            Member(where, shown, measured.size, kind, *measured.hexes, content, extracted, trouble, pdq)
        )

    def _measure(self, where: str, blocks: Iterable[bytes]) -> _Measured:
        passing = _Passing()
        kind: Kind | None = None
        trouble = ""
        try:
            for block in self._counted(where, blocks):
                passing.take(block)
                if passing.most is None and len(passing.head) == HEAD:
                    kind = self._kind(passing, where)
                    passing.most = self._most(kind, passing.head)
        except UnpacksTooLarge:
            raise
        except CannotRead as problem:
            trouble, passing.held = str(problem), None
        if kind is None:
            kind = self._kind(passing, where)
        if passing.held is not None and kind is Kind.TEXT_UNKNOWN and len(passing.held) > HEAD:
            # What tells a report from other text may stand behind a long note.
            kind = recognise(bytes(passing.held[:READ_WHOLE_UP_TO]), name=where, size=passing.size)
        if passing.held is not None:
            kind = kind_when_held(kind, bytes(passing.held), name=where)
        if kind is Kind.MEDIA and not can_be_hashed(passing.head):
            passing.held = None
        if passing.held is None and not trouble and kind is not Kind.MEDIA and self._most(kind, passing.head):
            trouble = _too_long_to_keep(passing.size)
        held = None if passing.held is None else bytes(passing.held)
        return _Measured(passing.size, passing.hexes(), kind, passing.head, held, trouble)

    def _counted(self, where: str, blocks: Iterable[bytes]) -> Iterator[bytes]:
        for block in blocks:
            self._spend(len(block), where)
            yield block

    def _spend(self, size: int, where: str) -> None:
        self._total -= size
        self._since_beat += size
        if self._total < 0:
            raise DeliveryTooLarge(
                where=where, what="All of it unpacked is larger than any delivery has need of"
            )
        if self._since_beat > _BEAT_EVERY:
            self._since_beat = 0
            self.beat()

    def _kind(self, passing: _Passing, where: str) -> Kind:
        return recognise(passing.head, name=where, size=passing.size)

    def _most(self, kind: Kind, head: bytes = b"") -> int:
        """How much of a member of this kind is held."""
        if kind is Kind.MEDIA and can_be_hashed(head):
            return LARGEST
        if kind.is_opened:
            return self.limits.inside
        is_maybe_text = kind is Kind.CONTAINER and b"\0" not in head
        return self.limits.content if is_maybe_text or kind not in NOT_TEXT else 0

    def _open(self, where: str, kind: Kind, measured: _Measured) -> tuple[Member | None, str]:
        """Open a container inside this one, in a process of its own. Returns its own text, and its trouble."""
        if self._within >= self.limits.depth:
            return None, (
                f"It lies in {self._within + 1} containers, one inside the other, and is not opened: "
                "unpack the outer ones with your own tools and deliver it by itself"
            )
        inner = Unfolding(
            self.formats,
            limits=self.limits,
            passwords=self.passwords,
            within=self._within + 1,
            total=self._total,
        )
        held = measured.held or b""
        work = confined(
            lambda telling: inner.unfold(io.BytesIO(held), kind=kind, telling=telling),
            limits=self.limits,
            cpu_seconds=cpu_seconds(kind, self.limits),
        )
        own, trouble = None, ""
        try:
            for member in results(work, seconds=self.limits.seconds, waiting=self.beat):
                if member.path:
                    self._spend(member.size, where)
                    self._tell(member._replace(path=f"{where}{INSIDE}{member.path}"))
                else:
                    own = member
        except DeliveryTooLarge:
            raise
        except CannotRead as problem:
            trouble = str(problem_named(type(problem).__name__, where=where, what=problem.what))
        return own, trouble

    def _pdq(self, content: bytes) -> str:
        """A picture's PDQ, computed in a process of its own; empty where it cannot be."""

        def work(telling: Telling) -> None:
            telling.tell(
                Member("", "", 0, Kind.MEDIA, "", "", "", None, is_extracted=False, pdq=pdq_of(content))
            )

        seconds = self.limits.seconds
        try:
            done = confined(work, limits=self.limits, cpu_seconds=seconds)
            return "".join(each.pdq for each in results(done, seconds=seconds, waiting=self.beat))
        except CannotRead:
            return ""

    def _tell(self, member: Member) -> None:
        self._members += 1
        if self._members > self.limits.members:
            raise DeliveryTooLarge(
                where=WHOLE,
                what=f"It holds more than {self.limits.members:,} files, more than any delivery has",
            )
        self._telling.tell(member)


def _too_long_to_keep(size: int) -> str:
    return (
        f"It is too large to be read where it lies ({size:,} bytes): take it out with your own tools "
        "and deliver it by itself"
    )
