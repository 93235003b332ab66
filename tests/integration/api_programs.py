"""Programs that ask the API: keys for them, and asking with one."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from django.test import Client

from waymark.access.keys.operations import MadeKey, make_key
from waymark.access.keys.rules import Scope
from waymark.access.operations import SYSTEM
from waymark.access.viewing import acting

FIGURES = "/api/v1/figures/"


def a_key(
    username: str,
    *,
    days: int = 30,
    scopes: tuple[Scope, ...] = (Scope.FIGURES,),
    now: datetime | None = None,
):
    """A key for an officer, made by the installation."""
    made: MadeKey
    with acting(SYSTEM):
        made = make_key(
            username=username,
            program="weekly figures, analyst's desk",
            days=days,
            scopes=scopes,
            actor=SYSTEM,
            now=now or datetime.now(UTC),
        )
    return made


class Program:
    """A program with a key, or without one."""

    def __init__(self, key: str = "", **more: str) -> None:
        self.client = Client(SERVER_NAME="localhost", raise_request_exception=False)
        self.headers = {**({"Authorization": f"Bearer {key}"} if key else {}), **more}

    def get(self, name: str, *, at: str = FIGURES, **asked: Any):
        return self.client.get(f"{at}{name}", asked, headers=self.headers)

    def post(self, name: str, body: object, **more: Any):
        given = body if isinstance(body, str | bytes) else json.dumps(body)
        more = {"content_type": "application/json", **more}
        return self.client.post(f"{FIGURES}{name}", given, headers=self.headers, **more)


def problem_of(response) -> dict[str, Any]:
    """What went wrong, which is said in no other form."""
    assert response["Content-Type"] == "application/problem+json", response.content[:300]
    said: dict[str, Any] = response.json()
    assert set(said) == {"type", "title", "status", "detail", "code"}
    assert said["status"] == response.status_code
    return said
