"""A package that is written and read back gives the same facts, whatever they say."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.referrals.packaging import (
    Package,
    PackagedAnswer,
    PackagedAssessment,
    PackagedReport,
    PackagedVerdict,
    write_package,
)
from waymark.referrals.types import (
    Addition,
    DocumentKind,
    IPCaptureEvent,
    KeptRaw,
    Party,
    Read,
    Report,
    ReportedFile,
)
from waymark.stages.intake.readers.json_documents import load
from waymark.stages.intake.readers.json_taking import leaves
from waymark.stages.intake.readers.ours.package import read
from waymark.stages.intake.readers.ours.package_schema import SCHEMA_OF_PACKAGE
from waymark.stages.intake.readers.schema_faults import faults_in

TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=12)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
for kind in (str, datetime, int):
    st.register_type_strategy(kind, {str: TEXT, datetime: MOMENTS, int: st.integers(0, 65_535)}[kind])
FACTS = st.one_of(*(st.from_type(kind) for kind in (Party, IPCaptureEvent, ReportedFile, Addition, KeptRaw)))


@st.composite
def packages(draw):
    reports = tuple(
        PackagedReport(
            f"RPT-{n}",
            (*draw(st.lists(FACTS, max_size=3)), draw(st.from_type(Report))),
            source=draw(TEXT),
            received_at=draw(st.none() | MOMENTS),
            sha256="00" * 32,
        )
        for n in range(draw(st.integers(1, 2)))
    )
    return Package("DIS-1", draw(MOMENTS), "E23000036", "Example", "REF-1", reports, notes=("one",))


class TestPackage:
    @settings(max_examples=25, deadline=None)
    @given(package=packages())
    def test_gives_back_the_facts_that_were_put_in(self, package):
        facts = list(read(io.BytesIO(write_package(package))))

        ours = [fact for fact in facts if not (isinstance(fact, Addition) and fact.by == "Example")]
        assert ours == [fact for report in package.reports for fact in report.facts]

    @settings(max_examples=10, deadline=None)
    @given(package=packages())
    def test_keeps_to_its_schema(self, package):
        assert faults_in(json.loads(write_package(package)), SCHEMA_OF_PACKAGE) == []

    @settings(max_examples=10, deadline=None)
    @given(package=packages())
    def test_names_each_leaf(self, package):
        content = write_package(package)

        named = {
            fact.path for fact in read(io.BytesIO(content), trace=True) if isinstance(fact, Read | KeptRaw)
        }

        assert {path for path, _ in leaves("$", load(io.BytesIO(content)))} <= named

    @settings(max_examples=5, deadline=None)
    @given(package=packages())
    def test_is_the_same_bytes_each_time(self, package):
        assert write_package(package) == write_package(replace(package))


class TestWhatTheSenderMade:
    def test_is_an_addition_by_that_force_and_a_grade_where_the_report_has_none(self):
        head = Report(DocumentKind.REPORT, handling_code="P")
        package = Package(
            "DIS-1",
            datetime(2026, 11, 20, tzinfo=UTC),
            "E23000036",
            "Example Constabulary",
            "REF-1",
            (PackagedReport("RPT-1", (head,)),),
            source_grade="1A",
            handling_code="C",
            verdicts=(PackagedVerdict("RPT-1", 1, resolvability="needs_port", reasons=("shared",)),),
            assessment=PackagedAssessment(
                "high", answers=(PackagedAnswer("child_at_address", "unknown", "not checked"),)
            ),
        )

        *said, got = read(io.BytesIO(write_package(package)))

        assert isinstance(got, Report)
        assert (got.source_grade, got.handling_code) == ("1A", "P")
        assert Addition("Example Constabulary", "verdict", "resolvability", "needs_port", "event 1") in said
        assert Addition("Example Constabulary", "assessment", "level", "high") in said
        assert (
            Addition("Example Constabulary", "assessment", "child_at_address", "unknown", "not checked")
            in said
        )
