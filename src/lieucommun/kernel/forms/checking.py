"""What a page that asks a form needs: a form that compiles, and questions that screens can ask."""

from collections.abc import Iterator

from lieucommun.engines.xforms import Form
from lieucommun.kernel.services.findings import At, Draft, Finding
from lieucommun.kernel.services.manifest import Form as FormPart
from lieucommun.kernel.services.workbooks import Sheet, UnreadableWorkbookError, read_workbook

from .compiling import UnreadForm, compiled_file
from .pointing import cell_of, pointed
from .questions import unsupported

#: Texts that a warning names.
FEW = 3


def asked(name: str, draft: Draft, at: At, *, offline: bool = False) -> Iterator[Finding]:
    """Yield what keeps a form that a page names (`at`) from being asked or sent.

    `offline`: on a device, which also reads bar codes.
    """
    part = draft.manifest.forms.get(name)
    if part is None or not draft.folder.exists(part.file):
        return  # said already, where the form is named
    yield from _sent(name, part, draft, at)
    sheets = _sheets(part, draft)
    fields = {
        each: {field: spec.type for field, spec in dataset.fields.items()}
        for each, dataset in draft.manifest.datasets.items()
    }
    try:
        form = compiled_file(draft.folder, part.file, fields).form
    except UnreadForm as unread:
        told = pointed(str(unread).removeprefix(f"{part.file}: "), sheets)
        params = {"found": part.file, "detail": told.words}
        yield Finding(at, "LC142", params, file=part.file, cell=told.cell)
        return
    for each in unsupported(form, offline=offline):
        cell = cell_of(each.name, "appearance" if each.of_appearance else "type", sheets)
        params = {"found": each.name, "type": each.found}
        yield Finding(at, "LC143", params, file=part.file, cell=cell)
    yield from _untranslated(form, at)


def _sheets(part: FormPart, draft: Draft) -> dict[str, Sheet]:
    """Return the sheets of a workbook; none of an XForm, or of what cannot be read."""
    if part.file.endswith(".xml"):
        return {}
    try:
        return read_workbook(draft.folder.read(part.file))
    except UnreadableWorkbookError:
        return {}


def _untranslated(form: Form, at: At) -> Iterator[Finding]:
    """Yield, for each language of a form, how many texts come from another one."""
    missing: dict[str, list[str]] = {}
    for language, name in form.texts.missing():
        missing.setdefault(language, []).append(name)
    for language, names in missing.items():
        params = {"count": len(names), "found": language, "first": ", ".join(names[:FEW])}
        yield Finding(at, "LC145", params)


def _sent(form: str, part: FormPart, draft: Draft, at: At) -> Iterator[Finding]:
    """Yield the roles that fill in the form and may not write what it writes."""
    for name in part.writes:
        dataset = draft.dataset(name)
        if dataset is None:
            continue
        writing = {
            role
            for role, rule in dataset.access.items()
            if rule.create or rule.propose or rule.update
        }
        for role in part.for_:
            if not writing & {role, "anyone"}:
                params = {"found": form, "role": role, "dataset": name}
                yield Finding(at, "LC144", params)
