"""Parts of a manifest that stand in a file of their own: `datasets: {file: datasets.yaml}`."""

from typing import Any

from lieucommun.kernel.services.diagnostics import Diagnostic
from lieucommun.kernel.services.folder import Folder, OutsideFolderError, inside
from lieucommun.kernel.services.reading import Document, Place, read_yaml

#: Parts whose members name a file of their own, which is not a part of the manifest.
_OWN_FILES = frozenset({"forms", "documents", "messages", "sources", "portraits", "pages"})
_DEEPEST = 3


def with_parts(document: Document, folder: Folder) -> Document:
    """Put the content of each part in its place; positions then name the part's file."""
    problems = list(document.problems)
    if isinstance(document.data, dict):
        _fill(document.data, document.place, folder, problems, ())
    return Document(document.data, document.place, tuple(problems))


def _fill(
    data: dict[str, Any],
    place: Place,
    folder: Folder,
    problems: list[Diagnostic],
    above: tuple[str, ...],
) -> None:
    for key, value in data.items():
        if not isinstance(value, dict):
            continue
        if above and above[0] in _OWN_FILES:
            continue
        if _is_part(value):
            content = _part(value["file"], place.children[key], folder, problems)
            data[key] = content.data
            place.children[key] = content.place
        if isinstance(data[key], dict) and len(above) + 1 < _DEEPEST:
            _fill(data[key], place.children[key], folder, problems, (*above, key))


def _is_part(value: dict[str, Any]) -> bool:
    file = value.get("file")
    return list(value) == ["file"] and isinstance(file, str) and file.endswith((".yaml", ".yml"))


def _part(path: str, place: Place, folder: Folder, problems: list[Diagnostic]) -> Document:
    written = place.find(("file",))
    nothing = Document({}, place)
    try:
        path = inside(path)
    except OutsideFolderError:
        problems.append(Diagnostic(*written, "LC061", {"found": path}))
        return nothing
    if not folder.exists(path):
        problems.append(Diagnostic(*written, "LC060", {"found": path}))
        return nothing
    document = read_yaml(folder.read(path), path)
    problems.extend(document.problems)
    if document.data is None and not document.problems:
        problems.append(Diagnostic(path, 1, 1, "LC014"))
    return document if document.data is not None else nothing
