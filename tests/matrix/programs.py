"""The API under the matrix: every address that reads, as everyone, for every dataset and record."""

from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import quote

from lieucommun.web.api.document import of_place
from tests.matrix.asking import Ask, Check
from tests.matrix.cabinet import Cabinet
from tests.matrix.canaries import found_in
from tests.matrix.expected import Expected, Page
from tests.matrix.oracle import Kept, Someone

REFUSED = {401, 403, 404}
FORMATS = ("csv", "xlsx", "ods", "json", "geojson")
WHOLE = {"csv", "xlsx", "ods", "json"}


def operations() -> set[str]:
    """Return the operations of the API that read, as its own description names them."""
    described = of_place()["paths"].values()
    return {f"api:{ways['get']['operationId']}" for ways in described if "get" in ways}


def asks_of_programs(cabinet: Cabinet, who: Someone) -> Iterator[Ask]:
    """Yield what a program would ask, with the session of someone."""
    yield Ask(who, "api", "api:services", "/api/services")
    yield Ask(who, "api", "api:openapi", "/api/openapi.json")
    for manifest in cabinet.manifests.values():
        base = f"/api/services/{manifest.slug}"
        yield Ask(who, "api", "api:service", base)
        yield Ask(who, "api", "api:service-openapi", f"{base}/openapi.json")
        yield Ask(who, "api", "api:datasets", f"{base}/datasets")
        for name in manifest.words["datasets"]:
            page = Page(manifest, {"path": "", "block": "api", "dataset": name})
            expected = Expected(cabinet, who, page)
            yield from _of_a_dataset(expected, f"{base}/datasets/{name}")


def _of_a_dataset(expected: Expected, base: str) -> Iterator[Ask]:
    who, spec = expected.who, expected.spec
    yield Ask(who, "api", "api:dataset", base)
    yield Ask(
        who, "api", "api:records", f"{base}/records?size=200", check=_told(expected, files=False)
    )
    yield Ask(who, "api", "api:facets", f"{base}/facets")
    yield Ask(who, "api", "api:aggregates", f"{base}/aggregates")
    for kind in FORMATS:
        check = _told(expected) if kind in WHOLE else None
        yield Ask(who, "export", "api:export", f"{base}/records.{kind}", check=check)
    for record in expected.records:
        yield from _of_a_record(expected, base, record)
    searched = [name for name, field in spec["fields"].items() if field.get("search")]
    for record, name in product(expected.records, searched):
        word = str(record.values.get(name, ""))
        if word:
            asked, check = f"{base}/records?q={word}", _found(expected, record, name)
            yield Ask(who, "search", "api:records", asked, (word,), check)


def _of_a_record(expected: Expected, base: str, record: Kept) -> Iterator[Ask]:
    uuid = expected.cabinet.uuids.get(record.code, "")
    for key, by_code in ((record.code, True), (uuid, False)):
        if key:
            check = _there(expected, record, by_code=by_code)
            address = f"{base}/records/{quote(key)}"
            yield Ask(expected.who, "api", "api:record", address, (key,), check)
    if uuid:
        address = f"{base}/records/{uuid}/history"
        check = _there(expected, record, by_code=False)
        yield Ask(expected.who, "api", "api:history", address, (uuid,), check)


def _told(expected: Expected, *, files: bool = True) -> Check:
    """Everything that may be read is told; who may read nothing may be refused.

    Without `files`, what they are called is told elsewhere.
    """
    sent = expected.cabinet.files
    apart = set() if files else {record.canaries[name] for record, name, _ in sent}

    def check(status: int, text: str, _answer: Any) -> list[str]:
        if status in REFUSED and not expected.marks:
            return []
        missing = expected.marks - found_in(text) - apart
        return [f"{status}, does not tell {sorted(missing)}"] if missing else []

    return check


def _there(expected: Expected, record: Kept, *, by_code: bool) -> Check:
    sight = expected.sights[record.code]
    found = sight is not None and (not by_code or "code" in sight)

    def check(status: int, _text: str, _answer: Any) -> list[str]:
        agrees = status == 200 if found else status in REFUSED
        return [] if agrees else [f"{status}, expected {'200' if found else '404'}"]

    return check


def _found(expected: Expected, record: Kept, name: str) -> Check:
    shown = expected.shows(record, name)

    def check(status: int, _text: str, answer: Any) -> list[str]:
        if status in REFUSED:
            return [] if not shown else [f"{status}, expected one record"]
        number = len(answer.json()["items"])
        return [] if number == int(shown) else [f"finds {number}, expected {int(shown)}"]

    return check
