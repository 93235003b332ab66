"""Invented people, their accounts and their lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from waymark.synthetic import words
from waymark.synthetic.draws import Draws
from waymark.synthetic.networks import Kind, pools
from waymark.synthetic.places import PLACES
from waymark.synthetic.providers import PROVIDERS, Provider, account_identifier

if TYPE_CHECKING:
    from waymark.synthetic.places import Postcode
    from waymark.synthetic.profiles import Profile

# Numbers that Ofcom keeps for drama: mobiles first, then numbers with a place. In the hundreds of each
# block the last three digits vary: 0xxx or, for mobiles, 900xxx.
DRAMA_BLOCKS: Final = (
    "07700 900", "020 7946 0", "01632 960", "0113 496 0", "0114 496 0", "0115 496 0", "0116 496 0",
    "0117 496 0", "0118 496 0", "0121 496 0", "0131 496 0", "0141 496 0", "0151 496 0", "0161 496 0",
)  # fmt: skip
MAIL_DOMAINS: Final = ("example.com", "example.org", "example.net", "placeholdermail.example")
ADULT_AGES: Final = (18, 75)
CHILD_AGES: Final = (8, 17)
# Mobile operators put many subscribers behind one address; each invented one shows this many.
ADDRESSES_BEFORE_NAT: Final = 12


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented.

    stated: which of e-mail, phone and device every report about this person gives; the same each time,
    so that two accounts of one person can be tied together.
    line, line_v6: the addresses of the fixed line at home. school: the shared address used, if any.
    """

    first_name: str
    last_name: str
    email: str
    phone: str
    device: str
    born: date
    home: Postcode
    is_abroad: bool
    stated: frozenset[str]
    line: str
    line_v6: str
    mobile: str
    mobile_v6: str
    school: str


@dataclass(frozen=True, slots=True)
class Account:
    provider: Provider
    identifier: str
    screen_name: str
    holder: Person

    @property
    def profile_url(self) -> str:
        return f"https://www.{self.provider.domain}/{self.screen_name}"


def draw_phone(draws: Draws) -> str:
    return f"{draws.choice(DRAMA_BLOCKS)}{draws.randrange(1000):03d}"


def imei_of(serial: int) -> str:
    """A test IMEI with its check digit: reporting body 00 marks equipment under test (GSMA TS.06)."""
    body = f"00101{serial % 10**9:09d}"
    total = sum(
        sum(divmod(int(digit) * 2, 10)) if place % 2 else int(digit) for place, digit in enumerate(body)
    )
    return f"{body}{-total % 10}"


def mobile_address(draws: Draws) -> str:
    """One of the few addresses that a mobile operator shows for all its subscribers."""
    pool = draws.choice(_MOBILE_V4)
    return pool._replace(size=ADDRESSES_BEFORE_NAT).draw(draws)


def draw_person(
    draws: Draws,
    serial: int,
    *,
    profile: Profile,
    homes: tuple[Postcode, ...],
    until: date,
    ages: tuple[int, int] = ADULT_AGES,
) -> Person:
    """Invent the person of this serial number; e-mail and device are theirs alone.

    ages: in whole years on `until`, the youngest and the first that is too old.
    """
    first = draws.choice(words.FIRST_NAMES)
    last = draws.choice(words.SURNAME_STARTS) + draws.choice(words.SURNAME_ENDS)
    home = draws.choice(homes)
    is_abroad = draws.chance(profile.abroad)
    v4, v6 = (_ABROAD_V4, _ABROAD_V6) if is_abroad else (_FIXED_V4[home.place], _FIXED_V6[home.place])
    age_days = draws.randrange(ages[0] * 366, ages[1] * 365)
    return Person(
        first_name=first,
        last_name=last,
        email=f"{first}.{last}.{serial}@{draws.choice(MAIL_DOMAINS)}".lower(),
        phone=draw_phone(draws),
        device=imei_of(serial),
        born=date.fromordinal(until.toordinal() - age_days),
        home=home,
        is_abroad=is_abroad,
        stated=frozenset(kind for kind, rate in profile.stated if draws.chance(rate)),
        line=draws.choice(v4).draw(draws),
        line_v6=draws.choice(v6).draw(draws),
        mobile=mobile_address(draws),
        mobile_v6=draws.choice(_MOBILE_V6).draw(draws),
        school=_SCHOOLS[home.place] if draws.chance(profile.shared_site) and not is_abroad else "",
    )


def another_provider(draws: Draws, provider: Provider) -> Provider:
    return draws.choice([each for each in PROVIDERS if each != provider])


def draw_account(draws: Draws, serial: int, holder: Person, *, provider: Provider) -> Account:
    """Open the account of this serial number."""
    screen_name = f"{draws.choice(words.HANDLE_STARTS)}_{draws.choice(words.HANDLE_ENDS)}_{serial}"
    return Account(provider, account_identifier(provider, serial), screen_name, holder)


_FIXED_V4: Final = {place: pools(Kind.FIXED, is_ipv6=False, place=place) for place in PLACES}
_FIXED_V6: Final = {place: pools(Kind.FIXED, is_ipv6=True, place=place) for place in PLACES}
_ABROAD_V4: Final = pools(Kind.ABROAD, is_ipv6=False)
_ABROAD_V6: Final = pools(Kind.ABROAD, is_ipv6=True)
_MOBILE_V4: Final = pools(Kind.MOBILE, is_ipv6=False)
_MOBILE_V6: Final = pools(Kind.MOBILE, is_ipv6=True)
# One address for a whole school: everybody behind it is somebody else.
_SCHOOLS: Final = {
    place: str(pools(Kind.SHARED_SITE, is_ipv6=False, place=place)[0].draw(Draws.named(place.town)))
    for place in PLACES
}
