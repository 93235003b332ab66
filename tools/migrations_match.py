"""Do the models match the migrations? Asked on a database of its own, as the owner."""

import os
import subprocess
import sys

from waymark.config import embedded


def main() -> int:
    """Return Django's own answer: 0 when no migration is missing."""
    with embedded.temporary() as database:
        environment = {
            **os.environ,
            **{f"WAYMARK_DATABASE_URL_{role.upper()}": url for role, url in database.urls.items()},
            "WAYMARK_EMBEDDED": "1",
            "WAYMARK_DATABASE_ROLE": "owner",
            "DJANGO_SETTINGS_MODULE": "waymark.config.settings",
        }
        environment.pop("DATABASE_URL", None)
        done = subprocess.run(
            [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"],
            env=environment,
            check=False,
        )
        return done.returncode


if __name__ == "__main__":
    sys.exit(main())
