"""The CyberTipline reporting format's tables, typed from its published schema, to judge documents by.

A type is its children in order, each as `name`, a mark of how many (one when there is no mark, `?` none or
one, `*` any number, `+` one or more) and, after a colon, the type of a child that has children of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

EMAIL: Final = "type verified verificationDate"
PHONE: Final = f"{EMAIL} countryCallingCode extension"
EVENTS: Final = frozenset({"Login", "Registration", "Purchase", "Upload", "Other", "Unknown"})

TYPES: Final = {
    "report": "batchedReport? incidentSummary:incidentSummary internetDetails*:internetDetails"
    " lawEnforcement?:lawEnforcement reporter:reporter personOrUserReported*:reported"
    " intendedRecipient*:recipient victim*:victim additionalInfo?",
    "incidentSummary": "incidentType platform? escalateToHighPriority? reportAnnotations?:reportAnnotations"
    " incidentDateTime incidentDateTimeDescription?",
    "lawEnforcement": "agencyName caseNumber? officerContact?:contactPerson reportedToLe?"
    " servedLegalProcessDomestic? servedLegalProcessInternational?",
    "reporter": "reportingPerson:person contactPerson?:contactPerson companyTemplate? termsOfService? legalURL?",
    "webPageIncident": "url* additionalInfo?",
    "emailIncident": "emailAddress* content? additionalInfo?",
    "newsgroupIncident": "name? emailAddress* content? additionalInfo?",
    "chatImIncident": "chatClient? chatRoomName? content? additionalInfo?",
    "onlineGamingIncident": "gameName? console? content? additionalInfo?",
    "cellPhoneIncident": "phoneNumber? latitude? longitude? additionalInfo?",
    "nonInternetIncident": "locationName? incidentAddress*:address additionalInfo?",
    "peer2peerIncident": "client? ipCaptureEvent*:ipCaptureEvent fileNames? additionalInfo?",
    "person": "firstName? lastName? phone* email* address*:address age? dateOfBirth?",
    "contactPerson": "firstName? lastName? phone* email* address*:address",
    "address": "address? city? zipCode? state? nonUsaState? country?",
    "estimatedLocation": "city? region? countryCode?",
    "ipCaptureEvent": "ipAddress eventName? dateTime? possibleProxy? port?",
    "deviceId": "idType idValue eventName? dateTime?",
    "reported": "personOrUserReportedPerson?:person vehicleDescription? espIdentifier? espService?"
    " compromisedAccount? screenName? displayName* profileUrl* profileBio? ipCaptureEvent*:ipCaptureEvent"
    " deviceId*:deviceId thirdPartyUserReported? priorCTReports* groupIdentifier?"
    " accountTemporarilyDisabled? accountPermanentlyDisabled? estimatedLocation?:estimatedLocation"
    " allEmailsReported? associatedAccount*:associatedAccount additionalInfo?",
    "recipient": "intendedRecipientPerson?:person espIdentifier? espService? compromisedAccount? screenName?"
    " displayName* profileUrl* profileBio? ipCaptureEvent*:ipCaptureEvent deviceId*:deviceId priorCTReports*"
    " groupIdentifier? accountTemporarilyDisabled? accountPermanentlyDisabled?"
    " estimatedLocation?:estimatedLocation allEmailsReported? additionalInfo*",
    "victim": "victimPerson:person espIdentifier? espService? compromisedAccount? screenName? displayName*"
    " profileUrl* profileBio? ipCaptureEvent*:ipCaptureEvent deviceId*:deviceId schoolName? priorCTReports*"
    " accountTemporarilyDisabled? accountPermanentlyDisabled? estimatedLocation?:estimatedLocation"
    " allEmailsReported? associatedAccount*:associatedAccount additionalInfo?",
    "associatedAccount": "platform? firstName? middleName? lastName? approximateAge? dateOfBirth? phone*"
    " email* allEmailsReported? address*:address espService? espIdentifier? profileUrl* screenName?"
    " displayName* profileBio? groupIdentifier? compromisedAccount? accountTemporarilyDisabled?"
    " accountPermanentlyDisabled? ipCaptureEvent*:ipCaptureEvent deviceId*:deviceId priorCTReport*"
    " additionalInfo?",
    "fileDetails": "reportId fileId fileName? originalFileName? uploadedToEspTimestamp? locationOfFile?"
    " fileViewedByEsp? exifViewedByEsp? publiclyAvailable? fileRelevance? potentialMeme?"
    " fileAnnotations?:fileAnnotations industryClassification? originalFileHash*"
    " ipCaptureEvent?:ipCaptureEvent deviceId*:deviceId details*:details additionalInfo*",
    "details": "nameValuePair+:nameValuePair",
    "nameValuePair": "name value",
    "reportResponse": "responseCode responseDescription reportId? fileId? hash?",
    "reportDoneResponse": "responseCode reportId files:files",
    "files": "fileId*",
}
# Exactly one of these stands in an internetDetails.
SETTINGS: Final = tuple(name for name in TYPES if name.endswith("Incident"))
# Flags, each at most once, in any order.
FLAGS: Final = {
    "reportAnnotations": "sextortion csamSolicitation minorToMinorInteraction spam sadisticOnlineExploitation",
    "fileAnnotations": "animeDrawingVirtualHentai potentialMeme viral possibleSelfProduction physicalHarm"
    " violenceGore bestiality liveStreaming infant generativeAi",
}
# By the element, or by the element and a type where one name has two meanings.
ATTRIBUTES: Final = {
    "batchedReport": "reason",
    "webPageIncident": "thirdPartyHostedContent",
    "servedLegalProcessInternational": "fleaCountry",
    "address": "type",
    "incidentAddress": "type",
    "email": EMAIL,
    "emailAddress": EMAIL,
    "phone": PHONE,
    "phoneNumber": PHONE,
    "estimatedLocation": "verified timestamp",
    "accountTemporarilyDisabled": "disabledDate userNotified userNotifiedDate reenabledDate",
    "accountPermanentlyDisabled": "disabledDate userNotified userNotifiedDate",
    "associatedAccount": "type",
    "associatedAccount/platform": "thirdPartyUser",
    "originalFileHash": "hashType",
    "details": "type",
}
CHOICES: Final = {
    "incidentType": frozenset(
        {
            "Child Pornography (possession, manufacture, and distribution)",
            "Child Sex Trafficking",
            "Child Sex Tourism",
            "Child Sexual Molestation",
            "Misleading Domain Name",
            "Misleading Words or Digital Images on the Internet",
            "Online Enticement of Children for Sexual Acts",
            "Unsolicited Obscene Material Sent to a Child",
        }
    ),
    "eventName": EVENTS,
    "fileRelevance": frozenset({"Reported", "Supplemental Reported"}),
    "industryClassification": frozenset({"A1", "A2", "B1", "B2"}),
    "batchedReport@reason": frozenset({"VIRAL_POTENTIAL_MEME"}),
    "details@type": frozenset({"EXIF", "HASH"}),
    "email@type": frozenset({"Home", "Work", "Business", "Recovery"}),
    "phone@type": frozenset({"Mobile", "Home", "Business", "Work", "Fax", "Internet", "Recovery"}),
    "address@type": frozenset({"Home", "Business", "Billing", "Shipping", "Technical"}),
    "associatedAccount@type": frozenset(
        {"Billing", "Linked", "Business", "Creator", "Parent/Guardian", "Other"}
    ),
}
BOOLEANS: Final = frozenset(
    {
        "compromisedAccount",
        "thirdPartyUserReported",
        "allEmailsReported",
        "fileViewedByEsp",
        "exifViewedByEsp",
        "publiclyAvailable",
        "potentialMeme",
        "possibleProxy",
        "reportedToLe",
        "servedLegalProcessDomestic",
        "servedLegalProcessInternational",
        "accountTemporarilyDisabled",
        "accountPermanentlyDisabled",
    }
)
TIMES: Final = frozenset({"incidentDateTime", "dateTime", "uploadedToEspTimestamp"})


@dataclass(frozen=True)
class Child:
    name: str
    at_least: int
    at_most: float
    type: str


def children_of(type_name: str) -> tuple[Child, ...]:
    counts = {"": (1, 1), "?": (0, 1), "*": (0, float("inf")), "+": (1, float("inf"))}
    found = (re.fullmatch(r"(\w+)([?*+]?):?(\w*)", word) for word in TYPES[type_name].split())
    return tuple(Child(each[1], *counts[each[2]], each[3]) for each in found if each)


def faults_of(element: etree._Element, type_name: str, path: str = "") -> Iterator[str]:
    """What in the element is not as the tables say, in words, with its path."""
    here = f"{path}/{element.tag}"
    yield from _attribute_faults(element, here)
    names = [child.tag for child in element]
    if type_name in FLAGS:
        yield from _flag_faults(element, type_name, here)
    elif type_name == "internetDetails":
        if len(names) != 1 or names[0] not in SETTINGS:
            yield f"{here} holds {names}, not exactly one kind of incident"
            return
        yield from faults_of(element[0], names[0], here)
    elif not type_name:
        if names:
            yield f"{here} holds elements: {names}"
        yield from _value_faults(element, here)
    else:
        yield from _sequence_faults(element, type_name, here)


def _sequence_faults(element: etree._Element, type_name: str, here: str) -> Iterator[str]:
    expected = children_of(type_name)
    places = {child.name: place for place, child in enumerate(expected)}
    names = [child.tag for child in element]
    unknown = [name for name in names if name not in places]
    if unknown:
        yield f"{here} holds {unknown}"
        return
    order = [places[name] for name in names]
    if order != sorted(order):
        yield f"{here} has its children out of order: {names}"
    for child in expected:
        if not child.at_least <= names.count(child.name) <= child.at_most:
            yield f"{here} has {names.count(child.name)} of {child.name}"
    if {"potentialMeme", "fileAnnotations"} <= set(names):
        yield f"{here} has both potentialMeme and fileAnnotations"
    for each in element:
        yield from faults_of(each, expected[places[each.tag]].type, here)


def _flag_faults(element: etree._Element, type_name: str, here: str) -> Iterator[str]:
    names = [child.tag for child in element]
    if len(set(names)) < len(names) or not set(names) <= set(FLAGS[type_name].split()):
        yield f"{here} holds the flags {names}"
    for child in element:
        if child.text not in {None, "true"}:
            yield f"{here}/{child.tag} is {child.text!r}, where presence is the value"


def _attribute_faults(element: etree._Element, here: str) -> Iterator[str]:
    allowed = attributes_of(here)
    for name, value in ((str(name), str(value)) for name, value in element.attrib.items()):
        if name.startswith("{http://www.w3.org/2001/XMLSchema-instance}"):
            continue
        if name not in allowed:
            yield f"{here}@{name} is unknown"
        choices = CHOICES.get(f"{element.tag}@{name}")
        if choices is not None and value not in choices:
            yield f"{here}@{name} is {value!r}"
    required = {"batchedReport": "reason", "originalFileHash": "hashType", "associatedAccount": "type"}
    if element.tag in required and required[element.tag] not in element.attrib:
        yield f"{here} lacks {required[element.tag]}"


def attributes_of(path: str) -> frozenset[str]:
    """The attributes of the element at a path; of an address, only where it is a whole address."""
    *_, parent, name = ["", *path.split("/")]
    if name == "address" and parent in {"address", "incidentAddress"}:
        return frozenset()
    return frozenset(ATTRIBUTES.get(f"{parent}/{name}", ATTRIBUTES.get(name, "")).split())


def _value_faults(element: etree._Element, here: str) -> Iterator[str]:
    text = element.text or ""
    choices = CHOICES.get(element.tag)
    if choices is not None and text not in choices:
        yield f"{here} is {text!r}"
    if element.tag in BOOLEANS and text not in {"true", "false", "1", "0"}:
        yield f"{here} is {text!r}, not a boolean"
    moment = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"
    if element.tag in TIMES and not re.fullmatch(moment, text):
        yield f"{here} is {text!r}, not a dateTime"
    if element.tag in {"reportId", "priorCTReports", "priorCTReport", "port", "age"} and not text.isdigit():
        yield f"{here} is {text!r}, not a whole number"
