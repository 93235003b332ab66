"""The words and forms by which running text gives its facts away."""

from __future__ import annotations

import re

from waymark.stages.intake.readers.pack_cover.dates import DAY, TIME, ZONE
from waymark.stages.intake.readers.pack_cover.values import MARKING

TIP = re.compile(r"\b(?:cyber\s?-?tip(?:\s?-?line)?s?|ncmec|CTRs?|CT(?=\s+[1-9][0-9]{7}))\b", re.IGNORECASE)
TIP_NUMBER = re.compile(r"(?<![\w./+\-])[1-9][0-9]{6,10}(?![\w/\-]|\.[0-9])")
LIST = re.compile(r"\s*(?:,|and|&|;|/)?\s*(?:and\s+)?(?=[1-9][0-9]{6})")
TIP_REACH = 90
DATE_LINE = re.compile(rf"(?m)^[ \t]*(?P<day>{DAY})[ \t]*$", re.IGNORECASE)
NCA_REFERENCE = re.compile(
    r"\b(?<![\w/\-])(?:NCA|CEOP)[-/_](?=[A-Z0-9/_-]*[0-9])[A-Z0-9][A-Z0-9/_-]*[A-Z0-9]"
)
REFERENCE = re.compile(
    r"\b(?:(?:our|package|pack|disclosure|NCA|CEOP)\s+)?(?:[Rr]ef(?:erence)?|REF(?:ERENCE)?|"
    r"URN)\.?(?:\s+(?:no\.?|"
    r"number))?\s*(?:is|:)?\s+"
    r"(?P<value>(?=[\w/.\-]*[0-9])[A-Z0-9][\w/.\-]{3,30}[A-Z0-9])",
)
# `NCA referral REF-26-118-Q`, `Transfer BK/26/222`, `log 0413/26`: a paper, and its number with a stroke or dash.
NAMED_PAPER = re.compile(
    r"\b(?:[Rr]eferral|[Tt]ransfer(?: of referral)?|[Dd]issemination|[Pp]ackage|[Ll]og|[Cc]ase|"
    r"[Ff]ile|[Rr]esults? for)"
    r"(?:\s+(?:no\.?|number|"
    r"ref))?\s+(?P<value>(?=[\w/.\-]*[0-9])(?=[\w.]*[/\-])[A-Z0-9][\w/.\-]{3,30}[A-Z0-9])\b"
)
# `NCA pack RB-26-118`: the agency's own number, said in another's paper.
NCA_PAPER = re.compile(
    r"\b(?:NCA|CEOP)\s+(?:[Pp]ack(?:age)?|[Rr]eferral|[Dd]issemination|[Pp]roduct)\s+"
    r"(?P<value>(?=[\w/.\-]*[0-9])(?=[\w.]*[/\-])[A-Z0-9][\w/.\-]{3,30}[A-Z0-9])\b"
)
# A line at the head of a pack that begins with such a number.
NUMBER_FIRST = re.compile(
    r"(?m)^[ \t]*(?P<value>[A-Z]{2,}[A-Z0-9]*[/\-](?=[\w/\-]*[0-9])[\w/\-]{3,30}[A-Z0-9])(?=\s|$)"
)
DATE_LAST = re.compile(rf"(?m)[\-\u2013,]\s+(?P<day>{DAY})[ \t]*$", re.IGNORECASE)
MARKING_LINE = re.compile(
    rf"(?m)^[ \t]*(?:[A-Z][A-Z \-]{{4,30}}/[ \t]*)?"
    rf"(?P<value>{MARKING}(?:[ \t\-\u2013:\[(/]{{1,3}}[A-Z][A-Z \-]{{2,30}}[\])]?)*)"
    rf"(?:[ \t]*(?:page.*|\d+.*|when complete)?$|[ ]{{4,}}|\t)"
)
MARKED = re.compile(
    rf"(?m)(?:^(?=[^\n]{{8,40}}[.;])|^Subject:|marked|classified(?: as)?|marking(?: is|"
    rf":)?)\s*(?P<value>{MARKING})"
)
GRADED = re.compile(
    r"\b(?:[Gg]raded|[Gg]rading|[Gg]rade|[Ee]valuated|[Ee]valuation|3x5x2|5x5x5)(?:\s+(?:as|is|of|"
    r"this|the|information|intelligence|material))*\s*:?\s*(?P<value>[123][\s/]?[A-E](?:[\s/]?[PC])?|"
    r"[A-E][\s/]?[1-5][\s/]?[1-5])\b"
)
HANDLING = re.compile(
    r"\b[Hh]and(?:ling|led)(?:\s+(?:under|as|at))?(?:\s+code)?\s*(?:is|:)?\s+(?P<value>[PC])\b"
)
IP = re.compile(
    r"(?<![\w.:\-/])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\[?\.\]?(?:25[0-5]|2[0-4][0-9]|"
    r"1?[0-9]?[0-9])){3}|"
    r"(?=[0-9a-fA-F:]*:[0-9a-fA-F]*:)[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7})(?![\w:]|\.[0-9])"
)
# Parts of a grade in words: `Source 1, intelligence B, handling P`.
GRADED_IN_WORDS = re.compile(
    r"\bsource\s+(?:is\s+)?[123]\b[,;\s]+(?:and\s+)?(?:information|intelligence)\s+(?:is\s+)?[A-E]\b",
    re.IGNORECASE,
)
PORT = re.compile(
    r"\bport(?:\s+(?:number|no\.?))?\s*(?:of|:)?\s*(?P<value>[0-9]{1,5})(?![0-9:])", re.IGNORECASE
)
PORT_AFTER_ADDRESS = re.compile(r":(?P<value>[0-9]{1,5})(?![0-9:])")
MOMENT = re.compile(
    rf"(?:{TIME}\s*(?:{ZONE}\s*)?(?:on|"
    rf",)?\s*{re.sub('<', '<d_', DAY).replace('(?<d_!', '(?<!').replace('(?<d_=', '(?<=')}"
    rf"|{re.sub('<', '<e_', DAY).replace('(?<e_!', '(?<!').replace('(?<e_=', '(?<=')}(?:\s*(?:at|,|T|-|"
    rf"\u2013))?\s*"
    rf"{re.sub('<', '<f_', TIME)}(?:\s*{re.sub('<', '<f_', ZONE).replace('(?<f_!', '(?<!')})?)",
    re.IGNORECASE,
)
OPERATOR = re.compile(
    r"(?i:enquir(?:ies|y) (?:with|of|to|made with|made to)|application to|request to|customer of|"
    r"supplied by|allocated by|assigned by|resolved by|answered by|confirmed by|checks? (?:with|at)|"
    r"operated by|belong(?:s|ed|ing) to|range of|response from|reply from|data from|obtained from|"
    r"provided by|issued by|"
    r"records (?:of|from|held by)|leased "
    r"by)\s+(?:the\s+)?(?P<value>[A-Z0-9][\w&.'\u2019-]*(?:\s+(?:[A-Z0-9&][\w&.'\u2019-]*)){0,4})"
)
# `Example Broadband confirmed on 6 March 2026 that`: an operator that answers, where a line is spoken of.
OPERATOR_ANSWERS = re.compile(
    r"(?<![\w.])(?P<value>[A-Z0-9][\w&'\u2019-]*(?:[ \t\n](?:[A-Z0-9&][\w&'\u2019-]*)){0,4})\s+(?:has |have )?"
    r"(?:confirm(?:ed|s)|report(?:ed|s)|(?:told|informed|notified)(?: us)?|answer(?:ed|s)|repl(?:ied|ies)|"
    r"respond(?:ed|s)|resolved|advise[ds]?|"
    r"state[ds]?|says?|shows?|gives?)\b"
    r"(?=[^.\n]{0,90}\b(?:it(?:['\u2019]s| is)|address|IP|line|subscriber|customer|account|allocated|"
    r"registered|yesterday|"
    r"today|that|on)\b)"
)
# `21/04/2026: Example Mobile answered`: a line of a chronology, which begins with its day.
ANSWERED_DATED = re.compile(
    rf"(?m)^[ \t]*(?P<day>{DAY})\s*[:\-\u2013]\s+[^\n]{{0,60}}?\b(?:answered|replied|responded|confirmed|"
    rf"resolved|"
    r"result (?:received|returned|obtained))\b",
    re.IGNORECASE,
)
APPLIED = re.compile(
    r"\b(?:[Aa]pplication|[Aa]uthorisation|[Nn]otice|IPA ref\.?|OCDA)\s+(?:(?:no\.?|number|ref(?:erence)?)\s+)?"
    r"(?P<value>(?=[\w/.\-]*[0-9])(?=[\w.]*[/\-])[A-Z0-9][\w/.\-]{3,30}[A-Z0-9])\b"
)
# `Example Broadband, account holder Jo Example`: the operator right before its subscriber.
OPERATOR_BESIDE = re.compile(
    r"(?<![\w.])(?P<value>[A-Z0-9][\w&'\u2019-]*(?:[ \t](?:[A-Z0-9&][\w&'\u2019-]*)){0,4})[,;:]\s+(?:the\s+)?"
    r"(?:(?:registered |named )?(?:subscriber|account ?holder|bill[ -]?payer|customer))\b"
)
ANSWERED_ON = re.compile(
    rf"\b(?:confirmed|answered|replied|responded|(?:told|informed|notified|advised)(?: us)?|(?:results?|"
    rf"answer|reply|response) (?:was|were|is|are)?\s*"
    rf"(?:received|dated|returned|given|obtained)|resolved)\s+on\s+(?:the )?(?P<day>{DAY})",
    re.IGNORECASE,
)
SUBSCRIBER = re.compile(
    r"\b(?:subscribers?|account ?holders?|bill[ -]?payers?|customer|registered|allocated|assigned|"
    r"says? (?:that )?it(?:['\u2019]s| is| was)|"
    r"(?:resolve[sd]?|assigned|allocated)(?: by(?: [A-Z0-9][\w&'\u2019-]*){1,4}(?= to\b))?|resolving|"
    r"leased|in the name of|billed)\b(?:\s+(?:was|is|as|to|be|being|has|been|identified|recorded|named|"
    r"shown|confirmed|"
    r"the|subscriber|account|holder|for|that|an?|at|in|name|of|time|user|line|address|back|by|"
    r"customer)){0,12}\s*:?\s*(?=[^\W\d_a-z])"
)
SUSPECT = re.compile(
    r"\b(?:[Ss]uspect|[Ss]ubject|(?:thought|believed|suspected|understood|assessed) to be|user of (?:the|"
    r"this) account|person (?:responsible|using the "
    r"account)|(?:concern(?:s|ing)|regarding|relat(?:es|ing) to|in respect of|referral (?:for|on|of)|"
    r"believe that)"
    r"(?: a| the| our)?(?: suspect| subject)?)\b(?:\s+(?:is|was|as|has|been|"
    r"to|be|believed|identified|named|thought|in|our|this|the|case|here))*\s*:?\s*(?=[^\W\d_a-z])"
)
CHILD = re.compile(
    r"\b(?:(?:grand|step-?)?child(?:ren)?(?!(?:['\u2019]s)?\s+(?:sex|abuse|protection|exploitation|"
    r"services|safety))|"
    r"(?:grand|step-?)?(?:daughters?|sons?)|siblings?|dependants?|pupils?|nieces?|nephews?)\b",
    re.IGNORECASE,
)
AGED = re.compile(r"[\s,(]aged?:?\s+(?P<age>[0-9]{1,2})\b")
PARENT = re.compile(
    r"\b(?i:mother|father|mum|dad|parent|carer|guardian)s?\b(?:\s+(?:is|are|was|named|"
    r"called))*\s*:?\s*(?=[^\W\d_a-z])"
)
PARTNER = re.compile(
    r"\b(?:partner|wife|husband|spouse|cohabitee)\b(?:,?\s+(?:is|named|called))*\s*[:,]?\s*(?=[^\W\d_a-z])"
)
# `"name" on Example Chat`, `uses Example Chat under the name name`.
ON_SERVICE = re.compile(
    r"[\"\u201c\u2018](?P<name>[\w.\-]{3,40})[\"\u201d\u2019]\s+on\s+(?P<service>[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)|"
    r"\b(?:uses|using|on)\s+(?P<service2>[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)\s+(?:under|with|by|as)\s+the\s+"
    r"(?:name|user ?name|handle)\s+[\"\u201c]?(?P<name2>[\w.\-]{3,40}\w)"
)
ROLE_BEFORE = re.compile(r"\b(?:suspect|subject|offender|nominal)\b", re.IGNORECASE)
PHONE_AFTER = re.compile(
    r"[\s,(;]*(?:(?:is |can be reached )?on\s+)?(?:tel(?:ephone)?|mobile|phone|"
    r"mob)?\.?:?\s*(?P<value>\+?0[0-9][0-9 ]{8,12}[0-9])"
)
# What a sentence says of a child that lives somewhere, and of one that was reached through a service.
AT_ADDRESS = re.compile(
    r"\b(?:lives?|living|resid\w+|stays?|visits?|address|household|home|premises|daughters?|sons?|"
    r"grandchild\w*)\b",
    re.IGNORECASE,
)
REACHED = re.compile(
    r"\b(?:contact(?:ed)?|messag\w+|groom\w*|threaten\w*|immediate(?:ly)?|at risk|danger)\b", re.IGNORECASE
)
# More of the person named last, in the sentences after: `His telephone number is`.
HIS_PHONE = re.compile(
    r"\b(?:his|her|their|tele?phone|mobile|tel|phone|reached on|"
    r"contacted on)\b[^.;]{0,40}?(?P<value>\+?0?[0-9][0-9 \n]{8,14}[0-9])",
    re.IGNORECASE,
)
HIS_EMAIL = re.compile(
    r"\b(?:his|her|their|an)\s+e-?mail(?:\s+address)?\s+(?:is|"
    r"was)?\s*(?P<value>[^\s<>,;()]+@[^\s<>,;()]+[^\s<>,;().])",
    re.IGNORECASE,
)
LIVES_AT = re.compile(
    r"\b(?:he|she|they|who)\s+(?:currently )?(?:lives?|resides?|is resident|stays?)\s+at\s+", re.IGNORECASE
)
SCHOOL = re.compile(
    r"\b(?:attends|pupil at|goes to|student at|school (?:is|was|"
    r":))\s+(?P<value>[A-Z][\w'\u2019]*(?:\s[A-Z][\w'\u2019]*){1,5})"
)
VICTIM = re.compile(r"\bvictims?\b", re.IGNORECASE)
QUOTED_ACCOUNT = re.compile(
    r"\b(?:user ?name|screen ?name|handle|account|profile|user)\b(?:\s+(?:is|was|of|named|called|user|"
    r"account|"
    r"name))*\s*:?\s*"
    r"(?:[\"'\u201c\u2018](?P<quoted>[^\"'\u201c\u201d\u2018\u2019\n]{2,60})[\"'\u201d\u2019]|"
    r"(?P<at>@[\w.]{2,40})|(?P<bare>[A-Za-z][\w.\-]*[0-9_.][\w.\-]*\w))",
    re.IGNORECASE,
)
SERVICE = re.compile(
    r"\b(?:on|with|by|from|to|of|using|used|"
    r"the)\s+(?:the\s+)?(?P<value>[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)(?=\s+(?:account|user|platform|app|"
    r"service|reported|was|were|is|has|by|and|from|under|as|$)|[,.;]|\s*$)|"
    r"(?P<first>[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)"
    r"(?=\s+(?:reported|made|submitted|filed)\b)|\b(?P<before>(?!The\b|This\b|An?\b|His\b|Her\b|Their\b|"
    r"Suspect\b|"
    r"Reported\b|User\b|ISP\b|IP\b)[A-Z][\w.]+(?:[ ][A-Z][\w.]+)?)\s+(?:account|user ?name|user|profile|"
    r"handle)\b"
)
ASKED = re.compile(
    r"(?:(?:[Yy]ou|[Yy]our force|[Tt]he (?:receiving )?force|[A-Z][\w ]{2,30}(?:Police|Constabulary)|"
    r"[Tt]he recipient) (?:is|are) "
    r"(?:therefore |kindly |hereby )?(?:asked|requested|invited|required|tasked) to|[Ii]t is "
    r"(?:therefore )?requested that|"
    r"[Cc](?:an|ould) you (?:please |kindly )?|[Ww]ould you (?:please |kindly )?(?=[a-z])|(?:[Ww]e|NCA|"
    r"[Tt]he NCA) (?:would )?(?:therefore |kindly )?(?:asks?|requests?)(?: that)?|(?:would be |"
    r"be )?[Gg]rateful if|"
    r"(?:[Tt]he )?[Ff]orce (?:is |are )?to (?=[a-z])|[Pp]lease (?!see|find|"
    r"note|contact|quote|do not|refer))"
)
USER_NUMBER = re.compile(
    r"[\s,(]*(?:user ?id|uid|id|user number|account id|account number)\s*(?:is|"
    r":)?\s*(?P<value>[A-Za-z0-9][\w.\-]{3,40})\)?",
    re.IGNORECASE,
)
REGISTERED_TO = re.compile(
    r"[^.\n]{0,40}?\b(?:registered|linked|verified|created|opened)\s+(?:to|with|by|using|under)\s+(?:the\s+)?"
    r"(?:e-?mail(?:\s+address)?\s+)?(?P<value>[^\s<>,;()]+@[^\s<>,;()]+[^\s<>,;().])",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n\s*\n|\Z")
BY = re.compile(
    rf"\b(?:by|before|no later than|not later than|on or before)\s+(?:close of play on |close of "
    rf"business on |the )?(?P<day>{DAY})",
    re.IGNORECASE,
)
WITHIN = re.compile(
    r"\bwithin\s+(?:\w+|[0-9]{1,3})(?:\s*\([0-9]{1,3}\))?\s+(?:working |calendar )?(?:hours|days|weeks|"
    r"months)\b(?:\s+of\s+\w+)?",
    re.IGNORECASE,
)
# A line at the head of a pack that names a body whole: `NCA Referral Bureau`, `Cyber Team, Greyfell Police`.
_OF_BODY = r"(?:[A-Z][A-Za-z&'\u2019]*|\([A-Z][A-Za-z]+\)|and|of|for|the|&)"
BODY = re.compile(
    rf"(?m)^[ \t]*(?:From:?\s+(?:the\s+)?)?(?P<value>(?=[^\n]*\b(?:Police|Constabulary|"
    rf"National Crime Agency|NATIONAL "
    rf"CRIME AGENCY|NCA|CEOP|POLICE|(?i:Organised Crime Unit)|"
    rf"ROCU)\b|[^\n|:,.0-9]{{6,60}}\b(?:Unit|Bureau|Hub|"
    rf"Command)[ \t]*$){_OF_BODY}(?:,? {_OF_BODY}){{0,9}})[ \t]*"
    r"(?:$|[|\u2013\-]\s|,\s+(?=[0-9])|[ ]{4,}|\t)"
)
RECEIVES = re.compile(r"(?:\b(?:to|for|receiving|recipient|cc|attention of)\b[^\n]{0,60})$", re.IGNORECASE)
NCA = re.compile(r"\b(?:National Crime Agency|NATIONAL CRIME AGENCY)\b|\bNCA(?:[ -]CEOP)?\b(?![/_-])")
FORCE = re.compile(
    r"\b(?:[A-Z][a-z]+(?: (?:and|&) | |-)){1,4}(?:Police(?: Service)?|Constabulary)\b|\bPolice "
    r"(?:Service of Northern Ireland|Scotland)\b"
)
CLAUSE = 220
HEAD_OF_PACK = 600
