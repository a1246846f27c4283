"""The language in which a form is asked, and what is said in it."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from lieucommun.engines.xforms import Answers, Form, path_names
from lieucommun.engines.xforms.forms.controls import Control, Label
from lieucommun.kernel.documents.markdown import plain
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.opening import address

from .compiling import media_file

#: Files that are given as they are: a drawing could run, it is never shown so.
SHOWN = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".mp3", ".ogg", ".m4a", ".wav")
#: What French keeps with the word before it.
_SIGNS = re.compile(r" (?=[?!:;»])|(?<=«) ")
_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)\)\s*$")


def code_of(language: str) -> str:
    """Return the code of a language as a workbook names it: `Français (fr)` → fr."""
    found = _CODE.search(language)
    return found[1].lower() if found else language.lower()


def best_language(form: Form, wanted: str) -> str:
    """Return the language of a form that is nearest to that of the visit."""
    known = {code_of(language): language for language in form.languages}
    for code in (wanted, wanted.partition("-")[0]):
        if code in known:
            return known[code]
    return form.texts.default


@dataclass(frozen=True, slots=True)
class Speech:
    """A form as it is told on a page: its answers, in one of its languages.

    `page` is the language of the page around it, `form` the name that the manifest gives.
    """

    service: LoadedService
    form: str
    page: str
    answers: Answers
    language: str

    @property
    def code(self) -> str:
        return code_of(self.language)

    def label(self, path: str) -> str:
        """Return the words of a question, without the marks of Markdown."""
        return self.set_in_type(plain(self.answers.label(path, self.language)).strip())

    def hint(self, path: str) -> str:
        return self.set_in_type(plain(self.answers.hint(path, self.language)).strip())

    def set_in_type(self, text: str) -> str:
        """Keep signs with their words where French puts a space between them."""
        return _SIGNS.sub("\u00a0", text) if self.code.startswith("fr") else text

    def spoken(self, control: Control) -> str:
        """Return the language of a label where the page around it is in another, or ""."""
        return self.foreign(self._spoken(control.label))

    def spoken_at(self, path: str) -> str:
        """Return the language of the words of a question or a group, or ""."""
        names = path_names(path)
        every = (each for one in self.answers.form.body for each in one.all())
        found = (each for each in every if each.names == names and each.label.name)
        control = next(found, None)
        return self.spoken(control) if control else ""

    def foreign(self, code: str) -> str:
        """Return a language where it is not that of the page, or ""."""
        return "" if not code or code.partition("-")[0] == self.page.partition("-")[0] else code

    def media(self, path: str) -> dict[str, str]:
        """Return the addresses of the files that go with a label, by kind."""
        return self.addresses(self.answers.media(path, self.language))

    def addresses(self, media: dict[str, str]) -> dict[str, str]:
        """Return the addresses of files as a form names them; those that are not there left out."""
        service = self.service
        file = service.manifest.forms[self.form].file
        found = {kind: media_file(service.folder, file, name) for kind, name in media.items()}
        home = f"{address(service.slug)}_files/"
        return {kind: home + quote(path) for kind, path in found.items() if path.endswith(SHOWN)}

    def control(self, path: str) -> Control:
        return self.answers.form.controls[path_names(path)]

    def said(self, message: dict[str, str]) -> str:
        """Return the words of a problem, as the form writes them; "" when it says nothing."""
        texts = self.answers.form.texts
        wanted = (self.language, texts.default, "")
        found = (message.get(each, "") for each in wanted)
        return next((text for text in found if text and text != "-"), "")

    def _spoken(self, label: Label) -> str:
        texts = self.answers.form.texts
        if not texts.languages:
            return self.service.manifest.languages[0]
        entry = texts.entries.get((self.language, label.name))
        missing = label.name and (entry is None or entry.missing)
        return code_of(texts.default if missing else self.language)
