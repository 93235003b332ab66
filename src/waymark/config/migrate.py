"""`python -m waymark.config.migrate`: bring the database that the environment names to this version, as its owner."""

import os
import sys


def main() -> int:
    """Migrate; returns the exit code. Must be a process of its own: the doors never hold the owner's rights."""
    os.environ["WAYMARK_DATABASE_ROLE"] = "owner"
    os.environ["DJANGO_SETTINGS_MODULE"] = "waymark.config.settings"
    import django

    django.setup()
    from django.db import connection

    from waymark.database.migrating import migrate

    try:
        migrate(say=lambda line: print(line, file=sys.stderr))  # noqa: T201 - a program's own progress
    finally:
        connection.close_pool()  # type: ignore[attr-defined]
    return 0


if __name__ == "__main__":
    sys.exit(main())
