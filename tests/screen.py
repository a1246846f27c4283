"""A screen as a reader finds it: its title, links, headings and words, once its HTML is valid."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from django.http import HttpResponseBase

from tests.design.html import assert_valid_html


def screen(answer: Any, status: int = 200) -> "Screen":
    """Read the answer of a test client; fails on another status and on invalid HTML."""
    assert isinstance(answer, HttpResponseBase)
    assert answer.status_code == status, answer.status_code
    text = answer.content.decode()  # type: ignore[attr-defined]
    assert_valid_html(text)
    return Screen(text)


class Screen:
    """A parsed document."""

    def __init__(self, text: str) -> None:
        self.html = text
        self.root: Element = html5lib.parse(text, namespaceHTMLElements=False)
        for element in self.root.iter():
            if isinstance(element.tag, str):  # drawings come with the namespace of SVG
                element.tag = element.tag.rpartition("}")[2]

    @cached_property
    def main(self) -> Element:
        found = self.root.find(".//main")
        assert found is not None
        return found

    @property
    def title(self) -> str:
        return words(self.root.find(".//title"))

    @property
    def language(self) -> str:
        return self.root.get("lang", "")

    @property
    def heading(self) -> str:
        (one,) = self.root.iter("h1")
        return words(one)

    @property
    def text(self) -> str:
        """The words of the main part."""
        return words(self.main)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements of the main part with a tag and these attributes (`class_`)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.main.iter(tag)
            if all(_has(element, name, value) for name, value in wanted.items())
        ]

    def texts(self, tag: str, **attributes: str) -> list[str]:
        return [words(element) for element in self.all(tag, **attributes)]

    def links(self) -> dict[str, str]:
        """Return the address of each link of the main part by its words (the last one wins)."""
        return {words(link): link.get("href", "") for link in self.all("a")}

    def terms(self) -> dict[str, str]:
        """Return the description lists: term → description."""
        found: dict[str, str] = {}
        for line in self.all("dl"):
            for pair in line.iter("div"):
                name, value = pair.find("dt"), pair.find("dd")
                if name is not None and value is not None:
                    found[words(name)] = words(value)
        return found

    def rows(self) -> list[list[str]]:
        """Return the body of the first table, cell by cell."""
        body = self.main.find(".//tbody")
        return [] if body is None else [[words(cell) for cell in row] for row in body.iter("tr")]


#: What stands inside a line: its words touch those around it.
INLINE = frozenset(
    "a abbr b bdi cite code em i kbd q s small span strong sub sup time u var".split()  # noqa: SIM905
)


def words(element: Element | None) -> str:
    """Return the text of an element as it is read: one line, no script."""
    return "" if element is None else " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if element.tag in {"script", "style"} or not isinstance(element.tag, str):
        return
    edge = "" if element.tag in INLINE else " "
    yield edge + (element.text or "")
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    yield edge


def _has(element: Element, name: str, value: str) -> bool:
    held = element.get(name, "")
    return value in held.split() if name == "class" else held == value
