"""Other files of the folder: YAML that reads, front matter that is a map."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lieucommun.kernel.services.diagnostics import Diagnostic
from lieucommun.kernel.services.diagnostics.words import KINDS
from lieucommun.kernel.services.folder import SERVICE, Folder
from lieucommun.kernel.services.reading import read_yaml

FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n?---[ \t]*(?:\n|\Z)", re.DOTALL)


def written(folder: Folder) -> Iterator[Diagnostic]:
    """Yield what cannot be read in the YAML and Markdown files of a folder."""
    for path in folder.files():
        if path.endswith((".yaml", ".yml")) and path != SERVICE:
            yield from read_yaml(folder.read(path), path).problems
        elif path.endswith(".md"):
            yield from _front_matter(folder, path)


def _front_matter(folder: Folder, path: str) -> Iterator[Diagnostic]:
    found = FRONT.match(folder.text(path))
    if not found:
        return
    document = read_yaml(found.group(1), path)
    yield from (replace(problem, line=problem.line + 1) for problem in document.problems)
    if not document.problems and not isinstance(document.data, dict | None):
        params = {"found": document.data, "expected": KINDS["map"]}
        yield Diagnostic(path, 2, 1, "LC032", params)
