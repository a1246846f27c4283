"""Find the texts that code and templates hand to gettext."""

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

#: What each function takes, in order.
FUNCTIONS = {
    "_": ("text",),
    "gettext": ("text",),
    "gettext_noop": ("text",),
    "ngettext": ("text", "plural"),
    "pgettext": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
}
FUNCTIONS |= {f"{name}_lazy": taken for name, taken in FUNCTIONS.items() if name != "_"}

_STRING = r"""u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_CALL = re.compile(rf"\b(_|n?p?gettext)\(({_STRING}(?:,\s*{_STRING})*)")


@dataclass(frozen=True, order=True)
class Message:
    """A text to translate; its context tells apart two meanings of the same words."""

    text: str
    context: str = ""
    plural: str = ""


def gather(package: Path) -> dict[Message, list[str]]:
    """Return every text of a package with the files that use it."""
    found: dict[Message, set[str]] = {}
    for path in sorted(package.rglob("*")):
        reader = {".py": _in_code, ".html": _in_template, ".txt": _in_template}.get(path.suffix)
        if reader is None or (path.suffix == ".txt" and "templates" not in path.parts):
            continue
        for message in reader(path):
            found.setdefault(message, set()).add(path.relative_to(package).as_posix())
    return {message: sorted(files) for message, files in _one_per_key(found).items()}


def _one_per_key(found: dict[Message, set[str]]) -> dict[Message, set[str]]:
    """Join a text used alone and with a plural: a catalogue has one entry for both."""
    joined: dict[tuple[str, str], tuple[Message, set[str]]] = {}
    for message in sorted(found):
        key = (message.context, message.text)
        _, files = joined.get(key, (message, set()))
        joined[key] = (message, files | found[message])
    return dict(joined.values())


def _in_code(path: Path) -> Iterator[Message]:
    source = path.read_text("utf-8")
    if "gettext" not in source:
        return
    for node in ast.walk(ast.parse(source, str(path))):
        if isinstance(node, ast.Call) and (name := _name(node.func)) in FUNCTIONS:
            values = [_constant(argument) for argument in node.args]
            if any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args[:2]):
                raise SystemExit(f"{path}:{node.lineno}: {name}() takes a text written whole.")
            yield from _message(name, values)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _in_template(path: Path) -> Iterator[Message]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a misplaced note to translators is only lost
        code = templatize(path.read_text("utf-8"), origin=str(path))
    for name, arguments in _CALL.findall(code):
        values = ast.literal_eval(f"({arguments},)")
        yield from _message(name, list(values))


def _message(name: str, values: list[str | None]) -> Iterator[Message]:
    """A text kept in a table is marked there with gettext_noop: what is not written is passed."""
    parts = dict(zip(FUNCTIONS[name], values, strict=False))
    if parts.get("text"):
        yield Message(**{key: value for key, value in parts.items() if value})
