"""One comparable form for each kind of thing that two reports may both name.

A comparable form changes only what cannot tell two apart: the case of an e-mail address, the spaces in a telephone
number. Each function is empty where the text is no such thing, or says too little to tell anybody apart.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from datetime import date

from waymark.referrals.name_forms import latin

_SPACES = re.compile(r"\s+")
_NOT_DIALLED = re.compile(r"[\s().\-/]")
_UK_TRUNK = re.compile(r"^0(?=[1-9]\d{8,9}$)")
# A UK number without a sign that says so: with its country's code, or a mobile's that no North American number can be,
# whose fourth digit is never 0 or 1 (NANPA's numbering rules).
_UK_BARE = re.compile(r"^(?:44)?(?=7\d{9}$)(?:(?<=44)|(?=7\d\d[01]))(7\d{9})$")
# ITU-T E.164: at most 15 digits; fewer than 7 are an internal number that many could share.
_DIALLED = re.compile(r"^\+[1-9]\d{6,14}$")


def folded(text: str) -> str:
    return _SPACES.sub(" ", text.strip()).casefold()


# What forms and programs write where there is nothing to write. Two of them are not the same account.
_PLACEHOLDERS = frozenset(
    (
        "anonymous", "default", "deleted", "empty", "guest", "hidden", "n.a", "n.a.", "n/a", "na", "nil", "no",
        "none", "not available", "not provided", "not stated", "null", "redacted", "tbc", "tbd", "test",
        "undefined", "unknown", "unspecified", "user", "withheld", "xxx",
    )
)  # fmt: skip


def stated(text: str) -> str:
    """An identifier without the blanks around it; empty when it is a placeholder, or one sign repeated."""
    bare = text.strip()
    signs = set(bare.casefold()) - set(" -_./")
    return "" if len(signs) < 2 or folded(bare) in _PLACEHOLDERS else bare  # noqa: PLR2004 - one sign


def email_key(text: str) -> str:
    """Lower case, without a mailto: in front; empty when it is no address."""
    bare = text.strip().removeprefix("mailto:").lower()
    local, at, domain = bare.rpartition("@")
    return bare if at and local and "." in domain and not _SPACES.search(bare) else ""


# Providers that deliver an address with a tag behind + to the address without it; those of the first set
# ignore dots too. Sources: the providers' own help pages (Gmail: "Dots don't matter in Gmail addresses";
# Microsoft: "Add or remove an email alias"; Apple, Fastmail and Proton: plus addressing), read 2026.
DOTLESS = frozenset(("gmail.com", "googlemail.com"))
TAGGED = DOTLESS | frozenset(
    (
        "outlook.com", "hotmail.com", "hotmail.co.uk", "live.com", "live.co.uk", "icloud.com", "me.com",
        "fastmail.com", "proton.me", "protonmail.com", "pm.me",
    )
)  # fmt: skip
_SAME_PROVIDER = {"googlemail.com": "gmail.com", "protonmail.com": "proton.me", "pm.me": "proton.me"}
_DOTLESS_NAMES = frozenset(domain.partition(".")[0] for domain in DOTLESS)


def loose_email_key(text: str) -> str:
    """The mailbox behind an address: without a tag behind +, and without dots where the provider ignores them.

    What stands behind + is a tag at every provider that allows one (RFC 5233), so this is a weaker key and no proof.
    A provider is known by its name, whichever country's domain it is under.
    """
    local, _, domain = email_key(text).rpartition("@")
    bare = local.split("+", 1)[0]
    if domain.partition(".")[0] in _DOTLESS_NAMES:
        bare = bare.replace(".", "")
    return f"{bare}@{_SAME_PROVIDER.get(domain, domain)}" if bare else ""


def phone_key(text: str, *, calling_code: str = "") -> str:
    """E.164 where the number says its country, or is written as a UK one; empty otherwise.

    Source: Ofcom's National Telephone Numbering Plan: UK numbers have a trunk 0 and 9 or 10 digits after it.
    """
    bare = _NOT_DIALLED.sub("", text.strip())
    if bare.startswith("00"):
        bare = "+" + bare[2:]
    if not bare.startswith("+"):
        if calling_code.startswith("+"):
            bare = calling_code + bare.removeprefix("0")
        else:
            bare = _UK_BARE.sub(r"+44\1", _UK_TRUNK.sub("+44", bare))
    bare = bare.replace("+440", "+44", 1)
    return bare if _DIALLED.match(bare) else ""


def ip_key(text: str) -> str:
    """The address in its one written form; empty when it is not one address, or one that many machines have
    at once: a private network's, a loopback, an operator's inner one.
    """
    bare = text.strip()
    try:
        # Strict about leading zeros and missing parts, and twenty times as fast as parsing it in Python.
        packed = socket.inet_pton(socket.AF_INET, bare)
    except (OSError, ValueError):
        pass
    else:
        return "" if _is_everywhere(packed) else bare
    try:
        address = ipaddress.ip_address(bare)
    except ValueError:
        return ""
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        return "" if _is_everywhere(mapped.packed) else str(mapped)
    return "" if any(address in each for each in _EVERYWHERE_6) else str(address)


def ip_line_key(text: str) -> str:
    """The /64 of an IPv6 address: one line is given one or more of them, and its devices change the rest at will.

    Empty for anything else. Sources: RFC 6177 (what a line is given), RFC 8981 (addresses that change).
    """
    if ":" not in text:
        return ""
    key = ip_key(text)
    return str(ipaddress.ip_network((key, 64), strict=False)) if ":" in key else ""


# Addresses that are in use in many places at once, so that two reports of one say nothing. Source: IANA's
# special-purpose registries: RFC 1918, 1122, 3927, 6598; 4193, 4291, 4380 (a server's, not a line's), 6052.
_EVERYWHERE_6 = tuple(
    ipaddress.IPv6Network(each)
    for each in ("::/127", "fe80::/10", "fc00::/7", "ff00::/8", "2001::/32", "64:ff9b::/96")
)
_FIRST_MULTICAST = 224


def _is_everywhere(packed: bytes) -> bool:
    """Whether an IPv4 address is one that many machines have at once."""
    first, second = packed[0], packed[1]
    return (
        first in (0, 10, 127)
        or first >= _FIRST_MULTICAST
        or (first == 172 and 16 <= second < 32)  # noqa: PLR2004 - 172.16.0.0/12
        or (first, second) in ((192, 168), (169, 254))
        or (first == 100 and 64 <= second < 128)  # noqa: PLR2004 - 100.64.0.0/10
    )


def url_key(text: str) -> str:
    """Host in lower case; no scheme, `www.` or mobile host, fragment, closing slash, or mark of who passed it on."""
    bare = re.sub(r"^[a-z][a-z0-9+.\-]*://", "", text.strip(), flags=re.IGNORECASE).split("#", 1)[0]
    address, _, query = bare.partition("?")
    host, slash, rest = address.partition("/")
    host = _OTHER_HOST.sub("", host.lower())
    kept = [each for each in query.split("&") if each and not _PASSED_ON.match(each)]
    return f"{host}{slash}{rest}".rstrip("/") + (f"?{'&'.join(kept)}" if kept else "")


_OTHER_HOST = re.compile(r"^(www|m|mobile|mbasic)\.(?=[^.]+\.)")
# What sites add to an address to count where its readers come from: urchin's five, and the networks' own.
_PASSED_ON = re.compile(r"(utm_[a-z]+|fbclid|igshid|igsh|gclid|si|ref|ref_src|lang|hl)=", re.IGNORECASE)


def name_key(*names: str) -> str:
    """A person's full name without case, accents and signs; empty where fewer than two parts are stated."""
    bare = latin(" ".join(names)).replace("'", "").replace("\u2019", "")
    words = _NOT_LETTERS.sub(" ", bare).split()
    is_nobody = max(map(len, words), default=0) < 2 or _NOBODYS_NAMES.issuperset(words)  # noqa: PLR2004 - initials
    return " ".join(words) if len(words) > 1 and not is_nobody else ""


