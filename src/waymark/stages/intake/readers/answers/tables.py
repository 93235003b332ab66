"""Tables of platforms (Snapchat, Google, Roblox, Discord, Synchronoss, Kik): sign-ins and account holders."""

from __future__ import annotations

import re
from dataclasses import replace

from waymark.referrals.types import Account, Contact, Device, IncidentDetail, Named, Of, StatedTime, Zone
from waymark.stages.intake.readers.answers.columns import name_of
from waymark.stages.intake.readers.answers.dividing import Document, Table, is_rule
from waymark.stages.intake.readers.answers.gathering import Gathered, email_of, phone_of
from waymark.stages.intake.readers.answers.holders import Holders
from waymark.stages.intake.readers.delimited import Row, plain_heading
from waymark.stages.intake.readers.values import UNREAD, port
from waymark.stages.intake.readers.written_dates import day_with_clock, since_1970, written

_TARGET = re.compile(
    r'Target username\s+"*([^"\s]+)"*\s+is associated with User ID\s+"*([^"\s]+?)"*\.?\s*$',
    re.IGNORECASE | re.MULTILINE,
)
_RANGE = re.compile(r"Date range[^:]*:\s*(.+)", re.IGNORECASE)
_NOTHING = re.compile(r"no (?:responsive )?(?:data|records)(?: found)?", re.IGNORECASE)
# What a line above the tables may say, as `plain_heading` compares labels.
_LABELS = {
    "targetusername": "screen_name",
    "username": "screen_name",
    "userid": "identifier",
    "accountid": "identifier",
    "targetuserid": "identifier",
    "daterange": "date_range",
}
_CHECKSUM = re.compile(r"checksum=([0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32})\b")
_HASH = re.compile(r"[0-9a-fA-F]{64}|[0-9a-fA-F]{40}|[0-9a-fA-F]{32}")
_SECONDS, _MILLISECONDS = 10, 13  # digits of a time since 1970, from 2001 until 2286


def take(document: Document, gathered: Gathered) -> None:
    """Take every table of a document, and what its legends say of the question."""
    for row in document.around:
        _take_around(row, gathered)
    holders = Holders(gathered)
    for table in document.tables:
        for place, heading in enumerate(table.headings, start=1):
            if heading:
                gathered.was_passed_over(f"{_at(table)}/heading[{place}]", heading)
        before = gathered.events
        for row in table.rows:
            _Taken(table, row, gathered, holders).take()
        if gathered.events == before and table.rows:
            _say_of_records(table, gathered)
    holders.finish()


def _say_of_records(table: Table, gathered: Gathered) -> None:
    """A table without an address is of messages, friends, devices: that it is there is said, its rows stay raw."""
    said = (Named("headings", ", ".join(filter(None, table.headings))), Named("rows", str(len(table.rows))))
    gathered.details.append(IncidentDetail(len(gathered.details) + 2, "records", said))
    gathered.knows_nothing = False


def _at(table: Table) -> str:
    return f"/table[{table.n}]" if table.n > 1 else "/table"


def _take_around(row: Row, gathered: Gathered) -> None:
    label, *values = [cell.strip() for cell in row.cells if cell.strip()] or [""]
    name = _LABELS.get(plain_heading(label.rstrip(":")), "")
    if name and len(values) == 1:
        _take_label(name, values[0], gathered)
        for place, cell in enumerate(row.cells, start=1):
            if cell.strip():
                gathered.was_read(f"/row[{row.number}]/{place}", cell)
        return
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
        elif text and not is_rule(Row(row.number, (text,))):
            gathered.keep(path, cell)
        elif text:
            gathered.was_passed_over(path, cell)


def _take_label(name: str, value: str, gathered: Gathered) -> None:
    """Take what a line above the tables says of the account or the question: a label, then its value."""
    if name == "date_range":
        gathered.say(date_range=value)
        return
    gathered.say(**({"target": value} if name == "screen_name" else {"account_identifier": value}))
    gathered.know(**{name: value})


class _Taken:
    """One row on its way into facts."""

    def __init__(self, table: Table, row: Row, gathered: Gathered, holders: Holders) -> None:
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
        if "author_id" in self._got or "author_name" in self._got:
            author = self._pop("author_id"), self._pop("author_name") or self._pop("user_name")
            owner = self._holders.another(*author)
        else:
            owner = self._holders.ordinal(self._pop("user_id"), self._pop("user_name"))
        if recipient := self._pop("recipient_id"):
            self._holders.another(recipient)
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
