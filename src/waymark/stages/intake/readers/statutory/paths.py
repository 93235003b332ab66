"""Every path of our schema of the statutory report, and where among the facts it goes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _below(path: str, places: Mapping[str, str]) -> dict[str, str]:
    return {f"{path}.{name}": place for name, place in places.items()}


_STAFF = {
    "name": "Party (reporter): last_name",
    "position": "Party (reporter): additional_info",
    "email": "Party (reporter): emails",
    "phone": "Party (reporter): phones",
}
_ADDRESS = {
    "lines": "Address: lines",
    "city": "Address: city",
    "postcode": "Address: postcode",
    "region": "Address: region",
    "country": "Address: country",
    "kind": "Address: kind",
}
_ACCOUNT = {
    "identifier": "Account: identifier",
    "service": "Account: service",
    "screen_name": "Account: screen_name",
    "display_names[]": "Account: display_names",
    "profile_urls[]": "Account: profile_urls",
}
_EVENT = {
    "address": "IPCaptureEvent: address",
    "port": "IPCaptureEvent: port",
    "at": "IPCaptureEvent: captured_at",
    "event": "IPCaptureEvent: event",
    "possible_proxy": "IPCaptureEvent: possible_proxy",
}
_WHO = {
    **_ACCOUNT,
    "first_name": "Party: first_name",
    "middle_name": "Party: middle_name",
    "last_name": "Party: last_name",
    "date_of_birth": "Party: date_of_birth",
    "age": "Party: age",
    "emails[].address": "Party: emails",
    "emails[].verified": "Party: emails",
    "emails[].verified_at": "Party: emails",
    "phones[].number": "Party: phones",
    "phones[].kind": "Party: phones",
    "phones[].verified": "Party: phones",
    **{f"addresses[].{name}": place for name, place in _ADDRESS.items()},
    "devices[].kind": "Device: id_type",
    "devices[].value": "Device: value",
    "devices[].event": "Device: event",
    "devices[].at": "Device: captured_at",
    **{f"ip_events[].{name}": place for name, place in _EVENT.items()},
    "prior_reports[]": "Party: prior_reports",
    "location.city": "Party: location",
    "location.region": "Party: location",
    "location.country": "Party: location",
    "location.at": "Party: location",
    "notes[]": "Party: additional_info",
}


def _detail(kind: str, *names: str) -> dict[str, str]:
    return dict.fromkeys(names, f"IncidentDetail ({kind})")


KNOWN_PATHS: Mapping[str, str] = MappingProxyType(
    {
        "$.schema": "which reader takes it",
        "$.reference": "Report: number",
        **_below("$", _detail("report", "made_at")),
        "$.notes[]": "Report: additional_info",
        "$.provider.name": "Report: reporter",
        **_below("$.provider", _detail("provider", "company_number", "country")),
        **_below("$.provider.address", _ADDRESS),
        **_below("$.provider.contact", _STAFF),
        **_below("$.authorised_person", _STAFF),
        "$.service.name": "Report: platform",
        **_below("$.service", _detail("service", "kind", "url")),
        **_below(
            "$.detection",
            _detail("detection", "detected_at", "method", "description", "reviewed_by_person"),
        ),
        "$.content.offence_types[]": "Report: incident_type",
        "$.content.occurred_at": "Report: incident_at",
        **_below("$.content", _detail("content", "urls[]", "place", "publicly_available", "notes[]")),
        "$.priority.level": "Report: priority",
        "$.priority.reason": "IncidentDetail (priority_assessment); Report: escalation, in immediate danger",
        "$.priority.child_in_immediate_danger": "IncidentDetail (priority_assessment); Report: escalation",
        "$.users[].id": "Party: additional_info",
        "$.users[].role": "Party: role",
        **_below("$.users[]", _WHO),
        "$.users[].bio": "Account: bio",
        "$.users[].account_status": "Party: additional_info",
        "$.users[].connections[].user": "Party: additional_info",
        "$.users[].connections[].kind": "Party (other): association",
        **_below("$.users[].connections[]", _ACCOUNT),
        "$.suspected_children[].id": "Party (victim): additional_info",
        "$.suspected_children[].why_suspected": "Party (victim): description",
        "$.suspected_children[].school": "Party (victim): school",
        **_below("$.suspected_children[]", _WHO),
        "$.files[].id": "ReportedFile: file_id",
        "$.files[].name": "ReportedFile: name",
        "$.files[].original_name": "ReportedFile: original_name",
        "$.files[].size": "ReportedFile: details",
        "$.files[].media_type": "ReportedFile: details",
        "$.files[].uploaded_by": "ReportedFile: details",
        "$.files[].url": "ReportedFile: location",
        "$.files[].uploaded_at": "ReportedFile: uploaded_at",
        "$.files[].hashes[].algorithm": "FileHash: label",
        "$.files[].hashes[].value": "FileHash: value",
        "$.files[].exif[].name": "ReportedFile: details",
        "$.files[].exif[].value": "ReportedFile: details",
        "$.files[].viewed_by_provider": "ReportedFile: viewed_by_esp",
        "$.files[].publicly_available": "ReportedFile: publicly_available",
        "$.files[].classification": "ReportedFile: classification",
        "$.files[].annotations[]": "ReportedFile: annotations",
        **_below("$.files[].ip_events[]", _EVENT),
        "$.files[].notes[]": "ReportedFile: additional_info",
        "$.subsequent_to[].reference": "Report: adds_to, or withdraws; IncidentDetail (subsequent_to)",
        "$.subsequent_to[].relation": "Report: adds_to, or withdraws; IncidentDetail (subsequent_to)",
        "$.subsequent_to[].reason": "IncidentDetail (subsequent_to)",
        **_below("$.already_reported[]", _detail("already_reported", "body", "reference", "at")),
        "$.law_enforcement.agency": "LawEnforcement: agency",
        "$.law_enforcement.reference": "LawEnforcement: case_number",
        **_below("$.declaration", _detail("declaration", "made", "name", "at", "text")),
    }
)
