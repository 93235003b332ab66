"""A fourth set, in ten other layouts, written before its author had read what the reader looks for. All invented."""

WRITTEN = (
    (
        "bilingual table with labels in Welsh and English",
        "docx",
        """
SWYDDOGOL SENSITIF / OFFICIAL SENSITIVE
Heddlu Dyffryn / Dyffryn Police
| Cyfeirnod / Reference | DP/POLIT/26/0118 |
| Dyddiad / Date | 14/03/2026 |
| Rhif CyberTip / CyberTip number | 180233417 |
| Enw / Name | Gethin Rhodri PRYDDERCH |
| Dyddiad geni / Date of birth | 03/08/1990 |
| Cyfeiriad / Address | 12 Heol y Felin, Llanwern, LW2 7TT |
| Rhif ffôn / Telephone number | 07700 900415 |
| Plentyn yn y cyfeiriad / Child at address | Mali PRYDDERCH, 5 oed / aged 5 |
| Cyfeiriad IP / IP address | 198.51.100.88 |
| Amser / Time | 02/03/2026 20:15:31 UTC |
| Darparwr / Provider | Example Broadband |
| Tanysgrifiwr / Subscriber | Gethin PRYDDERCH |
| Gradd / Grading | 1A |
| Cod trin / Handling code | P |
| Cam gofynnol / Action required | Research and attend |
""",
        """
cover: marking=OFFICIAL-SENSITIVE|OFFICIAL SENSITIVE | sender=Dyffryn Police|Heddlu Dyffryn / Dyffryn Police
+ sender_reference=DP/POLIT/26/0118 | dated=2026-03-14 | report_number=180233417 | source_grade=1A | handling_code=P
+ asked=Research and attend
person: role~=suspect | name=Gethin Rhodri PRYDDERCH | date_of_birth=1990-08-03 | phone=07700 900415
+ address=12 Heol y Felin, Llanwern, LW2 7TT
person: role=child_at_address | name=Mali PRYDDERCH | age=5
resolution: ip_address=198.51.100.88 | used_at=2026-03-02T20:15:31+00:00 | operator=Example Broadband
+ subscriber_name=Gethin PRYDDERCH
""",
    ),
    (
        "bureau headings with each value beneath its label",
        "pdf",
        """
OFFICIAL - SENSITIVE
NATIONAL CRIME AGENCY
CSEA Referral Bureau

Our reference
NCA-RB-2026-0071845

Date of dissemination
19 March 2026

CyberTipline reference(s)
181002334
181002335

Intelligence evaluation
2 B P

SUBJECT OF REFERRAL

Full name
Leonard Ambrose TREVITHICK

DOB
22 April 1968

Home address
Flat 4, 60 Harbour Parade
Porthkerris
PK1 4DB

Mobile number
07700 900588

Online account

Service
Example Cloud

Account ID
4411-77-8823

Registered email
l.trevithick@example.net

ACTION FOR FORCE

Confirm who lives at the address and return a result within 28 days
""",
        """
cover: marking=OFFICIAL-SENSITIVE|OFFICIAL - SENSITIVE | sender=National Crime Agency|CSEA Referral Bureau
+ sender_reference=NCA-RB-2026-0071845 | dated=2026-03-19 | report_number=181002334 | report_number=181002335
+ source_grade=2B | handling_code=P
+ asked=Confirm who lives at the address and return a result within 28 days | asked_by~=within 28 days
person: role=suspect | name=Leonard Ambrose TREVITHICK | date_of_birth=1968-04-22 | phone=07700 900588
+ address=Flat 4, 60 Harbour Parade, Porthkerris, PK1 4DB
account: service=Example Cloud | identifier=4411-77-8823 | email=l.trevithick@example.net
""",
    ),
    (
        "letter in prose alone",
        "docx",
        """
Northmere Police
Online Child Abuse Team
Northmere

2 April 2026

Dear colleague

We write about CyberTipline report 180774521, which Example Chat made on 11 March 2026. Our reference is NM-OCAT-2604.

The account with the user name "fenlark_71" was used from 203.0.113.54, source port 41822, at 22:41:09 UTC on 10 March \
2026. Example Mobile told us on 30 March 2026 that the address was allocated to Mr Barnaby Giles WETHERELL, born 17 May \
1971, of 5 Cutler's Yard, Stonebeck, SB3 6QP.

Mr WETHERELL lives there with his wife, Prudence WETHERELL, and their son Toby WETHERELL, who is 14 and attends \
Stonebeck High School.

We grade this 1A and it may be shared under handling code P. Please take over the investigation by 16 April 2026.

Yours sincerely
""",
        """
cover: sender=Northmere Police|Northmere Police, Online Child Abuse Team | sender_reference=NM-OCAT-2604
+ dated=2026-04-02 | report_number=180774521 | source_grade=1A | handling_code=P
+ asked=take over the investigation by 16 April 2026 | asked_by=2026-04-16
person: name~=Barnaby Giles WETHERELL | date_of_birth~=1971-05-17
+ address~=5 Cutler's Yard, Stonebeck, SB3 6QP | role~=suspect
person: role=occupant|other|parent_or_carer | name=Prudence WETHERELL | relationship~=wife
person: role=child_at_address | name=Toby WETHERELL | age=14 | school=Stonebeck High School | relationship~=son
account: service=Example Chat | screen_name=fenlark_71
resolution: ip_address=203.0.113.54 | port=41822 | used_at=2026-03-10T22:41:09+00:00 | operator=Example Mobile
+ answered_on=2026-03-30 | subscriber_name=Barnaby Giles WETHERELL | subscriber_birth=1971-05-17
+ subscriber_address=5 Cutler's Yard, Stonebeck, SB3 6QP
""",
    ),
    (
        "form with numbered boxes",
        "docx",
        """
OFFICIAL-SENSITIVE
Online CSA transfer form
1. Originating agency: Saltholme Constabulary
2. Agency reference: SH/OCSAE/2026/55
3. Date of form: 21/03/2026
4. Subject
4.1 Surname: ARKENTHWAITE
4.2 Forename(s): Digby Paul
4.3 Date of birth: 11/11/1982
4.4 Home address: 8 Tannery Walk, Eastbeck, EB6 2LN
4.5 Occupation: Driver
5. Internet details
5.1 Platform: Example Video
5.2 Username: arkydig
5.3 IP address: 192.0.2.140
5.4 Date/time (UTC): 01/03/2026 06:12:00
5.5 ISP: Sample Fibre
5.6 Subscriber: Maureen ARKENTHWAITE
5.7 Subscriber address: 8 Tannery Walk, Eastbeck, EB6 2LN
6. Children
6.1 Name: Poppy ARKENTHWAITE
6.2 Age: 6
6.3 School: Eastbeck Primary School
7. Grading: 1B
8. Handling: C
8.1 Conditions: Not to be disclosed to the family without the originator's agreement
9. Action requested: Safeguarding visit
10. Required by: 28/03/2026
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Saltholme Constabulary | sender_reference=SH/OCSAE/2026/55
+ dated=2026-03-21 | source_grade=1B | handling_code=C
+ handling_conditions=Not to be disclosed to the family without the originator's agreement
+ asked=Safeguarding visit | asked_by=2026-03-28
person: role=suspect | name=Digby Paul ARKENTHWAITE | date_of_birth=1982-11-11
+ address=8 Tannery Walk, Eastbeck, EB6 2LN
person: role=victim|child_at_address|other | name=Poppy ARKENTHWAITE | age=6 | school=Eastbeck Primary School
account: service=Example Video | screen_name=arkydig
resolution: ip_address=192.0.2.140 | used_at=2026-03-01T06:12:00+00:00 | operator=Sample Fibre
+ subscriber_name=Maureen ARKENTHWAITE | subscriber_address=8 Tannery Walk, Eastbeck, EB6 2LN
""",
    ),
    (
        "sheet in two columns",
        "columns",
        """
OFFICIAL-SENSITIVE
Regional Organised Crime Unit (North)
ROCU ref: NROCU-26-0311
Date: 7 March 2026
CyberTip: 179922001
Grade: 1A
Handling: P
Suspect: Cormac Ignatius DUNLEAVY
DOB: 19/12/1995
Address: 77 Foundry Lane, Kelby, KB8 1HH
Email: cormac.d@example.org
%%
Service: Example Game
Username: cormacplays
IP: 198.51.100.201
Port: 60112
Seen: 2026-02-27 23:58:40 UTC
ISP: Example Telecom
Subscriber: Aileen DUNLEAVY
Install address: 77 Foundry Lane, Kelby, KB8 1HH
Task: Locate and arrest
Reply by: 20 March 2026
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Regional Organised Crime Unit (North) | sender_reference=NROCU-26-0311
+ dated=2026-03-07 | report_number=179922001 | source_grade=1A | handling_code=P | asked=Locate and arrest
+ asked_by=2026-03-20
person: role=suspect | name=Cormac Ignatius DUNLEAVY | date_of_birth=1995-12-19 | email=cormac.d@example.org
+ address=77 Foundry Lane, Kelby, KB8 1HH
account: service=Example Game | screen_name=cormacplays
resolution: ip_address=198.51.100.201 | port=60112 | used_at=2026-02-27T23:58:40+00:00 | operator=Example Telecom
+ subscriber_name=Aileen DUNLEAVY | installation_address=77 Foundry Lane, Kelby, KB8 1HH
""",
    ),
    (
        "mail that answers another",
        "eml",
        """
From: Intel Desk Castleford Vale <intel@castlefordvale.example>
Sent: 18 March 2026 09:12
To: ocsae@force.example
Subject: RE: NCA pack RB-26-44100 - WINTERBOTTOM

OFFICIAL-SENSITIVE

Morning both,

Further to your mail below, we now have the subscriber result.

IP 203.0.113.90, 13 March 2026 05:20:10 UTC: Example Broadband, account holder Hester WINTERBOTTOM, \
9 Plover Close, Castleford Vale, CV9 3RR (installed there).

Suspect is her brother Ezra WINTERBOTTOM, dob 05.06.1999, tel 07700 900733.

Please could you task a visit before 25 March 2026.

Ref CV/INT/1290/26

Regards

On 15 March 2026 at 16:40, OCSAE wrote:
> Which address does the IP come back to?
> CyberTip 180551213 refers.
> Thanks
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Intel Desk Castleford Vale | sender_reference=CV/INT/1290/26
+ sender_reference=RB-26-44100 | dated=2026-03-18 | report_number=180551213
+ asked=task a visit before 25 March 2026 | asked_by=2026-03-25
person: role=suspect | name=Ezra WINTERBOTTOM | date_of_birth=1999-06-05 | phone=07700 900733
resolution: ip_address=203.0.113.90 | used_at=2026-03-13T05:20:10+00:00 | operator=Example Broadband
+ subscriber_name=Hester WINTERBOTTOM | installation_address=9 Plover Close, Castleford Vale, CV9 3RR
""",
    ),
    (
        "template with content controls",
        "controls",
        """
OFFICIAL-SENSITIVE
Dissemination template v4
Sending unit: Wolds Paedophile Online Investigation Team
Unit reference: WOLDS-POLIT-26-0098
Date sent: 9 March 2026
NCMEC report: 180110203
Subject's name: Anselm Piers HOLLINGBERY
Subject's date of birth: 1 January 1977
Subject's address: The Old Forge, Market Wold, MW4 0ZZ
Subject's telephone: 01632 960877
Child's name: Iris HOLLINGBERY
Child's date of birth: 30 September 2017
Source evaluation: 2
Intelligence assessment: B
Handling code: P
What we ask: Confirm occupancy before any enforcement
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Wolds Paedophile Online Investigation Team
+ sender_reference=WOLDS-POLIT-26-0098 | dated=2026-03-09 | report_number=180110203 | source_grade=2B
+ handling_code=P | asked=Confirm occupancy before any enforcement
person: role=suspect | name=Anselm Piers HOLLINGBERY | date_of_birth=1977-01-01 | phone=01632 960877
+ address=The Old Forge, Market Wold, MW4 0ZZ
person: role=victim|child_at_address|other | name=Iris HOLLINGBERY | date_of_birth=2017-09-30
""",
    ),
    (
        "subject one and subject two",
        "docx",
        """
OFFICIAL-SENSITIVE
Originator: NCA CSA Referrals
NCA URN: 26/REF/000871
SUBJECT 1
Name: Marcus Aurel DRAGOMIR
Born: 14.02.1986 in Leedsham
Address: 31 Chapel Row, Holmebridge, HB2 9XE
Vehicle: none known
Email: marcus.dragomir@example.com
SUBJECT 2
Name: Ilinca DRAGOMIR
Born: 27.07.1988
Address: as subject 1
Telephone: 07700 900902
CHILD 1
Name: Radu DRAGOMIR
Born: 01.05.2019
CHILD 2
Name: Ana DRAGOMIR
Born: 15.10.2021
INTERNET
Example Social account "aurel.m" (user ID 99120034) registered to marcus.dragomir@example.com
Reported in CyberTipline 179554120 and 179554388
EVALUATION
Source: 1 Information: A Handling: P
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=NCA CSA Referrals|NCA | sender_reference=26/REF/000871
+ report_number=179554120 | report_number=179554388 | source_grade=1A | handling_code=P
person: role=suspect | name=Marcus Aurel DRAGOMIR | date_of_birth=1986-02-14
+ address=31 Chapel Row, Holmebridge, HB2 9XE | email=marcus.dragomir@example.com
person: role=suspect | name=Ilinca DRAGOMIR | date_of_birth=1988-07-27 | phone=07700 900902
+ address~=as subject 1|31 Chapel Row, Holmebridge, HB2 9XE
person: role=victim|child_at_address|other | name=Radu DRAGOMIR | date_of_birth=2019-05-01
person: role=victim|child_at_address|other | name=Ana DRAGOMIR | date_of_birth=2021-10-15
account: service=Example Social | screen_name=aurel.m | identifier=99120034 | email=marcus.dragomir@example.com
""",
    ),
    (
        "abbreviations of a busy desk",
        "eml",
        """
From: POLIT Ashdown <polit@ashdown.example>
Sent: 24 March 2026 17:55
To: desk@force.example
Subject: O-S: Op CINDER / sus HALDANE

OFFICIAL-SENSITIVE

CT ref: 180660999
Our ref: ASH/POLIT/26/77
IPA ref: CD-2026-33871
SIO: DI Example
Sus: Fergus Iain HALDANE
DOB: 20/02/1993 POB: Perthley
H/A: 14 Wynd End, Ashdown, AD5 8WQ UPRN: 100099999999
Mob: 07700 900266
S/N: ferg_h on Example Messenger
IP: 192.0.2.77 Port: 5123 DTG: 16/03/2026 19:07:22Z
CSP: Sample Mobile
Sub: Fergus HALDANE
Grade: 1A/P
RFI: conf occupants and vehs ASAP
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=POLIT Ashdown | sender_reference=ASH/POLIT/26/77 | dated=2026-03-24
+ report_number=180660999 | source_grade=1A | handling_code=P | asked=conf occupants and vehs ASAP
+ sender_reference~=Op CINDER
person: role=suspect | name=Fergus Iain HALDANE | date_of_birth=1993-02-20 | phone=07700 900266
+ address=14 Wynd End, Ashdown, AD5 8WQ
account: service=Example Messenger | screen_name=ferg_h
resolution: ip_address=192.0.2.77 | port=5123 | used_at=2026-03-16T19:07:22+00:00 | operator=Sample Mobile
+ subscriber_name=Fergus HALDANE | resolution_reference=CD-2026-33871
""",
    ),
    (
        "schedule of what was asked and what was answered",
        "docx",
        """
OFFICIAL-SENSITIVE
Communications data result
Produced by: Vale SPoC Unit
Application reference: CD/26/5521
Date of result: 12 March 2026
| | Requested | Returned |
| IP address | 203.0.113.155 | 203.0.113.155 |
| Port | 33210 | 33210 |
| Date and time | 05/03/2026 11:45:02 UTC | 05/03/2026 11:45:02 UTC |
Operator: Example Mobile
Name: Theodora Jane FENNIMORE
Date of birth: 06/06/1980
Installation address: 20 Saddler Street, Weirfield, WF7 2AB
Billing address: PO Box 41, Weirfield, WF7 9ZZ
Account number: 88-201-776
Contact number: 07700 900019
Handling: C - for intelligence only
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Vale SPoC Unit | dated~=2026-03-12 | handling_code=C
+ handling_conditions~=for intelligence only | sender_reference~=CD/26/5521
resolution: ip_address=203.0.113.155 | port=33210 | used_at=2026-03-05T11:45:02+00:00 | operator=Example Mobile
+ answered_ip=203.0.113.155 | answered_port=33210 | answered_at=2026-03-05T11:45:02+00:00
+ subscriber_name=Theodora Jane FENNIMORE | subscriber_birth=1980-06-06 | answered_on~=2026-03-12
+ installation_address=20 Saddler Street, Weirfield, WF7 2AB | billing_address=PO Box 41, Weirfield, WF7 9ZZ
+ operator_account=88-201-776 | subscriber_phone=07700 900019 | resolution_reference=CD/26/5521
""",
    ),
)
