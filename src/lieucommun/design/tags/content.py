"""Parts of a screen that hold words: cards, notices, tags, timelines, buttons."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from lieucommun.design.shapes import Event

register = template.Library()
COMPONENTS = "design/components"

STATES = {
    "runs": ("●", gettext_lazy("Runs")),
    "partly": ("◐", gettext_lazy("Partly runs")),
    "planned": ("○", gettext_lazy("Planned")),
}
NOTICES = {
    "info": ("info-circle", ""),
    "success": ("circle-check", ""),
    "warning": ("alert-triangle", gettext_lazy("Warning")),
    "error": ("circle-x", gettext_lazy("Error")),
}


@register.inclusion_tag(f"{COMPONENTS}/tag.html")
def tag(
    text: str, kind: str = "", url: str = "", icon: str = "", *, language: str = ""
) -> dict[str, Any]:
    """Show a short label; `kind` is "", "runs", "partly", "planned" or "warm"."""
    return {"text": text, "kind": kind, "url": url, "icon": icon, "language": language}


@register.inclusion_tag(f"{COMPONENTS}/tag.html")
def state(name: str, text: str = "") -> dict[str, Any]:
    """Show a state with its sign and its word: runs ●, partly ◐, planned ○."""
    sign, word = STATES[name]
    return {"text": text or word, "kind": name, "sign": sign}


@register.simple_block_tag
def notice(content: SafeString, kind: str = "info", title: str = "", role: str = "") -> SafeString:
    """Frame a message; give `role="alert"` or "status" when it answers what was just done."""
    icon, word = NOTICES[kind]
    context = {"content": content, "kind": kind, "icon": icon, "word": word, "title": title}
    return render_to_string(f"{COMPONENTS}/notice.html", {**context, "role": role})


@register.simple_block_tag
def card(  # noqa: PLR0913 -- what a card shows
    content: SafeString,
    title: str,
    url: str = "",
    *,
    level: int = 3,
    image: str = "",
    alt: str = "",
    language: str = "",
) -> SafeString:
    """Frame an item; the block holds its line and its tags (`<p class="tags">` comes last)."""
    return render_to_string(f"{COMPONENTS}/card.html", locals())


@register.simple_block_tag
def fold(
    content: SafeString,
    title: str,
    open: bool = False,  # noqa: A002, FBT001, FBT002 -- HTML's own word
    id: str = "",  # noqa: A002
) -> SafeString:
    """Hold back what few readers need, under its title."""
    return render_to_string(f"{COMPONENTS}/fold.html", locals())


@register.simple_block_tag
def empty(content: SafeString, title: str, icon: str = "search", level: int = 2) -> SafeString:
    """Say why there is nothing and, in the block, what to do."""
    return render_to_string(f"{COMPONENTS}/empty.html", locals())


@register.inclusion_tag(f"{COMPONENTS}/button.html")
def button(  # noqa: PLR0913 -- each is one attribute
    text: str,
    url: str = "",
    *,
    kind: str = "",
    icon: str = "",
    name: str = "",
    value: str = "",
    disabled: bool = False,
    id: str = "",  # noqa: A002
) -> dict[str, Any]:
    """Show an action: a link when `url` is given, else a submit button.

    `kind` is words among main, big, danger, quiet, link ("main big" for the only big one).
    """
    return {**locals(), "css": " ".join(f"button-{word}" for word in kind.split())}


@register.inclusion_tag(f"{COMPONENTS}/copy.html")
def copy_link(url: str = "", id: str = "copied") -> dict[str, Any]:  # noqa: A002
    """Offer to copy the address of the screen (shown only where scripts run)."""
    return {"url": url, "id": id}


@register.inclusion_tag(f"{COMPONENTS}/timeline.html")
def timeline(events: Sequence[Event], label: str = "", level: int = 3) -> dict[str, Any]:
    """Show what happened, in the order given; `Event.later` is still to come."""
    return {"events": events, "label": label, "level": level}


@register.inclusion_tag(f"{COMPONENTS}/stepper.html")
def stepper(current: int, total: int, section: str = "", back: str = "") -> dict[str, Any]:
    """Say which step this is, of how many, in which section; `back` leads one step back."""
    return {"current": current, "total": total, "section": section, "back": back}


@register.inclusion_tag(f"{COMPONENTS}/progress.html")
def progress(value: float, total: float, label: str, note: str = "") -> dict[str, Any]:
    """Show how far a long work has come, in words as well."""
    return {"value": value, "total": total, "label": label, "note": note}


@register.inclusion_tag(f"{COMPONENTS}/prose.html")
def prose(html: SafeString, easy: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002
    """Set the output of Markdown, already sanitised, at reading width."""
    return {"html": html, "easy": easy}


@register.inclusion_tag(f"{COMPONENTS}/code.html")
def code(text: str, label: str = "", marked: Sequence[int] = ()) -> dict[str, Any]:
    """Show a file with line numbers, each line at `#L12`; `marked` lines stand out."""
    lines = [(number, line, number in marked) for number, line in enumerate(text.splitlines(), 1)]
    return {"lines": lines, "label": label or gettext("File contents")}


@register.simple_tag
def files_address(record: Any, fields: Any) -> str:
    """Return where the files shown of a record are had at once; "" when it has fewer than two."""
    several = sum(bool(file.state) for field in fields for file in field.files) > 1
    told = (record.dataset.service, record.dataset.name, record.uuid)
    return reverse("record-files", args=told) if several else ""


@register.inclusion_tag(f"{COMPONENTS}/file.html")
def file_link(
    url: str, text: str, *, kind: str = "", size: int | None = None, language: str = ""
) -> dict[str, Any]:
    """Link to a file with what it is: kind ("PDF") and size (bytes)."""
    return {"url": url, "text": text, "kind": kind, "size": size, "language": language}
