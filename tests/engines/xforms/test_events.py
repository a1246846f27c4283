"""What a form sets by itself when it is opened, when a row comes, and when an answer changes."""

import pytest

from tests.patience import patience

from .sheets import NOW, PARIS, begun, form, inner, start

FIRST = '<setvalue event="odk-instance-first-load" ref="/data/{0}" value="{1}"/>'
CHANGED = '<setvalue event="xforms-value-changed" ref="/data/{0}" value="{1}"/>'
NEW = '<setvalue event="odk-new-repeat" ref="/data/{0}" value="{1}"/>'
BIND = '<bind nodeset="/data/{0}" type="{1}" calculate="{2}"/>'


def test_what_is_set_at_first_reads_what_was_computed() -> None:
    answers = begun(
        "<twice/><a/>", BIND.format("twice", "int", "2 * 21") + FIRST.format("a", "/data/twice")
    )
    assert answers.value("/data/a") == "42"


def test_what_is_kept_once_is_what_is_computed_after_the_first_events() -> None:
    answers = begun(
        "<who/><code/>",
        BIND.format("code", "string", "once(concat('id-', /data/who))")
        + FIRST.format("who", "'amel'"),
    )
    assert inner(answers) == "<who>amel</who><code>id-amel</code>"


def test_what_is_kept_once_is_kept_from_when_it_is_asked_for() -> None:
    answers = begun(
        "<a/><b/><code/>",
        '<bind nodeset="/data/code" relevant="/data/b = 1" calculate="once(/data/a)"/>',
        '<input ref="/data/a"/><input ref="/data/b"/>',
    )
    for path, value in (("a", "x"), ("a", "y"), ("b", "1"), ("a", "z")):
        answers.set(f"/data/{path}", value)
    assert inner(answers) == "<a>z</a><b>1</b><code>y</code>"


def test_rows_that_a_count_makes_are_new_rows() -> None:
    answers = begun(
        '<n>3</n><word/><kid jr:template=""><x/></kid><kid><x/></kid>',
        FIRST.format("kid/x", "'first'") + FIRST.format("word", "'opened'"),
        '<input ref="/data/n"/><group ref="/data/kid"><repeat nodeset="/data/kid" '
        f'jr:count="/data/n">{NEW.format("kid/x", "concat(/data/word, 1)")}'
        '<input ref="/data/kid/x"/></repeat></group>',
    )
    assert [answers.value(f"/data/kid[{row}]/x") for row in (1, 2, 3)] == [
        "first",
        "opened1",
        "opened1",
    ]


def test_a_change_is_computed_before_what_it_sets_off() -> None:
    answers = begun(
        "<a/><twice/><kept/>",
        BIND.format("twice", "int", "2 * /data/a"),
        f'<input ref="/data/a">{CHANGED.format("kept", "/data/twice")}</input>',
    )
    answers.set("/data/a", 4)
    answers.set("/data/a", 5)
    assert answers.value("/data/kept") == "10"


def test_a_change_sets_off_another() -> None:
    answers = begun(
        "<a/><b/><c/>",
        "",
        f'<input ref="/data/a">{CHANGED.format("b", "/data/a + 1")}</input>'
        f'<input ref="/data/b">{CHANGED.format("c", "/data/b + 1")}</input>',
    )
    answers.set("/data/a", 1)
    assert inner(answers) == "<a>1</a><b>2</b><c>3</c>"


def test_what_is_not_changed_sets_nothing_off() -> None:
    answers = begun(
        "<km/><miles/>",
        '<bind nodeset="/data/km" type="int"/><bind nodeset="/data/miles" type="int"/>',
        f'<input ref="/data/km">{CHANGED.format("miles", "/data/km * 5 div 8")}</input>'
        f'<input ref="/data/miles">{CHANGED.format("km", "/data/miles * 8 div 5")}</input>',
    )
    answers.set("/data/km", 80)
    assert (answers.value("/data/km"), answers.value("/data/miles")) == ("80", "50")
    assert answers.problems() == []


def test_changes_without_end_are_stopped_and_told() -> None:
    made = form(
        "<a/><b/>",
        "",
        f'<input ref="/data/a">{CHANGED.format("b", "/data/a + 1")}</input>'
        f'<input ref="/data/b">{CHANGED.format("a", "/data/b + 1")}</input>',
    )
    answers = start(made)
    answers.set("/data/a", 1)
    assert [(each.kind, "without end" in each.message[""]) for each in answers.problems()] == [
        ("error", True)
    ]
    assert int(answers.value("/data/b")) < 100
    again = made.load(answers.to_xml(), now=NOW, zone=PARIS)
    assert again.value("/data/a") == answers.value("/data/a")


def test_changes_that_multiply_are_stopped_and_told() -> None:
    twice = [CHANGED.format(name, f"{value} + {n}") for name, value in (("b", "/data/a"),
             ("a", "/data/b")) for n in (1, 2)]  # fmt: skip
    answers = begun(
        "<a/><b/>",
        "",
        f'<input ref="/data/a">{twice[0]}{twice[1]}</input>'
        f'<input ref="/data/b">{twice[2]}{twice[3]}</input>',
    )
    with patience():
        answers.set("/data/a", 1)
    assert {each.kind for each in answers.problems()} == {"error"}


@pytest.mark.parametrize(
    ("kind", "value", "left"),
    [
        ("string", "number('a')", ""),
        ("string", "concat('N', 'aN')", "NaN"),
        ("int", "concat('N', 'aN')", ""),
        ("decimal", "1 div 8", "0.125"),
        ("int", "7 div 2", "3"),
    ],
)
def test_what_a_calculation_leaves(kind: str, value: str, left: str) -> None:
    answers = begun("<a/>", BIND.format("a", kind, value))
    assert answers.value("/data/a") == left


def test_the_number_of_a_row_is_known_once_its_repeat_is_asked_for() -> None:
    answers = begun(
        "<a/><kid><x/></kid>",
        '<bind nodeset="/data/kid" relevant="/data/a = 1"/>'
        '<bind nodeset="/data/kid/x" relevant="position(..) &lt; 1"/>',
        '<input ref="/data/a"/><group ref="/data/kid"><repeat nodeset="/data/kid">'
        '<input ref="/data/kid/x"/></repeat></group>',
    )
    answers.set("/data/a", 1)
    assert inner(answers) == "<a>1</a><kid/>"
