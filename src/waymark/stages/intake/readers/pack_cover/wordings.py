"""The words that packs use for their labels and headings: patterns of whole labels, without case or signs.

Collected from what forces and agencies print on forms of every kind; a wording that is missing costs a proposal,
never a fact, because an officer sees the text beside the form.
"""

from __future__ import annotations

import re
from enum import StrEnum

from waymark.referrals.types import Role


class Section(StrEnum):
    """What the lines under a heading are about. CONTACT: those who wrote or receive the pack, never harvested."""

    COVER = "cover"
    PERSON = "person"
    ACCOUNT = "account"
    RESOLUTION = "resolution"
    SUBSCRIBER = "subscriber"
    ANSWER = "answer"
    CONTACT = "contact"


ROLES: tuple[tuple[Role, str], ...] = (
    (
        Role.SUSPECT,
        (
            r"susp?(?:ect)?s?|subjects?|(?:main |primary )?(?:person|individual|nominal|subject)s? of interest|"
            r"poi|nominals?|offenders?|perpetrators?|(?:resolved |identified |reported |"
            r"offending )?users?(?: of (?:the|this) account)?|"
            r"(?:person|individual)s?(?: under investigation| identified| resolved)?|"
            r"(?:resolved|identified|attributed) (?:person|individual|suspect|subject|user)|target|alleged "
            r"offender|"
            r"(?:person|individual|male|female|man|woman) (?:believed|thought|"
            r"suspected)(?: to be)? responsible"
        ),
    ),
    (
        Role.VICTIM,
        (
            r"victims?|child victims?|victim child(?:ren)?|complainants?|injured part(?:y|ies)|"
            r"aggrieved|child (?:at|in) (?:immediate )?(?:risk|danger)|child(?:ren)? (?:targeted|contacted|"
            r"abused|harmed)"
        ),
    ),
    (
        Role.CHILD_AT_ADDRESS,
        (
            r"child(?:ren)?(?: (?:at|in|living at|resident at|associated with)(?: the| this| that)? "
            r"(?:address|household|"
            r"home|premises|property))?|(?:resident|household) child(?:ren)?|"
            r"depend[ae]nts?(?: child(?:ren)?)?|"
            r"minors?|juveniles?|young pe(?:rson|ople)|linked child(?:ren)?|known child(?:ren)?|sons?|"
            r"daughters?|child(?:ren)? (?:known|linked|related|connected|belonging)?(?: ?(?:to|with|"
            r"of)) .{1,30}|"
            r"grandchild(?:ren)?|step-?child(?:ren)?|siblings?"
        ),
    ),
    (Role.PARENT_OR_CARER, r"parents?|mother|father|carer|guardian|parent(?:/| or )carer"),
    (
        Role.OCCUPANT,
        (
            r"(?:other |adult |known |current |additional )*(?:occupants?|occupiers?|residents?|"
            r"householders?|adults?)|"
            r"partner|spouse|wife|husband|cohabitee|others? at (?:the )?address|others? in (?:the )?household"
        ),
    ),
    (Role.WITNESS, r"witness(?:es)?"),
    (
        Role.OTHER,
        (
            r"associates?|other (?:people|persons?|parties|individuals?)|linked (?:persons?|people|"
            r"nominals?)"
        ),
    ),
)
SUBSCRIBER = (
    r"(?:registered |named |internet |broadband |ip |isp |line |current |the )*"
    r"(?:subscribers?|account ?holders?|bill[ -]?payers?|customers?|line ?holders?|contract ?holders?|"
    r"registered (?:users?|keepers?|owners?|to|customers?)|billing contacts?|payers?|account owners?|subs?|"
    r"(?:resolve[sd]|allocated|assigned|leased) to)"
    r"(?: (?:for|of|on) (?:the |this )?(?:line|address|ip|ip address|account|broadband|connection|service))?"
)
NUMBER = r"(?: ?(?:no|number|num|nos|numbers|#)s?)?"

