"""Forms and submissions made to harm are refused or bounded, with a sentence and a place."""

import pytest
from lxml import etree

from lieucommun.engines.xforms import FormError, compile_form, whole
from tests.patience import patience

from . import hostile_submissions
from .hostile_submissions import victim
from .sheets import NOW, PARIS, form, start, xform

A = "<a/><b/><g><c/></g>"


def _bind(path: str, **rules: str) -> str:
    written = " ".join(f'{name}="{value}"' for name, value in rules.items())
    return f'<bind nodeset="{path}" {written}/>'


REFUSED = {
    "not XML": b"form",
    "no model": b"<html/>",
    "no instance": xform("")[:0] + b'<model xmlns="http://www.w3.org/2002/xforms"/>',
    "a document type": b"<!DOCTYPE a [<!ENTITY x 'y'>]>" + xform(A),
    "deep": b"<a>" * 9000,
    "a circle of two": xform(
        A, _bind("/data/a", calculate="/data/b") + _bind("/data/b", calculate="/data/a")
    ),
    "a circle of one": xform(A, _bind("/data/a", calculate=". + 1")),
    "a circle through relevance": xform(
        A, _bind("/data/g", relevant="/data/b = 1") + _bind("/data/b", calculate="/data/g/c")
    ),
    "a group that hides itself": xform(A, _bind("/data/g", relevant="/data/g/c = 1")),
    "a count that counts itself": xform(
        A, "", '<repeat nodeset="/data/g" jr:count="count(/data/g)"/>'
    ),
    "a bind of nothing": xform(A, _bind("/data/z")),
    "a path to nothing": xform(A, _bind("/data/a", calculate="/data/z")),
    "a relative path to nothing": xform(A, _bind("/data/a", calculate="../z")),
    "a broken expression": xform(A, _bind("/data/a", relevant="1 +")),
    "an unknown function": xform(A, _bind("/data/a", relevant="system('ls')")),
    "another document": xform(A, _bind("/data/a", calculate="document('/etc/passwd')")),
    "a broken pattern": xform(A, _bind("/data/a", constraint="regex(., '(')")),
    "a long expression": xform(A, _bind("/data/a", relevant="1" * 40_000)),
    "a deep expression": xform(A, _bind("/data/a", relevant="(" * 500 + "1" + ")" * 500)),
    "a question about nothing": xform(A, "", '<input ref="/data/z"/>'),
    "a repeat of nothing": xform(A, "", '<repeat nodeset="/data/z"/>'),
    "an event on nothing": xform(A, '<setvalue ref="/data/z" event="odk-instance-first-load"/>'),
    "a list that is not attached": xform(A, '<instance id="x" src="jr://file/../../etc/passwd"/>'),
    "a list without id": xform(A, "<instance><root/></instance>"),
    "a property of no entity": xform(A, '<bind nodeset="/data/a" entities:saveto="x"/>'),
    "too many places": xform("".join(f"<a{n}/>" for n in range(20_001))),
    "too many elements": xform("<a/>" * 600_000),
    "a broken output": xform(
        A, "", '<input ref="/data/a"><label><output value="("/></label></input>'
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_form_that_cannot_work_is_refused_with_a_place(name: str) -> None:
    with patience():
        with pytest.raises(FormError) as refused:
            compile_form(REFUSED[name])
        assert (bool(refused.value.place), bool(refused.value.reason)) == (True, True)


LISTS = {
    "not UTF-8": ("csv", b"a,b\n\xff,1\n"),
    "columns twice": ("csv", b"a,a\n1,2\n"),
    "columns that are no names": ("csv", b"a b,c\n1,2\n"),
    "a quote left open": ("csv", b'a,b\n"1,2\n'),
    "not JSON": ("geojson", b"{"),
    "deep JSON": ("geojson", b"[" * 100_000),
    "not features": ("geojson", b"[]"),
    "no coordinates": (
        "geojson",
        b'{"type":"FeatureCollection","features":[{"geometry":{"type":"Point"}}]}',
    ),
    "another shape": (
        "geojson",
        b'{"type":"FeatureCollection","features":[{"geometry":{"type":"MultiPoint"}}]}',
    ),
    "not XML": ("xml", b"<a>"),
    "entities": ("xml", b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"),
}


@pytest.mark.parametrize("name", LISTS)
def test_an_attached_list_that_cannot_be_read_is_refused_by_its_name(name: str) -> None:
    kind, data = LISTS[name]
    with pytest.raises(FormError, match=rf"instance x, f\.{kind}"):
        form("<a/>", f'<instance id="x" src="jr://file/f.{kind}"/>', "", {f"f.{kind}": data})


SLOW = {
    "a product of all nodes": "count(//x[//x[//x]])",
    "a pattern": "regex(/data/text, '(a+)+b')",
    "patterns": " or ".join(["regex(/data/text, '(a|aa)+(b|bb)+c')"] * 200),
    "a sum of sums": "sum(//x[sum(//x) = sum(//x)])",
}


@pytest.mark.parametrize("name", SLOW)
def test_what_would_take_long_is_stopped_and_said(name: str) -> None:
    rows = "<x>1</x>" * 2000
    binds = "".join(_bind(f"/data/c{n}", calculate=SLOW[name]) for n in range(20))
    made = form(
        "".join(f"<c{n}/>" for n in range(20)) + f"<text>{'a' * 2000}</text><g>{rows}</g>",
        binds,
    )
    with patience():
        answers = start(made)
        answers.problems()


@pytest.mark.parametrize("name", hostile_submissions.REFUSED)
def test_a_submission_that_is_no_answer_is_refused(name: str) -> None:
    with patience():
        with pytest.raises(FormError) as refused:
            victim().load(hostile_submissions.REFUSED[name](), now=NOW, zone=PARIS)
        assert (bool(refused.value.place), bool(refused.value.reason)) == (True, True)


@pytest.mark.parametrize("name", hostile_submissions.BOUNDED)
def test_a_submission_that_can_be_read_is_bounded_and_nothing_entered_is_lost(name: str) -> None:
    sent = hostile_submissions.BOUNDED[name]()
    with patience():
        answers = victim().load(sent, now=NOW, zone=PARIS)
        problems = answers.problems()
    assert problems or answers.left_out
    kept = {text for _path, text in answers.left_out}
    kept |= {leaf.text for leaf in etree.fromstring(whole(answers)).iter() if leaf.text}
    entered = [
        leaf.text
        for leaf in etree.fromstring(sent, etree.XMLParser(huge_tree=True)).iter()
        if isinstance(leaf.tag, str) and leaf.text and not leaf.tag.endswith("total")
    ]
    assert [text[:40] for text in entered if text not in kept] == []


@pytest.mark.parametrize(
    ("instance", "kept"),
    [
        (b"<data><a>1</a><a>2</a></data>", [("/data/a", "2")]),
        (b"<data><z><y>1</y></z></data>", [("/data/z", "1")]),
        (b"<data><g><c><d>9</d></c></g></data>", [("/data/g/c/d", "9")]),
    ],
)
def test_what_has_no_place_is_told_with_its_path(
    instance: bytes, kept: list[tuple[str, str]]
) -> None:
    assert form(A).load(instance, now=NOW, zone=PARIS).left_out == kept


@pytest.mark.parametrize("path", ["", "/", "/data/z", "/data/a[2]", "/data/g", "data//[", "/x/a"])
def test_a_path_that_leads_nowhere_is_refused(path: str) -> None:
    with pytest.raises(FormError):
        start(form(A)).set(path, "1")


def test_text_that_xml_cannot_hold_is_refused() -> None:
    with pytest.raises(FormError, match="characters"):
        start(form(A)).set("/data/a", "\x00")


def test_rows_are_bounded() -> None:
    answers = start(form("<kid><x/></kid>", "", '<repeat nodeset="/data/kid"/>'))
    many = b"<data>" + b"<kid><x>1</x></kid>" * 3000 + b"</data>"
    loaded = answers.form.load(many, now=NOW, zone=PARIS)
    assert len(loaded.left_out) == 2000
