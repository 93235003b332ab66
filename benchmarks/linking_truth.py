"""How good links are on reports that another hand planted: `python -m benchmarks.linking_truth FOLDER`.

FOLDER: `reports/**/*.xml`, and `truth.csv` with columns report_file and person_id, and role if others than suspects
stand in it: who was at the keys. Every report goes through the pipeline, from the company that its reporter's address
names, as a desk knows the company from the door. Printed: precision and recall at each threshold, wrong proposals of
named people one by one, and what officers' minutes the proposals take. With `pairs.csv` (report_a, report_b, findable)
recall is also of pairs that the planter calls findable: direct, or through others (chain). With `networks.csv` (prefix,
operator, what) its ranges are loaded as a desk has operators' tables.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.linking_quality import THRESHOLDS, minutes_of

if TYPE_CHECKING:
    from waymark.stages.linking.queries import LinkLine

_AT_ONCE = 250
_REPORTER = re.compile(rb"<reportingPerson>.*?<email>[^@<]*@([^<.]+)", re.DOTALL)
_NUMBER = re.compile(r"\d{6,}")
_PERSON = re.compile(r"<personOrUserReportedPerson>.*?</personOrUserReportedPerson>", re.DOTALL)


@dataclass(frozen=True)
class Found:
    """What the pipeline made of the folder. files: of each referral. by_file: referrals of each report."""

    files: dict[str, set[str]]
    links: list[LinkLine]
    reports: int


def take_in(folder: Path) -> Found:
    """Take every report in at an empty desk, in the order of their names, and compare."""
    from tests.builders import RECEIVED, Held, a_viewer, receive
    from waymark.access.viewing import acting
    from waymark.stages.linking.operations.people import compare_people
    from waymark.stages.linking.queries import links

    _load_networks(folder / "networks.csv")
    viewer, paths = a_viewer(), sorted(folder.glob("reports/**/*.xml"))
    files: dict[str, set[str]] = defaultdict(set)
    for first in range(0, len(paths), _AT_ONCE):
        by_company: dict[str, list[Held]] = defaultdict(list)
        for path in paths[first : first + _AT_ONCE]:
            held = Held(path.read_bytes(), name=str(path.relative_to(folder)), folder=f"/{path}")
            company = _REPORTER.search(held.content)
            by_company[company[1].decode().title() if company else ""].append(held)
        for company_name, some in by_company.items():
            for answer in receive(viewer, *some, source=company_name):
                for referral in answer.referrals:
                    files[referral].add(answer.name)
        with acting(viewer):
            compare_people(viewer, now=RECEIVED)
    with acting(viewer):
        found = links(viewer, now=RECEIVED, limit=10_000_000)
    return Found(_as_they_stand(viewer, files), found, len(paths))


def _load_networks(path: Path) -> None:
    from tests.builders import RECEIVED
    from waymark.access.rules import Role, Viewer
    from waymark.access.viewing import acting
    from waymark.reference.kinds import Kind
    from waymark.reference.operations import load

    if not path.exists():
        return
    table = path.read_bytes().replace(b"prefix,operator,what", b"prefix,operator,access", 1)
    viewer = Viewer(1, "administrator", frozenset({Role.ADMINISTRATOR}), (), None)
    with acting(viewer):
        load(viewer, Kind.OPERATORS, [io.BytesIO(table)], name=path.name, now=RECEIVED)


def _as_they_stand(viewer: object, files: dict[str, set[str]]) -> dict[str, set[str]]:
    """By referral, with those that became part of another under that one."""
    from django.db import connection

    from waymark.access.rules import Viewer
    from waymark.access.viewing import acting

    assert isinstance(viewer, Viewer)
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute(
            "select f.reference, coalesce(i.reference, f.reference) from referral f "
            "left join referral i on i.id = f.merged_into_id"
        )
        home = dict(cursor.fetchall())
    standing: dict[str, set[str]] = defaultdict(set)
    for referral, some in files.items():
        standing[home[referral]] |= some
    return dict(standing)


def people_of(folder: Path, files: dict[str, set[str]]) -> dict[str, set[str]]:
    """Whom each referral may be about: the persons that all its reports have in common, else all of them."""
    told: dict[str, set[str]] = defaultdict(set)
    with (folder / "truth.csv").open(encoding="utf-8") as truth:
        for row in csv.DictReader(truth):
            if row.get("role", "suspect") == "suspect":
                told[row["report_file"]].add(row["person_id"])
    return {
        referral: set.intersection(*(told[each] for each in some))
        or set.union(*(told[each] for each in some))
        for referral, some in files.items()
    }


def findable_of(folder: Path, files: dict[str, set[str]]) -> dict[str, set[frozenset[str]]]:
    """By what the planter calls them, at their best: pairs of referrals whose reports are one person's."""
    if not (folder / "pairs.csv").exists():
        return {}
    referrals: dict[str, set[str]] = defaultdict(set)
    for referral, some in files.items():
        for file in some:
            referrals[_NUMBER.findall(file)[-1]].add(referral)
    found: dict[str, set[frozenset[str]]] = {"direct": set(), "chain": set()}
    with (folder / "pairs.csv").open(encoding="utf-8") as pairs:
        for row in csv.DictReader(pairs):
            ends = (referrals[_NUMBER.findall(row[each])[-1]] for each in ("report_a", "report_b"))
            if row["findable"] in found:
                found[row["findable"]] |= {frozenset(two) for two in product(*ends) if two[0] != two[1]}
    found["chain"] -= found["direct"]
    return found


