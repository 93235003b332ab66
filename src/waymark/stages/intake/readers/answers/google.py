"""Google's subscriber information: a page of `Label: value` lines and tables of sign-ins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from waymark.referrals.types import Contact
from waymark.stages.intake.readers.answers.dividing import Document, Table
from waymark.stages.intake.readers.answers.gathering import Gathered, email_of, phone_of
from waymark.stages.intake.readers.answers.pages import words
from waymark.stages.intake.readers.answers.tables import take as take_tables
from waymark.stages.intake.readers.delimited import Row, plain_heading
from waymark.stages.intake.readers.written_dates import written

if TYPE_CHECKING:
    from lxml.html import HtmlElement

PLATFORM = "Google"
_TITLE = re.compile(r"google\s+subscriber\s+information", re.IGNORECASE)
_LINES = ("h1", "h2", "h3", "h4", "li", "p", "div", "dt", "dd", "span")
_COUNTRY = re.compile(r"\s*\[[A-Z]{2}\]")
_FIELDS: Mapping[str, str] = {
    "googleaccountid": "identifier",
    "gaiaid": "identifier",
    "name": "name",
    "givenname": "first_name",
    "familyname": "last_name",
    "email": "email",
    "alternateemails": "emails",
    "contactemail": "email",
    "recoveryemail": "email",
    "recoverysms": "phone",
    "userphonenumbers": "phone",
    "phonenumbers": "phone",
    "2stepverificationphonenumbers": "phone_of_2_step",
    "createdon": "created",
    "termsofserviceip": "registration_ip",
    "birthdaymonthdayyear": "born",
    "birthday": "born",
    "internalreference": "ticket",
    "internalrefno": "ticket",
    "referencenumber": "ticket",
    "googlereferencenumber": "ticket",
    "daterange": "date_range",
    "status": "status",
    "services": "services",
}
KNOWN_PATHS: Mapping[str, str] = {
    "/Google Account ID": "Account: identifier; Asked: target",
    "/Name": "Party (subscriber): additional_info",
    "/Given Name": "Party (subscriber): first_name",
    "/Family Name": "Party (subscriber): last_name",
    "/e-Mail": "Party (subscriber): emails; Asked: account_identifier",
    "/Alternate e-Mails": "Party (subscriber): emails",
    "/Recovery e-Mail": "Party (subscriber): emails",
    "/Recovery SMS": "Party (subscriber): phones",
    "/User Phone Numbers": "Party (subscriber): phones",
    "/2-Step Verification Phone Numbers": "Party (subscriber): phones, with that kind: may be another's",
    "/Created on": "IPCaptureEvent: Registration; else additional_info",
    "/Terms of Service IP": "IPCaptureEvent: Registration",
    "/Birthday": "Party (subscriber): date_of_birth",
    "/Status": "Party (subscriber): additional_info",
    "/Services": "Party (subscriber): additional_info",
    "/table/row": "as every table: see the columns",
}


def looks_like(head: str) -> bool:
    return (
        head.lstrip("\ufeff \t\r\n").startswith("<")
        and _TITLE.search(re.sub("<[^>]*>", " ", head)) is not None
    )


def take(root: HtmlElement, gathered: Gathered) -> None:
    """Take the lines of a page, then its tables."""
    got: dict[str, str] = {}
    tables: list[Table] = []
    inside_tables = {each for table in root.iter("table") for each in table.iter()}
    for n, table in enumerate(root.iter("table"), start=1):
        tables.append(_table(table, n))
    for line in _lines(root, inside_tables):
        _take_line(line, gathered, got)
    if ip := got.get("registration_ip"):
        at = written(got["created"]) if "created" in got else None
        gathered.add_event(ip, event="Registration", at=at)
    elif created := got.get("created"):
        gathered.notes.append(f"created: {created}")
    gathered.say(service=PLATFORM)
    gathered.know(service=PLATFORM)
    take_tables(Document(tables, []), gathered)


def _lines(root: HtmlElement, inside_tables: set[HtmlElement]) -> list[str]:
    """Each shown text that is no table's: a list item with its whole text, another element with its own."""
    found = []
    taken: set[HtmlElement] = set()
    for element in root.iter(*_LINES):
        if element in inside_tables or element in taken:
            continue
        if element.tag in ("li", "p", "h1", "h2", "h3", "h4", "dt", "dd") and element.find(".//li") is None:
            taken.update(element.iterdescendants())
            found.append(words(element))
        else:
            own = [element.text or "", *(child.tail or "" for child in element)]
            found += [" ".join(text.split()) for text in own if text.strip()]
    return [" ".join(line.split()) for line in found if line.strip()]


def _table(element: HtmlElement, n: int) -> Table:
    own = (row for row in element.iter("tr") if next(row.iterancestors("table"), None) is element)
    rows = [
        Row(number, tuple(words(cell).replace("\n", " ") for cell in row.iterchildren("th", "td")))
        for number, row in enumerate(own, start=1)
    ]
    headings = rows[0].cells if rows else ()
    return Table(n, headings, rows[1:])


def _take_line(line: str, gathered: Gathered, got: dict[str, str]) -> None:
    label, colon, value = (part.strip() for part in line.partition(":"))
    path = f"/{label[:80] or 'text()'}"
    name = _FIELDS.get(plain_heading(label), "") if colon else ""
    if not name:
        is_heading = not colon and line.isupper()
        (gathered.was_passed_over if is_heading or (colon and not value) else gathered.keep)(
            path, value or line
        )
        return
    gathered.was_read(path, value)
    if value:
        _place(name, value, gathered, got)


def _place(name: str, value: str, gathered: Gathered, got: dict[str, str]) -> None:
    if name == "identifier":
        gathered.know(identifier=value)
        gathered.say(target=value)
    elif name in ("email", "emails"):
        gathered.emails += [email_of(each) for each in re.split(r"[,;\s]+", value) if each]
        gathered.say(account_identifier=value if name == "email" else "")
    elif name in ("phone", "phone_of_2_step"):
        numbers = [_COUNTRY.sub("", each).strip() for each in value.split(",")]
        kind = "2-step verification" if name == "phone_of_2_step" else ""
        gathered.phones += [_of_kind(each, kind) for each in numbers if each]
    elif name in ("first_name", "last_name"):
        gathered.fields.setdefault(name, value)
    elif name == "born":
        gathered.fields.setdefault("date_of_birth", value)
    elif name in ("ticket", "date_range"):
        gathered.say(**{name: value})
    elif name in ("created", "registration_ip"):
        got.setdefault(name, value)
    else:
        gathered.notes.append(f"{name}: {value}")


def _of_kind(number: str, kind: str) -> Contact:
    contact = phone_of(number)
    return replace(contact, kind=kind) if kind else contact
