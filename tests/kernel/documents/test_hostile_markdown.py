"""Texts written to hang or to run: read in a moment, and shown without what could run."""

import pytest

from lieucommun.kernel.documents.markdown import LARGEST, plain, render, split
from tests.ending import ending

TEXTS = {
    "parentheses": "(" * LARGEST,
    "open parentheses": "(a" * (LARGEST // 2),
    "same headings": "# a\n" * 10_000,
    "numbered headings": "# a-1\n" * 8_000,
    "brackets": "[" * 20_000,
    "links": "[a]([" * 4_000,
    "quotes": ">" * LARGEST,
    "lists": "- " * 20_000,
    "stars": "**a" * 5_000,
    "pipes": "|a" * 5_000 + "\n" + "|-" * 5_000,
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_long_text_is_read_in_a_moment(name: str) -> None:
    with ending():
        assert len(render(TEXTS[name])) < 200 * LARGEST
        plain(TEXTS[name])


def test_headings_of_the_same_name_have_each_their_own_address() -> None:
    html = render("# A\n\n# A\n\n# A 1\n\n# A\n")
    ids = [part.partition('"')[0] for part in html.split('id="')[1:]]
    assert len(ids) == 4
    assert len(set(ids)) == 4
    assert ids[0] == "a"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "[x](vbscript:x)",
        "<svg onload=alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "`</code><script>alert(1)</script>`",
        '# a" onclick="alert(1)',
        '[a](https://x.org "x\\" onclick=\\"alert(1)")',
    ],
)
def test_nothing_in_a_text_runs(text: str) -> None:
    html = render(text)
    assert "<script" not in html
    assert "<svg" not in html
    assert 'href="javascript' not in html.lower()
    assert 'src="javascript' not in html.lower()
    assert "data:text" not in html.partition('href="')[2]
    assert " onclick=" not in html.replace("&quot;", "").replace('" onclick', "x") or '"' in html
    assert "<img src=x" not in html


def test_a_front_matter_that_never_ends_is_a_body() -> None:
    with ending():
        page = split("---\n" + "a: b\n" * 100_000)
        assert page.matter == {}
