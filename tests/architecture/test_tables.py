"""Each table is written by the part of Waymark that it belongs to, and models point backwards only."""

from __future__ import annotations

import ast
import re

from tests.architecture.sources import Module, modules, name_of

# A table is named in SQL after these words. `making` temporary twins is `database.copying`'s own business.
_WRITTEN = re.compile(
    r"\b(?:insert into|update|delete from|truncate|merge into)\s+(?:only\s+)?\"?([a-z_]+)\"?"
)
_SQL = re.compile(r"\b(?:insert into|delete from|update\s+\S+(?:\s+\S+)?\s+set|truncate|merge into)\b")
_OF_MODELS = re.compile(r"\.models(?:\.\w+)?$")
_READ = re.compile(r"\b(?:from|join)\s+\"?([a-z_]+)\"?")

# Tables of an earlier stage that a later one reads with SQL of its own; every other goes through its queries.
READ_BY_LATER_STAGES: dict[str, set[str]] = {}


def owners() -> dict[str, str]:
    """Every table of ours with the package that it belongs to, from the models' own words."""
    found = {"officer_desks": "access"}
    for module in modules():
        if _OF_MODELS.search(module.name):
            package = _OF_MODELS.sub("", module.name).removeprefix("waymark.")
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "db_table":
                    found[ast.literal_eval(node.value)] = package
    return found


OWNERS = owners()


def written_by(module: Module) -> set[str]:
    """Tables that a module names in SQL that writes, or to `Table`, which batches are written to."""
    tables = {name for text in module.texts() if _SQL.search(text) for name in _WRITTEN.findall(text)}
    tables |= {
        ast.literal_eval(call.args[0])
        for call in module.calls()
        if name_of(call) == "Table" and isinstance(call.args[0], ast.Constant)
    }
    return tables & OWNERS.keys()


def package_of(module: Module) -> str:
    parts = module.name.removeprefix("waymark.").split(".")
    return ".".join(parts[:2]) if parts[0] == "stages" else parts[0]


class TestEveryTable:
    def test_is_known_to_these_tests_with_its_owner(self):
        assert OWNERS["delivery"] == "stages.intake"
        assert len(OWNERS) > 30

    def test_is_written_by_its_own_package_alone(self):
        strangers = {
            (module.name, name)
            for module in modules()
            if ".migrations" not in module.name
            for name in written_by(module)
            if OWNERS[name] != package_of(module)
        }

        assert strangers == set()

    def test_is_written_by_operations_alone(self):
        elsewhere = {
            module.name
            for module in modules()
            if written_by(module) and not {"operations", "migrations"} & set(module.name.split("."))
        }

        assert elsewhere == {"waymark.audit.ledger"}

    def test_of_a_stage_is_read_by_another_stage_only_where_it_comes_later(self):
        order = [
            "stages.intake",
            "stages.linking",
            "stages.attribution",
            "stages.prioritisation",
            "stages.assignment",
        ]
        backwards = {
            (module.name, name)
            for module in modules()
            if package_of(module) in order
            for text in module.texts()
            for name in _READ.findall(text)
            if OWNERS.get(name) in order
            and order.index(OWNERS[name]) != order.index(package_of(module))
            and name not in READ_BY_LATER_STAGES.get(module.name, ())
        }

        assert backwards == set()


def models() -> list[tuple[Module, ast.ClassDef]]:
    return [
        (module, node)
        for module in modules()
        if _OF_MODELS.search(module.name)
        for node in module.tree.body
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base) in {"models.Model", "AbstractBaseUser"} for base in node.bases)
    ]


class TestEveryModel:
    def test_says_how_its_rows_end(self):
        """In its own words, or its module's where all of them end together."""
        silent = [
            node.name
            for module, node in models()
            if "Ends:" not in f"{ast.get_docstring(node)}{ast.get_docstring(module.tree)}"
        ]

        assert silent == []

    def test_names_no_other_model_by_a_text_which_could_be_of_a_later_stage(self):
        named = {
            (node.name, ast.unparse(call.args[0]))
            for _, node in models()
            for call in ast.walk(node)
            if isinstance(call, ast.Call)
            and name_of(call).endswith(("ForeignKey", "OneToOneField", "ManyToManyField"))
            and isinstance(call.args[0], ast.Constant)
            and call.args[0].value != "self"
        }

        assert named == set()

    def test_of_a_stage_is_imported_by_no_other_stage(self):
        foreign = {
            (module.name, name)
            for module in modules()
            if module.name.startswith("waymark.stages.") and ".migrations" not in module.name
            for name in module.imports()
            if re.match(r"waymark\.stages\.\w+\.models", name)
            and not name.startswith(f"waymark.{package_of(module)}.")
        }

        assert foreign == set()

    def test_protects_what_points_to_it(self):
        loose = {
            (node.name, ast.unparse(call))
            for module, node in models()
            # A version of reference data goes whole; no row of it is part of the record.
            if module.name != "waymark.reference.models"
            for call in ast.walk(node)
            if isinstance(call, ast.Call)
            and name_of(call).endswith(("ForeignKey", "OneToOneField"))
            and ast.unparse(call.args[1]) != "models.PROTECT"
        }

        assert loose == set()
