"""The columns of platforms' tables, by their headings, and which platform a set of headings is of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from waymark.stages.intake.readers.delimited import plain_heading

# Our name, then headings as `plain_heading` compares them.
_HEADINGS: Mapping[str, str] = {
    "ip": "ip ipaddress remoteipaddress ipaddr remoteip sourceip clientip loginip",
    "port": "port sourceport sourceportnumber clientsourceport remoteport clientport",
    "time": "timestamp time datetime activitytimestamp serverts logtimestamp sessionstartutc date logintime "
    "timestamputc timeutc datetimeutc dateutc sentat senttime senttimestamp",
    "event": "type action event activitytype actiontype eventtype eventname activity",
    "user_id": "userid gaiaid accountid piiuserid lcid uid",
    "user_name": "username user screenname userjid targetusername",
    "display_name": "displayname",
    "email": "email emailaddress",
    "email_status": "emailstatus emailverified",
    "phone": "phonenumber phone",
    "phone_status": "phonestatus phoneverified",
    "born": "birthdate dateofbirth birthday",
    "created": "created createdat datecreated registrationdate creationdate registrationtimeutc",
    "creation_ip": "creationip registrationip",
    "device": "piideviceid deviceid advertisingid adid btid browsertrackerid clientidentifier",
    "query": "querystring",
    "checksum": "checksum md5 md5hash sha1 sha1hash sha256 sha256hash filehash",
    "file_name": "filename",
    "first_seen": "firstrecordedutc firstseentime firstseen firstrecorded",
    "last_seen": "lastrecordedutc lastseentime lastseen lastrecorded",
    "port_seen": "lastobservedportutc",
    "last_port": "lastobservedport",
    "author_id": "authorid senderid senderjid sender",
    "author_name": "author sendername",
    "recipient_id": "receiverid receiverjid receiver recipientid recipientjid recipient",
}
NAMES: Mapping[str, str] = MappingProxyType(
    {heading: name for name, headings in _HEADINGS.items() for heading in headings.split()}
)
KNOWN_PATHS: Mapping[str, str] = MappingProxyType(
    {
        "row/ip": "IPCaptureEvent: address; of several the first, the rest kept raw",
        "row/port": "IPCaptureEvent: port",
        "row/time": "IPCaptureEvent: captured_at",
        "row/event": "IPCaptureEvent: event",
        "row/user_id": "Account: identifier",
        "row/user_name": "Account: screen_name",
        "row/display_name": "Account: display_names",
        "row/email": "Party (subscriber): emails",
        "row/email_status": "Party (subscriber): emails, verified",
        "row/phone": "Party (subscriber): phones",
        "row/phone_status": "Party (subscriber): phones, verified",
        "row/born": "Party (subscriber): date_of_birth",
        "row/created": "IPCaptureEvent: Registration; else Party: additional_info",
        "row/creation_ip": "IPCaptureEvent: Registration",
        "row/device": "Device: value",
        "row/query": "ReportedFile: hashes, of a checksum; else kept raw",
        "row/checksum": "ReportedFile: hashes, of a use that names an address; else kept raw",
        "row/file_name": "ReportedFile: name, beside a checksum; else kept raw",
        "row/first_seen": "IPCaptureEvent: captured_at of `first seen`",
        "row/last_seen": "IPCaptureEvent: captured_at of `last seen`",
        "row/port_seen": "IPCaptureEvent: captured_at of `port seen`",
        "row/last_port": "IPCaptureEvent: port of `port seen`",
        "row/author_id": "Account: identifier of a party of its own, never of the account's holder by itself",
        "row/author_name": "Account: screen_name of that party",
        "row/recipient_id": "Account: identifier of a party of its own",
    }
)
# Headings that together are of one platform's table; the first that all stand there is taken.
_PLATFORMS: Sequence[tuple[str, frozenset[str]]] = (
    ("Synchronoss", frozenset(("remoteipaddress", "querystring"))),
    ("Google", frozenset(("activitytimestamp", "ipaddress"))),
    ("Roblox", frozenset(("ipaddress", "firstrecordedutc"))),
    ("Roblox", frozenset(("ipaddress", "lastrecordedutc"))),
    ("Roblox", frozenset(("piiuserid", "piideviceid"))),
    ("Roblox", frozenset(("piiuserid", "btid"))),
    ("Roblox", frozenset(("accountid", "browsertrackerid"))),
    ("Discord", frozenset(("channelid", "messageid", "authorid"))),
    ("Discord", frozenset(("sessionstartutc", "ipaddress"))),
    ("Discord", frozenset(("timestamp", "contents", "attachments"))),
    ("Discord", frozenset(("authorid", "content", "attachments"))),
    ("Snapchat", frozenset(("emailstatus", "creationip"))),
    ("Snapchat", frozenset(("username", "userid", "created"))),
    ("Snapchat", frozenset(("username", "creationip"))),
    ("Snapchat", frozenset(("birthdate", "lastactive"))),
    ("Snapchat", frozenset(("ip", "timestamp", "useragent"))),
    ("Snapchat", frozenset(("ip", "timestamp", "sourceportnumber"))),
    ("Snapchat", frozenset(("ip", "timestamp", "clientsourceport"))),
    ("Kik", frozenset(("user", "ip", "port", "timestamp"))),
)


def name_of(heading: str) -> str:
    """Our name for a heading; empty when it is not known."""
    return NAMES.get(plain_heading(heading), "")


# What one use of an account has beside its address and its time, in a table that names no platform.
_OF_A_USE = frozenset(("event", "user_id", "user_name", "port", "device", "query"))
_TIMES = frozenset(("time", "first_seen", "last_seen", "port_seen"))
_OF_A_PAGE = frozenset(("url", "uri", "link", "webaddress"))


def is_log(headings: Sequence[str]) -> bool:
    """Whether these headings are of a log of uses of an account, whosever it is: an address, a time, and more.

    Or of its messages: who wrote, to whom, and when.

    A table that names pages is a hotline's or a server's, and no account's.
    """
    plain = {plain_heading(heading) for heading in headings} - {""}
    names = {NAMES.get(heading, "") for heading in plain}
    if plain & _OF_A_PAGE:
        return False
    if {"author_id", "recipient_id", "time"} <= names:
        return True
    if "ip" not in names:
        return False
    return "time" in names and bool(names & _OF_A_USE)


def may_be_log(headings: Sequence[str]) -> bool:
    """Whether these headings are of addresses and times alone: then the rows below have to show that they are."""
    names = {name_of(heading) for heading in headings if heading.strip()}
    return "ip" in names and bool(names & _TIMES) and "" not in names


def platform_of(headings: Sequence[str]) -> str:
    """Whose table these headings are; empty when of none that is known."""
    plain = {plain_heading(heading) for heading in headings}
    return next((platform for platform, needed in _PLATFORMS if needed <= plain), "")