_NOT_LETTERS = re.compile(r"[\W\d_]+")
# What is typed into a form that asks for a name by who has none to give; a name made of these alone is nobody's.
_NOBODYS_NAMES = frozenset(
    (
        "anonymous", "doe", "fake", "first", "forename", "jane", "john", "last", "name", "no", "none", "not", "given",
        "known", "stated", "surname", "test", "tester", "unknown", "user",
    )
)  # fmt: skip


def birth_key(text: str) -> str:
    """A birth date in ISO 8601; empty for one that is none, or whose day and month could be either's.

    Read: ISO 8601; a day, a month's name and a year, in either order; numbers where one can only be the day,
    or both are the same.
    """
    bare = folded(text).replace(",", " ")
    if found := re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:t.*)?$", bare):
        return _date(found[1], found[2], found[3])
    if found := re.match(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$", bare):
        one, other, year = found.groups()
        if one == other or int(one) > _MONTHS:
            return _date(year, other, one)
        return _date(year, one, other) if int(other) > _MONTHS else ""
    words = re.findall(r"[a-z]+|\d+", bare)
    months = [_MONTH_NAMES.index(word[:3]) + 1 for word in words if word[:3] in _MONTH_NAMES]
    numbers = [word for word in words if word.isdigit()]
    if len(months) == 1 and len(numbers) == 2:  # noqa: PLR2004 - a day and a year
        day, year = sorted(numbers, key=int)
        return _date(year, str(months[0]), day)
    return ""


_MONTHS = 12
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EARLIEST = 1900


def _date(year: str, month: str, day: str) -> str:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return ""
    # The first of January of a round year is what a form takes from those who do not say.
    return found.isoformat() if found.year > _EARLIEST else ""


def postcode_key(text: str) -> str:
    """A UK postcode in capitals with one space; empty for what is none. Source: BS 7666, as the ONS writes it."""
    bare = "".join(text.split()).upper()
    return f"{bare[:-3]} {bare[-3:]}" if _POSTCODE.match(bare) else ""


_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$")


def place_key(lines: str, *, postcode: str = "", city: str = "") -> str:
    """A postal address: within a UK postcode its numbers tell one door from another, elsewhere its words do.

    Empty where it names no door, or neither a postcode nor a town. Source: Royal Mail's Postcode Address File,
    in which a premises' number or name and its postcode are one delivery point.
    """
    code = postcode_key(postcode) or next(
        filter(None, map(postcode_key, _IN_LINES.findall(lines.upper()))), ""
    )
    words = [
        _ABBREVIATED.get(word, word) for word in re.findall(r"\w+", folded(_IN_LINES.sub(" ", lines.upper())))
    ]
    numbers = [word for word in words if any(sign.isdigit() for sign in word)]
    if code:
        door = " ".join(numbers) or " ".join(words[:2])
        return f"{code}\x1f{door}" if door else ""
    town = folded(city)
    return f"{town}\x1f{' '.join(words)}" if town and numbers and len(words) > 1 else ""


_IN_LINES = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b")
_ABBREVIATED = {
    "ave": "avenue", "cl": "close", "cres": "crescent", "ct": "court", "dr": "drive", "gdns": "gardens",
    "gr": "grove", "ln": "lane", "pl": "place", "rd": "road", "sq": "square", "st": "street", "ter": "terrace",
}  # fmt: skip


def payment_key(text: str) -> str:
    """A payment account: a name behind a $ or on a page that takes payments, an IBAN, or an address of a coin.

    Sources: ISO 13616 (IBAN and its check), BIP 173 (bc1 addresses, whose case says nothing).
    """
    bare = text.strip()
    if page := _PAYING_PAGE.search(bare):
        return ("" if page["site"].lower().startswith("cash") else page["site"].lower() + "/") + page[
            "name"
        ].casefold()
    if re.match(r"\$[A-Za-z][A-Za-z0-9_-]{0,29}$", bare):
        return bare.casefold()
    account = "".join(bare.split()).upper()
    if _IBAN.match(account) and int("".join(str(int(s, 36)) for s in account[4:] + account[:4])) % 97 == 1:
        return account
    if re.match(r"(bc1[02-9ac-hj-np-z]{11,71}|0x[0-9a-f]{40})$", bare, re.IGNORECASE):
        return bare.lower()
    return bare if re.match(r"[13][1-9A-HJ-NP-Za-km-z]{25,34}$", bare) else ""


_PAYING_PAGE = re.compile(
    r"(?:^|//|www\.)(?P<site>cash\.app|paypal\.me|paypal\.com/paypalme|venmo\.com|monzo\.me|revolut\.me|ko-fi\.com)"
    r"/(?:u/)?(?P<name>\$?[\w.-]{2,40})",
    re.IGNORECASE,
)
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$")
