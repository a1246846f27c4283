"""Words of the author in a portrait: a Markdown file, in the language of the reader if it is."""

from lieucommun.blocks.observatory.territories.sections import Words as Section
from lieucommun.kernel.documents.filling import read_template
from lieucommun.kernel.documents.markdown import plain_text, render

from .pieces import Words
from .subject import Subject


def words(of: Subject, section: Section) -> Words | None:
    """Return the text of a section; None where its file is not there, or says nothing."""
    opened = of.looking.opened
    folder = opened.service.folder
    if not folder.exists(section.text):
        return None
    asked = opened.language
    languages = dict.fromkeys((asked, asked.partition("-")[0]))
    body = read_template(folder, section.text, languages).body.strip()
    if not body:
        return None
    paragraphs = tuple(each for each in plain_text(body).split("\n\n") if each.strip())
    return Words(of.text(section.title), render(body), paragraphs)
