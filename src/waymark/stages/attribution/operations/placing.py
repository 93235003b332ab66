"""Placing what reports state of where people are, and proposing each referral's force."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.database.copying import Table, insert
from waymark.reference.forces import force_by_code
from waymark.reference.placements import Certainty, Placement, Route
from waymark.reference.places import PlaceIndex
from waymark.reference.postcode_text import read_postcode
from waymark.reference.queries import place_index, postcode_rows
from waymark.reference.rows import PostcodeRow
from waymark.referrals.operations.recording import OpenReport
from waymark.referrals.operations.referring import Referred
from waymark.referrals.types import Address, Role
from waymark.stages.attribution.queries.judged_doors import doors_of_suspects
from waymark.stages.attribution.rules import PlaceSource, StatedPlace, force_for

_PLACEMENT = Table(
    "placement",
    (
        "report_id",
        "n",
        "desk_id",
        "role",
        "what",
        "force_code",
        "certainty",
        "metres",
        "forces",
        "reason",
        "route",
        "reference",
    ),
)
_FORCE = Table("referral_force", ("referral_id", "desk_id", "force_code", "certainty", "reason", "route"))

# The United Kingdom and the Crown dependencies by ISO 3166 code and by name; and no country at all.
_MAYBE_UK = frozenset(
    {
        "", "GB", "UK", "GBR", "U.K.", "UNITED KINGDOM", "GREAT BRITAIN", "BRITAIN", "ENGLAND", "SCOTLAND",
        "WALES", "NORTHERN IRELAND", "GG", "GGY", "GUERNSEY", "JE", "JEY", "JERSEY", "CHANNEL ISLANDS", "IM",
        "IMN", "ISLE OF MAN", "BFPO",
    }
)  # fmt: skip
_CODE_LETTERS = 3
_NEVER_PLACED_ROLES = frozenset({Role.REPORTER})


class _Stated(NamedTuple):
    report: OpenReport
    role: Role
    what: str
    postcode: str = ""
    point: tuple[float, float] | None = None
    country: str = ""


def place_reports(reports: Sequence[OpenReport], *, viewer: Viewer) -> None:
    """Place every postcode and point that these reports state. The places of a reporter's staff are not.

    Each by what held on the day that its report came (decision 0026).
    """
    require(viewer, Permission.DELIVER)
    stated = [each for report in reports for each in _stated_by(report)]
    if not stated:
        return
    rows, numbers = [], dict.fromkeys((each.report.id for each in stated), 0)
    for each, placed in _placed(viewer, stated):
        numbers[each.report.id] += 1
        rows.append(
            (
                each.report.id,
                numbers[each.report.id],
                each.report.desk,
                each.role.value,
                each.what,
                placed.force.code if placed.force else "",
                placed.certainty.value,
                placed.metres,
                [force.code for force in placed.forces],
                "; ".join(placed.reasons),
                placed.route.value,
                list(placed.reference),
            )
        )
    insert(_PLACEMENT, rows)


def _placed(viewer: Viewer, stated: Sequence[_Stated]) -> Iterator[tuple[_Stated, Placement]]:
    """Each stated place with where it lies, in order; what held is looked up once for each day."""
    days: dict[date, list[_Stated]] = {}
    for each in stated:
        days.setdefault(each.report.received_at.date(), []).append(each)
    held = {}
    for day, that_day in days.items():
        keys = [_key(each.postcode) for each in that_day if each.postcode]
        held[day] = (
            place_index(viewer, on=day),
            postcode_rows(viewer, keys, on=day) if keys else {},
        )
    for each in stated:
        index, rows = held[each.report.received_at.date()]
        yield each, _place(index, each, rows)


def _stated_by(report: OpenReport) -> Iterator[_Stated]:
    for party in report.parties:
        if party.role in _NEVER_PLACED_ROLES or party.description == "law enforcement contact":
            continue
        for address in party.addresses:
            if _says_where(address):
                yield _stated_address(report, party.role, address)
    for detail in report.head.details if report.head else ():
        for address in detail.addresses:
            if _says_where(address):
                yield _stated_address(report, Role.OTHER, address)
        values = {value.name: value.value for value in detail.values}
        point = _point(values.get("latitude", ""), values.get("longitude", ""))
        if point:
            yield _Stated(report, Role.OTHER, PlaceSource.STATED_POINT, point=point)


def _stated_address(report: OpenReport, role: Role, address: Address) -> _Stated:
    country = address.country.strip().upper()
    read = read_postcode(address.postcode)
    # A country misspelt in words is no reason to send a British postcode abroad; a code is.
    is_misspelt = len(country) > _CODE_LETTERS and read is not None and bool(read.unit)
    abroad = "" if country in _MAYBE_UK or is_misspelt else country
    return _Stated(report, role, PlaceSource.STATED_ADDRESS, address.postcode, country=abroad)


def _says_where(address: Address) -> bool:
    """Whether it has a postcode that may be a British one, or says that it is abroad."""
    return bool(address.postcode.strip()) or address.country.strip().upper() not in _MAYBE_UK


def _point(lat: str, lon: str) -> tuple[float, float] | None:
    try:
        point = float(lat), float(lon)
    except ValueError:
        return None
    return point if abs(point[0]) <= 90 and abs(point[1]) <= 180 else None  # noqa: PLR2004 - degrees


def _key(postcode: str) -> str:
    return re.sub(r"\s+", "", postcode).upper()


def _place(index: PlaceIndex, stated: _Stated, rows: Mapping[str, PostcodeRow]) -> Placement:
    from waymark.reference.places import NotAPlace

    if stated.country:
        reasons = (f"the address is in {stated.country}: not the United Kingdom, by way of the NCA",)
        return Placement(None, Certainty.NOWHERE, None, (), reasons, (), Route.NOT_UK)
    try:
        if stated.point:
            return index.by_point(*stated.point)
        return index.by_postcode(stated.postcode, rows.get(_key(stated.postcode)))
    except NotAPlace as refusal:
        return Placement(None, Certainty.NOWHERE, None, (), (str(refusal),))


def propose_forces(referred: Sequence[Referred], *, viewer: Viewer, now: datetime) -> dict[int, str]:
    """Propose the force of each referral from every place its reports state of the people in them.

    Returns force codes by referral id, empty where there is none or there are several.
    """
    require(viewer, Permission.DELIVER)
    return _propose(referred, viewer=viewer, now=now)


def place_again(referred: Sequence[Referred], *, viewer: Viewer, now: datetime) -> dict[int, str]:
    """As propose_forces, where an officer's judgement or an answer changed what is known. Raises NotPermitted."""
    require(viewer, Permission.READ_RECORD)
    return _propose(referred, viewer=viewer, now=now)


