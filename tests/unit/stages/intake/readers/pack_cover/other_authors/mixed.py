"""Packs of several documents, and packs with what must not be taken for their facts. Everything is invented.

`%%%` parts one document from the next.
"""

WRITTEN = (
    (
        "cover letter and schedule",
        "docx+pdf",
        """
OFFICIAL-SENSITIVE
National Crime Agency
Reference: NCA/ZP/26/00031
CyberTipline report 181999004
Suspect: Gideon Miles ROTHERWICK, DOB 02/09/1982
%%%
OFFICIAL-SENSITIVE
Comms data schedule for NCA/ZP/26/00031
IP address: 192.0.2.99
Port: 3391
Date/time of use: 08/02/2026 13:13:13 UTC
Communications provider: Sample Fibre
Subscriber's name: Gideon ROTHERWICK
Subscriber's address: 12 Sluice Gate, Fenby, FB3 1CC
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=National Crime Agency | sender_reference=NCA/ZP/26/00031
cover: report_number=181999004
person: role=suspect | name=Gideon Miles ROTHERWICK | date_of_birth=1982-09-02
resolution: ip_address=192.0.2.99 | port=3391 | used_at=2026-02-08T13:13:13+00:00 | operator=Sample Fibre
+ subscriber_name=Gideon ROTHERWICK | subscriber_address=12 Sluice Gate, Fenby, FB3 1CC
""",
    ),
    (
        "mail, form and note",
        "eml+docx+text",
        """
From: Child Abuse Unit <cau@brook.example>
Sent: 19 February 2026 09:00
To: ocsae@force.example
Subject: Transfer BK/26/222

Please accept this transfer.
%%%
OFFICIAL-SENSITIVE
| Ref | BK/26/222 |
| Suspect name | Theodora Lyn ASHGROVE |
| DOB | 11/04/1996 |
| Address | 3 Paddock View, Brookley, BK4 4ED |
| NCMEC number | 180777002 |
%%%
Children at the address: Finn ASHGROVE, born 1 January 2020.
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Child Abuse Unit | sender_reference=BK/26/222 | dated=2026-02-19
cover: report_number=180777002 | asked=accept this transfer
person: role=suspect | name=Theodora Lyn ASHGROVE | date_of_birth=1996-04-11
+ address=3 Paddock View, Brookley, BK4 4ED
person: role=child_at_address | name=Finn ASHGROVE | date_of_birth=2020-01-01
""",
    ),
    (
        "contacts that are the sender's own",
        "docx",
        """
OFFICIAL-SENSITIVE
National Crime Agency
NCA ref: NCA-LD-26-5
Prepared by: Intelligence Officer J. Reddish, 01632 960001, j.reddish@nca.example
Authorised by: Senior Officer P. Quill
Point of contact at provider: trustdesk@social.example.com
Suspect: Wilfred Hugh SANDBACH
Suspect email: will.sandbach@example.org
Other reports seen for comparison only, not part of this referral: none
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=National Crime Agency | sender_reference=NCA-LD-26-5
person: role=suspect | name=Wilfred Hugh SANDBACH | email=will.sandbach@example.org
""",
    ),
    (
        "American dates of the tip beside British dates",
        "pdf",
        """
OFFICIAL-SENSITIVE
NCA reference: RB-2026-7-114
Date of dissemination: 05/03/2026
CyberTipline Report 188700001, received by NCMEC on 02-17-2026 10:11:12 UTC
Suspect: Yvonne Clare TAMBLYN
Suspect date of birth: 04/03/1984
IP Address: 203.0.113.44
Date/Time: 02-16-2026 23:59:59 UTC
ISP: Example Broadband
Resolved to: Yvonne TAMBLYN, 17 Bell Yard, Polmear, PL9 9QX
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender~=NCA | sender_reference=RB-2026-7-114 | dated=2026-03-05|05/03/2026 | report_number=188700001
person: role=suspect | name=Yvonne Clare TAMBLYN | date_of_birth=1984-03-04|04/03/1984
resolution: ip_address=203.0.113.44 | used_at=2026-02-16T23:59:59+00:00 | operator=Example Broadband
+ subscriber_name=Yvonne TAMBLYN | subscriber_address=17 Bell Yard, Polmear, PL9 9QX
""",
    ),
    (
        "unknown suspect, only an account",
        "docx",
        """
OFFICIAL-SENSITIVE
Sent by: NCA Online Undercover Support
Ref: OUS-26-19
Subject: UNKNOWN
Date of birth: Not known
Address: N/K
Service used: Example Video
User name: moth_lantern
User ID: 6600221
Last login IP: 198.51.100.199
Last login time: 12/03/2026 01:02:03 UTC
Subscriber: not yet resolved
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=NCA Online Undercover Support | sender_reference=OUS-26-19
account: service=Example Video | screen_name=moth_lantern | identifier=6600221
resolution: ip_address=198.51.100.199 | used_at=2026-03-12T01:02:03+00:00
""",
    ),
    (
        "page furniture on every page",
        "pdf",
        """
OFFICIAL-SENSITIVE
Page 1 of 2
NCA | Referral Bureau | Ref 26-RB-44100
Suspect name
Hector Ivan PRIESTLAND
Suspect date of birth
30 June 1958
%%%%
OFFICIAL-SENSITIVE
Page 2 of 2
NCA | Referral Bureau | Ref 26-RB-44100
Suspect address
8 The Leas, Kirk Burton Moor, KB3 3WP
CyberTip
186606606
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=NCA|Referral Bureau | sender_reference=26-RB-44100
cover: report_number=186606606
person: role=suspect | name=Hector Ivan PRIESTLAND | date_of_birth=1958-06-30
+ address=8 The Leas, Kirk Burton Moor, KB3 3WP
""",
    ),
    (
        "accounts in a table",
        "docx",
        """
OFFICIAL-SENSITIVE
Originating force: Lowmoor Police
Originator ref: LM/OCSA/26/6
Subject name: Cyrus Alan DEEPDALE
Subject's DOB: 16/06/2001
| Platform | Username | User ID | Email |
| Example Social | cyd01 | 880011 | cyd01@example.com |
| Example Chat | deep.cy | 771100 | cyd01@example.com |
| Example Cloud | c-deepdale | | cd@example.net |
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender=Lowmoor Police | sender_reference=LM/OCSA/26/6
person: role=suspect | name=Cyrus Alan DEEPDALE | date_of_birth=2001-06-16
account: service=Example Social | screen_name=cyd01 | identifier=880011 | email=cyd01@example.com
account: service=Example Chat | screen_name=deep.cy | identifier=771100 | email=cyd01@example.com
account: service=Example Cloud | screen_name=c-deepdale | email=cd@example.net
""",
    ),
    (
        "handling caveats in full",
        "docx",
        """
OFFICIAL-SENSITIVE - POLICE AND PARTNERS
Disseminating agency: National Crime Agency
Agency reference: NCA-FE-26-0404
Source evaluation: 2 - Untested
Intelligence assessment: C - Known indirectly to the source
Handling code: C - Lawful sharing permitted with conditions
Handling conditions: No further dissemination without the consent of the originator.
Not to be used in evidence.
Subject: Odette Marie FAIRLEIGH
Date of birth: 13/09/1993
""",
        """
cover: marking=OFFICIAL-SENSITIVE|OFFICIAL-SENSITIVE - POLICE AND PARTNERS | sender=National Crime Agency | sender_reference=NCA-FE-26-0404
cover: source_grade=2C | handling_code=C
cover: handling_conditions=No further dissemination without the consent of the originator. Not to be used in evidence.
person: role=suspect | name=Odette Marie FAIRLEIGH | date_of_birth=1993-09-13
""",
    ),
    (
        "several children in a list of one line each",
        "docx",
        """
OFFICIAL-SENSITIVE
NCA reference number: NCA/SG/26/1212
Suspect: Marlon Keith OVERBURY (DOB 07/03/1982)
Address of suspect: 90 Saltmarsh Road, Quayside, QS6 6TD
Child 1: Ava OVERBURY, DOB 19/05/2013, daughter
Child 2: Leo OVERBURY, DOB 22/11/2016, son
Child 3: Zara KINNEAR, DOB 01/08/2014, stepdaughter
Children's school: Quayside Primary
""",
        """
cover: sender~=NCA | marking=OFFICIAL-SENSITIVE | sender_reference=NCA/SG/26/1212
person: role=suspect | name=Marlon Keith OVERBURY | date_of_birth=1982-03-07
+ address=90 Saltmarsh Road, Quayside, QS6 6TD
person: role=victim|child_at_address|other | name=Ava OVERBURY | date_of_birth=2013-05-19 | school~=Quayside Primary | relationship=daughter
person: role=victim|child_at_address|other | name=Leo OVERBURY | date_of_birth=2016-11-22 | school~=Quayside Primary | relationship=son
person: role=victim|child_at_address|other | name=Zara KINNEAR | date_of_birth=2014-08-01 | school~=Quayside Primary | relationship=stepdaughter
""",
    ),
    (
        "bureau's summary paragraph only",
        "pdf",
        """
OFFICIAL-SENSITIVE
RB/2026/90210 - Dissemination to Northshire Police - 20 March 2026
Example Social reported (NCMEC 187222333) that account user "glasshouse.9" (UID 44556677) shared material on 11 March \
2026. IP data resolved by Example Mobile gives subscriber Priya Nell HATHERSAGE, DOB 08 Nov 1987, of 5 Beck Side, \
Thrushgill, TG1 2AB. Local checks suggest two children, Asha (7) and Dev (3), live there. Force to develop and action.
""",
        """
cover: marking=OFFICIAL-SENSITIVE | sender_reference=RB/2026/90210 | dated=2026-03-20 | report_number=187222333
cover: asked=develop and action
account: service=Example Social | screen_name=glasshouse.9 | identifier=44556677
resolution: operator=Example Mobile | subscriber_name=Priya Nell HATHERSAGE | subscriber_birth=1987-11-08
+ subscriber_address=5 Beck Side, Thrushgill, TG1 2AB
person: role=child_at_address | name=Asha | age=7
person: role=child_at_address | name=Dev | age=3
""",
    ),
)
