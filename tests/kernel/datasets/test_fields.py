from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel.datasets.errors import DataProblem, InvalidRecord, Refused
from lieucommun.kernel.datasets.fields import TYPES, Field
from lieucommun.kernel.datasets.fields.numbers import number_key
from lieucommun.kernel.datasets.fields.places import METRES_PER_DEGREE, blurred, distance_km
from lieucommun.kernel.datasets.schema import build, build_field
from lieucommun.kernel.datasets.validation import read_data

CHOICES = {"a": {"fr": "Abri d’été", "en": "Shelter"}, "b": "Bus"}


def field(kind: str, **options: Any) -> Field:
    return build_field("f", {"type": kind, **options}, languages=("fr", "en"))


ACCEPTED = [
    ("text", "  deux\n mots ", {}, "deux mots"),
    ("text", "e\u0301", {}, "é"),
    ("text", 12, {}, "12"),
    ("longtext", "a\r\nb", {}, "a\nb"),
    ("text", {"fr": "Eau", "en": " "}, {"translated": True}, {"fr": "Eau"}),
    ("text", "Eau", {"translated": True}, {"fr": "Eau"}),
    ("integer", "1 234", {}, 1234),
    ("integer", "\u2212 7", {}, -7),
    ("integer", 3.0, {}, 3),
    ("decimal", "1\u202f234,50", {}, "1234.5"),
    ("text", "Territoires  100\u00a0%\ninclusifs", {}, "Territoires 100\u00a0% inclusifs"),
    ("decimal", "-0", {}, "0"),
    ("decimal", "1e3", {}, "1000"),
    ("money", "12,5 €", {}, "12.50"),
    ("money", "-3", {}, "-3.00"),
    ("date", "23/11/2026", {}, "2026-11-23"),
    ("date", "2026-11-23", {}, "2026-11-23"),
    ("time", "14h30", {}, "14:30"),
    ("time", "14:30:05", {}, "14:30:05"),
    ("datetime", "2026-07-01 12:00", {}, "2026-07-01T10:00:00Z"),
    ("datetime", "2026-07-01T12:00:00+00:00", {}, "2026-07-01T12:00:00Z"),
    ("year", "1971", {}, 1971),
    ("boolean", "Oui", {}, True),
    ("boolean", "faux", {}, False),
    ("choice", "a", {"choices": CHOICES}, "a"),
    ("choice", "ABRI D'ETE", {"choices": CHOICES}, "a"),
    ("choices", "a|b|a", {"choices": CHOICES}, ["a", "b"]),
    ("choices", "b a", {"choices": CHOICES}, ["b", "a"]),
    ("choices", ["Shelter"], {"choices": CHOICES}, ["a"]),
    ("territory", "42218", {"level": "commune"}, "commune:42218"),
    ("territory", "1004", {"level": "commune"}, "commune:01004"),
    ("territory", "departement:2A", {}, "departement:2A"),
    ("point", "45.43, 4.39", {}, {"lat": 45.43, "lon": 4.39}),
    ("point", "45.43 4.39 0 5", {}, {"lat": 45.43, "lon": 4.39}),
    ("point", {"type": "Point", "coordinates": [4.39, 45.43]}, {}, {"lat": 45.43, "lon": 4.39}),
    (
        "area",
        "45 4 0 0; 45 5 0 0; 46 5 0 0",
        {},
        {"type": "Polygon", "coordinates": [[[4, 45], [5, 45], [5, 46], [4, 45]]]},
    ),
    ("phone", "04 77 00 00 00", {}, "+33477000000"),
    ("email", "Contact@EXAMPLE.org", {}, "Contact@example.org"),
    ("url", "https://example.org/a?b=c", {}, "https://example.org/a?b=c"),
    ("siren", "552 100 554", {}, "552100554"),
    ("siret", "732 829 320 00074", {}, "73282932000074"),
    ("hours", "Mo-Fr 09:00-12:00,14:00-17:00", {}, "Mo-Fr 09:00-12:00,14:00-17:00"),
    ("file", "images/photo.jpg", {}, "images/photo.jpg"),
    ("reference", "lab-zero", {}, "lab-zero"),
    (
        "list",
        [{"t": "Deux", "j": "non"}],
        {"of": {"t": {"type": "text"}, "j": {"type": "boolean"}}},
        [{"t": "Deux", "j": False}],
    ),
]
REFUSED = [
    ("text", {"fr": "x"}, {}, "text"),
    ("text", True, {}, "text"),
    ("text", "a\x00b", {}, "control"),
    ("text", "\ud800", {}, "control"),
    ("text", "abc", {"max": 2}, "long"),
    ("text", "abc", {"min": 4}, "short"),
    ("text", "x" * 2001, {}, "long"),
    ("text", {"de": "Wasser"}, {"translated": True}, "translated"),
    ("integer", "1,5", {}, "integer"),
    ("integer", "douze", {}, "integer"),
    ("integer", "nan", {}, "integer"),
    ("integer", "9" * 400, {}, "integer"),
    ("integer", 3, {"min": 4}, "min"),
    ("decimal", "inf", {}, "number"),
    ("decimal", "1e-99", {}, "number"),
    ("decimal", 3, {"max": 2.5}, "max"),
    ("money", "1,234", {}, "cents"),
    ("date", "31/02/2026", {}, "date"),
    ("date", "2026-1-1", {}, "date"),
    ("date", "2019-12-31", {"min": "2020-01-01"}, "min"),
    ("time", "25:00", {}, "time"),
    ("datetime", "2026-11-23", {}, "datetime"),
    ("datetime", "0001-01-01T00:00:00+14:00", {}, "datetime"),
    ("year", "26", {}, "year"),
    ("year", "²³²³", {}, "year"),
    ("boolean", "peut-être", {}, "boolean"),
    ("choice", "c", {"choices": CHOICES}, "choice"),
    ("choices", ["a", "b"], {"choices": CHOICES, "max": 1}, "many"),
    ("choices", "a", {"choices": CHOICES, "min": 2}, "few"),
    ("territory", "99999", {"level": "commune"}, "territory"),
    ("point", "91, 0", {}, "point"),
    ("point", "nan, 0", {}, "point"),
    ("point", [4.39, 45.43], {}, "point"),
    ("area", "45 4; 45 5", {}, "area"),
    ("area", "{", {}, "area"),
    ("area", {"type": "Polygon", "coordinates": [["x"]]}, {}, "area"),
    ("phone", "12", {}, "phone"),
    ("email", "personne", {}, "email"),
    ("url", "javascript:alert(1)", {}, "url"),
    ("url", "http://[", {}, "url"),
    ("siren", "552 100 555", {}, "siren"),
    ("siret", "12345678901234", {}, "siret"),
    ("hours", "le matin", {}, "hours"),
    ("file", "../../etc/passwd", {}, "file"),
    ("file", "/etc/passwd", {}, "file"),
    ("reference", "a b", {}, "reference"),
    ("list", [{"x": 1}], {"of": {"t": {"type": "text"}}}, "list"),
    ("list", "nope", {"of": {"t": {"type": "text"}}}, "list"),
    ("list", [{}], {"of": {"t": {"type": "text", "required": True}}}, "item"),
]


