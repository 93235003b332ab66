"""What one row of a register becomes, through its column map. The page's preview shows this, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from waymark.referrals.types import (
    Account,
    Address,
    Contact,
    DocumentKind,
    Fact,
    FileHash,
    Flaw,
    IncidentDetail,
    IPCaptureEvent,
    KeptRaw,
    Named,
    Of,
    Party,
    Read,
    Report,
    ReportedFile,
    Role,
    StatedTime,
)
from waymark.stages.intake.readers.hashes import hash_kind
from waymark.stages.intake.readers.registers.maps import FIELDS, SEVERAL, ColumnMap
from waymark.stages.intake.readers.values import UNREAD, port
from waymark.stages.intake.readers.written_dates import DateTrouble, trouble_of, written


@dataclass(frozen=True, slots=True)
class RowRead:
    """One row: its facts with the head last, or none when it is no report; and what is wrong with it."""

    number: int
    facts: tuple[Fact, ...]
    flaws: tuple[Flaw, ...]
    left: tuple[KeptRaw, ...] = ()  # the cells of a row that is no report


def read_row(
    number: int,
    cells: Sequence[str],
    headings: Sequence[str],
    by: ColumnMap,
    *,
    register: str,
    trace: bool = False,
) -> RowRead:
    """Read one row. number: as a spreadsheet counts it. register: the register's name, which is the reporter."""
    row = _Row(number, by, trace=trace)
    for at, cell in enumerate(cells):
        heading = headings[at] if at < len(headings) else ""
        row.take(heading or f"column {at + 1}", by.field_of(heading) if heading else "", cell)
    if not row.got:
        what = "None of the columns that the map names says anything here, so the row is no report"
        left = tuple(fact for fact in row.named if isinstance(fact, KeptRaw))
        return RowRead(number, (), (Flaw(f"row {number}", what),) if left else (), left)
    return RowRead(number, tuple(row.facts(register)), tuple(row.flaws))


@dataclass(slots=True)
class _Row:
    number: int
    by: ColumnMap
    trace: bool = False
    got: dict[str, list[str]] = field(default_factory=dict)
    named: list[Fact] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)

    def take(self, heading: str, name: str, cell: str) -> None:
        path = f"/row[{self.number}]/{heading}"
        if self.by.is_blank(cell):
            if cell.strip() and self.trace:
                self.named.append(Read(path, cell))
            return
        if not name or (name in self.got and name not in SEVERAL):
            self.named.append(KeptRaw(path, cell))
            return
        self.got.setdefault(name, []).append(cell.strip())
        if self.trace:
            self.named.append(Read(path, cell))

    def one(self, name: str) -> str:
        return self.got.get(name, [""])[0]

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(self.got.get(name, ()))

    def time(self, name: str) -> StatedTime | None:
        text = self.one(name)
        if not text:
            return None
        found = written(text, self.by.date_order, assumed_by=f"column map {self.by.name}/{self.by.version}")
        trouble = trouble_of(text, self.by.date_order)
        if found.instant is None and trouble is None:
            trouble = DateTrouble.UNREADABLE
        self._tell(name, trouble)
        return found

    def born(self, name: str) -> str:
        """A date of birth in its words. Many are years or ages: only what is certainly wrong is told."""
        text = self.one(name)
        trouble = trouble_of(text, self.by.date_order) if text else None
        self._tell(name, None if trouble is DateTrouble.UNREADABLE else trouble)
        return text

    def _tell(self, name: str, trouble: DateTrouble | None) -> None:
        if trouble:
            self.flaws.append(Flaw(f"row {self.number}", f"{FIELDS[name]!r}: {trouble.value}"))

    def facts(self, register: str) -> list[Fact]:
        parties = [each for each in (self._suspect(), self._child()) if each]
        numbered = [_numbered(party, n) for n, party in enumerate(parties, start=1)]
        return [*self.named, *self._events(numbered), *self._files(), *numbered, self._head(register)]

    def _suspect(self) -> Party | None:
        account = Account(
            identifier=self.one("suspect_identifier"),
            service=self.one("suspect_service"),
            screen_name=self.one("suspect_screen_name"),
            third_party=True if self.one("suspect_service") else None,
        )
        lines, postcode = self.one("suspect_address"), self.one("suspect_postcode")
        found = Party(
            1,
            Role.SUSPECT,
            first_name=self.one("suspect_first_name"),
            last_name=self.one("suspect_last_name"),
            date_of_birth=self.born("suspect_date_of_birth"),
            emails=tuple(Contact(each) for each in self.all("suspect_email")),
            phones=tuple(Contact(each) for each in self.all("suspect_phone")),
            addresses=(Address(lines=lines, postcode=postcode),) if lines or postcode else (),
            account=account,
            prior_reports=self.all("prior_report"),
        )
        return None if found == Party(1, Role.SUSPECT) else found

    def _child(self) -> Party | None:
        found = Party(
            1,
            Role.VICTIM,
            first_name=self.one("child_first_name"),
            last_name=self.one("child_last_name"),
            date_of_birth=self.born("child_date_of_birth"),
            school=self.one("child_school"),
        )
        return None if found == Party(1, Role.VICTIM) else found

    def _events(self, parties: Sequence[Party]) -> list[IPCaptureEvent]:
        at, stated_port, address = self.time("ip_at"), self.one("ip_port"), self.one("ip_address")
        if not (address or at or stated_port):
            return []
        number = port(stated_port) if stated_port else None
        if number is UNREAD:
            self.flaws.append(
                Flaw(f"row {self.number}", "The port is no number from 0 to 65535: it was left out")
            )
            self.named.append(KeptRaw(f"/row[{self.number}]/ip_port", stated_port))
            number = None
        is_suspects = bool(parties) and parties[0].role is Role.SUSPECT
        of, ordinal = (Of.PARTY, 1) if is_suspects else (Of.INCIDENT, 1)
        return [IPCaptureEvent(1, of, ordinal, address, captured_at=at, port=number)]

    def _files(self) -> list[ReportedFile]:
        hashes = tuple(FileHash("register", each, hash_kind("", each)) for each in self.all("file_hash"))
        name = self.one("file_name")
        return [ReportedFile(1, name=name, hashes=hashes)] if hashes or name else []

    def _head(self, register: str) -> Report:
        urls = tuple(Named("url", each) for each in self.all("url"))
        return Report(
            DocumentKind.REPORT,
            number=self.one("reference"),
            incident_type="; ".join(self.all("incident_type")),
            incident_at=self.time("incident_at"),
            platform=self.one("platform"),
            details=(IncidentDetail(1, "web_page", urls),) if urls else (),
            additional_info=self.all("note"),
            reporter=f"register {register}",
            received_at=self.time("received_at"),
            source_grade=self.one("source_grade"),
            handling_code=self.one("handling_code"),
            marking=self.one("marking"),
        )


def _numbered(party: Party, ordinal: int) -> Party:
    return replace(party, ordinal=ordinal)
