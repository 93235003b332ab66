"""The words and forms by which running text gives its facts away."""

from __future__ import annotations

import re

from waymark.stages.intake.readers.pack_cover.dates import DAY, TIME, ZONE
from waymark.stages.intake.readers.pack_cover.values import MARKING

TIP = re.compile(r"\b(?:cyber\s?-?tip(?:\s?-?line)?s?|ncmec|CTRs?)\b", re.IGNORECASE)
TIP_NUMBER = re.compile(r"(?<![\w./+\-])[1-9][0-9]{6,10}(?![\w/\-]|\.[0-9])")
LIST = re.compile(r"\s*(?:,|and|&|;|/)?\s*(?:and\s+)?(?=[1-9][0-9]{6})")
TIP_REACH = 90
DATE_LINE = re.compile(rf"(?m)^[ \t]*(?P<day>{DAY})[ \t]*$", re.IGNORECASE)
NCA_REFERENCE = re.compile(r"\b(?:NCA|CEOP)[-/_](?=[A-Z0-9/_-]*[0-9])[A-Z0-9][A-Z0-9/_-]*[A-Z0-9]")
REFERENCE = re.compile(
    r"\b(?:(?:our|package|pack|disclosure|NCA|CEOP)\s+)?(?:ref(?:erence)?|URN)\.?(?:\s+(?:no\.?|"
    r"number))?\s*(?:is|:)?\s+"
    r"(?P<value>(?=[\w/.\-]*[0-9])[A-Z0-9][\w/.\-]{3,30}[A-Z0-9])",
)
MARKING_LINE = re.compile(
    rf"(?m)^[ \t]*(?P<value>{MARKING}(?:[ \t\-\u2013:\[(/]+[A-Z][A-Z \-]{{2,30}}[\])]?)*)[ "
    rf"\t]*(?:page.*|\d+.*|when complete)?$"
)
MARKED = re.compile(rf"(?:marked|classified(?: as)?|marking(?: is|:)?)\s+(?P<value>{MARKING})")
GRADED = re.compile(
    r"\b(?:graded|grading|grade|evaluated|3x5x2|5x5x5)(?:\s+(?:as|is|of|"
    r"this))*\s*:?\s*(?P<value>[123][\s/]?[A-E](?:[\s/]?[PC])?|"
    r"[A-E][\s/]?[1-5][\s/]?[1-5])\b"
)
HANDLING = re.compile(r"\bhandling(?:\s+code)?\s*(?:is|:)?\s+(?P<value>[PC])\b")
IP = re.compile(
    r"(?<![\w.:\-/])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\[?\.\]?(?:25[0-5]|2[0-4][0-9]|"
    r"1?[0-9]?[0-9])){3}|"
    r"(?=[0-9a-fA-F:]*:[0-9a-fA-F]*:)[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7})(?![\w:]|\.[0-9])"
)
PORT = re.compile(
    r"(?:\bport(?:\s+(?:number|no\.?))?\s*(?:of|:)?\s*|(?<=[0-9\]]):)(?P<value>[0-9]{1,5})(?![0-9:])",
    re.IGNORECASE,
)
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
    r"supplied by|allocated by|"
    r"operated by|belong(?:s|ed|ing) to|range of|response from|reply from|data from|obtained from|"
    r"provided by|issued by|"
    r"records (?:of|from|held by)|leased "
    r"by)\s+(?:the\s+)?(?P<value>[A-Z0-9][\w&.'\u2019-]*(?:\s+(?:[A-Z0-9&][\w&.'\u2019-]*)){0,4})"
)
SUBSCRIBER = re.compile(
    r"\b(?:subscribers?|account ?holders?|bill[ -]?payers?|customer|registered|allocated|assigned|"
    r"resolve[sd]?|resolving|"
    r"leased|in the name of|billed)\b(?:\s+(?:was|is|as|to|be|being|has|been|identified|recorded|named|"
    r"shown|confirmed|"
    r"the|subscriber|account|holder|for|that|an?|at|in|name|of|time|user|line|address|back|"
    r"customer)){0,12}\s*:?\s*(?=[^\W\d_a-z])"
)
SUSPECT = re.compile(
    r"\b(?:suspect|subject|user of (?:the|this) account|person (?:responsible|using the "
    r"account))\b(?:\s+(?:is|was|as|has|been|"
    r"to|be|believed|identified|named|thought))*\s*:?\s*(?=[^\W\d_a-z])"
)
CHILD = re.compile(
    r"\b(?:child(?:ren)?|daughters?|sons?|step-?(?:sons?|daughters?|children)|siblings?|dependants?|pupils?)\b",
    re.IGNORECASE,
)
VICTIM = re.compile(r"\bvictims?\b", re.IGNORECASE)
QUOTED_ACCOUNT = re.compile(
    r"\b(?:user ?name|screen ?name|handle|account|profile|user)\b(?:\s+(?:is|was|of|named|called|"
    r"name))*\s*:?\s*"
    r"(?:[\"'\u201c\u2018](?P<quoted>[^\"'\u201c\u201d\u2018\u2019\n]{2,60})[\"'\u201d\u2019]|"
    r"(?P<at>@[\w.]{2,40})|(?P<bare>[A-Za-z][\w.\-]*[0-9_.][\w.\-]*\w))",
    re.IGNORECASE,
)
SERVICE = re.compile(
    r"\b(?:on|with|by|from|to|of|"
    r"the)\s+(?:the\s+)?(?P<value>[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)(?=\s+(?:account|user|platform|app|"
    r"service|reported|$)|[,.;]|\s*$)|\b(?P<before>(?!The\b|This\b|An?\b|His\b|Her\b|Their\b|Suspect\b|"
    r"Reported\b|User\b|ISP\b|IP\b)[A-Z][\w.]+)\s+(?:account|user ?name|user|profile|handle)\b"
)
ASKED = re.compile(
    r"(?:(?:[Yy]ou|[Yy]our force|[Tt]he (?:receiving )?force|[A-Z][\w ]{2,30}(?:Police|Constabulary)|"
    r"[Tt]he recipient) (?:is|are) "
    r"(?:therefore |kindly |hereby )?(?:asked|requested|invited|required|tasked) to|[Ii]t is "
    r"(?:therefore )?requested that|"
    r"[Cc](?:an|ould) you (?:please |kindly )?|[Ww]ould you (?:please |kindly )?(?=[a-z])|(?:[Ww]e|NCA|"
    r"[Tt]he NCA) (?:would )?(?:therefore |kindly )?(?:asks?|requests?)(?: that)?|[Pp]lease (?!see|find|"
    r"note|contact|quote|do not|refer))"
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
NCA = re.compile(r"\b(?:National Crime Agency|NATIONAL CRIME AGENCY)\b|\bNCA(?:[ -]CEOP)?\b(?![/_-])")
FORCE = re.compile(
    r"\b(?:[A-Z][a-z]+(?: (?:and|&) | |-)){1,4}(?:Police(?: Service)?|Constabulary)\b|\bPolice "
    r"(?:Service of Northern Ireland|Scotland)\b"
)
CLAUSE = 220
HEAD_OF_PACK = 600
