"""A Markdown body as blocks that paper can print: plain values, which JSON can hold.

A block is a map with `kind`: `heading` (level 2 to 4), `text`, `list` (ordered or not, items of
blocks), `quote`, `table` (rows of cells), `rule`, `code`, `picture` (its address as written, its
words): a picture alone in its paragraph. What is said is a list of spans: `text`, `bold`, `italic`,
`link`; a picture among words is its words.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it.token import Token

from .markdown import LARGEST, parsed

Block = dict[str, Any]
Span = dict[str, Any]
#: Links that paper keeps; the rest are words.
SCHEMES = ("http://", "https://", "mailto:", "tel:")


def blocks_of(text: str) -> list[Block]:
    """Return the blocks of a Markdown body; texts beyond 200,000 characters are cut."""
    return _Reader(parsed(text[:LARGEST])).blocks("")


def spans_of(text: str) -> list[Span]:
    """Return a text that is not Markdown, as it is."""
    return [{"text": text}] if text else []


class _Reader:
    """Goes through tokens, block by block."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens: Iterator[Token] = iter(tokens)

    def blocks(self, end: str) -> list[Block]:
        """Read until a token that closes what holds these blocks."""
        found: list[Block] = []
        for token in self._tokens:
            if token.type == end:
                break
            found.extend(self._block(token))
        return found

    def _block(self, token: Token) -> Iterator[Block]:
        match token.type:
            case "paragraph_open":
                yield self._paragraph()
            case "inline":
                yield {"kind": "text", "spans": list(_spans(token.children or ()))}
            case "dt_open":
                yield {"kind": "text", "spans": _bold(self._inline("dt_close"))}
            case "hr":
                yield {"kind": "rule"}
            case "fence" | "code_block":
                yield {"kind": "code", "text": token.content}
            case _:
                yield from self._holder(token)

    def _paragraph(self) -> Block:
        spans: list[Span] = []
        for token in self._tokens:
            if token.type == "paragraph_close":
                break
            children = token.children or []
            if not spans and len(children) == 1 and children[0].type == "image":
                source, words = str(children[0].attrGet("src") or ""), children[0].content
                return self._closed({"kind": "picture", "source": source, "words": words})
            spans.extend(_spans(children))
        return {"kind": "text", "spans": spans}

    def _closed(self, block: Block) -> Block:
        for token in self._tokens:
            if token.type == "paragraph_close":
                break
        return block

    def _holder(self, token: Token) -> Iterator[Block]:
        closing = token.type.replace("_open", "_close")
        match token.type:
            case "heading_open":
                level = min(max(int(token.tag[1]), 2), 4)
                yield {"kind": "heading", "level": level, "spans": self._inline(closing)}
            case "bullet_list_open" | "ordered_list_open":
                ordered = token.type.startswith("ordered")
                yield {"kind": "list", "ordered": ordered, "items": self._items(closing)}
            case "blockquote_open" | "dd_open":
                yield {"kind": "quote", "blocks": self.blocks(closing)}
            case "table_open":
                yield self._table()

    def _inline(self, end: str) -> list[Span]:
        spans: list[Span] = []
        for token in self._tokens:
            if token.type == end:
                break
            spans.extend(_spans(token.children or ()))
        return spans

    def _items(self, end: str) -> list[list[Block]]:
        items = []
        for token in self._tokens:
            if token.type == end:
                break
            if token.type == "list_item_open":
                items.append(self.blocks("list_item_close"))
        return items

    def _table(self) -> Block:
        rows: list[list[list[Span]]] = []
        heads = 0
        for token in self._tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "thead_close":
                heads = len(rows)
            elif token.type in {"th_open", "td_open"}:
                rows[-1].append(self._inline(token.type.replace("_open", "_close")))
        if heads and not any(cell for row in rows[:heads] for cell in row):
            rows, heads = rows[heads:], 0  # a table that names what its lines are, not its columns
        return {"kind": "table", "head": bool(heads), "rows": [row for row in rows if row]}


def _spans(tokens: Sequence[Token]) -> Iterator[Span]:
    bold = italic = 0
    links: list[str] = []
    for token in tokens:
        if token.type in {"strong_open", "strong_close"}:
            bold += token.nesting
        elif token.type in {"em_open", "em_close"}:
            italic += token.nesting
        elif token.type == "link_open":
            links.append(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            links.pop()
        elif text := _said(token):
            link = links[-1] if links and links[-1].startswith(SCHEMES) else ""
            yield {"text": text, "bold": bold > 0, "italic": italic > 0, "link": link}


def _said(token: Token) -> str:
    if token.type == "hardbreak":
        return "\n"
    if token.type == "softbreak":
        return " "
    return token.content  # the words of a picture are its text


def _bold(spans: list[Span]) -> list[Span]:
    return [{**span, "bold": True} for span in spans]
