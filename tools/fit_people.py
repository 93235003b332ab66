"""Fits the model that compares people described in reports, and writes it where the installation finds it.

`python tools/fit_people.py FILE.csv`: a set with first_name, surname, dob and postcode_fake, such as Splink's
"historical persons" (Wikidata, CC0). Known clusters are not read. Twenty seconds for ten thousand records.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from waymark.stages.linking.rules.described import FIELDS, PRIOR_OF_PEOPLE
from waymark.stages.linking.rules.people import ID, Person, fit

TO = Path(__file__).resolve().parents[1] / "src" / "waymark" / "stages" / "linking" / "people.json"
_COLUMNS = {"forename": "first_name", "surname": "surname", "born": "dob", "postcode": "postcode_fake"}
# No pair of the set has its names swapped and nothing else, so its chance in one person is ours: 1 in 100.
_SWAPPED = 0.01


def main(path: Path) -> None:
    """Fit, leave out what depends on how often a name occurs in the set itself, and write."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    people: list[Person] = [
        {ID: n, **{ours: line[theirs] or None for ours, theirs in _COLUMNS.items()}}
        for n, line in enumerate(lines)
    ]
    model = fit(people, fields=FIELDS)
    model["probability_two_random_records_match"] = PRIOR_OF_PEOPLE
    model["linker_uid"] = "waymark"
    for comparison in model["comparisons"]:
        for level in comparison["comparison_levels"]:
            level.pop("tf_adjustment_column", None)
            level.pop("tf_adjustment_weight", None)
            if not level.get("is_null_level"):
                level["m_probability"] = round(level.get("m_probability", _SWAPPED), 6)
                level["u_probability"] = round(level["u_probability"], 9)
    origin = (
        f"Fitted by tools/fit_people.py (Splink, expectation maximisation) on {path.name}, {len(people)} records; "
        "clusters not used. m of swapped names is Waymark's own, the set having none."
    )
    TO.write_text(json.dumps({"origin": origin, "model": model}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
