"""`python -m waymark.config.migrate`: bring the database to this version, as its owner."""

import os
import sys


def say(line: str) -> None:
    """A message for a person."""
    sys.stderr.write(f"waymark: {line}\n")


def main() -> int:
    """Migrate; returns the exit code. Must be a process of its own: no door holds the owner's rights."""
    os.environ["WAYMARK_DATABASE_ROLE"] = "owner"
    os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.config.settings"
    import django

    django.setup()
    from django.db import connection

    from waymark.database.migrating import migrate

    try:
        migrate(say=say)
        if os.environ.get("WAYMARK_EMBEDDED") == "1" and "WAYMARK_TEST_STATE" not in os.environ:
            from waymark.config.first_start import make_local_officer

            if name := make_local_officer():
                say(f"made the local officer {name!r}")
    finally:
        connection.close_pool()  # type: ignore[attr-defined]
    return 0


if __name__ == "__main__":
    sys.exit(main())
