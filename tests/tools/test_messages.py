"""The catalogues' tool: what it finds, what it keeps, and what gettext reads back."""

import gettext
import io
from pathlib import Path

import pytest

from tools.messages.catalogue import Catalogue, compile_catalogue, parse, update, write
from tools.messages.extract import Message, gather

HELLO = Message("Hello")
MAY = Message("May", context="month")
FILES = Message("%(n)s file", plural="%(n)s files")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "views.py").write_text(
        "from django.utils.translation import gettext_lazy as _, ngettext, pgettext\n"
        "title = _('Hello')\n"
        "month = pgettext('month', 'May')\n"
        "for _ in range(2):\n    ngettext('%(n)s file', '%(n)s files', 2)\n",
        "utf-8",
    )
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "page.html").write_text(
        "{% load i18n %}{% translate 'Hello' %}{% card title=_('Card “one”') %}"
        "{% blocktranslate count n=2 trimmed %}\n {{ n }} file\n{% plural %}\n {{ n }} files\n"
        "{% endblocktranslate %}",
        "utf-8",
    )
    return tmp_path


def test_texts_of_code_and_templates_are_found_with_their_files(package: Path) -> None:
    assert gather(package) == {
        FILES: ["templates/page.html", "views.py"],
        Message("Card “one”"): ["templates/page.html"],
        HELLO: ["templates/page.html", "views.py"],
        MAY: ["views.py"],
    }


@pytest.mark.parametrize("text", ['f"Hello {name}"', '"Hello " + name', '"Hello %s" % name'])
def test_a_text_that_is_not_written_whole_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.py").write_text(f"from x import gettext\ngettext({text})\n", "utf-8")
    with pytest.raises(SystemExit, match=r"bad\.py:2: gettext"):
        gather(tmp_path)


def test_translations_survive_and_dead_texts_go() -> None:
    before = Catalogue("fr", {HELLO: ["Bonjour"], Message("Gone"): ["Parti"]})
    after = update(before, {HELLO: ["a.py"], FILES: ["a.py"]})
    assert after.entries == {HELLO: ["Bonjour"], FILES: ["", ""]}
    assert after.missing() == [FILES]


def test_a_catalogue_reads_back_as_it_was_written() -> None:
    entries = {HELLO: ['Dire "bonjour"\n\tà tous'], MAY: ["mai"], FILES: ["fichier", "fichiers"]}
    text = write(Catalogue("fr", entries), {message: ["a.py"] for message in entries})
    assert parse("fr", text).entries == entries


def test_gettext_reads_what_is_compiled() -> None:
    entries = {HELLO: ["Bonjour"], MAY: ["mai"], FILES: ["%(n)s fichier", "%(n)s fichiers"]}
    read = gettext.GNUTranslations(io.BytesIO(compile_catalogue(Catalogue("fr", entries))))
    assert read.gettext("Hello") == "Bonjour"
    assert read.pgettext("month", "May") == "mai"
    assert read.ngettext("%(n)s file", "%(n)s files", 0) == "%(n)s fichier"
    assert read.ngettext("%(n)s file", "%(n)s files", 2) == "%(n)s fichiers"
    assert read.gettext("Unknown") == "Unknown"


def test_arabic_has_its_six_forms() -> None:
    forms = ["صفر", "واحد", "اثنان", "قليل", "كثير", "آخر"]
    read = gettext.GNUTranslations(io.BytesIO(compile_catalogue(Catalogue("ar", {FILES: forms}))))
    counts = (0, 1, 2, 3, 11, 100)
    assert [read.ngettext("%(n)s file", "%(n)s files", count) for count in counts] == forms
