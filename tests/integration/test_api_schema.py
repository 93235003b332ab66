"""The API keeps its own description: whatever is drawn from the schema, and whatever breaks it, against the real door."""

from __future__ import annotations

import json

import pytest
import schemathesis
from django.core.cache import cache
from hypothesis import HealthCheck, settings
from schemathesis import Case, CheckFunction
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.builders import RECEIVED, Held, a_viewer, an_xml_report, receive
from tests.integration.api_programs import a_key
from waymark.config.wsgi import application
from waymark.interfaces.api.urls import written

# All but one: that whatever fits the schema is taken. A word fits that names no period, and a body that asks nothing.
CHECKS: list[CheckFunction] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    ignored_auth,
    unsupported_method,
]

schema = schemathesis.openapi.from_dict(json.loads(written()))
schema.app = application


@pytest.fixture(scope="module")
def key(module_database) -> str:
    viewer = a_viewer("ana", roles=("analyst", "intelligence_desk"))
    for n in range(3):
        receive(
            viewer, Held(an_xml_report(identifier=f"u{n}"), name=f"{n}.xml"), source="ncmec", now=RECEIVED
        )
    return a_key("ana").key


@schema.parametrize()
@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_the_api_keeps_its_description(case: Case, key: str) -> None:
    cache.clear()

    case.call_and_validate(headers={"Authorization": f"Bearer {key}"}, checks=CHECKS)
