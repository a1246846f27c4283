from pathlib import Path

import pytest

from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.texts import Text
from lieucommun.kernel.services.vocabularies import Choice, read_vocabulary
from tests.kernel.services.folders import service


def read(tmp_path: Path, content: str | bytes) -> tuple[list[Choice], list[str]]:
    folder = Folder.on_disk(service(tmp_path, **{"vocab/x.csv": content}))
    found = read_vocabulary(folder, "vocab/x.csv")
    return list(found.choices), [f"{each.position}: {each.code}" for each in found.problems]


def test_choices_come_in_the_order_of_the_file_with_their_titles(tmp_path: Path) -> None:
    text = '\ufeffvalue,title@fr,title@en,icon\nb,"Bé, ou pas",Bee,bee\n\na,À,A,\n'
    assert read(tmp_path, text) == (
        [
            Choice("b", Text.of(fr="Bé, ou pas", en="Bee"), {"icon": "bee"}),
            Choice("a", Text.of(fr="À", en="A")),
        ],
        [],
    )


def test_a_bare_title_is_in_the_first_language_and_semicolons_separate_too(tmp_path: Path) -> None:
    assert read(tmp_path, "value;title\r\na;Un, deux\r\n") == (
        [Choice("a", Text.of(fr="Un, deux"))],
        [],
    )


@pytest.mark.parametrize(
    ("content", "problems"),
    {
        "": ["vocab/x.csv:1:1: LC014"],
        "\n\n": ["vocab/x.csv:1:1: LC014"],
        "code,title@fr\na,A\n": ["vocab/x.csv:1:1: LC074"],
        "value\na\n": ["vocab/x.csv:1:1: LC074"],
        "value,title@français\na,A\n": ["vocab/x.csv:1:7: LC039"],
        "value,title@fr\na,A\na b,B\n": ["vocab/x.csv:3:1: LC034"],
        "value,title@fr\n'a\nb',B\n": ["vocab/x.csv:2:1: LC034", "vocab/x.csv:2:1: LC038",
                                       "vocab/x.csv:3:1: LC034"],
        'value,title@fr\na,"x\ny"\na,B\n': ["vocab/x.csv:4:1: LC073"],
        'value,title@fr\na,"open\n': ["vocab/x.csv:2:1: LC072"],
        "value,title@fr\na,A\n\0\n": ["vocab/x.csv:3:1: LC004"],
        b"value,title@fr\na,\xc9\n": ["vocab/x.csv:2:1: LC003"],
    }.items(),
    ids=repr,
)  # fmt: skip
def test_mistakes_have_their_line(
    tmp_path: Path, content: str | bytes, problems: list[str]
) -> None:
    assert read(tmp_path, content)[1] == problems
