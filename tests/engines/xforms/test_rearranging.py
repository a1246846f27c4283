"""The rows of repeats, listed and put in another order; the whole that is kept between visits."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.engines.xforms import (
    Answers,
    Form,
    FormError,
    compile_form,
    move_row,
    repeat_asked,
    repeat_label,
    rows,
    whole,
)

NOW = dt.datetime(2026, 5, 21, 10, tzinfo=dt.UTC)
FORM = compile_form(b"""<h:html xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns="http://www.w3.org/2002/xforms" xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>T</h:title>
<model><instance><data id="t"><before/><child jr:template=""><name/><rank/></child><after/><secret/>
</data></instance><bind nodeset="/data/child/rank" calculate="position(..)"/>
<bind nodeset="/data/secret" relevant="/data/before = 'yes'"/></model></h:head><h:body>
<input ref="/data/before"/><group ref="/data/child"><repeat nodeset="/data/child">
<input ref="/data/child/name"/></repeat></group><input ref="/data/after"/></h:body></h:html>""")


def _filled(form: Form, names: list[str]) -> Answers:
    answers = form.start(now=NOW, zone=dt.UTC)
    for name in names:
        answers.set(answers.add_repeat("/data/child") + "/name", name)
    return answers


def _names(answers: Answers) -> list[str]:
    return [answers.value(f"{row}/name") for row in rows(answers, "/data/child")]


@given(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6), st.data())
def test_a_row_moved_is_where_it_was_put_and_the_others_keep_their_order(
    names: list[str], data: st.DataObject
) -> None:
    answers = _filled(FORM, names)
    start = data.draw(st.integers(1, len(names)))
    end = data.draw(st.integers(1, len(names)))
    assert move_row(answers, f"/data/child[{start}]", end) == f"/data/child[{end}]"
    expected = [*names]
    expected.insert(end - 1, expected.pop(start - 1))
    assert _names(answers) == expected
    ranks = [answers.value(f"{row}/rank") for row in rows(answers, "/data/child")]
    assert ranks == [str(rank) for rank in range(1, len(names) + 1)]


def test_the_whole_holds_what_is_not_asked_for_and_no_row_at_all() -> None:
    answers = _filled(FORM, [])
    answers.set("/data/before", "yes")
    answers.set("/data/secret", "kept")
    answers.set("/data/before", "no")
    again = FORM.load(whole(answers), now=NOW, zone=dt.UTC)
    assert (again.is_relevant("/data/secret"), again.value("/data/secret")) == (False, "kept")
    assert (rows(again, "/data/child"), b"secret" in again.to_xml()) == ([], False)


@pytest.mark.parametrize(
    ("path", "to"), [("/data/child[3]", 1), ("/data/child[1]", 0), ("/data/child[1]", 3)]
)
def test_a_row_goes_nowhere_else(path: str, to: int) -> None:
    with pytest.raises(FormError):
        move_row(_filled(FORM, ["a", "b"]), path, to)


def test_only_repeats_have_rows() -> None:
    with pytest.raises(FormError):
        rows(_filled(FORM, []), "/data/before")
    with pytest.raises(FormError):
        move_row(_filled(FORM, []), "/data/before", 1)


GATED = compile_form(b"""<h:html xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns="http://www.w3.org/2002/xforms" xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>T</h:title>
<model><instance><data id="t"><any/><child jr:template=""><name/></child></data></instance>
<bind nodeset="/data/child" relevant="/data/any = 'yes'"/></model></h:head><h:body>
<input ref="/data/any"/><group ref="/data/child"><label>Children of
 <output value="/data/any"/></label>
<repeat nodeset="/data/child"><input ref="/data/child/name"/></repeat></group></h:body></h:html>""")


def test_a_repeat_without_rows_is_asked_for_as_its_rule_says_and_has_its_words() -> None:
    answers = GATED.start(now=NOW, zone=dt.UTC)
    asked = []
    for value in ("no", "yes"):
        answers.set("/data/any", value)
        asked.append(repeat_asked(answers, "/data/child"))
    assert (asked, rows(answers, "/data/child")) == ([False, True], [])
    assert repeat_label(answers, "/data/child").split() == ["Children", "of", "yes"]
