"""What a link says, what a record holds: put in a form before it is asked, and never for good."""

import jsonschema_rs
import pytest

from lieucommun.kernel.forms.actions import drafting
from lieucommun.kernel.forms.filling import filled, started
from lieucommun.kernel.forms.prefilling import link_schema, linked
from lieucommun.kernel.people.viewer import ANYONE
from lieucommun.kernel.services.loaded import LoadedService
from tests.forms.place import hand

PATHS = {
    "nom": "/data/vous/nom",
    "naissance": "/data/vous/naissance",
    "moyen": "/data/vous/moyen",
}


def begun(service: LoadedService, **given: str) -> dict[str, str]:
    """Begin a draft from a link, and return what it holds of some questions."""
    draft = drafting.start(service, "demande", hand(), given=given)
    answers = filled(service, draft).answers
    paths = {control.names[-1]: "/" + "/".join(control.names) for control in
             linked(answers.form).values()}  # fmt: skip
    return {name: answers.value(path) for name, path in paths.items() if answers.value(path)}


def test_a_link_answers_questions_that_stay_to_be_changed(service: LoadedService) -> None:
    found = begun(service, nom="Amel", naissance="1990-02-03", besoins="freins,roue")
    kept = {"nom": "Amel", "naissance": "1990-02-03", "besoins": "freins roue"}
    assert {name: found[name] for name in kept} == kept


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("naissance", "2999-01-01"),
        ("naissance", "hier"),
        ("besoins", "freins,fusee"),
        ("moyen", "pigeon"),
        ("nom", "x" * 3_000),
        ("age", "12"),
        ("lang", "en"),
        ("prenom", "Lina"),
        ("photo", "attachment:x"),
    ],
)
def test_what_is_no_answer_is_left_to_be_asked(
    service: LoadedService, name: str, value: str
) -> None:
    assert begun(service, **{name: value}) == begun(service)


def test_a_schema_tells_what_a_link_may_answer(service: LoadedService) -> None:
    answers, found = started(service, "demande", ANYONE)
    told = link_schema(found.form, answers, "fr", "Faire réparer un vélo")
    jsonschema_rs.meta.validate(told)
    properties = told["properties"]
    assert properties["nom"] == {"title": "Comment vous appelez-vous ?", "type": "string"}
    assert properties["naissance"]["format"] == "date"
    assert "freins" in properties["besoins"]["items"]["enum"]
    assert {"prenom", "photo", "age", "vous"} & set(properties) == set()
    check = jsonschema_rs.validator_for(told)
    assert check.is_valid({"nom": "Amel", "besoins": ["freins"]})
    assert not check.is_valid({"besoins": ["fusee"]})
    english = link_schema(found.form, answers, "en", "")
    assert english["properties"]["nom"]["title"] == "What is your name?"
