"""Grade, handling code and marking leave with each fact by whichever door: the doors are read from the code."""

from __future__ import annotations

import ast
import csv
import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest

import waymark
from tests.builders import Held, a_viewer, an_xml_report, receive
from tests.integration.test_disseminations import HANDLED, HERE, proposed, some_places
from tests.integration.test_packs import LETTER, NOW, a_mail, begin, confirm_all, enter, rows, said
from waymark.access.viewing import acting
from waymark.interfaces.cli.enquiries import _line
from waymark.interfaces.cli.show import _referral, _report
from waymark.interfaces.web.schedule_files import as_csv, as_pdf
from waymark.pipeline import disseminating, packs
from waymark.referrals.gradings import Grade, grade_of, gradings_in
from waymark.referrals.types import Party, Report
from waymark.stages.attribution.operations.enquiring import draft_enquiry
from waymark.stages.attribution.queries.enquiries import enquiry
from waymark.stages.attribution.rules.enquiries import Purpose, Route
from waymark.stages.attribution.rules.states import EnquiryKind
from waymark.stages.casework.queries.exports import referral_as_csv
from waymark.stages.casework.readers.envelopes import open_package
from waymark.stages.intake.readers.ours.package import read
from waymark.stages.intake.readers.pack_cover.confirming import Graded
from waymark.stages.statistics.queries.reporting import report_on
from waymark.stages.statistics.rules.periods import parse_period
from waymark.stages.statistics.rules.report_files import as_zip

SOURCE = Path(waymark.__file__).parent
# Every function that lets something out as a file, and whether single facts of reports are in it.
WITH_FACTS = {
    "interfaces.web.views.enquiries.schedule",
    "interfaces.web.views.disseminations.file",
    "interfaces.cli.export._export",
    "pipeline.disseminating.write_file",
}
WITHOUT_FACTS = {
    "interfaces.web.views.my_calendar.feed": "references and days",
    "interfaces.web.views.statistics.files": "counts",
    "interfaces.cli.statistics_report._write": "counts",
    "interfaces.cli.statistics_prevention._write": "figures that are safe to print",
    "interfaces.web.views.statistics_people.sheet": "figures that are safe to print",
    "interfaces.web.views.policies.file": "a policy",
    "interfaces.cli.audit._checkpoint": "a digest",
    "interfaces.cli.audit._export": "the ledger: references, not facts",
    "interfaces.jobs.digests.send_mail": "references",
    "interfaces.jobs.telling.send_digests_of": "references",
    "interfaces.cli.backups.backup_to": "the record itself, grades and all",
    "interfaces.cli.demonstration._write_packs": "invented packs",
    "interfaces.cli.demonstration._receive_one_man": "invented reports",
    "interfaces.web.views.reference._load": "reference data that came in",
    "interfaces.api.door._in_json": "figures and problems",
    "interfaces.api.publishing._file": "counts, and figures that are safe to print",
    "interfaces.api.publishing.pack_report": "counts",
    "interfaces.api.urls.describe": "the description of the API",
}
_LETS_OUT = {"write_bytes", "write_text", "write_named", "send_message", "send_mail"}
OF_THE_PACK = ("1A P", "P", "", "OFFICIAL-SENSITIVE")
ITS_OWN = ("3D C", "C", "", "OFFICIAL-SENSITIVE")


def ways_out() -> set[str]:
    found = set()
    for path in [*SOURCE.glob("interfaces/**/*.py"), *SOURCE.glob("pipeline/*.py")]:
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef) and any(map(_lets_out, ast.walk(function))):
                found.add(f"{module}.{function.name}")
    return found


def _lets_out(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg == "content_type" and "text/html" not in ast.unparse(node.value)
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func).split(".")[-1]
    writes = any(
        isinstance(each, ast.Constant) and each.value in {"w", "wb", "x", "xb"} for each in node.args
    )
    return called in _LETS_OUT or (called == "open" and writes)


@pytest.fixture(scope="module")
def entered(module_database, tmp_path_factory):
    """A pack whose suspect's name has a grade and code of its own, as (viewer, report, referral)."""
    from django.conf import settings

    before, settings.SIGNING_KEY = settings.SIGNING_KEY, tmp_path_factory.mktemp("key") / "own.pem"
    some_places()
    desk = a_viewer("desk", desk=HERE)
    body = LETTER.replace(
        "Action required", "Child: Pat Example\nAge: 9\nAddress: 3 Made St, XA2 1AA\n\nAction required"
    )
    reference = begin(desk, a_mail(body))
    confirm_all(desk, reference)
    own = said("person.1.name.1", "Jo Example", graded=Graded(source_grade="3D C", handling_code="C"))
    with acting(desk):
        version = packs.draft(desk, reference, now=NOW).pack.version
        packs.save_draft(desk, reference, [own], version=version, now=NOW)
    report = enter(desk, reference)
    ((referral,),) = rows(desk, "select reference from referral")
    yield desk, report, referral
    settings.SIGNING_KEY = before


