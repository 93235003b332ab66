"""Signals as JSON, for the one column that holds them."""

from __future__ import annotations

import json
from typing import Any

from waymark.stages.prioritisation.rules.signals import Signal, Signals


def signals_to_json(signals: Signals) -> dict[str, Any]:
    """Leave out what is absent; the reader below puts it back."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in signals._asdict().items()
        if value
    }


def signals_from_json(text: str) -> Signals:
    """Read signals back from the column, which Django's connections give as text."""
    value = json.loads(text)
    return Signals(
        **{
            **value,
            "child": tuple(Signal(name) for name in value.get("child", ())),
            "facts": tuple(value.get("facts", ())),
        }
    )
