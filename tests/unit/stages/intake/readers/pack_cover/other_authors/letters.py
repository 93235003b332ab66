"""Packs whose authors write letters and reports in sentences. Everything in them is invented."""

WRITTEN = (
    (
        "letter of the bureau",
        "docx",
        """
OFFICIAL-SENSITIVE
National Crime Agency
PO Box 9000, London
Our reference: NCA/RB/2026/5501
9 March 2026
Dear colleague,
I enclose a referral concerning Nathaniel BROOKE-LENNOX (born 4 July 1979), who lives at 61 Prior's Walk, Dunmere, \
DM2 6HH. The CyberTipline report is 189220147.
On 27 February 2026 at 20:05:12 UTC the account "nbl_79" on Example Social was used from 198.51.100.140, source port \
50502. Example Broadband confirmed on 6 March 2026 that the address was allocated to Nathaniel BROOKE-LENNOX.
The intelligence is graded 1A with handling code P.
Please acknowledge receipt and tell us the outcome by 23 March 2026.
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=National Crime Agency | sender_reference=NCA/RB/2026/5501
cover: dated=2026-03-09 | report_number=189220147 | source_grade=1A | handling_code=P | asked_by=2026-03-23
cover: asked=acknowledge receipt and tell us the outcome by 23 March 2026
person: role=suspect | name=Nathaniel BROOKE-LENNOX | date_of_birth=1979-07-04
+ address=61 Prior's Walk, Dunmere, DM2 6HH
account: service=Example Social | screen_name=nbl_79
resolution: ip_address=198.51.100.140 | port=50502 | used_at=2026-02-27T20:05:12+00:00 | operator=Example Broadband
+ answered_on=2026-03-06 | subscriber_name=Nathaniel BROOKE-LENNOX
""",
    ),
    (
        "report with wrapped lines",
        "pdf",
        """
OFFICIAL-SENSITIVE
INTELLIGENCE REPORT
URN: IR/26/0099812
This report concerns a suspect identified as Mr Tobias
CARNFORTH, date of birth 22/10/1985, of 7 Weir Cottages,
Millholme, MH1 9ZA. His mobile telephone number is 07700
900233 and his e-mail address is t.carnforth@example.net.
The user of Example Chat account carny85 (user ID
5544009921) accessed the service from IP address
203.0.113.60 on 18/02/2026 at 03:15:41 GMT.
Subscriber checks with Sample Broadband show the line is
registered to Mrs Edna CARNFORTH at 7 Weir Cottages,
Millholme, MH1 9ZA.
A child, Lottie CARNFORTH (aged 6), is believed to live at
the address.
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender_reference=IR/26/0099812
person: role=suspect | name=Tobias CARNFORTH | date_of_birth=1985-10-22 | address=7 Weir Cottages, Millholme, MH1 9ZA
+ phone=07700 900233 | email=t.carnforth@example.net
person: role=child_at_address | name=Lottie CARNFORTH | age=6
account: service=Example Chat | screen_name=carny85 | identifier=5544009921
resolution: ip_address=203.0.113.60 | used_at=2026-02-18T03:15:41+00:00 | operator=Sample Broadband
+ subscriber_name=Mrs Edna CARNFORTH | subscriber_address=7 Weir Cottages, Millholme, MH1 9ZA
""",
    ),
    (
        "bullets under headings",
        "docx",
        """
OFFICIAL-SENSITIVE
NCA dissemination
Key facts
- NCA reference: RB26/119004
- NCMEC report: 182010199
- Disseminated on 30 January 2026
Suspect
- Julian Marek ODDSON
- Born 15 August 1992
- 19 Rope Walk, Penhallow, PH4 4GG
- 07700 900590
Children
- Isla ODDSON, born 3 March 2019 (daughter)
- Rory ODDSON, born 27 May 2021 (son)
What we ask
- Visit the address within 24 hours
- Refer the children to children's services
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender_reference=RB26/119004 | report_number=182010199 | dated=2026-01-30
cover: sender~=NCA | asked_by~=within 24 hours | asked=Visit the address within 24 hours Refer the children to children's services
person: role=suspect | name=Julian Marek ODDSON | date_of_birth=1992-08-15 | address=19 Rope Walk, Penhallow, PH4 4GG
+ phone=07700 900590
person: role=victim|child_at_address|other | name=Isla ODDSON | date_of_birth=2019-03-03 | relationship=daughter
person: role=victim|child_at_address|other | name=Rory ODDSON | date_of_birth=2021-05-27 | relationship=son
""",
    ),
    (
        "minute sheet to another force",
        "docx",
        """
To: Detective Inspector, OCSAE, Kingsmere Police
From: Intelligence Unit, Brackenshire Constabulary
Date: 12/02/2026
Ref: BC/INT/26/3381
Classification: OFFICIAL-SENSITIVE
Sir/Ma'am,
Our enquiries into a suspect here have identified that he was in contact with a child in your area: Freya LUNDGATE, \
13 years old, who attends Kingsmere High School. Her mother is Dana LUNDGATE, telephone 07700 900705.
The suspect in our case is Colm Patrick TREVANION, born 08/01/1998.
He used the Example Game account "trev_c98".
Grading of this information is 2A, handling code P.
I would be grateful if an officer could visit the child and her mother.
""",
        """
cover: sender=Intelligence Unit, Brackenshire Constabulary | dated=2026-02-12 | sender_reference=BC/INT/26/3381
cover: marking=OFFICIAL-SENSITIVE | source_grade=2A | handling_code=P
cover: asked=an officer could visit the child and her mother
person: role=victim|other|intended_recipient | name=Freya LUNDGATE | age=13 | school=Kingsmere High School
person: role=parent_or_carer|other | name=Dana LUNDGATE | phone=07700 900705
person: role=suspect | name=Colm Patrick TREVANION | date_of_birth=1998-01-08
account: service=Example Game | screen_name=trev_c98
""",
    ),
    (
        "narrative with British Summer Time",
        "pdf",
        """
OFFICIAL-SENSITIVE
NCA Referral Bureau
Reference NCA-26-60071
CyberTip 190300081
Between 1 and 3 June 2026 the user of Example Photos account "sky.larkin" uploaded two files. The upload of 2 June \
2026 at 14:22:10 BST came from IP 192.0.2.212 port 8801.
Sample Mobile resolved the address to Marguerite LARKIN-STONE of 112 Cliff Gardens, Seaholme, SH3 3BB, date of birth \
29 April 1967. The result was received on 10 June 2026.
It is not known who was using the connection.
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=NCA Referral Bureau | sender_reference=NCA-26-60071 | report_number=190300081
account: service=Example Photos | screen_name=sky.larkin
resolution: ip_address=192.0.2.212 | port=8801 | used_at=2026-06-02T13:22:10+00:00 | operator=Sample Mobile
+ subscriber_name=Marguerite LARKIN-STONE | subscriber_birth=1967-04-29 | answered_on=2026-06-10
+ subscriber_address=112 Cliff Gardens, Seaholme, SH3 3BB
""",
    ),
    (
        "terse log entry",
        "pdf",
        """
OFFICIAL-SENSITIVE
ICAT log 0413/26
Susp: BARNABY, Keith Ronald DOB 17/01/1957 PNCID 57/1102X
Addr: 4 Almond Close, Thornby, TB1 5RT
Tel: 07700 900019
Acct: Example Cloud / kbarnaby57
Tip: 181450077
IP: 198.51.100.88:44321 on 03/02/2026 11:59:59 UTC
ISP: Example Broadband. Subs: Keith BARNABY, same address.
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender_reference=0413/26 | report_number=181450077
person: role=suspect | name=BARNABY, Keith Ronald | date_of_birth=1957-01-17 | address=4 Almond Close, Thornby, TB1 5RT
+ phone=07700 900019
account: service=Example Cloud | screen_name=kbarnaby57
resolution: ip_address=198.51.100.88 | port=44321 | used_at=2026-02-03T11:59:59+00:00 | operator=Example Broadband
+ subscriber_name=Keith BARNABY
""",
    ),
    (
        "memo in the first person plural",
        "docx",
        """
OFFICIAL-SENSITIVE
MEMORANDUM
To: Force Intelligence Bureau
From: NCA Child Sexual Abuse Threat Leadership
Subject: Dissemination NCA-TL-26-2210
Dated: 3rd February 2026
We believe that Samuel Edgar WHITLOCK-HAY, d.o.b. 30.06.1973, is responsible for the account. He resides at Rose \
Cottage, Church Lane, Little Marden, LM9 9LL and can be reached on 07700 900356.
CyberTipline reports 180011229 and 180011305 refer.
Source 1, intelligence B, handling P.
Would you please research the subject and let us have a result no later than 17 February 2026.
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=NCA Child Sexual Abuse Threat Leadership | dated=2026-02-03
cover: sender_reference=NCA-TL-26-2210 | report_number=180011229 | report_number=180011305
cover: source_grade=1B | handling_code=P | asked_by=2026-02-17
cover: asked=research the subject and let us have a result no later than 17 February 2026
person: role=suspect | name=Samuel Edgar WHITLOCK-HAY | date_of_birth=1973-06-30 | phone=07700 900356
+ address=Rose Cottage, Church Lane, Little Marden, LM9 9LL
""",
    ),
    (
        "executive summary, then particulars",
        "pdf",
        """
OFFICIAL-SENSITIVE
CHILD PROTECTION REFERRAL
Executive summary
One UK suspect; two children; one resolved address.
Particulars of suspect
Name            : Bryony Alexis FENWRIGHT
Date of Birth   : 18 Sep 1995
Residence       : 22 Tidewell Street, Norbeck, NB2 2NB
Occupation      : teaching assistant
Particulars of children
Name            : Child A (name not known)
Age             : 11
Name            : Teddy FENWRIGHT
Age             : 4
Reference numbers
Agency ref      : XW-2026-871
NCMEC ref       : 184556677
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender_reference=XW-2026-871 | report_number=184556677
person: role=suspect | name=Bryony Alexis FENWRIGHT | date_of_birth=1995-09-18
+ address=22 Tidewell Street, Norbeck, NB2 2NB
person: role=victim|child_at_address|other | age=11
person: role=victim|child_at_address|other | name=Teddy FENWRIGHT | age=4
""",
    ),
    (
        "warning before all else",
        "docx",
        """
OFFICIAL-SENSITIVE
URGENT - THREAT TO LIFE - TELEPHONE BEFORE ACTING
From the NCA Duty Officer, 28/02/2026 23:50
NCA ref: DO-26-00071
Child at immediate risk: Noor HASSAN-VALE, age 10, of 3 Orchard Mews, Stillwater, SW9 0ZZ.
Offender: unknown male using Example Chat, username "quietlake", IP 203.0.113.133 at 23:11:09 UTC on 28 February 2026.
ACTION: attend the address tonight.
Handling: code C. This information must not be disclosed to the family.
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=NCA Duty Officer | sender_reference=DO-26-00071 | dated=2026-02-28
cover: asked=attend the address tonight | handling_code=C
cover: handling_conditions=This information must not be disclosed to the family
person: role=victim | name=Noor HASSAN-VALE | age=10 | address=3 Orchard Mews, Stillwater, SW9 0ZZ
account: service=Example Chat | screen_name=quietlake
resolution: ip_address=203.0.113.133 | used_at=2026-02-28T23:11:09+00:00
""",
    ),
    (
        "questions and answers",
        "docx",
        """
Protective marking of this form? OFFICIAL-SENSITIVE
Who is sending it? Harrow Dale Police
What is your reference? HD-44-2026
Which CyberTipline report? 186000441
Who is the suspect? Lucian Peter AMBERLEY
When were they born? 24/03/1986
Where do they live? 30 Kestrel Rise, Harrow Dale, HD8 7KK
Which account? mr_amber on Example Social
What do you want us to do? Take over the investigation
By when? 31/03/2026
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Harrow Dale Police | sender_reference=HD-44-2026 | report_number=186000441
cover: asked=Take over the investigation | asked_by=2026-03-31
person: role=suspect | name=Lucian Peter AMBERLEY | date_of_birth=1986-03-24
+ address=30 Kestrel Rise, Harrow Dale, HD8 7KK
account: service=Example Social | screen_name=mr_amber
""",
    ),
)
