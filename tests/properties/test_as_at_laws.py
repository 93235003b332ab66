"""What is counted as at an earlier time is what was counted at that time, whatever happened since."""

from __future__ import annotations

from tests.conftest import begin

begin()

from dataclasses import dataclass, field  # noqa: E402
from datetime import UTC, datetime, timedelta  # noqa: E402
from itertools import count  # noqa: E402
from typing import Any  # noqa: E402

import pytest  # noqa: E402
from django.db import connection  # noqa: E402
from hypothesis import HealthCheck, example, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from tests.builders import Held, a_response, a_viewer, an_xml_report, file_details, receive  # noqa: E402
from tests.integration.test_reference_loading import load  # noqa: E402
from tests.unit.reference.a_file import a_file  # noqa: E402
from waymark.access.rules import Permission, Viewer  # noqa: E402
from waymark.access.viewing import acting  # noqa: E402
from waymark.clocks import Level  # noqa: E402
from waymark.clocks.milestones import MilestoneKind  # noqa: E402
from waymark.errors import WaymarkError  # noqa: E402
from waymark.pipeline.happening import record_happened, take_back_happened  # noqa: E402
from waymark.pipeline.levels import answer_lowering, decide, give_force_result  # noqa: E402
from waymark.reference.kinds import Kind  # noqa: E402
from waymark.referrals.operations.referring import standing_referral  # noqa: E402
from waymark.stages.attribution.operations.reopening import reopen  # noqa: E402
from waymark.stages.casework.models import Dissemination  # noqa: E402
from waymark.stages.casework.operations.proposing import propose  # noqa: E402
from waymark.stages.casework.operations.stepping import step  # noqa: E402
from waymark.stages.casework.rules.states import MoveName  # noqa: E402
from waymark.stages.prioritisation.operations.deciding import Given  # noqa: E402
from waymark.stages.prioritisation.rules.deciding import Confirmation, Reason  # noqa: E402
from waymark.stages.prioritisation.rules.milestones import Happened  # noqa: E402
from waymark.stages.statistics.queries.counting import NotRecordedYet, counts  # noqa: E402
from waymark.stages.statistics.queries.people import victims  # noqa: E402
from waymark.stages.statistics.rules.units import NOT_KNOWN_THEN, By, Unit  # noqa: E402

BEGAN = datetime(2026, 11, 3, 12, tzinfo=UTC)
OTHER_KIND = "Child Sex Trafficking"
FORCES = {"XA2": "E23000001", "XA3": "E23000034"}
ASKED = (
    (Unit.DELIVERY, (By.OUTCOME, By.KIND), False),
    (Unit.REPORT, (By.SOURCE, By.OFFENCE), False),
    (Unit.REFERRAL, (By.LEVEL, By.STAGE), False),
    (Unit.REFERRAL, (By.FORCE,), False),
    (Unit.REFERRAL, (By.DAY, By.SOURCE, By.OFFENCE), False),
    (Unit.REFERRAL, (By.DAY,), True),
    (Unit.SUSPECT, (By.SOURCE,), False),
    (Unit.ARREST, (By.LEVEL, By.FORCE), False),
    (Unit.CHILD_SAFEGUARDED, (By.FORCE, By.LEVEL), False),
    (Unit.DISSEMINATION, (By.STATE, By.FORCE), False),
)


