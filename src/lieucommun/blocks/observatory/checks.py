"""What the tables and portraits of an observatory need, said before anyone opens it."""

from collections.abc import Iterator

from pydantic import ValidationError

from lieucommun.kernel.datasets.cubes import MOMENTS, PARTS, SECRET, SINGLE
from lieucommun.kernel.services.checks.references import file_finding, unknown
from lieucommun.kernel.services.checks.walking import mentions
from lieucommun.kernel.services.findings import At, Draft, Finding

from .settings import ObservatorySettings
from .specs import TableSpec, parts
from .territories.sections import PortraitSpec

AT: At = ("charts",)


def tables(page: ObservatorySettings, draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong in the tables of a page; they stand in another file than the manifest."""
    months: set[str] = set()
    for rank, part in enumerate(parts(draft.folder, page.charts, "tables")):
        try:
            spec = TableSpec.model_validate(part, context={"language": draft.manifest.languages[0]})
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                where = ".".join(map(str, ("tables", rank, *detail["loc"])))
                yield Finding(AT, "LC032", {"expected": detail["msg"], "found": where})
            continue
        yield from _table(page, spec, draft)
        months |= {side.field for side in spec.sides if side.month}
    if len(months) > 1:
        for name in sorted(months)[1:]:
            yield Finding(AT, "LC110", {"found": name, "type": "month"})


def _table(page: ObservatorySettings, spec: TableSpec, draft: Draft) -> Iterator[Finding]:
    for side in spec.sides:
        yield from _field(page, side.field, MOMENTS if side.month else SINGLE, draft)
    for name in spec.each:
        yield from _field(page, name, PARTS, draft)


def _field(
    page: ObservatorySettings, name: str, types: frozenset[str], draft: Draft
) -> Iterator[Finding]:
    dataset = draft.dataset(page.dataset or "")
    if dataset is None:
        return
    field = dataset.fields.get(name)
    if field is None:
        yield unknown(AT, "LC062", name, dataset.fields)
    elif field.type not in types:
        yield Finding(AT, "LC110", {"found": name, "type": field.type})
    elif field.personal in SECRET:
        yield Finding(AT, "LC103", {"found": name})


def portraits(page: ObservatorySettings, draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong in the files of the portraits of a page."""
    for rank, name in enumerate(page.portraits):
        portrait = draft.manifest.portraits.get(name)
        if portrait is None or not draft.folder.exists(portrait.file):
            continue
        at: At = ("portraits", rank)
        data = draft.document(portrait.file).data
        try:
            spec = PortraitSpec.model_validate(
                data, context={"language": draft.manifest.languages[0]}
            )
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                where = ".".join(map(str, (portrait.file, *detail["loc"])))
                yield Finding(at, "LC032", {"expected": detail["msg"], "found": where})
            continue
        yield from _mentioned(spec, at, draft)


def _mentioned(spec: PortraitSpec, at: At, draft: Draft) -> Iterator[Finding]:
    """Yield the indicators and the files that sections name and that are not there."""
    for mention in mentions(spec):
        known = {"indicator": draft.manifest.indicators}.get(mention.kind)
        if mention.kind == "file" and (finding := file_finding(draft, mention.name, at)):
            yield finding
        elif known is not None and mention.name not in (*known, "population"):
            yield unknown(at, "LC076", mention.name, known)
