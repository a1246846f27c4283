"""Strict reading of HTML, for every test that looks at a screen."""

import html5lib
from html5lib.constants import E


def assert_valid_html(text: str) -> None:
    """Fail with every parse error of a document (or fragment), each with its line."""
    document = text.lstrip().lower().startswith(("<!doctype", "<html"))
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text) if document else parser.parseFragment(text)
    lines = text.splitlines() or [""]
    problems = [
        f"{line}:{column}: {E[code] % details}\n    {lines[min(line, len(lines)) - 1].strip()}"
        for (line, column), code, details in parser.errors
    ]
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    problems += [
        f"id {one!r} is used {ids.count(one)} times" for one in {*ids} if ids.count(one) > 1
    ]
    assert not problems, "invalid HTML:\n" + "\n".join(problems)
