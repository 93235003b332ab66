"""The parts that pages are made of. Built in to every template: no `{% load %}`.

A value:   level x · could_be low high · moment at · day on · clock due_at · reference ref address
A frame:   scrolling "label" · rows "caption" · summary · summary_row "Key" · identity · notice "Title"
           · filter_panel "Heading" chosen; each ends with `end…`, as in `{% endrows %}`
A table:   sort_header "Due" "due" · pages next previous
A list:    timeline items
A form:    field form.x · error_summary form
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import count
from typing import Any

from django import forms, template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from waymark.interfaces.web import moments

register = template.Library()

LEVELS: Mapping[str, str] = {
    "very_high": "Very high",
    "high": "High",
    "medium": "Medium",
    "low": "Low",
    "unknown": "Not known",
    "hidden": "Yours first",
}

# A page's cursors belong to one order and one filter: a link that changes either starts at the first page.
_CURSORS = ("after", "before")


@register.simple_tag
def level(value: str | None) -> SafeString:
    """A priority level in words. value: a key of LEVELS; None and the empty text are not known."""
    name = value or "unknown"
    return format_html('<span class="waymark-level waymark-level--{}">{}</span>', name, LEVELS[name])


@register.simple_tag
def could_be(lowest: str | None, highest: str | None) -> SafeString | str:
    """The interval that the unknowns leave open, in words; empty when they leave none."""
    if not lowest or not highest or lowest == highest:
        return ""
    return format_html(
        '<span class="waymark-unbroken">{} to {}</span>', LEVELS[lowest], LEVELS[highest].lower()
    )


@register.simple_tag
def moment(at: datetime | None, absent: str = "Not stated") -> SafeString | str:
    """A time by the clock on the wall, with its machine form. absent: what stands where there is none."""
    if at is None:
        return absent
    return format_html(
        '<time datetime="{}">{}</time>', moments.machine_moment(at), moments.moment_in_words(at)
    )


@register.simple_tag
def instant(at: datetime | None, absent: str = "Not stated") -> SafeString | str:
    """A time that evidence states, in UTC, with its machine form. absent: what stands where there is none."""
    if at is None:
        return absent
    return format_html(
        '<time datetime="{}">{}</time>', moments.machine_moment(at), moments.instant_in_words(at)
    )


@register.simple_tag
def day(on: date | None, absent: str = "Not stated") -> SafeString | str:
    """A date with its machine form."""
    if on is None:
        return absent
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), moments.day_in_words(on))


@register.simple_tag(takes_context=True)
def clock(context: Context, due_at: datetime | None, stopped_at: datetime | None = None) -> SafeString | str:
    """How a promise stands when the page is made, and the moment it falls due."""
    if due_at is None:
        return "No clock"
    stands = moments.clock(due_at, now=context["request"].now, stopped_at=stopped_at)
    return format_html(
        '<span class="waymark-clock waymark-clock--{}">{} <span class="waymark-clock__at">{}</span></span>',
        stands.state,
        stands.words[0].upper() + stands.words[1:],
        moment(due_at),
    )


@register.simple_tag
def reference(value: str, address: str) -> SafeString:
    """A link to what a reference names; `data-open` makes it what Enter opens on a row."""
    return format_html('<a class="govuk-link waymark-reference" href="{}" data-open>{}</a>', address, value)


@register.simple_block_tag
def scrolling(content: str, label: str) -> SafeString:
    """A region that scrolls sideways by itself and can be reached by the keyboard."""
    return format_html(
        '<div class="waymark-scroll" role="region" aria-label="{}" tabindex="0">{}</div>', label, content
    )


@register.simple_block_tag
def rows(content: str, caption: str, *, show_caption: bool = True, is_stacked: bool = False) -> SafeString:
    """A table whose rows the keys move over, in a region of its own. content: its thead and tbody.

    is_stacked: on a telephone each row becomes a list, by the `data-label` of its cells; the parts say their roles.
    """
    return format_html(
        '<div class="waymark-scroll" role="region" aria-label="{}" tabindex="0">'
        '<table class="govuk-table waymark-rows{}" data-rows{}><caption class="{}">{}</caption>{}</table></div>',
        caption,
        " waymark-stack" if is_stacked else "",
        SafeString(' role="table"') if is_stacked else "",
        "govuk-table__caption govuk-table__caption--m" if show_caption else "govuk-visually-hidden",
        caption,
        content,
    )


@register.simple_block_tag
def summary(content: str) -> SafeString:
    return format_html('<dl class="govuk-summary-list">{}</dl>', content)


@register.simple_block_tag
def summary_row(content: str, key: str) -> SafeString:
    """One row of a summary list: what, and its value."""
    return format_html(
        '<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{}</dt>'
        '<dd class="govuk-summary-list__value">{}</dd></div>',
        key,
        content,
    )


@register.simple_block_tag
def identity(content: str) -> SafeString:
    """The bar that says on every page of a referral which one it is. content: its parts, an element each."""
    return format_html('<div class="waymark-identity">{}</div>', content)


@register.simple_block_tag(takes_context=True)
def notice(context: Context, content: str, title: str, *, is_success: bool = False) -> SafeString:
    """A notification banner."""
    numbers = vars(context["request"]).setdefault("waymark_notices", count(1))
    return render_to_string(
        "components/notice.html",
        {"content": content, "title": title, "is_success": is_success, "number": next(numbers)},
    )


@register.simple_block_tag(takes_context=True)
def filter_panel(
    context: Context, content: str, heading: str = "Filter", chosen: Any = (), *, is_wide: bool = False
) -> SafeString:
    """The form that narrows a list. content: its fields.

    chosen: (name of the field, its value in the address, words) of each filter in force. is_wide: it
    stands above what it filters, its fields beside one another.
    """
    asked = context["request"].GET
    return render_to_string(
        "components/filter.html",
        {
            "content": content,
            "heading": heading,
            "is_wide": is_wide,
            # One that stands above a list takes its room only while it narrows the list.
            "is_open": bool(chosen) or not is_wide,
            "sort": asked.get("sort", ""),
            "chosen": [(_address_without(asked, name, value), words) for name, value, words in chosen],
        },
    )


def _address_without(asked: Any, name: str, value: str) -> str:
    kept = asked.copy()
    kept.setlist(name, [other for other in kept.getlist(name) if other != value])
    for cursor in _CURSORS:
        kept.pop(cursor, None)
    return f"?{kept.urlencode()}"


@register.inclusion_tag("components/sort_header.html", takes_context=True)
def sort_header(context: Context, label: str, name: str, *, is_number: bool = False) -> dict[str, Any]:
    """A column's head that sorts by it: `?sort=name`, and `?sort=-name` when it already does."""
    asked = context["request"].GET.copy()
    current = asked.get("sort", "")
    asked["sort"] = f"-{name}" if current == name else name
    for cursor in _CURSORS:
        asked.pop(cursor, None)
    return {
        "label": label,
        "address": f"?{asked.urlencode()}",
        "state": {name: "ascending", f"-{name}": "descending"}.get(current, "none"),
        "is_number": is_number,
    }


