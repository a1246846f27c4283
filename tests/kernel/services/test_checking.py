import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.cli.stories import stories
from lieucommun.kernel.services.checking import Checked, check
from lieucommun.kernel.services.diagnostics import CODES
from lieucommun.kernel.services.folder import Folder
from tests.ending import ending
from tests.kernel.services.folders import service, write

ROOT = Path(__file__).resolve().parents[3]
BROKEN = ROOT / "tests" / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())
SERVICES = sorted(path.parent.name for path in (ROOT / "services").glob("*/service.yaml"))
PARAM = re.compile(r"\{(\w+)\}")
#: Codes that need a folder too big, or too hostile, to be kept in the repository.
ELSEWHERE = {"LC002", "LC011", "LC012", "LC016", "LC017", "LC018", "LC019"}


def said(checked: Checked) -> list[str]:
    return [f"{found.position}: {found.code}" for found in checked.diagnostics]


def checked(folder: Path) -> Checked:
    return check(Folder.on_disk(folder), also=(stories,))


@pytest.mark.parametrize("case", CASES)
def test_a_broken_folder_says_exactly_what_is_wrong_and_where(case: str) -> None:
    expected = (BROKEN / case / "expected.txt").read_text("utf-8").splitlines()
    assert said(checked(BROKEN / case)) == expected


def test_the_corpus_holds_every_code() -> None:
    assert len(CASES) >= 55
    found = {
        line.rpartition(" ")[2]
        for case in CASES
        for line in (BROKEN / case / "expected.txt").read_text("utf-8").splitlines()
    }
    assert {code for code in CODES if code < "LC160"} - found - ELSEWHERE == set()


def test_every_sentence_is_whole_in_both_languages() -> None:
    for case in CASES:
        for found in checked(BROKEN / case).diagnostics:
            english = found.message("en")
            assert set(PARAM.findall(found.kind.fr + found.kind.en)) <= set(found.params), found
            assert found.as_json("en")["message"] == english


@pytest.mark.parametrize("slug", SERVICES)
def test_the_gallery_is_sound(slug: str) -> None:
    assert [str(found) for found in checked(ROOT / "services" / slug).errors] == []


def test_a_sound_folder_says_nothing(tmp_path: Path) -> None:
    verdict = check(Folder.on_disk(service(tmp_path)))
    assert (said(verdict), verdict.ok) == ([], True)


def test_warnings_and_notes_do_not_prevent(tmp_path: Path) -> None:
    verdict = check(Folder.on_disk(service(tmp_path, "themes: [nouveau]\n")))
    assert (said(verdict), verdict.ok) == (["service.yaml:4:10: LC082"], True)


def test_mistakes_of_a_part_are_placed_in_its_file(tmp_path: Path) -> None:
    part = "fields:\n  nom: {type: text}\naccess:\n  agent: {read: all}\nkey: code\n"
    folder = service(
        tmp_path,
        "roles: {file: parts/roles.yaml}\ndatasets:\n  fiches: {file: parts/fiches.yaml}\n",
        **{"parts/fiches.yaml": part, "parts/roles.yaml": "agent: {title: Agent}\n"},
    )
    assert said(check(Folder.on_disk(folder))) == ["parts/fiches.yaml:5:6: LC062"]


def test_a_part_that_names_itself_is_read_once(tmp_path: Path) -> None:
    folder = service(tmp_path, "datasets: {file: d.yaml}\n", **{"d.yaml": "{file: d.yaml}\n"})
    assert not check(Folder.on_disk(folder)).ok


def test_shape_and_references_come_in_one_pass_with_other_files(tmp_path: Path) -> None:
    more = "themes: [nouveau]\nroles: {agent: {title: Agent}}\ndatasets: {file: absent.yaml}\n"
    assert said(check(Folder.on_disk(service(tmp_path, more)))) == [
        "service.yaml:4:10: LC082",
        "service.yaml:6:18: LC060",
    ]


def test_a_file_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    folder = Folder.on_disk(service(tmp_path))
    (tmp_path / "essai" / "service.yaml").unlink()
    assert said(check(folder)) == ["service.yaml:1:1: LC072"]


