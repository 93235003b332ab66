"""Which party, event or file of one document is which of another.

The strongest key decides first, and a key pairs two only when nobody else left in either document has it.
Where that does not decide, nothing is paired: nothing is folded that could be two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from waymark.referrals.identifiers import email_key, phone_key, stated, url_key
from waymark.referrals.statements import address_key, folded, statements, time_key
from waymark.referrals.types import Fact, IPCaptureEvent, Of, Party, ReportedFile

_Subject = TypeVar("_Subject")
Keys = Callable[[Any], Iterable[Hashable]]


_DEEPEST_TIE = 4  # accounts are tied to parties, which are tied to nothing; a document may still say more


class Paired(NamedTuple, Generic[_Subject]):
    """both: the same in two documents. first, second: in one of them only."""

    both: list[tuple[_Subject, _Subject]]
    first: list[_Subject]
    second: list[_Subject]


class Document:
    """One document's facts by kind, with what belongs to what."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.parties: dict[int, Party] = {}
        self.files: dict[int, ReportedFile] = {}
        self.events: list[IPCaptureEvent] = []
        self.of: dict[tuple[Of, int], set[Hashable]] = defaultdict(set)
        known: set[Hashable] = set()
        for fact in facts:
            if isinstance(fact, Party):
                self.parties[fact.ordinal] = fact
            elif isinstance(fact, ReportedFile):
                self.files[fact.ordinal] = fact
            elif isinstance(fact, IPCaptureEvent):
                key = event_key(fact)
                self.of[fact.of, fact.of_ordinal].add(key)
                # Said twice of the same owner it says nothing more.
                if (whole := (fact.of, fact.of_ordinal, key, fact.possible_proxy)) not in known:
                    known.add(whole)
                    self.events.append(fact)

    def whole_party(self, party: Party) -> Iterator[Hashable]:
        """All that is said of a party, with its events and whom it is tied to."""
        yield self._whole(party, _DEEPEST_TIE)

    def _whole(self, party: Party, depth: int) -> Hashable:
        tied = self.parties.get(party.associated_with or 0) if depth else None
        events = frozenset(self.of[Of.PARTY, party.ordinal])
        return party.role, _content(party), events, None if tied is None else self._whole(tied, depth - 1)

    def describes(self, of: Of, ordinal: int) -> bool:
        return ordinal in (self.parties if of is Of.PARTY else self.files)

    def whole_file(self, file: ReportedFile) -> Iterator[Hashable]:
        yield _content(file), frozenset(self.of[Of.FILE, file.ordinal])


def paired_parties(first: Document, second: Document) -> Paired[Party]:
    """Pair parties in the same role by account, then by how they are reached, handle and name.

    At last by the account alone: the same account in another role is one subject, stated differently.
    """
    whole = (first.whole_party, second.whole_party)
    return _pair(
        list(first.parties.values()), list(second.parties.values()), whole, _PARTY_KEYS, _other_account
    )


def paired_files(first: Document, second: Document) -> Paired[ReportedFile]:
    """Pair files by the provider's id for them, by a hash, and then by name."""
    whole = (first.whole_file, second.whole_file)
    return _pair(list(first.files.values()), list(second.files.values()), whole, _FILE_KEYS, _other_hash)


def paired_events(
    first: Document, second: Document, *, parties: Paired[Party], files: Paired[ReportedFile]
) -> Paired[IPCaptureEvent]:
    """Pair events of one owner that are equal; then wherever they stand; then by address and moment."""
    ours, theirs = owner_numbers(parties, files)
    whole = _events_of(first, ours, "first"), _events_of(second, theirs, "second")
    return _pair(first.events, second.events, whole, (_event, _use), _never)


Owners = dict[tuple[Of, int], int]


def owner_numbers(parties: Paired[Party], files: Paired[ReportedFile]) -> tuple[Owners, Owners]:
    """A number for each pair of owners, by the ordinal that each document gives it."""
    ours: Owners = {}
    theirs: Owners = {}
    pairs = [(Of.PARTY, one.ordinal, other.ordinal) for one, other in parties.both]
    pairs += [(Of.FILE, one.ordinal, other.ordinal) for one, other in files.both]
    for number, (of, one, other) in enumerate(pairs):
        ours[of, one] = theirs[of, other] = number
    return ours, theirs


def _events_of(document: Document, owners: Owners, name: str) -> Keys:
    """Keys of events that include their owner: one shared by two documents, or one of this document alone."""

    def keys(event: IPCaptureEvent) -> Iterator[Hashable]:
        place = event.of, event.of_ordinal
        known = name if document.describes(*place) else ""
        owner: Hashable = owners.get(place, (known, event.of_ordinal))
        yield event.of, "" if event.of is Of.INCIDENT else owner, event_key(event), event.possible_proxy

    return keys


