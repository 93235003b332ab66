"""A third set, written after the reader was mended by the others and before it had read these. All invented."""

WRITTEN = (
    (
        "dossier with a side column",
        "docx",
        """
OFFICIAL-SENSITIVE
National Crime Agency - Dissemination Report
| Dissemination number | D-26-009817 |
| Issue date | 21 January 2026 |
| NCMEC CyberTipline number | 179004418 |
| Intelligence grading | 1/A/P |
| Person identified | Rowena Isolde HEXHAM |
| Date of birth | 09 November 1984 |
| Residing at | 2 Lantern Court, Gillingdale, GD4 1PX |
| Landline | 01632 960411 |
| Children in household | Milo HEXHAM (age 3) |
| Suspect account | rowena_hx |
| Platform | Example Social |
| Login IP | 203.0.113.117 |
| Login date/time | 12/01/2026 21:09:55 GMT |
| ISP/CSP | Sample Fibre |
| Subscriber details | Rowena HEXHAM |
| Requested outcome | Attend and safeguard |
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=National Crime Agency | sender_reference=D-26-009817 | dated=2026-01-21
cover: report_number=179004418 | source_grade=1A | handling_code=P | asked=Attend and safeguard
person: role=suspect | name=Rowena Isolde HEXHAM | date_of_birth=1984-11-09 | phone=01632 960411
+ address=2 Lantern Court, Gillingdale, GD4 1PX
person: role=child_at_address | name=Milo HEXHAM | age=3
account: service=Example Social | screen_name=rowena_hx
resolution: ip_address=203.0.113.117 | used_at=2026-01-12T21:09:55+00:00 | operator=Sample Fibre
+ subscriber_name=Rowena HEXHAM
""",
    ),
    (
        "email from a neighbouring force",
        "eml",
        """
From: OCAIT Westmarch <ocait@westmarch.example>
Sent: 05 March 2026 14:02
To: ocsae@force.example
Subject: Referral WM26/00912 - Harlan QUICKE

OFFICIAL-SENSITIVE

Hi,

We have a suspect on your area. Harlan Joseph QUICKE (dob 28/02/1991) has moved to 44 Orchid Way, Larkhill Green, \
LG3 8DD. He uses Example Messenger under the name quickharlan. His number is 07700 900328.

CyberTip 178812004 is the source. The IP was 192.0.2.61 at 08:30:12 UTC on 20 February 2026 and Example Telecom say \
the subscriber is Harlan QUICKE.

Could you please confirm whether any children live with him by 12 March 2026?

Thanks
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=OCAIT Westmarch | sender_reference=WM26/00912 | dated=2026-03-05
cover: report_number=178812004 | asked=confirm whether any children live with him by 12 March 2026
cover: asked_by=2026-03-12
person: role=suspect | name=Harlan Joseph QUICKE | date_of_birth=1991-02-28 | phone=07700 900328
+ address=44 Orchid Way, Larkhill Green, LG3 8DD
account: service=Example Messenger | screen_name=quickharlan
resolution: ip_address=192.0.2.61 | used_at=2026-02-20T08:30:12+00:00 | operator=Example Telecom
+ subscriber_name=Harlan QUICKE
""",
    ),
    (
        "police form with letters for fields",
        "pdf",
        """
OFFICIAL-SENSITIVE
FORM CP7 - TRANSFER OF ONLINE REFERRAL
A. Force sending: Ravensmoor Police
B. Reference: RM/CP7/26/041
C. CyberTip report(s): 177000451, 177000452
D. Name of suspect: Quentin Lyle MARCHBANKS
E. Date of birth of suspect: 16/10/1979
F. Address of suspect: 9 Glebe Field, Upper Tarn, UT6 4LL
G. Name of child: Elsie MARCHBANKS
H. Age of child: 12
I. School of child: Tarn Academy
J. What we need you to do: Safeguard the child and seize devices
K. Source code: 1  Intelligence code: B  Handling: P
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Ravensmoor Police | sender_reference=RM/CP7/26/041
cover: report_number=177000451 | report_number=177000452 | source_grade=1B | handling_code=P
cover: asked=Safeguard the child and seize devices
person: role=suspect | name=Quentin Lyle MARCHBANKS | date_of_birth=1979-10-16
+ address=9 Glebe Field, Upper Tarn, UT6 4LL
person: role=victim|child_at_address|other | name=Elsie MARCHBANKS | age=12 | school=Tarn Academy
""",
    ),
    (
        "summary of several accounts in sentences",
        "docx",
        """
OFFICIAL-SENSITIVE
NCA Referral Bureau
Our ref: NRB/2026/3117
The subject, Oisin Daragh MULVANEY, born 2 June 1988, uses three accounts: "oisin.m" on Example Social, \
"daragh_88" on Example Chat and "mulv_o" on Example Game.
He lives at 17 Ferry Terrace, Ballycastle Quay, BQ1 2CC with his partner Sorcha DEVLIN and her daughter Aoife DEVLIN, \
aged 8.
Example Social reported him to NCMEC on 3 February 2026 (CyberTipline report 176550911).
This product is graded 2B and may be handled under code P.
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=NCA Referral Bureau | sender_reference=NRB/2026/3117
cover: report_number=176550911 | source_grade=2B | handling_code=P
person: role=suspect | name=Oisin Daragh MULVANEY | date_of_birth=1988-06-02
+ address=17 Ferry Terrace, Ballycastle Quay, BQ1 2CC
person: role=occupant|other | name=Sorcha DEVLIN
person: role=child_at_address | name=Aoife DEVLIN | age=8
account: service=Example Social | screen_name=oisin.m
account: service=Example Chat | screen_name=daragh_88
account: service=Example Game | screen_name=mulv_o
""",
    ),
    (
        "table of subscriber checks",
        "docx",
        """
OFFICIAL-SENSITIVE
Requesting body: NCA
Case number: NCA-26-IX-5
| IP | Date | Time | Zone | Provider | Account holder | Address |
| 198.51.100.31 | 10/02/2026 | 18:00:01 | UTC | Example Broadband | Ida THRELKELD | 6 Wharf Row, Selby Moss, SM2 9AA |
| 198.51.100.77 | 11/02/2026 | 19:30:44 | UTC | Example Broadband | Ida THRELKELD | 6 Wharf Row, Selby Moss, SM2 9AA |
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=NCA | sender_reference=NCA-26-IX-5
resolution: ip_address=198.51.100.31 | used_at=2026-02-10T18:00:01+00:00 | operator=Example Broadband
+ subscriber_name=Ida THRELKELD | subscriber_address=6 Wharf Row, Selby Moss, SM2 9AA
resolution: ip_address=198.51.100.77 | used_at=2026-02-11T19:30:44+00:00 | operator=Example Broadband
+ subscriber_name=Ida THRELKELD | subscriber_address=6 Wharf Row, Selby Moss, SM2 9AA
""",
    ),
    (
        "intelligence submission in blocks",
        "pdf",
        """
OFFICIAL-SENSITIVE
Intelligence Submission
Log number
INT-0055-26
Submitted by
Harbour Division Child Protection
Evaluation
2 A P
Nominal 1
Forename: Piers
Surname: ALLBRIGHT
DOB: 30/01/2000
Location: 51 Pier Head, Gullhaven, GH5 5EE
Nominal 2
Forename: Tamsin
Surname: ALLBRIGHT
DOB: 12/12/2014
Relationship to nominal 1: sister
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Harbour Division Child Protection | sender_reference=INT-0055-26
cover: source_grade=2A | handling_code=P
person: role=suspect | name=Piers ALLBRIGHT | date_of_birth=2000-01-30 | address=51 Pier Head, Gullhaven, GH5 5EE
person: role=suspect|other | name=Tamsin ALLBRIGHT | date_of_birth=2014-12-12 | relationship=sister
""",
    ),
    (
        "letter that names a victim",
        "docx",
        """
OFFICIAL-SENSITIVE
Fenwold Constabulary
Fenwold House, 1 Fen Road
Reference FC/2026/CSE/88
15 February 2026

To whom it may concern

Victim: Bethan Carys OWENFIELD, born 19/06/2011, a pupil at Nantgwyn School.
Her mother is Carys OWENFIELD (07700 900147).
Between December and January she was sent messages by the Example Video user "blueharbour22".
The IP address of that user, 203.0.113.203 on 15/01/2026 at 16:40:00 UTC, was assigned by Sample Mobile to Denzil Ray \
OTTERBOURNE of 3 Mill Pond, Fenwold, FW1 1FW.
We request that you visit Mr OTTERBOURNE.
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Fenwold Constabulary | sender_reference=FC/2026/CSE/88 | dated=2026-02-15
cover: asked=you visit Mr OTTERBOURNE
person: role=victim | name=Bethan Carys OWENFIELD | date_of_birth=2011-06-19 | school=Nantgwyn School
person: role=parent_or_carer|other | name=Carys OWENFIELD | phone=07700 900147
account: service=Example Video | screen_name=blueharbour22
resolution: ip_address=203.0.113.203 | used_at=2026-01-15T16:40:00+00:00 | operator=Sample Mobile
+ subscriber_name=Denzil Ray OTTERBOURNE | subscriber_address=3 Mill Pond, Fenwold, FW1 1FW
""",
    ),
    (
        "export of a case system",
        "text",
        """
Case Export v3
Classification: OFFICIAL-SENSITIVE
Owning Organisation: National Crime Agency
Case Ref: CX-778120
Linked CT Numbers: 175100200
Entity 1 Type: Suspect
Entity 1 Name: Felix Bram HOLLINGDEAN
Entity 1 DOB: 1993-05-21
Entity 1 Address: 28 Sparrow Yard, Cobbleton, CB8 2QQ
Entity 2 Type: Child
Entity 2 Name: Nell HOLLINGDEAN
Entity 2 DOB: 2017-03-30
Task: Conduct household checks
Due: 2026-04-01
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=National Crime Agency | sender_reference=CX-778120
cover: report_number=175100200 | asked=Conduct household checks | asked_by=2026-04-01
person: role=suspect | name=Felix Bram HOLLINGDEAN | date_of_birth=1993-05-21
+ address=28 Sparrow Yard, Cobbleton, CB8 2QQ
person: role=child_at_address | name=Nell HOLLINGDEAN | date_of_birth=2017-03-30
""",
    ),
    (
        "short mail, all in one line",
        "eml",
        """
From: NCA Bureau <bureau@nca.example>
Sent: 18 March 2026 07:55
To: ocsae@force.example
Subject: CT 174400090 for action

OFFICIAL-SENSITIVE. NCA ref NCA/B/26/1000. Suspect Edwin Paul SKELDALE DOB 22/07/1966, 5 Pound Lane, Marsh Barton, \
MB7 7AB, tel 07700 900266. IP 192.0.2.8 port 55001 14/03/2026 20:20:20 UTC, Example Fibre, subscriber Edwin SKELDALE. \
Please action.
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=NCA Bureau | sender_reference=NCA/B/26/1000 | dated=2026-03-18
cover: report_number=174400090 | asked=action
person: role=suspect | name=Edwin Paul SKELDALE | date_of_birth=1966-07-22 | phone=07700 900266
+ address=5 Pound Lane, Marsh Barton, MB7 7AB
resolution: ip_address=192.0.2.8 | port=55001 | used_at=2026-03-14T20:20:20+00:00 | operator=Example Fibre
+ subscriber_name=Edwin SKELDALE
""",
    ),
    (
        "form in two halves a line",
        "pdf",
        """
OFFICIAL-SENSITIVE
Originating unit: ICAT Northern    Reference number: ICN/26/404
Report date: 01/02/2026    Tip no: 173300111
Subject surname: BELGRAVE    Subject forename: Cora Jean
Subject DOB: 14/04/1990    Subject gender: F
Subject address: 70 Steel Street, Forgeham, FH2 2JK
Account provider: Example Cloud    Account name: cora.belgrave
Account e-mail: cora.b@example.com
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=ICAT Northern | sender_reference=ICN/26/404 | dated=2026-02-01
cover: report_number=173300111
person: role=suspect | name=Cora Jean BELGRAVE | date_of_birth=1990-04-14
+ address=70 Steel Street, Forgeham, FH2 2JK
account: service=Example Cloud | screen_name=cora.belgrave | email=cora.b@example.com
""",
    ),
)
