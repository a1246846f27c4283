"""Addresses within the page of a service that is open."""

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def page_url(context: Context, name: str = "index", **kwargs: Any) -> str:
    """Return the address of a view of the open page's block: `{% page_url "sheet" key=k %}`."""
    return str(context["opened"].url(name, **kwargs))


@register.simple_tag
def foreign(language: str) -> SafeString:
    """Write the attributes of words that are not in the language of the page (RGAA 8.7, 8.10)."""
    return format_html(' lang="{}" dir="auto"', language) if language else SafeString()


@register.simple_tag
def figure_note(*parts: object) -> str:
    """Join what qualifies a figure, leaving out what is empty: "environ · personnes"."""
    return " · ".join(str(part) for part in parts if part)
