"""Operations that count from the record: counts, victims, the dashboard, and others' figures beside."""

# Annotations here are read by django-ninja when the module is loaded, so none is put off.

from typing import Annotated

from django.http import HttpResponse
from ninja import Query, Router

from waymark.access.rules import Permission
from waymark.access.viewing import acting
from waymark.interfaces.api.answers import CountRows, DashboardSaid, ReferenceRows
from waymark.interfaces.api.asked import CountsAsked, ReferenceAsked, VictimsAsked
from waymark.interfaces.api.bearers import ApiRequest
from waymark.interfaces.api.door import answer, operation, rows
from waymark.stages.statistics.queries.asked import moment_said
from waymark.stages.statistics.queries.counting import NotRecordedYet, Window, counts
from waymark.stages.statistics.queries.dashboard import dashboard
from waymark.stages.statistics.queries.figures import held_figures
from waymark.stages.statistics.queries.people import Victims, victims
from waymark.stages.statistics.queries.telling import (
    line_of_unrecorded,
    lines_beside,
    lines_of,
    lines_of_figures,
)
from waymark.stages.statistics.rules.periods import parse_period

router = Router(tags=["counting"])


@router.get("/counts", response=CountRows, url_name="api_counts", operation_id="counts")
@operation(Permission.READ_STATISTICS)
def count_unit(request: ApiRequest, asked: Annotated[CountsAsked, Query()]) -> HttpResponse:
    """Count one unit, split as asked; what the record does not say stands in rows of its own."""
    window = _window(request, asked)
    with acting(request.viewer):
        held = held_figures(request.viewer, series=asked.beside) if asked.beside else []
        try:
            found = counts(
                request.viewer,
                asked.unit,
                by=asked.by,
                start=window.start,
                end=window.end,
                as_at=window.as_at,
                by_offence=asked.by_offence_date,
            )
        except NotRecordedYet as problem:
            return rows([line_of_unrecorded(problem)])
    beside = {"beside": list(lines_beside(held))} if asked.beside else {}
    return rows(lines_of(found, threshold=asked.threshold if asked.publish else 0), **beside)


@router.get("/victims", response=Victims, url_name="api_victims", operation_id="victims")
@operation(Permission.READ_STATISTICS)
def count_victims(request: ApiRequest, asked: Annotated[VictimsAsked, Query()]) -> HttpResponse:
    """Victims that reports name: sex and age with those not known, and each average by its own name."""
    window = _window(request, asked)
    with acting(request.viewer):
        return answer(victims(request.viewer, start=window.start, end=window.end, as_at=window.as_at))


def _window(request: ApiRequest, asked: CountsAsked | VictimsAsked) -> Window:
    """From the first day of one period to the last of another, each where it is said; as at now where no time is."""
    return Window(
        start=parse_period(asked.from_).start if asked.from_ else None,
        end=parse_period(asked.to).end if asked.to else None,
        as_at=moment_said(asked.as_at) if asked.as_at else request.now,
    )


@router.get("/reference", response=ReferenceRows, url_name="api_reference", operation_id="reference")
@operation(Permission.READ_STATISTICS)
def list_reference(request: ApiRequest, asked: Annotated[ReferenceAsked, Query()]) -> HttpResponse:
    """The register of figures that others published, each with its unit, source and revisions."""
    with acting(request.viewer):
        return rows(lines_of_figures(held_figures(request.viewer, series=asked.series)))


@router.get("/dashboard", response=DashboardSaid, url_name="api_dashboard", operation_id="dashboard")
@operation(Permission.READ_STATISTICS)
def show_dashboard(request: ApiRequest) -> HttpResponse:
    """The figures of the day of the officer's desks, as last counted by the timed work."""
    with acting(request.viewer):
        return answer(dashboard(request.viewer))
