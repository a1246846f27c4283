"""What is computed step by step is what would be computed from nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lieucommun.engines.xforms import Answers, compile_form

from .random_answers import play, random_answers
from .random_forms import random_forms
from .sheets import NOW, PARIS, form, listed, start


def _state(answers: Answers) -> tuple[bytes, set[str]]:
    hidden = {answers.path_of(each) for each in answers.live.env.hidden}  # type: ignore[arg-type]
    return answers.to_xml(), hidden


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_steps_give_what_a_whole_computation_gives(data: st.DataObject) -> None:
    made = data.draw(random_forms())
    answers = start(compile_form(made.xml))
    for act in data.draw(random_answers(made)):
        path = act.at(answers, made)
        if path is None:
            continue
        play(answers, act, path)
        before = _state(answers)
        answers.live.fresh()
        answers.live.mark_all()
        answers.live.settle()
        assert _state(answers) == before
    assert not answers.live.failures
    again = answers.form.load(answers.to_xml(), now=NOW, zone=PARIS)
    relevant = {each.path for each in answers.problems()}
    assert {each.path for each in again.problems()} == relevant
    assert again.left_out == []


def test_an_answer_that_is_offered_no_more_survives_saving_and_is_told() -> None:
    cascade = (
        "<select1 ref='/data/kid/r2'><label>q</label>"
        "<itemset nodeset=\"instance('kinds')/root/item[kind = /data/q2]\">"
        "<value ref='name'/><label ref='label'/></itemset></select1>"
    )
    made = form(
        "<q2/><kid jr:template=''><r2/></kid><kid><r2/></kid>",
        listed("kinds", {"name": "x1", "label": "X", "kind": "x"}),
        "<input ref='/data/q2'/><group ref='/data/kid'><repeat nodeset='/data/kid'>"
        f"{cascade}</repeat></group>",
    )
    answers = start(made)
    answers.add_repeat("/data/kid")
    answers.set("/data/kid[1]/r2", "x1")
    again = made.load(answers.to_xml(), now=NOW, zone=PARIS)
    assert again.value("/data/kid[1]/r2") == "x1"
    assert [(each.path, each.kind) for each in again.problems()] == [("/data/kid[1]/r2", "choice")]
