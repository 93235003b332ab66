"""Tables of platforms (Snapchat, Google, Roblox, Discord, Synchronoss, Kik): sign-ins and account holders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from waymark.referrals.types import Account, Contact, Device, Of, Party, Role, StatedTime, Zone
from waymark.stages.intake.readers.answers.columns import is_log, name_of, platform_of
from waymark.stages.intake.readers.answers.gathering import HOLDER, Gathered, email_of, phone_of
from waymark.stages.intake.readers.delimited import Row
from waymark.stages.intake.readers.values import UNREAD, port
from waymark.stages.intake.readers.written_dates import day_with_clock, since_1970, written

_RULE = re.compile(r"\s*(?:={5,}|-{15,})\s*")
_TARGET = re.compile(
    r'Target username\s+"*([^"\s]+)"*\s+is associated with User ID\s+"*([^"\s]+?)"*\.?\s*$',
    re.IGNORECASE | re.MULTILINE,
)
_RANGE = re.compile(r"Date range[^:]*:\s*(.+)", re.IGNORECASE)
_NOTHING = re.compile(r"no (?:responsive )?(?:data|records)(?: found)?", re.IGNORECASE)
_CHECKSUM = re.compile(r"checksum=([0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32})\b")
_HASH = re.compile(r"[0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32}")
_SECONDS, _MILLISECONDS = 10, 13  # digits of a time since 1970, from 2001 until 2286


@dataclass(slots=True)
class Table:
    """Headings with the rows below them. n: which table of its document, from 1."""

    n: int
    headings: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """Tables, and the rows that stand outside them: legends, rules, notes."""

    tables: list[Table]
    around: list[Row]

    @property
    def platform(self) -> str:
        return next((name for name in (platform_of(table.headings) for table in self.tables) if name), "")

    @property
    def is_answer(self) -> bool:
        """Whether it is a platform's, or at least a log of somebody's uses of an account."""
        return bool(self.platform) or any(is_log(table.headings) for table in self.tables)


def divide(rows: Sequence[Row]) -> Document:
    """Find the tables of a document: below a rule of `=`, or from the first row that has known headings."""
    has_rules = any(_is_rule(row, "=") for row in rows)
    tables: list[Table] = []
    around: list[Row] = []
    is_heading_next = not has_rules
    is_inside = False
    for row in rows:
        if row.is_blank:
            is_inside = is_inside and not has_rules
        elif _is_rule(row):
            around.append(row)
            is_heading_next, is_inside = _is_rule(row, "="), False
        elif is_heading_next and (has_rules or platform_of(row.cells) or is_log(row.cells)):
            tables.append(Table(len(tables) + 1, tuple(cell.strip() for cell in row.cells)))
            is_heading_next, is_inside = False, True
        elif is_inside and (len(row.cells) > 1 or len(tables[-1].headings) == 1):
            tables[-1].rows.append(row)
        else:
            around.append(row)
    return Document(tables, around)


def _is_rule(row: Row, sign: str = "") -> bool:
    cells = [cell for cell in row.cells if cell.strip()]
    return len(cells) == 1 and _RULE.fullmatch(cells[0]) is not None and sign in cells[0]


def take(document: Document, gathered: Gathered) -> None:
    """Take every table of a document, and what its legends say of the question."""
    for row in document.around:
        _take_around(row, gathered)
    holders = _Holders(gathered)
    for table in document.tables:
        for place, heading in enumerate(table.headings, start=1):
            if heading:
                gathered.was_passed_over(f"{_at(table)}/heading[{place}]", heading)
        for row in table.rows:
            _Taken(table, row, gathered, holders).take()
    holders.finish()


def _at(table: Table) -> str:
    return f"/table[{table.n}]" if table.n > 1 else "/table"


def _take_around(row: Row, gathered: Gathered) -> None:
    for place, cell in enumerate(row.cells, start=1):
        text = cell.strip()
        path = f"/row[{row.number}]/{place}"
        if target := _TARGET.search(text):
            gathered.say(target=target[1], account_identifier=target[2])
            gathered.know(screen_name=target[1], identifier=target[2])
        if covered := _RANGE.search(text):
            gathered.say(date_range=covered[1].strip())
        if _NOTHING.search(text) or target or covered:
            gathered.was_read(path, cell)
        elif text and not _RULE.fullmatch(text):
            gathered.keep(path, cell)
        elif text:
            gathered.was_passed_over(path, cell)


class _Holders:
    """The accounts that a table's rows are of: nearly always one, the holder's."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self._ordinals: dict[str, int] = {}

    def ordinal(self, identifier: str, screen_name: str) -> int:
        """The ordinal of the party whose account it is; the holder's where a row does not say."""
        key = identifier or screen_name
        if not key:
            return HOLDER
        if key not in self._ordinals:
            self._ordinals[key] = self._new(identifier, screen_name)
        return self._ordinals[key]

    def _new(self, identifier: str, screen_name: str) -> int:
        known = self._gathered.account
        is_holder = not self._ordinals and (identifier in ("", known.identifier) or not known.identifier)
        if is_holder:
            self._gathered.know(identifier=identifier, screen_name=screen_name)
            return HOLDER
        account = Account(identifier=identifier, screen_name=screen_name)
        self._gathered.others.append(Party(0, Role.SUBSCRIBER, account=account))
        return HOLDER + len(self._gathered.others)

    def finish(self) -> None:
        account = self._gathered.account
        self._gathered.say(target=account.identifier or account.screen_name)


