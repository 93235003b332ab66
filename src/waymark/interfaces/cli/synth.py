"""`waymark synth`: invented deliveries in the real formats."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from waymark.interfaces.cli import door

_PROFILES = (
    "desk, national, viral, giant or bench; uk-2016, a year in every format; "
    "or published totals: met-2017-2019, uk-2009-2016, police-recorded-2015-2017."
)


def register(app: typer.Typer) -> None:
    @app.command()
    def synth(
        out: Annotated[Path, typer.Option(help="A folder that does not exist yet.")],
        referrals: Annotated[
            int,
            typer.Option(min=0, help="How many accounts are reported; of uk-2016, reports; 0: as published."),
        ] = 0,
        seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 1,
        profile: Annotated[str, typer.Option(help=_PROFILES)] = "desk",
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
    from waymark.synthetic.published import PUBLISHED
    from waymark.synthetic.writing import write, write_published, write_year
    from waymark.synthetic.year import YEARS

    if profile not in {*PROFILES, *YEARS, *PUBLISHED}:
        door.say(f"No profile is called {profile!r}: use one of {', '.join([*PROFILES, *YEARS, *PUBLISHED])}")
        raise typer.Exit(door.WRONG_USAGE)
    newest = until.replace(tzinfo=UTC) if until else door.now().replace(minute=0, second=0, microsecond=0)
    if profile in PUBLISHED:
        paths = write_published(out, profile, referrals=referrals, seed=seed)
    elif profile in YEARS:
        paths = write_year(out, profile, reports=referrals, seed=seed, until=newest)
    else:
        paths = write(out, PROFILES[profile], referrals=referrals, seed=seed, until=newest)
    count = 0
    for path in paths:
        count += 1
        if door.OPTIONS.as_json:
            door.answer({"path": str(path)})
    door.say(f"{count} files under {out}: all invented")
    if profile in PUBLISHED:
        _say_what_was_published(profile, out)


def _say_what_was_published(profile: str, out: Path) -> None:
    """How to have the totals counted, what they are, and what the published unit was."""
    from waymark.synthetic.published import PUBLISHED, UNITS, split_of

    door.say(
        f"Receive each folder with its source: `waymark receive {out}/deliveries/SOURCE --source SOURCE`. Their "
        f"totals are by the date of the offence: `waymark stats counts --unit report --by {split_of(profile)} "
        "--by source --by-offence-date`"
    )
    for total in PUBLISHED[profile]:
        door.say(f"  {total.source} {total.first} to {total.last}: {total.count:,}")
    door.say(f"What was published: {UNITS[profile]}; of other periods there is nothing here.")