def score(found: Found, people: dict[str, set[str]], folder: Path) -> Iterator[str]:
    """Lines to print."""
    proposed = {(line.a, line.b): line for line in found.links if line.relation == "one_subject"}
    by_person: dict[str, list[str]] = defaultdict(list)
    for referral, some in people.items():
        if len(some) == 1:
            by_person[next(iter(some))].append(referral)
    true = {frozenset(pair) for group in by_person.values() for pair in combinations(group, 2)}
    planted = findable_of(folder, found.files)
    direct = planted.get("direct", set()) & true
    findable = direct | planted.get("chain", set()) & true
    yield (
        f"{found.reports} reports, {len(found.files)} referrals, {len(true)} true pairs of referrals, "
        f"{len(direct)} direct, {len(findable)} findable"
    )
    for least in THRESHOLDS:
        shown = {ends: line for ends, line in proposed.items() if line.probability >= least}
        right = {ends for ends in shown if people[ends[0]] & people[ends[1]]}
        pairs = {frozenset(ends) for ends in right}
        recall, of_direct, of_findable = (
            len(pairs & some) / max(1, len(some)) for some in (true, direct, findable)
        )
        minutes = sum(map(minutes_of, shown.values())) / found.reports * 1_000
        yield (
            f"from {least}: precision {len(right) / max(1, len(shown)):.4f} ({len(shown) - len(right)} wrong of "
            f"{len(shown)}), recall {recall:.3f}, of direct {of_direct:.3f}, of findable {of_findable:.3f}; "
            f"{minutes:.0f} officer minutes a thousand reports"
        )
    for ends, line in sorted(proposed.items(), key=lambda each: -each[1].probability):
        if line.probability >= THRESHOLDS[1] and not people[ends[0]] & people[ends[1]]:
            names = " is not ".join(_named(folder, found.files[end]) for end in ends)
            kinds = ", ".join(sorted({piece.kind for piece in line.evidence}))
            yield f"wrong at {line.probability:.4f}: {names} ({kinds})"


def _named(folder: Path, files: set[str]) -> str:
    """How a referral's first report names its suspect."""
    text = _PERSON.search((folder / min(files)).read_text(encoding="utf-8"))
    parts = [
        re.search(f"<{tag}>([^<]+)", text[0] if text else "")
        for tag in ("firstName", "lastName", "dateOfBirth")
    ]
    return " ".join(part[1] for part in parts if part) or f"not named ({min(files)})"


def main(folder: Path) -> None:
    from tests.conftest import begin, fresh_database

    begin()
    fresh_database()
    found = take_in(folder)
    for line in score(found, people_of(folder, found.files), folder):
        print(line)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
