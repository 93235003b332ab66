import pytest

from waymark.config import start


class TestNeedsDatabase:
    @pytest.mark.parametrize(
        "line",
        [
            "",
            "--help",
            "--version",
            "queue --help",
            "db migrate -h",
            "synth --referrals 10 --seed 1 --out d",
            "policy check p.toml",
            "schema",
            "schema show uk-statutory-report-1",
            "--as synth policy check p.toml",
            "db roles",
            "--show-completion",
        ],
    )
    def test_is_false_for_what_answers_alone(self, line):
        assert not start.needs_database(line.split(), {})

    @pytest.mark.parametrize(
        "line",
        [
            "queue",
            "--json queue",
            "policy replay p.toml",
            "--as synth queue",
            "receive -- --help",
            "db migrate",
        ],
    )
    def test_is_true_for_everything_else(self, line):
        assert start.needs_database(line.split(), {})

    def test_is_false_while_a_shell_completes_a_word(self):
        assert not start.needs_database(["queue"], {"_WAYMARK_COMPLETE": "complete_bash"})


class TestMain:
    def test_says_which_python_it_needs(self, monkeypatch, capsys):
        monkeypatch.setattr("sys.version_info", (3, 9, 2, "final", 0))

        assert start.main() == 2
        assert capsys.readouterr().err == "waymark: Waymark needs Python 3.11 or newer, and this is 3.9.2\n"
