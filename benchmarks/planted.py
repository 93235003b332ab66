"""Reports of planted people, for judging links: who is who is known, and nothing of it is told to the comparison.

Made from what desks say goes wrong (households, a father and his son, shared devices, slips of the pen, moved house,
names taken on many platforms, twins, common names, carrier's addresses, a school, test@, numbers given to
somebody else), not from what the comparison does. Everything is invented, from ranges set aside for that.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

_SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in "aeiou"]
_START = date(2026, 1, 1)


@dataclass(frozen=True)
class Someone:
    """A person as they are. number: the truth that links are judged by."""

    number: int
    forename: str
    surname: str
    born: date
    postcode: str
    door: int
    line: str
    email: str = ""
    phone: str = ""
    device: str = ""
    handle: str = ""


@dataclass(frozen=True)
class Planted:
    """One report: who it is about, why it was planted, and its document."""

    someone: int
    scene: str
    named: str
    document: bytes


@dataclass
class Planter:
    """Makes people and their reports; the same for one seed."""

    seed: int
    _people: int = 0
    _reports: int = 0
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def reports(self, *, scenes: int) -> Iterator[Planted]:
        """Every scene `scenes` times, and as many people again who have nothing to do with anybody."""
        for _ in range(scenes):
            for scene in (
                self._three_platforms, self._slip, self._moved, self._household, self._father_and_son,
                self._shared_device, self._taken_handle, self._twins, self._number_given_again,
                self._own_handle, self._same_name,
            ):  # fmt: skip
                yield from scene()
            for _ in range(10):
                yield self._report(self._someone(), "alone", with_=("email", "phone", "line"))
        yield from self._crowd("carrier", 60 * scenes, line="198.51.100.7")
        yield from self._crowd("school", 4 * scenes, line="203.0.113.5", postcode="ZZ7 7ZZ")
        yield from self._crowd("test@", 3 * scenes, email="test@example.com")

    def _three_platforms(self) -> Iterator[Planted]:
        """One man on three platforms: his address on two, his telephone on two, one device."""
        one = self._someone()
        yield self._report(one, "three platforms", with_=("email", "device"))
        yield self._report(one, "three platforms", with_=("email", "phone", "name"))
        yield self._report(one, "three platforms", with_=("phone", "device", "name", "born"))

    def _slip(self) -> Iterator[Planted]:
        one = self._someone()
        place = self._random.randrange(1, len(one.forename))
        misspelt = one.forename[:place] + self._random.choice("aeiou") + one.forename[place + 1 :]
        yield self._report(one, "slip of the pen", with_=("name", "born", "home"))
        yield self._report(replace(one, forename=misspelt), "slip of the pen", with_=("name", "born", "home"))

    def _moved(self) -> Iterator[Planted]:
        one = self._someone()
        there = replace(one, postcode=self._postcode(), door=self._random.randrange(1, 99))
        yield self._report(one, "moved house", with_=("name", "born", "home"))
        yield self._report(there, "moved house", with_=("name", "born", "home", "phone"))

    def _household(self) -> Iterator[Planted]:
        one = self._someone()
        other = replace(
            self._someone(), surname=one.surname, postcode=one.postcode, door=one.door, line=one.line
        )
        yield self._report(one, "household", with_=("name", "born", "home", "line"))
        yield self._report(other, "household", with_=("name", "born", "home", "line"))

    def _father_and_son(self) -> Iterator[Planted]:
        father = self._someone()
        son = replace(
            father, number=self._number(), born=father.born + timedelta(days=9_800), email="", phone=""
        )
        dated = self._random.random() < 0.5
        with_ = ("name", "born", "home", "line") if dated else ("name", "home", "line")
        yield self._report(father, "father and son" + ("" if dated else ", no birth dates"), with_=with_)
        yield self._report(son, "father and son" + ("" if dated else ", no birth dates"), with_=with_)

    def _shared_device(self) -> Iterator[Planted]:
        one = self._someone()
        other = replace(self._someone(), device=one.device, line=one.line)
        yield self._report(one, "shared device", with_=("device", "name", "born", "line"))
        yield self._report(other, "shared device", with_=("device", "name", "born", "line"))

    def _taken_handle(self) -> Iterator[Planted]:
        one, other = self._someone(), self._someone()
        yield self._report(one, "handle of two", with_=("handle", "email"))
        yield self._report(replace(other, handle=one.handle), "handle of two", with_=("handle", "email"))

    def _own_handle(self) -> Iterator[Planted]:
        one = self._someone()
        yield self._report(one, "own handle", with_=("handle", "line"))
        yield self._report(one, "own handle", with_=("handle", "line", "name"))

    def _twins(self) -> Iterator[Planted]:
        one = self._someone()
        other = replace(
            self._someone(), surname=one.surname, born=one.born, postcode=one.postcode, door=one.door
        )
        if self._random.random() < 0.1:
            other = replace(other, forename=one.forename + "a")
        yield self._report(one, "twins", with_=("name", "born", "home"))
        yield self._report(other, "twins", with_=("name", "born", "home"))

    def _number_given_again(self) -> Iterator[Planted]:
        one = self._someone()
        other = replace(self._someone(), phone=one.phone)
        yield self._report(one, "number given again", with_=("phone", "name", "born"))
        yield self._report(other, "number given again", with_=("phone", "name", "born"))

    def _same_name(self) -> Iterator[Planted]:
        one = self._someone()
        other = replace(self._someone(), forename=one.forename, surname=one.surname)
        yield self._report(one, "common name", with_=("name", "born", "home"))
        yield self._report(other, "common name", with_=("name", "born", "home"))

    def _crowd(self, scene: str, count: int, **shared: str) -> Iterator[Planted]:
        for _ in range(count):
            someone = replace(self._someone(), **shared)  # type: ignore[arg-type]
            with_ = (
                ("email",) if "email" in shared else ("line", "home") if "postcode" in shared else ("line",)
            )
            yield self._report(someone, scene, with_=with_)

    def _number(self) -> int:
        self._people += 1
        return self._people

    def _word(self, syllables: int) -> str:
        return "".join(self._random.choice(_SYLLABLES) for _ in range(syllables)).title()

    def _postcode(self) -> str:
        chance = self._random
        return f"Z{chance.choice('ABEFGH')}{chance.randrange(1, 30)} {chance.randrange(1, 10)}ZZ"

    def _someone(self) -> Someone:
        number, chance = self._number(), self._random
        forename, surname = self._word(chance.choice((2, 3))), self._word(3)
        return Someone(
            number,
            forename,
            surname,
            date(1950, 1, 1) + timedelta(days=chance.randrange(20_000)),
            self._postcode(),
            chance.randrange(1, 99),
            f"198.{18 + number // 60_000}.{number // 250 % 240}.{number % 250 + 1}",
            email=f"{forename}.{surname}{number}@example.net".lower(),
            phone=f"+4477009{number % 100_000:05}",
            device=f"{chance.randrange(16**16):016x}",
            handle=f"{forename}{surname}{chance.randrange(100)}".lower(),
        )

    def _report(self, someone: Someone, scene: str, *, with_: tuple[str, ...]) -> Planted:
        self._reports += 1
        service = "ABCDEFGH"[self._reports % 8]
        on = _START + timedelta(days=self._random.randrange(270))
        person = _person(someone, with_)
        account = f"<espIdentifier>{someone.number}x{self._reports}</espIdentifier><espService>{service}</espService>"
        if "handle" in with_:
            account += f"<screenName>{someone.handle}</screenName>"
        if "line" in with_:
            account += (
                f"<ipCaptureEvent><ipAddress>{someone.line}</ipAddress><eventName>Login</eventName>"
                f"<dateTime>{on.isoformat()}T10:00:00Z</dateTime></ipCaptureEvent>"
            )
        if "device" in with_:
            account += f"<deviceId><idType>Android ID</idType><idValue>{someone.device}</idValue></deviceId>"
        document = (
            '<?xml version="1.0" encoding="UTF-8"?><report><incidentSummary><incidentType>Child Pornography '
            "(possession, manufacture, and distribution)</incidentType><incidentDateTime>"
            f"{on.isoformat()}T10:00:00Z</incidentDateTime></incidentSummary><reporter><reportingPerson>"
            "<email>trust@example.com</email></reportingPerson></reporter><personOrUserReported>"
            f"<personOrUserReportedPerson>{person}</personOrUserReportedPerson>{account}"
            f"</personOrUserReported><additionalInfo>{self._reports}</additionalInfo></report>"
        )
        named = f"{someone.forename} {someone.surname} {someone.born}" if "name" in with_ else "not named"
        return Planted(someone.number, scene, named, document.encode())


def _person(someone: Someone, with_: tuple[str, ...]) -> str:
    """The elements of a person, in the schema's order."""
    made = ""
    if "name" in with_:
        made += f"<firstName>{someone.forename}</firstName><lastName>{someone.surname}</lastName>"
    if "phone" in with_:
        made += f"<phone>{someone.phone}</phone>"
    if "email" in with_:
        made += f"<email>{someone.email}</email>"
    if "born" in with_:
        made += f"<dateOfBirth>{someone.born.isoformat()}</dateOfBirth>"
    if "home" in with_:
        made += (
            f"<address><address>{someone.door} Example Street</address>"
            f"<zipCode>{someone.postcode}</zipCode></address>"
        )
    return made
