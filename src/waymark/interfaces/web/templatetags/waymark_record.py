"""The parts that show what the record holds. Built in to every template: no `{% load %}`.

A value:  x|stated (text of a report) · name|in_words:"kind" · code|force_name · lost_on day · x|size · x|yes_or_no
A place:  x|address (of the page of what a reference names) · more part
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from waymark.interfaces.web import hostile_text, moments, words
from waymark.interfaces.web.parts import Part
from waymark.reference.forces import FORCES

register = template.Library()

_FORCE_NAMES = {force.code: force.name for force in FORCES}
_PAGES = {
    "ref": "referral",
    "rep": "report",
    "dlv": "delivery",
    "lnk": "link",
    "pck": "pack",
    "enq": "enquiry",
    "ans": "answer",
    "prm": "premises",
    "dsm": "dissemination",
    "rcv": "package",
}


@register.filter
def force_name(code: str) -> str:
    """The force that a desk serves, by the desk's code; the code itself where it is no force's."""
    return _FORCE_NAMES.get(code, code)


@register.filter
def stated(value: object) -> SafeString:
    """Text that came in a report: isolated, wrapped, with what could hide or reorder it named instead."""
    text = str(value)
    shown = format_html_join(
        "",
        "{}",
        (
            (format_html('<span class="waymark-hidden-character">[{}]</span>', piece) if is_name else piece,)
            for piece, is_name in hostile_text.visible(text[: hostile_text.LONGEST])
        ),
    )
    rest = len(text) - hostile_text.LONGEST
    cut = (
        format_html(' <em class="waymark-quiet">and {} more characters</em>', f"{rest:,}") if rest > 0 else ""
    )
    return format_html('<bdi class="waymark-stated">{}</bdi>{}', shown, cut)


@register.filter
def in_words(name: str, kind: str) -> str:
    return words.words_for(name, kind)


@register.filter
def plainly(name: str) -> str:
    return words.plainly(name)


@register.filter
def event_in_words(event: str) -> str:
    return words.event_in_words(event)


@register.filter
def size(count: int) -> str:
    return words.size_in_words(count)


@register.filter
def yes_or_no(said: bool | None) -> str:  # noqa: FBT001 - a filter's value
    return words.yes_or_no(said)


@register.filter
def in_days_words(text: str) -> SafeString:
    """A day written as 2026-11-22 in words, with its machine form; anything else as it was stated."""
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return stated(text)
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), moments.day_in_words(on))


@register.filter
def address(reference: str) -> str:
    """The page of what a reference names; empty where there is none."""
    name = _PAGES.get(reference[:3]) if reference[3:4] == "-" else None
    return reverse(name, args=[reference]) if name else ""


@register.simple_tag
def named(reference: str) -> SafeString | str:
    """A reference as a link to its page, where it has one."""
    target = address(reference)
    if not target:
        return reference
    return format_html('<a class="govuk-link waymark-reference" href="{}">{}</a>', target, reference)


@register.simple_tag(takes_context=True)
def lost_on(context: Context, on: date | None, absent: str = "Not known") -> SafeString | str:
    """The day on which a record is lost: how far off, and which day."""
    if on is None:
        return absent
    left = moments.days_left(on, today=moments.desk_day(context["request"].now))
    return format_html(
        '<span class="waymark-clock waymark-clock--{}">{} <span class="waymark-clock__at">{}</span></span>',
        left.state,
        left.words,
        format_html('<time datetime="{}">{}</time>', on.isoformat(), moments.day_in_words(on)),
    )


@register.inclusion_tag("components/more.html", takes_context=True)
def more(context: Context, part: Part[Any], what: str) -> dict[str, Any]:
    """Which part of a list is shown, and links to the next part and to its beginning."""
    asked = context["request"].GET.copy()

    def address_of(cursor: str) -> str:
        wanted = asked.copy()
        wanted.pop(part.name, None)
        if cursor:
            wanted[part.name] = cursor
        return f"{context['request'].path}?{wanted.urlencode()}#{part.name}"

    return {
        "part": part,
        "what": what,
        "following": address_of(part.following) if part.following else "",
        "first": address_of("") if part.is_later else "",
    }
