"""Links as they arrive, all at once and on Spark, row by row: `python -m benchmarks.linking_on_spark REPORTS`.

Asks for what `make spark` installs. A master and two workers run on this machine, as processes of their own. Printed:
whether every link with its evidence, every pair of people and every cluster is the same in the three ways, and the
seconds of each, of the wall and of processors. 100,000 reports take an hour of a free machine of two cores.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from waymark.access.rules import Viewer

_SEED = 20261122
_AT_ONCE = 2_000
_LINKS = "select one_id, other_id, probability, evidence::text, relation from link order by one_id, other_id"
_ALIKE = "select one_id, other_id, weight, words from people_alike order by one_id, other_id"
_SYLLABLES = [a + b for a in "bcdfghjklmnprstvz" for b in "aeiou"]


class Inventor:
    """Reports of invented people: seven people to ten reports, households, slips of the pen, crowds on one address."""

    def __init__(self, reports: int) -> None:
        self._random = chance = random.Random(_SEED)
        self._people = int(reports * 0.7)
        self._forenames = [self._name(2) for _ in range(900)]
        self._surnames = [self._name(3) for _ in range(6_000)]
        self._known: dict[int, dict[str, str]] = {}
        self._draw = chance.random

    def _name(self, syllables: int) -> str:
        return "".join(self._random.choice(_SYLLABLES) for _ in range(syllables)).title()

    def _person(self, number: int) -> dict[str, str]:
        if number not in self._known:
            chance = self._random
            first = self._forenames[int(900 * self._draw() ** 2)]
            last = self._surnames[int(6_000 * self._draw() ** 2)]
            self._known[number] = {
                "first": first,
                "last": last,
                "born": f"{chance.randint(1950, 2005)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
                "postcode": f"ZZ{chance.randint(1, 99)} {chance.randint(1, 9)}ZZ",
                "email": f"{first}.{last}.{chance.randrange(10**6)}@example.net".lower(),
                "handle": f"{first}{chance.randrange(3_000)}".lower(),
            }
        return self._known[number]

    def report(self, number: int) -> bytes:
        """One document. number: said in it, so that no two are the same."""
        chance, draw = self._random, self._draw
        who = int(self._people * draw()) if draw() < 0.55 else number % self._people
        person, service = self._person(who), chance.choice("ABCDE")
        named = ""
        if draw() < 0.25:
            first = person["first"]
            if draw() < 0.3:
                place = chance.randrange(1, len(first))
                first = first[:place] + chance.choice("abcdefghij") + first[place + 1 :]
            named = f"<firstName>{first}</firstName><lastName>{person['last']}</lastName>"
            named += f"<email>{person['email']}</email>" if draw() < 0.35 else ""
            named += f"<dateOfBirth>{person['born']}</dateOfBirth>" if draw() < 0.8 else ""
            named += (
                f"<address><postalCode>{person['postcode']}</postalCode></address>" if draw() < 0.6 else ""
            )
        elif draw() < 0.35:
            named = f"<email>{person['email']}</email>"
        handle = f"<screenName>{person['handle']}</screenName>" if draw() < 0.4 else ""
        events = "".join(self._event() for _ in range(chance.choice([0, 1, 1, 2])))
        return (
            '<?xml version="1.0" encoding="UTF-8"?><report><incidentSummary><incidentType>Child Pornography '
            "(possession, manufacture, and distribution)</incidentType><incidentDateTime>2026-11-01T10:00:00Z"
            "</incidentDateTime></incidentSummary><reporter><reportingPerson><email>trust@example.com</email>"
            "</reportingPerson></reporter><personOrUserReported><personOrUserReportedPerson>"
            f"{named}</personOrUserReportedPerson><espIdentifier>{who}-{service}</espIdentifier>"
            f"<espService>{service}</espService>{handle}{events}</personOrUserReported>"
            f"<additionalInfo>{number}</additionalInfo></report>"
        ).encode()

    def _event(self) -> str:
        chance = self._random
        line = int(130_000 * self._draw() ** 1.2) if self._draw() < 0.93 else chance.randrange(40)
        address = f"198.{18 + (line >> 16) % 2}.{(line >> 8) % 256}.{line % 256}"
        at = f"2026-{chance.randint(1, 10):02}-{chance.randint(1, 28):02}T10:00:00Z"
        return (
            f"<ipCaptureEvent><ipAddress>{address}</ipAddress><eventName>Login</eventName>"
            f"<dateTime>{at}</dateTime></ipCaptureEvent>"
        )


def rows(viewer: Viewer, query: str) -> list[tuple[Any, ...]]:
    from django.db import connection

    from waymark.access.viewing import acting

    with acting(viewer), connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def plain(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Links without the numbers of pairs of people, which are given anew each time."""
    return [
        (
            *ends,
            [
                each | {"identifier": 0 if each["kind"] == "person_alike" else each["identifier"]}
                for each in json.loads(evidence)
            ],
            relation,
        )
        for *ends, evidence, relation in found
    ]