@register.inclusion_tag("components/pages.html", takes_context=True)
def pages(context: Context, following: str | None, preceding: str | None = None) -> dict[str, str]:
    """Links to the next and the previous page of a list, by cursor (`?after=`, `?before=`)."""
    asked = context["request"].GET

    def address(name: str, cursor: str | None) -> str:
        if not cursor:
            return ""
        wanted = asked.copy()
        for old in _CURSORS:
            wanted.pop(old, None)
        wanted[name] = cursor
        return f"?{wanted.urlencode()}"

    return {"following": address("after", following), "preceding": address("before", preceding)}


@register.inclusion_tag("components/timeline.html")
def timeline(items: Iterable[Any]) -> dict[str, Any]:
    """What happened, in the order given. An item has `at`, `title`, and may have `by`, `text`, `address`."""
    return {"items": list(items)}


_CONTROLS: Mapping[type[forms.Widget], str] = {
    forms.Textarea: "govuk-textarea",
    forms.Select: "govuk-select",
    forms.FileInput: "govuk-file-upload",
}


@register.inclusion_tag("components/field.html")
def field(bound: forms.BoundField, label: str = "", hint: str = "", width: str = "") -> dict[str, Any]:
    """One field of a form: label, hint, error, control. width: a GOV.UK width in characters, such as `10`."""
    identifier = bound.auto_id or bound.html_name
    described = [f"{identifier}-{part}" for part, has in (("hint", hint), ("error", bound.errors)) if has]
    widget = bound.field.widget
    own = next((name for kind, name in _CONTROLS.items() if isinstance(widget, kind)), "govuk-input")
    is_password = isinstance(widget, forms.PasswordInput)
    classes = [own, f"{own}--error" if bound.errors else "", f"govuk-input--width-{width}" if width else ""]
    if is_password:
        classes += ["govuk-password-input__input", "govuk-js-password-input-input"]
    # Django would point at its own help text, which is not shown here.
    attributes: dict[str, str | bool] = {
        "class": " ".join(filter(None, classes)),
        "placeholder": False,
        "aria-describedby": " ".join(described) or False,
    }
    return {
        "bound": bound,
        "identifier": identifier,
        "label": label or bound.label,
        "hint": hint,
        "control": bound.as_widget(attrs=attributes),
        "is_password": is_password,
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """Everything that is wrong with a form, at the top of its page, each with a link to its field."""
    faults = [("", str(error)) for error in form.non_field_errors()]
    faults += [(bound.auto_id, str(error)) for bound in form for error in bound.errors]
    return {"faults": faults}
