"""Invented providers, with the shape each gives its account identifiers."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple


class Setting(StrEnum):
    """Where an incident takes place, in the format's own words."""

    WEB_PAGE = "webPageIncident"
    EMAIL = "emailIncident"
    NEWSGROUP = "newsgroupIncident"
    CHAT = "chatImIncident"
    GAMING = "onlineGamingIncident"
    CELL_PHONE = "cellPhoneIncident"
    NON_INTERNET = "nonInternetIncident"
    PEER_TO_PEER = "peer2peerIncident"


class Provider(NamedTuple):
    """domain: in .example, which nobody can register (RFC 2606). stem: how its account identifiers begin."""

    name: str
    domain: str
    service: str
    setting: Setting
    stem: str


PROVIDERS: Final = (
    Provider("Examplechat", "examplechat.example", "Examplechat Messenger", Setting.CHAT, "10"),
    Provider("Examplegram", "examplegram.example", "Examplegram Direct", Setting.WEB_PAGE, "17841"),
    Provider("Placeholder Mail", "placeholdermail.example", "Placeholder Mail", Setting.EMAIL, "pm-"),
    Provider("Samplespace", "samplespace.example", "Samplespace Drive", Setting.WEB_PAGE, "ss_"),
    Provider("Mocklantern Games", "mocklantern.example", "Mocklantern Party", Setting.GAMING, "ML"),
    Provider("Fixture Phone", "fixturephone.example", "Fixture Messages", Setting.CELL_PHONE, "fx"),
    Provider("Dummyshare", "dummyshare.example", "Dummyshare Swarm", Setting.PEER_TO_PEER, "ds-"),
    Provider("Mockboard", "mockboard.example", "Mockboard Forums", Setting.NEWSGROUP, "u/"),
    Provider("Testvine", "testvine.example", "Testvine Video", Setting.WEB_PAGE, "tv"),
)


def account_identifier(provider: Provider, serial: int) -> str:
    """The provider's own id for its account of this serial number; two serials never give one id."""
    # Multiplying by an odd number modulo a power of two is one-to-one, and hides the order.
    return f"{provider.stem}{serial * 0x9E3779B1 % 2**40:013d}"
