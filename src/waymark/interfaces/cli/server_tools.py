"""PostgreSQL's own tools, run as the database's owner or as the role that a URL names."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from waymark.errors import WaymarkError


class OwnerNotGiven(WaymarkError):
    """The owner's login is not in the environment."""

    def __init__(self) -> None:
        super().__init__(
            "This needs the database's owner: "
            "set WAYMARK_DATABASE_URL_OWNER to its URL for this command alone"
        )


class ToolFailed(WaymarkError):
    """PostgreSQL's own tool did not do its work."""

    def __init__(self, tool: str, what: str) -> None:
        super().__init__(f"{tool} failed: {what.strip()[-600:]}")


def tool_path(name: str) -> str:
    folder = os.environ.get("WAYMARK_PG_BIN")
    return str(Path(folder) / name) if folder else name


def environment_of(url: str, **more: str) -> dict[str, str]:
    """What libpq's own tools are told of a database: its URL as variables, and the bundled libraries."""
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    told = {
        "PGHOST": query.get("host") or parts.hostname or "",
        "PGPORT": str(query.get("port") or parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.lstrip("/")),
        "PGSSLMODE": query.get("sslmode", ""),
        **more,
    }
    if folder := os.environ.get("WAYMARK_PG_BIN"):
        told["LD_LIBRARY_PATH"] = str(Path(folder).parent / "lib")
    return {**os.environ, **{key: value for key, value in told.items() if value}}


def owner_url() -> str:
    url = os.environ.get("WAYMARK_DATABASE_URL_OWNER")
    if not url:
        raise OwnerNotGiven
    return url


def run_tool(tool: str, arguments: list[str], **more: str) -> None:
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own tools
        [tool_path(tool), *arguments],
        env=environment_of(owner_url(), **more),
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise ToolFailed(tool, without_values(done.stderr))


def without_values(said: str) -> str:
    """PostgreSQL's errors without the lines that quote rows."""
    return "\n".join(
        line for line in said.splitlines() if not line.startswith(("DETAIL:", "CONTEXT:", "LINE "))
    )
