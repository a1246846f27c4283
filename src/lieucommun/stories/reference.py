"""The page of the documentation that lists every sentence of stories.

`python -m lieucommun.stories.reference [FILE]` prints it, or writes it to a file.
"""

import sys
from pathlib import Path

from .sentences.acting import ACTING
from .sentences.people import PEOPLE
from .sentences.seeing import SEEING
from .sentences.sentence import Sentence

_INTRODUCTION = """\
# Sentences of stories

A story is Gherkin, in French (`# language: fr`) or in English. `lieu test` tries it in a browser,
`lieu check` names the steps that nobody would understand. This page is generated from the library.

- What stands between « », “ ” or " " is what the screen says: the name of a link, a button, a
  field, a list, as a person or a screen reader reads it. ’ and ', and all spaces, are alike.
- Who acts comes first: a name (`Amel`), `the visitor`, or `il`, `elle`, `he`, `she`, `they` for
  the person named last. Each person has a browser of their own.
- `que` and `qu'` are not read: « Et qu'elle ouvre… » says « elle ouvre… ».
- `puis` and `then` put two actions in one step.
- « dans », « in » narrow down to a list, a table, a region, a group, or what stands under a
  heading; when there is none of that name on the screen, the page of that name is opened.
- `:` after a sentence is allowed. A sentence marked with ▤ is followed by a table.
- A sentence that a story needs and that is missing is added to the library, never to a service.
"""
_FAMILIES = (
    ("Who acts, and how", PEOPLE),
    ("What a person does", ACTING),
    ("What is seen", SEEING),
)


def page() -> str:
    """Return the reference page, in Markdown."""
    parts = [_INTRODUCTION]
    for title, sentences in _FAMILIES:
        rows = "\n".join(_row(sentence) for sentence in sentences)
        parts.append(f"## {title}\n\n| French | English |\n|---|---|\n{rows}\n")
    return "\n".join(parts)


def _row(sentence: Sentence) -> str:
    french, english = sentence.examples
    mark = " ▤" if sentence.table else ""
    return f"| {french}{mark} | {english}{mark} |"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(page(), "utf-8")
    else:
        sys.stdout.write(page())
