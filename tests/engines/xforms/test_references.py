"""What expressions refer to from inside a repeat, and from an attribute, as pyxform writes it."""

import re

import pytest
from lxml import etree
from pyxform.xls2xform import convert

from lieucommun.engines.xforms import Answers, FormError, compile_form
from tests.requirements import require

from .javarosa import JavaRosa
from .sheets import begun, form, inner, listed, start
from .workbooks.workbook import SEX, Book, q

ROWS = [("Extincteur", "yes"), ("Issue", "no")]
#: Entities declared inside a repeat, and words of choices asked for there.
BOOK = Book(
    "gaps",
    [
        q("begin_repeat", "gap"),
        q("text", "point", save_to="point"),
        q("select_one yn", "fits", save_to="conforme"),
        q("calculate", "word", None, calculation="jr:choice-name(${fits}, '${fits}')"),
        q("begin_group", "more"),
        q("calculate", "deep", None, calculation="jr:choice-name(${fits}, '${fits}')"),
        q("end_group"),
        q("end_repeat"),
    ],
    SEX,
    entities=[{"list_name": "gaps", "label": "${point}", "create_if": "${fits} = 'no'"}],
)
HELD = '<gap><q/><meta><entity dataset="gaps" create="" id=""><label/></entity></meta></gap>'
CREATE = '<bind nodeset="/data/gap/meta/entity/@create" calculate="{0}"/>'
REPEAT = '<repeat nodeset="/data/gap"><input ref="/data/gap/q"/></repeat>'


def made(book: Book) -> str:
    found = convert(xlsform=book.xlsx(), file_type=".xlsx", warnings=[], form_name="data")
    return str(found.xform)


def filled(xml: str) -> Answers:
    answers = start(compile_form(xml.encode()))
    answers.add_repeat("/data/gap")
    for number, (point, fits) in enumerate(ROWS, 1):
        answers.set(f"/data/gap[{number}]/point", point)
        answers.set(f"/data/gap[{number}]/fits", fits)
    return answers


def told(xml: bytes) -> list[list[str]]:
    """Return, row by row, the words, the label and whether an entity is made."""
    found = []
    for row in etree.fromstring(xml).findall("gap"):
        texts = [row.findtext(name, "") for name in ("word", "more/deep", "meta/entity/label")]
        makes = [str(each.get("create")) for each in row.iter("entity")]
        found.append([*texts, *(each.replace("true", "1").replace("false", "0") for each in makes)])
    return found


def test_an_entity_of_a_repeat_is_made_as_its_own_row_says() -> None:
    xml = made(BOOK)
    assert re.search(r'/@create" calculate=" ../../../fits', xml)
    answers = filled(xml)
    (only,) = answers.entities()
    assert (only.dataset, only.label, only.create, only.update) == ("gaps", "Issue", True, False)
    assert only.properties == {"point": "Issue", "conforme": "no"}
    assert len(only.id) == 36
    assert answers.problems() == []


def test_rows_say_the_words_of_their_own_choices() -> None:
    words = [row[:2] for row in told(filled(made(BOOK)).to_xml())]
    assert words == [["Yes", "Yes"], ["No", "No"]]


