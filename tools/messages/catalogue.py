"""Read, write and compile a gettext catalogue (the PO and MO formats of GNU gettext)."""

import ast
import re
import struct
from dataclasses import dataclass, field

from .extract import Message

#: Plural forms by language, as gettext's manual gives them.
PLURALS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "en": "nplurals=2; plural=(n != 1);",
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
        "n%100>=11 && n%100<=99 ? 4 : 5);"
    ),
}
_LINE = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)?\s*(".*")$')


@dataclass
class Catalogue:
    """Translations of one language: one string each, or one per plural form."""

    language: str
    entries: dict[Message, list[str]] = field(default_factory=dict)
    notes: dict[Message, list[str]] = field(default_factory=dict)
    header: list[str] = field(default_factory=list)

    @property
    def forms(self) -> int:
        return int(PLURALS[self.language][9])

    def missing(self) -> list[Message]:
        """Return the texts without a whole translation."""
        return [message for message, strings in self.entries.items() if not all(strings)]


def parse(language: str, text: str) -> Catalogue:
    """Read a PO file; obsolete entries are left out."""
    read = Catalogue(language)
    for block in re.split(r"\n\s*\n", text):
        lines = block.splitlines()
        notes = [line for line in lines if line.startswith("# ")]
        values = _values(lines)
        if not values:
            continue
        strings = [value for key, value in values.items() if key.startswith("msgstr")]
        if not values.get("msgid"):
            read.header = notes
            continue
        message = Message(
            values["msgid"], values.get("msgctxt", ""), values.get("msgid_plural", "")
        )
        read.entries[message] = strings
        read.notes[message] = notes
    return read


def _values(lines: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    key = ""
    for line in lines:
        if match := _LINE.match(line.strip()):
            key = match[1] or key
            values[key] = values.get(key, "") + ast.literal_eval(match[2])
    return values


def update(
    catalogue: Catalogue, found: dict[Message, list[str]], *, identity: bool = False
) -> Catalogue:
    """Return the catalogue of the texts found, with the translations already there."""
    known = {(message.context, message.text): message for message in catalogue.entries}
    fresh = Catalogue(catalogue.language, header=catalogue.header)
    for message in sorted(found):
        wanted = catalogue.forms if message.plural else 1
        before = known.get((message.context, message.text), message)
        kept = catalogue.entries.get(before, [])
        strings = (kept + [""] * wanted)[:wanted]
        if identity:
            strings = [message.text, message.plural][:wanted]
        fresh.entries[message] = strings
        fresh.notes[message] = catalogue.notes.get(before, [])
    return fresh


def _header(language: str) -> str:
    return (
        f"Project-Id-Version: lieu-commun\nLanguage: {language}\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
        f"Plural-Forms: {PLURALS[language]}\n"
    )


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return '"' + escaped.replace("\n", "\\n") + '"'


def write(catalogue: Catalogue, found: dict[Message, list[str]]) -> str:
    """Return the text of a PO file: sorted, without line numbers, so that it changes little."""
    head = [*catalogue.header, 'msgid ""', 'msgstr ""']
    head += [_quoted(line) for line in _header(catalogue.language).splitlines(keepends=True)]
    blocks = ["\n".join(head)]
    for message in sorted(catalogue.entries):
        lines = [*catalogue.notes.get(message, []), *(f"#: {name}" for name in found[message])]
        if re.search(r"%\(\w+\)[sd]", message.text + message.plural):
            lines.append("#, python-format")
        if message.context:
            lines.append(f"msgctxt {_quoted(message.context)}")
        lines.append(f"msgid {_quoted(message.text)}")
        strings = catalogue.entries[message]
        if message.plural:
            lines.append(f"msgid_plural {_quoted(message.plural)}")
            lines += [f"msgstr[{rank}] {_quoted(text)}" for rank, text in enumerate(strings)]
        else:
            lines.append(f"msgstr {_quoted(strings[0])}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def compile_catalogue(catalogue: Catalogue) -> bytes:
    """Return the MO file: two sorted tables of offsets, then strings (gettext manual, 10.3)."""
    pairs = {"": _header(catalogue.language)}
    for message, strings in catalogue.entries.items():
        if not all(strings):
            continue
        key = f"{message.context}\x04" if message.context else ""
        key += f"{message.text}\0{message.plural}" if message.plural else message.text
        pairs[key] = "\0".join(strings)
    coded = sorted((key.encode(), value.encode()) for key, value in pairs.items())
    keys_at, values_at = 28, 28 + 8 * len(coded)
    offset = values_at + 8 * len(coded)
    tables: list[bytes] = []
    for column in (0, 1):
        for pair in coded:
            tables.append(struct.pack("<II", len(pair[column]), offset))
            offset += len(pair[column]) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(coded), keys_at, values_at, 0, 0)
    strings_part = b"".join(pair[column] + b"\0" for column in (0, 1) for pair in coded)
    return head + b"".join(tables) + strings_part
