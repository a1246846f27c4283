"""What surrounds a screen: icons, titles, breadcrumb, search, scripts."""

import json
from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from lieucommun.design import icons
from lieucommun.design.context import Link

register = template.Library()


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """Draw an icon inline; `size="large"` for a pictogram. A word always goes with it."""
    return icons.draw(name, size)


@register.simple_tag
def title_line(*parts: str | None) -> str:
    """Join what is not empty and not repeated: "Page – Service – Place"."""
    return " – ".join(dict.fromkeys(str(part) for part in parts if part))


@register.inclusion_tag("design/components/breadcrumb.html")
def breadcrumb(links: Sequence[Link], here: str = "") -> dict[str, Any]:
    """Show where the screen stands; `here` is its own name."""
    return {"links": links, "here": here}


@register.inclusion_tag("design/components/search.html")
def search(  # noqa: PLR0913 -- each is one attribute of the box
    action: str,
    *,
    label: str,
    name: str = "q",
    value: str = "",
    hint: str = "",
    show_label: bool = False,
    id: str = "search",  # noqa: A002 -- HTML's own word
) -> dict[str, Any]:
    """Show a search box that sends `name` to `action`."""
    return locals()


@register.inclusion_tag("design/components/htmx.html")
def htmx() -> dict[str, Any]:
    """Load the partial refresh of lists; only screens with facets need it."""
    return {}


@register.filter
def json_ld(value: object) -> SafeString:
    """Write JSON that can stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False)
    escaped = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return mark_safe(escaped)  # noqa: S308 -- escaped just above
