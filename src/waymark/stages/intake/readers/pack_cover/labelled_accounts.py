"""What labels say of accounts."""

from __future__ import annotations

import re

from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.met import Pair
from waymark.stages.intake.readers.pack_cover.standing import EMAIL, PHONE, Standing, why, within

ACCOUNT = frozenset({"service", "screen_name", "identifier", "profile_url", "account_email", "account_phone"})
_OWN_NAMES = {"account_email": "email", "account_phone": "phone"}
# `Example Cloud / name57`, `name57 on Example Social`: an account said with its service.
_SERVICE_FIRST = re.compile(
    r"(?P<service>[A-Z][\w.&' ]{1,40}?)\s*(?:/|:|\u2013| - )\s*(?P<name>[^\s/]\S{1,60})"
)
_NAME_FIRST = re.compile(r"(?P<name>\S{2,60})\s+(?:on|at|\()\s*(?P<service>[A-Z][\w.&' ]{1,40}?)\)?")
_LONGEST = 120  # characters; a sentence is no name


class AccountLabels:
    def __init__(self, standing: Standing) -> None:
        self._at = standing
        self._all = standing.gathering
        self._account = 0

    @property
    def is_open(self) -> bool:
        """Whether an account is being described."""
        return bool(self._account) and Subject.ACCOUNT not in self._at.fresh

    def take(self, name: str, pair: Pair) -> None:
        name = _OWN_NAMES.get(name, name)
        value = self._at.text_of(pair)
        if len(value) > _LONGEST:
            return
        if name == "screen_name" and (
            both := _SERVICE_FIRST.fullmatch(value) or _NAME_FIRST.fullmatch(value)
        ):
            for part in ("service", "name"):
                self._take_one("screen_name" if part == "name" else part, pair, [both.span(part)])
            return
        patterns = {"email": EMAIL, "phone": PHONE}
        spans = (
            [match.span() for match in patterns[name].finditer(value)]
            if name in patterns
            else [(0, len(value))]
        )
        if spans:
            self._take_one(name, pair, spans)

    def _take_one(self, name: str, pair: Pair, spans: list[tuple[int, int]]) -> None:
        value = self._at.text_of(pair)[slice(*spans[0])]
        is_again = (
            self._account
            and name not in {"email", "phone"}
            and self._all.has(Subject.ACCOUNT, self._account, name)
        )
        is_fresh = Subject.ACCOUNT in self._at.fresh
        if not self._account or is_again or (is_fresh and pair.row) or (is_fresh and self._is_named()):
            if is_again and not is_fresh and value in self._all.values(Subject.ACCOUNT, self._account, name):
                return
            self._account = self._all.begin(Subject.ACCOUNT)
        self._at.fresh.discard(Subject.ACCOUNT)
        for span in spans:
            self._all.add(Subject.ACCOUNT, self._account, name, within(pair.where, span), why=why(pair))

    def _is_named(self) -> bool:
        return any(
            self._all.has(Subject.ACCOUNT, self._account, name) for name in ("screen_name", "identifier")
        )
