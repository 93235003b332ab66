"""A question beside its answer, field by field, and two answers beside one another.

An answer that is not to the question asked, or that was copied wrongly, names the wrong household. So
nothing is taken as agreed because it looks alike: each field is equal, differs, was not stated or cannot be
compared, and says which in words; and the mistakes that have sent officers to wrong doors are named.
Source of the mistakes: IOCCO report for 2016 pp. 29-30; IPCO 2017 pp. 96-98, 2018 p. 112, 2019 pp. 155-156.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from waymark.reference.addresses import read_address
from waymark.referrals.types import StatedTime
from waymark.stages.attribution.rules.agreements import Agreement, Field, FieldComparison, Sign
from waymark.stages.attribution.rules.compared_homes import compare_addresses, compare_names, unstated
from waymark.stages.attribution.rules.compared_times import compare_times, compare_years
from waymark.stages.attribution.rules.premises import Sameness, compare_doors, read_door
from waymark.stages.attribution.rules.slips import is_one_slip, slip_in_digits

__all__ = [
    "Agreement",
    "Answered",
    "Comparison",
    "Field",
    "FieldComparison",
    "Sign",
    "Stated",
    "compare",
    "compare_answers",
]


@dataclass(frozen=True, slots=True)
class Stated:
    """What one document states of one use of an address or account: a question, or an answer repeating it.

    address: an address, or in an answer a prefix (`2001:db8::/56`). at: the moment, or the start of the
    period for which the answer says that the address was given out; until: its end. account: with a
    provider, as the provider writes it. operator: who was asked, or who answers.
    """

    address: str = ""
    port: int | None = None
    at: StatedTime | None = None
    until: StatedTime | None = None
    account: str = ""
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: what it says it is about, and whom and where it names.

    installation: where the line ends; billing: where its bills go. Never one for the other. postcodes may be
    among the lines or apart. uprn: of the installation.
    """

    about: Stated
    subscriber: str = ""
    installation: str = ""
    billing: str = ""
    installation_postcode: str = ""
    billing_postcode: str = ""
    uprn: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every field that was compared, in a fixed order.

    is_to_the_question: nothing differs of what tells one event from another, and something of it agrees.
    """

    fields: tuple[FieldComparison, ...]

    @property
    def mismatches(self) -> tuple[FieldComparison, ...]:
        """What must be acknowledged by name before anybody may rely on the answer."""
        return tuple(each for each in self.fields if each.agreement is Agreement.DIFFERS or each.signs)

    @property
    def is_to_the_question(self) -> bool:
        told = [each for each in self.fields if each.field in _IDENTIFYING]
        return not any(each.agreement is Agreement.DIFFERS for each in told) and any(
            each.agreement is Agreement.EQUAL for each in told
        )

    def of(self, field: Field) -> FieldComparison:
        """The comparison of one field. Raises KeyError where it was not compared."""
        for each in self.fields:
            if each.field is field:
                return each
        raise KeyError(field)


_IDENTIFYING = frozenset({Field.ADDRESS, Field.PORT, Field.INSTANT, Field.YEAR, Field.ACCOUNT})


def compare(question: Stated, answer: Stated | Answered, *, is_shared: bool = False) -> Comparison:
    """Compare an answer with its question, field by field. Raises nothing, whatever was stated.

    is_shared: the address is given to many at once (mobile, CGNAT), so the port tells them apart.
    """
    about = answer.about if isinstance(answer, Answered) else answer
    fields = [
        _addresses(question.address, about.address),
        _ports(question.port, about.port, is_shared=is_shared),
        compare_times(question.at, about.at, about.until),
        compare_years(question.at, about.at, about.until),
        _accounts(question.account, about.account),
        _operators(question.operator, about.operator),
    ]
    if isinstance(answer, Answered):
        fields.append(_where(answer))
    return Comparison(tuple(fields))


def compare_answers(one: Answered, other: Answered) -> Comparison:
    """Compare whom and where two answers name; installation with installation, billing with billing."""
    return Comparison(
        (
            compare_names(one.subscriber, other.subscriber),
            compare_addresses(
                Field.INSTALLATION,
                (one.installation, one.installation_postcode, one.uprn),
                (other.installation, other.installation_postcode, other.uprn),
            ),
            compare_addresses(
                Field.BILLING,
                (one.billing, one.billing_postcode, ""),
                (other.billing, other.billing_postcode, ""),
            ),
        )
    )


def _addresses(asked: str, answered: str) -> FieldComparison:
    asked, answered = asked.strip(), answered.strip()
    if not asked or not answered:
        return unstated(Field.ADDRESS, asked, answered)

    def found(agreement: Agreement, words: str, *signs: Sign) -> FieldComparison:
        return FieldComparison(Field.ADDRESS, agreement, asked, answered, words, signs)

    one = read_address(asked)
    network = _network(answered)
    if network is not None and one.family:
        if one.family == network.version and ipaddress.ip_address(one.normal) in network:
            return found(Agreement.EQUAL, f"the address asked about lies in {network}")
        return found(Agreement.DIFFERS, f"the address asked about is not in {network}", Sign.OTHER_ADDRESS)
    other = read_address(answered)
    if not one.family or not other.family:
        words = f"not one plain address: {one.fault or other.fault}"
        return found(Agreement.EQUAL if asked == answered else Agreement.NOT_COMPARABLE, words)
    if one.normal == other.normal:
        return found(Agreement.EQUAL, "the same address")
    slip = slip_in_digits(one.normal, other.normal)
    if slip:
        return found(Agreement.DIFFERS, f"another address: {slip}", Sign.TRANSPOSED_DIGITS)
    if one.family == other.family == 6 and one.number >> 64 == other.number >> 64:  # noqa: PLR2004 - IPv6
        return found(
            Agreement.DIFFERS, "another address of the same /64: most often the same line", Sign.SAME_PREFIX
        )
    return found(Agreement.DIFFERS, "another address: this may answer another question", Sign.OTHER_ADDRESS)


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    if "/" not in text:
        return None
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


def _ports(asked: int | None, answered: int | None, *, is_shared: bool) -> FieldComparison:
    texts = ("" if asked is None else str(asked), "" if answered is None else str(answered))
    if is_shared and (asked is None or answered is None):
        missing = "was asked without the port" if asked is None else "does not repeat the port"
        what = "the question" if asked is None else "the answer"
        words = f"the address is shared by many at once and {what} {missing}: it may name any of them"
        return FieldComparison(Field.PORT, Agreement.NOT_STATED, *texts, words, (Sign.PORT_MISSING,))
    if asked is None or answered is None:
        return unstated(Field.PORT, *texts)
    if asked == answered:
        return FieldComparison(Field.PORT, Agreement.EQUAL, *texts, "the same port")
    if is_one_slip(*texts):
        words = f"another port: {slip_in_digits(*texts)}"
        return FieldComparison(Field.PORT, Agreement.DIFFERS, *texts, words, (Sign.TRANSPOSED_DIGITS,))
    return FieldComparison(Field.PORT, Agreement.DIFFERS, *texts, "another port", (Sign.OTHER_PORT,))


def _accounts(asked: str, answered: str) -> FieldComparison:
    asked, answered = asked.strip(), answered.strip()
    if not asked or not answered:
        return unstated(Field.ACCOUNT, asked, answered)
    if asked == answered:
        return FieldComparison(Field.ACCOUNT, Agreement.EQUAL, asked, answered, "the same account")
    if asked.casefold() == answered.casefold():
        if "@" in asked:
            words = "the same but for capital letters, which e-mail addresses do not tell apart"
            return FieldComparison(Field.ACCOUNT, Agreement.EQUAL, asked, answered, words)
        words = "the same but for capital letters: with some providers those are two accounts"
        return FieldComparison(
            Field.ACCOUNT, Agreement.DIFFERS, asked, answered, words, (Sign.ONLY_CAPITALS,)
        )
    if is_one_slip(asked, answered):
        words = f"another account: {slip_in_digits(asked, answered)}"
        return FieldComparison(
            Field.ACCOUNT, Agreement.DIFFERS, asked, answered, words, (Sign.TRANSPOSED_DIGITS,)
        )
    words = "another account: this may answer another question"
    return FieldComparison(Field.ACCOUNT, Agreement.DIFFERS, asked, answered, words, (Sign.OTHER_ACCOUNT,))


_COMPANY_WORDS = frozenset(
    {
        "ltd",
        "limited",
        "plc",
        "llp",
        "uk",
        "gb",
        "inc",
        "the",
        "group",
        "services",
        "telecommunications",
        "co",
    }
)


def _operators(asked: str, answered: str) -> FieldComparison:
    asked, answered = asked.strip(), answered.strip()
    if not asked or not answered:
        return unstated(Field.OPERATOR, asked, answered)
    one, other = _company(asked), _company(answered)
    if one == other:
        return FieldComparison(Field.OPERATOR, Agreement.EQUAL, asked, answered, "the same operator")
    if one & other:
        words = "two names that share a word: it may be one company"
        return FieldComparison(Field.OPERATOR, Agreement.NOT_COMPARABLE, asked, answered, words)
    words = "another operator answers than was asked"
    return FieldComparison(Field.OPERATOR, Agreement.DIFFERS, asked, answered, words, (Sign.OTHER_OPERATOR,))


def _company(name: str) -> frozenset[str]:
    words = frozenset("".join(c if c.isalnum() else " " for c in name.casefold()).split())
    return words - _COMPANY_WORDS or words


def _where(answer: Answered) -> FieldComparison:
    """Whether the answer says where the line ends, and does not merely say where the bills go."""
    at, to = answer.installation.strip(), answer.billing.strip()

    def found(agreement: Agreement, words: str, *signs: Sign) -> FieldComparison:
        return FieldComparison(Field.INSTALLATION, agreement, "", at, words, signs)

    if not at and not answer.uprn:
        if to:
            words = "only a billing address was given: bills may go to another house than the line does. Ask again"
            return found(Agreement.NOT_STATED, words, Sign.BILLING_ONLY)
        return found(Agreement.NOT_STATED, "no address was given")
    if not to:
        return found(Agreement.EQUAL, "an installation address was given, and no billing address")
    doors = compare_doors(
        read_door(at, postcode=answer.installation_postcode), read_door(to, postcode=answer.billing_postcode)
    )
    if doors.sameness is Sameness.SAME:
        words = (
            "installation and billing address are the same: check that the operator did not give one for both"
        )
        return found(Agreement.EQUAL, words)
    words = f"the bills go elsewhere ({doors.words}): the door is the installation address alone"
    return found(Agreement.EQUAL, words, Sign.BILLING_ELSEWHERE)
