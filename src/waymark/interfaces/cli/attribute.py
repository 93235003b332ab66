"""`waymark attribute`: what can be asked of an IP address at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from waymark.errors import WaymarkError
from waymark.interfaces.cli import door
from waymark.interfaces.cli.tables import beside, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from waymark.access.rules import Viewer
    from waymark.reference.networks import NetworkIndex
    from waymark.reference.polygons import AreaMap
    from waymark.referrals.types import StatedTime
    from waymark.stages.attribution.rules import Verdict

_COLUMNS = {
    "ip": ("ip", "ip_address", "address", "ipaddress"),
    "at": ("at", "time", "timestamp", "captured_at", "datetime", "date_time"),
    "port": ("port", "source_port"),
    "possible_proxy": ("possible_proxy",),
}
_YES_OR_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": None}


class AskedEvent(NamedTuple):
    """An event as it was typed. kept: other cells of its row, answered as they came, by heading."""

    ip: str
    at: str = ""
    port: str = ""
    possible_proxy: str = ""
    kept: Mapping[str, object] = {}


class UnreadableCell(WaymarkError):
    """A cell that is neither empty nor what its column holds."""


def register(app: typer.Typer) -> None:
    @app.command()
    def attribute(
        ip: Annotated[str, typer.Option(help="The address as stated.")] = "",
        at: Annotated[str, typer.Option(help="When, with its zone: 2024-02-01T13:05:00+00:00.")] = "",
        port: Annotated[str, typer.Option(help="The source port.")] = "",
        file: Annotated[
            Path | None, typer.Option(exists=True, dir_okay=False, help="A CSV file: ip, at, port.")
        ] = None,
    ) -> None:
        """Say what can be asked of an IP address at a time, and why (not)."""
        if bool(ip) == (file is not None):
            raise typer.BadParameter("give either --ip or --file")
        with door.refusing():
            _attribute([AskedEvent(ip, at, port)] if file is None else events_in(file))


def _attribute(events: Iterable[AskedEvent]) -> None:
    from waymark.access.viewing import acting
    from waymark.interfaces.cli.officers import acting_viewer

    viewer = acting_viewer()
    with acting(viewer):
        refused = door.answer_each(attribute_events(viewer, events, now=door.now()), _in_words)
    if refused:
        door.say(f"{refused} could not be read; each says why.")
        raise typer.Exit(door.REFUSED)


def _in_words(answer: Mapping[str, object]) -> str:
    if "error" in answer:
        return f"{answer['ip']}  {answer['error']}"
    reasons = answer["reasons"]
    lines = "".join(f"\n    {reason}" for reason in reasons) if isinstance(reasons, list) else ""
    whose = f"{answer['operator'] or 'operator unknown'}, {answer['kind']}"
    return f"{answer['ip']}  {answer['at']}  {answer['resolvability']}: {whose}{lines}"


def events_in(path: Path) -> Iterator[AskedEvent]:
    """The events of a CSV file with the columns ip, at, port and possible_proxy. Raises WrongFile."""
    for row in read_table(path, _COLUMNS, needs="the columns ip, at and port"):
        cells = row.wanted
        yield AskedEvent(cells["ip"], cells["at"], cells["port"], cells["possible_proxy"], row.kept)


def attribute_events(
    viewer: Viewer, events: Iterable[AskedEvent], *, now: datetime
) -> Iterator[dict[str, object]]:
    """One answer an event, in order, inside `acting(...)`. One that cannot be read has `error`.

    Every cell of a row is answered with it; a heading that is also a key of ours comes as `column KEY`.
    Raises NotPermitted.
    """
    from waymark.reference.queries import area_map, network_index

    networks = network_index(viewer)
    # Boundaries are read only once an address is located, which most installations never ask.
    areas = cache(partial(area_map, viewer, on=now.date()))
    for event in events:
        yield beside(event.kept, _answer(event, networks, areas, now))


def _answer(
    event: AskedEvent, networks: NetworkIndex, areas: Callable[[], AreaMap], now: datetime
) -> dict[str, object]:
    from waymark.stages.attribution.rules import verdict
    from waymark.stages.attribution.rules.time_doubts import doubts_about, text_doubts
    from waymark.stages.attribution.rules.typed_times import read_typed_time

    answer: dict[str, object] = {"ip": event.ip, "at": event.at, "port": event.port or None}
    try:
        at, port, proxy = read_typed_time(event.at), _port(event.port), _flag(event.possible_proxy)
    except WaymarkError as refusal:
        doubts = [doubt.what.value for doubt in text_doubts(event.at)]
        return {**answer, **_NOTHING, "time_doubts": doubts, "error": str(refusal)}
    judged = verdict(event.ip, at, port, proxy, networks=networks, now=now)
    return {
        **answer,
        "port": port,
        "at_utc": _rfc3339(at),
        "zone": at.zone.value if at else None,
        "zone_assumed_by": (at.assumed_by or None) if at else None,
        "time_doubts": [doubt.what.value for doubt in doubts_about(at, now=now)],
        "address": judged.address,
        "operator": judged.operator or None,
        "asn": judged.asn,
        "kind": judged.kind.value,
        "resolvability": judged.resolvability.value,
        "reasons": list(judged.reasons),
        "reference": list(judged.reference),
        "last_day_to_apply": judged.last_day_to_apply.isoformat() if judged.last_day_to_apply else None,
        "location": _lead(judged, areas),
    }


def _lead(judged: Verdict, areas: Callable[[], AreaMap]) -> dict[str, object] | None:
    """What geolocation says, as a lead and never a place. None of a network behind which people are hidden."""
    from waymark.reference.geolocations import lead_from
    from waymark.stages.attribution.rules.forces import NEVER_PLACED

    if judged.located is None or judged.kind in NEVER_PLACED:
        return None
    lead = lead_from(judged.located, areas())
    return {
        "country": judged.located.country or None,
        "radius_km": judged.located.radius_km,
        "force": None,
        "certainty": lead.certainty.value,
        "forces": [{"code": force.code, "name": force.name} for force in lead.forces],
        "reasons": list(lead.reasons),
    }


_NOTHING: dict[str, object] = {
    "at_utc": None,
    "zone": None,
    "zone_assumed_by": None,
    "address": "",
    "operator": None,
    "asn": None,
    "kind": "unknown",
    "resolvability": "malformed",
    "reasons": ["the row cannot be read: look at its source"],
    "reference": [],
    "last_day_to_apply": None,
    "location": None,
}


def _port(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.removeprefix("-").isdigit()):
        raise UnreadableCell("the port is not a number: give the source port alone, or leave it empty")
    return int(text[:9])


def _flag(text: str) -> bool | None:
    if text.lower() not in _YES_OR_NO:
        raise UnreadableCell("possible_proxy is neither yes nor no: write true, false, or leave it empty")
    return _YES_OR_NO[text.lower()]


def _rfc3339(at: StatedTime | None) -> str | None:
    if at is None or at.instant is None:
        return None
    return at.instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
