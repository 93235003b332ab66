"""One invented report with everything that goes with it: alone, or as a folder with its number and files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

from waymark.synthetic import incidents, words
from waymark.synthetic.events import EventWriter
from waymark.synthetic.file_details import UploadedFile, file_details, finished, submitted, uploaded
from waymark.synthetic.markup import document, leaf, node
from waymark.synthetic.parties import PartyRole, Statement, party
from waymark.synthetic.people import (
    ADULT_AGES,
    CHILD_AGES,
    Account,
    another_provider,
    draw_account,
    draw_person,
)
from waymark.synthetic.world import draw_hashes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from waymark.synthetic.draws import Draws
    from waymark.synthetic.profiles import Profile
    from waymark.synthetic.world import World

# From incident to arrival, apart from old incidents: half within this many hours, with a long tail, and
# no later than the last. A decision: published lags are of stages that come after.
MEDIAN_LAG_HOURS: Final = 40
LAG_SPREAD: Final = 1.2
SHORTEST_LAG_HOURS: Final = 1
LONGEST_LAG_HOURS: Final = 300 * 24
# An old incident lies so many days back: beyond the 12 months that operators may have to keep data for.
OLD_DAYS: Final = (400, 1100)
# Serial numbers of one report's people and accounts: its subject, and up to this many others.
SERIALS_A_REPORT: Final = 16


class Document(NamedTuple):
    """name: a relative path with forward slashes, which may hold folders."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Telling:
    """What is decided of a report before it is written.

    index: 0, 1, ... over the whole stream. number: 0 for a report alone, whose number nothing gives.
    account: the one reported. prior_reports: numbers of the reports that this one adds to.
    names_account: False for a report of nobody in particular.
    files, events: how many; events as None leaves it to the profile.
    """

    index: int
    number: int
    account: Account
    received_at: datetime
    prior_reports: tuple[int, ...] = ()
    names_account: bool = True
    files: int = 0
    events: int | None = None

    @property
    def name(self) -> str:
        return f"report-{self.index:06d}"


