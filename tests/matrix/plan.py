"""Every request of the matrix: routes found by walking the URLs, filled with all there is."""

from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import URLPattern

from lieucommun.kernel.services.blocks import installed
from lieucommun.kernel.services.registry import open_service
from tests.matrix.asking import Ask
from tests.matrix.attachments import asks_of_files
from tests.matrix.cabinet import PEOPLE, Cabinet
from tests.matrix.expected import Expected, Page
from tests.matrix.oracle import Someone
from tests.matrix.programs import asks_of_programs, operations
from tests.routes import Route, routes

#: Served through their blocks, below.
SERVED = {"service-home", "service-page"}
FORMATS = ("json", "csv", "xlsx", "ods", "geojson", "points")
#: Lists whose datasets are searched, field by field: one for each dataset is enough.
ASKED = {"lieux/brut", "brut", "annuaire"}
SEARCHED = ("nom", "titre", "surnom", "secret", "note", "demande", "interne")
#: Who asks the search over everything, where nobody finds more than anyone.
SEARCHERS = {"anyone", "nobody", "all", "north"}
#: Exports that give every field that one may read; the others give some.
WHOLE = {"json", "csv", "xlsx", "ods"}
#: Routes that only take what is sent to them: asked for, they show no page of their own.
SENT = {"keep", "together"}


def asks(cabinet: Cabinet) -> Iterator[Ask]:
    """Yield every request, by person."""
    for who in PEOPLE:
        yield from _of_the_place(cabinet, who)
        for page in _pages(cabinet):
            expected = Expected(cabinet, who, page)
            yield from _of_a_page(expected)
            if page.block == "directory":
                yield from _exports(expected)
                yield from _facets(expected)
                yield from _orders(expected)
            if page.path in ASKED:
                yield from _searches(expected)
                yield from _nearness(expected)
            if page.block == "cases":
                yield from _moves(expected)
        yield from _search_everywhere(cabinet, who)
        yield from asks_of_programs(cabinet, who)
        yield from asks_of_files(cabinet, who)


def every_route() -> set[str]:
    """Return the routes that the matrix must reach: the place's, then each block's."""
    of_blocks = {f"{name}:{pattern.name}" for name in _used_blocks() for pattern in _patterns(name)}
    return {route.name for route in routes()} | of_blocks | operations()


# -- routes of the place -------------------------------------------------------------------


def _of_the_place(cabinet: Cabinet, who: Someone) -> Iterator[Ask]:
    for route in routes():
        if route.name in SERVED:
            continue
        for values in _fillings(cabinet, route):
            address = route.filled(values)
            yield Ask(who, "place", route.name, address, tuple(values.values()))


def _fillings(cabinet: Cabinet, route: Route) -> Iterator[dict[str, str]]:
    """Yield values for the parts of a route: both services, every record, every file."""
    services = list(cabinet.manifests) if "slug" in route.parts else [""]
    for slug in services:
        pools = [
            [(name, value) for value in _pool(cabinet, slug, name, kind)]
            for name, kind in route.parts.items()
        ]
        for chosen in product(*pools):
            yield dict(chosen)


def _pool(cabinet: Cabinet, slug: str, name: str, kind: str) -> list[str]:
    if name == "slug":
        return [slug]
    if kind == "UUIDConverter":
        return [*cabinet.uuids.values(), *(str(one.uuid) for one in cabinet.persons.values())]
    if kind == "PathConverter" and slug:
        return sorted(open_service(slug).folder.files())
    if kind == "IntConverter":
        return ["1"]
    return ["sources" if name == "name" else "lieux"]


# -- pages of services ---------------------------------------------------------------------


def _pages(cabinet: Cabinet) -> Iterator[Page]:
    for manifest in cabinet.manifests.values():
        for words in manifest.pages:
            yield Page(manifest, words)


def _used_blocks() -> set[str]:
    return {"pages", "directory", "labs", "cases", "observatory"}


def _patterns(block: str) -> list[URLPattern]:
    module: Any = __import__(installed()[block].urlconf, fromlist=["urlpatterns"])
    return list(module.urlpatterns)


def _of_a_page(expected: Expected) -> Iterator[Ask]:
    page, who = expected.page, expected.who
    block = page.block if page.block in installed() else ""
    if not block:
        yield Ask(who, "page", "service-page", page.address)
        return
    yield Ask(who, "page", "service-home" if not page.path else "service-page", page.address)
    for pattern in _patterns(block):
        route = f"{block}:{pattern.name}"
        for address, echoed, record, by_code in _filled(expected, str(pattern.pattern)):
            check = _check(expected, pattern, record, by_code=by_code)
            yield Ask(who, "page", route, address, echoed, check)
        if pattern.name == "index":
            for query in ("lang=en", "lang=ar", "view=map", "easy=1"):
                yield Ask(who, "page", route, f"{page.address}?{query}")


