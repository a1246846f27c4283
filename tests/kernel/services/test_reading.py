from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel.services import reading
from lieucommun.kernel.services.reading import read_yaml, scalar
from tests.ending import ending

WORDS = {
    "no": "no",
    "on": "on",
    "oui": "oui",
    "yes": "yes",
    "null": None,
    "~": None,
    "": None,
    "true": True,
    "FALSE": False,
    "12": 12,
    "-3": -3,
    "+4": 4,
    "0": 0,
    "0777": "0777",
    "01004": "01004",
    "2A004": "2A004",
    "0o17": 15,
    "0xFF": 255,
    "1.5": 1.5,
    ".5": 0.5,
    "1e3": 1000.0,
    "01.5": "01.5",
    "1_000": "1_000",
    "12:30": "12:30",
    "2026-01-05": "2026-01-05",
    "1.2.0": "1.2.0",
    ".inf": ".inf",
    "12345678901234567890": "12345678901234567890",
    "-": "-",
    "=": "=",
}


def codes(text: str | bytes) -> list[str]:
    return [f"{found.line}:{found.column} {found.code}" for found in read_yaml(text).problems]


@pytest.mark.parametrize(("written", "read"), WORDS.items())
def test_plain_words_follow_yaml_1_2(written: str, read: Any) -> None:
    value = scalar(written)
    assert (value, type(value)) == (read, type(read))


def test_quoted_words_stay_texts() -> None:
    text = "- '12'\n- \"true\"\n- |\n  null\n- >-\n  1\n"
    assert read_yaml(text).data == ["12", "true", "null\n", "1"]


def test_positions_of_keys_and_values() -> None:
    place = read_yaml("a: {b: [x, yé, z]}\nc:\n  - d: 1\n", "f.yaml").place
    assert place.find(("a", "b", 2)) == ("f.yaml", 1, 16)
    assert place.find(("a", "b"), key=True) == ("f.yaml", 1, 5)
    assert place.find(("c", 0, "d")) == ("f.yaml", 3, 8)
    assert place.find(("c", 0, "missing")) == ("f.yaml", 3, 5)
    assert place.find(("nowhere",)) == ("f.yaml", 1, 1)


def test_keys_are_texts_as_written() -> None:
    assert read_yaml("2024: a\ntrue: b\nnull: c\n1.50: d\n").data == {
        "2024": "a",
        "true": "b",
        "null": "c",
        "1.50": "d",
    }


@pytest.mark.parametrize(
    ("text", "found"),
    {
        "a: &x 1\nb: *x\n": ["1:4 LC007", "2:4 LC006"],
        "*x : 1\n": ["1:1 LC006"],
        "a: !!str 1\n": ["1:4 LC008"],
        "a: 1\nb: 2\na: 3\n": ["3:1 LC009"],
        "a: 1\n---\nb: 2\n": ["2:1 LC010"],
        "{a: 1, ? [b] : 2}\n": ["1:10 LC013"],
        "a: 1\n? \n: 2\n": ["2:2 LC013"],
        "a: [1\nb: 2\n": ["2:2 LC005"],
        "a:\n\t- 1\n": ["2:1 LC005"],
        "a: 'open\n": ["2:1 LC005"],
        "a: \x00\n": ["1:4 LC004"],
        "é: \x1b[31m\n": ["1:4 LC004"],
        "%YAML 2.0\n---\na: 1\n": ["1:1 LC005"],
        b"a: caf\xe9\n": ["1:7 LC003"],
        "\ufeffa: 1\n": [],
        b"\xef\xbb\xbfa: 1\n": [],
        "a: \ud83d\n": ["1:4 LC004"],
    }.items(),
    ids=repr,
)
def test_what_could_surprise_is_refused_where_it_stands(
    text: str | bytes, found: list[str]
) -> None:
    assert codes(text) == found


def test_of_equal_keys_the_first_is_kept() -> None:
    assert read_yaml("a: {b: 1}\na: {c: 2}\nd: 3\n").data == {"a": {"b": 1}, "d": 3}


def test_alias_bombs_are_refused_at_once() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with ending():
        document = read_yaml(bomb)
    assert {found.code for found in document.problems} == {"LC006", "LC007"}


@pytest.mark.parametrize(
    ("text", "code"),
    {
        "[" * 300_000: "LC011",
        "{a: " * 100_000: "LC011",
        "- " * 200_000: "LC011",
        "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 1_500)): "LC011",
        "[" + "1," * 400_000 + "]": "LC012",
        "x" * 2_000_001: "LC002",
        "".join(f"a: &b{n} 1\n" for n in range(50_000)): "LC007",
    }.items(),
    ids=lambda text: text[:8].strip(),
)
def test_bombs_end_soon(text: str, code: str) -> None:
    with ending():
        problems = read_yaml(text).problems
    assert code in {found.code for found in problems}
    assert len(problems) <= reading.MOST_PROBLEMS


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff")
    ),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abcdé", min_size=1), inner)
    ),
    max_leaves=20,
)


@given(JSON)
def test_what_is_dumped_is_read_back(value: Any) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
    if "&id" in text or "!!" in text:
        return
    assert read_yaml(text).data == value


@given(st.text(max_size=200))
def test_no_text_makes_it_stumble(text: str) -> None:
    document = read_yaml(text)
    for found in document.problems:
        assert found.line >= 1
        assert found.column >= 1
        assert found.message("fr")
        assert found.message("en")


@given(st.binary(max_size=200))
def test_no_bytes_make_it_stumble(content: bytes) -> None:
    read_yaml(content)