@dataclass
class World:
    """One desk, what happened there so far, and the hour it is."""

    viewer: Viewer
    second: Viewer
    hour: int = 0
    referrals: list[str] = field(default_factory=list)
    unnamed: list[int] = field(default_factory=list)
    numbers: int = 0

    @property
    def now(self) -> datetime:
        return BEGAN + timedelta(hours=self.hour)

    def referral(self, pick: int) -> str:
        return self.referrals[pick % len(self.referrals)] if self.referrals else self.opens(pick)

    def comes(self, *held: Held, source: str = "") -> None:
        for answer in receive(self.viewer, *held, source=source, now=self.now):
            self.referrals += [each for each in answer.referrals if each not in self.referrals]

    def opens(self, pick: int) -> str:
        """A report of a new account, with a child in one of two forces, or in none."""
        self.comes(a_report(f"n{len(self.referrals)}", pick), source=f"source {pick % 2}")
        return self.referrals[-1]

    def adds(self, pick: int) -> None:
        """A report of an account that may be known already: its force may be another then."""
        self.comes(a_report(f"n{pick % 3}", pick + 1, note=f"at {self.hour}"), source=f"source {pick % 2}")

    def waits(self, pick: int) -> None:
        """A report without its number, and a description of one of its files, which waits for that number."""
        self.numbers += 1
        number, folder = 7000 + self.numbers, f"/{self.hour}"
        self.unnamed.append(number)
        self.comes(a_report(f"w{self.numbers}", pick, folder=folder), source="a")
        self.comes(Held(file_details(number), name="file.xml", folder=f"{folder}/files"))
        self.comes(
            a_report(f"p{self.numbers}", pick + 1, prior=[str(number)], folder=f"{folder}/b"), source="b"
        )

    def joins(self, pick: int) -> None:
        """The number comes: two referrals are found to be one, and what waited is read."""
        if not self.unnamed:
            self.waits(pick)
            self.hour += 1
        number = self.unnamed.pop(0)
        (folder,) = asked(
            self.viewer,
            "select d.folder from delivery d where d.name = 'file.xml' and d.folder like '%%/files' "
            "and d.outcome = 'unfinished' order by d.id limit 1",
        )
        self.comes(Held(a_response(number), name="response.xml", folder=folder.removesuffix("/files")))

    def scores(self, pick: int) -> None:
        """The force's own tool gives a level."""
        referral = self.referral(pick)
        with acting(self.viewer):
            give_force_result(
                self.viewer, referral, list(Level)[pick % 4], tool="KIRAT 3", scored_at=BEGAN,
                source="form", now=self.now,
            )  # fmt: skip

    def decides(self, pick: int) -> None:
        """An officer gives a level of their own; a lower one waits for a second person."""
        referral = self.referral(pick)
        given = Given(list(Level)[pick % 4], Reason.OTHER, "As I see it")
        with acting(self.viewer):
            decide(self.viewer, referral, given, now=self.now)

    def confirms(self, pick: int) -> None:
        referral = self.referral(pick)
        said = Confirmation.CONFIRMED if pick % 3 else Confirmation.REFUSED
        with acting(self.second):
            answer_lowering(self.second, referral, said, because="Seen", now=self.now)

    def arrests(self, pick: int) -> None:
        """Recorded now, and it was days ago."""
        referral = self.referral(pick)
        happened = Happened(MilestoneKind.ARREST, self.now - timedelta(days=pick % 3, minutes=1))
        with acting(self.viewer):
            record_happened(self.viewer, referral, happened, now=self.now)

    def tells(self, pick: int) -> None:
        referral = self.referral(pick)
        happened = Happened(
            MilestoneKind.CHILDRENS_SERVICES_TOLD, self.now - timedelta(minutes=pick), about="V1",
            authority_reference="CS-1", recipient="Duty team", reply="Accepted",
        )  # fmt: skip
        with acting(self.viewer):
            record_happened(self.viewer, referral, happened, now=self.now)

    def takes_back(self, pick: int) -> None:
        found = asked(
            self.viewer,
            "select array[f.reference, m.id::text] from milestone m join referral f on f.id = m.referral_id "
            "where m.withdraws_id is null and not exists (select from milestone w where w.withdraws_id = m.id) "
            "order by m.id desc",
        )
        if found:
            reference, milestone = found[0]
            with acting(self.viewer):
                take_back_happened(
                    self.viewer, reference, int(milestone), reason="Another person", now=self.now
                )

    def reopens(self, pick: int) -> None:
        referral = self.referral(pick)
        with acting(self.viewer):
            about = standing_referral(self.viewer, referral)
            reopen(viewer=self.viewer, about=about, reason="Not theirs", now=self.now)

    def sends(self, pick: int) -> None:
        """A child's force is told; what had been told is returned."""
        referral = self.referral(pick)
        with acting(self.viewer):
            propose(viewer=self.viewer, referral=referral, now=self.now)
            rows = list(Dissemination.objects.order_by("id"))
            for row in rows:
                name = {"proposed": MoveName.SEND, "sent": MoveName.RETURN}.get(row.state)
                if name:
                    step(
                        self.viewer, Permission.DISSEMINATE, row, name, reason="Another force's", now=self.now
                    )
                if name is MoveName.SEND:
                    row.sent_at = self.now
                    row.save(update_fields=["sent_at"])


STEPS = ("opens", "adds", "waits", "joins", "scores", "decides", "confirms", "arrests", "tells", "takes_back",
         "reopens", "sends")  # fmt: skip


