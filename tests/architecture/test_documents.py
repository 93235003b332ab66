"""The documents say what the code does: commands, modules, variables, parts, and every generated page."""

from tests.conftest import begin

begin()

import importlib  # noqa: E402
import re  # noqa: E402
import shlex  # noqa: E402
from pathlib import Path  # noqa: E402

import typer  # noqa: E402

from tools import reference_docs  # noqa: E402
from waymark.interfaces.cli.app import build  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
ADRS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
HOW_TO = sorted((ROOT / "docs" / "how-to").glob("*.md"))
WRITTEN = [
    *sorted(ROOT.glob("*.md")),
    ROOT / "docs" / "api.md",
    *ADRS,
    ROOT / "docs" / "adr" / "README.md",
    *HOW_TO,
]
COMMON_OPTIONS = {"--json", "--as", "--version", "--help"}
# Set by Waymark for itself and its children, or by the tests; nobody else sets them.
OWN_VARIABLES = {
    "WAYMARK_EMBEDDED",
    "WAYMARK_DOOR",
    "WAYMARK_PG_BIN",
    "WAYMARK_TEST_STATE",
}
# The words that are counted or named in every other document.
GLOSSARY_WORDS = {
    "delivery", "report", "referral", "bundle", "link", "judgement", "enquiry", "dissemination", "case",
    "crime", "reporting ESP", "reporter", "account", "suspect", "victim", "IP capture event", "exhibit",
    "force", "officer", "subscriber", "intended recipient",
}  # fmt: skip


def text_of(path):
    return path.read_text(encoding="utf-8")


def commands_in(text):
    """Every `waymark ...` of a text, in code marks or on a line of code of its own."""
    marked = re.findall(r"`(waymark [^`]+)`", text)
    lines = re.findall(r"^ {4,}(?:[A-Z_]+=\S+ )*(waymark [^#\n]+)", text, re.MULTILINE)
    return [*marked, *lines]


def wrong_with(command_line):
    """What the command line itself does not know of a command that a document names; empty if nothing."""
    command = typer.main.get_command(build())
    words = iter(shlex.split(command_line.replace("...", ""))[1:])
    for word in words:
        if word == "--as":
            next(words)
        elif word.startswith("--"):
            known = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
            if word not in known | COMMON_OPTIONS:
                return f"{command_line}: no option {word}"
        elif inner := getattr(command, "commands", {}):
            if word not in inner:
                return f"{command_line}: no command {word}"
            command = inner[word]
    return ""


def is_there(dotted):
    """Whether a dotted name below `waymark` is a module, or something that a module holds."""
    module, _, name = f"waymark.{dotted}".rpartition(".")
    try:
        return bool(importlib.import_module(f"{module}.{name}"))
    except ImportError:
        return hasattr(importlib.import_module(module), name)


class TestCommandsInDocuments:
    def test_exist_with_their_options(self):
        named = [(path.name, each) for path in WRITTEN for each in commands_in(text_of(path))]

        wrong = [f"{name}: {problem}" for name, each in named if (problem := wrong_with(each))]

        assert len(named) > 30
        assert wrong == []

    def test_are_all_in_the_readme(self):
        told = {shlex.split(each)[1] for each in commands_in(text_of(ROOT / "README.md"))}

        assert set(getattr(typer.main.get_command(build()), "commands", {})) <= told

    def test_of_make_exist(self):
        targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))

        named = {each for path in WRITTEN for each in re.findall(r"`make ([a-z]+)`", text_of(path))}

        assert named >= {"run", "test", "check"}
        assert named <= targets


class TestArchitecture:
    TEXT = text_of(ROOT / "ARCHITECTURE.md")

    def test_names_modules_that_exist(self):
        rooms = "|".join(path.stem for path in (ROOT / "src" / "waymark").iterdir() if path.stem[0] != "_")
        named = set(re.findall(rf"`((?:{rooms})\.[\w.]+)`", self.TEXT))

        assert len(named) > 20
        assert [each for each in sorted(named) if not is_there(each)] == []

    def test_names_files_that_exist(self):
        named = re.findall(r"`((?:src|tests|docs|tools)/[\w./-]+)`", self.TEXT)

        assert [each for each in named if not (ROOT / each).exists()] == []

    def test_draws_every_layer(self):
        picture = self.TEXT.split("```")[1]
        rooms = {path.stem for path in (ROOT / "src" / "waymark").iterdir() if path.stem[0] not in "_."}

        assert [each for each in sorted(rooms) if each not in picture] == []


