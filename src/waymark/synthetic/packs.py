"""Invented packs, as the NCA or a force might write them: the same kind of facts in several manners.

The NCA's own format is not public, so none of these is it. Each manner has a clerk's own words and layout, chosen
without sight of what the reader looks for, so that what a reader finds in them says something.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from waymark.synthetic.pack_blocks import Block, Grid, Heading, NewPage, Pack, Pairs, Para
from waymark.synthetic.pack_clerks import FIRST, FORCES, GRADES, MARKINGS, OPERATORS, SERVICES, Clerk


def packs(seed: int, count: int, *, until: datetime) -> list[Pack]:
    """`count` packs, each manner in its turn. until: the day that the last could be written (UTC)."""
    manners = (_form, _letter, _grids, _mail, _brief)
    return [manners[n % len(manners)](Clerk(seed, n, until)) for n in range(count)]


def _form(clerk: Clerk) -> Pack:
    """A form: labels with colons, section by section."""
    draws, when = clerk.draws, clerk.when
    name, payer, house = clerk.person(), clerk.person(), clerk.house()
    source, information, code = draws.choice(GRADES)
    blocks: list[Block] = [
        Heading(clerk.say("cover", "marking", draws.choice(MARKINGS))),
        Heading("NCA CHILD PROTECTION DISSEMINATION"),
        Pairs(
            (
                (
                    "NCA Reference Number",
                    clerk.say("cover", "sender_reference", f"CPD-{when.year}-{draws.randint(1000, 99999)}"),
                ),
                ("Date Disseminated", clerk.say("cover", "dated", f"{when:%d %B %Y}")),
                ("NCMEC CyberTip ID", clerk.say("cover", "report_number", clerk.tip())),
                ("Originating Agency", clerk.say("cover", "sender", "National Crime Agency")),
                ("3x5x2 Grading", clerk.say("cover", "source_grade", f"{source}{information}{code}")),
                (
                    "Handling Conditions",
                    clerk.say(
                        "cover", "handling_conditions", "Contact the originator before any wider sharing"
                    ),
                ),
            )
        ),
        Heading("Subject of Interest"),
        Pairs(
            (
                ("Full Name", clerk.say("person", "name", name)),
                ("Date of Birth", clerk.say("person", "date_of_birth", clerk.birth(20, 60))),
                ("Last Known Address", clerk.say("person", "address", house)),
                ("Mobile Number", clerk.say("person", "phone", f"07700 900{draws.randint(100, 999)}")),
            )
        ),
        Heading("Online Account"),
        Pairs(
            (
                ("Platform", clerk.say("account", "service", draws.choice(SERVICES))),
                ("Username", clerk.say("account", "screen_name", clerk.handle())),
                ("User ID", clerk.say("account", "identifier", str(draws.randint(10**8, 10**9)))),
            )
        ),
        NewPage(),
        Heading("IP Resolution"),
        Pairs(
            (
                ("IP Address", clerk.say("resolution", "ip_address", clerk.address())),
                ("Source Port", clerk.say("resolution", "port", clerk.port())),
                (
                    "Date/Time of Use",
                    clerk.say("resolution", "used_at", f"{when - timedelta(days=9):%d/%m/%Y %H:%M:%S} UTC"),
                ),
                ("Internet Service Provider", clerk.say("resolution", "operator", draws.choice(OPERATORS))),
                (
                    "Date Resolved",
                    clerk.say("resolution", "answered_on", f"{when - timedelta(days=2):%d %B %Y}"),
                ),
                ("Subscriber Name", clerk.say("resolution", "subscriber_name", payer)),
                ("Installation Address", clerk.say("resolution", "installation_address", house)),
                ("Billing Address", clerk.say("resolution", "billing_address", clerk.house())),
            )
        ),
        Heading("Action Required"),
        Para(
            clerk.say(
                "cover",
                "asked",
                "Please assess risk, protect any child, and report the outcome within the period below.",
            )
        ),
        Pairs(
            (
                (
                    "Response Required By",
                    clerk.say("cover", "asked_by", f"{when + timedelta(days=28):%d %B %Y}"),
                ),
            )
        ),
    ]
    return Pack(clerk.number, "form", tuple(blocks), tuple(clerk.stated))


def _letter(clerk: Clerk) -> Pack:
    """A letter in sentences."""
    draws, when = clerk.draws, clerk.when
    marking, payer, house = draws.choice(MARKINGS), clerk.person(), clerk.house()
    grade = "".join(draws.choice(GRADES))
    child = draws.choice(FIRST)
    clerk.say("cover", "marking", marking)
    sender = clerk.say("cover", "sender", "National Crime Agency")
    reference = clerk.say("cover", "sender_reference", f"NCA/{when.year}/{draws.randint(100, 99999):05}")
    tip = clerk.say("cover", "report_number", clerk.tip())
    handle = clerk.say("account", "screen_name", clerk.handle())
    service = clerk.say("account", "service", draws.choice(SERVICES))
    address = clerk.say("resolution", "ip_address", clerk.address())
    port = clerk.say("resolution", "port", clerk.port())
    used = clerk.say("resolution", "used_at", f"{when - timedelta(days=12):%H:%M:%S UTC on %d %B %Y}")
    operator = clerk.say("resolution", "operator", draws.choice(OPERATORS))
    clerk.say("resolution", "subscriber_name", payer)
    clerk.say("resolution", "subscriber_address", house)
    clerk.say("cover", "source_grade", grade)
    clerk.say("person", "name", child)
    by = clerk.say("cover", "asked_by", f"{when + timedelta(days=21):%d %B %Y}")
    clerk.say("cover", "dated", f"{when:%d %B %Y}")
    asked = clerk.say(
        "cover", "asked", f"You are asked to research this household and to tell us of the outcome by {by}."
    )
    return Pack(
        clerk.number,
        "letter",
        (
            Heading(marking),
            Para(sender),
            Para(f"Our reference: {reference}"),
            Para(f"{when:%d %B %Y}"),
            Para("Dear colleague"),
            Para(
                f"We write about CyberTipline report {tip}, made by {service}. It concerns the "
                f"{service} account \u2018{handle}\u2019, "
                f"which was used from the IP address {address}, source port {port}, at {used}."
            ),
            Para(
                f"Enquiries with {operator} show that the line was allocated to {payer} of {house}. "
                f"Open records suggest that a daughter, {child} (aged {draws.randint(3, 15)}), lives there."
            ),
            Para(f"This intelligence is graded {grade}."),
            Para(asked),
            Para("Yours faithfully"),
        ),
        tuple(clerk.stated),
    )


def _grids(clerk: Clerk) -> Pack:
    """Tables with heads, several people and several addresses."""
    draws, when = clerk.draws, clerk.when
    source, information, code = draws.choice(GRADES)
    people = tuple(
        (
            clerk.say("person", "name", clerk.person()),
            clerk.say("person", "date_of_birth", clerk.birth(*ages)),
            role,
        )
        for ages, role in (((20, 60), "Suspect"), ((4, 15), "Child"), ((25, 60), "Occupant"))
    )
    uses = tuple(
        (
            clerk.say("resolution", "ip_address", clerk.address()),
            clerk.say("resolution", "port", clerk.port()),
            clerk.say("resolution", "used_at", f"{when - timedelta(days=n + 3):%Y-%m-%d %H:%M:%S}"),
            clerk.say("resolution", "operator", draws.choice(OPERATORS)),
            clerk.say("resolution", "subscriber_name", clerk.person()),
        )
        for n in range(draws.randint(2, 3))
    )
    blocks: list[Block] = [
        Heading(clerk.say("cover", "marking", draws.choice(MARKINGS))),
        Heading(clerk.say("cover", "sender", draws.choice(FORCES))),
        Grid(
            ("Package Ref", "CyberTip No", "Issue Date"),
            (
                (
                    clerk.say("cover", "sender_reference", f"PKG{draws.randint(10_000, 99_999)}"),
                    clerk.say("cover", "report_number", clerk.tip()),
                    clerk.say("cover", "dated", f"{when:%d %b %Y}"),
                ),
            ),
        ),
        Heading("Grading"),
        Grid(
            ("Source Evaluation", "Intelligence Assessment", "Handling Code"),
            ((source, information, clerk.say("cover", "handling_code", code)),),
        ),
        Heading("Persons"),
        Grid(("Name", "DOB", "Role"), people),
        Heading("IP Activity"),
        Grid(("IP", "Port", "Date & Time (UTC)", "ISP", "Subscriber"), uses),
        Heading("Tasking"),
        Para(clerk.say("cover", "asked", "Confirm the household and complete a risk assessment.")),
    ]
    clerk.say("cover", "source_grade", f"{source}{information} {code}")
    return Pack(clerk.number, "grids", tuple(blocks), tuple(clerk.stated))


def _mail(clerk: Clerk) -> Pack:
    """A short mail from a colleague at another force."""
    draws, when = clerk.draws, clerk.when
    name, payer, house = clerk.person(), clerk.person(), clerk.house()
    blocks: list[Block] = [
        Para("Hello,"),
        Para("Passing this over as the address is on your ground. Details below."),
        Pairs(
            (
                (
                    "Our URN",
                    clerk.say("cover", "sender_reference", f"NS/{draws.randint(1000, 9999)}/{when:%y}"),
                ),
                ("Cybertip", clerk.say("cover", "report_number", clerk.tip())),
                ("Suspect", clerk.say("person", "name", name)),
                ("Born", clerk.say("person", "date_of_birth", clerk.birth(19, 70))),
                ("Lives at", clerk.say("person", "address", house)),
                (
                    "Snapchat username" if draws.chance(0.5) else "User name",
                    clerk.say("account", "screen_name", clerk.handle()),
                ),
                ("IP", clerk.say("resolution", "ip_address", clerk.address())),
                (
                    "Used at",
                    clerk.say("resolution", "used_at", f"{when - timedelta(days=6):%d/%m/%Y %H:%M} GMT"),
                ),
                ("Account holder for the line", clerk.say("resolution", "subscriber_name", payer)),
                ("Grade", clerk.say("cover", "source_grade", "/".join(draws.choice(GRADES)))),
            )
        ),
        Para(clerk.say("cover", "asked", "Can you please visit and let me know how it goes?")),
        Para("Thanks"),
        Para(clerk.say("cover", "marking", "OFFICIAL-SENSITIVE")),
    ]
    return Pack(clerk.number, "mail", tuple(blocks), tuple(clerk.stated))


def _brief(clerk: Clerk) -> Pack:
    """An intelligence brief: each label above its value, and numbered headings."""
    draws, when = clerk.draws, clerk.when
    name, house = clerk.person(), clerk.house()
    source, information, code = draws.choice(GRADES)
    blocks: list[Block] = [
        Heading(clerk.say("cover", "marking", draws.choice(MARKINGS))),
        Heading("1. Administration"),
        Heading("Intelligence log number"),
        Para(clerk.say("cover", "sender_reference", f"IL{draws.randint(100_000, 999_999)}")),
        Heading("NCMEC reference"),
        Para(clerk.say("cover", "report_number", clerk.tip())),
        Heading("Evaluation"),
        Para(clerk.say("cover", "source_grade", f"{source} {information} {code}")),
        Heading("2. Person believed responsible"),
        Heading("Name"),
        Para(clerk.say("person", "name", name)),
        Heading("Date of birth"),
        Para(clerk.say("person", "date_of_birth", clerk.birth(20, 60))),
        Heading("Home address"),
        Para(clerk.say("person", "address", house)),
        Heading("3. Communications data"),
        Heading("IP address"),
        Para(clerk.say("resolution", "ip_address", clerk.address())),
        Heading("Date and time"),
        Para(clerk.say("resolution", "used_at", f"{when - timedelta(days=15):%d %b %Y %H:%M:%S} BST")),
        Heading("Communications service provider"),
        Para(clerk.say("resolution", "operator", draws.choice(OPERATORS))),
        Heading("Registered customer"),
        Para(clerk.say("resolution", "subscriber_name", clerk.person())),
        Heading("Service address"),
        Para(clerk.say("resolution", "installation_address", house)),
        Heading("4. What we need from you"),
        Para(clerk.say("cover", "asked", "Carry out checks and update the national team.")),
    ]
    return Pack(clerk.number, "brief", tuple(blocks), tuple(clerk.stated))
