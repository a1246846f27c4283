"""Templates of letters and documents: what they name in braces and nobody would fill."""

from collections.abc import Iterator

from lieucommun.kernel.services.diagnostics import Diagnostic, nearest
from lieucommun.kernel.services.findings import Draft
from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.manifest import Dataset

#: What a template may name beside the fields of its record.
OF_LETTERS = ("reason", "place")
OF_DOCUMENTS = ("place", "today")


def templates(draft: Draft) -> Iterator[Diagnostic]:
    """Yield the names in braces that no field of the records a template serves has."""
    for kind, own in (("mail", OF_LETTERS), ("document", OF_DOCUMENTS)):
        parts = draft.manifest.messages if kind == "mail" else draft.manifest.documents
        for name, part in parts.items():
            known = {field for each in _serves(draft, kind, name) for field in each.fields}
            if not known:  # nothing sends it: another rule says so, or a person does
                continue
            path = str(getattr(part, "body", "") or getattr(part, "template", ""))
            for file in _variants(draft.folder, path):
                yield from _unknown(draft.folder, file, (*known, *own))


def _serves(draft: Draft, kind: str, name: str) -> Iterator[Dataset]:
    """Yield the datasets whose steps or timers set a template off."""
    for dataset in draft.manifest.datasets.values():
        workflow = dataset.workflow
        if workflow is None:
            continue
        steps = (*workflow.transitions.values(), *workflow.timers.values())
        effects = [effect for step in steps for effect in getattr(step, "effects", ())]
        if any(getattr(effect, kind) == name for effect in effects):
            yield dataset


def _variants(folder: Folder, path: str) -> Iterator[str]:
    stem = path.removesuffix(".md")
    for file in folder.files():
        if file == path or (file.startswith(f"{stem}.") and file.endswith(".md")):
            yield file


def _unknown(folder: Folder, file: str, known: tuple[str, ...]) -> Iterator[Diagnostic]:
    from lieucommun.kernel.documents.filling import fields_in

    text = folder.text(file)
    for name, start in fields_in(text):
        if name not in known:
            before = text[:start]
            line, column = before.count("\n") + 1, start - before.rfind("\n")
            params = {"found": name, "among": sorted(known)[:20], "nearest": nearest(name, known)}
            yield Diagnostic(file, line, column, "LC062", params)
