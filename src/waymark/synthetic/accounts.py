"""What is said of an account and its devices, wherever the account is named."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from waymark.synthetic.markup import leaf, node
from waymark.synthetic.times import spelt

if TYPE_CHECKING:
    from datetime import datetime

    from waymark.synthetic.draws import Draws
    from waymark.synthetic.people import Person

# Identifiers of devices by what they are, besides the IMEI that is one person's on every service.
OTHER_DEVICE_TYPES: Final = ("ICCID", "SSID", "Advertising ID")


def boolean(draws: Draws) -> str:
    """Yes or no, in any of the four spellings that the format allows."""
    return draws.choice(("true", "false", "1", "0"))


def device(identifier: str, draws: Draws, *, at: datetime, kind: str = "IMEI") -> str:
    return node(
        "deviceId",
        leaf("idType", kind),
        leaf("idValue", identifier),
        leaf("eventName", draws.choice(("Login", "Upload"))) if draws.optional(0.5) else "",
        leaf("dateTime", spelt(at, draws)) if draws.optional(0.5) else "",
    )


def devices(holder: Person, draws: Draws, *, at: datetime) -> str:
    own = device(holder.device, draws, at=at) if "device" in holder.stated or draws.full else ""
    if not draws.optional(0.1):
        return own
    kind = draws.choice(OTHER_DEVICE_TYPES)
    return own + device(_device_value(kind, draws), draws, at=at, kind=kind)


def _device_value(kind: str, draws: Draws) -> str:
    match kind:
        case "ICCID":
            # 89 is telecommunications; 999 is no country's calling code.
            return f"89999{draws.randrange(10**14):014d}"
        case "SSID":
            return f"invented-wifi-{draws.randrange(10_000):04d}"
        case _:
            return draws.hexadecimal(32)


def disabled(name: str, draws: Draws, *, at: datetime) -> str:
    disabled_at = at + timedelta(minutes=draws.randrange(1, 30))
    notified = draws.optional(0.4)
    reenables = name == "accountTemporarilyDisabled" and draws.optional(0.3)
    return leaf(
        name,
        "true",
        disabledDate=spelt(disabled_at, draws) if draws.optional(0.8) else "",
        userNotified="true" if notified else "false",
        userNotifiedDate=spelt(disabled_at, draws) if notified else "",
        reenabledDate=spelt(disabled_at + timedelta(minutes=20), draws) if reenables else "",
    )
