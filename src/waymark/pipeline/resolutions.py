"""What another agency's resolution asked, beside what the source's own report says and what was answered.

The pack says that an address was resolved to a household. Whether the right question was asked can be seen only
beside the report that the address came from; so, where that report is in the record, each field stands beside it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from waymark.access.queries import names_of
from waymark.access.rules import Viewer
from waymark.errors import WaymarkError
from waymark.pipeline.beside_source import beside_source
from waymark.pipeline.carried_checks import Carried, carried_checks
from waymark.pipeline.resolution_facts import (
    confirmed,
    instant,
    numbers_of,
    plain,
    question_and_answer,
    written,
)
from waymark.referrals.types import StatedTime, Zone
from waymark.stages.attribution.queries import verdicts
from waymark.stages.attribution.rules.answers import Question
from waymark.stages.attribution.rules.comparing import (
    Agreement,
    Answered,
    Comparison,
    Field,
    FieldComparison,
    Stated,
    compare,
)
from waymark.stages.intake.operations.packs import NoSuchPack
from waymark.stages.intake.operations.resolution_checks import check_resolution
from waymark.stages.intake.queries.pack_facts import SourceEvent, reports_numbered, source_event
from waymark.stages.intake.queries.packs import CheckLine, PackRecord, checked_alike, pack_called
from waymark.stages.intake.readers.pack_cover.confirming import Settled

# Networks on which many share one address at once: the port alone tells them apart.
_SHARED = frozenset({"mobile", "cgnat"})
_ASKED = (Field.ADDRESS, Field.PORT, Field.INSTANT, Field.YEAR, Field.ACCOUNT, Field.OPERATOR)
_NO_REPORT = "The report that the pack names is not in the record: deliver it, and look again"
_NO_NUMBER = "The pack states no CyberTipline number, so no report can be set beside it"


class Row(NamedTuple):
    """One field: as the source's report says, as it was asked, as it was answered.

    asked_rightly: the question beside the source; answered: the answer beside the question. None where it is
    not compared. carried: that it was checked before as it stands.
    """

    field: Field
    source: str
    asked: str
    answer: str
    asked_rightly: FieldComparison | None
    answered: FieldComparison | None
    carried: Carried | None = None

    @property
    def warnings(self) -> list[str]:
        """What is wrong, in words: differences, and the slips that have names."""
        return [
            each.words
            for each in (self.asked_rightly, self.answered)
            if each is not None and (each.agreement is Agreement.DIFFERS or each.signs)
        ]


@dataclass(frozen=True, slots=True)
class Resolution:
    """One resolution of a pack, compared. source: of which report; no_source: why there is none.

    checked: by whom and when it was checked as it stands; earlier: that it was checked before something changed.
    question: what the answer is compared with: the source's event where it is in the record, else what was asked.
    """

    number: int
    question: Question
    asked: Stated
    answered: Answered
    rows: tuple[Row, ...]
    source: str
    no_source: str
    digest: bytes
    checked: CheckLine | None
    earlier: CheckLine | None
    checked_by: str

    @property
    def warnings(self) -> list[str]:
        return [words for row in self.rows for words in row.warnings]

    @property
    def last_carried(self) -> Carried | None:
        """The latest check that some of its fields still stand by."""
        return max((row.carried for row in self.rows if row.carried), key=lambda each: each.at, default=None)

    @property
    def to_look_at(self) -> int:
        """How many of its fields nobody has checked as they stand."""
        return 0 if self.checked else sum(row.carried is None for row in self.rows)


class ChangedSince(WaymarkError):
    """What is to be marked as checked is no longer what was looked at."""

    def __init__(self) -> None:
        super().__init__(
            "Something in this comparison changed after you opened it: look at it again, then mark it"
        )


class NoSuchResolution(WaymarkError):
    """The pack has no resolution of that number."""

    def __init__(self) -> None:
        super().__init__("This pack has no such resolution: open its page again")


def resolutions(viewer: Viewer, pack: PackRecord) -> list[Resolution]:
    """Every resolution of a pack that was entered, each field beside its source. Raises NotPermitted."""
    facts = confirmed(pack)
    numbers = numbers_of(facts)
    tips = [plain(each) for each in facts.values() if each.place.name == "report_number"]
    reports = reports_numbered(viewer, tips, besides=pack.report_id) if tips else []
    found = verdicts(viewer, [pack.report_id], limit=len(numbers) + 100) if pack.report_id else {}
    officers = names_of({line.checked_by for line in pack.checks})
    made = []
    for number in numbers:
        verdict = found.get((pack.report_id, pack.events.get(number, 0)))
        is_shared = verdict is not None and verdict.kind in _SHARED
        asked, answered, account = question_and_answer(facts, number)
        event = (
            source_event(
                viewer, tips, addresses=written(facts, number), at=instant(asked), besides=pack.report_id
            )
            if reports
            else None
        )
        no_source = (
            "" if event else _NO_NUMBER if not tips else _NO_REPORT if not reports else _no_event(reports)
        )
        rows = _rows(asked, answered, event, account=account, is_shared=is_shared)
        own = f"{pack.report}/{pack.events[number]}" if number in pack.events else ""
        question = Question(
            _source(event, account) if event else asked,
            f"{event.report}/{event.ordinal}" if event else own,
            is_shared=is_shared,
        )
        stated = (question, asked, answered)
        made.append(
            _resolution(
                number, stated, rows, event, no_source=no_source, checks=pack.checks, officers=officers
            )
        )
    return _with_rows_carried(pack, _with_checks_elsewhere(pack, made))


def _with_rows_carried(pack: PackRecord, found: Sequence[Resolution]) -> list[Resolution]:
    """What differs from what was checked is asked alone: the rest of its fields stand as they were."""
    open_ = [_compared(each.rows) if each.checked is None else [] for each in found]
    if not any(open_):
        return list(found)
    carried = carried_checks(open_, desk=pack.desk)
    return [
        replace(each, rows=tuple(row._replace(carried=mine.get(row.field.value)) for row in each.rows))
        for each, mine in zip(found, carried, strict=True)
    ]


def _with_checks_elsewhere(pack: PackRecord, found: Sequence[Resolution]) -> list[Resolution]:
    """What was checked in a pack that came before with the same, or that this one puts right: once is enough."""
    alike = checked_alike([each.digest for each in found if each.checked is None], desk=pack.desk)
    officers = names_of({line.checked_by for line in alike.values()})
    return [
        replace(each, checked=line, earlier=None, checked_by=officers.get(line.checked_by, ""))
        if each.checked is None and (line := alike.get(each.digest))
        else each
        for each in found
    ]


def check(viewer: Viewer, reference: str, number: int, *, digest: str, now: datetime) -> None:
    """Mark a resolution as checked as it was shown. digest: of what was shown, in hex. Raises NotPermitted,
    NoSuchPack, NoSuchResolution, ChangedSince.
    """
    pack = pack_called(viewer, reference, now=now, is_read=False)
    if pack is None:
        raise NoSuchPack(reference)
    found = next((each for each in resolutions(viewer, pack) if each.number == number), None)
    if found is None:
        raise NoSuchResolution
    if found.digest.hex() != digest:
        raise ChangedSince
    check_resolution(viewer, reference, number, digest=found.digest, compared=_compared(found.rows), now=now)


def _no_event(reports: Sequence[str]) -> str:
    return f"{', '.join(reports)} holds no IP event, so there is nothing to set beside this"


def _resolution(
    number: int,
    stated: tuple[Question, Stated, Answered],
    rows: tuple[Row, ...],
    event: SourceEvent | None,
    *,
    no_source: str,
    checks: Sequence[CheckLine],
    officers: Mapping[int, str],
) -> Resolution:
    digest = hashlib.sha256(json.dumps(_compared(rows), sort_keys=True).encode()).digest()
    mine = [line for line in checks if line.resolution == number]
    checked = next((line for line in mine if line.digest == digest), None)
    earlier = mine[-1] if mine and checked is None else None
    looked = checked or earlier
    by = officers.get(looked.checked_by, "") if looked else ""
    return Resolution(
        number, *stated, rows, event.report if event else "", no_source, digest, checked, earlier, by
    )


def _compared(rows: Sequence[Row]) -> list[list[str]]:
    """All that was compared and found, as it is kept."""
    return [
        [
            row.field.value,
            row.source,
            row.asked,
            row.answer,
            *(
                f"{each.agreement.value}: {each.words}" if each else ""
                for each in (row.asked_rightly, row.answered)
            ),
        ]
        for row in rows
    ]


def _rows(
    asked: Stated, answer: Answered, event: SourceEvent | None, *, account: Settled | None, is_shared: bool
) -> tuple[Row, ...]:
    source = _source(event, account)
    rightly = compare(source, asked, is_shared=is_shared) if event else None
    answered = compare(asked, answer, is_shared=is_shared)
    rows = [_row(field, rightly, answered) for field in _ASKED]
    rows.append(Row(Field.SUBSCRIBER, "", "", answer.subscriber, None, None))
    where = answered.of(Field.INSTALLATION)
    rows.append(Row(Field.INSTALLATION, "", "", answer.installation, None, where))
    rows.append(Row(Field.BILLING, "", "", answer.billing, None, None))
    return tuple(rows)


def _row(field: Field, rightly: Comparison | None, answered: Comparison) -> Row:
    between = answered.of(field)
    beside = rightly.of(field) if rightly else None
    said_by_source = beside.asked if beside else ""
    is_compared = field not in {Field.OPERATOR, Field.ACCOUNT}
    return Row(
        field,
        said_by_source,
        between.asked,
        between.answered,
        beside_source(beside) if beside and field is not Field.OPERATOR else None,
        between if is_compared else None,
    )


def _source(event: SourceEvent | None, account: Settled | None) -> Stated:
    if event is None:
        return Stated()
    at = (
        StatedTime(event.captured_text, event.captured_at, Zone(event.zone), event.zone_assumed_by)
        if event.captured_text
        else None
    )
    is_number = account is not None and account.place.name == "identifier"
    name = event.identifier if is_number else event.screen_name or event.identifier
    return Stated(event.address, event.port, at, account=name)
