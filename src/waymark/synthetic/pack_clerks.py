"""Whoever writes an invented pack: draws its facts, and notes each as it is written down."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from waymark.synthetic.draws import Draws
from waymark.synthetic.pack_blocks import Stated

FIRST: Final = (
    "Alwyn",
    "Bryher",
    "Corin",
    "Delphine",
    "Emrys",
    "Fenella",
    "Gethin",
    "Honor",
    "Idris",
    "Juno",
)
_LAST: Final = ("Pellinore", "Quillfeather", "Rushmere", "Sandquay", "Thornlea", "Umberfield", "Wetherden")
_STREETS: Final = (
    "Plover Way",
    "Curlew Rise",
    "Dunlin Court",
    "Lapwing Grove",
    "Avocet Mews",
    "Teal Terrace",
)
_TOWNS: Final = (("Crakebottom", "XA"), ("Ottersedge", "XB"), ("Mirefleet", "XC"), ("Sallowby", "XD"))
OPERATORS: Final = ("Brightline Fibre", "Hollowmere Telecom", "Copperfen Broadband", "Northpond Mobile")
SERVICES: Final = ("Examplechat", "Samplegram", "Placeholder Video", "Demoboard")
MARKINGS: Final = ("OFFICIAL", "OFFICIAL-SENSITIVE", "OFFICIAL - SENSITIVE", "OFFICIAL-SENSITIVE [PERSONAL]")
GRADES: Final = (("1", "A", "P"), ("2", "B", "P"), ("1", "C", "C"), ("3", "D", "C"), ("2", "C", "P"))
FORCES: Final = ("Northshire Police", "Westmarch Constabulary", "Eastvale Police")


class Clerk:
    """Draws one pack's facts and notes each as it is written down."""

    def __init__(self, seed: int, number: int, until: datetime) -> None:
        self.draws = Draws.named(f"{seed} pack {number}")
        self.number = number
        self.stated: list[Stated] = []
        self.when = until - timedelta(days=self.draws.randint(5, 40), seconds=self.draws.randint(0, 80_000))

    def say(self, subject: str, name: str, value: str) -> str:
        self.stated.append(Stated(subject, name, value))
        return value

    def person(self) -> str:
        return f"{self.draws.choice(FIRST)} {self.draws.choice(_LAST)}"

    def birth(self, youngest: int, oldest: int) -> str:
        year = self.when.year - self.draws.randint(youngest, oldest)
        # Days over 12 are the same in either order; a pack with others is read with its assumption said.
        return f"{self.draws.randint(13, 28):02}/{self.draws.randint(1, 12):02}/{year}"

    def house(self) -> str:
        town, area = self.draws.choice(_TOWNS)
        inward = f"{self.draws.randint(1, 9)}{self.draws.choice('ABDEF')}{self.draws.choice('GHJLN')}"
        postcode = f"{area}{self.draws.randint(1, 9)} {inward}"
        return f"{self.draws.randint(1, 90)} {self.draws.choice(_STREETS)}, {town}, {postcode}"

    def address(self) -> str:
        return f"{self.draws.choice(('192.0.2', '198.51.100', '203.0.113'))}.{self.draws.randint(1, 254)}"

    def tip(self) -> str:
        return str(self.draws.randint(180_000_000, 199_999_999))

    def port(self) -> str:
        return str(self.draws.randint(1_025, 65_000))

    def handle(self) -> str:
        return f"{self.draws.choice(FIRST).lower()}_{self.draws.randint(10, 9_999)}"
