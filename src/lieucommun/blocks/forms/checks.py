"""What a page that asks a form needs: a form that compiles, and questions that screens can ask."""

from collections.abc import Iterator

from lieucommun.engines.xforms import Form
from lieucommun.kernel.forms.compiling import UnreadForm, compiled_file
from lieucommun.kernel.forms.questions import unsupported
from lieucommun.kernel.services.findings import Draft, Finding
from lieucommun.kernel.services.manifest import Form as FormPart

from .settings import FormsSettings

#: Texts that a warning names.
FEW = 3


def asked(page: FormsSettings, draft: Draft) -> Iterator[Finding]:
    """Yield what keeps the form of a page from being asked or sent."""
    part = draft.manifest.forms.get(page.form)
    if part is None or not draft.folder.exists(part.file):
        return  # said already, where the form is named
    yield from _sent(page, part, draft)
    try:
        form = compiled_file(draft.folder, part.file).form
    except UnreadForm as unread:
        yield Finding(("form",), "LC142", {"found": part.file, "detail": str(unread)})
        return
    for each in unsupported(form):
        params = {"found": each.name, "type": each.found}
        yield Finding(("form",), "LC143", params)
    yield from _untranslated(form)


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