def test_rows_come_out_as_javarosa_fills_them() -> None:
    require("java")
    xml = made(BOOK)
    with JavaRosa() as javarosa:
        assert javarosa.asked(act="open", xml=xml) == {}
        javarosa.asked(act="add", path="/data/gap[2]")
        for number, row in enumerate(ROWS, 1):
            for name, value in zip(("point", "fits"), row, strict=True):
                path = f"/data/gap[{number}]/{name}"
                javarosa.asked(act="set", path=path, kind="text", value=value)
        theirs = javarosa.asked(act="look", paths=[], languages=[], counted={})["xml"]
    assert told(filled(xml).to_xml()) == told(theirs.encode())


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("../../../q = 'x'", "true"),
        ("current()/../../../q = 'x'", "true"),
        ("/data/gap/q = 'x'", "true"),
        ("not(-number(../../../q) + 1 > 0 or ../../../q != 'x')", "true"),
        ("count(../../../q | ../label)", "2"),
        ("concat(name(..), '-', name((../..)[entity]))", "entity-meta"),
        ("count(../../..[q = 'x'])", "1"),
        ("instance('l')/root/item[name = current()/../../../q]/label", "Words"),
        ("../@dataset", "gaps"),
        ("concat('a', q)", "a"),
        ("jr:choice-name('yes', ' ../../../q ')", "Yes"),
        ("jr:choice-name('yes', 'current()/../../../q')", "Yes"),
        ("jr:choice-name('yes', '../../../nowhere')", ""),
    ],
)
def test_paths_of_an_attribute_leave_from_what_it_is_of(expression: str, expected: str) -> None:
    chosen = (
        '<repeat nodeset="/data/gap"><select1 ref="/data/gap/q"><item><label>Yes</label>'
        "<value>yes</value></item></select1></repeat>"
    )
    answers = begun(
        HELD,
        listed("l", {"name": "x", "label": "Words"})
        + CREATE.format(expression.replace("<", "&lt;").replace(">", "&gt;")),
        chosen,
    )
    answers.set("/data/gap[1]/q", "x")
    assert f'create="{expected}"' in inner(answers)


def test_what_is_set_in_an_attribute_reads_its_own_row() -> None:
    answers = begun(
        HELD,
        "",
        '<repeat nodeset="/data/gap"><input ref="/data/gap/q"><setvalue '
        'event="xforms-value-changed" ref="/data/gap/meta/entity/@id" '
        'value="concat(/data/gap/q, ../../../q)"/></input></repeat>',
    )
    answers.add_repeat("/data/gap")
    answers.set("/data/gap[2]/q", "b")
    assert re.findall(r' id="(\w*)"', inner(answers)) == ["", "bb"]


@pytest.mark.parametrize("expression", ["../q", "../../../../q", ". = 'x'", "current()"])
def test_an_attribute_that_reads_what_is_not_there_or_itself_is_refused(expression: str) -> None:
    with pytest.raises(FormError, match=r"/data/gap/meta/entity/@create"):
        form(HELD, CREATE.format(expression), REPEAT)


@pytest.mark.parametrize("path", ["../q", " ../q ", "current()/../q", "./../q", "/data/gap/q"])
def test_the_question_of_a_choice_name_may_be_told_from_where_it_is_asked(path: str) -> None:
    answers = begun(
        "<gap><q/><word/></gap>",
        listed("l", {"name": "a", "label": "One"}, {"name": "b", "label": "Two"})
        + f'<bind nodeset="/data/gap/word" calculate="jr:choice-name(../q, \'{path}\')"/>',
        '<repeat nodeset="/data/gap"><select1 ref="/data/gap/q">'
        "<itemset nodeset=\"instance('l')/root/item[name = current()/.. or true()]\">"
        '<value ref="name"/><label ref="label"/></itemset></select1></repeat>',
    )
    answers.add_repeat("/data/gap")
    answers.set("/data/gap[1]/q", "a")
    answers.set("/data/gap[2]/q", "b")
    assert re.findall("<word>(.*?)</word>", inner(answers)) == ["One", "Two"]


def test_a_choice_name_asked_of_some_rows_is_told_from_each() -> None:
    answers = begun(
        "<gap><q/></gap><many/>",
        '<bind nodeset="/data/many" calculate="count('
        "/data/gap[jr:choice-name(q, 'q') = 'One'])\"/>",
        '<repeat nodeset="/data/gap"><select1 ref="/data/gap/q"><item><label>One</label>'
        "<value>a</value></item></select1></repeat>",
    )
    answers.add_repeat("/data/gap")
    answers.set("/data/gap[2]/q", "a")
    assert answers.value("/data/many") == "1"
    with pytest.raises(FormError, match="arguments do not suit"):
        form("<a/>", '<bind nodeset="/data/a" calculate="jr:choice-name()"/>')
