"""The evidence of a link in sentences that an officer can read aloud."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from waymark.referrals.comparable import loose_email_key
from waymark.referrals.identifiers import LINKED_ACCOUNT
from waymark.referrals.screen_names import alias_key
from waymark.stages.linking.rules.comparison import OF_AN_ACCOUNT, Evidence, Relation

SHARED: Mapping[str, str] = {
    "account": "Both name the same account:",
    "email": "Both name the same e-mail address:",
    "email_loose": "Both name e-mail addresses that their provider delivers to one mailbox:",
    "payment": "Both name the same payment account:",
    "report_number": "One names the other's report, or both name the same earlier one, by its number:",
    "phone": "Both name the same telephone number:",
    "handle": "Both name the same screen name, which anybody may choose:",
    "handle_at": "Both name the same screen name on the same service:",
    "alias": "Both name themselves alike, in a screen name or before the @ of an address, as few do:",
    "profile_url": "Both name the same profile address:",
    "device": "Both name the same device:",
    "ip": "Both were seen at the same IP address, which a household or thousands may share:",
    "ip_line": "Both were seen on what is most often one line, by the front half of its IPv6 address:",
    "file_hash": "Both name the same file, by its hash, which many may hold:",
    "person": "Both name a person of the same full name and date of birth:",
    "group": "Both name the same group:",
    "name": "Both name a person of the same full name:",
    "place": "Both name the same address, where a household may live:",
    "person_alike": "Both describe people who may be one, from what the reports say of them:",
    "person_differs": "Against it, the two describe people who differ:",
}
# Kinds of identifiers as an officer calls them, alone in a table or a list.
KINDS: Mapping[str, str] = {
    "account": "account",
    "email": "e-mail address",
    "email_loose": "mailbox, by its provider's rules",
    "payment": "payment account",
    "report_number": "report number",
    "phone": "telephone number",
    "handle": "screen name",
    "handle_at": "screen name on one service",
    "alias": "name that few choose",
    "name": "full name",
    "place": "address",
    "profile_url": "profile address",
    "device": "device",
    "ip": "IP address",
    "ip_line": "line, by the front half of its IPv6 address",
    "file_hash": "file",
    "person": "full name and date of birth",
    "person_alike": "people described alike",
    "person_differs": "people described otherwise",
    "group": "group",
}
# What only these two can share: nobody else has it.
BETWEEN_TWO = ("person_alike", "person_differs")
# Weights in bits, in words: one bit doubles the odds. Ours, so that a number needs no explaining.
_STRENGTHS = ((8.0, "strong"), (4.0, "fair"), (0.0, "weak"))
_SAID = 3  # pieces read aloud; the page has the rest


def sentence(a: str, b: str, relation: Relation, probability: float, evidence: Sequence[Evidence]) -> str:
    """What is proposed of two referrals, by reference, and why: the weightiest pieces first."""
    if relation is Relation.RELATED:
        opening = f"{a} and {b} have to do with each other, through different people."
    else:
        opening = f"{chance(probability).capitalize()} that {a} and {b} are one subject."
    if relation is Relation.ONE_SUBJECT and says_one_account(evidence):
        opening += " It is one account, which perhaps two people used: nothing else says who was at the keys."
    evidence = without_repeats(evidence)
    aloud = [each for n, each in enumerate(evidence) if n < _SAID or each.weight < 0]
    pieces = [_piece(each) for each in aloud]
    more = len(evidence) - len(aloud)
    if more > 0:
        pieces.append(f"And {more} more piece{'s' * (more > 1)} of evidence.")
    return " ".join([opening, *pieces])


def without_repeats(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Evidence without what another piece says better: the mailbox of an address that is shared itself, or the name
    in it, or in a screen name that is.
    """
    addresses = [each.value for each in evidence if each.kind == "email"]
    mailboxes = {loose_email_key(each) for each in addresses}
    said = [
        *addresses,
        *(each.value for each in evidence if each.kind in ("email_loose", "handle", "handle_at")),
    ]
    names = {alias_key(each) for each in said}
    return [
        each
        for each in evidence
        if not (each.kind == "email_loose" and loose_email_key(each.value) in mailboxes)
        and not (each.kind == "alias" and alias_key(each.value) in names)
    ]


def says_one_account(evidence: Sequence[Evidence]) -> bool:
    """Whether all that speaks for one subject is one account and what it is registered with."""
    if any(LINKED_ACCOUNT in each.roles for each in evidence):
        return False
    kinds = {each.kind for each in evidence if each.weight > 0}
    return "account" in kinds and kinds <= {"account", *OF_AN_ACCOUNT}


def chance(probability: float) -> str:
    """A chance in words: never certain, never impossible."""
    if probability > 0.99:  # noqa: PLR2004
        return "more than 99 in 100"
    if probability < 0.01:  # noqa: PLR2004
        return "less than 1 in 100"
    return f"about {probability * 100:.0f} in 100"


def strength(weight: float) -> str:
    """A weight in bits as a word."""
    return next((word for least, word in _STRENGTHS if weight >= least), "speaks against")


def who_else(shared_by: int) -> str:
    others = shared_by - 2
    return f"{others} other referral{'s' * (others > 1)} too" if others > 0 else "no other referral has it"


def _piece(each: Evidence) -> str:
    said = SHARED.get(each.kind, f"Both name the same {each.kind.replace('_', ' ')}:")
    if each.kind == "person_differs":
        return f"{said} {each.value}."
    others = "" if each.kind in BETWEEN_TWO else who_else(each.shared_by)
    roles = dict.fromkeys(role.replace("_", " ") for role in each.roles if role)
    of = f"stated of the {' and of the '.join(roles)}; " if roles else ""
    weighs = (
        f", {strength(each.weight)} evidence" if each.weight else ", which says nothing of their being one"
    )
    return f"{said} {each.value} ({of}{apart(each)}{others}){weighs}."


def apart(each: Evidence) -> str:
    """How far the two uses of an address lie apart, in words; nothing for what is not given to others later."""
    if each.kind not in ("ip", "ip_line"):
        return ""
    if each.gap is None:
        return "when is not stated of both; "
    if each.gap < 1:
        return "within a day; "
    return f"{each.gap:.0f} days apart; "
