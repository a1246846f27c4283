"""Documentation that code can hold true: generated pages, sizes, navigation."""

import re

import yaml

from tools.reference.__main__ import stale

from .source import ROOT, shown, tracked

DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("0*.md"))


def test_the_reference_follows_the_code() -> None:
    assert stale() == [], "run: make fix"


def test_decisions_are_short_numbered_and_listed() -> None:
    index = (DOCS / "decisions" / "index.md").read_text("utf-8")
    heads = [path.read_text("utf-8").splitlines()[0] for path in DECISIONS]
    assert [path.name for path in DECISIONS if f"({path.name})" not in index] == []
    assert [head.split(".")[0] for head in heads] == [f"# {n + 1}" for n in range(len(heads))]
    assert [path.name for path in DECISIONS if len(path.read_text("utf-8").splitlines()) > 40] == []


def test_contributing_holds_on_a_page() -> None:
    assert len((ROOT / "CONTRIBUTING.md").read_text("utf-8").splitlines()) <= 60


def test_every_page_of_the_documentation_is_in_its_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text("utf-8")
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    by_code = re.compile(r"reference/diagnostics/LC\d+\.md")
    missing = [name for name in sorted(pages) if name not in navigation and not by_code.match(name)]
    assert missing == []


def test_publiccode_says_what_the_package_says() -> None:
    public = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert f'version = "{public["softwareVersion"]}"' in project
    assert f'license = "{public["legal"]["license"]}"' in project


def test_pictures_of_the_documentation_exist() -> None:
    lost = [
        f"{shown(path)} → {name}"
        for path in tracked()
        if path.suffix == ".md" and (path.parent == ROOT or path.is_relative_to(DOCS))
        for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", path.read_text("utf-8"))
        if not (path.parent / name).is_file()
    ]
    assert lost == []
