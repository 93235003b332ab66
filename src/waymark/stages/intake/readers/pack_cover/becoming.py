"""Confirmed facts of a pack as the facts of a report; and which of them each became."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from waymark.referrals.types import (
    Account,
    Contact,
    Fact,
    IPCaptureEvent,
    Of,
    Party,
    Role,
)
from waymark.stages.intake.readers.pack_cover.confirming import Settled, State
from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.names import name_parts
from waymark.stages.intake.readers.pack_cover.stating import (
    OF_SUBSCRIBER,
    Facts,
    address_of,
    first_text,
    head_of,
    is_same_name,
    more_contacts,
    normals,
    stated_time,
    subscriber_of,
)

NCA_PACK = "nca_pack"
FORCE_PACK = "force_pack"
NOT_NAMED = "The person reported, whom the pack does not name"
JUDGED = "The subscriber, judged by the officer who entered the pack to be a suspect"
_NCA = re.compile(r"\b(?:NCA|CEOP|national crime agency)\b", re.IGNORECASE)


class Became(NamedTuple):
    """What one fact became. part: report, party or event; ordinal: of the party or event, 0 for the report."""

    key: str
    part: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Entered:
    """A pack as a report. source: nca_pack or force_pack. facts: the head last."""

    source: str
    facts: tuple[Fact, ...]
    became: tuple[Became, ...]


def become(settled: Iterable[Settled]) -> Entered:
    """Make of a pack's confirmed facts the facts of one report.

    A subscriber pays for a line and is no suspect by that: only the officer's own choice makes one.
    """
    making = _Making(_by_subject(settled))
    return making.entered()


def _by_subject(settled: Iterable[Settled]) -> dict[tuple[Subject, int], dict[str, list[Settled]]]:
    found: dict[tuple[Subject, int], dict[str, list[Settled]]] = {}
    for each in sorted(settled, key=lambda one: (one.place.of, one.place.n)):
        if each.state is State.CONFIRMED:
            of = found.setdefault((each.place.subject, each.place.of), {})
            of.setdefault(each.place.name, []).append(each)
    return found


@dataclass
class _Making:
    by_subject: dict[tuple[Subject, int], dict[str, list[Settled]]]
    parties: list[Party] = field(default_factory=list)
    events: list[IPCaptureEvent] = field(default_factory=list)
    became: list[Became] = field(default_factory=list)
    person_ordinals: dict[int, int] = field(default_factory=dict)

    def entered(self) -> Entered:
        cover = self.by_subject.get((Subject.COVER, 1), {})
        numbers = normals(cover, "report_number")
        self._take_people()
        self._take_accounts()
        self._take_subscribers()
        if not self._subjects():
            self.parties.append(Party(self._next(), Role.SUSPECT, description=NOT_NAMED))
        self._take_events()
        self._name_numbers(numbers)
        self._note(cover, "report", 0)
        sender = first_text(cover, "sender")
        head = head_of(cover, sender)
        source = NCA_PACK if _NCA.search(sender) else FORCE_PACK
        facts: list[Fact] = [*self.parties, *self.events, head]
        return Entered(source, tuple(facts), tuple(dict.fromkeys(self.became)))

    def _next(self) -> int:
        return len(self.parties) + 1

    def _of(self, subject: Subject) -> list[tuple[int, Facts]]:
        return [(of, facts) for (kind, of), facts in sorted(self.by_subject.items()) if kind is subject]

    def _subjects(self) -> list[Party]:
        return [each for each in self.parties if each.role is Role.SUSPECT and each.associated_with is None]

    def _note(self, facts: Facts, part: str, ordinal: int, names: Iterable[str] = ()) -> None:
        wanted = set(names) or set(facts)
        self.became += [
            Became(each.place.key, part, ordinal) for name in wanted for each in facts.get(name, ())
        ]

    def _take_people(self) -> None:
        people = self._of(Subject.PERSON)
        people.sort(key=lambda each: first_text(each[1], "role") != Role.SUSPECT)
        for of, facts in people:
            ordinal = self._next()
            self.person_ordinals[of] = ordinal
            first, middle, last = name_parts(first_text(facts, "name"))
            role = first_text(facts, "role")
            self.parties.append(
                Party(
                    ordinal,
                    Role(role) if role else Role.OTHER,
                    first_name=first,
                    middle_name=middle,
                    last_name=last,
                    age=int(first_text(facts, "age")) if first_text(facts, "age").isdigit() else None,
                    date_of_birth=first_text(facts, "date_of_birth"),
                    emails=tuple(map(Contact, normals(facts, "email"))),
                    phones=tuple(map(Contact, normals(facts, "phone"))),
                    addresses=tuple(address_of(each) for each in facts.get("address", ())),
                    school=first_text(facts, "school"),
                    association=first_text(facts, "relationship"),
                )
            )
            self._note(facts, "party", ordinal)

    def _take_accounts(self) -> None:
        for _, facts in self._of(Subject.ACCOUNT):
            account = Account(
                identifier=first_text(facts, "identifier"),
                service=first_text(facts, "service"),
                screen_name=first_text(facts, "screen_name"),
                profile_urls=tuple(normals(facts, "profile_url")),
                third_party=True if first_text(facts, "service") else None,
            )
            emails = tuple(map(Contact, normals(facts, "email")))
            phones = tuple(map(Contact, normals(facts, "phone")))
            holder = first_text(facts, "holder")
            ordinal = self.person_ordinals.get(int(holder)) if holder.isdigit() else None
            if ordinal is not None and self.parties[ordinal - 1].account == Account():
                self._give(ordinal, account, emails, phones)
            elif ordinal is not None:
                role = self.parties[ordinal - 1].role
                self.parties.append(
                    Party(self._next(), role, account=account, emails=emails, phones=phones,
                          associated_with=ordinal, association="account")
                )  # fmt: skip
                ordinal = len(self.parties)
            else:
                self.parties.append(
                    Party(
                        self._next(),
                        Role.SUSPECT,
                        description=NOT_NAMED,
                        account=account,
                        emails=emails,
                        phones=phones,
                    )
                )
                ordinal = len(self.parties)
            self._note(facts, "party", ordinal)

    def _give(
        self, ordinal: int, account: Account, emails: tuple[Contact, ...], phones: tuple[Contact, ...]
    ) -> None:
        party = self.parties[ordinal - 1]
        self.parties[ordinal - 1] = replace(
            party,
            account=account,
            emails=more_contacts(party.emails, emails),
            phones=more_contacts(party.phones, phones),
        )

    def _take_subscribers(self) -> None:
        """Each resolution's subscriber, once a name and address."""
        known: dict[tuple[str, str], int] = {}
        for _, facts in self._of(Subject.RESOLUTION):
            parts = [name for name in facts if name in OF_SUBSCRIBER]
            if not parts:
                continue
            party = subscriber_of(self._next(), facts)
            key = (f"{party.first_name} {party.last_name}".casefold(), str(party.addresses))
            if key in known:
                ordinal = known[key]
            else:
                ordinal = known[key] = party.ordinal
                self.parties.append(party)
            self._note(facts, "party", ordinal, parts)
            if first_text(facts, "is_suspect") == "yes":
                self._judge(party, facts)

    def _judge(self, subscriber: Party, facts: Facts) -> None:
        """The subscriber as a suspect too, because the officer chose so: the one already named, or a new one."""
        for party in self._subjects():
            if is_same_name(party, subscriber):
                self._note(facts, "party", party.ordinal, ["is_suspect"])
                return
        nameless = [each for each in self._subjects() if each.description == NOT_NAMED]
        if len(nameless) == 1:
            (unnamed,) = nameless
            # The account's user, whom the pack does not name, is who the officer says the subscriber is.
            suspect = replace(
                unnamed, description=JUDGED, first_name=subscriber.first_name, middle_name=subscriber.middle_name,
                last_name=subscriber.last_name, date_of_birth=subscriber.date_of_birth, addresses=subscriber.addresses,
            )  # fmt: skip
            self.parties[unnamed.ordinal - 1] = suspect
        else:
            suspect = replace(subscriber, ordinal=self._next(), role=Role.SUSPECT, description=JUDGED)
            self.parties.append(suspect)
        self._note(facts, "party", suspect.ordinal, ["is_suspect"])

    def _take_events(self) -> None:
        subjects = self._subjects()
        owner = subjects[0].ordinal if len(subjects) == 1 else None
        for of, facts in self._of(Subject.RESOLUTION):
            address = first_text(facts, "ip_address")
            if not address:
                self._note(facts, "report", 0, [name for name in facts if name not in OF_SUBSCRIBER])
                continue
            port = first_text(facts, "port")
            ordinal = len(self.events) + 1
            self.events.append(
                IPCaptureEvent(
                    ordinal,
                    Of.PARTY if owner is not None else Of.INCIDENT,
                    owner if owner is not None else of,
                    address,
                    captured_at=stated_time(facts["used_at"][0]) if "used_at" in facts else None,
                    port=int(port) if port.isdigit() else None,
                )
            )
            self._note(facts, "event", ordinal, [name for name in facts if name not in OF_SUBSCRIBER])

    def _name_numbers(self, numbers: Sequence[str]) -> None:
        """Tie the pack to the reports that it names: only where it is about one subject, for naming joins."""
        subjects = self._subjects()
        if len(subjects) == 1:
            at = subjects[0].ordinal - 1
            self.parties[at] = replace(self.parties[at], prior_reports=tuple(numbers))
