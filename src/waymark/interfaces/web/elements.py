"""Every element and attribute of a delivery, a page of them at a time."""

from __future__ import annotations

from typing import Any

from waymark.interfaces.web.pages import ViewedRequest
from waymark.interfaces.web.parts import Part, offset_asked
from waymark.stages.intake.queries import DeliveryRecord, Element, NoContent, elements
from waymark.stages.intake.readers.errors import CannotRead

ELEMENTS = 200


def elements_asked(request: ViewedRequest, delivery: DeliveryRecord) -> dict[str, Any]:
    """What a template needs: `elements`, the part that is asked for, or `no_elements`, why there are none.

    The document is read again each time, as far as the part reaches: its length is not known before its end.
    """
    start = offset_asked(request, "elements")
    try:
        found = elements(request.viewer, delivery, skip=start, limit=ELEMENTS + 1)
    except (CannotRead, NoContent) as why:
        return {"no_elements": str(why)}
    following = str(start + ELEMENTS) if len(found) > ELEMENTS else ""
    shown: Part[Element] = Part("elements", found[:ELEMENTS], 0, following, start > 0)
    return {"elements": shown, "first": start + 1, "last": start + len(shown.items)}