def _check(expected: Expected, pattern: URLPattern, record: Any, *, by_code: bool) -> Any:
    """Return what a route of a block is expected to answer, None where nothing is said."""
    if pattern.name in SENT:
        return None
    if pattern.name == "sheet" and record is not None:
        return expected.sheet(record, by_code=by_code)
    if pattern.name == "new":
        return expected.form()
    return None if pattern.pattern.converters else expected.opened()


def _filled(expected: Expected, pattern: str) -> Iterator[tuple[str, tuple[str, ...], Any, bool]]:
    """Yield addresses of a block's route: by the key, then the uuid, of every record."""
    base = expected.page.address
    if "<" not in pattern:
        yield base + pattern, (), None, False
        return
    pattern = pattern.replace("<int:version>", "1").replace("<str:transition>", "publier")
    for record in expected.records:
        uuid = expected.cabinet.uuids.get(record.code, "")
        for key, by_code in ((record.code, True), (uuid, False)):
            if key:
                address = base + pattern.replace("<str:key>", quote(key))
                yield address, (key,), record, by_code


# -- outputs -------------------------------------------------------------------------------


def _exports(expected: Expected) -> Iterator[Ask]:
    address, who = expected.page.address, expected.who
    for kind, language in product(FORMATS, ("fr", "en")):
        check = expected.told_exactly() if kind in WHOLE else expected.opened()
        asked = f"{address}?format={kind}&lang={language}"
        yield Ask(who, "export", "directory:index", asked, check=check)
    yield Ask(who, "feed", "directory:feed", f"{address}feed/", check=expected.opened())


def _searches(expected: Expected) -> Iterator[Ask]:
    spec = expected.spec
    searched = [name for name, field in spec["fields"].items() if field.get("search")]
    for record, name in product(expected.records, searched):
        word = str(record.values.get(name, ""))
        if word:
            check = expected.keys([one for one in [record] if expected.shows(one, name)])
            yield _json(expected, "search", {"q": word}, check, word)


def _facets(expected: Expected) -> Iterator[Ask]:
    for name in expected.page.words.get("facets", ()):
        counted = expected.counted(name)
        check = expected.facet(name, counted)
        yield _json(expected, "facet", {}, check)
        values = {text for one in expected.records for text in expected.texts(one, name)}
        for value in sorted(values - {"None", "commune:None"}):
            kept = [
                one
                for one in expected.records
                if expected.shows(one, name) and value in expected.texts(one, name)
            ]
            yield _json(expected, "facet", {name: value}, expected.keys(kept), value)


def _orders(expected: Expected) -> Iterator[Ask]:
    for name, sign in product(expected.page.words.get("sort", ()), ("", "-")):
        check = expected.ordered(name, descending=bool(sign))
        yield _json(expected, "order", {"sort": f"{sign}{name}"}, check)


def _nearness(expected: Expected) -> Iterator[Ask]:
    for record in expected.records:
        place = record.values.get("position")
        if place:
            near = f"{place['lat']},{place['lon']}"
            check = expected.near(record)
            asked = {"near": near, "km": "0.05"}
            yield _json(expected, "near", asked, check, str(place["lat"]))


def _json(expected: Expected, output: str, asked: dict[str, str], check: Any, *echoed: str) -> Ask:
    address = f"{expected.page.address}?{urlencode({**asked, 'format': 'json'})}"
    return Ask(expected.who, output, "directory:index", address, echoed, check)


def _moves(expected: Expected) -> Iterator[Ask]:
    for record, transition in product(expected.records, expected.spec["workflow"]["transitions"]):
        address = f"{expected.page.address}{quote(record.code)}/do/{transition}/"
        check = expected.moved(record, transition)
        echoed = (record.code,)
        yield Ask(expected.who, "act", "cases:step", address, echoed, check, {"version": "1"})


def _search_everywhere(cabinet: Cabinet, who: Someone) -> Iterator[Ask]:
    for record, name in product(cabinet.records, SEARCHED if who.name in SEARCHERS else ()):
        word = record.values.get(name)
        if isinstance(word, str):
            yield Ask(who, "search", "search", f"/search/?q={word}", (word,))
