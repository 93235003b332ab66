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
            r"suspects?|subjects?|(?:main |primary )?(?:person|individual|nominal|subject)s? of interest|"
            r"poi|nominals?|offender|"
            r"(?:person|individual)s?(?: under investigation| identified| resolved)?|"
            r"(?:resolved|identified|attributed) (?:person|individual|suspect|subject|user)|target|alleged "
            r"offender|"
            r"(?:person|individual|male|female|man|woman) (?:believed|thought|suspected)(?: to be)? responsible"
        ),
    ),
    (
        Role.VICTIM,
        (
            r"victims?|child victims?|victim child(?:ren)?|complainants?|injured part(?:y|ies)|"
            r"aggrieved"
        ),
    ),
    (
        Role.CHILD_AT_ADDRESS,
        (
            r"child(?:ren)?(?: (?:at|in|living at|resident at|associated with)(?: the| this| that)? "
            r"(?:address|household|"
            r"home|premises|property))?|(?:resident|household) child(?:ren)?|depend[ae]nts?(?: child(?:ren)?)?|"
            r"minors?|juveniles?|young pe(?:rson|ople)|linked child(?:ren)?|known child(?:ren)?|sons?|"
            r"daughters?"
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
    r"registered (?:users?|keepers?|owners?|to|customers?)|billing contacts?|payers?|account owners?)"
    r"(?: (?:for|of|on) (?:the |this )?(?:line|address|ip|ip address|account|broadband|connection|service))?"
)
_NO = r"(?: ?(?:no|number|num|nos|numbers|#)s?)?"
_REF = r"(?:ref(?:erence)?s?|urns?|unique reference)" + _NO

# Of a person, or of a subscriber: said under whose heading they stand, or by a word before them.
PERSONAL: tuple[tuple[str, str], ...] = (
    ("name", r"(?:full |given |known |legal )?names?(?: in full)?|(?:name )?known as|named"),
    ("surname", r"surname|last name|family name"),
    ("forename", r"forenames?|first names?|given names?|christian names?|forename s"),
    ("date_of_birth", r"d ?o ?b|(?:dates?|day) of birth|born(?: on)?|birth ?date|birthday"),
    ("age", r"age|aged|approx(?:imate)? age|current age|age(?: in)? years"),
    (
        "address",
        (
            r"(?:home |current |last known |residential |postal |full |known |permanent |latest |"
            r"physical |street |"
            r"correspondence )*address(?:es)?|residence|lives at|resid(?:es|ing) at|place of residence|lives"
        ),
    ),
    (
        "phone",
        r"(?:mobile|tele?phone|phone|tel|contact|landline|msisdn|cell|home|work|contact tele?phone)"
        r"(?: (?:phone|telephone|contact))?" + _NO,
    ),
    ("email", r"e ?-?mails?(?: (?:address(?:es)?|account|contact))?|contact e ?-?mail"),
    ("school", r"school|education|nursery|college|attends|school attended"),
    ("relationship", r"relation(?:ship)?(?: to .{1,30})?|related to|connection"),
    ("role", r"role|status|involvement|capacity"),
)
COVER: tuple[tuple[str, str], ...] = (
    (
        "sender_reference",
        (
            r"(?:(?:our|nca|ceop|command|command|package|pack|dissemination|disclosure|intelligence|intel|"
            r"report|referral|"
            r"case|unique|sender s?|originators?|originating|force|operational|agency|issuing|file|document|"
            r"log|product|"
            r"bureau|desk|nca ceop|nca/ceop|submission|tasking|record|niche|crime|occurrence)[ /-]*)*"
            rf"(?:{_REF}|(?:package|pack|referral|dissemination|disclosure|case|log|submission|report) "
            rf"(?:id|identifier|no|"
            r"number))|(?:nca|ceop) (?:id|number|no)|urn"
        ),
    ),
    (
        "report_number",
        (
            rf"(?:ncmec(?:/| )?)?(?:cyber ?-?tip(?: ?-?line)?|ct|ctr|ctl)s?(?: reports?| tips?)*(?: "
            rf"?(?:{_REF}|ids?|numbers?|nos?|#))*|"
            rf"ncmec(?: reports?| tips?| referral| cyber ?tip ?line report)*(?: ?(?:{_REF}|ids?|numbers?|"
            rf"nos?))*|(?:linked|"
            r"related|source|us|originating) (?:ncmec|cyber ?tip(?: ?line)?)(?: reports?)?(?: numbers?| "
            r"ids?| refs?| nos?)?"
        ),
    ),
    (
        "dated",
        (
            r"date|dated|date (?:of )?(?:issue|issued|report|document|package|pack|dissemination|"
            r"disclosure|sent|"
            r"disseminated|referral|submission|created|completed)|issued(?: on)?|disseminated(?: on)?|created|"
            r"report date|"
            r"(?:issue|dissemination|referral|disclosure) date"
        ),
    ),
    (
        "marking",
        (
            r"(?:government |government security |protective |security |document )*(?:marking|"
            r"classification|protective "
            r"marking|security level|gsc|gpms)|marked"
        ),
    ),
    ("source_part", r"source (?:evaluation|reliability|assessment|code)|reliability of source|source"),
    (
        "information_part",
        r"(?:intelligence|information|intel) (?:assessment|evaluation|reliability|accuracy|code)",
    ),
    (
        "source_grade",
        (
            r"(?:overall |intelligence |intel |source |information |nim |3 ?x ?5 ?x ?2 |5 ?x ?5 ?x ?5 |"
            r"national )*"
            r"(?:grad(?:e|ing)s?|evaluation|evaluations|assessment grading)(?: code)?s?|3 ?x ?5 ?x ?2(?: "
            r"code| grade)?|"
            r"5 ?x ?5 ?x ?5|provenance grading|source and intelligence grading"
        ),
    ),
    ("handling_code", r"handling(?: ?codes?)?|dissemination code|handling grade|sharing code"),
    (
        "handling_conditions",
        (
            r"(?:special |further |additional |specific |detailed )*(?:handling|sharing|dissemination|use) "
            r"(?:conditions?|instructions?|restrictions?|caveats?|guidance|requirements?)|conditions(?: "
            r"of use)?|"
            r"caveats?|handling and dissemination|restrictions(?: on use)?"
        ),
    ),
    (
        "asked",
        (
            r"(?:force |recommended |requested |local |police |suggested |your )*(?:actions?|tasks?|tasking|"
            r"requests?|"
            r"requirements?|asks?)(?: required| requested| for force| for the force| of (?:the )?force| for "
            r"recipient| for "
            r"you| sought| points?| to be taken)?|(?:we|nca) (?:ask|request)s?(?: that)?|what (?:is|we are) "
            r"(?:being )?"
            r"(?:asked|asking)(?: for)?(?: of you)?|required (?:actions?|outcome)|purpose of "
            r"(?:dissemination|disclosure|"
            r"referral)|next steps|expected action|what (?:we|the nca) (?:need|want|require)s?(?: from you| "
            r"you to do)?"
        ),
    ),
    (
        "asked_by",
        (
            r"(?:response|reply|result|outcome|action|update|feedback|return|review|acknowledg(?:e)?ment)s? "
            r"(?:required |"
            r"requested |due |expected |needed |wanted )*(?:by|date|due|before|deadline)|deadline|due(?: "
            r"date| by)?|"
            r"(?:required|needed|complete|to be completed|return|respond|reply|action|wanted) by|no later "
            r"than|time ?limit|"
            r"by when|timescales?|target date|suspense date"
        ),
    ),
    (
        "sender",
        (
            r"(?:originat(?:or|ing)|issuing|sending|disclosing|disseminating|owning|referring|"
            r"source) (?:agency|force|"
            r"body|organi[sz]ation|department|unit|law enforcement agency)|originator|issued by|agency|"
            r"disseminated by|sent by|"
            r"originating (?:force|agency)|force|sending (?:force|agency)|from force|organi[sz]ation"
        ),
    ),
)
ACCOUNT: tuple[tuple[str, str], ...] = (
    (
        "service",
        (
            r"(?:reporting |online |social media |electronic )*(?:platform|service|app|application|site|"
            r"website|esp|"
            r"company|provider reporting|electronic service provider|industry|industry member|social "
            r"media|network)"
            r"(?: name| used| reported| concerned)?|reported by|reporting (?:company|party|entity|industry)|"
            r"account type|"
            r"platform / app|reporter|submitter|account with|account on|hosted by"
        ),
    ),
    (
        "screen_name",
        (
            r"(?:user|screen|display|profile|account|login|nick|member|screen/user|account user|gamer)[ "
            r"-]?(?:name|tag|"
            r"handle)s?|handles?|nickname|moniker|gamertag|alias(?:es)?|usernames?|user|account|online name|"
            r"snapchat|kik"
        ),
    ),
    (
        "identifier",
        (
            r"(?:esp |platform |service |unique |internal )*(?:user|account|profile|member|player|uid|"
            r"facebook|instagram)"
            r"[ -]?(?:id|identifier|identification|number|no|uid|id number)s?|uid|user id number|esp user id"
        ),
    ),
    ("profile_url", r"(?:profile |account |user )*(?:url|link|web ?page|web address|profile page)s?"),
)
RESOLUTION: tuple[tuple[str, str], ...] = (
    (
        "ip_address",
        (
            r"(?:(?:source|upload|login|log-in|reported|offending|originating|queried|requested|"
            r"registration|user|client|"
            r"public|suspect|relevant|resolved|capture|ipv4|ipv6)[ /]*)*(?:ip|internet protocol|ipv4|"
            r"ipv6)(?: ?address(?:es)?|"
            r"s| ?add| resolved| checked| queried)?(?: ?(?:used|resolved|checked|queried|reported))?|"
            r"address queried"
        ),
    ),
    ("port", r"(?:source |src |client |tcp |udp |remote )*ports?(?: number| no| used)?|source port number"),
    (
        "used_at",
        (
            r"(?:ip )?(?:date(?:s)?(?:/| and | & |, | / |-)?(?:and )?(?:start )?times?|time ?stamps?|"
            r"(?:login|log-in|upload|"
            r"activity|event|session|access|usage|capture|registration|connection|incident|offence)[ "
            r"-]?(?:date(?:/| and | & )?)?"
            r"(?:time|date|datetime)?(?: (?:and|&) time)?|times? of (?:use|upload|login|activity|access|"
            r"capture|event)|used(?: (?:at|on))|"
            r"date(?:/| and )time of .{1,20}|when used|captured(?: at)?|date of (?:use|upload|login|"
            r"activity|access|capture|"
            r"event)|datetime|activity|on)"
        ),
    ),
    ("used_time", r"time(?: of day)?|time utc|time gmt"),
    (
        "operator",
        (
            r"(?:internet |network |communications |telecom(?:munication)?s? |comms |broadband |mobile |ip |"
            r"internet access "
            r")*(?:service provider|provider|operator|carrier|isp|csp|cso|to|isp name|network operator|"
            r"telco)(?: name)?|"
            r"isp ?/ ?csp|owner of (?:the )?ip|ip owner|allocated by|network name|postal / "
            r"telecommunications operator"
        ),
    ),
    (
        "asked_for",
        (
            r"(?:data|information|details) (?:requested|sought|asked for|applied for)|what was (?:asked|"
            r"requested)|"
            r"(?:cd |comms data |data |spoc |disclosure )?(?:application|request)(?: made| details| "
            r"wording| for)?|question"
        ),
    ),
    (
        "answered_on",
        (
            r"(?:date |ip )?(?:resolved|answered|returned|result(?:ed)?|result received|received|"
            r"checked|obtained)(?: (?:on|"
            r"date))?|date (?:of )?(?:result|resolution|return|answer|response|reply|check|cd result|"
            r"disclosure by isp|data "
            r"obtained)|(?:result|resolution|response|return|resolved|checked|reply|answer)(?:ed)? (?:date|on)|"
            r"date (?:resolved|returned|received|checked|answered|obtained)|disclosed on"
        ),
    ),
    (
        "installation_address",
        (
            r"(?:subscriber s? ?)?(?:installation|install|installed|service|premises?|supply|line|"
            r"connection|property|"
            r"installed at|broadband|site|delivery)(?: of)? (?:address|location|premises)|installed at|"
            r"address of (?:"
            r"installation|service|the line|line|premises)|where installed|service delivery address|"
            r"installation"
        ),
    ),
    (
        "billing_address",
        (
            r"(?:billing|bill|invoice|invoicing|payment|account) address|billed (?:to|at)|bill to|address "
            r"for (?:bills|billing)"
        ),
    ),
    (
        "operator_account",
        (
            r"(?:isp |customer |subscriber |billing |operator |broadband )*(?:account|customer|contract|"
            r"subscription|"
            r"service)[ -]?(?:number|no|ref(?:erence)?|id)s?"
        ),
    ),
    (
        "resolution_reference",
        (
            r"(?:(?:cd|comms data|communications data|spoc|application|ocda|authorisation|notice|chart|"
            r"cycomms|charter|"
            rf"resolution|result)[ /]*)+(?:{_REF}|urn|id|number|no)|ocda|spoc ref"
        ),
    ),
)
ANSWER = re.compile(
    r"^(?:answered|returned|resulting|result|response|reply|operator s|isp s) (.+)$|^(.+) (?:in|of) "
    r"(?:the )?(?:answer|reply|response|result)$"
)
TABLES: tuple[tuple[Section, tuple[tuple[str, str], ...]], ...] = (
    (Section.RESOLUTION, RESOLUTION),
    (Section.COVER, COVER),
    (Section.ACCOUNT, ACCOUNT),
)
HEADINGS: tuple[tuple[Section, str], ...] = (
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
            r"data|of interest|used|summary))*|accounts and identifiers|online identifiers|service and account"
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
    r"approved by|authorised by|disseminated to|recipient.*|attachments?|enclosures?|notes?|comments?"
)