def event_key(event: IPCaptureEvent) -> tuple[Hashable, ...]:
    """What makes two events one: address, time, port and name are all equal."""
    return address_key(event.address), time_key(event.captured_at), event.port, event.event.strip().casefold()


def _pair(
    first: list[_Subject],
    second: list[_Subject],
    whole: tuple[Keys, Keys],
    levels: Sequence[Keys],
    apart: Callable[[Any, Any], bool],
) -> Paired[_Subject]:
    """whole: for each document, one key for everything that is said: those equal in it are the same, however
    many there are. levels: weaker and weaker keys. apart: forbids a pair.
    """
    both: list[tuple[_Subject, _Subject]] = []
    for level, keys in enumerate((whole, *((keys, keys) for keys in levels))):
        ours, theirs = _by_key(first, keys[0]), _by_key(second, keys[1])
        taken: set[int] = set()
        for key in sorted(ours.keys() & theirs.keys(), key=repr):
            mine = [each for each in ours[key] if id(each) not in taken]
            other = [each for each in theirs[key] if id(each) not in taken]
            alone = len(mine) == 1 and len(other) == 1
            if level == 0 or (alone and not apart(mine[0], other[0])):
                pairs = list(zip(mine, other, strict=False))
                both += pairs
                taken.update(id(each) for pair in pairs for each in pair)
        first = [each for each in first if id(each) not in taken]
        second = [each for each in second if id(each) not in taken]
    return Paired(both, first, second)


def _by_key(subjects: Iterable[_Subject], keys: Keys) -> dict[Hashable, list[_Subject]]:
    found: dict[Hashable, list[_Subject]] = defaultdict(list)
    for subject in subjects:
        for key in dict.fromkeys(keys(subject)):
            found[key].append(subject)
    return found


def _content(subject: Party | ReportedFile) -> Hashable:
    said = statements(subject)
    return frozenset((what, identity, each.content) for (what, identity), each in said.items())


def _account_in_role(party: Party) -> Iterator[Hashable]:
    for identifier in _account(party):
        yield party.role, identifier


def _reached_in_role(party: Party) -> Iterator[Hashable]:
    for email in party.emails:
        if key := email_key(email.value):
            yield party.role, "email", key
    for phone in party.phones:
        if key := phone_key(phone.value, calling_code=phone.calling_code):
            yield party.role, "phone", key
    for url in party.account.profile_urls:
        if key := url_key(url):
            yield party.role, "url", key


def _handle_in_role(party: Party) -> Iterator[Hashable]:
    if handle := stated(party.account.screen_name):
        yield party.role, handle.casefold()


def _name_in_role(party: Party) -> Iterator[Hashable]:
    if name := stated(folded(f"{party.first_name} {party.middle_name} {party.last_name}")):
        yield party.role, name.casefold()


def _account(party: Party) -> Iterator[Hashable]:
    if identifier := stated(party.account.identifier):
        yield identifier


def _other_account(one: Party, other: Party) -> bool:
    """Whether two parties state different accounts, so that no name or handle makes them one."""
    accounts = set(_account(one)), set(_account(other))
    return all(accounts) and accounts[0] != accounts[1]


def _hashes(file: ReportedFile) -> Iterator[tuple[str, str]]:
    for _, value, kind in file.hashes:
        yield kind, value if kind in ("photodna", "other") else value.strip().lower()


def _file_id(file: ReportedFile) -> Iterator[Hashable]:
    if file.file_id:
        yield file.file_id


def _file_name(file: ReportedFile) -> Iterator[Hashable]:
    for name in (folded(file.name), folded(file.original_name)):
        if stated(name):
            yield name


def _other_hash(one: ReportedFile, other: ReportedFile) -> bool:
    """Whether two files state different hashes of one kind, so that a common name does not make them one."""
    mine, theirs = dict(_hashes(one)), dict(_hashes(other))
    return any(kind != "other" and mine[kind] != theirs[kind] for kind in mine.keys() & theirs.keys())


def _event(event: IPCaptureEvent) -> Iterator[Hashable]:
    yield event_key(event)


def _use(event: IPCaptureEvent) -> Iterator[Hashable]:
    """The same address at the same stated moment: then only a port or a name can differ."""
    if event.captured_at is not None:
        yield event_key(event)[:2]


def _never(one: object, other: object) -> bool:
    del one, other
    return False


_PARTY_KEYS: tuple[Keys, ...] = (_account_in_role, _reached_in_role, _handle_in_role, _name_in_role, _account)
_FILE_KEYS: tuple[Keys, ...] = (_file_id, _hashes, _file_name)
