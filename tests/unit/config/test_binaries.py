import pytest

from waymark.config import binaries


class TestExplainFailure:
    @pytest.mark.parametrize(
        ("complaint", "told"),
        [
            (
                "postgres: error while loading shared libraries: libssl.so.3: cannot open shared object file: No such",
                "apt-get install libssl3",
            ),
            ("x: liblz4.so.1: cannot open shared object file: No such file", "apt-get install liblz4-1"),
            ("x: libgssapi_krb5.so.2: cannot open shared object file", "apt-get install libgssapi-krb5-2"),
            ("/lib/libc.so.6: version `GLIBC_2.35' not found (required by postgres)", "glibc 2.35 or newer"),
            ("Illegal instruction\ncore dumped", "does not run here (Illegal instruction)"),
        ],
    )
    def test_says_what_to_do_in_one_line(self, complaint, told):
        explained = binaries.explain_failure(complaint)

        assert told in explained
        assert "DATABASE_URL" in explained
        assert "\n" not in explained


class TestToolEnvironment:
    def test_drops_the_settings_of_other_servers(self, monkeypatch, tmp_path):
        monkeypatch.setenv("PGDATA", "/elsewhere")

        assert "PGDATA" not in binaries.tool_environment(tmp_path / "bin")

    def test_leads_to_the_bundled_libraries_only_where_there_are_some(self, monkeypatch, tmp_path):
        monkeypatch.delenv("LD_LIBRARY_PATH", raising=False)
        (tmp_path / "bundled" / "lib").mkdir(parents=True)

        bundled = binaries.tool_environment(tmp_path / "bundled" / "bin")
        systems = binaries.tool_environment(tmp_path / "system" / "bin")

        assert bundled["LD_LIBRARY_PATH"] == str(tmp_path / "bundled" / "lib")
        assert "LD_LIBRARY_PATH" not in systems
