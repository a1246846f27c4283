"""For random manifests, viewers and records, every read agrees with the oracle."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from lieucommun.kernel.datasets.exchange.writers import WRITERS
from lieucommun.kernel.datasets.fields.places import blurred, distance_km
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.queries import RecordQuery, query
from lieucommun.kernel.datasets.records import Page, UnknownRecord
from lieucommun.kernel.datasets.schema import Dataset, build
from lieucommun.kernel.datasets.writing import SYSTEM, add
from lieucommun.kernel.people.models import Organisation, Person
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.models import Service
from tests.kernel.datasets import oracle
from tests.kernel.datasets.strategies import ORGANISATIONS, WORDS, manifests, samples, viewers

pytestmark = pytest.mark.django_db


@dataclass
class World:
    people: list[int]
    organisations: dict[str, int]


@dataclass
class Case:
    """A dataset with records, a viewer, and what the oracle says the viewer sees of each."""

    dataset: Dataset
    viewer: Viewer
    known: list[oracle.Sample]
    rows: list[Record]
    sights: list[dict[str, float] | None]

    @property
    def query(self) -> RecordQuery:
        return query(self.dataset, self.viewer)

    @property
    def readable(self) -> list[int]:
        return [rank for rank, sight in enumerate(self.sights) if sight is not None]

    def value(self, rank: int, name: str) -> Any:
        """The value of a field that counts: shown, and as it is."""
        sight = self.sights[rank]
        shown = sight is not None and sight.get(name) == 0
        return self.known[rank].data.get(name) if shown else None

    def data(self, rank: int) -> dict[str, Any]:
        found = {}
        for name, width in (self.sights[rank] or {}).items():
            value = self.known[rank].data.get(name)
            if value is not None:
                found[name] = blurred(value, width) if width else value
        return found

    def uuids(self, ranks: list[int]) -> list[uuid.UUID]:
        return [self.rows[rank].uuid for rank in ranks]


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - opens the database
    people = [
        Person.objects.create_user(f"{name}@example.org", name=name).pk
        for name in ("amel", "karim")
    ]
    organisations = {
        slug: Organisation.objects.create(slug=slug, name=slug).pk
        for slug in ORGANISATIONS.values()
    }
    return World(people, organisations)


def draw_case(data: st.DataObject, world: World) -> Case:
    spec = data.draw(manifests())
    viewer = data.draw(viewers(world.people, world.organisations))
    known = data.draw(samples(world.people, world.organisations, workflow="workflow" in spec))
    slug = f"s{uuid.uuid4().hex[:12]}"
    service = Service.objects.create(slug=slug)
    dataset = build("fiches", spec, service=slug, service_id=service.pk)
    rows = [_row(dataset, each) for each in known]
    add(dataset, rows, SYSTEM)
    sights = [oracle.seen(spec, viewer, each) for each in known]
    return Case(dataset, viewer, known, rows, sights)


def _row(dataset: Dataset, sample: oracle.Sample) -> Record:
    return Record(
        service_id=dataset.service_id,
        dataset=dataset.name,
        state=sample.state,
        organisation_id=sample.organisation,
        owner_id=sample.owner,
        data=sample.data,
        created_at=timezone.now(),
        updated_at=timezone.now(),
    )


def uuids(page: Page) -> list[uuid.UUID]:
    return [record.uuid for record in page]


def everything(pages: list[list[uuid.UUID]]) -> list[uuid.UUID]:
    return [each for page in pages for each in page]


def forward(found: RecordQuery, size: int) -> list[list[uuid.UUID]]:
    """Read every page to the end, then back to the start: the same pages."""
    pages = [found.page(size)]
    while pages[-1].next:
        pages.append(found.page(size, pages[-1].next))
    back = [pages[-1]]
    while back[0].previous:
        back.insert(0, found.page(size, back[0].previous))
    assert [uuids(page) for page in back] == [uuids(page) for page in pages]
    return [uuids(page) for page in pages]


@settings(max_examples=70)
@given(st.data())
def test_lists_and_sheets(world: World, data: st.DataObject) -> None:
    case = draw_case(data, world)
    assert uuids(case.query.page(100)) == case.uuids(case.readable)
    assert case.query.count() == len(case.readable)
    assert everything(forward(case.query, 2)) == case.uuids(case.readable)
    for rank, row in enumerate(case.rows):
        if rank not in case.readable:
            with pytest.raises(UnknownRecord):
                case.query.get(row.uuid)
            continue
        record = case.query.get(row.uuid)
        assert dict(record.data) == case.data(rank)
        assert record.key == (case.value(rank, "code") or "")
        assert str(case.value(rank, "nom") or "") in record.label("fr")
        assert [dict(each.data) for each in case.query.history(row.uuid)] in ([], [case.data(rank)])
        if key := case.known[rank].data.get("code"):
            visible = case.value(rank, "code") is not None
            assert _one(case.query, key) == (row.uuid if visible else None)


def _one(found: RecordQuery, key: str) -> uuid.UUID | None:
    try:
        return found.one(key).uuid
    except UnknownRecord:
        return None


@settings(max_examples=70)
@given(st.data())
def test_filters_and_facets(world: World, data: st.DataObject) -> None:
    case = draw_case(data, world)
    wanted = {
        "genre": data.draw(st.sampled_from([(), ("a",), ("a", "b")])),
        "themes": data.draw(st.sampled_from([(), ("x",), ("y", "z")])),
        "annee": data.draw(st.sampled_from([(), ("1991",)])),
        "cout": data.draw(st.sampled_from([(), ("1.00", "2")])),
        "nom": data.draw(st.sampled_from([(), (), WORDS[:2]])),
    }
    used = data.draw(st.sets(st.sampled_from(sorted(wanted)), max_size=2))
    wanted = {name: values for name, values in wanted.items() if name in used}
    found = case.query
    for name, values in wanted.items():
        found = found.filter(name, *values)
    kept = [rank for rank in case.readable if _matches(case, rank, wanted)]
    assert uuids(found.page(100)) == case.uuids(kept)
    assert found.count() == len(kept)
    facets = found.facets("genre", "themes", "annee", "partage")
    for name, counted in facets.items():
        others = {each: values for each, values in wanted.items() if each != name}
        told = [
            term
            for rank in case.readable
            if _matches(case, rank, others)
            for term in _terms(case.value(rank, name))
        ]
        assert {each.value: each.count for each in counted} == {
            term: told.count(term) for term in told
        }


def _terms(value: Any) -> list[str]:
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    return [str(each).lower() if isinstance(each, bool) else str(each) for each in values]


def _matches(case: Case, rank: int, wanted: dict[str, tuple[str, ...]]) -> bool:
    for name, values in wanted.items():
        if name == "cout":
            values = tuple(f"{float(value):.2f}" for value in values)  # noqa: PLW2901
        if values and not set(values) & set(_terms(case.value(rank, name))):
            return False
    return True


@settings(max_examples=70)
@given(st.data())
def test_orders(world: World, data: st.DataObject) -> None:
    case = draw_case(data, world)
    name = data.draw(st.sampled_from(["nom", "annee", "cout"]))
    descending = data.draw(st.booleans())
    valued = [rank for rank in case.readable if case.value(rank, name) is not None]
    valued.sort(key=lambda rank: (_comparable(case.value(rank, name)), rank), reverse=descending)
    empty = [rank for rank in case.readable if case.value(rank, name) is None]
    expected = case.uuids(valued + (empty[::-1] if descending else empty))
    found = case.query.sort(name, descending=descending)
    assert everything(forward(found, 3)) == expected
    assert uuids(found.page(100)) == expected


def _comparable(value: Any) -> Any:
    return float(value) if str(value).replace(".", "").lstrip("-").isdigit() else value


@settings(max_examples=70)
@given(st.data())
def test_searches(world: World, data: st.DataObject) -> None:
    case = draw_case(data, world)
    words = data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True))

    def told(rank: int) -> set[str]:
        return set(" ".join(case.value(rank, name) or "" for name in ("nom", "note")).split())

    every = [rank for rank in case.readable if set(words) <= told(rank)]
    some = [rank for rank in case.readable if set(words) & told(rank)]
    expected = every or (some if len(words) > 1 else [])
    found = case.query.search(" ".join(words))
    page = found.page(100)
    assert sorted(uuids(page)) == sorted(case.uuids(expected))
    assert page.relaxed == (bool(some) and not every and len(words) > 1)
    assert sorted(everything(forward(found, 2))) == sorted(case.uuids(expected))
    assert found.count() == len(expected)


@settings(max_examples=70)
@given(st.data())
def test_places(world: World, data: st.DataObject) -> None:
    case = draw_case(data, world)
    home = {"lat": 45.15, "lon": 4.5}
    km = data.draw(st.sampled_from([5.0, 30.0, 60.0, 600.0]))
    near = [
        rank
        for rank in case.readable
        if (point := case.value(rank, "position")) and distance_km(point, home) <= km
    ]
    assert uuids(case.query.near(45.15, 4.5, km).page(100)) == case.uuids(near)
    within = [
        rank
        for rank in case.readable
        if "region:84" in oracle.HOLDERS.get(str(case.value(rank, "lieu")), ())
    ]
    assert uuids(case.query.within("region:84").page(100)) == case.uuids(within)


@settings(max_examples=70)
@given(st.data())
def test_exports(world: World, data: st.DataObject) -> None:
    case = draw_case(data, world)
    written = b"".join(WRITERS["json"].write(case.dataset, case.query.iterate(), "fr"))
    items = json.loads(written)["items"]
    assert [item["data"] for item in items] == [case.data(rank) for rank in case.readable]
    written = b"".join(WRITERS["geojson"].write(case.dataset, case.query.iterate(), "fr"))
    shapes = [feature["geometry"] for feature in json.loads(written)["features"]]
    points = [case.data(rank).get("position") for rank in case.readable]
    assert shapes == [
        point and {"type": "Point", "coordinates": [point["lon"], point["lat"]]} for point in points
    ]
