"""Persons, contact persons, addresses, e-mails and telephones: the format's shared types."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from waymark.synthetic import words
from waymark.synthetic.markup import leaf, node
from waymark.synthetic.people import draw_phone
from waymark.synthetic.times import spelt

if TYPE_CHECKING:
    from datetime import datetime

    from waymark.synthetic.draws import Draws
    from waymark.synthetic.people import Person
    from waymark.synthetic.providers import Provider

ADDRESS_TYPES: Final = ("Home", "Business", "Billing", "Shipping", "Technical")
EMAIL_TYPES: Final = ("Home", "Work", "Business", "Recovery")
PHONE_TYPES: Final = ("Mobile", "Home", "Business", "Work", "Fax", "Internet", "Recovery")
# Of contacts: those that say of what type they are; of those, that were verified.
TYPED: Final = 0.4
VERIFIED: Final = 0.4
DAYS_A_YEAR: Final = 365.25


def email(address: str, draws: Draws, *, at: datetime) -> str:
    verified, verified_at = _verification(draws, at)
    kind = draws.choice(EMAIL_TYPES) if draws.optional(TYPED) else ""
    return leaf("email", address, type=kind, verified=verified, verificationDate=verified_at)


def phone(number: str, draws: Draws, *, at: datetime, name: str = "phone") -> str:
    """A telephone number, sometimes with its calling code apart and without the leading nought."""
    verified, verified_at = _verification(draws, at)
    with_code = draws.optional(0.3)
    return leaf(
        name,
        number.removeprefix("0") if with_code else number,
        type=_phone_type(number, draws) if draws.optional(TYPED) else "",
        verified=verified,
        verificationDate=verified_at,
        countryCallingCode="+44" if with_code else "",
        extension=f"{draws.randrange(100, 1000)}" if draws.optional(0.02) else "",
    )


def british_address(person: Person, draws: Draws, *, name: str = "address") -> str:
    home = person.home
    return node(
        name,
        leaf("address", f"{draws.randrange(1, 90)} {draws.choice(words.STREETS)}"),
        leaf("city", home.place.town),
        leaf("zipCode", home.text),
        leaf("nonUsaState", home.place.district_name) if draws.optional(0.5) else "",
        leaf("country", "GB"),
        type=draws.choice(ADDRESS_TYPES) if draws.optional(TYPED) else "",
    )


def american_address(draws: Draws, *, name: str = "address") -> str:
    """An address that no letter reaches: ZIP codes begin at 00501."""
    return node(
        name,
        leaf("address", f"{draws.randrange(1, 90)} {draws.choice(words.STREETS)}"),
        leaf("city", "Exampleville"),
        leaf("zipCode", "00000"),
        leaf("state", "DC"),
        leaf("country", "US"),
        type="Business",
    )


def canadian_address(draws: Draws) -> str:
    """An address in no province: Canadian postal codes never begin with Z."""
    return node(
        "address",
        leaf("address", f"{draws.randrange(1, 90)} {draws.choice(words.STREETS)}"),
        leaf("city", "Placeholderton"),
        leaf("zipCode", "Z0Z 0Z0"),
        leaf("nonUsaState", "Invented Province"),
        leaf("country", "CA"),
    )


def person(name: str, who: Person, draws: Draws, *, at: datetime) -> str:
    """A person as one report gives them: what is always stated of them, and what this reporter adds."""
    return node(
        name,
        _names(who) if draws.optional(0.4) else "",
        phone(who.phone, draws, at=at) if "phone" in who.stated or draws.full else "",
        email(who.email, draws, at=at) if "email" in who.stated or draws.full else "",
        british_address(who, draws) if draws.optional(0.1) and not who.is_abroad else "",
        american_address(draws) if draws.full else "",
        leaf("age", age_of(who, at)) if draws.optional(0.15) else "",
        leaf("dateOfBirth", who.born.isoformat()) if draws.optional(0.3) else "",
    )


def company_contact(name: str, provider: Provider, draws: Draws, *, at: datetime) -> str:
    """A contact person at a provider: often only the company's address."""
    return node(name, *_company_contact(provider, draws, at=at))


def reporting_person(provider: Provider, draws: Draws, *, at: datetime) -> str:
    """The reporting person: a contact, of whom the format would let age and birth be said as well."""
    return node(
        "reportingPerson",
        *_company_contact(provider, draws, at=at),
        leaf("age", "40") + leaf("dateOfBirth", f"{at.year - 40}-01-01") if draws.full else "",
    )


def _company_contact(provider: Provider, draws: Draws, *, at: datetime) -> tuple[str, ...]:
    last_name = draws.choice(words.SURNAME_STARTS) + words.SURNAME_ENDS[0]
    return (
        leaf("firstName", draws.choice(words.FIRST_NAMES)) if draws.optional(0.3) else "",
        leaf("lastName", last_name) if draws.optional(0.3) else "",
        phone(draw_phone(draws), draws, at=at) if draws.optional(0.2) else "",
        email(f"reports@{provider.domain}", draws, at=at),
        american_address(draws) if draws.optional(0.2) else "",
        canadian_address(draws) if draws.optional(0.1) else "",
    )


def age_of(who: Person, at: datetime) -> str:
    """Their age in whole years."""
    return f"{int((at.date() - who.born).days / DAYS_A_YEAR)}"


def _names(who: Person) -> str:
    return leaf("firstName", who.first_name) + leaf("lastName", who.last_name)


def _phone_type(number: str, draws: Draws) -> str:
    return "Mobile" if number.startswith("07") else draws.choice(PHONE_TYPES[1:])


def _verification(draws: Draws, at: datetime) -> tuple[str, str]:
    """Whether verified, and when; either may be unstated."""
    if not draws.optional(TYPED):
        return "", ""
    if draws.full or draws.chance(VERIFIED):
        return "true", spelt(at - timedelta(days=draws.randrange(30, 900)), draws)
    return "false", ""
