"""Research: one sheet of looks is recorded, put beside the checks done elsewhere, and the referral assessed anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from waymark.access.rules import Viewer
from waymark.pipeline.deciding import assess_again
from waymark.referrals.operations.referring import standing_referral
from waymark.stages.linking.operations.checking import record_check
from waymark.stages.linking.rules.asking import CheckedSystem, CheckResult
from waymark.stages.prioritisation.operations.clocking import run_clocks
from waymark.stages.prioritisation.operations.researching import record_looks
from waymark.stages.prioritisation.rules.checking import Look, Outcome
from waymark.stages.prioritisation.rules.deciding import Cause
from waymark.stages.prioritisation.rules.facts import CheckName
from waymark.stages.prioritisation.rules.placing import Assessed

# A look at one of these is also a check done elsewhere, which the page of other desks prompts for until it is done.
_ELSEWHERE: Mapping[CheckName, CheckedSystem] = {
    CheckName.PND: CheckedSystem.PND,
    CheckName.PNC: CheckedSystem.PNC,
    CheckName.LOCAL_RECORDS: CheckedSystem.LOCAL,
}
_RESULTS: Mapping[Outcome, CheckResult] = {
    Outcome.NOTHING: CheckResult.NOTHING,
    Outcome.SOMETHING: CheckResult.SOMETHING,
    Outcome.COULD_NOT: CheckResult.NOT_POSSIBLE,
}


def research(
    viewer: Viewer, reference: str, looks: Sequence[Look], *, uprn: str = "", checker: str = "", now: datetime
) -> Assessed:
    """Record a sheet of looks about a referral and put it in its new place. In the caller's transaction.

    Raises NotPermitted, NothingByThatReference, and as `record_looks`.
    """
    referral = standing_referral(viewer, reference)
    record_looks(referral, looks, uprn=uprn, checker=checker, viewer=viewer, now=now)
    for look in looks:
        system = _ELSEWHERE.get(look.check)
        if system is not None:
            record_check(
                viewer,
                referral.reference,
                system=system,
                result=_RESULTS[look.outcome],
                done_on=look.done_at.date(),
                note=f"Research sheet: {look.checker}{f', search {look.log}' if look.log else ''}",
                now=now,
            )
    run_clocks([referral], viewer=viewer, now=now)
    return assess_again(viewer, referral.reference, now=now, cause=Cause.ANSWER)
