"""Every reader under libFuzzer, guided by what code a document reaches: `make fuzz`.

A byte chooses the reader, the rest is the document. A reader gives facts or says in one line why not; anything
else is a crash, and is left in `build/fuzz/crash-*`. A crash that is mended becomes a document of the corpus,
which the tests read.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import atheris

HERE = Path(__file__).parent
WORK = HERE.parent / "build" / "fuzz"

with atheris.instrument_imports(include=["waymark.stages.intake.readers", "waymark.referrals"]):
    from waymark.referrals.types import Report
    from waymark.stages.intake.readers.catalogue import READERS
    from waymark.stages.intake.readers.errors import CannotRead
    from waymark.stages.intake.readers.recognise import HEAD, recognise

KINDS = sorted(READERS, key=lambda kind: kind.value)


class ReaderBroken(Exception):
    """A reader gave facts without a report, or a refusal of several lines."""


def read(data: bytes) -> None:
    if not data:
        return
    content = data[1:]
    recognise(content[:HEAD], name="delivery", size=len(content))
    try:
        facts = list(READERS[KINDS[data[0] % len(KINDS)]].read(io.BytesIO(content), trace=True))
    except CannotRead as refusal:
        if not refusal.where or "\n" in refusal.what:
            raise ReaderBroken(refusal.what) from refusal
        return
    if not any(isinstance(fact, Report) for fact in facts):
        raise ReaderBroken("no report among the facts")


def seeds() -> Path:
    """The corpus as the fuzzer takes it: each document behind the byte of its reader."""
    folder = WORK / "seeds"
    folder.mkdir(parents=True, exist_ok=True)
    for n, kind in enumerate(KINDS):
        for document in sorted((HERE / "corpus" / kind.value).glob("*")):
            (folder / f"{kind.value}-{document.name}").write_bytes(bytes([n]) + document.read_bytes())
    return folder


def main() -> None:
    found = WORK / "found"
    found.mkdir(parents=True, exist_ok=True)
    options = ["-max_len=20000", "-timeout=20", "-rss_limit_mb=2048", f"-artifact_prefix={WORK}/"]
    atheris.Setup([*sys.argv[:1], *options, *sys.argv[1:], str(found), str(seeds())], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
