"""Our JSON Schema of a report taken by hand."""

from __future__ import annotations

from collections.abc import Mapping

from waymark.stages.intake.readers.schema_building import (
    HIGHEST_AGE,
    Schema,
    document,
    flag,
    listed,
    made_of,
    needed,
    text,
    time,
    whole,
)

IDENTIFIER = "urn:waymark:schema:report-by-hand:1"
NAME = "report-by-hand-1"
# Who brought it, with the words for it on the page.
SOURCES: Mapping[str, str] = {
    "public": "A member of the public",
    "parent": "A parent or carer",
    "school": "A school or college",
    "telephone": "A telephone call",
    "other_agency": "Another agency",
    "proactive": "Proactive work, without a report",
}
DANGER = ("yes", "no", "not_known")
# Offences by their names in law (England and Wales); a kind, never a description.
OFFENCES = (
    "Taking, making or distributing indecent photographs of children (Protection of Children Act 1978 s 1)",
    "Possession of indecent photographs of children (Criminal Justice Act 1988 s 160)",
    "Possession of prohibited images of children (Coroners and Justice Act 2009 s 62)",
    "Sexual communication with a child (Sexual Offences Act 2003 s 15A)",
    "Meeting a child following sexual grooming (Sexual Offences Act 2003 s 15)",
    "Causing or inciting a child to engage in sexual activity (Sexual Offences Act 2003 ss 8, 10)",
    "Arranging or facilitating a child sexual offence (Sexual Offences Act 2003 s 14)",
    "Sexual exploitation of children (Sexual Offences Act 2003 ss 47 to 50)",
    "Blackmail (Theft Act 1968 s 21)",
)

_PERSON = made_of(
    "A person or account that the report is about.",
    {
        "role": text(
            "What they are in this report: a claim, not a finding.", words=("suspected", "child", "other")
        ),
        "first_name": text("Given name, as stated."),
        "last_name": text("Family name, as stated."),
        "age": whole("In years.", HIGHEST_AGE),
        "date_of_birth": text("YYYY-MM-DD, or as stated."),
        "address": text("Street and town."),
        "postcode": text("Postcode."),
        "phone": text("Telephone."),
        "email": text("E-mail address."),
        "school": text("School."),
        "service": text("The service that the account is with."),
        "screen_name": text("User name there."),
        "identifier": text("Account number there."),
        "profile_url": text("Address of the profile."),
        "note": text("As stated."),
    },
    required=["role"],
)

SCHEMA: Schema = document(
    IDENTIFIER,
    "Report taken by hand",
    "What an officer entered of a report from the public, a parent, a school or by telephone, or of proactive work "
    "begun without one. Metadata only: the statement says what happened by kind, never what an image shows.",
    {
        "source": text("Who brought it.", words=tuple(SOURCES)),
        "taken_at": time("When it was taken."),
        "taken_by": needed("The officer's username."),
        "danger_now": text("Whether a child is said to be in danger now.", words=DANGER),
        "told_to_call_999": flag("Whether the advice to call 999 was given."),
        "authority": text("Of proactive work: the authority it is done under."),
        "operation": text("Of proactive work: the operation's name."),
        "reporter": made_of(
            "Who reports.",
            {
                "name": text("Name, as given; may be withheld."),
                "relationship": text("To the child or the person reported."),
                "organisation": text("School, agency."),
                "phone": text("Telephone."),
                "email": text("E-mail address."),
            },
        ),
        "people": listed(_PERSON, "Whom it is about."),
        "offence_types": listed(text("An offence, by its name in law."), "The kinds of offence."),
        "occurred_at": time("When, where a moment is known."),
        "occurred": text("When, in the words of whoever reports."),
        "place": text("Where, in the words of whoever reports."),
        "urls": listed(text("An address."), "Addresses on the internet."),
        "platform": text("The service or app."),
        "statement": text("What was said, as stated."),
    },
    required=["source", "taken_at", "taken_by", "danger_now"],
)
