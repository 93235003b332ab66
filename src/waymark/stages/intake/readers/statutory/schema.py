"""Our JSON Schema of the UK statutory report.

The Online Safety Act 2023 s 66 and S.I. 2026/268 say that a report is made and name what it holds; no wire
format is public. Each description says ASKED where public text of the regulations (or of S.I. 2025/368,
which they replaced) names the matter, and READING where the member is how we read or complete it.
"""

from __future__ import annotations

from waymark.stages.intake.readers.schema_building import (
    DEVICE,
    EMAIL,
    HASH,
    HIGHEST_AGE,
    IP_EVENT,
    PHONE,
    POSTAL_ADDRESS,
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

IDENTIFIER = "urn:waymark:schema:uk-statutory-report:1"
NAME = "uk-statutory-report-1"

RELATIONS = ("adds_to", "corrects", "withdraws")
USER_ROLES = ("suspected", "recipient", "other")

_PERSON = {
    "name": text("READING: full name, where the parts of it are not known apart."),
    "position": text("READING: position held with the provider."),
    "email": text("READING: e-mail address for questions about this report."),
    "phone": text("READING: telephone number for questions about this report."),
}
_ACCOUNT = {
    "identifier": text(
        "ASKED: the provider's own identifier of the account; what never changes, where there is one."
    ),
    "service": text("READING: the service, where the account is with another than `service.name`."),
    "screen_name": text("ASKED: user name."),
    "display_names": listed(text("A name shown."), "READING: display names."),
    "profile_urls": listed(text("An address."), "READING: addresses of the profile."),
}
_WHO = {
    **_ACCOUNT,
    "first_name": text("ASKED: given name, as stated by or known of the user."),
    "middle_name": text("READING: middle names."),
    "last_name": text("ASKED: family name."),
    "date_of_birth": text(
        "ASKED: as stated by the user, in the words of the record; YYYY-MM-DD where known."
    ),
    "age": whole("READING: in years.", HIGHEST_AGE),
    "emails": listed(EMAIL, "ASKED: e-mail addresses."),
    "phones": listed(PHONE, "ASKED: telephone numbers."),
    "addresses": listed(POSTAL_ADDRESS, "READING: postal addresses."),
    "devices": listed(DEVICE, "READING: devices."),
    "ip_events": listed(IP_EVENT, "ASKED: IP address with port number and time (defined in S.I. 2026/268)."),
    "prior_reports": listed(
        text("A report's number."),
        "READING: numbers of earlier reports on this user, to the NCA or another body.",
    ),
    "location": made_of(
        "READING: where the provider believes the user to be.",
        {
            "city": text("Town or city."),
            "region": text("County, state or province."),
            "country": text("Country."),
            "at": time("As at."),
        },
    ),
    "notes": listed(
        text("One note."), "READING: anything more, in the provider's words. Never what a file shows."
    ),
}
CONNECTION = made_of(
    "ASKED: one connection with another account (`connections with other accounts` in S.I. 2026/268).",
    {
        "user": text(
            "READING: `id` of another user of this report, instead of the account's own particulars."
        ),
        **_ACCOUNT,
        "kind": text("READING: how they are connected: same device, same payment, contact, group, follows."),
    },
)
USER = made_of(
    "ASKED: a user of the service whom the report concerns.",
    {
        "id": needed("READING: a name for this user within the report, such as u1."),
        "role": text("READING: what the user is in this report: a claim, not a finding.", words=USER_ROLES),
        **_WHO,
        "bio": text("READING: the profile's own text."),
        "account_status": text("READING: such as active, suspended, closed."),
        "connections": listed(CONNECTION, "ASKED: connections with other accounts."),
    },
    required=["id", "role"],
)
CHILD = made_of(
    "ASKED: a child whom the provider suspects to be a victim.",
    {
        "id": text("READING: a name for this child within the report, such as c1."),
        **_WHO,
        "why_suspected": text(
            "READING: why the provider takes this user for a child: stated age, school, report."
        ),
        "school": text("READING: school."),
    },
)
FILE = made_of(
    "ASKED: a file that the report concerns: names, numbers and hashes, never its content.",
    {
        "id": text("READING: the provider's own identifier of the file."),
        "name": text("READING: file name."),
        "original_name": text("READING: name on the user's device."),
        "size": whole("READING: in bytes.", 2**63 - 1),
        "media_type": text("READING: such as image/jpeg."),
        "url": text("ASKED: where it is or was."),
        "uploaded_at": time("ASKED: when it was uploaded."),
        "uploaded_by": text("READING: `id` of the user who uploaded it."),
        "hashes": listed(HASH, "ASKED: hash values (defined in S.I. 2026/268)."),
        "exif": listed(
            made_of(
                "One EXIF fact.",
                {"name": needed("Its tag."), "value": text("As stored in the file.")},
                required=["name"],
            ),
            "ASKED: EXIF data (defined in S.I. 2026/268).",
        ),
        "viewed_by_provider": flag("READING: whether a person at the provider viewed it all."),
        "publicly_available": flag("READING: whether everyone could see it."),
        "classification": text("READING: the industry's A1, A2, B1 or B2, which is not a UK category."),
        "annotations": listed(text("One flag."), "READING: flags, such as viral, generativeAi, livestream."),
        "ip_events": listed(IP_EVENT, "ASKED: address, port and time of the upload."),
        "notes": listed(text("One note."), "READING: anything more. Never what the file shows."),
    },
)
EARLIER = made_of(
    "ASKED: a report that this one follows (`subsequent report`).",
    {
        "reference": needed("The earlier report's `reference`."),
        "relation": text("READING: what this report does to it.", words=RELATIONS),
        "reason": text("READING: why."),
    },
    required=["reference", "relation"],
)

SCHEMA: Schema = document(
    IDENTIFIER,
    "UK statutory report of detected child sexual exploitation and abuse content",
    "A report under section 66 of the Online Safety Act 2023 and S.I. 2026/268 (in force 7 April 2026), as Waymark "
    "takes one in. The regulations' own wire format is not public: ASKED marks what their public text names, READING "
    "what is our reading. The time within which a report must follow its detection, by priority, and how long a "
    "provider keeps its data, are not set here: Waymark leaves both clocks unset until an administrator sets them "
    "with the article that says so. Metadata only: no member may say what a file shows.",
    {
        "reference": needed(
            "ASKED: the number by which the provider, or the NCA's portal, knows this report."
        ),
        "made_at": time("READING: when the report was made."),
        "provider": made_of(
            "ASKED: the provider that makes the report.",
            {
                "name": needed("ASKED: its name."),
                "company_number": text("READING: number in its register of companies."),
                "country": text("READING: where it is established."),
                "address": POSTAL_ADDRESS,
                "contact": made_of("READING: whom police may ask.", _PERSON),
            },
            required=["name"],
        ),
        "authorised_person": made_of("ASKED: the person authorised to report for the provider.", _PERSON),
        "service": made_of(
            "ASKED: the service on which the content was detected.",
            {
                "name": needed("ASKED: its name."),
                "kind": text("READING: user-to-user or search."),
                "url": text("READING: its address."),
            },
            required=["name"],
        ),
        "detection": made_of(
            "ASKED: how and when the content was detected.",
            {
                "detected_at": time(
                    "ASKED: when. The time frame for reporting starts here; its length is not set."
                ),
                "method": text("ASKED: such as hash matching, classifier, user report, moderator."),
                "description": text("READING: in the provider's words. Never what the content shows."),
                "reviewed_by_person": flag("READING: whether a person confirmed it."),
            },
        ),
        "content": made_of(
            "ASKED: what was detected, by kind and place only.",
            {
                "offence_types": listed(
                    text("An offence, by its name in law."), "ASKED: the kinds of offence."
                ),
                "occurred_at": time("ASKED: when it was sent, posted or uploaded."),
                "urls": listed(text("An address."), "ASKED: where it is or was."),
                "place": text("READING: where on the service: a room, channel, group or thread, as named."),
                "publicly_available": flag("READING: whether everyone could see it."),
                "notes": listed(text("One note."), "READING: anything more. Never what the content shows."),
            },
        ),
        "priority": made_of(
            "ASKED: the provider's own priority assessment. It stays the provider's word.",
            {
                "level": text("ASKED: as the provider or the portal names it."),
                "reason": text("ASKED: why. Never what the content shows."),
                "child_in_immediate_danger": flag("READING: whether a child is in danger now."),
            },
        ),
        "users": listed(USER, "ASKED: users."),
        "suspected_children": listed(CHILD, "ASKED: children suspected to be victims."),
        "files": listed(FILE, "ASKED: files."),
        "subsequent_to": listed(
            EARLIER, "ASKED: earlier reports that this one adds to, corrects or withdraws."
        ),
        "already_reported": listed(
            made_of(
                "READING: a report of the same content to a body abroad, which need not be made twice.",
                {
                    "body": needed("Such as NCMEC."),
                    "reference": text("Its number there."),
                    "at": time("When."),
                },
                required=["body"],
            ),
            "READING: reports of the same content elsewhere.",
        ),
        "law_enforcement": made_of(
            "READING: police who have been told already.",
            {"agency": text("Which."), "reference": text("Their number.")},
        ),
        "declaration": made_of(
            "ASKED: the declaration with which the report is made.",
            {
                "made": flag("READING: that it was made."),
                "name": text("By whom."),
                "at": time("When."),
                "text": text("Its words."),
            },
        ),
        "notes": listed(text("One note."), "READING: anything more on the report as a whole."),
    },
    required=["reference", "provider", "service", "detection"],
)
