"""Addresses within the page of a service that is open."""

from typing import Any

from django import template
from django.template import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def page_url(context: Context, name: str = "index", **kwargs: Any) -> str:
    """Return the address of a view of the open page's block: `{% page_url "sheet" key=k %}`."""
    return str(context["opened"].url(name, **kwargs))


@register.simple_tag
def figure_note(*parts: object) -> str:
    """Join what qualifies a figure, leaving out what is empty: "environ · personnes"."""
    return " · ".join(str(part) for part in parts if part)