def processor_seconds() -> float:
    """Of every process that this one started, those that have ended included (Linux)."""
    children: dict[int, list[int]] = {}
    spent: dict[int, float] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text()
        except OSError:
            continue  # it has just ended
        number, fields = int(text.split(" ", 1)[0]), text.rpartition(")")[2].split()
        children.setdefault(int(fields[1]), []).append(number)
        spent[number] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    waiting, total = [os.getpid()], 0.0
    while waiting:
        for child in children.get(waiting.pop(), ()):
            total += spent[child]
            waiting.append(child)
    return total


def timed(what: str, work: Callable[[], Any]) -> Any:
    wall, spent, own = time.monotonic(), processor_seconds(), time.process_time()
    found = work()
    said = f"{processor_seconds() - spent:.0f} s of processors beside {time.process_time() - own:.0f} s of our own"
    print(f"{what}: {time.monotonic() - wall:.0f} s, {said}; {str(found)[:300]}", flush=True)
    return found


def take_in(viewer: Viewer, reports: int) -> str:
    from tests.builders import RECEIVED, Held, receive
    from waymark.access.viewing import acting
    from waymark.stages.linking.operations.people import compare_people

    inventor, order = Inventor(reports), list(range(reports))
    random.Random(_SEED).shuffle(order)
    for first in range(0, reports, _AT_ONCE):
        some = order[first : first + _AT_ONCE]
        receive(viewer, *(Held(inventor.report(n), name=f"{n}.xml", folder=f"/{n}") for n in some))
        with acting(viewer):
            compare_people(viewer, now=RECEIVED)
    tables = ("report", "referral", "mention", "described_person", "link")
    return ", ".join(f"{rows(viewer, f'select count(*) from {table}')[0][0]} {table}" for table in tables)


def compare(viewer: Viewer, arrived: list[tuple[Any, ...]]) -> None:
    """All at once on this machine, then on a cluster from nothing; every row of each against what arrived."""
    from tests.builders import RECEIVED
    from tests.spark.local_cluster import local_cluster
    from waymark.access.viewing import acting
    from waymark.stages.linking.operations.relinking import relink_all
    from waymark.stages.linking.operations.relinking_on_spark import relink_all_on_spark

    def here() -> Any:
        with acting(viewer):
            return relink_all(viewer, now=RECEIVED)

    ours = timed("all at once", here)
    print("all at once is what arrived, every row:", rows(viewer, _LINKS) == arrived, len(arrived))
    alike = rows(viewer, _ALIKE)
    rows(viewer, "delete from link returning id")
    rows(
        viewer,
        "with gone as (delete from people_alike returning 1) update described_person set is_compared = false "
        "returning id",
    )
    with (
        tempfile.TemporaryDirectory(prefix="linking-") as folder,
        tempfile.TemporaryDirectory(prefix="cluster-") as work,
        local_cluster(Path(work), memory="2g") as url,
    ):

        def there() -> Any:
            with acting(viewer):
                return relink_all_on_spark(viewer, master=url, folder=Path(folder), now=RECEIVED)

        theirs = timed("on the cluster, from nothing", there)
    print("the cluster's links are what arrived, every row:", plain(rows(viewer, _LINKS)) == plain(arrived))
    print("the cluster's people alike are the same, every row:", rows(viewer, _ALIKE) == alike, len(alike))
    figures = ("referrals", "compared", "crowded", "clusters", "largest")
    same = all(
        getattr(one, name) == getattr(other, name)
        for one, other in zip(ours, theirs, strict=True)
        for name in figures
    )
    print("the clusters are as many and as large:", same)


def _figures(found: Any) -> tuple[int, ...]:
    return found.referrals, found.compared, found.crowded, found.clusters, found.largest


def main(reports: int) -> None:
    from tests.conftest import begin, fresh_database

    begin()
    fresh_database()
    from tests.builders import a_viewer

    viewer = a_viewer()
    timed("as they arrived", partial(take_in, viewer, reports))
    compare(viewer, rows(viewer, _LINKS))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3_000)
