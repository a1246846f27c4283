import datetime as dt
from dataclasses import replace
from typing import Any, get_args

import pytest
from django.utils import translation

from lieucommun.design.fields import Choice, FieldSpec, FieldType
from lieucommun.design.reference.forms import failing, fields

from .drawing import draw, tree, words

CHOICES = (Choice("a", "A"), Choice("b", "B"))


def test_the_reference_shows_every_type() -> None:
    assert {spec.type for spec in fields()} == {*get_args(FieldType)} - {"hidden"}


@pytest.mark.parametrize("kind", get_args(FieldType))
def test_every_type_is_labelled_and_told_wrong(kind: FieldType) -> None:
    spec = FieldSpec("f", "Label", kind, help="Help", error="Wrong.", choices=CHOICES)
    root = tree(draw("{% field spec %}", spec=spec))
    controls = [one for tag in ("input", "select", "textarea") for one in root.iter(tag)]
    if kind == "hidden":
        assert [one.get("name") for one in controls] == ["f"]
        return
    named = {label.get("for") for label in root.iter("label")}
    assert {one.get("id") for one in controls} <= named
    assert "Label" in words(root)
    assert "Wrong." in words(root)
    told = {
        one for element in root.iter() for one in (element.get("aria-describedby") or "").split()
    }
    assert told == {"f-f-help", "f-f-error"}
    assert root.find(f".//*[@id='{spec.first_id}']") is not None


@pytest.mark.parametrize("spec", failing(), ids=lambda spec: spec.name)
def test_the_summary_leads_to_each_field(spec: FieldSpec) -> None:
    root = tree(draw("{% error_summary specs %}{% field specs.0 %}", specs=[spec]))
    link = root.find(".//div[@role='alert']//a")
    assert link is not None
    assert words(link) == " ".join(spec.error.split())
    assert root.find(f".//*[@id='{(link.get('href') or '')[1:]}']") is not None


@pytest.mark.parametrize(
    ("kind", "choices", "widget", "template"),
    [
        ("choice", 3, "", "choices"),
        ("choice", 8, "", "select"),
        ("choice", 8, "radios", "choices"),
        ("choice", 3, "select", "select"),
        ("choices", 40, "", "choices"),
        ("boolean", 0, "", "boolean"),
        ("boolean", 0, "tiles", "choices"),
        ("territory", 0, "", "suggest"),
        ("territory", 12, "", "select"),
        ("organisation", 31, "", "suggest"),
        ("datetime", 0, "", "date"),
    ],
)
def test_the_drawing_follows_the_number_of_choices(
    kind: FieldType, choices: int, widget: Any, template: str
) -> None:
    answers = tuple(Choice(str(at), str(at)) for at in range(choices))
    assert FieldSpec("f", "F", kind, choices=answers, widget=widget).template == template


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (None, ("", "", "")),
        ("1984-02-09", ("9", "2", "1984")),
        (dt.date(1984, 2, 9), ("9", "2", "1984")),
        ({"day": "31", "month": "x", "year": ""}, ("31", "x", "")),
        ("sometime", ("", "", "")),
    ],
)
def test_a_date_is_three_boxes(value: Any, parts: tuple[str, str, str]) -> None:
    root = tree(draw("{% field spec %}", spec=FieldSpec("f", "F", "date", value)))
    assert tuple(box.get("value") for box in root.iter("input")) == parts


@pytest.mark.parametrize(
    ("value", "checked"),
    [(None, []), ("", []), ("a", ["a"]), (["a", "b"], ["a", "b"]), ("other", [])],
)
def test_what_was_chosen_stays_chosen(value: Any, checked: list[str]) -> None:
    root = tree(
        draw("{% field spec %}", spec=FieldSpec("f", "F", "choices", value, choices=CHOICES))
    )
    assert [box.get("value") for box in root.iter("input") if "checked" in box.attrib] == checked


def test_only_what_may_stay_empty_is_marked() -> None:
    spec = FieldSpec("f", "F")
    with translation.override("en"):
        assert words(tree(draw("{% field spec %}", spec=spec))) == "F (optional)"
        required = tree(draw("{% field spec %}", spec=replace(spec, required=True)))
    assert words(required) == "F"
    box = required.find(".//input")
    assert box is not None
    assert "required" in box.attrib


@pytest.mark.parametrize(
    ("kind", "attributes"),
    [
        ("email", {"type": "email", "autocomplete": "email"}),
        ("phone", {"type": "tel", "autocomplete": "tel"}),
        ("integer", {"type": "text", "inputmode": "numeric"}),
        ("money", {"type": "text", "inputmode": "decimal"}),
        ("siret", {"type": "text", "inputmode": "numeric"}),
    ],
)
def test_the_keyboard_suits_the_type(kind: FieldType, attributes: dict[str, str]) -> None:
    box = tree(draw("{% field spec %}", spec=FieldSpec("f", "F", kind))).find(".//input")
    assert box is not None
    assert {name: box.get(name) for name in attributes} == attributes
