"""Exports as answers of the place: streamed, in the language of the visit."""

from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse
from django.utils.translation import get_language, override

from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.datasets.schema import Dataset

from .writers import WRITERS


def streamed(
    kind: str, dataset: Dataset, records: Iterable[RecordView], language: str
) -> StreamingHttpResponse:
    """Answer with records as a file of one of WRITERS; a map is shown, the others are saved."""
    writer = WRITERS[kind]
    parts = spoken(writer.write(dataset, records, language))
    answer = StreamingHttpResponse(parts, content_type=writer.content_type)
    where = "inline" if kind == "geojson" else "attachment"
    name = f"{dataset.service}-{dataset.name}.{kind}"
    answer["Content-Disposition"] = f'{where}; filename="{name}"'
    return answer


def spoken(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Make each part in the language of the visit, which is over when an answer is streamed."""
    return _each(parts, get_language() or "")


def _each(parts: Iterator[bytes], language: str) -> Iterator[bytes]:
    while True:
        with override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part
