"""What a page that asks a form needs: a form that compiles, and questions that screens can ask."""

from collections.abc import Iterator

from lieucommun.engines.xforms import Form
from lieucommun.kernel.forms.compiling import UnreadForm, compiled_file
from lieucommun.kernel.forms.pointing import cell_of, pointed
from lieucommun.kernel.forms.questions import unsupported
from lieucommun.kernel.services.findings import Draft, Finding
from lieucommun.kernel.services.manifest import Form as FormPart
from lieucommun.kernel.services.workbooks import Sheet, UnreadableWorkbookError, read_workbook

from .settings import FormsSettings

#: Texts that a warning names.
FEW = 3


def asked(page: FormsSettings, draft: Draft) -> Iterator[Finding]:
    """Yield what keeps the form of a page from being asked or sent."""
    part = draft.manifest.forms.get(page.form)
    if part is None or not draft.folder.exists(part.file):
        return  # said already, where the form is named
    yield from _sent(page, part, draft)
    sheets = _sheets(part, draft)
    try:
        form = compiled_file(draft.folder, part.file).form
    except UnreadForm as unread:
        told = pointed(str(unread).removeprefix(f"{part.file}: "), sheets)
        params = {"found": part.file, "detail": told.words}
        yield Finding(("form",), "LC142", params, file=part.file, cell=told.cell)
        return
    for each in unsupported(form):
        cell = cell_of(each.name, "appearance" if each.of_appearance else "type", sheets)
        params = {"found": each.name, "type": each.found}
        yield Finding(("form",), "LC143", params, file=part.file, cell=cell)
    yield from _untranslated(form)


def _sheets(part: FormPart, draft: Draft) -> dict[str, Sheet]:
    """Return the sheets of a workbook; none of an XForm, or of what cannot be read."""
    if part.file.endswith(".xml"):
        return {}
    try:
        return read_workbook(draft.folder.read(part.file))
    except UnreadableWorkbookError:
        return {}


def _untranslated(form: Form) -> Iterator[Finding]:
    """Yield, for each language of a form, how many texts come from another one."""
    missing: dict[str, list[str]] = {}
    for language, name in form.texts.missing():
        missing.setdefault(language, []).append(name)
    for language, names in missing.items():
        params = {"count": len(names), "found": language, "first": ", ".join(names[:FEW])}
        yield Finding(("form",), "LC145", params)


def _sent(page: FormsSettings, part: FormPart, draft: Draft) -> Iterator[Finding]:
    """Yield the roles that fill in the form and may not create what it writes."""
    for name in part.writes:
        dataset = draft.dataset(name)
        if dataset is None:
            continue
        creating = {role for role, rule in dataset.access.items() if rule.create or rule.propose}
        for role in part.for_:
            if not creating & {role, "anyone"}:
                params = {"found": page.form, "role": role, "dataset": name}
                yield Finding(("form",), "LC144", params)
