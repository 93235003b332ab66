"""Packs that come as mail. Everything in them is invented."""

WRITTEN = (
    (
        "short covering mail",
        "eml",
        """
From: NCA Referrals <referrals@nca.example>
Sent: 06 March 2026 09:12
To: ocsae@force.example
Subject: OFFICIAL-SENSITIVE: NCA referral REF-26-118-Q for your force

Morning,
Please find below the details for CyberTip 187009912.
Subject: Ashley Dean POLWARTH, dob 13/05/1987, 16 Corn Street, Fallowfield, FF1 4WW.
IP 198.51.100.61 on 25/02/2026 at 17:03:20 UTC was resolved by Sample Broadband to Ashley POLWARTH at the same address.
Please confirm receipt and advise of any children at the address.
Regards
Desk 4
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=NCA Referrals | sender_reference=REF-26-118-Q | dated=2026-03-06
cover: report_number=187009912 | asked=confirm receipt and advise of any children at the address
person: role=suspect | name=Ashley Dean POLWARTH | date_of_birth=1987-05-13 | address=16 Corn Street, Fallowfield, FF1 4WW
resolution: ip_address=198.51.100.61 | used_at=2026-02-25T17:03:20+00:00 | operator=Sample Broadband
+ subscriber_name=Ashley POLWARTH
""",
    ),
    (
        "mail with a table in HTML",
        "html",
        """
| Sender | Westmoor Police ICAIT |
| Reference number | WM/ICAIT/0550/2026 |
| Security marking | OFFICIAL-SENSITIVE |
| Tip number | 183200450 |
| Suspect's name | Clement Oluwaseun BARRATT |
| Suspect's date of birth | 31/01/1978 |
| Suspect's address | 9 Dyer's Yard, Castle Morley, CM1 8TR |
| Suspect's e-mail | cob78@example.com |
| Social media site | Example Forum |
| Screen name | c_barratt |
| Profile URL | https://forum.example.com/c_barratt |
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Westmoor Police ICAIT | sender_reference=WM/ICAIT/0550/2026
cover: report_number=183200450
person: role=suspect | name=Clement Oluwaseun BARRATT | date_of_birth=1978-01-31 | email=cob78@example.com
+ address=9 Dyer's Yard, Castle Morley, CM1 8TR
account: service=Example Forum | screen_name=c_barratt | profile_url=https://forum.example.com/c_barratt
""",
    ),
    (
        "forwarded chain",
        "eml",
        """
From: Desk Sergeant <desk@force.example>
Sent: 10 March 2026 08:00
To: pack-intake@force.example
Subject: FW: Referral

One for you.

-----Original Message-----
From: Dissemination Team <dissemination@nca.example>
Sent: 09 March 2026 16:45
To: desk@force.example
Subject: Referral NCA/D/26/7741

OFFICIAL-SENSITIVE
NCA reference: NCA/D/26/7741
NCMEC reports: 185551200 / 185551233
Suspect details:
Name: Verity Joan LOCKSLEY-BUTE
Date of birth: 2 December 1991
Address: Apartment 40, Dock Tower, Saltport, SP5 0GH
Mobile number: 07700 900872
Subscriber details:
Name: Saltport Student Lets Ltd
Address: Dock Tower, Saltport, SP5 0GH
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender_reference=NCA/D/26/7741 | sender=Dissemination Team | dated=2026-03-09
cover: report_number=185551200 | report_number=185551233
person: role=suspect | name=Verity Joan LOCKSLEY-BUTE | date_of_birth=1991-12-02 | phone=07700 900872
+ address=Apartment 40, Dock Tower, Saltport, SP5 0GH
resolution: subscriber_name=Saltport Student Lets Ltd | subscriber_address=Dock Tower, Saltport, SP5 0GH
""",
    ),
    (
        "saved message with tabs",
        "text",
        """
From:\tCyber Team, Greyfell Police
Sent:\t14 February 2026 11:31
To:\tNorthshire Police
Subject:\tTransfer of referral GF-CT-0087

Marking:\tOFFICIAL-SENSITIVE
Our ref:\tGF-CT-0087
CT number:\t182999013
Offender:\tMatthew STILES-OAKLEY
DoB:\t07/07/1977
Current address:\t55 Vicar's Hill, Northtown, NT3 3AA
Username:\tstiles77
App:\tExample Chat
IP:\t192.0.2.190
Port:\t2210
Timestamp:\t2026-01-28T04:05:06Z
Network:\tExample Mobile
Registered keeper of line:\tMatthew STILES-OAKLEY
Grade:\t1A
Handling:\tP
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Cyber Team, Greyfell Police | sender_reference=GF-CT-0087
cover: dated=2026-02-14 | report_number=182999013 | source_grade=1A | handling_code=P
person: role=suspect | name=Matthew STILES-OAKLEY | date_of_birth=1977-07-07 | address=55 Vicar's Hill, Northtown, NT3 3AA
account: service=Example Chat | screen_name=stiles77
resolution: ip_address=192.0.2.190 | port=2210 | used_at=2026-01-28T04:05:06+00:00 | operator=Example Mobile
+ subscriber_name=Matthew STILES-OAKLEY
""",
    ),
    (
        "reply with quoted lines",
        "eml",
        """
From: Intel <intel@nca.example>
Sent: 21 January 2026 15:20
To: ocsae@force.example
Subject: RE: NCA-RB-26-00400 further information

> Do you have the subscriber for 203.0.113.18?

Yes. Example Fibre answered yesterday:
Subscriber name: Hamish Roy KINCARDINE
Installation address: 1 Ferry Loan, Inverard, IV9 1ZZ
Date of birth: 20/02/1964
Tel: 01632 960771
IP queried: 203.0.113.18
Time queried: 11/01/2026 07:45:00 UTC
""",
        """
cover: sender=Intel | dated=2026-01-21 | sender_reference=NCA-RB-26-00400
resolution: ip_address=203.0.113.18 | used_at=2026-01-11T07:45:00+00:00 | operator=Example Fibre
+ subscriber_name=Hamish Roy KINCARDINE | installation_address=1 Ferry Loan, Inverard, IV9 1ZZ
+ subscriber_birth=1964-02-20 | subscriber_phone=01632 960771
""",
    ),
    (
        "mail of a school liaison officer",
        "eml",
        """
From: Safer Schools <schools@force.example>
Sent: 02 March 2026 13:00
To: ocsae@force.example
Subject: Disclosure by pupil

OFFICIAL-SENSITIVE
Ref SSO/26/91
Victim: Grace ILLINGTON, date of birth 05/04/2012
School: Hartwell Academy
Parent: Rosalind ILLINGTON, 07700 900440
The victim has been contacted on Example Game by an account called dragonsmith_7.
Please could the account be identified.
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Safer Schools | sender_reference=SSO/26/91 | dated=2026-03-02
cover: asked=could the account be identified
person: role=victim | name=Grace ILLINGTON | date_of_birth=2012-04-05 | school=Hartwell Academy
person: role=parent_or_carer|other | name=Rosalind ILLINGTON | phone=07700 900440
account: service=Example Game | screen_name=dragonsmith_7
""",
    ),
    (
        "list with equals signs",
        "text",
        """
OFFICIAL-SENSITIVE
sender = Tarn Valley Police
sender ref = TV/DIU/2026/19
ncmec = 184422001
nominal = Isaac Ford BELLWETHER
nominal dob = 1989-12-01
nominal address = 70 Chapel Brow, Tarnside, TS2 4MM
isp = Sample Broadband
ip = 198.51.100.250
port = 61002
time = 2026-02-19 12:00:00 UTC
subscriber = Lorna BELLWETHER
subscriber address = 70 Chapel Brow, Tarnside, TS2 4MM
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Tarn Valley Police | sender_reference=TV/DIU/2026/19
cover: report_number=184422001
person: role=suspect | name=Isaac Ford BELLWETHER | date_of_birth=1989-12-01 | address=70 Chapel Brow, Tarnside, TS2 4MM
resolution: ip_address=198.51.100.250 | port=61002 | used_at=2026-02-19T12:00:00+00:00 | operator=Sample Broadband
+ subscriber_name=Lorna BELLWETHER | subscriber_address=70 Chapel Brow, Tarnside, TS2 4MM
""",
    ),
    (
        "mail in HTML, bold labels",
        "html",
        """
OFFICIAL-SENSITIVE
Package ref: OP-LINNET/26/014
Issued: 8 April 2026
Tip ID: 189555010
Identified user: Rupert Neil CASTLEGATE
DOB (from open source): 10/10/1980
Possible address: 6 Minster View, Easthaven, EH9 9EE
Messaging app: Example Messenger
Nickname: rooster_80
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender_reference=OP-LINNET/26/014 | dated=2026-04-08 | report_number=189555010
person: role=suspect | name=Rupert Neil CASTLEGATE | date_of_birth=1980-10-10 | address=6 Minster View, Easthaven, EH9 9EE
account: service=Example Messenger | screen_name=rooster_80
""",
    ),
    (
        "mail that resolves two lines",
        "eml",
        """
From: Comms Data Unit <cdu@nca.example>
Sent: 17 March 2026 10:10
To: ocsae@force.example
Subject: Results for NCA/CDU/26/31

OFFICIAL-SENSITIVE

Result 1
IP: 198.51.100.17
Used at: 01/03/2026 08:00:00 UTC
Operator: Example Broadband
Subscriber: Glenys PARFITT
Installed at: 8 Loom Street, Weaverton, WV1 1BB

Result 2
IP: 203.0.113.170
Used at: 04/03/2026 22:30:00 UTC
Operator: Sample Mobile
Subscriber: Dylan PARFITT
Billing address: 8 Loom Street, Weaverton, WV1 1BB
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Comms Data Unit | dated=2026-03-17 | sender_reference=NCA/CDU/26/31
resolution: ip_address=198.51.100.17 | used_at=2026-03-01T08:00:00+00:00 | operator=Example Broadband
+ subscriber_name=Glenys PARFITT | installation_address=8 Loom Street, Weaverton, WV1 1BB
resolution: ip_address=203.0.113.170 | used_at=2026-03-04T22:30:00+00:00 | operator=Sample Mobile
+ subscriber_name=Dylan PARFITT | billing_address=8 Loom Street, Weaverton, WV1 1BB
""",
    ),
    (
        "short note from the telephone desk",
        "text",
        """
NCA Control Centre - telephone message
OFFICIAL-SENSITIVE
Time of call: 22/02/2026 02:14
Ref: CC/26/8812
Named suspect Alban Reeve MUNSLOW of 100 Gas House Lane, Brindle Cross, BC7 6JJ (dob 19/02/1971).
Grandchildren visit: Effie MUNSLOW, 8, and Max MUNSLOW, 5.
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=NCA Control Centre | sender_reference=CC/26/8812
person: role=suspect | name=Alban Reeve MUNSLOW | date_of_birth=1971-02-19
+ address=100 Gas House Lane, Brindle Cross, BC7 6JJ
person: role=victim|child_at_address|other | name=Effie MUNSLOW | age=8
person: role=victim|child_at_address|other | name=Max MUNSLOW | age=5
""",
    ),
)