# Of a person, or of a subscriber: said under whose heading they stand, or by a word before them.
PERSONAL: tuple[tuple[str, str], ...] = (
    ("name", r"(?:full |given |known |legal )?names?(?: in full)?|(?:name )?known as|named"),
    ("surname", r"surname|last name|family name"),
    ("forename", r"forenames?|first names?|given names?|christian names?|forename s"),
    (
        "date_of_birth",
        r"d ?o ?b|(?:they|he|she) (?:was )?born|(?:dates?|day) of birth|born(?: on)?|birth ?date|birthday",
    ),
    ("age", r"age|aged|approx(?:imate)? age|current age|age(?: in)? years"),
    (
        "address",
        (
            r"(?:home |current |last known |possible |probable |likely |confirmed |believed |other |"
            r"residential |postal |full |known |permanent |latest |"
            r"physical |street |"
            r"correspondence )*addr(?:ess)?(?:ess)?(?:es)?|(?:where )?(?:do(?:es)? )?(?:they|he|she) lives?|residence|"
            r"lives at|resid(?:es|ing) at|place of residence|lives|(?:home )?location|h/a"
        ),
    ),
    (
        "phone",
        r"(?:mobile|mob|tele?phone|phone|tel|contact|landline|msisdn|cell|home|work|contact tele?phone)"
        r"(?: (?:phone|telephone|contact))?" + NUMBER,
    ),
    ("email", r"e ?-?mails?(?: (?:address(?:es)?|account|contact))?|contact e ?-?mail"),
    ("school", r"school|education|nursery|college|attends|school attended"),
    ("relationship", r"relation(?:ship)?(?: to .{1,30})?|related to|connection"),
    ("role", r"role|status|involvement|capacity"),
)
HEADINGS: tuple[tuple[Section, str], ...] = (
    (
        Section.ANSWER,
        (
            r"(?:returned|answers?|answered|response|reply|disclosed|data returned)(?: (?:by|from|of) .{1,30}|"
            r" data| details)?"
        ),
    ),
    (
        Section.RESOLUTION,
        r"(?:requested|request|asked|question|query|queried|data requested)(?: data| details)?",
    ),
    (
        Section.SUBSCRIBER,
        (
            rf"{SUBSCRIBER}(?: (?:details?|information|data|check|results?|name))*|result(?:s)? of "
            rf"(?:the )?(?:enquiry|"
            r"enquiries|check|checks|application)|(?:resolved|resolution) (?:to|details)"
        ),
    ),
    (
        Section.RESOLUTION,
        (
            r"(?:ip|internet protocol|communications? data|comms data|cd|telecoms?|isp|internet|network|"
            r"spoc|attribution|"
            r"resolution|enquir(?:y|ies)|ip address)(?: ?(?:address(?:es)?|resolutions?|checks?|"
            r"enquir(?:y|ies)|details?|"
            r"information|data|results?|look-?ups?|attributions?|activity|subscriber|events?|logs?|"
            r"history|evidence|"
            r"and|&|/|\d+))*"
        ),
    ),
    (
        Section.ACCOUNT,
        (
            r"(?:reported|suspect|subject|online|user|social media|offending|esp|platform|the)*(?: "
            r"?(?:reported|online|"
            r"user|social media))*[ ]?(?:accounts?|profiles?|platforms?|identifiers?)(?: (?:details?|"
            r"information|reported|"
            r"data|of interest|used|summary))*|accounts and identifiers|online identifiers|"
            r"service and account"
        ),
    ),
    (
        Section.CONTACT,
        (
            r"(?:author|prepared by|contact|contacts|originator|sender|recipients?|officer|point of "
            r"contact|distribution|"
            r"signed|produced by|completed by|nca contact|contact point|disseminated to|for the "
            r"attention of|fao|single "
            r"point of contact|officer in case|oic|desk officer|issuing officer|authorised by|case officer)"
            r"(?: (?:details?|officer|information|list))*"
        ),
    ),
    (
        Section.COVER,
        (
            r"(?:handling|grading|summary|introduction|background|intelligence|executive summary|"
            r"purpose|covering letter|"
            r"circumstances|administration|reference|references|report|package|dissemination|next steps|"
            r"assessment|risk|"
            r"rationale|enclosures?|attachments?|annex(?:es)?|appendix|evidence|offences?|document "
            r"control|protective "
            r"marking|source|provenance|disclosure)(?: (?:details?|information|instructions?|"
            r"conditions?|summary|assessment|"
            r"intelligence|log|and .{1,30}|[a-z0-9]))*"
        ),
    ),
)
IGNORED = re.compile(
    r"your (?:ref(?:erence)?|urn).*|to|from|cc|bcc|sent|re|page.*|version.*|fax|author|rank|collar.*|"
    r"prepared by|"
    r"produced by|officer.*|contact(?: officer| name)?|department|unit|team|distribution|copy to|fao|"
    r"attn|signed|"
    r"approved by|authorised by|disseminated to|recipient.*|attachments?|enclosures?|notes?|comments?|"
    r"d?sio|oic|senior investigating officer|p ?o ?b|place of birth|uprn|vehicles?|vrms?|occupation|employment|"
    r"nationality|gender|sex|ethnicity|pnc(?: id)?|passport.*|ni(?:no| number)|national insurance.*|warning.*"
)
