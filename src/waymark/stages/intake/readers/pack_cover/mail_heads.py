"""The head of a mail in a text: who sent it and when. A mail that was passed on is told from the one in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from waymark.stages.intake.readers.pack_cover.labels import Label
from waymark.stages.intake.readers.pack_cover.layout import Line
from waymark.stages.intake.readers.pack_cover.met import Met, Pair, Under
from waymark.stages.intake.readers.pack_cover.proposals import Where

_LINE = re.compile(
    r"(from|to|cc|bcc|sent|date|dated|subject|reply-to|attachments?|importance)\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(r"(?:subject|re)\s*:\s*(?:fw|fwd)\s*:", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*<[^<>]*>|\s*\[mailto:[^\]]*\]")
MAIL_SENDER = "mail_sender"  # no fact yet: whom a mail is from, which a pack's own words may say better


def end_of_mail_head(lines: Sequence[Line], at: int) -> int:
    """Where a mail's own head ends; `at` itself where none begins: two lines of it at least."""
    end = at
    while end < len(lines) and _LINE.match(lines[end].text.strip()):
        end += 1
    return end if end - at > 1 else at


def of_mail_head(lines: Sequence[Line]) -> Iterator[Met]:
    """Who a mail is from and its day; of one that was passed on nothing, because the one in it is the pack."""
    if not any(_PASSED_ON.match(line.text.strip()) for line in lines):
        for line in lines:
            yield from _pair(line)
    yield Under(None)


def _pair(line: Line) -> Iterator[Met]:
    match = _LINE.search(line.text)
    if match is None or not match["value"].strip():
        return
    name = match[1].casefold()
    start, end = match.span("value")
    if name == "from":
        named = _ADDRESS.sub("", match["value"]).strip(" \"'")
        if named and "@" not in named:
            first = line.start + line.text.index(named, start)
            yield Pair(Label(MAIL_SENDER), match[1], Where(line.page, first, first + len(named)))
    elif name in {"date", "dated", "sent"}:
        yield Pair(Label("dated"), match[1], Where(line.page, line.start + start, line.start + end))
