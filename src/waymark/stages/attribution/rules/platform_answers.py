"""A platform's answer, which arrives as a report of its own, as an answer that can be compared with its question."""

from __future__ import annotations

from collections.abc import Iterable

from waymark.referrals.types import Address, Party, Role
from waymark.stages.attribution.rules.answers import AnswerRow
from waymark.stages.attribution.rules.comparing import Answered, Stated


def answers_from(parties: Iterable[Party], *, provider: str, asked: str) -> list[AnswerRow]:
    """One answer for each account that the report is about; whoever made the report is left out.

    provider: who answers. asked: the account asked about; where the platform gives both an identifier and a
    screen name, the one that was asked about is compared. A postal address that a platform holds is what its user
    stated: it is kept beside the answer and is never where a line ends.
    """
    return [
        AnswerRow(
            Answered(Stated(account=_account(party, asked), operator=party.account.service or provider)),
            rest=tuple(_rest(party)),
        )
        for party in parties
        if party.role is not Role.REPORTER and (party.account.identifier or party.account.screen_name)
    ]


def _account(party: Party, asked: str) -> str:
    known = (party.account.identifier, party.account.screen_name, *(each.value for each in party.emails))
    return asked if asked and asked in known else next(filter(None, known), "")


def _rest(party: Party) -> Iterable[tuple[str, str]]:
    name = " ".join(filter(None, (party.first_name, party.middle_name, party.last_name)))
    if name:
        yield "name that the user stated", name
    for email in party.emails:
        yield "e-mail address", email.value
    for phone in party.phones:
        yield "telephone number", phone.value
    for address in party.addresses:
        yield "address that the user stated", _written(address)


def _written(address: Address) -> str:
    parts = (address.lines, address.city, address.region, address.postcode, address.country)
    return ", ".join(filter(None, parts))
