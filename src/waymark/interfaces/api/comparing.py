"""Operations that compare figures: change, base, decompose."""

# Annotations here are read by django-ninja when the module is loaded, so none is put off.

from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router

from waymark.access.rules import Permission
from waymark.access.viewing import acting
from waymark.interfaces.api.answers import ChangeSaid
from waymark.interfaces.api.asked import BaseAsked, ChangeAsked, DecomposeAsked
from waymark.interfaces.api.bearers import ApiRequest
from waymark.interfaces.api.door import answer, operation
from waymark.interfaces.api.problems import Refused
from waymark.interfaces.api.tables import stream_of
from waymark.stages.statistics.queries.asked import counted_twice, parts_counted, published_twice
from waymark.stages.statistics.readers.tables import named_parts, parts_in
from waymark.stages.statistics.rules import bases, claims, comparisons, decomposition
from waymark.stages.statistics.rules.asked import Asked, AskedParts, typed_twice
from waymark.stages.statistics.rules.bases import Base
from waymark.stages.statistics.rules.breaks import breaks_of, stated_break
from waymark.stages.statistics.rules.decomposition import Decomposition
from waymark.stages.statistics.rules.periods import parse_pair, parse_period
from waymark.stages.statistics.rules.written_figures import check_points, whole_or_not

router = Router(tags=["comparing"])


@router.get("/change", response=ChangeSaid, url_name="api_change", operation_id="change")
@operation(Permission.READ_STATISTICS)
def show_change(request: ApiRequest, asked: Annotated[ChangeAsked, Query()]) -> HttpResponse:
    """What became of a figure: by how much, by the day, and what print would make of it.

    Either `old` and `new`, or `a` and `b` with `unit` or `figure`.
    """
    two = _two_figures(request, asked)
    name = asked.series or two.name
    found = comparisons.change(
        two.old,
        two.new,
        a=two.a,
        b=two.b,
        noted=two.noted,
        breaks=[*breaks_of(name, two.breaks), *map(stated_break, asked.break_)],
        across_breaks=asked.across_breaks,
    )
    more: dict[str, Any] = {"unit": name} if name else {}
    if asked.claimed:
        more["claim"] = claims.hold_against_change(asked.claimed, found)
    return answer(found, **more)


def _two_figures(request: ApiRequest, asked: ChangeAsked) -> Asked:
    ways = [bool(asked.old or asked.new), asked.unit is not None, bool(asked.figure)]
    if sum(ways) != 1 or not (ways[0] or (asked.a and asked.b)):
        raise _unclear("give old and new, or a and b with unit or figure")
    if ways[0]:
        return typed_twice(asked.old, asked.new, asked.a, asked.b)
    with acting(request.viewer):
        if asked.unit is not None:
            return counted_twice(
                request.viewer,
                asked.unit,
                asked.a,
                asked.b,
                as_at=request.now,
                by_offence=asked.by_offence_date,
            )
        return published_twice(request.viewer, asked.figure, asked.a, asked.b)


def _unclear(what: str) -> Refused:
    return Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "unclear", f"What to compare is not clear: {what}")


@router.get("/base", response=Base, url_name="api_base", operation_id="base")
@operation(Permission.READ_STATISTICS)
def show_base(request: ApiRequest, asked: Annotated[BaseAsked, Query()]) -> HttpResponse:  # noqa: ARG001 - django-ninja's signature
    """What a figure was before it rose by a published percentage, and every figure it could have been."""
    period = parse_period(asked.period) if asked.period else None
    check_points([asked.value])
    found = bases.base(
        whole_or_not(asked.value), asked.rise, rounded_to=asked.rounded_to or None, period=period
    )
    return answer(found)


@router.post("/decompose", response=Decomposition, url_name="api_decompose", operation_id="decompose")
@operation(Permission.READ_STATISTICS)
def show_parts(request: ApiRequest, asked: DecomposeAsked) -> HttpResponse:
    """Which sources made the growth, and which may have changed what they count.

    Either `parts`, or `unit` with `by`, `a` and `b`.
    """
    if (asked.parts is None) == (asked.unit is None) or (asked.unit and not (asked.a and asked.b)):
        raise _unclear("give parts, or unit with a and b")
    if asked.parts is not None:
        named = named_parts(parts_in(stream_of(asked.parts), "parts"))
        found = AskedParts(named, (), *parse_pair(asked.a, asked.b))
    else:
        assert asked.unit is not None
        with acting(request.viewer):
            found = parts_counted(
                request.viewer,
                asked.unit,
                asked.by,
                (asked.a, asked.b),
                as_at=request.now,
                by_offence=asked.by_offence_date,
            )
    total = [whole_or_not(str(each)) for each in asked.total] if asked.total else None
    return answer(
        decomposition.decompose(
            found.parts,
            total=(total[0], total[1]) if total else None,
            a=found.a,
            b=found.b,
            breaks=found.breaks,
            across_breaks=asked.across_breaks,
            noted=found.noted,
        )
    )
