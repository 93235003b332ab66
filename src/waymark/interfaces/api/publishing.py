"""Operations that make what is given on: the report on a period, and the prevention sheets, file by file."""

# Annotations here are read by django-ninja when the module is loaded, so none is put off.

from hashlib import sha256
from http import HTTPStatus
from mimetypes import guess_type
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router

from waymark.access.rules import Permission
from waymark.access.viewing import acting
from waymark.interfaces.api.answers import ReportRows, SheetRows
from waymark.interfaces.api.asked import ReportAsked, SheetAsked
from waymark.interfaces.api.bearers import ApiRequest
from waymark.interfaces.api.door import operation, rows
from waymark.interfaces.api.problems import Refused
from waymark.stages.statistics.queries.asked import moment_said
from waymark.stages.statistics.queries.prevention import prevention_sheet
from waymark.stages.statistics.queries.reporting import report_on
from waymark.stages.statistics.rules.periods import parse_period
from waymark.stages.statistics.rules.prevention import Audience, Sheet
from waymark.stages.statistics.rules.prevention_pdf import sheet_as_pdf
from waymark.stages.statistics.rules.report_files import as_zip, files_of
from waymark.stages.statistics.rules.reports import Report

router = Router(tags=["publishing"])


def _bytes(*media: str) -> dict[str, Any]:
    """How a file is described: by its media types alone."""
    schema = {"type": "string", "format": "binary"}
    return {
        "responses": {200: {"description": "OK", "content": {each: {"schema": schema} for each in media}}}
    }


@router.get("/report", response=ReportRows, url_name="api_report", operation_id="report")
@operation(Permission.READ_STATISTICS, models=True)
def list_report(request: ApiRequest, asked: Annotated[ReportAsked, Query()]) -> HttpResponse:
    """The files of a report on a period, with their digests; the same record, the same bytes."""
    found = _report(request, asked)
    return rows(
        {"path": name, "sha256": sha256(content).hexdigest(), "digest": found.digest}
        for name, content in files_of(found)
    )


@router.get(
    "/report/zip",
    url_name="api_report_zip",
    operation_id="report_zip",
    openapi_extra=_bytes("application/zip"),
)
@operation(Permission.READ_STATISTICS, models=True)
def pack_report(request: ApiRequest, asked: Annotated[ReportAsked, Query()]) -> HttpResponse:
    """Every file of a report in one."""
    return HttpResponse(as_zip(_report(request, asked)), content_type="application/zip")


@router.get(
    "/report/file/{name}",
    url_name="api_report_file",
    operation_id="report_file",
    openapi_extra=_bytes("text/html", "text/csv", "application/pdf"),
)
@operation(Permission.READ_STATISTICS, models=True)
def show_report_file(request: ApiRequest, name: str, asked: Annotated[ReportAsked, Query()]) -> HttpResponse:
    """One file of a report, by its path in the list of them."""
    for each, content in files_of(_report(request, asked)):
        if each == name:
            return _file(each, content)
    raise Refused(
        HTTPStatus.NOT_FOUND, "not_found", f"The report has no file {name[:40]!r}: /figures/report lists them"
    )


def _report(request: ApiRequest, asked: ReportAsked) -> Report:
    period, as_at = parse_period(asked.period), moment_said(asked.as_at) if asked.as_at else None
    with acting(request.viewer):
        return report_on(request.viewer, period, as_at=as_at, publish=asked.publish, now=request.now)


@router.get(
    "/prevention",
    response=SheetRows,
    by_alias=True,
    url_name="api_prevention",
    operation_id="prevention",
)
@operation(Permission.READ_STATISTICS, models=True)
def list_sheets(request: ApiRequest, asked: Annotated[SheetAsked, Query()]) -> HttpResponse:
    """The sheets for parents and for schools, with their digests: suppressed and rounded figures alone."""
    found = [_sheet(request, asked, each) for each in Audience]
    return rows(
        {
            "path": f"{each.audience}.pdf",
            "for": each.audience,
            "sha256": sha256(sheet_as_pdf(each)).hexdigest(),
            "as_at": each.told.as_at,
        }
        for each in found
    )


@router.get(
    "/prevention/{audience}.pdf",
    url_name="api_prevention_sheet",
    operation_id="prevention_sheet",
    openapi_extra=_bytes("application/pdf"),
)
@operation(Permission.READ_STATISTICS, models=True)
def show_sheet(
    request: ApiRequest, audience: Audience, asked: Annotated[SheetAsked, Query()]
) -> HttpResponse:
    """One sheet as PDF."""
    return _file(f"{audience}.pdf", sheet_as_pdf(_sheet(request, asked, audience)))


def _sheet(request: ApiRequest, asked: SheetAsked, audience: Audience) -> Sheet:
    period, as_at = parse_period(asked.period), moment_said(asked.as_at) if asked.as_at else None
    with acting(request.viewer):
        return prevention_sheet(request.viewer, audience, period, as_at=as_at, now=request.now)


def _file(name: str, content: bytes) -> HttpResponse:
    """A file to be kept, never shown: a page of figures is not run in the API's own name."""
    response = HttpResponse(content, content_type=guess_type(name)[0] or "application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