class TestDecisions:
    def test_are_numbered_without_a_gap(self):
        assert [path.name[:4] for path in ADRS] == [f"{n:04}" for n in range(1, len(ADRS) + 1)]

    def test_have_a_status_and_the_three_parts_in_order(self):
        shape = re.compile(
            r"^# \d{4} [^\n]+\n\nStatus: (accepted|superseded by \[\d{4}\]\([^)]+\)), \d{4}-\d\d-\d\d\n"
            r".*^## Context\n.*^## Decision\n.*^## Consequences\n",
            re.DOTALL | re.MULTILINE,
        )

        assert [path.name for path in ADRS if not shape.match(text_of(path))] == []

    def test_stand_in_the_list_under_their_titles(self):
        listed = text_of(ROOT / "docs" / "adr" / "README.md")

        missing = [
            path.name
            for path in ADRS
            if f"- [{text_of(path).splitlines()[0].removeprefix('# ')}]({path.name})" not in listed
        ]

        assert missing == []


class TestGlossary:
    WORDS = [
        word.strip()
        for cell in re.findall(r"^\| ([^|]+) \|", text_of(ROOT / "GLOSSARY.md"), re.MULTILINE)
        if cell not in {"word", "---"}
        for word in cell.split(",")
    ]

    def test_has_every_word_that_other_documents_rest_on(self):
        assert GLOSSARY_WORDS - set(self.WORDS) == set()

    def test_has_each_word_once(self):
        assert sorted(self.WORDS) == sorted(set(self.WORDS))


class TestLicences:
    def test_name_every_part_that_is_pinned(self):
        told = set(re.findall(r"`([@\w./-]+)`", text_of(ROOT / "LICENCES.md")))
        pinned = {
            name
            for file in ROOT.glob("requirements*.txt")
            for name in re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==", text_of(file), re.MULTILINE)
        }
        direct = re.findall(r'^    "([^"]+)": "\d', text_of(ROOT / "package.json"), re.MULTILINE)

        assert pinned
        assert direct
        assert (pinned | set(direct)) - told == set()


class TestLinks:
    def test_lead_to_files_that_exist(self):
        broken = [
            f"{path.name}: {target}"
            for path in WRITTEN
            for target in re.findall(r"\]\((?!https?:)([^)#]+)", text_of(path))
            if not (path.parent / target).exists()
        ]

        assert broken == []


class TestFilesInDocuments:
    PLACES = (ROOT, ROOT / "src" / "waymark", ROOT / "src" / "waymark" / "stages" / "intake")

    def test_exist_where_they_are_named(self):
        named = {
            (path.name, each)
            for path in WRITTEN
            for each in re.findall(r"`((?:[\w-]+/)+[\w.-]+\.(?:py|toml|md))`", text_of(path))
        }

        missing = [
            each for each in sorted(named) if not any((place / each[1]).exists() for place in self.PLACES)
        ]

        assert len(named) > 15
        assert missing == []


class TestVariables:
    def test_that_the_code_reads_are_told_to_whoever_runs_it(self):
        asked = re.compile(
            r'environ(?:\.get|\.pop|\.setdefault)?[\[(]\s*"((?:WAYMARK|DATABASE|PORT)[A-Z_]*)"'
        )
        read = {name for path in (ROOT / "src").rglob("*.py") for name in asked.findall(text_of(path))}

        told = text_of(ROOT / "docs" / "how-to" / "run-on-a-server.md")

        assert len(read) > 10
        assert [name for name in sorted(read - OWN_VARIABLES) if name not in told] == []


class TestGeneratedPages:
    def test_are_what_the_code_says_now(self, database):
        assert reference_docs.stale() == [], "run `python tools/reference_docs.py`"
