"""Templates drawn from a line of text, always valid."""

from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from django.template import engines

from .html import assert_valid_html


def draw(source: str, **context: Any) -> str:
    """Return the HTML of a template given as text, once it has been read strictly."""
    html = engines["django"].from_string(source).render(context)
    assert_valid_html(html)
    return str(html)


def tree(html: str) -> Element:
    """Return the elements of a fragment or a document, without namespaces."""
    read = (
        html5lib.parse if html.lstrip().lower().startswith("<!doctype") else html5lib.parseFragment
    )
    element: Element = read(html, treebuilder="etree", namespaceHTMLElements=False)
    return element


def words(element: Element) -> str:
    """Return what is read in an element, spaces folded."""
    return " ".join("".join(element.itertext()).split())
