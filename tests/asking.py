"""An invented internet and what the tests of enquiries do again and again: report, draft, send, answer."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

from tests.builders import Held, a_viewer, an_xml_report, receive
from waymark.access.viewing import acting
from waymark.reference import operations as reference
from waymark.reference.kinds import Kind
from waymark.stages.attribution.operations.answering import enter_answers
from waymark.stages.attribution.operations.enquiring import draft_enquiry
from waymark.stages.attribution.operations.stepping import take_step
from waymark.stages.attribution.queries.asking import accounts_to_ask, events_to_ask
from waymark.stages.attribution.rules.answers import AnswerRow, Came
from waymark.stages.attribution.rules.comparing import Answered, Stated
from waymark.stages.attribution.rules.enquiries import Purpose, Route
from waymark.stages.attribution.rules.states import EnquiryKind, MoveName
from waymark.stages.attribution.rules.typed_times import read_typed_time

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FIXED, OTHER_FIXED, MOBILE, EXIT, RELAY, VPN = (
    "198.18.1.1", "198.18.9.1", "198.18.2.1", "198.18.1.99", "198.18.8.1", "198.18.7.1",
)  # fmt: skip
OPERATORS = """prefix,asn,operator,access
198.18.1.0/24,64496,Fern,fixed
198.18.9.0/24,64503,Moss,fixed
198.18.2.0/24,64497,Lark,mobile
198.18.8.0/24,64501,Loft,hosting
198.18.7.0/24,64502,Veil,vpn
"""
HOME = "Flat 1, 12 High Street, Anytown, AB1 2CD"


def some_networks(loader) -> None:
    """Load the invented operators, one Tor exit and one private relay, for two years around NOW."""
    tables = {Kind.OPERATORS: OPERATORS, Kind.TOR_EXITS: f"{EXIT}\n", Kind.PRIVATE_RELAY: "198.18.8.0/24\n"}
    for kind, table in tables.items():
        with acting(loader):
            reference.load(
                loader,
                kind,
                [io.BytesIO(table.encode())],
                name=f"{kind}.csv",
                now=NOW,
                source="invented for the tests",
                valid_from=date(2024, 1, 1),
                valid_to=date(2028, 1, 1),
            )


def an_officer(username: str, *roles: str):
    return a_viewer(username, roles=roles)


def a_referral(viewer, *events, identifier="u1", **said) -> str:
    """Take in one report with these events (address, time, port), and return its referral's reference."""
    (answer,) = receive(
        viewer,
        Held(an_xml_report(identifier=identifier, service="Examplechat", events=events, **said)),
        now=NOW,
    )
    return answer.referrals[0]


def referral_id(viewer, reference: str) -> int:
    from waymark.referrals.queries import referral

    with acting(viewer):
        return referral(viewer, reference, now=NOW).id


def keys_of(viewer, reference: str) -> list[str]:
    """The keys of a referral's events, in the order of the report."""
    id_ = referral_id(viewer, reference)
    with acting(viewer):
        found = events_to_ask(viewer, id_)
    return [event.key for event in sorted(found, key=lambda event: (event.report_id, event.ordinal))]


def account_key(viewer, reference: str) -> str:
    """The key of the first account that a referral's reports name."""
    id_ = referral_id(viewer, reference)
    with acting(viewer):
        return accounts_to_ask(viewer, id_)[0].key


def a_draft(viewer, referral: str, **said) -> str:
    """A draft for communications data about all events of a referral, unless `picks` says which."""
    picks = said.pop("picks", None) or keys_of(viewer, referral)
    given = {
        "kind": EnquiryKind.COMMUNICATIONS_DATA,
        "route": Route.S60A,
        "purpose": Purpose.IDENTIFY_SUSPECT,
        "necessity": "To find who used the account",
    } | said
    with acting(viewer):
        return draft_enquiry(viewer=viewer, referral=referral, picks=picks, now=NOW, **given)


def step(viewer, reference: str, name: MoveName, **said):
    with acting(viewer):
        return take_step(viewer=viewer, reference=reference, name=name, now=said.pop("now", NOW), **said)


def send(applicant, spoc, reference: str) -> None:
    """Take a draft the whole way out, authorised outside."""
    step(applicant, reference, MoveName.SUBMIT)
    step(spoc, reference, MoveName.CHECK)
    step(spoc, reference, MoveName.AUTHORISE, named="Kit Outside", number="A-1")
    step(spoc, reference, MoveName.SEND)


def an_answer(address=FIXED, at="2026-11-10T10:00:00Z", port=None, **said) -> AnswerRow:
    """An answer as an operator gives it; the installation address is HOME unless told otherwise."""
    about = Stated(address, port, read_typed_time(at), None, "", said.pop("operator", "Fern"))
    return AnswerRow(
        Answered(about, **({"subscriber": "A. Example", "installation": HOME} | said)),
    )


def enter(
    viewer, reference: str, *rows: AnswerRow, came=Came.OPERATOR_TABLE, source="answer.csv"
) -> list[str]:
    with acting(viewer):
        return enter_answers(viewer=viewer, reference=reference, rows=rows, came=came, source=source, now=NOW)
