"""Packs whose authors think in tables and forms. Everything in them is invented."""

WRITTEN = (
    (
        "referral form in two columns",
        "docx",
        """
OFFICIAL-SENSITIVE
National Crime Agency
CSEA Referrals Bureau - Force Dissemination Form
| NCA Ref | CSA-2026-0041877 |
| NCMEC CyberTip(s) | 187650021; 187650044 |
| Date disseminated | 04/03/2026 |
| Receiving force | Northshire Police |
| Grading | 1A |
| Handling code | P |
| Subject details |
| Surname | HOLLOWMERE |
| Forename(s) | Dennis Arthur |
| D.O.B. | 17/09/1981 |
| Home address | 14 Quarry Bank Lane, Eastmoor, NS4 7QT |
| Mobile | 07700 900117 |
| Online account |
| Platform | Example Social |
| Username | hollow_d81 |
| User ID | 100077351 |
| Comms data |
| IP address | 198.51.100.23 |
| Source port | 51544 |
| Date/time (UTC) | 21/02/2026 22:14:05 |
| CSP | Sample Broadband |
| Subscriber | Mrs Carol HOLLOWMERE |
| Installation address | 14 Quarry Bank Lane, Eastmoor, NS4 7QT |
| Action required | Safeguard any children at the address and report back within 7 days |
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=National Crime Agency | sender_reference=CSA-2026-0041877
cover: report_number=187650021 | report_number=187650044 | dated=2026-03-04 | source_grade=1A | handling_code=P
cover: asked_by~=within 7 days | asked=Safeguard any children at the address and report back within 7 days
person: role=suspect | name=Dennis Arthur HOLLOWMERE | date_of_birth=1981-09-17 | phone=07700 900117
+ address=14 Quarry Bank Lane, Eastmoor, NS4 7QT
account: service=Example Social | screen_name=hollow_d81 | identifier=100077351
resolution: ip_address=198.51.100.23 | port=51544 | used_at=2026-02-21T22:14:05+00:00 | operator=Sample Broadband
+ subscriber_name=Mrs Carol HOLLOWMERE | installation_address=14 Quarry Bank Lane, Eastmoor, NS4 7QT
""",
    ),
    (
        "labels in capitals, one a line",
        "pdf",
        """
OFFICIAL - SENSITIVE
REGIONAL ORGANISED CRIME UNIT
INTELLIGENCE PACKAGE
OUR REF: ROCU/ICAT/552/26
YOUR REF: none
CYBERTIP NO: 186400310
DATE OF REPORT: 11 FEBRUARY 2026
SOURCE EVALUATION: 1
INTELLIGENCE ASSESSMENT: A
HANDLING CODE: C
CONDITIONS: NOT TO BE SHARED OUTSIDE THE FORCE WITHOUT REFERENCE TO THE ORIGINATOR
SUSPECT: PETRA ANNE VOLLINS
DATE OF BIRTH: 03 MAY 1990
ADDRESS: FLAT 6, CANAL COURT, MILL ROAD, WESTBRIDGE, WB1 3ZZ
EMAIL: p.vollins@example.org
APPLICATION: EXAMPLE CHAT
DISPLAY NAME: petra_v
IP: 203.0.113.77
PORT: 40221
DATE AND TIME: 2026-01-30 06:12:44 UTC
INTERNET SERVICE PROVIDER: EXAMPLE MOBILE
DATE OF RESULT: 9 FEBRUARY 2026
SUBSCRIBER: PETRA VOLLINS
BILLING ADDRESS: PO BOX 12, WESTBRIDGE, WB1 1AA
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=REGIONAL ORGANISED CRIME UNIT | sender_reference=ROCU/ICAT/552/26
cover: report_number=186400310 | dated=2026-02-11 | source_grade=1A | handling_code=C
cover: handling_conditions=NOT TO BE SHARED OUTSIDE THE FORCE WITHOUT REFERENCE TO THE ORIGINATOR
person: role=suspect | name=PETRA ANNE VOLLINS | date_of_birth=1990-05-03 | email=p.vollins@example.org
+ address=FLAT 6, CANAL COURT, MILL ROAD, WESTBRIDGE, WB1 3ZZ
account: service=EXAMPLE CHAT | screen_name=petra_v
resolution: ip_address=203.0.113.77 | port=40221 | used_at=2026-01-30T06:12:44+00:00 | operator=EXAMPLE MOBILE
+ answered_on=2026-02-09 | subscriber_name=PETRA VOLLINS | billing_address=PO BOX 12, WESTBRIDGE, WB1 1AA
""",
    ),
    (
        "people across a table, a row each",
        "docx",
        """
OFFICIAL-SENSITIVE
From: Midvale Constabulary, Online Child Abuse Investigation Team
Reference: MV-OCAIT-26-00781
CyberTipline Report: 188112209
People named in this package
| Role | Name | DOB | Address |
| Suspect | Owen Tarrant PELLBROOK | 30/11/1975 | 3 Tannery Close, Ashwick, AW2 9QQ |
| Child at address | Mia PELLBROOK | 14/02/2015 | 3 Tannery Close, Ashwick, AW2 9QQ |
| Child at address | Jonah PELLBROOK | 08/08/2018 | 3 Tannery Close, Ashwick, AW2 9QQ |
IP resolution
| IP address | Port | Time (UTC) | Provider | Subscriber | Installation address |
| 192.0.2.44 | 60113 | 2026-03-01 19:02:31 | Sample Fibre | Owen PELLBROOK | 3 Tannery Close, Ashwick, AW2 9QQ |
Evaluation: 2B. Handling: P.
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Midvale Constabulary, Online Child Abuse Investigation Team
cover: sender_reference=MV-OCAIT-26-00781 | report_number=188112209 | source_grade=2B | handling_code=P
person: role=suspect | name=Owen Tarrant PELLBROOK | date_of_birth=1975-11-30
+ address=3 Tannery Close, Ashwick, AW2 9QQ
person: role=child_at_address | name=Mia PELLBROOK | date_of_birth=2015-02-14
+ address=3 Tannery Close, Ashwick, AW2 9QQ
person: role=child_at_address | name=Jonah PELLBROOK | date_of_birth=2018-08-08
+ address=3 Tannery Close, Ashwick, AW2 9QQ
resolution: ip_address=192.0.2.44 | port=60113 | used_at=2026-03-01T19:02:31+00:00 | operator=Sample Fibre
+ subscriber_name=Owen PELLBROOK | installation_address=3 Tannery Close, Ashwick, AW2 9QQ
""",
    ),
    (
        "several events in a schedule",
        "pdf",
        """
OFFICIAL-SENSITIVE
National Crime Agency
NCA reference NCA/CSE/26/101442
Schedule of resolved activity
| No | IP | Port | Date and time | Service provider | Result |
| 1 | 198.51.100.4 | 33211 | 02/01/2026 10:00:01 GMT | Example Broadband | H. Marsden |
| 2 | 198.51.100.9 | 33940 | 05/01/2026 23:41:17 GMT | Example Broadband | H. Marsden |
| 3 | 203.0.113.201 |  | 06/01/2026 00:03:55 GMT | Sample Mobile | No result |
Main suspect
Full name: Harriet MARSDEN
Born: 12/12/1988
Telephone: 07700 900442
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=National Crime Agency | sender_reference=NCA/CSE/26/101442
person: role=suspect | name=Harriet MARSDEN | date_of_birth=1988-12-12 | phone=07700 900442
resolution: ip_address=198.51.100.4 | port=33211 | used_at=2026-01-02T10:00:01+00:00 | operator=Example Broadband
+ subscriber_name=H. Marsden
resolution: ip_address=198.51.100.9 | port=33940 | used_at=2026-01-05T23:41:17+00:00 | operator=Example Broadband
+ subscriber_name=H. Marsden
resolution: ip_address=203.0.113.201 | used_at=2026-01-06T00:03:55+00:00 | operator=Sample Mobile
""",
    ),
    (
        "form with values under their labels",
        "pdf",
        """
Eastmarch Police
Protecting Vulnerable People
Government Security Classification
OFFICIAL-SENSITIVE
Unique reference
EM-POLIT-2026-0098
NCMEC report number
185900771
Date sent to force
2 April 2026
Nominal
Gregor Ian SALTWICK
Date of birth
21/06/1969
Last known address
27 Station Parade
Lower Eastmarch
EM9 2XY
Child known to nominal
Poppy SALTWICK
Age of child
9
School
Eastmarch Primary School
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Eastmarch Police | sender_reference=EM-POLIT-2026-0098
cover: report_number=185900771 | dated=2026-04-02
person: role=suspect | name=Gregor Ian SALTWICK | date_of_birth=1969-06-21
+ address=27 Station Parade Lower Eastmarch EM9 2XY
person: role=victim|child_at_address|other | name=Poppy SALTWICK | age=9 | school=Eastmarch Primary School
""",
    ),
    (
        "numbered sections with dashes",
        "docx",
        """
OFFICIAL-SENSITIVE
1. Originator - NCA CEOP Command
2. Originator's reference - CEOP-26-77120
3. Date - 19 March 2026
4. CyberTipline references - 184000911, 184000912 and 184000937
5. Person of interest
5.1 Name - Leon Fitz ARKWELL
5.2 DOB - 6 Oct 1999
5.3 Address - 88b Foundry Street, Holt End, HE3 5PQ
5.4 Phone - +44 7700 900 815
6. Accounts
6.1 Service - Example Messenger
6.2 Account name - arkwell.leon
6.3 Registered e-mail - leon.a@example.net
7. Requested action - Please conduct intelligence checks and consider a warrant
8. Respond by - 26 March 2026
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=NCA CEOP Command | sender_reference=CEOP-26-77120 | dated=2026-03-19
cover: report_number=184000911 | report_number=184000912 | report_number=184000937
cover: asked=Please conduct intelligence checks and consider a warrant | asked_by=2026-03-26
person: role=suspect | name=Leon Fitz ARKWELL | date_of_birth=1999-10-06 | phone=+44 7700 900 815
+ address=88b Foundry Street, Holt End, HE3 5PQ
account: service=Example Messenger | screen_name=arkwell.leon | email=leon.a@example.net
""",
    ),
    (
        "a table of four columns, two pairs a row",
        "docx",
        """
OFFICIAL-SENSITIVE
| NCA reference: | NCA-RB-26-33019 | Date of dissemination: | 15/01/2026 |
| CyberTip: | 183777004 | Priority: | High |
| Source grade: | 1B | Handling: | P |
| Suspect name: | Aled Rhys MORFA | Suspect DOB: | 25/12/1983 |
| Suspect address: | 5 Heol y Bont, Pentre, PT5 5AB | Suspect phone: | 07700 900661 |
| IP address: | 2001:db8:41::7 | Date/time: | 09/01/2026 18:44:02 UTC |
| ISP: | Sample Fibre | Date resolved: | 13/01/2026 |
| Account holder: | Rhys MORFA | Service address: | 5 Heol y Bont, Pentre, PT5 5AB |
""",
        """
cover: sender~=NCA | marking=OFFICIAL-SENSITIVE | sender_reference=NCA-RB-26-33019 | dated=2026-01-15
cover: report_number=183777004 | source_grade=1B | handling_code=P
person: role=suspect | name=Aled Rhys MORFA | date_of_birth=1983-12-25 | phone=07700 900661
+ address=5 Heol y Bont, Pentre, PT5 5AB
resolution: ip_address=2001:db8:41::7 | used_at=2026-01-09T18:44:02+00:00 | operator=Sample Fibre
+ answered_on=2026-01-13 | subscriber_name=Rhys MORFA | installation_address=5 Heol y Bont, Pentre, PT5 5AB
""",
    ),
    (
        "two subjects, a block each",
        "docx",
        """
Protective marking: OFFICIAL-SENSITIVE
Sent by: Southfold Police Intelligence Bureau
File ref: SF/26/4410/OCSA
SUBJECT 1
Name: Imran DELACOURT
DOB: 01.02.1994
Address: 41 Beacon View, Southfold, SF7 1LM
Platform: Example Video
Handle: @idelacourt
SUBJECT 2
Name: Wesley Paul GRANTHORPE
DOB: 19.07.1990
Address: Unit 2, The Maltings, Southfold, SF2 8RR
Platform: Example Video
Handle: @wpg_90
Profile link: https://video.example.com/u/wpg_90
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Southfold Police Intelligence Bureau | sender_reference=SF/26/4410/OCSA
person: role=suspect | name=Imran DELACOURT | date_of_birth=1994-02-01 | address=41 Beacon View, Southfold, SF7 1LM
person: role=suspect | name=Wesley Paul GRANTHORPE | date_of_birth=1990-07-19
+ address=Unit 2, The Maltings, Southfold, SF2 8RR
account: service=Example Video | screen_name=@idelacourt
account: service=Example Video | screen_name=@wpg_90 | profile_url=https://video.example.com/u/wpg_90
""",
    ),
    (
        "enquiry result with question and answer apart",
        "docx",
        """
OFFICIAL-SENSITIVE
Communications Data Result
| Requesting agency | National Crime Agency |
| NCA case | NCA-CSA-90013 |
| Application URN | OCDA/NCA/2026/55310 |
| Requested |  |
| IP address | 203.0.113.9 |
| Port | 12044 |
| Date and time | 14/02/2026 21:30:00 UTC |
| Returned |  |
| IP address returned | 203.0.113.9 |
| Port returned | 12044 |
| Date and time returned | 14/02/2026 21:30:00 UTC |
| Telecommunications operator | Example Telecom |
| Date of reply | 20/02/2026 |
| Customer name | Sunniva BRAITHE |
| Customer date of birth | 11/11/1970 |
| Installation address | The Old Forge, Nethercombe, NC8 4DD |
| Billing address | 9 Harbour Row, Nethercombe, NC1 2AA |
| Contact number | 01632 960118 |
| Contact e-mail | s.braithe@example.com |
| Customer account number | ET-5530091 |
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=National Crime Agency | sender_reference=NCA-CSA-90013
resolution: ip_address=203.0.113.9 | port=12044 | used_at=2026-02-14T21:30:00+00:00 | operator=Example Telecom
+ resolution_reference=OCDA/NCA/2026/55310 | answered_ip=203.0.113.9 | answered_port=12044
+ answered_at=2026-02-14T21:30:00+00:00 | answered_on=2026-02-20 | subscriber_name=Sunniva BRAITHE
+ subscriber_birth=1970-11-11 | installation_address=The Old Forge, Nethercombe, NC8 4DD
+ billing_address=9 Harbour Row, Nethercombe, NC1 2AA | subscriber_phone=01632 960118
+ subscriber_email=s.braithe@example.com | operator_account=ET-5530091
""",
    ),
    (
        "tick-box style with brackets",
        "pdf",
        """
OFFICIAL-SENSITIVE
FORCE REFERRAL - INDECENT IMAGES OF CHILDREN
Marking [OFFICIAL-SENSITIVE]   Grade [3C]   Code [C]
Reference [NPAS/IIOC/26/0220]
Conditions of handling [Return or destroy after use]
Suspect [Kasper Jon WINDRUSH]
Date of birth [09-03-1962]
Address [2 Lime Kiln Cottages, Orrest, OR6 3TT]
Site or app [Example Cloud]
Account ID [exc-88231-k]
E-mail on account [kjw62@example.org]
""",
        """
cover: marking=OFFICIAL-SENSITIVE | source_grade=3C | handling_code=C | sender_reference=NPAS/IIOC/26/0220
cover: handling_conditions=Return or destroy after use
person: role=suspect | name=Kasper Jon WINDRUSH | date_of_birth=1962-03-09
+ address=2 Lime Kiln Cottages, Orrest, OR6 3TT
account: service=Example Cloud | identifier=exc-88231-k | email=kjw62@example.org
""",
    ),
)
