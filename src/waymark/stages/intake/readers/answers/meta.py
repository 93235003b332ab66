"""Meta's records (Facebook, Instagram, WhatsApp): a page of sections, each a `div` named `property-…`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from waymark.referrals.types import Device
from waymark.stages.intake.readers.answers.gathering import Gathered, email_of, is_address, phone_of
from waymark.stages.intake.readers.answers.pages import DEFINITION, Leaf, leaves
from waymark.stages.intake.readers.written_dates import written

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PLATFORM = "Meta"
_PREFIX = "property-"
_NOTHING = "no responsive records"

KNOWN_PATHS: Mapping[str, str] = {
    "/request_parameters/Service": "Asked: service; Report: platform; Account: service",
    "/request_parameters/Internal Ticket Number": "Asked: ticket",
    "/request_parameters/Target": "Asked: target; Account: identifier where it is a number",
    "/request_parameters/Account Identifier": "Asked: account_identifier",
    "/request_parameters/Account Type": "Asked: account_type",
    "/request_parameters/Generated": "Asked: generated",
    "/request_parameters/Date Range": "Asked: date_range",
    "/name/First": "Party (subscriber): first_name",
    "/name/Middle": "Party (subscriber): middle_name",
    "/name/Last": "Party (subscriber): last_name",
    "/emails": "Party (subscriber): emails",
    "/phone_numbers": "Party (subscriber): phones",
    "/vanity": "Account: screen_name",
    "/date_of_birth": "Party (subscriber): date_of_birth",
    "/registration_ip": "IPCaptureEvent: Registration, at the time of /registration_date",
    "/registration_date": "IPCaptureEvent: Registration; else Party: additional_info",
    "/ip_addresses/IP Address": "IPCaptureEvent: address and port",
    "/ip_addresses/Time": "IPCaptureEvent: captured_at",
    "/ip_addresses/Action": "IPCaptureEvent: event",
    "/logins/IP Address": "IPCaptureEvent: address and port, as a Login",
    "/devices/Type": "Device: id_type",
    "/devices/Id": "Device: value",
    "/ncmec_reports/CyberTip ID": "Report: adds_to; IncidentDetail (cybertip)",
    "/ncmec_reports/Time": "IncidentDetail (cybertip)",
    "/ncmec_reports/Responsible Id": "IncidentDetail (cybertip)",
    "/ncmec_reports/Linked Media File": "ReportedFile: name, with the CyberTip's number",
}


class _Section(NamedTuple):
    name: str
    leaves: list[Leaf]


def looks_like(head: str) -> bool:
    return f'id="{_PREFIX}' in head or f"id='{_PREFIX}" in head or f"id={_PREFIX}" in head


def take(root: HtmlElement, gathered: Gathered) -> None:
    """Take every section of Meta's page."""
    panes = [each for each in root.iter("div") if (each.get("id") or "").startswith(_PREFIX)]
    inner = {each for pane in panes for each in pane.iterdescendants("div")}
    sections = [_section(pane) for pane in panes if pane not in inner]
    registered = next((_only(each) for each in sections if each.name == "registration_date"), "")
    for section in sections:
        _take_section(section, gathered, registered=registered)
    gathered.know(service=gathered.asked.service)


def _section(pane: HtmlElement) -> _Section:
    name = (pane.get("id") or "").removeprefix(_PREFIX)
    return _Section(name, leaves(pane))


def _only(section: _Section) -> str:
    return next((leaf.value for leaf in section.leaves if leaf.label and _says(leaf)), "")


def _says(leaf: Leaf) -> bool:
    """Whether a leaf says something of the account: not a definition, and not that there is nothing."""
    is_defined = leaf.label.lower().endswith(DEFINITION)
    return bool(leaf.value.strip()) and not is_defined and not leaf.value.lower().startswith(_NOTHING)


_Taker = Callable[["_Records"], None]


class _Records:
    """A section's records, of which leaves are taken by label; the rest is kept raw."""

    def __init__(self, section: _Section, gathered: Gathered, *, registered: str) -> None:
        self.name = section.name
        self.gathered = gathered
        self.registered = registered
        self._records = [list(some) for _, some in groupby(section.leaves, key=lambda leaf: leaf.record)]

    def each(self) -> Sequence[list[Leaf]]:
        return self._records

    def path(self, leaf: Leaf) -> str:
        index = f"[{leaf.record}]" if leaf.record > 1 else ""
        return f"/{self.name}{index}/{leaf.label or 'text()'}"

    def take(self, record: list[Leaf], *labels: str) -> str:
        """The value under the first of these labels that a record has; empty where it has none."""
        return next(iter(self.take_all(record, *labels)), "")

    def take_all(self, record: list[Leaf], *labels: str) -> list[str]:
        found = [leaf for leaf in record if leaf.label.lower().removesuffix(":") in labels and _says(leaf)]
        for leaf in found:
            record.remove(leaf)
            self.gathered.was_read(self.path(leaf), leaf.value)
        return [leaf.value for leaf in found]

    def take_lines(self) -> list[str]:
        """Every line of every labelled value: a section that is a list of single values."""
        lines = []
        for record in self._records:
            for leaf in [leaf for leaf in record if leaf.label and _says(leaf)]:
                record.remove(leaf)
                self.gathered.was_read(self.path(leaf), leaf.value)
                lines += [line.strip() for line in leaf.value.split("\n") if line.strip()]
        return lines

    def close(self) -> None:
        for record in self._records:
            for leaf in record:
                if _says(leaf) and not (leaf.label == "" and _is_title(leaf.value, self.name)):
                    self.gathered.keep(self.path(leaf), leaf.value)
                else:
                    self.gathered.was_passed_over(self.path(leaf), leaf.value)


