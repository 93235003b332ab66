"""The people and accounts that a report names, with all it says of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from waymark.referrals.types.stated import Device, StatedTime


class Role(StrEnum):
    """What a person or account is *in this report*: a claim, not a finding."""

    SUSPECT = "suspect"
    VICTIM = "victim"
    INTENDED_RECIPIENT = "intended_recipient"
    REPORTER = "reporter"
    SUBSCRIBER = "subscriber"
    OCCUPANT = "occupant"
    CHILD_AT_ADDRESS = "child_at_address"
    PARENT_OR_CARER = "parent_or_carer"
    WITNESS = "witness"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Contact:
    """An e-mail address or telephone number, with what the document says of it."""

    value: str
    kind: str = ""
    verified: bool | None = None
    verified_at: StatedTime | None = None
    calling_code: str = ""
    extension: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address as stated; `region` is a US state or another country's county or province."""

    lines: str = ""
    city: str = ""
    postcode: str = ""
    region: str = ""
    country: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class EstimatedLocation:
    city: str = ""
    region: str = ""
    country: str = ""
    verified: bool | None = None
    at: StatedTime | None = None


@dataclass(frozen=True, slots=True)
class AccountDisabled:
    """An account disabled, for a time or for good. disabled: None when the element was empty."""

    permanently: bool
    disabled: bool | None
    at: StatedTime | None = None
    user_notified: bool | None = None
    user_notified_at: StatedTime | None = None
    reenabled_at: StatedTime | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """An account with a provider, as one party of a report holds it.

    identifier: the provider's own id for it, the best key for linking.
    service: which product; platform: the app, where the document says so apart from the service.
    third_party: True when the account is with another company than the one reporting.
    """

    identifier: str = ""
    service: str = ""
    platform: str = ""
    screen_name: str = ""
    display_names: tuple[str, ...] = ()
    profile_urls: tuple[str, ...] = ()
    bio: str = ""
    third_party: bool | None = None
    compromised: bool | None = None
    disabled: tuple[AccountDisabled, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A person or account that a report names, in the role it gives them.

    ordinal: 1, 2, ... in document order over the whole report.
    associated_with: for an account tied to another party, that party's ordinal; association says how.
    prior_reports: numbers of earlier reports that the document names for this party, as stated.
    date_of_birth: as stated (text); age: in years, None when not stated or not a number.
    sex: in the document's own words; for counting alone: nothing is weighed by it.
    """

    ordinal: int
    role: Role
    description: str = ""
    first_name: str = ""
    middle_name: str = ""
    last_name: str = ""
    age: int | None = None
    age_note: str = ""
    date_of_birth: str = ""
    emails: tuple[Contact, ...] = ()
    all_emails_reported: bool | None = None
    phones: tuple[Contact, ...] = ()
    addresses: tuple[Address, ...] = ()
    account: Account = Account()
    devices: tuple[Device, ...] = ()
    prior_reports: tuple[str, ...] = ()
    school: str = ""
    vehicle: str = ""
    location: EstimatedLocation | None = None
    associated_with: int | None = None
    association: str = ""
    additional_info: tuple[str, ...] = ()
    sex: str = ""
