"""The stream of invented deliveries: who is reported when, again, elsewhere, or twice over."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from waymark.errors import WaymarkError
from waymark.synthetic.draws import Draws
from waymark.synthetic.people import Account, another_provider, draw_account, draw_person
from waymark.synthetic.providers import PROVIDERS
from waymark.synthetic.reports import Document, ReportWriter, Telling, subject_serial
from waymark.synthetic.uniform import uniform_documents
from waymark.synthetic.unreadable import unreadable_documents
from waymark.synthetic.world import world_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from waymark.synthetic.profiles import Profile

__all__ = ["Document", "deliveries"]

# Report numbers far above any that NCMEC has given out (about 36 million in its busiest year).
FIRST_NUMBER: Final = 9_900_000_000
# How many earlier accounts and deliveries may be met again: enough to be varied, and bounded memory.
REMEMBERED_ACCOUNTS: Final = 400
REMEMBERED_DELIVERIES: Final = 20
# Times an account already reported is chosen from the newest few, as it mostly is.
NEWEST: Final = 40


class NothingToInvent(WaymarkError):
    """Fewer than one referral was asked for."""

    def __init__(self, referrals: int) -> None:
        super().__init__(f"Cannot invent {referrals} referrals: ask for 1 or more")


class MomentWithoutZone(WaymarkError):
    """The newest moment of receipt has no time zone."""

    def __init__(self) -> None:
        super().__init__("The newest moment of receipt has no time zone: give it in UTC")


class Standing(NamedTuple):
    """An account already reported. number: of its newest report that has one, else 0."""

    account: Account
    number: int


def deliveries(profile: Profile, *, referrals: int, seed: int, until: datetime) -> Iterator[Document]:
    """Invent the documents of so many referrals, in the order in which they arrive.

    referrals: accounts reported; each has one report or more, so there are more reports than this.
    until: the newest moment of receipt, with a zone. The same arguments always give the same bytes.
    Raises NothingToInvent, MomentWithoutZone.
    """
    if referrals < 1:
        raise NothingToInvent(referrals)
    if until.tzinfo is None:
        raise MomentWithoutZone
    if profile.is_uniform:
        return uniform_documents(
            profile, referrals=referrals, seed=seed, until=until, first_number=FIRST_NUMBER
        )
    return _Stream(profile, referrals=referrals, seed=seed, until=until).documents()


class _Stream:
    """Invents one referral after another, and remembers what may come again."""

    def __init__(self, profile: Profile, *, referrals: int, seed: int, until: datetime) -> None:
        self._profile = profile
        self._referrals = referrals
        self._seed = seed
        self._until = until
        self._world = world_of(seed)
        self._standing: deque[Standing] = deque(maxlen=REMEMBERED_ACCOUNTS)
        self._recent: deque[tuple[Document, ...]] = deque(maxlen=REMEMBERED_DELIVERIES)
        self._resent: Counter[str] = Counter()
        self._reports = 0

    def documents(self) -> Iterator[Document]:
        profile = self._profile
        giant = self._referrals // 2 if profile.giant_files else -1
        for referral in range(self._referrals):
            draws = Draws.named(f"{self._seed} referral {referral}")
            account = self._account(draws, referral)
            if profile.all_giant or referral == giant:
                yield from self._giant(account, self._received_at(referral))
                continue
            yield from self._told(account, self._received_at(referral))
            if self._standing and draws.chance(profile.same_account_again):
                yield from self._told_again(draws, self._received_at(referral))
            if self._recent and draws.chance(profile.resent):
                package = draws.choice(self._recent)
                self._resent[package[0].name] += 1
                yield from _renamed(package, time=self._resent[package[0].name])
        if profile.unreadable:
            yield from self._unreadable()

    def _received_at(self, referral: int) -> datetime:
        """Referrals arrive evenly over the profile's days, the last at `until`."""
        before = self._profile.span_days * (1 - (referral + 1) / self._referrals)
        return (self._until - timedelta(days=before)).replace(microsecond=0)

    def _account(self, draws: Draws, referral: int) -> Account:
        """The account of a referral: a new person's, or another of somebody already met."""
        serial = subject_serial(referral)
        if self._standing and draws.chance(self._profile.same_person_elsewhere):
            known = draws.choice(self._standing).account
            provider = another_provider(draws, known.provider)
            return draw_account(draws, serial, known.holder, provider=provider)
        homes = self._world.homes(self._profile, draws)
        person = draw_person(draws, serial, profile=self._profile, homes=homes, until=self._until.date())
        return draw_account(draws, serial, person, provider=draws.choice(PROVIDERS))

    def _told_again(self, draws: Draws, received_at: datetime) -> Iterator[Document]:
        """One more report of an account, which may name the report it adds to."""
        standing = draws.choice(tuple(self._standing)[-NEWEST:])
        names_it = standing.number and draws.chance(self._profile.supplement)
        prior = (standing.number,) if names_it else ()
        yield from self._told(standing.account, received_at, prior=prior)

    def _told(
        self, account: Account, received_at: datetime, *, prior: tuple[int, ...] = ()
    ) -> Iterator[Document]:
        index = self._next_index()
        profile = self._profile
        full = index % profile.full_every == profile.full_every // 2
        draws = Draws.named(f"{self._seed} report {index}", full=full)
        number = FIRST_NUMBER + index if draws.optional(profile.folder) else 0
        # A report that adds to another names its account: the number alone would tie it to nobody.
        names_account = bool(prior) or draws.full or not draws.chance(profile.no_suspect)
        files = draws.randint(*profile.files)
        telling = Telling(
            index, number, account, received_at, prior, names_account=names_account, files=files
        )
        package = tuple(ReportWriter(telling, draws, profile=profile, world=self._world).documents())
        if names_account:
            self._standing.append(Standing(account, number))
        self._recent.append(package)
        yield from package

    def _giant(self, account: Account, received_at: datetime) -> Iterator[Document]:
        index, profile = self._next_index(), self._profile
        telling = Telling(
            index,
            FIRST_NUMBER + index,
            account,
            received_at,
            files=profile.giant_files,
            events=profile.giant_events,
        )
        # One person's hoard is not a bundle.
        plain = replace(profile, batched=0.0)
        draws = Draws.named(f"{self._seed} report {index}")
        self._standing.append(Standing(account, telling.number))
        yield from ReportWriter(telling, draws, profile=plain, world=self._world).documents()

    def _unreadable(self) -> Iterator[Document]:
        draws = Draws.named(f"{self._seed} unreadable")
        account = self._account(draws, self._referrals)
        telling = Telling(self._next_index(), 0, account, self._until)
        writer = ReportWriter(telling, draws, profile=self._profile, world=self._world)
        (report,) = writer.documents()
        yield from unreadable_documents(
            report.content, account=account, number=FIRST_NUMBER + telling.index, at=self._until, draws=draws
        )

    def _next_index(self) -> int:
        self._reports += 1
        return self._reports


def _renamed(package: tuple[Document, ...], *, time: int) -> Iterator[Document]:
    """The same bytes again, as when a sender is not sure that they arrived; time: 1 for the first."""
    folder = "resent" if time == 1 else f"resent-{time}"
    for document in package:
        yield document._replace(name=f"{folder}/{document.name}")
