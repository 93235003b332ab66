"""The text of received PDFs, in the plain order of extraction and laid out as on the page."""

PLAIN = """\
CyberTipline Report 900000001
Priority Level: E
Received by NCMEC on 01-05-2026 10:20:30 UTC
Date PDF Generated: 01-06-2026 08:00:00 UTC
\fContents
Executive Summary
Section A: Reported Information
Reporting Electronic Service Provider (ESP)
Incident Information
Suspect
Uploaded File Information
Section B: Automated Information Added by NCMEC Systems
Section C: Additional Information Provided by NCMEC
Section D: Law Enforcement Contact Information
CyberTipline Report 900000001 | Page 2
\fExecutive Summary
Incident Type: Apparent Child Pornography (Unconfirmed)
Total Uploaded Files: 2
CyberTipline Report 900000001 | Page 3
\fSection A: Reported Information
Reporting Electronic Service Provider (ESP)
Submitter:
Example Social Ltd
Business Address:
1 Example Road
Exampleton
Point of Contact for Law Enforcement:
Example Legal Team
legal@social.example
Company Information
We are an example.
Relevant Terms
Terms of an example.
Incident Information
Primary Incident Type: Apparent Child Pornography
Incident Time: 01-04-2026 23:59:58 UTC
Time at which the example was detected
Suspect 1
Name: Invented Person
Mobile Phone: +44 7700 900123 (Verified 12-01-2025 09:00:00 UTC)
Email Address: someone@example.com (Verified)
Email Address: other@example.org (Verified 11-02-2025
08:00:00 UTC)
Screen/User Name: example_user
ESP User ID: 100200300
Profile URL: https://social.example/users/a-rather-long-name-that-
goes-over-the-line
Date of Birth: 02-03-1990
Approximate Age: 35
IP Address: 192.0.2.10 (Login)
Port: 51512
01-04-2026 22:00:00 UTC
CyberTipline Report 900000001 | Page 4
\fSection A: Reported Information
Suspect 1
IP Address: 2001:db8::7 (Registration)
02-03-2025 01:02:03 UTC
IP Address: 203.0.113.9 (Login)
Prior CT Reports: 900000007, 900000008,
900000009
Additional Information
Words of the provider.
Email Address: in-the-text@example.net
Recipient 1
Email Address: recipient@example.net
ESP User ID: 400500600
Uploaded File Information
Number of uploaded files: 2
Filename: a-very-long-file-name-without-any-blank-in-it-which-goes-
over-the-line.jpg
Original Filename: N/A
MD5: d41d8cd98f00b204e9800998ecf8427e
SHA1: da39a3ee5e6b4b0d3255bfef95601890afd80709
Did Reporting ESP view entire contents of uploaded file? Yes
Did Reporting ESP view the EXIF of uploaded file? No
Were entire contents of uploaded file publicly available?
Information Not Provided by Company
Image Categorization by ESP: A1
IP Address: 192.0.2.10 (Upload)
01-04-2026 22:30:00 UTC
Filename: b.jpg
MD5: 0123456789abcdef0123456789abcdef
This concludes Section A
\fSection B: Automated Information Added by NCMEC Systems
IP Geo-Lookup (Suspect 1)
Address Country Region City Type
192.0.2.10 GB Kent Exampleton example-isp
2001:0db8:0000:0000:
0000:0000:0000:0007 GB Kent Exampleton
203.0.113.9 GB Kent Exampleton
Auto Refer
Auto Refer: Yes
Deconfliction
See also 900000011 and 900000012, contact b@ncmec.example
\fSection C: Additional Information Provided by NCMEC
Incident Type: Auto-referred International
An analyst wrote this. analyst@ncmec.example
Suspect 1
Email Address: harvest-me-not@example.com
\fSection D: Law Enforcement Contact Information
Example Police
Email Address: officer@police.example
"""

LAID_OUT = """\
                              CyberTipline Report 900000001

     Priority Level:        2
     Received by NCMEC on   01-05-2026   10:20:30 UTC

\f     Table of Contents
     Executive Summary ............................ 3
     Section A: Reported Information .............. 4
        Suspect ................................... 4
     Section B: Automated Information ............. 6
     Section C: Additional Information ............ 7
     Section D: Law Enforcement Contact ........... 8

\f     Executive Summary
     Incident Type:           Apparent Child Pornography
     Total Uploaded Files:    1

\f     Section A: Reported Information

     Reporting Electronic Service Provider (ESP)

     Submitter:                               Point of Contact for Law Enforcement:
     Example Social Ltd                       Example Legal Team
                                              legal@social.example
     Business Address:                        https://legal.social.example
     1 Example Road
     Exampleton

     Company Information
     We are an example.

     Incident Information

     Incident Type:           Apparent Child Pornography (Unconfirmed)
     Incident Time:           01-04-2026   23:59:58   UTC

     Suspect

     Email Address:           someone@example.com   (Verified 12-01-2025 09:00:00 UTC)
     Mobile Phone:            07700 900123          Phone Number:    07700 900124
     Screen/User Name:        example_user
     ESP User ID:             100200300
     IP Address:              192.0.2.10   (Login)
                              Port: 51512
                              01-04-2026   22:00:00   UTC
     IP Address:              2001:0db8:0000:0000:
                              0000:0000:0000:0007 (Login)
                              01-05-2026 22:00:00 UTC
     Estimated Location:      Exampleton, Kent, GB (Verified 01-01-2026 00:00:00 UTC)

     Uploaded File Information

     Number of uploaded files:   1

     Filename:                   a photo of
                                 nothing.jpg
     MD5:                        d41d8cd98f00b204e9800998ecf8427e
     Did Reporting ESP view entire contents of uploaded    No
     file?
     Source Information
     IP Address:                 192.0.2.10 (Upload) Port: 443  01-04-2026 22:30:00 UTC

     This concludes Section A
\f     Section B: Automated Information
     IP Geo-Lookup (Suspect)
     192.0.2.10      GB      Kent      Exampleton
\f     Section C: Additional Information
     Incident Type:    Auto-referred International
\f     Section D: Law Enforcement Contact
     Example Police    officer@police.example
"""