def _is_title(text: str, name: str) -> bool:
    """Whether a loose text is the section's own title: `Ip Addresses` of `ip_addresses`."""
    return text.lower().replace(" ", "_") == name.lower()


def _take_section(section: _Section, gathered: Gathered, *, registered: str) -> None:
    records = _Records(section, gathered, registered=registered)
    taker = _TAKERS.get(section.name)
    if taker is not None:
        taker(records)
    else:
        _events(records)
    records.close()


def _request(records: _Records) -> None:
    for record in records.each():
        target = records.take(record, "target")
        records.gathered.say(
            service=records.take(record, "service"),
            ticket=records.take(record, "internal ticket number", "ticket number"),
            target=target,
            account_identifier=records.take(record, "account identifier"),
            account_type=records.take(record, "account type"),
            generated=_line(records.take(record, "generated", "meta business records report generated")),
            date_range=_line(records.take(record, "date range", "meta business records report date range")),
        )
        records.gathered.know(identifier=target if target.isdigit() else "")
        if target.startswith("+") and target[1:].isdigit():
            records.gathered.phones.append(phone_of(target))


def _line(text: str) -> str:
    return " ".join(text.split())


def _name(records: _Records) -> None:
    fields = records.gathered.fields
    for record in records.each():
        for label, name in (
            ("first", "first_name"),
            ("middle", "middle_name"),
            ("last", "last_name"),
        ):
            if value := records.take(record, label, f"{label} name"):
                fields.setdefault(name, value)
        if value := records.take(record, "name", "full name"):
            records.gathered.notes.append(f"name: {_line(value)}")


def _emails(records: _Records) -> None:
    records.gathered.emails += [email_of(line) for line in records.take_lines()]


def _phones(records: _Records) -> None:
    records.gathered.phones += [phone_of(line) for line in records.take_lines()]


def _vanity(records: _Records) -> None:
    first, *others = records.take_lines() or [""]
    records.gathered.know(screen_name=first)
    records.gathered.notes += [f"vanity name: {other}" for other in others]


def _born(records: _Records) -> None:
    lines = records.take_lines()
    if lines:
        records.gathered.fields.setdefault("date_of_birth", " ".join(lines))


def _registration_ip(records: _Records) -> None:
    at = written(_line(records.registered)) if records.registered else None
    for line in records.take_lines():
        records.gathered.add_event(line, event="Registration", at=at)


def _registration_date(records: _Records) -> None:
    records.gathered.notes += [f"registered: {line}" for line in records.take_lines()]


def _events(records: _Records) -> None:
    """Records with an address and a time, in whatever section they stand: uses of the account."""
    event = "Login" if records.name.startswith("login") else ""
    for record in records.each():
        labels = {leaf.label.lower() for leaf in record}
        address = next((leaf.value for leaf in record if leaf.label.lower() in _ADDRESSES), "")
        if not is_address(address) or not labels & {"time", "date", "timestamp"}:
            continue
        time = _line(records.take(record, "time", "date", "timestamp"))
        records.gathered.add_event(
            records.take(record, *_ADDRESSES),
            event=records.take(record, "action", "event") or event,
            at=written(time) if time else None,
            stated_port=records.take(record, "port", "source port", "sender port"),
        )


_ADDRESSES = ("ip address", "ip", "sender ip", "address")


def _devices(records: _Records) -> None:
    for record in records.each():
        kind, value = records.take(record, "type"), records.take(record, "id", "device id")
        if value:
            records.gathered.devices.append(Device(kind, value))


def _cybertips(records: _Records) -> None:
    for record in records.each():
        number = records.take(record, "cybertip id", "cybertip", "report id")
        time, responsible = (
            _line(records.take(record, "time")),
            records.take(record, "responsible id"),
        )
        files = records.take_all(record, "linked media file")
        if number or files:
            records.gathered.add_cybertip(number, time=time, responsible_id=responsible)
        for name in files:
            records.gathered.add_file(name=name, number=number)


_TAKERS: Mapping[str, _Taker] = {
    "request_parameters": _request,
    "name": _name,
    "emails": _emails,
    "phone_numbers": _phones,
    "vanity": _vanity,
    "vanity_name": _vanity,
    "date_of_birth": _born,
    "registration_ip": _registration_ip,
    "registration_date": _registration_date,
    "devices": _devices,
    "ncmec_reports": _cybertips,
}