def test_an_archive_is_checked_as_a_folder(tmp_path: Path) -> None:
    folder = Folder.on_disk(service(tmp_path, "themes: [nouveau]\n"))
    assert said(check(Folder.from_archive("essai", folder.archive()))) == said(check(folder))


def test_terminal_codes_never_reach_the_terminal(tmp_path: Path) -> None:
    folder = service(tmp_path, 'state: "\\e[31mrouge\\a\\u202e"\n')
    found = check(Folder.on_disk(folder)).diagnostics
    assert {each.code for each in found} >= {"LC004"}
    said = " ".join(each.message("en") for each in found)
    assert "“ [31mrouge ” is not a known value." in said
    assert not {"\x1b", "\a", "\u202e"} & set(said)


def test_a_huge_value_is_shown_short(tmp_path: Path) -> None:
    (found,) = check(Folder.on_disk(service(tmp_path, f"state: {'a' * 100_000}\n"))).diagnostics
    assert len(found.message("en")) < 200


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 1000,
        b"\xff\xfe" + b"a\x00" * 50,
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"&a [*a]",
        b"?",
    ],
    ids=repr,
)
def test_what_is_not_a_manifest_is_refused(tmp_path: Path, content: bytes) -> None:
    verdict = check(Folder.on_disk(write(tmp_path / "essai", {"service.yaml": content})))
    assert verdict.manifest is None
    assert verdict.diagnostics


def test_a_manifest_with_thousands_of_mistakes_ends_soon(tmp_path: Path) -> None:
    fields = "".join(f"      champ{n}: {{typ: texte, requird: oui}}\n" for n in range(3_000))
    folder = service(tmp_path, f"datasets:\n  fiches:\n    fields:\n{fields}")
    with ending():
        assert len(check(Folder.on_disk(folder)).diagnostics) > 1_000


SOURCES = [ROOT / "services" / slug / "service.yaml" for slug in ("maraudes", "reseau", "smart")]
VALUES = st.sampled_from(
    [None, True, 0, -1, 3.5, "", "x", "anyone", [], {}, ["x"], {"x": 1}, {"file": "x.yaml"}, [[]]]
)


@given(st.sampled_from(SOURCES), st.randoms(use_true_random=False), VALUES)
def test_no_damage_to_a_manifest_makes_it_stumble(
    source: Path, chance: random.Random, value: Any
) -> None:
    """Any value put anywhere ends in diagnostics, each with a place in a file."""
    data = yaml.safe_load(source.read_text("utf-8"))
    part: Any = data
    for _ in range(chance.randint(1, 7)):
        keys = list(part) if isinstance(part, dict) else list(range(len(part)))
        if not keys:
            break
        key = chance.choice(keys)
        if not isinstance(part[key], dict | list) or chance.random() < 0.2:
            part[key] = value
            break
        part = part[key]
    files = {path: source.parent.joinpath(path) for path in Folder.on_disk(source.parent).files()}
    contents = {path: file.read_bytes() for path, file in files.items()}
    contents["service.yaml"] = yaml.safe_dump(data, allow_unicode=True).encode()
    sizes = {path: len(content) for path, content in sorted(contents.items())}
    folder = Folder(source.parent.name, sizes, (), contents.__getitem__)
    for found in check(folder).diagnostics:
        assert found.line >= 1
        assert found.message("fr")


def test_titles_of_the_values_of_a_column_are_read_too(tmp_path: Path) -> None:
    more = (
        "tables:\n  t:\n    title: T\n    grain: [n]\n"
        "    columns: {n: text, genre: {type: text, choices: vocab/genres.csv}}\n"
    )
    files = {"vocab/genres.csv": "value,title@fr\na,Premier\na,Encore\n"}
    assert said(checked(service(tmp_path / "1", more, **files))) == ["vocab/genres.csv:3:1: LC073"]
    assert [each.rpartition(" ")[2] for each in said(checked(service(tmp_path / "2", more)))] == [
        "LC060"
    ]
