"""What labels say of IP addresses asked about, and of the subscribers that operators answered with."""

from __future__ import annotations

import re

from waymark.stages.intake.readers.pack_cover.dates import DAY, TIME, zone_in
from waymark.stages.intake.readers.pack_cover.fields import Subject
from waymark.stages.intake.readers.pack_cover.met import POSTCODE, Pair
from waymark.stages.intake.readers.pack_cover.people import Person, person_at
from waymark.stages.intake.readers.pack_cover.proposals import Where
from waymark.stages.intake.readers.pack_cover.standing import Standing, why, within
from waymark.stages.intake.readers.pack_cover.values import ip_of
from waymark.stages.intake.readers.pack_cover.wordings import Section

_OF_SUBSCRIBER = {
    "date_of_birth": "subscriber_birth", "phone": "subscriber_phone", "email": "subscriber_email",
    "address": "subscriber_address",
}  # fmt: skip
_ANSWERED = {"ip_address": "answered_ip", "port": "answered_port", "used_at": "answered_at",
             "used_time": "answered_at"}  # fmt: skip
_IP = re.compile(
    r"(?<![\w.:])(?:[0-9]{1,3}(?:\[?\.\]?[0-9]{1,3}){3}|"
    r"(?=[0-9a-fA-F:]*:[0-9a-fA-F]*:)[0-9a-fA-F:]{3,39}(?:\.[0-9.]+)?)(?![\w])"
)
_PORT_IN = re.compile(
    r"\s*(?::|[,;(\s]*(?:source |src )?port(?: number| no\.?)?\s*:?)\s*([0-9]{1,5})(?![0-9:/])", re.IGNORECASE
)
_TIME = re.compile(TIME, re.IGNORECASE)
_DAY = re.compile(DAY, re.IGNORECASE)
_ON = re.compile(r"\s*(?:,|on|at|@|used on|used at)?\s*", re.IGNORECASE)
_SAME = re.compile(
    r"\s*(?:as above|same as|same address|as (?:the )?(?:installation|billing))", re.IGNORECASE
)
_COMPANY = re.compile(r"[^\n,;]{2,80}?\b(?:Ltd|Limited|plc|PLC|LLP|CIC|Inc)\b\.?")