class ReportWriter:
    """Writes the documents of one report."""

    def __init__(self, telling: Telling, draws: Draws, *, profile: Profile, world: World) -> None:
        self._telling = telling
        self._draws = draws
        self._profile = profile
        self._world = world
        self._events = EventWriter(draws, profile=profile, world=world)
        self._incident_at = telling.received_at - _lag(draws, profile)
        self._is_bundled = draws.chance(profile.batched)
        self._others = 0

    def documents(self) -> Iterator[Document]:
        """The report alone or, when it has a number, its folder; a giant's files are made one by one."""
        telling = self._telling
        if not telling.number:
            yield Document(f"{telling.name}.xml", self._report())
            return
        yield Document(f"{telling.name}/report.xml", self._report())
        yield Document(f"{telling.name}/response.xml", submitted(telling.number))
        answers = self._draws.optional(self._profile.upload_answers)
        identifiers = []
        for ordinal in range(1, telling.files + 1):
            file = self._file()
            identifiers.append(file.identifier)
            yield Document(f"{telling.name}/file-{ordinal:04d}.xml", file_details(file, self._draws))
            if answers:
                answer = uploaded(telling.number, file_identifier=file.identifier, md5=file.hashes.md5)
                yield Document(f"{telling.name}/file-{ordinal:04d}-response.xml", answer)
        if self._draws.optional(self._profile.closing_answer):
            yield Document(f"{telling.name}/finished.xml", finished(telling.number, identifiers))

    def _report(self) -> bytes:
        """The report document, its children in the schema's order."""
        draws, profile, telling = self._draws, self._profile, self._telling
        at, account = self._incident_at, telling.account
        incident = incidents.Incident(at, account, self._events.one(account.holder, at=at))
        return document(
            "report",
            node("batchedReport", reason=incidents.BATCH_REASON) if self._is_bundled else "",
            incidents.summary(incident, draws, profile=profile),
            incidents.settings(incident, draws, profile=profile),
            incidents.law_enforcement(incident, draws) if draws.optional(profile.law_enforcement) else "",
            incidents.reporter(account.provider, draws, at=at),
            *self._parties(),
            self._additional_info(),
        )

    def _parties(self) -> Iterator[str]:
        draws, profile, telling = self._draws, self._profile, self._telling
        if telling.names_account:
            yield self._party(PartyRole.REPORTED, telling.account, events=telling.events)
            for _ in range(draws.choice((1, 1, 2, 3)) if draws.optional(profile.several_suspects) else 0):
                yield self._party(PartyRole.REPORTED, self._other())
        for role, rate in (
            (PartyRole.RECIPIENT, profile.intended_recipient),
            (PartyRole.VICTIM, profile.victim),
        ):
            for _ in range(draws.choice((1, 1, 1, 2, 3)) if draws.optional(rate) else 0):
                children = role is PartyRole.VICTIM or draws.chance(0.5)
                yield self._party(role, self._other(ages=CHILD_AGES if children else ADULT_AGES))

    def _party(self, role: PartyRole, account: Account, *, events: int | None = None) -> str:
        draws, holder, at = self._draws, account.holder, self._incident_at
        is_reported = role is PartyRole.REPORTED
        # Little is captured of those whom an account was used against.
        has_events = is_reported or draws.optional(0.2)
        associated = None
        if role is not PartyRole.RECIPIENT and draws.optional(self._profile.rare_field):
            associated = draw_account(
                draws, self._next_serial(), holder, provider=another_provider(draws, account.provider)
            )
        is_told_of = account is self._telling.account or draws.full
        said = Statement(
            at=at,
            events=self._events.several(holder, incident_at=at, count=events) if has_events else "",
            prior_reports=self._prior_reports() if is_told_of else (),
            associated=associated,
            associated_event=self._events.one(holder, at=at) if draws.optional(0.3) else "",
        )
        return party(role, account, said, draws, profile=self._profile)

    def _prior_reports(self) -> Sequence[int]:
        """The earlier reports; where every field is filled and there are none, one that never came."""
        if self._draws.full and not self._telling.prior_reports:
            return (self._telling.number - 1,)
        return self._telling.prior_reports

    def _other(self, *, ages: tuple[int, int] = ADULT_AGES) -> Account:
        """Somebody else in the report, with the same provider's service."""
        draws, serial = self._draws, self._next_serial()
        homes, on = self._world.homes(self._profile, draws), self._telling.received_at.date()
        holder = draw_person(draws, serial, profile=self._profile, homes=homes, until=on, ages=ages)
        return draw_account(draws, serial, holder, provider=self._telling.account.provider)

    def _next_serial(self) -> int:
        self._others += 1
        return other_serial(self._telling.index, self._others)

    def _file(self) -> UploadedFile:
        draws, at = self._draws, self._incident_at - timedelta(minutes=self._draws.randrange(600))
        is_shared = self._is_bundled or draws.chance(self._profile.common_hash)
        event = (
            self._events.one(self._telling.account.holder, at=at, name="Upload")
            if draws.optional(0.5)
            else ""
        )
        return UploadedFile(
            report_number=self._telling.number,
            identifier=draws.hexadecimal(32),
            hashes=draws.choice(self._world.shared_files) if is_shared else draw_hashes(draws),
            account=self._telling.account,
            uploaded_at=at,
            event=event,
            is_bundled=self._is_bundled,
        )

    def _additional_info(self) -> str:
        if self._is_bundled:
            return leaf("additionalInfo", words.BUNDLE_INFO)
        if self._draws.optional(0.3):
            return leaf("additionalInfo", self._draws.choice(words.ADDITIONAL_INFO))
        return ""


def other_serial(index: int, ordinal: int) -> int:
    """The serial number of the nth other person or account of a report; even and odd keep subjects apart."""
    return 2 * (index * SERIALS_A_REPORT + ordinal) + 1


def subject_serial(referral: int) -> int:
    return 2 * referral


def _lag(draws: Draws, profile: Profile) -> timedelta:
    """From the incident to the report's arrival."""
    if draws.chance(profile.old):
        return timedelta(days=draws.randrange(*OLD_DAYS), seconds=draws.randrange(86_400))
    hours = draws.lognormvariate(log(MEDIAN_LAG_HOURS), LAG_SPREAD)
    return timedelta(seconds=int(3600 * min(max(hours, SHORTEST_LAG_HOURS), LONGEST_LAG_HOURS)))
