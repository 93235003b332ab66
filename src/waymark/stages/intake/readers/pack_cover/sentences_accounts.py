"""Accounts that running text names, with the service they are of."""

from __future__ import annotations

import re

from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.gathering import Gathering
from waymark.stages.intake.readers.pack_cover.proposals import Sure, Where
from waymark.stages.intake.readers.pack_cover.running_text import all_of, is_inside, sentence_start, short
from waymark.stages.intake.readers.pack_cover.sentence_patterns import (
    IP,
    ON_SERVICE,
    QUOTED_ACCOUNT,
    REGISTERED_TO,
    SERVICE,
    USER_NUMBER,
)

_NEAR = 60  # characters between an account and its service in one sentence
NO_SERVICE = re.compile(
    r"(?:NCA|CEOP|NCMEC|CyberTip\w*|Police|IP|ISP|UTC|GMT|BST|The|This|His|Her|Their|Suspect|User|Subject|January|February|"
    r"March|April|May|June|July|August|September|October|November|December)\b|.*\b(?:Police|Constabulary|Agency)\b"
)


def take_accounts(all_: Gathering, number: int, page: str) -> None:
    """Accounts that sentences name: said with their service first, because those are the surest."""
    for match in ON_SERVICE.finditer(page):
        n = "" if match["name"] else "2"
        where = Where(number, *match.span(f"name{n}"))
        if match[f"name{n}"].casefold() not in _known(all_) and not is_inside(all_, where):
            of = all_.begin(Subject.ACCOUNT)
            for name, part in (("screen_name", f"name{n}"), ("service", f"service{n}")):
                why = f"In \u201c{short(match[0])}\u201d"
                all_.add(
                    Subject.ACCOUNT, of, name, Where(number, *match.span(part)), why=why, sure=Sure.POSSIBLE
                )
    for match in QUOTED_ACCOUNT.finditer(page):
        group = next(name for name in ("quoted", "at", "bare") if match[name])
        where = Where(number, *match.span(group))
        if match[group].casefold() in _known(all_) or is_inside(all_, where) or IP.search(match[group]):
            continue
        of = all_.begin(Subject.ACCOUNT)
        why = f"In \u201c{short(match[0])}\u201d"
        all_.add(Subject.ACCOUNT, of, "screen_name", where, why=why, sure=Sure.POSSIBLE)
        begin = sentence_start(page, match.start())
        if service := _service_beside(page, begin, match):
            all_.add(Subject.ACCOUNT, of, "service", Where(number, *service), why=why, sure=Sure.POSSIBLE)
        if own := USER_NUMBER.match(page, match.end()):
            _add(all_, of, "identifier", number, own)
        if mail := REGISTERED_TO.match(page, match.end()):
            _add(all_, of, "email", number, mail)


def _add(all_: Gathering, of: int, name: str, number: int, said: re.Match[str]) -> None:
    where = Where(number, *said.span("value"))
    all_.add(Subject.ACCOUNT, of, name, where, why=f"In \u201c{short(said[0])}\u201d", sure=Sure.POSSIBLE)


def _known(all_: Gathering) -> set[str]:
    """The accounts found so far, by name and number, without case."""
    return {
        value.casefold()
        for of in all_of(all_, Subject.ACCOUNT)
        for field in ("screen_name", "identifier")
        for value in all_.values(Subject.ACCOUNT, of, field)
    }


def _service_beside(page: str, begin: int, account: re.Match[str]) -> tuple[int, int] | None:
    """The service that a sentence names nearest to an account: before it rather than after."""
    spans = [
        service.span(part)
        for service in SERVICE.finditer(
            page, max(begin, account.start() - _NEAR), min(len(page), account.end() + _NEAR)
        )
        for part in ("value", "first", "before")
        if service[part] and not NO_SERVICE.match(service[part])
    ]
    return min(spans, key=lambda span: _distance(span, account.span()), default=None)


def _distance(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(other[0] - one[1], one[0] - other[1], 0)
