"""Forms: the workbook opens, and what its questions save has a field to go to."""

from collections.abc import Iterator

from lieucommun.kernel.services.diagnostics import Diagnostic, nearest
from lieucommun.kernel.services.findings import Draft
from lieucommun.kernel.services.manifest import Form
from lieucommun.kernel.services.workbooks import Sheet, UnreadableWorkbookError, read_workbook

from .easy import easy_cells


def workbooks(draft: Draft) -> Iterator[Diagnostic]:
    """Yield what is wrong in the workbooks of forms."""
    for name, form in draft.manifest.forms.items():
        if not draft.folder.exists(form.file) or form.file.endswith(".xml"):
            continue  # an XForm written as XML is compiled by whoever asks it
        try:
            sheets = read_workbook(draft.folder.read(form.file))
        except UnreadableWorkbookError as error:
            place = draft.place.find(("forms", name, "file"))
            yield Diagnostic(*place, "LC124", {"detail": error.words})
            continue
        yield from _questions(draft, form, sheets)
        yield from easy_cells(form.file, sheets)


def _questions(draft: Draft, form: Form, sheets: dict[str, Sheet]) -> Iterator[Diagnostic]:
    survey = sheets.get("survey")
    if survey is None or not {"type", "name"} <= set(survey.columns()):
        params = {"found": "survey: type, name"}
        yield Diagnostic(form.file, 1, 1, "LC074", params, cell="survey!A1")
        return
    target = _target(form, sheets)
    for reference, name in _entities(sheets):
        if name not in draft.manifest.datasets:
            params = {"found": name, "nearest": nearest(name, draft.manifest.datasets)}
            yield Diagnostic(form.file, 1, 1, "LC064", params, cell=f"entities!{reference}")
    for reference, saved in survey.column("save_to"):
        named, mark, rest = saved.partition("#")  # several entities: `personnes#surnom`
        name, field = (named.strip(), rest.strip()) if mark else (target, saved)
        dataset = draft.dataset(name)
        if dataset is not None and field not in dataset.fields:
            params = {"found": field, "dataset": name, "nearest": nearest(field, dataset.fields)}
            yield Diagnostic(form.file, 1, 1, "LC108", params, cell=f"survey!{reference}")


def _entities(sheets: dict[str, Sheet]) -> Iterator[tuple[str, str]]:
    sheet = sheets.get("entities")
    if sheet is not None:
        heading = "list_name" if "list_name" in sheet.columns() else "dataset"
        yield from sheet.column(heading)


def _target(form: Form, sheets: dict[str, Sheet]) -> str:
    """Return the dataset that the form writes, by its workbook or else by the manifest."""
    named = [name for _, name in _entities(sheets)]
    return next(iter((*named, *form.writes)), "")
