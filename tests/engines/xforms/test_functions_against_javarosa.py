"""The documented cases of functions, in JavaRosa: the same, but where a reason is listed."""

from collections.abc import Iterator

import pytest

from tests.requirements import require

from .cases import HERE, Case, agree, cases
from .javarosa import JavaRosa
from .sheets import listed, xform

DEPARTURES = cases("departures.txt")
DOCUMENT = (HERE / "functions.xml").read_text("utf-8")
TOWNS = [
    {"name": "stras", "label": "Strasbourg", "dep": "67"},
    {"name": "colmar", "label": "Colmar", "dep": "68"},
    {"name": "sel", "label": "Sélestat", "dep": "67"},
]
MODEL = (
    listed("towns", *TOWNS)
    + '<itext><translation lang="fr" default="true()"><text id="hello"><value>Bonjour</value>'
    '</text></translation></itext><bind nodeset="/data/born" type="date"/>'
    '<bind nodeset="/data/seen" type="dateTime"/>'
)
BODY = (
    '<select1 ref="/data/town"><label>t</label><itemset nodeset="instance(\'towns\')/root/item">'
    '<value ref="name"/><label ref="label"/></itemset></select1>'
    '<group ref="/data/child"><repeat nodeset="/data/child">'
    '<input ref="/data/child/first"><label>f</label></input></repeat></group>'
)


@pytest.fixture(scope="module")
def javarosa() -> Iterator[JavaRosa]:
    require("java")
    answers = DOCUMENT[DOCUMENT.index("<name") : DOCUMENT.index("<instance")]
    with JavaRosa() as found:
        assert found.asked(act="open", xml=xform(answers, MODEL, BODY).decode()) == {}
        yield found


def _value(javarosa: JavaRosa, case: Case) -> object:
    """Return what JavaRosa gives; where one text is meant, its node-sets are their first node."""
    told = javarosa.asked(act="ask", expression=case.expression, context=case.context)
    if "error" in told:
        return "refused"
    found = told["value"]
    if isinstance(found, list) and not case.told.startswith("["):
        return found[0] if found else ""
    return found


def _key(case: Case) -> tuple[str, str]:
    return case.context, case.expression


def test_functions_give_what_javarosa_gives_but_where_a_reason_is_listed(
    javarosa: JavaRosa,
) -> None:
    apart = {_key(case) for case in DEPARTURES}
    other = {_key(case): _value(javarosa, case) for case in cases()}
    differ = {
        _key(case): other[_key(case)] for case in cases() if not agree(other[_key(case)], case)
    }
    assert {key: found for key, found in differ.items() if key not in apart} == {}
    assert apart - set(differ) == set()


def test_where_javarosa_departs_it_gives_what_is_listed(javarosa: JavaRosa) -> None:
    given = [(case, _value(javarosa, case)) for case in DEPARTURES if case.told != '"…"']
    assert [(*_key(case), found) for case, found in given if not agree(found, case)] == []
