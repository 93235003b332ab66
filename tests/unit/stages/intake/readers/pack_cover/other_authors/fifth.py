"""A fifth set, written when the reader had been mended by the fourth, and scored once before anything else was."""

WRITTEN = (
    (
        "one page with a box for each matter",
        "docx",
        """
OFFICIAL-SENSITIVE
Tarnbrook Police - Internet Child Abuse Unit
Outgoing referral
| Referral number | TBP-ICAU-1182-26 | Created | 04/05/2026 |
| CyberTip | 182210045 | Severity | Not stated |
| Nominal | Jarvis Lionel STONEHOUSE | DOB | 13/01/1989 |
| Address | 21 Abbey Fold, Merebank, MB4 1TS | Mobile | 07700 900512 |
| App | Example Social | Handle | jarv.stone |
| IP | 203.0.113.19 | When | 28/04/2026 22:01:16 UTC |
| Carrier | Sample Fibre | Bill payer | Irene STONEHOUSE |
| Code | 1A | Sharing | P |
Task for you: Visit within the week and report back
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Tarnbrook Police|Tarnbrook Police - Internet Child Abuse Unit
+ sender_reference=TBP-ICAU-1182-26 | dated=2026-05-04 | report_number=182210045 | source_grade=1A | handling_code=P
+ asked=Visit within the week and report back
person: role=suspect | name=Jarvis Lionel STONEHOUSE | date_of_birth=1989-01-13 | phone=07700 900512
+ address=21 Abbey Fold, Merebank, MB4 1TS
account: service=Example Social | screen_name=jarv.stone
resolution: ip_address=203.0.113.19 | used_at=2026-04-28T22:01:16+00:00 | operator=Sample Fibre
+ subscriber_name=Irene STONEHOUSE
""",
    ),
    (
        "minute sheet in the third person",
        "docx",
        """
OFFICIAL-SENSITIVE

MINUTE SHEET

From the Online Safeguarding Hub, Hartsop Constabulary, to the receiving force.

File HS/OSH/26/304 was opened on receipt of CyberTipline reports 182110871 and 182110902.

The person using the Example Photo account @wrenfield_g is thought to be Gareth Owain WRENFIELD (born 8 December 1974) \
of 3 Sluice Cottages, Hartsop Bridge, HB8 2QQ, telephone 07700 900640.

Sample Mobile reported that 198.51.100.144 at 07:55:30 UTC on 19 April 2026 was in use by its customer Gareth WRENFIELD.

His grandson, Levi WRENFIELD, aged 9, stays with him at weekends.

It is requested that the force carries out checks on the address before 20 May 2026.

Evaluation 1A. Handling code P.
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Online Safeguarding Hub, Hartsop Constabulary|Hartsop Constabulary
+ sender_reference=HS/OSH/26/304 | report_number=182110871 | report_number=182110902 | source_grade=1A
+ handling_code=P | asked=the force carries out checks on the address before 20 May 2026 | asked_by=2026-05-20
person: role=suspect | name=Gareth Owain WRENFIELD | date_of_birth=1974-12-08 | phone=07700 900640
+ address=3 Sluice Cottages, Hartsop Bridge, HB8 2QQ
person: role=child_at_address|victim|other | name=Levi WRENFIELD | age=9 | relationship~=grandson
account: service=Example Photo | screen_name=wrenfield_g|@wrenfield_g
resolution: ip_address=198.51.100.144 | used_at=2026-04-19T07:55:30+00:00 | operator=Sample Mobile
+ subscriber_name=Gareth WRENFIELD
""",
    ),
    (
        "letters A to F with lines beneath",
        "pdf",
        """
OFFICIAL-SENSITIVE
INTELLIGENCE DISSEMINATION
A) ORIGINATOR
National Crime Agency
B) REFERENCE NUMBER
CSEA/2026/11/00718
C) SUBJECT
Name: Sylvan Peregrine OAKHURST
Date of birth: 23.03.2001
Lives at: 90 Quarry View, Slatepool, SP9 3NN
E-mail: sylvan.oakhurst@example.org
D) CHILDREN
Juno OAKHURST, aged 2 (daughter)
Rex OAKHURST, aged 4 (son)
E) COMMUNICATIONS DATA
IP address 192.0.2.201 on 11/04/2026 at 13:20:05 UTC
Service provider: Example Telecom
Subscriber: Sylvan OAKHURST, 90 Quarry View, Slatepool, SP9 3NN
Result obtained: 29 April 2026
F) ACTION
Safeguard the children without delay
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=National Crime Agency | sender_reference=CSEA/2026/11/00718
+ asked=Safeguard the children without delay
person: role=suspect | name=Sylvan Peregrine OAKHURST | date_of_birth=2001-03-23 | email=sylvan.oakhurst@example.org
+ address=90 Quarry View, Slatepool, SP9 3NN
person: role=child_at_address|victim|other | name=Juno OAKHURST | age=2 | relationship~=daughter
person: role=child_at_address|victim|other | name=Rex OAKHURST | age=4 | relationship~=son
resolution: ip_address=192.0.2.201 | used_at=2026-04-11T13:20:05+00:00 | operator=Example Telecom
+ subscriber_name=Sylvan OAKHURST | subscriber_address=90 Quarry View, Slatepool, SP9 3NN | answered_on=2026-04-29
""",
    ),
    (
        "short mail from a duty officer",
        "eml",
        """
From: Duty Sergeant Fellside <duty@fellside.example>
Sent: 02 May 2026 23:47
To: ocsae@force.example
Subject: URGENT child at risk - CT 182400188

OFFICIAL-SENSITIVE

Evening,

Urgent one for you. Our log 2231/02MAY26.

Victim is Marnie TOLLGATE, dob 17/02/2013, school is Fellside Academy. Mum Jess TOLLGATE is on 07700 900071.

Suspect goes by "night_heron_5" on Example Chat. IP 203.0.113.238 @ 02/05/2026 21:30:44 UTC. Example Mobile say it's \
Corin Blaise ASHGROVE of 6 Kiln Terrace, Fellside, FS1 4PA.

Please get someone round tonight.

Thanks
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Duty Sergeant Fellside | sender_reference=2231/02MAY26 | dated=2026-05-02
+ report_number=182400188 | asked=get someone round tonight
person: role=victim | name=Marnie TOLLGATE | date_of_birth=2013-02-17 | school=Fellside Academy
person: role=parent_or_carer|other | name=Jess TOLLGATE | phone=07700 900071
account: service=Example Chat | screen_name=night_heron_5
resolution: ip_address=203.0.113.238 | used_at=2026-05-02T21:30:44+00:00 | operator=Example Mobile
+ subscriber_name=Corin Blaise ASHGROVE | subscriber_address=6 Kiln Terrace, Fellside, FS1 4PA
""",
    ),
    (
        "register of people and register of lines",
        "docx",
        """
OFFICIAL-SENSITIVE
Marlowe Vale Regional Cyber Unit
Pack ref MVRCU/26/0087
1. PEOPLE
| Role | Name | Born | Address |
| Suspect | Edric Noel FARNSWORTH | 02/09/1966 | 4 Drovers Way, Marlowe, MV2 2EE |
| Child | Kit FARNSWORTH | 21/11/2012 | 4 Drovers Way, Marlowe, MV2 2EE |
2. ACCOUNTS
| Provider | User name | User ID | E-mail |
| Example Forum | farn_e | 550017 | edric.f@example.com |
3. LINES
| IP address | Port | Date and time (UTC) | ISP | Subscriber |
| 198.51.100.9 | 49152 | 30/03/2026 04:05:06 | Example Broadband | Edric FARNSWORTH |
4. CONTROLS
Grading: 2C
Handling code: C
Handling conditions: Speak to the originator first
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Marlowe Vale Regional Cyber Unit | sender_reference=MVRCU/26/0087
+ source_grade=2C | handling_code=C | handling_conditions=Speak to the originator first
person: role=suspect | name=Edric Noel FARNSWORTH | date_of_birth=1966-09-02 | address=4 Drovers Way, Marlowe, MV2 2EE
person: role=child_at_address|victim|other | name=Kit FARNSWORTH | date_of_birth=2012-11-21
+ address=4 Drovers Way, Marlowe, MV2 2EE
account: service=Example Forum | screen_name=farn_e | identifier=550017 | email=edric.f@example.com
resolution: ip_address=198.51.100.9 | port=49152 | used_at=2026-03-30T04:05:06+00:00 | operator=Example Broadband
+ subscriber_name=Edric FARNSWORTH
""",
    ),
    (
        "Scottish style report with labels in capitals",
        "docx",
        """
OFFICIAL: SENSITIVE
POLICE SCOTLAND
REFERRAL NUMBER: PS-CCU-26-4471
DATE OF REFERRAL: 06/05/2026
NCMEC REFERENCE: 182001776
SUSPECT SURNAME: MACGILLIVRAY
SUSPECT FORENAME: Ruaridh Iain
SUSPECT DATE OF BIRTH: 12/12/1997
SUSPECT ADDRESS: 2/1, 45 Shore Brae, Portlarig, PL5 6GH
ACCOUNT NAME: ruaridh.mac97
ACCOUNT PROVIDER: Example Cloud
IP ADDRESS USED: 192.0.2.33
DATE AND TIME USED: 27/04/2026 18:18:18 GMT
INTERNET SERVICE PROVIDER: Example Telecom
SUBSCRIBER NAME: Morag MACGILLIVRAY
SUBSCRIBER DATE OF BIRTH: 30/05/1965
SUBSCRIBER ADDRESS: 2/1, 45 Shore Brae, Portlarig, PL5 6GH
GRADING: 1/A/P
REQUEST: Locate the suspect and confirm whether children are present
RESPONSE BY: 20/05/2026
""",
        """
cover: marking=OFFICIAL-SENSITIVE|OFFICIAL: SENSITIVE | sender=Police Scotland | sender_reference=PS-CCU-26-4471
+ dated=2026-05-06 | report_number=182001776 | source_grade=1A | handling_code=P
+ asked=Locate the suspect and confirm whether children are present | asked_by=2026-05-20
person: role=suspect | name=Ruaridh Iain MACGILLIVRAY | date_of_birth=1997-12-12
+ address=2/1, 45 Shore Brae, Portlarig, PL5 6GH
account: service=Example Cloud | screen_name=ruaridh.mac97
resolution: ip_address=192.0.2.33 | used_at=2026-04-27T18:18:18+00:00 | operator=Example Telecom
+ subscriber_name=Morag MACGILLIVRAY | subscriber_birth=1965-05-30
+ subscriber_address=2/1, 45 Shore Brae, Portlarig, PL5 6GH
""",
    ),
    (
        "two columns with headings",
        "columns",
        """
OFFICIAL-SENSITIVE
NCA Referral Summary
Our ref: NCA/RS/26/5521
Issued: 1 May 2026
CyberTipline: 182300412
SUSPECT
Name: Bram Elias COLDHARBOUR
DOB: 04/07/1985
Phone: 07700 900818
Address: 5 Mill Race, Ockley, OC2 7YY
%%
ONLINE
Platform: Example Video
Username: coldbram
LINE
IP: 198.51.100.250
Port: 2201
Time: 22/04/2026 10:10:10 UTC
ISP: Sample Fibre
Customer: Bram COLDHARBOUR
GRADING
3x5x2: 1B
Handling: P
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=NCA|NCA Referral Summary | sender_reference=NCA/RS/26/5521
+ dated=2026-05-01 | report_number=182300412 | source_grade=1B | handling_code=P
person: role=suspect | name=Bram Elias COLDHARBOUR | date_of_birth=1985-07-04 | phone=07700 900818
+ address=5 Mill Race, Ockley, OC2 7YY
account: service=Example Video | screen_name=coldbram
resolution: ip_address=198.51.100.250 | port=2201 | used_at=2026-04-22T10:10:10+00:00 | operator=Sample Fibre
+ subscriber_name=Bram COLDHARBOUR
""",
    ),
    (
        "questionnaire answered by the sender",
        "pdf",
        """
OFFICIAL-SENSITIVE
Which organisation is sending this? Thornmere Police
What is your reference? THM/2026/CSAE/0417
What is the CyberTipline number? 181990034
Who is the suspect? Olwen Mair GRUFFYDD
When was she born? 16 June 1983
Where does she live? 14 Heol Las, Thornmere, TM3 9CC
Which service was used? Example Messenger
What is the username? olwen_mg
Which IP address was used? 203.0.113.71
When was it used? 17 April 2026 16:00:59 UTC
Who is the internet provider? Example Broadband
Who is the subscriber? Huw GRUFFYDD
Are there children at the address? Yes: Cai GRUFFYDD, aged 7
What do you want us to do? Take primacy
When do you need an answer? 30 May 2026
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Thornmere Police | sender_reference=THM/2026/CSAE/0417
+ report_number=181990034 | asked=Take primacy | asked_by=2026-05-30
person: role=suspect | name=Olwen Mair GRUFFYDD | date_of_birth=1983-06-16 | address=14 Heol Las, Thornmere, TM3 9CC
person: role=child_at_address | name=Cai GRUFFYDD | age=7
account: service=Example Messenger | screen_name=olwen_mg
resolution: ip_address=203.0.113.71 | used_at=2026-04-17T16:00:59+00:00 | operator=Example Broadband
+ subscriber_name=Huw GRUFFYDD
""",
    ),
    (
        "chronology of an enquiry",
        "docx",
        """
OFFICIAL-SENSITIVE
Brackenshire Police Digital Investigation Team
Reference BSP-DIT-26-0555
Chronology
09/04/2026: CyberTipline report 181820077 received from NCMEC about the Example Game account "bracken_boy".
10/04/2026: The account was last used from 198.51.100.66 port 61000 on 08/04/2026 at 09:09:09 UTC.
14/04/2026: Application CD-BSP-2026-209 made to Example Mobile.
21/04/2026: Example Mobile answered: the subscriber is Ivor Desmond PALLISTER, born 25/08/1992, of 17 Loom Court, \
Brackenford, BF6 6XD.
22/04/2026: School checks show Wilf PALLISTER, aged 10, at the same address.
Graded 2A, handling code P.
We ask that you accept this referral by 8 May 2026.
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Brackenshire Police Digital Investigation Team
+ sender_reference=BSP-DIT-26-0555 | report_number=181820077 | source_grade=2A | handling_code=P
+ asked=you accept this referral by 8 May 2026 | asked_by=2026-05-08
person: role~=child_at_address | name=Wilf PALLISTER | age=10
person: name~=Ivor Desmond PALLISTER | date_of_birth~=1992-08-25 | address~=17 Loom Court, Brackenford, BF6 6XD
+ role~=suspect
account: service=Example Game | screen_name=bracken_boy
resolution: ip_address=198.51.100.66 | port=61000 | used_at=2026-04-08T09:09:09+00:00 | operator=Example Mobile
+ subscriber_name=Ivor Desmond PALLISTER | subscriber_birth=1992-08-25
+ subscriber_address=17 Loom Court, Brackenford, BF6 6XD | resolution_reference=CD-BSP-2026-209
+ answered_on=2026-04-21
""",
    ),
    (
        "Welsh force's letter",
        "docx",
        """
SWYDDOGOL-SENSITIF / OFFICIAL-SENSITIVE
Heddlu Bryn Glas / Bryn Glas Police
Ein cyfeirnod / Our reference: BG/CSE/0922/26
Dyddiad / Date: 11 Mai 2026 / 11 May 2026
Testun / Subject: Elis Tomos CADWALADR
Dyddiad geni / DOB: 20/10/1999
Cyfeiriad / Address: Fferm y Garn, Cwmderwen, CD4 8LL
Ffôn symudol / Mobile: 07700 900333
Gwasanaeth / Service: Example Chat
Enw defnyddiwr / Username: elis_cad
Cyfeiriad IP / IP address: 192.0.2.166
Dyddiad ac amser / Date and time: 29/04/2026 12:12:12 UTC
Tanysgrifiwr / Subscriber: Nest CADWALADR
Cod trin / Handling code: P
""",
        """
cover: marking=OFFICIAL-SENSITIVE|OFFICIAL-SENSITIVE | sender=Bryn Glas Police|Heddlu Bryn Glas / Bryn Glas Police
+ sender_reference=BG/CSE/0922/26 | dated=2026-05-11 | handling_code=P
person: role=suspect | name=Elis Tomos CADWALADR | date_of_birth=1999-10-20 | phone=07700 900333
+ address=Fferm y Garn, Cwmderwen, CD4 8LL
account: service=Example Chat | screen_name=elis_cad
resolution: ip_address=192.0.2.166 | used_at=2026-04-29T12:12:12+00:00 | subscriber_name=Nest CADWALADR
""",
    ),
)
