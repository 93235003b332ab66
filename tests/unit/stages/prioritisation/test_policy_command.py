import json

import pytest
import typer
from typer.testing import CliRunner

from waymark.interfaces.cli import door, policy
from waymark.stages.prioritisation.rules.policy import shipped_policy_text


@pytest.fixture
def run():
    app = typer.Typer()
    policy.register(app)
    return lambda *words: CliRunner().invoke(app, ["policy", "check", *map(str, words)])


@pytest.fixture
def refused_file(tmp_path):
    file = tmp_path / "policy.toml"
    file.write_text(
        shipped_policy_text().replace('"substance_misuse"]', '"suspect_age"]', 1), encoding="utf-8"
    )
    return file


class TestPolicyCheck:
    def test_passes_the_shipped_policy(self, run, tmp_path):
        file = tmp_path / "policy.toml"
        file.write_text(shipped_policy_text(), encoding="utf-8")

        result = run(file)

        assert (result.exit_code, result.stdout) == (0, "")
        assert "may be used" in result.stderr

    def test_says_where_a_policy_is_refused(self, run, refused_file):
        result = run(refused_file)

        assert result.exit_code == 1
        assert "suspect_age" in result.stdout
        assert f"{refused_file.name}:" in result.stdout

    def test_gives_one_object_a_problem_as_json(self, run, refused_file, monkeypatch):
        monkeypatch.setattr(door.OPTIONS, "as_json", True)

        result = run(refused_file)

        (line,) = result.stdout.splitlines()
        assert result.exit_code == 1
        assert set(json.loads(line)) == {"code", "where", "line", "what", "do"}

    def test_is_wrongly_used_without_a_file_that_is_there(self, run, tmp_path):
        assert run(tmp_path / "nowhere.toml").exit_code == 2
