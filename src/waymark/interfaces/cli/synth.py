"""`waymark synth`: invented deliveries in the real formats."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from waymark.interfaces.cli import door


def register(app: typer.Typer) -> None:
    @app.command()
    def synth(
        referrals: Annotated[int, typer.Option(min=1, help="How many accounts are reported.")],
        out: Annotated[Path, typer.Option(help="A folder that does not exist yet.")],
        seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 1,
        profile: Annotated[str, typer.Option(help="desk, national, viral, giant or bench.")] = "desk",
        until: Annotated[
            datetime | None, typer.Option(help="The newest receipt, in UTC; now if not given.")
        ] = None,
    ) -> None:
        """Write invented reports, and the invented reference data they need, under OUT."""
        with door.refusing():
            _synth(referrals, out, seed, profile, until)


def _synth(referrals: int, out: Path, seed: int, profile: str, until: datetime | None) -> None:
    from datetime import UTC

    from waymark.synthetic.profiles import PROFILES
    from waymark.synthetic.writing import write

    if profile not in PROFILES:
        door.say(f"No profile is called {profile!r}: use one of {', '.join(PROFILES)}")
        raise typer.Exit(door.WRONG_USAGE)
    newest = until.replace(tzinfo=UTC) if until else door.now().replace(minute=0, second=0, microsecond=0)
    count = 0
    for path in write(out, PROFILES[profile], referrals=referrals, seed=seed, until=newest):
        count += 1
        if door.OPTIONS.as_json:
            door.answer({"path": str(path)})
    door.say(f"{count} files under {out}: all invented")