@pytest.mark.parametrize(("kind", "raw", "options", "value"), ACCEPTED)
def test_accepts(kind: str, raw: object, options: dict[str, Any], value: Any) -> None:
    known = field(kind, **options)
    found = known.read(raw)
    assert found == value
    assert known.read(found) == value
    assert known.text(found, "en") != ""
    assert isinstance(known.sort_key(found), str)


@pytest.mark.parametrize(("kind", "raw", "options", "code"), REFUSED)
def test_refuses(kind: str, raw: object, options: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        field(kind, **options).read(raw)
    assert refused.value.code == code
    assert refused.value.about("f").message != ""


@pytest.mark.parametrize("kind", sorted(TYPES))
@pytest.mark.parametrize("raw", [None, "", "  ", [], {}])
def test_no_answer_is_no_answer_for_every_type(kind: str, raw: object) -> None:
    assert field(kind).read(raw) is None


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(st.sampled_from(sorted(TYPES)), anything)
def test_any_value_is_read_or_refused(kind: str, raw: object) -> None:
    known = field(kind, choices=CHOICES, of={"lat": {"type": "text"}})
    value, problem = _answer(known, raw)
    assert problem is None or problem.message != ""
    assert value is None or known.read(value) == value


def _answer(known: Field, raw: object) -> tuple[Any, DataProblem | None]:
    try:
        return known.read(raw), None
    except Refused as refused:
        return None, refused.about("f")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3), st.data())
def test_keys_sort_as_numbers(one: Decimal, data: st.DataObject) -> None:
    near = st.just(one) | st.decimals(allow_nan=False, allow_infinity=False)
    other = data.draw(near)
    if max(abs(one.adjusted()), abs(other.adjusted())) < 4000:
        assert (number_key(one) < number_key(other)) == (one < other)
        assert (number_key(one) == number_key(other)) == (one == other)


points = st.fixed_dictionaries({"lat": st.floats(-85, 85), "lon": st.floats(-179, 179)})


@given(points, st.sampled_from([50.0, 300.0, 5000.0]))
def test_a_blurred_point_stays_near_and_says_no_more_than_its_cell(
    point: dict[str, float], metres: float
) -> None:
    shown = blurred(point, metres)
    assert distance_km(point, shown) * 1000 <= metres * 0.8
    assert blurred(shown, metres) == shown or metres < 100
    rows = (shown["lat"] * METRES_PER_DEGREE / metres) % 1
    assert rows == pytest.approx(0.5, abs=0.01)


def test_every_problem_is_said_at_once() -> None:
    dataset = build(
        "fiches",
        {
            "fields": {
                "nom": {"type": "text", "required": True},
                "annee": {"type": "year"},
                "site": {"type": "url"},
            }
        },
        service="essai",
    )
    with pytest.raises(InvalidRecord) as invalid:
        read_data(dataset, {"annee": "hier", "site": "x", "anee": "1999"})
    found = {problem.field: problem.code for problem in invalid.value.problems}
    assert found == {"nom": "required", "annee": "year", "site": "url", "anee": "unknown"}
    assert "annee" in invalid.value.by_field()["anee"][0]