class _Taken:
    """One row on its way into facts."""

    def __init__(self, table: Table, row: Row, gathered: Gathered, holders: _Holders) -> None:
        self._gathered = gathered
        self._holders = holders
        self._got: dict[str, tuple[str, str]] = {}
        self._paths: dict[str, tuple[str, str]] = {}
        for at, cell in enumerate(row.cells):
            heading = table.headings[at] if at < len(table.headings) else ""
            path = f"{_at(table)}/row[{row.number}]/{heading or f'column {at + 1}'}"
            if not cell.strip():
                continue
            name = name_of(heading)
            if name and name not in self._got:
                self._got[name] = (heading, cell.strip())
                self._paths[name] = (path, cell)
            elif name == "time" and (both := day_with_clock(self._got[name][1], cell)):
                self._got[name] = (f"{self._got[name][0]} {heading}", both)
                gathered.was_read(path, cell)
            else:
                gathered.keep(path, cell)

    def take(self) -> None:
        owner = self._holders.ordinal(self._pop("user_id"), self._pop("user_name"))
        if author := self._pop("author_id"):
            owner = self._holders.ordinal(author, "")
        self._take_account(owner)
        self._take_events(owner)
        for name in list(self._got):
            path, cell = self._paths[name]
            self._gathered.keep(path, cell)

    def _pop(self, name: str) -> str:
        if name not in self._got:
            return ""
        _, cell = self._got.pop(name)
        self._gathered.was_read(*self._paths[name])
        return cell

    def _port(self, name: str) -> str:
        """A port that is one; what is none stays where it is, to be kept raw."""
        return "" if port(self._got.get(name, ("", ""))[1]) is UNREAD else self._pop(name)

    def _time(self, name: str) -> StatedTime | None:
        if name not in self._got:
            return None
        heading = self._got[name][0]
        return _time(self._pop(name), heading)

    def _take_account(self, owner: int) -> None:
        gathered = self._gathered
        if display := self._pop("display_name"):
            gathered.account = _with_display(gathered.account, display)
        if email := self._pop("email"):
            gathered.emails.append(_verified(email_of(email), self._pop("email_status")))
        if phone := self._pop("phone"):
            gathered.phones.append(_verified(phone_of(phone), self._pop("phone_status")))
        if born := self._pop("born"):
            gathered.fields.setdefault("date_of_birth", born)
        if device := self._got.get("device"):
            gathered.devices.append(Device(device[0], self._pop("device")))
        if address := self._pop("creation_ip"):
            gathered.add_event(address, event="Registration", at=self._time("created"), of_ordinal=owner)
        elif created := self._pop("created"):
            gathered.notes.append(f"created: {created}")

    def _take_events(self, owner: int) -> None:
        address = self._pop("ip")
        if not address or address == "-":
            return
        first, *others = [part.strip() for part in address.split(",")]
        path = self._paths["ip"][0]
        for n, other in enumerate(others, start=2):
            self._gathered.keep(f"{path}[{n}]", other)
        of, ordinal, event = Of.PARTY, owner, self._pop("event")
        if (query := self._got.get("query")) and (found := _CHECKSUM.search(query[1])):
            self._pop("query")
            of, ordinal = Of.FILE, self._gathered.add_file(hashes=(found[1],))
            event = event or "Upload"
        elif _HASH.fullmatch(self._got.get("checksum", ("", ""))[1]):
            checksum, name = self._pop("checksum"), self._pop("file_name")
            of, ordinal = Of.FILE, self._gathered.add_file(name=name, hashes=(checksum,))
        seen = [(name, self._time(name)) for name in ("first_seen", "last_seen", "port_seen")]
        if not any(at for _, at in seen):
            at, stated = self._time("time"), self._port("port") or self._port("last_port")
            self._gathered.add_event(first, event=event, at=at, stated_port=stated, of=of, of_ordinal=ordinal)
            return
        last_port = self._port("last_port")
        for name, at in seen:
            if at is not None:
                self._gathered.add_event(
                    first,
                    event=name.replace("_", " "),
                    at=at,
                    stated_port=last_port if name == "port_seen" else "",
                    of_ordinal=owner,
                )


def _with_display(account: Account, name: str) -> Account:
    return (
        account
        if name in account.display_names
        else replace(account, display_names=(*account.display_names, name))
    )


def _verified(contact: Contact, status: str) -> Contact:
    """The contact with what the table says of its verification; words that say neither change nothing."""
    said = status.strip().lower()
    if said in ("verified", "yes", "true", "confirmed"):
        return replace(contact, verified=True)
    if said in ("unverified", "no", "false", "not verified", "unconfirmed"):
        return replace(contact, verified=False)
    return replace(contact, kind=contact.kind or status)


def _time(text: str, heading: str) -> StatedTime:
    """A time of a table. A heading that says UTC says so of every time below it."""
    digits = text.strip()
    if digits.isdigit() and len(digits) in (_SECONDS, _MILLISECONDS):
        unit = "seconds" if len(digits) == _SECONDS else "milliseconds"
        counted = since_1970(digits, unit=unit)
        return counted._replace(
            zone=Zone.ASSUMED, assumed_by=f"waymark: {len(digits)} digits taken as {unit} since 1970"
        )
    return written(text, assumed_by=f"heading: {heading}" if "utc" in heading.lower() else "")
