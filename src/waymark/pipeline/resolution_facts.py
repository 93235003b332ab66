"""What a pack's confirmed facts say of a resolution: what was asked, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from waymark.stages.attribution.rules.comparing import Answered, Stated
from waymark.stages.intake.queries.packs import PackRecord
from waymark.stages.intake.readers.pack_cover.confirming import Settled, State
from waymark.stages.intake.readers.pack_cover.fields import Named, Subject
from waymark.stages.intake.readers.pack_cover.stating import stated_time
from waymark.stages.intake.readers.pack_cover.values import one_line


def confirmed(pack: PackRecord) -> dict[str, Settled]:
    """A pack's confirmed facts by key."""
    return {key: line.settled for key, line in pack.facts.items() if line.settled.state is State.CONFIRMED}


def numbers_of(facts: Mapping[str, Settled]) -> list[int]:
    """The resolutions that the facts are of, in order."""
    return sorted({each.place.of for each in facts.values() if each.place.subject is Subject.RESOLUTION})


def question_and_answer(facts: Mapping[str, Settled], number: int) -> tuple[Stated, Answered, Settled | None]:
    """The question and the answer of a resolution; and the account that the pack names, if it names one."""

    def of(name: str) -> Settled | None:
        return facts.get(Named(Subject.RESOLUTION, number, name).key)

    account = next(
        (facts[key] for name in ("identifier", "screen_name") for of_ in range(1, 10)
         if (key := Named(Subject.ACCOUNT, of_, name).key) in facts),
        None,
    )  # fmt: skip
    used, repeated = of("used_at"), of("answered_at")
    asked = Stated(
        plain(of("ip_address")),
        port_of(of("port")),
        stated_time(used) if used else None,
        account=plain(account),
        operator=plain(of("operator")),
    )
    about = Stated(
        plain(of("answered_ip")),
        port_of(of("answered_port")),
        stated_time(repeated) if repeated else None,
    )
    answer = Answered(
        about,
        subscriber=plain(of("subscriber_name")),
        installation=plain(of("installation_address")),
        billing=plain(of("billing_address")),
    )
    return asked, answer, account


def written(facts: Mapping[str, Settled], number: int) -> list[str]:
    found = facts.get(Named(Subject.RESOLUTION, number, "ip_address").key)
    return [found.normal, one_line(found.value)] if found else []


def instant(stated: Stated) -> datetime | None:
    return stated.at.instant if stated.at else None


def plain(settled: Settled | None) -> str:
    return (settled.normal or one_line(settled.value)) if settled else ""


def port_of(settled: Settled | None) -> int | None:
    return int(settled.normal) if settled and settled.normal.isdigit() else None
