"""Whose account a row of a platform's table is of: the holder's nearly always, or somebody's who wrote to them."""

from __future__ import annotations

from waymark.referrals.types import Account, Party, Role
from waymark.stages.intake.readers.answers.gathering import HOLDER, Gathered


class Holders:
    """The accounts that a table's rows are of: nearly always one, the holder's."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self._ordinals: dict[str, int] = {}
        self._others: dict[str, int] = {}

    def ordinal(self, identifier: str, screen_name: str) -> int:
        """The ordinal of the party whose account it is; the holder's where a row does not say."""
        key = identifier or screen_name
        if not key:
            return HOLDER
        if key not in self._ordinals:
            self._ordinals[key] = self._new(identifier, screen_name)
        return self._ordinals[key]

    def another(self, identifier: str, screen_name: str = "") -> int:
        """The ordinal of whoever wrote or was written to: who of them holds the account, nobody says.

        The holder's only where the answer has named the account by the same word.
        """
        known = self._gathered.account
        key = identifier or screen_name
        if {identifier, screen_name} & ({known.identifier, known.screen_name} - {""}):
            return HOLDER
        if key not in self._others:
            account = Account(identifier=identifier, screen_name=screen_name)
            self._gathered.others.append(Party(0, Role.OTHER, account=account))
            self._others[key] = HOLDER + len(self._gathered.others)
        return self._others[key]

    def _new(self, identifier: str, screen_name: str) -> int:
        known = self._gathered.account
        is_holder = not self._ordinals and (identifier in ("", known.identifier) or not known.identifier)
        if is_holder:
            self._gathered.know(identifier=identifier, screen_name=screen_name)
            return HOLDER
        account = Account(identifier=identifier, screen_name=screen_name)
        self._gathered.others.append(Party(0, Role.SUBSCRIBER, account=account))
        return HOLDER + len(self._gathered.others)

    def finish(self) -> None:
        account = self._gathered.account
        self._gathered.say(target=account.identifier or account.screen_name)
