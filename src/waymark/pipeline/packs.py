"""A pack from the text that came to the report that an officer confirmed, through every step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from waymark.access.queries import names_of
from waymark.access.rules import Viewer
from waymark.errors import WaymarkError
from waymark.pipeline.documents import FORM, Documents, Parsed, kept_again
from waymark.pipeline.known_resolutions import know_resolutions
from waymark.pipeline.pack_corrections import naming_corrected
from waymark.pipeline.steps import carry
from waymark.stages.intake.operations.packs import NoSuchPack, enter_pack, hold_pack, save_facts
from waymark.stages.intake.queries.packs import FactLine, PackRecord, pack_called
from waymark.stages.intake.readers.pack_cover.becoming import become
from waymark.stages.intake.readers.pack_cover.confirming import BadFact, Said, Settled, State, settle
from waymark.stages.intake.readers.pack_cover.fields import Named, field_called
from waymark.stages.intake.readers.pack_cover.merging import Of
from waymark.stages.intake.readers.pack_cover.values import one_line


class StillOpen(WaymarkError):
    """Proposals that nobody has confirmed or dropped."""

    def __init__(self, places: Sequence[Named]) -> None:
        self.places = tuple(places)
        names = ", ".join(dict.fromkeys(field_called(each.subject, each.name).label for each in places[:5]))
        more = f" and {len(places) - 5} more" if len(places) > 5 else ""  # noqa: PLR2004 - as many as a line holds
        super().__init__(f"Confirm or drop each proposal first. Still open: {names}{more}")


class NothingConfirmed(WaymarkError):
    """A pack of which nobody has confirmed anything makes no report."""

    def __init__(self) -> None:
        super().__init__(
            "Confirm at least a person, an account or an IP address: of anything less no report can be made"
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """A pack with what is proposed of it, and what of that is still open."""

    pack: PackRecord

    @property
    def proposals(self) -> dict[str, Of]:
        """By key, each with its document."""
        return self.pack.proposals

    @property
    def open(self) -> list[Named]:
        """Proposals, and values begun, that nobody has confirmed or dropped."""
        undecided = [
            of.proposal.place
            for key, of in self.proposals.items()
            if key not in self.pack.facts or self.pack.facts[key].settled.state is State.DRAFT
        ]
        begun = [
            line.settled.place
            for key, line in self.pack.facts.items()
            if line.settled.state is State.DRAFT and key not in self.proposals
        ]
        return undecided + begun


@dataclass(frozen=True, slots=True)
class Clash:
    """A fact that another officer changed after this one's form was made. mine: what this one sent."""

    place: Named
    mine: str
    theirs: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a save: the version from now on; what clashed or could not be kept, which stays to be sent."""

    version: int
    kept: tuple[Settled, ...]
    clashes: tuple[Clash, ...]
    refused: tuple[tuple[Named, str, str], ...]


def draft(viewer: Viewer, reference: str, *, now: datetime, is_read: bool = True) -> Draft:
    """A pack and what its text proposes. Raises NotPermitted, BadReference, NoSuchPack."""
    return Draft(_called(viewer, reference, now=now, is_read=is_read))


def _called(viewer: Viewer, reference: str, *, now: datetime, is_read: bool = False) -> PackRecord:
    pack = pack_called(viewer, reference, now=now, is_read=is_read)
    if pack is None:
        raise NoSuchPack(reference)
    return pack


def save_draft(viewer: Viewer, reference: str, said: Iterable[Said], *, version: int, now: datetime) -> Saved:
    """Keep what an officer has said so far, in the caller's transaction.

    version: of the pack when their form was made. A fact that another officer changed since is not written
    over: it comes back as a clash, with both values. Raises NotPermitted, NoSuchPack, PackClosed.
    """
    held = hold_pack(viewer, reference)
    standing = draft(viewer, reference, now=now, is_read=False)
    proposals = {key: (of.document, of.proposal) for key, of in standing.proposals.items()}
    kept: list[Settled] = []
    clashing: list[tuple[Said, FactLine]] = []
    refused = []
    for each in said:
        line = standing.pack.facts.get(each.place.key)
        if _is_unchanged(each, line, each.place.key in standing.proposals):
            continue
        if line is not None and line.revision > version and line.decided_by != viewer.officer_id:
            clashing.append((each, line))
            continue
        try:
            kept.append(
                settle(
                    each,
                    texts=standing.pack.texts,
                    proposals=proposals,
                    received_at=standing.pack.received_at,
                )
            )
        except BadFact as why:
            refused.append((each.place, each.value, str(why)))
    at = save_facts(viewer, held, kept, now=now)
    return Saved(at, tuple(kept), _clashes(clashing), tuple(refused))


def _is_unchanged(said: Said, line: FactLine | None, is_proposed: bool) -> bool:  # noqa: FBT001 - of one place
    if line is None:
        return not said.value.strip() and said.state is not State.DROPPED and not is_proposed
    settled = line.settled
    is_same = one_line(settled.value) == one_line(said.value) or said.value.strip() == settled.normal != ""
    if said.state is State.DROPPED or settled.state is State.DROPPED:
        return said.state is settled.state
    if not said.value.strip():
        return settled.state is State.NOT_STATED
    return is_same and said.state is settled.state and said.graded == settled.graded


def _clashes(clashing: Sequence[tuple[Said, FactLine]]) -> tuple[Clash, ...]:
    officers = names_of({line.decided_by for _, line in clashing})
    return tuple(
        Clash(
            said.place,
            said.value,
            one_line(line.settled.value) or line.settled.state.value.replace("_", " "),
            officers.get(line.decided_by, "Another officer"),
            line.decided_at,
        )
        for said, line in clashing
    )


def enter(viewer: Viewer, reference: str, *, now: datetime) -> str:
    """Make a pack's confirmed facts a report and carry it through every step, in the caller's transaction.

    Returns the report's reference. Raises NotPermitted, NoSuchPack, PackClosed, StillOpen, NothingConfirmed.
    """
    held = hold_pack(viewer, reference)
    standing = draft(viewer, reference, now=now, is_read=False)
    if standing.open:
        raise StillOpen(standing.open)
    confirmed = [
        line.settled for line in standing.pack.facts.values() if line.settled.state is State.CONFIRMED
    ]
    if not any(each.place.subject != "cover" for each in confirmed):
        raise NothingConfirmed
    entered = become(confirmed)
    first, *others = [kept_again(each) for each in standing.pack.documents]
    kept = replace(first, source=entered.source)
    facts = entered.facts
    if standing.pack.corrects:
        facts = naming_corrected(facts, standing.pack, kept=kept, viewer=viewer, now=now)
    documents = Documents([(kept, facts)], viewer=viewer, now=now)
    carry(Parsed(documents), viewer=viewer, now=now)
    (report,) = documents.reports
    enter_pack(
        viewer,
        held,
        report_id=report.id,
        report=report.reference,
        became=entered.became,
        others=others,
        reader=FORM,
        now=now,
    )
    corrected = _called(viewer, standing.pack.corrects, now=now) if standing.pack.corrects else None
    know_resolutions(viewer, _called(viewer, reference, now=now), corrected=corrected, now=now)
    return report.reference
