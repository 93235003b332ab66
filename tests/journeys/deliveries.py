"""What the journeys deliver: invented reports and reference data, through the pipeline or as files to choose."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

from tests.builders import Held, an_xml_report
from waymark import pipeline
from waymark.access.queries import viewer_called
from waymark.access.viewing import acting
from waymark.reference import operations as reference
from waymark.reference.kinds import Kind
from waymark.stages.intake.queries import DeliveryAnswer
from waymark.synthetic.profiles import DESK
from waymark.synthetic.writing import write


def now() -> datetime:
    return datetime.now(UTC)


def deliver(*held: Held, officer: str = "desk", source: str = "Examplechat") -> list[DeliveryAnswer]:
    """Take deliveries in as an officer of the journeys' desk."""
    return list(pipeline.receive(viewer_called(officer), held, source=source, door="command", clock=now))


def a_report(identifier: str, **said: object) -> Held:
    """One report about one account."""
    content = an_xml_report(identifier=identifier, service="Examplechat", **said)
    return Held(content, name=f"{identifier}.xml")


class Invented(NamedTuple):
    """What became of an invented desk's deliveries. giant: of the largest of them."""

    answers: list[DeliveryAnswer]
    giant: DeliveryAnswer


def an_invented_desk(folder: Path, *, referrals: int, seed: int = 7) -> Invented:
    """Load the invented networks and places, and take in an invented desk's week."""
    moment = now().replace(minute=0, second=0, microsecond=0)
    for _ in write(folder, DESK, referrals=referrals, seed=seed, until=moment):
        pass
    desk = viewer_called("desk")
    loader = viewer_called("admin")
    for file in sorted((folder / "reference").iterdir()):
        with acting(loader), file.open("rb") as stream:
            reference.load(
                loader,
                Kind(file.stem),
                [stream],
                name=file.name,
                now=now(),
                source="invented for the journeys",
                valid_from=moment.date() - timedelta(days=800),
                valid_to=moment.date() + timedelta(days=800),
            )
    held = [
        Held(file.read_bytes(), name=file.name, folder=str(file.parent))
        for file in sorted((folder / "deliveries").rglob("*"))
        if file.is_file()
    ]
    answers = list(pipeline.receive(desk, held, source="", door="command", clock=now))
    largest = hashlib.sha256(max(held, key=lambda each: each.size).content).hexdigest()
    return Invented(answers, next(each for each in answers if each.sha256 == largest))


def reference_on(page: Page) -> str:
    """The reference in a page's heading."""
    found = re.search(
        r"(ref|rep|dlv|lnk)(-[0-9A-Z]{4}){3}", page.get_by_role("heading", level=1).inner_text()
    )
    assert found, "the heading names no reference"
    return found[0]
