"""Where the lines of people end whom an officer judged suspects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import connection

from waymark.access.rules import Permission, Viewer, require
from waymark.reference.placements import Placement
from waymark.reference.places import NotAPlace
from waymark.reference.queries import place_index, postcode_rows
from waymark.stages.attribution.rules.forces import PlaceSource, StatedPlace
from waymark.stages.attribution.rules.premises import read_door


def doors_of_suspects(viewer: Viewer, referral_ids: Sequence[int]) -> dict[int, list[StatedPlace]]:
    """By referral, the doors of those whose newest judgement is that they are a suspect. Raises NotPermitted.

    Each is placed by what held on the day that its answer came; an answer that proved wrong leads to no door.
    """
    require(viewer, Permission.READ_RECORD)
    with connection.cursor() as cursor:
        cursor.execute(
            "select j.home, a.said->>'installation', a.said->>'installation_postcode', a.entered_at "
            "from (select distinct on (s.answer_id) coalesce(f.merged_into_id, f.id) as home, s.answer_id, "
            "s.is_suspect from referral f join suspect_judgement s on s.referral_id = f.id "
            "where f.id = any(%s) or f.merged_into_id = any(%s) order by s.answer_id, s.at desc, s.n desc) j "
            "join enquiry_answer a on a.id = j.answer_id where j.is_suspect and not coalesce("
            "(select o.is_wrong from answer_outcome o where o.answer_id = a.id order by o.n desc limit 1), false) "
            "order by j.home, a.id",
            [list(referral_ids), list(referral_ids)],
        )
        rows = cursor.fetchall()
    found: dict[int, list[StatedPlace]] = {}
    for referral_id, lines, postcode, came in rows:
        placed = place_of_door(viewer, lines, postcode, on=came.date())
        if isinstance(placed, Placement):
            found.setdefault(referral_id, []).append(StatedPlace(PlaceSource.JUDGED_DOOR, placed))
    return found


def place_of_door(viewer: Viewer, lines: str, postcode: str, *, on: date) -> Placement | NotAPlace:
    """The force of an installation address, by its postcode and what held on a day; or why it has none.

    Raises NotPermitted.
    """
    require(viewer, Permission.READ_RECORD)
    stated = read_door(lines, postcode=postcode).postcode
    if not stated:
        return NotAPlace("the installation address states no postcode")
    key = stated.replace(" ", "")
    try:
        return place_index(viewer, on=on).by_postcode(stated, postcode_rows(viewer, [key], on=on).get(key))
    except NotAPlace as refusal:
        return refusal