def _propose(referred: Sequence[Referred], *, viewer: Viewer, now: datetime) -> dict[int, str]:
    ids = [each.id for each in referred]
    stated: dict[int, list[StatedPlace]] = doors_of_suspects(viewer, ids)
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct a.referral_id, p.report_id, p.n, p.what, p.force_code, p.certainty, p.metres, "
            "p.forces, p.route "
            "from referral_report a join placement p on p.report_id = a.report_id "
            "where a.referral_id = any(%s) order by a.referral_id, p.report_id, p.n",
            [ids],
        )
        for referral_id, _report, _n, what, force, certainty, metres, forces, route in cursor.fetchall():
            placement = Placement(
                force_by_code(force) if force else None,
                Certainty(certainty),
                metres,
                tuple(force_by_code(code) for code in forces),
                (),
                stated_route=Route(route) if route else None,
            )
            stated.setdefault(referral_id, []).append(StatedPlace(PlaceSource(what), placement))
    rows, codes = [], {}
    for each in referred:
        proposal = force_for(stated.get(each.id, ()))
        codes[each.id] = proposal.force.code if proposal.force else ""
        certainty = "inside" if proposal.force else "ambiguous" if proposal.forces else "nowhere"
        rows.append(
            (each.id, each.desk, codes[each.id], certainty, "; ".join(proposal.reasons), proposal.route)
        )
    keep_forces({each.id: codes[each.id] for each in referred if not each.is_new}, now=now)
    insert(
        _FORCE,
        rows,
        conflict="on conflict (referral_id) do update set force_code = excluded.force_code, "
        "certainty = excluded.certainty, reason = excluded.reason, route = excluded.route",
    )
    return codes


def keep_forces(codes: Mapping[int, str | None], *, now: datetime) -> None:
    """Keep what stood until now of referrals whose force will be another; None where it will be none at all.

    Part of proposing, which has its audit entry with what changed it.
    """
    if codes:
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into referral_force_before (referral_id, desk_id, force_code, until) "
                "select f.referral_id, f.desk_id, f.force_code, %s from referral_force f "
                "join unnest(%s::bigint[], %s::text[]) as new (id, code) on new.id = f.referral_id "
                "where f.force_code is distinct from new.code order by f.referral_id",
                [now, list(codes), list(codes.values())],
            )


def follow(absorbed: Sequence[int], *, now: datetime) -> None:
    """Forget the proposals of referrals that became part of another, but for what they were until now."""
    if absorbed:
        keep_forces(dict.fromkeys(absorbed), now=now)
        with connection.cursor() as cursor:
            cursor.execute("delete from referral_force where referral_id = any(%s)", [list(absorbed)])