def a_report(identifier: str, pick: int, *, folder: str = "/in", **more: Any) -> Held:
    outward = ("XA2", "XA3", "")[pick % 3]
    place = f"<address><zipCode>{outward} 1AA</zipCode></address>" if outward else ""
    child = f"<victim><victimPerson><email>c{pick}@example.com</email>{place}</victimPerson></victim>"
    if pick % 2:
        more["incident"] = OTHER_KIND
    content = an_xml_report(identifier=identifier, service="Examplechat", extra=child, **more)
    return Held(content.replace(b"2026-11-01T10", f"2026-10-{10 + pick}T10".encode()), folder=folder)


def asked(viewer: Viewer, query: str) -> list[Any]:
    with acting(viewer), connection.cursor() as cursor:
        cursor.execute(query)
        return [row[0] for row in cursor.fetchall()]


def tables(viewer: Viewer, as_at: datetime) -> list[object]:
    """Everything that can be asked as at a moment."""
    found: list[object] = []
    with acting(viewer):
        for unit, by, by_offence in ASKED:
            try:
                answer = counts(viewer, unit, by=by, as_at=as_at, by_offence=by_offence)
                found.append((unit, answer.rows, answer.total, answer.warnings))
            except NotRecordedYet as missing:
                found.append((unit, str(missing)))
        found.append(victims(viewer, as_at=as_at))
    return found


def standing(viewer: Viewer) -> dict[str, dict[str, int]]:
    """The same of today, from the tables that hold what stands."""
    queries = {
        "level": "select array[level, count(*)::text] from queue_entry group by level",
        "stage": "select array[stage, count(*)::text] from queue_entry group by stage",
        "force": (
            "select array[coalesce(g.force_code, ''), count(*)::text] from referral f left join referral_force g "
            "on g.referral_id = f.id where f.merged_into_id is null group by 1"
        ).replace("group by 1", "group by g.force_code"),
        "outcome": "select array[outcome, count(*)::text] from delivery group by outcome",
    }
    return {name: {key: int(n) for key, n in asked(viewer, query)} for name, query in queries.items()}


def split(viewer: Viewer, unit: Unit, by: By, as_at: datetime) -> dict[str, int]:
    with acting(viewer):
        return {row.by[by.value]: row.count for row in counts(viewer, unit, by=[by], as_at=as_at).rows}


worlds = count()


def a_world() -> World:
    n = next(worlds)
    roles = ("intelligence_desk", "supervisor", "analyst")
    return World(
        a_viewer(f"desk{n}", roles=roles, desk=f"L{n}"), a_viewer(f"second{n}", roles=roles, desk=f"L{n}")
    )


@pytest.fixture(scope="module")
def places(module_database):
    del module_database
    load(
        Kind.OUTWARD_CODES,
        a_file("outward_code,pfa_code,share", *(f"{code},{force},1" for code, force in FORCES.items())),
    )


class TestCountsAsAtAnEarlierTime:
    @settings(
        max_examples=3,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    @given(history=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 11)), min_size=3, max_size=9))
    @example([("opens", 0), ("waits", 0), ("decides", 3), ("joins", 0), ("scores", 4), ("decides", 4),
              ("confirms", 4), ("adds", 1), ("reopens", 0)])  # fmt: skip
    @example([("opens", 3), ("tells", 2), ("arrests", 1), ("waits", 3), ("sends", 0), ("takes_back", 0),
              ("joins", 3), ("sends", 0), ("waits", 1), ("joins", 1)])  # fmt: skip
    def test_are_those_of_that_time(self, places, history):
        world = a_world()
        said = []
        for name, pick in history:
            world.hour += 1
            try:
                getattr(world, name)(pick)
            except WaymarkError:
                continue  # nothing waits, or the same was decided: nothing happened
            said.append((world.now, tables(world.viewer, world.now)))
            today = standing(world.viewer)
            assert split(world.viewer, Unit.REFERRAL, By.LEVEL, world.now) == today["level"]
            assert split(world.viewer, Unit.REFERRAL, By.STAGE, world.now) == today["stage"]
            assert split(world.viewer, Unit.REFERRAL, By.FORCE, world.now) == today["force"]
            assert split(world.viewer, Unit.DELIVERY, By.OUTCOME, world.now) == today["outcome"]

        for then, found in said:
            assert tables(world.viewer, then) == found
            assert NOT_KNOWN_THEN not in str(found)
