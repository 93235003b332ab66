"""Plain text of platforms: Kik's binds (tabs or commas, no headings), and Discord's account summary."""

from __future__ import annotations

import re
from collections.abc import Mapping

from waymark.stages.intake.readers.answers.gathering import Gathered, email_of, is_address, phone_of
from waymark.stages.intake.readers.delimited import rows_of
from waymark.stages.intake.readers.written_dates import since_1970, written

KIK, DISCORD = "Kik", "Discord"
KNOWN_PATHS: Mapping[str, str] = {
    "/row/1": "IPCaptureEvent: captured_at, in milliseconds, where the time in words does not say its zone",
    "/row/2": "Account: screen_name",
    "/row/3": "IPCaptureEvent: address",
    "/row/4": "IPCaptureEvent: port",
    "/row/5": "IPCaptureEvent: captured_at",
    "/row/6": "kept raw",
    "/User ID": "Account: identifier (Discord)",
    "/Username": "Account: screen_name (Discord)",
    "/Email": "Party (subscriber): emails (Discord)",
    "/Phone number": "Party (subscriber): phones (Discord)",
    "/Registration IP": "IPCaptureEvent: Registration (Discord)",
    "/Last Seen IP": "IPCaptureEvent: Last seen (Discord)",
    "/session": "IPCaptureEvent: Session start (Discord)",
}
# `bind.txt` has tabs; `*binds.csv` the same columns as CSV, each cell quoted or not.
_BIND = re.compile(
    r'"?\d{13}"?(?P<sign>[\t,;])"?[^\t\n,;"]+"?(?P=sign)"?[0-9A-Fa-f:.]{7,45}"?(?P=sign)"?\d{0,5}"?'
    r"(?:(?P=sign)|\r?\n|$)"
)
_DISCORD = re.compile(r"^User ID:\s+\d+\s*$", re.MULTILINE)
_SESSION = re.compile(r"(\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}\S*)\s+(\S+)")
_PAIR = re.compile(r"([A-Za-z][^:]{0,60}):\s*(.*)")
_ABSENT = ("not found", "n/a", "none", "")
_BIND_CELLS = 5


def looks_like_kik(head: str) -> bool:
    return _BIND.match(head.lstrip("\ufeff")) is not None


def looks_like_discord(head: str) -> bool:
    return _DISCORD.search(head[:4_000]) is not None and "Username:" in head


def take_kik(text: str, gathered: Gathered) -> None:
    """Take a log of binds: milliseconds, user, address, port, time, and a further note."""
    bare = text.lstrip("\ufeff")
    first = _BIND.match(bare)
    for row in rows_of(bare, separator=first["sign"] if first else "\t"):
        if row.is_blank:
            continue
        cells = dict(enumerate(row.cells, start=1))
        if len(cells) < _BIND_CELLS - 1 or not is_address(cells[3]):
            for n, cell in cells.items():
                if cell.strip():
                    gathered.keep(f"/row[{row.number}]/{n}", cell)
            continue
        in_words = written(cells[5]) if cells.get(5, "").strip() else None
        counted = since_1970(cells[1], unit="milliseconds")
        says_zone = in_words is not None and in_words.zone == "stated"
        at = in_words if says_zone or counted.instant is None else counted
        used = {2, 3, 4, 5 if says_zone else 1}
        for n, cell in cells.items():
            if cell.strip():
                (gathered.was_read if n in used else gathered.keep)(f"/row[{row.number}]/{n}", cell)
        gathered.know(screen_name=cells[2].strip())
        gathered.add_event(cells[3], event="Bind", at=at, stated_port=cells[4].strip())
    gathered.say(target=gathered.account.screen_name, service=KIK)
    gathered.know(service=KIK)


def take_discord(text: str, gathered: Gathered) -> None:
    """Take an account summary: `Label: value` lines, then a line for each session."""
    got: dict[str, str] = {}
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        bare = line.strip()
        if match := _SESSION.fullmatch(bare):
            gathered.was_read(f"/session[{number}]", bare)
            # The heading above says UTC: `Session Start (UTC)`.
            at = written(match[1], assumed_by="heading: Session Start (UTC)")
            gathered.add_event(match[2], event="Session start", at=at)
        elif match := _PAIR.fullmatch(bare):
            _take_pair(match[1].strip(), match[2].strip(), gathered, got)
        elif bare and not bare.lower().startswith("session start"):
            gathered.keep(f"/line[{number}]", bare)
        elif bare:
            gathered.was_passed_over(f"/line[{number}]", bare)
    _take_times(gathered, got)
    gathered.say(target=gathered.account.identifier, service=DISCORD)
    gathered.know(service=DISCORD)


def _take_pair(label: str, value: str, gathered: Gathered, got: dict[str, str]) -> None:
    name = label.lower()
    path = f"/{label}"
    if value.lower() in _ABSENT:
        gathered.was_passed_over(path, value)
        return
    if name == "user id":
        gathered.know(identifier=value)
    elif name == "username":
        gathered.know(screen_name=value)
    elif name in _KEPT_FOR_LATER:
        got[name] = value
    else:
        gathered.keep(path, value)
        return
    gathered.was_read(path, value)


_KEPT_FOR_LATER = frozenset(
    ("email", "email verified", "phone number", "registration ip", "registration time (utc)", "last seen ip",
     "last seen time (utc)")
)  # fmt: skip


def _take_times(gathered: Gathered, got: dict[str, str]) -> None:
    if email := got.get("email"):
        verified = {"yes": True, "no": False}.get(got.get("email verified", "").lower())
        gathered.emails.append(email_of(email, verified=verified))
    if phone := got.get("phone number"):
        gathered.phones.append(phone_of(phone))
    for event, address, time in (
        ("Registration", "registration ip", "registration time (utc)"),
        ("Last seen", "last seen ip", "last seen time (utc)"),
    ):
        at = written(got[time], assumed_by=f"heading: {time}") if time in got else None
        if address in got:
            gathered.add_event(got[address], event=event, at=at)
        elif at:
            gathered.notes.append(f"{event.lower()}: {at.text}")