class ResolutionLabels:
    def __init__(self, standing: Standing) -> None:
        self._at = standing
        self._all = standing.gathering
        self._resolution = 0

    @property
    def is_open(self) -> bool:
        return bool(self._resolution)

    def wants_operator(self) -> bool:
        """Whether an address is being described whose operator is not named yet."""
        return self.is_open and not self._all.has(Subject.RESOLUTION, self._resolution, "operator")

    # Subscribers

    def take_of_subscriber(self, pair: Pair) -> None:
        name, value = pair.label.name, self._at.text_of(pair)
        if name in {"name", "surname", "forename"}:
            self.take_subscriber(pair, value, with_more=False)
        elif name in _OF_SUBSCRIBER:
            self._take(_OF_SUBSCRIBER[name], pair)

    def take_subscriber(self, pair: Pair, value: str, *, with_more: bool = True) -> None:
        """A subscriber's name: a company's whole, a person's as far as it is one, with what stands beside it."""
        company = _COMPANY.match(value)
        person = None if company else person_at(value, 0, is_labelled=True)
        span = company.span() if company else person.name if person else None
        if span is None:
            return
        doubts: tuple[str, ...] = ()
        if pair.row:
            self._begin_if_fresh()
        else:
            doubts = self._next_without_subscriber()
        self._all.add(
            Subject.RESOLUTION, self._resolution, "subscriber_name", within(pair.where, span), why=why(pair),
            doubts=doubts,
        )  # fmt: skip
        if person is not None and with_more:
            self._take_beside(pair, person)

    def _take_beside(self, pair: Pair, person: Person) -> None:
        for span, name in ((person.birth, "subscriber_birth"), (person.address, "subscriber_address")):
            if span:
                self._add(name, pair, within(pair.where, span))

    def _next_without_subscriber(self) -> tuple[str, ...]:
        """Move to the resolution that this subscriber answers. Returns the doubt where the text does not say."""
        self._begin_if_fresh()
        waiting = [
            of
            for of in range(1, self._all.counts[Subject.RESOLUTION] + 1)
            if not self._all.has(Subject.RESOLUTION, of, "subscriber_name")
        ]
        if self._resolution in waiting and len(waiting) == 1:
            return ()
        if not waiting:
            self._resolution = self._all.begin(Subject.RESOLUTION)
            return ("The text does not say which address this subscriber answers",)
        self._resolution = waiting[0]
        return (
            ("Several addresses stand before this: check which of them it answers",)
            if len(waiting) > 1
            else ()
        )

    def _begin_if_fresh(self) -> None:
        if not self._resolution or (Subject.RESOLUTION in self._at.fresh and self._at.row[0]):
            self._resolution = self._all.begin(Subject.RESOLUTION)
        self._at.fresh.discard(Subject.RESOLUTION)

    # The address, its time, its operator

    def take(self, name: str, pair: Pair) -> None:
        if pair.label.is_answer or (self._at.section is Section.ANSWER and name in _ANSWERED):
            name = _ANSWERED.get(name, name)
        if name == "ip_address":
            self._take_addresses(pair)
            return
        is_known_to_be_of_one = self._resolution or pair.row
        if (
            name in {"port", "used_at", "used_time"}
            and not is_known_to_be_of_one
            and (self._at.section not in {Section.RESOLUTION, Section.SUBSCRIBER})
        ):
            return
        self._take(name, pair)

    def _take(self, name: str, pair: Pair) -> None:
        value = self._at.text_of(pair)
        self._begin_if_fresh()
        if name in {"used_at", "used_time", "answered_at"}:
            self._take_time("used_at" if name == "used_time" else name, pair)
        elif name == "zone":
            self._take_zone(pair, value)
        elif name in {"port", "answered_port"}:
            match = re.match(r"\s*([0-9]{1,5})\b", value)
            self._add(name, pair, within(pair.where, match.span(1)) if match else pair.where)
        elif name in {"installation_address", "billing_address", "subscriber_address"}:
            self._take_postal(name, pair, value)
        elif name == "operator":
            self._add(name, pair, within(pair.where, (0, len(value.rstrip(" .,;")))))
        else:
            self._add(name, pair, pair.where)

    def _take_postal(self, name: str, pair: Pair, value: str) -> None:
        if _SAME.match(value):
            return
        postcode = POSTCODE.search(value)
        self._add(name, pair, within(pair.where, (0, postcode.end())) if postcode else pair.where)

    def _add(self, name: str, pair: Pair, where: Where) -> None:
        self._all.add(Subject.RESOLUTION, self._resolution, name, where, why=why(pair))

    def _take_addresses(self, pair: Pair) -> None:
        value = self._at.text_of(pair)
        for match in _IP.finditer(value):
            if not _is_address(match[0]):
                continue
            where = within(pair.where, match.span())
            known = self._resolution and self._all.values(Subject.RESOLUTION, self._resolution, "ip_address")
            if pair.row:
                self._begin_if_fresh()
            elif not self._resolution or known:
                self._resolution = self._all.begin(Subject.RESOLUTION)
            self._add("ip_address", pair, where)
            end = match.end()
            if port := _PORT_IN.match(value, end):
                self._add("port", pair, within(pair.where, port.span(1)))
                end = port.end()
            self._take_time_beside(pair, value, end)

    def _take_time_beside(self, pair: Pair, value: str, at: int) -> None:
        """The moment that follows an address in the same value, up to the next address."""
        begin = _ON.match(value, at)
        start = begin.end() if begin else at
        other = _IP.search(value, start)
        stop = other.start() if other and _is_address(other[0]) else len(value)
        rest = value[start:stop].rstrip(" .,;")
        if (day := _DAY.search(rest)) and day.start() <= 12 and _TIME.search(rest, day.end()):  # noqa: PLR2004
            where = within(pair.where, (start, start + len(rest)))
            self._all.add(Subject.RESOLUTION, self._resolution, "used_at", where, why=why(pair))

    def _take_zone(self, pair: Pair, zone: str) -> None:
        """A zone in a column of its own is of the moment beside it."""
        before = self._all.get(Subject.RESOLUTION, self._resolution, "used_at")
        whole = self._all.span(before.where, pair.where) if before and not before.normal else None
        if whole is not None:
            self._all.replace(
                Subject.RESOLUTION, self._resolution, "used_at", whole, why=why(pair), zone=zone
            )

    def _take_time(self, name: str, pair: Pair) -> None:
        zone = zone_in(pair.words)
        before = self._all.get(Subject.RESOLUTION, self._resolution, name)
        if before is not None and not before.normal:
            # A day in one place and the time of day in another are one moment.
            whole = self._all.span(before.where, pair.where)
            has_time = bool(_TIME.search(self._at.text_of(pair)))
            if whole is not None and (has_time or _TIME.search(before.value)):
                self._all.replace(Subject.RESOLUTION, self._resolution, name, whole, why=why(pair), zone=zone)
                return
        self._all.add(Subject.RESOLUTION, self._resolution, name, pair.where, why=why(pair), zone=zone)


def _is_address(text: str) -> bool:
    """Whether signs are an address, cut or masked ones too, and not a time of day."""
    return bool(ip_of(text).normal) or text.count(":") != 2 or "::" in text  # noqa: PLR2004 - `11:59:59`
