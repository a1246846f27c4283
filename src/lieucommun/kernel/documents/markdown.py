"""Markdown written by authors, to HTML that is safe to show.

Authors' files are hostile until proven otherwise: raw HTML is not interpreted, links keep only
http, https, mailto and tel, and the result is cleaned once more by nh3.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from lieucommun.kernel.search.folding import fold
from lieucommun.kernel.services.reading import read_yaml

LARGEST = 200_000
_TAGS = frozenset(
    {"a", "abbr", "b", "blockquote", "br", "caption", "code", "dd", "del", "div", "dl", "dt", "em"}
    | {"figcaption", "figure", "h2", "h3", "h4", "h5", "hr", "i", "img", "li", "ol", "p", "pre"}
    | {"s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"}
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height", "loading"},
    "th": {"scope", "data-align"},
    "td": {"data-align"},
    "div": {"class", "tabindex", "role", "aria-label"},
    **{f"h{level}": {"id"} for level in range(2, 6)},
}
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
#: What a text without any mark has nowhere: signs, lines, a list's beginning.
_MARKED = re.compile(
    r"[*_`\[\]#>|<~&\\()=\n]|^\s*(?:[-+:]|\d+[.)])(?:\s|$)|^\s*(?:-[ \t]*){3,}$|^\s{4}"
)

Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Page:
    """A Markdown file: its front matter and its body."""

    matter: dict[str, Any]
    body: str


def split(text: str) -> Page:
    """Separate the front matter (a YAML map between two `---` lines) from the body.

    A front matter that is not a map counts as none: the checker has already said so.
    """
    text = text.replace("\r\n", "\n")
    found = _FRONT.match(text)
    if not found:
        return Page({}, text)
    matter = read_yaml(found.group(1)).data
    return Page(matter if isinstance(matter, dict) else {}, text[found.end() :])


def render(text: str, *, address: Address = lambda url: url) -> SafeString:
    """Return the HTML of a Markdown body; `address` turns a relative address into a URL.

    The highest headings, `#` or `##`, become level 2, since a page has one title.
    Texts beyond 200,000 characters are cut.
    """
    tokens = _parser().parse(text[:LARGEST])
    _anchor(tokens)
    top = min((int(token.tag[1]) for token in tokens if token.type == "heading_open"), default=1)
    for token in tokens:
        _adapt(token, address, lower=2 - top)
        for child in token.children or ():
            _adapt(child, address)
    html = _parser().renderer.render(tokens, _parser().options, {})
    html = html.replace("<table>", '<div class="table-scroll" tabindex="0" role="region"><table>')
    html = html.replace("</table>", "</table></div>")
    clean = nh3.clean(
        html,
        tags=set(_TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener",
    )
    return mark_safe(clean)  # noqa: S308 - cleaned on the line above


def plain(text: str) -> str:
    """Return the words of a Markdown body without its marks, for search and summaries."""
    if not _MARKED.search(text):
        return text[:LARGEST].strip()  # most summaries: parsing them is a tenth of a list's time
    words = [
        token.content
        for token in _parser().parse(text[:LARGEST])
        if token.type in {"inline", "code_block", "fence"}
    ]
    return re.sub(r"[*_`\[\]]|\([^\s()]+\)", " ", "\n".join(words))


def plain_text(text: str) -> str:
    """Return a Markdown body as a letter in plain text: paragraphs, quotes and items kept apart."""
    blocks: list[str] = []
    quoted, tight = 0, False
    for token in _parser().parse(text[:LARGEST]):
        quoted += token.nesting if token.type.startswith("blockquote") else 0
        if token.type == "list_item_open":
            tight = True
        if token.type != "inline":
            continue
        words = "".join(_said(child) for child in token.children or ())
        mark = "> " if quoted else "- " if tight else ""
        blocks.append("\n".join(mark + line for line in words.split("\n")))
        tight = False
    return "\n\n".join(blocks)


def parsed(text: str) -> list[Token]:
    """Return the tokens of a Markdown body."""
    return _parser().parse(text)


def _said(child: Token) -> str:
    return "\n" if child.type in {"softbreak", "hardbreak"} else child.content


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False})
    parser.enable(["table", "strikethrough"])
    parser.use(deflist_plugin)
    return parser


def _anchor(tokens: Iterable[Token]) -> None:
    """Give each heading an address of its own: `accueil`, `accueil-1`…

    Numbers go on from the last one given to a title: to try them all again would take hours on
    thousands of headings that say the same.
    """
    taken: set[str] = set()
    last: dict[str, int] = {}
    for token, inline in pairwise(tokens):
        if token.type != "heading_open":
            continue
        slug = name = _slug(inline)
        while name in taken:
            last[slug] = last.get(slug, 0) + 1
            name = f"{slug}-{last[slug]}"
        taken.add(name)
        token.attrSet("id", name)


def _slug(inline: Token) -> str:
    said = (child for child in inline.children or () if child.type in {"text", "code_inline"})
    return "-".join(fold("".join(child.content for child in said)).split()) or "section"


def _adapt(token: Token, address: Address, *, lower: int = 1) -> None:
    if token.type in {"heading_open", "heading_close"}:
        token.tag = f"h{min(int(token.tag[1]) + lower, 5)}"
    elif token.type == "link_open" and isinstance(href := token.attrGet("href"), str):
        token.attrSet("href", _resolved(href, address))
    elif token.type == "image" and isinstance(src := token.attrGet("src"), str):
        token.attrSet("src", _resolved(src, address))
        token.attrSet("loading", "lazy")
    elif token.type in {"th_open", "td_open"} and (style := token.attrGet("style")):
        del token.attrs["style"]
        token.attrSet("data-align", "end" if "right" in str(style) else "start")


def _resolved(url: str, address: Address) -> str:
    absolute = re.match(r"[a-z][a-z0-9+.-]*:|/|#", url, re.IGNORECASE)
    return url if absolute else address(url)
