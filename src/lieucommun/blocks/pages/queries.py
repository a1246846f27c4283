"""Read the text of a page in the best language there is."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from django.utils.safestring import SafeString

from lieucommun.kernel.documents.markdown import render, split
from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.opening import EASY_TO_READ, OpenPage


@dataclass(frozen=True, slots=True)
class Text:
    """A rendered text: its title, summary, HTML, the language it is in and whether it was asked."""

    title: str
    summary: str
    body: SafeString
    language: str
    asked: bool

    @property
    def easy(self) -> bool:
        """Whether it is written in easy-to-read language."""
        return self.language.endswith(EASY_TO_READ)


def variants(folder: Folder, file: str) -> dict[str, str]:
    """Return the file of each language beside a Markdown file; the bare one under ''."""
    path = PurePosixPath(file)
    found = {"": file} if folder.exists(file) else {}
    start = str(path.with_suffix("")) + "."
    for name in folder.files():
        if name.startswith(start) and name.endswith(path.suffix) and name != file:
            found[name[len(start) : -len(path.suffix)]] = name
    return found


def text_of(opened: OpenPage) -> Text:
    """Return the page's text in the asked language, else easy-to-read's French, else the first."""
    folder = opened.service.folder
    files = variants(folder, opened.settings.file)
    first = opened.service.manifest.languages[0]
    asked = opened.language
    language = next(
        (code for code in (asked, asked.split("-")[0]) if code in files),
        first,
    )
    page = split(folder.text(files.get(language, opened.settings.file)))
    body = render(page.body, address=lambda url: _address(opened, url))
    return Text(
        title=_plain(page.matter.get("title")) or opened.title,
        summary=_plain(page.matter.get("summary")),
        body=body,
        language=language,
        asked=language.split("-")[0] == asked.split("-")[0],
    )


def _plain(value: object) -> str:
    """Return a line of the front matter; what is no line of text counts as none."""
    return str(value) if isinstance(value, (str, int, float)) else ""


def _address(opened: OpenPage, url: str) -> str:
    """Turn an address relative to the service (`laboratoires/`, `images/x.png`) into a URL."""
    path, mark, rest = re.split(r"([?#]|$)", url, maxsplit=1)
    if opened.service.folder.exists(unquote(path)):
        return f"{opened.home}_files/{quote(unquote(path))}{mark}{rest}"
    return opened.home + url
