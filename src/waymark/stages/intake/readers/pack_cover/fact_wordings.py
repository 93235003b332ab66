"""The words that packs use for the facts of a cover, an account and a resolution: patterns of whole labels."""

from __future__ import annotations

import re

from waymark.stages.intake.readers.pack_cover.wordings import NUMBER, Section

_REF = r"(?:ref(?:erence)?s?|urns?|unique reference)" + NUMBER

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
            r"number))|(?:nca|ceop) (?:id|number|no|case)|urn|"
            r"originators? (?:ref(?:erence)?|urn)|.{1,20} log(?: ref(?:erence)?)?"
        ),
    ),
    (
        "report_number",
        (
            rf"(?:ncmec(?:/| )?)?(?:cyber ?-?tip(?: ?-?line)?|ct|ctr|ctl)s?(?: reports?| tips?)*(?: "
            rf"?(?:{_REF}|ids?|numbers?|nos?|#))*|"
            rf"ncmec(?: reports?| tips?| referral| cyber ?tip ?line report)*(?: ?(?:{_REF}|ids?|numbers?|"
            rf"nos?))*|(?:linked|related|source) ct(?: reports?)?(?: numbers?| ids?| refs?| nos?)?|"
            rf"tips?(?: ?(?:{_REF}|ids?|numbers?|nos?|#))*|(?:linked|"
            r"related|source|us|originating) (?:ncmec|cyber ?tip(?: ?line)?)(?: reports?)?(?: numbers?| "
            r"ids?| refs?| nos?)?"
        ),
    ),
    (
        "dated",
        (
            r"date|dated|date (?:of )?(?:issue|issued|report|document|package|pack|dissemination|"
            r"disclosure|sent|form|letter|memo|request|product|transfer|notice|"
            r"disseminated|referral|submission|created|completed)|issued(?: on)?|disseminated(?: on)?|created|"
            r""
            r"report date|date (?:sent|disseminated) (?:to|for) .{1,20}|sent on|dated on|"
            r"(?:issue|dissemination|referral|disclosure) date"
        ),
    ),
    (
        "marking",
        (
            r"(?:government |government security |protective |security |document )*(?:marking|"
            r"classification|protective "
            r"marking|security level|gsc|gpms)|marked|security marking"
        ),
    ),
    ("source_part", r"source (?:evaluation|reliability|assessment|code)|reliability of source|source"),
    (
        "information_part",
        r"(?:intelligence|information|intel)(?: (?:assessment|evaluation|reliability|accuracy|code|grade))?",
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
            r"you to do)?|rfi|(?:requested|desired|required) outcomes?|what we need(?: from)? you to do|"
            r"task for (?:you|force)|(?:what )?(?:do )?(?:you|we) want (?:us|you) to do|we ask"
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
            r"by when|(?:do )?(?:you|we) need an? (?:answer|reply|response)(?: by)?|timescales?|target date|"
            r"suspense date"
        ),
    ),
    (
        "sender",
        (
            r"(?:originat(?:or|ing)|issuing|sending|disclosing|disseminating|owning|referring|"
            r"source|requesting) (?:agency|force|"
            r"body|organi[sz]ation|department|unit|division|law enforcement agency)|originator|originated by|"
            r"agency|"
            r"submitted by|owning organi[sz]ation|force sending|disseminated by|(?:sent|issued|sending it|"
            r"is sending it|who sent it)(?: by)?|sender(?: name)?|"
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
            r"platform / app|account (?:provider|service|platform|company|site|app)|reporter|submitter|"
            r"account with|account on|hosted by|(?:messaging|chat|gaming|dating|"
            r"video|photo|file sharing) (?:app|site|service|platform)|(?:social media|messaging) (?:site|app)|"
            r""
            r"(?:site|app|platform|service|website)(?: ?(?:or|/|and) ?(?:site|app|platform|service|website))+"
        ),
    ),
    (
        "screen_name",
        (
            r"(?:user|screen|display|profile|account|login|nick|member|screen/user|account user|gamer)[ "
            r"-]?(?:name|tag|"
            r"handle)s?|handles?|nickname|moniker|gamertag|alias(?:es)?|usernames?|user|account|online name|"
            r"snapchat|kik|acct|accounts?(?: name)?|[su]/n"
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
            r"(?:(?:last(?: login| used| known)?|source|upload|login|log-in|reported|offending|originating|"
            r"queried|requested|"
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
            r"event)|datetime|activity|on)(?: (?:queried|asked|requested|resolved|checked))?|"
            r"(?:time|date)s? (?:queried|asked|requested)|"
            r"(?:last )?(?:login|log-in|seen)(?: (?:date|time|at|on))*|when|dtg|date time group"
        ),
    ),
    ("zone", r"(?:time )?zone|tz|time ?zone"),
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
            r"(?:date |ip )?(?:resolved|answered|returned|result(?:ed)?|(?:result|answer|reply) (?:received|"
            r"obtained)|received|"
            r"checked|obtained)(?: (?:on|"
            r"date))?|date (?:of )?(?:result|resolution|return|answer|response|reply|check|cd result|"
            r"disclosure by isp|data "
            r"obtained)|(?:result|resolution|response|return|resolved|checked|reply|answer)(?:ed)? (?:date|"
            r"on)|"
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
            r"(?:(?:cd|ipa|ripa|comms data|communications data|spoc|application|ocda|authorisation|notice|"
            r"chart|"
            r"cycomms|charter|"
            rf"resolution|result)[ /]*)+(?:{_REF}|urn|id|number|no)|ocda|spoc ref"
        ),
    ),
)
ANSWER = re.compile(
    r"^(?:answered|returned|resulting|result|response|reply|operator s|isp s) (.+)$|^(.+) (?:in|of) "
    r"(?:the )?(?:answer|reply|response|result)$|^(.+) (?:returned|answered|supplied|disclosed)$"
)

# Of an account, said in the label itself: elsewhere an e-mail is a person's.
ACCOUNT_CONTACTS: tuple[tuple[str, str], ...] = (
    (
        "account_email",
        (
            r"(?:registered|registration|recovery|verified|account|sign-?up|"
            r"login)(?: account)? e ?-?mails?(?: address)?|"
            r"e ?-?mails?(?: address)? (?:on|of|for|registered to|registered with)(?: the)? account|"
            r"e ?-?mails? (?:registered|used)"
        ),
    ),
    (
        "account_phone",
        (
            r"(?:registered|registration|recovery|verified|account|sign-?up) (?:phone|mobile|"
            r"telephone)(?: number| no)?|"
            r"(?:phone|mobile|telephone)(?: number| no)? (?:on|of|for|registered to)(?: the)? account"
        ),
    ),
)
TABLES: tuple[tuple[Section, tuple[tuple[str, str], ...]], ...] = (
    (Section.RESOLUTION, RESOLUTION),
    (Section.COVER, COVER),
    (Section.ACCOUNT, ACCOUNT_CONTACTS),
    (Section.ACCOUNT, ACCOUNT),
)