@pytest.fixture(scope="module")
def asked(entered):
    """An enquiry about the event of that pack."""
    desk, report, referral = entered
    ((report_id, ordinal),) = rows(
        desk,
        "select report_id, ordinal from ip_capture where report_id = (select id from report where reference = %s)",
        report,
    )
    with acting(desk):
        reference = draft_enquiry(
            viewer=desk,
            referral=referral,
            kind=EnquiryKind.COMMUNICATIONS_DATA,
            route=Route.S60A,
            purpose=Purpose.IDENTIFY_SUSPECT,
            necessity="To find out who used it",
            picks=[f"{report_id}.{ordinal}"],
            now=NOW,
        )
        return enquiry(desk, reference, now=NOW)


class TestTheDoors:
    def test_are_all_known_here_and_each_says_whether_facts_leave_by_it(self):
        assert ways_out() == WITH_FACTS | set(WITHOUT_FACTS)


class TestGradeCodeAndMarking:
    def test_go_with_each_statement_of_the_csv(self, entered):
        desk, _, referral = entered

        with acting(desk):
            taken = referral_as_csv(desk, referral, now=NOW).decode("utf-8-sig")

        found = {
            (row["fact"], row["ordinal"]): tuple(
                row[name] for name in ("source_grade", "handling_code", "marking")
            )
            for row in csv.DictReader(io.StringIO(taken))
        }
        assert found["party", "1"] == ("3D C", "C", "OFFICIAL-SENSITIVE")
        assert found["ip_capture_event", "1"] == ("1A P", "P", "OFFICIAL-SENSITIVE")

    def test_go_with_each_line_of_a_schedule_as_csv(self, asked):
        (row,) = csv.DictReader(io.StringIO(as_csv(asked)))

        assert tuple(
            row[name] for name in ("source_grade", "handling_code", "handling_conditions", "marking")
        ) == (OF_THE_PACK)

    def test_go_with_each_line_of_a_schedule_as_pdf(self, asked):
        page = pypdf.PdfReader(io.BytesIO(as_pdf(asked, now=NOW))).pages[0].extract_text()

        told = " ".join(page.split())
        assert "grade 1A P; code P" in told
        assert told.count("OFFICIAL-SENSITIVE") == 2

    def test_go_with_each_line_of_an_enquiry_by_command(self, asked):
        line = _line(asked, 0)

        assert (line["source_grade"], line["handling_code"], line["marking"]) == (
            "1A P",
            "P",
            "OFFICIAL-SENSITIVE",
        )

    def test_go_with_each_fact_that_is_shown_as_json(self, entered):
        desk, report, referral = entered

        with acting(desk):
            whole, one = _referral(desk, referral), _report(desk, report)

        by_name = {each["party"]["first_name"]: tuple(each["use"]) for each in whole["parties"]}
        assert (by_name["Jo"], by_name["Pat"]) == (ITS_OWN, OF_THE_PACK)
        assert {tuple(each["use"]) for each in one["said"]["parties"]} == {ITS_OWN, OF_THE_PACK}
        assert [tuple(each["use"]) for each in (*whole["events"], *one["events"])] == [OF_THE_PACK] * 2
        assert tuple(one["use"]) == OF_THE_PACK

    def test_go_with_each_place_and_each_piece_of_a_links_evidence_as_json(self, entered):
        desk, report, referral = entered
        receive(
            desk,
            Held(
                an_xml_report(
                    identifier="u9", service="A", events=[("198.51.100.23", "2026-10-12T21:15:00Z", 50233)]
                )
            ),
        )

        with acting(desk):
            shown = _referral(desk, referral)

        assert shown["places"]
        assert {each["uses"] for each in shown["places"]} == {(Grade(*OF_THE_PACK), Grade(*ITS_OWN))}
        (link,) = shown["links"]
        (address,) = [each for each in link["evidence"] if each["kind"] == "ip"]
        by_report = {each["report"]: each["uses"] for each in address["stated_in"]}
        assert len(by_report) == 2
        assert by_report[report] == (Grade(*OF_THE_PACK), Grade(*ITS_OWN))

    def test_go_with_each_fact_of_a_package_and_into_its_summary(self, entered):
        desk, _, referral = entered
        (found, *_) = proposed(desk, referral)
        with acting(desk):
            content = disseminating.send_dissemination(
                desk, found.reference, handling=HANDLED, asked="Make safe", now=NOW + timedelta(hours=1)
            ).content

        opened = open_package(content)
        *facts, head = read(io.BytesIO(opened.members["package.json"]))
        page = " ".join(
            each.extract_text() for each in pypdf.PdfReader(io.BytesIO(opened.members["summary.pdf"])).pages
        )
        gradings = gradings_in(facts)
        assert isinstance(head, Report)
        by_name = {
            each.first_name: grade_of(each, head, gradings) for each in facts if isinstance(each, Party)
        }
        assert (tuple(by_name["Jo"]), tuple(by_name["Pat"])) == (ITS_OWN, OF_THE_PACK)
        assert "3D C" in page


class TestTheReportOfFigures:
    def test_holds_no_fact_of_a_report(self, entered):
        desk, _, _ = entered

        with acting(desk):
            files = as_zip(report_on(desk, parse_period("2026-11"), as_at=None, publish=False, now=NOW))

        with zipfile.ZipFile(io.BytesIO(files)) as opened:
            held = b"".join(opened.read(name) for name in opened.namelist() if not name.endswith(".pdf"))
        assert held
        assert not [
            word for word in (b"Mary", b"198.51.100.23", b"Example Street", b"Pat Example") if word in held
        ]
