"""Forms computed: calculations, relevance, constraints, repeats, lists, texts, events."""

import pytest

from lieucommun.engines.xforms import Choice, FormError, Problem, compile_form

from .sheets import NOW, PARIS, begun, form, inner, listed, start, xform

TOWNS = listed(
    "towns",
    {"name": "stras", "dep": "67", "label": "Strasbourg"},
    {"name": "sel", "dep": "67", "label": "Sélestat"},
    {"name": "colmar", "dep": "68", "label": "Colmar"},
)
SELECT = (
    '<select1 ref="/data/town"><itemset nodeset="instance(\'towns\')/root/item[dep = /data/dep]">'
    '<value ref="name"/><label ref="label"/></itemset></select1>'
)


def test_a_calculation_follows_what_it_reads() -> None:
    answers = begun(
        "<a/><b/><c/>",
        '<bind nodeset="/data/b" calculate="/data/a * 2"/>'
        '<bind nodeset="/data/c" type="int" calculate="/data/b + 0.5"/>',
    )
    assert inner(answers) == "<a/><b/><c/>"
    answers.set("/data/a", 4)
    assert inner(answers) == "<a>4</a><b>8</b><c>8</c>"


def test_what_is_not_relevant_is_absent_for_others_and_left_out() -> None:
    answers = begun(
        "<a>1</a><g><x>5</x></g><s/><n/>",
        '<bind nodeset="/data/g" relevant="/data/a = 1"/>'
        '<bind nodeset="/data/s" calculate="sum(/data/g/x)"/>'
        '<bind nodeset="/data/n" calculate="count(/data/g/x)"/>',
    )
    assert inner(answers) == "<a>1</a><g><x>5</x></g><s>5</s><n>1</n>"
    answers.set("/data/a", "2")
    assert inner(answers) == "<a>2</a><s>0</s><n>0</n>"
    assert (answers.is_relevant("/data/g/x"), answers.value("/data/g/x")) == (False, "5")
    answers.set("/data/a", "1")
    assert inner(answers) == "<a>1</a><g><x>5</x></g><s>5</s><n>1</n>"


def test_problems_say_what_is_wrong_where_and_in_which_words() -> None:
    answers = begun(
        "<name/><age/><date/><code/><hidden/>",
        '<itext><translation lang="fr" default="true()"><text id="m"><value>Trop</value></text>'
        '</translation><translation lang="en"><text id="m"><value>Too much</value></text>'
        "</translation></itext>"
        '<bind nodeset="/data/name" required="true()" jr:requiredMsg="Who?"/>'
        '<bind nodeset="/data/age" type="int" constraint=". &lt; 120"'
        " jr:constraintMsg=\"jr:itext('m')\"/>"
        '<bind nodeset="/data/date" type="date"/>'
        '<bind nodeset="/data/code" constraint="regex(., \'[A-Z]{2}\')"/>'
        '<bind nodeset="/data/hidden" required="true()" relevant="false()"/>',
    )
    for path, value in (("age", 130), ("date", "soon"), ("code", "abc")):
        answers.set(f"/data/{path}", value)
    assert answers.problems() == [
        Problem("/data/name", "required", {"fr": "Who?", "en": "Who?"}),
        Problem("/data/age", "constraint", {"fr": "Trop", "en": "Too much"}),
        Problem("/data/date", "type", {}),
        Problem("/data/code", "constraint", {}),
    ]
    for path, value in (("name", "Ada"), ("age", 36), ("date", "2026-11-25"), ("code", "AB")):
        answers.set(f"/data/{path}", value)
    assert answers.problems() == []


def test_required_and_readonly_may_be_computed() -> None:
    answers = begun(
        "<a/><b/><g><c/></g>",
        '<bind nodeset="/data/b" required="/data/a = 1"/>'
        '<bind nodeset="/data/g" readonly="/data/a = 2"/>',
    )
    assert (answers.is_required("/data/b"), answers.is_readonly("/data/g/c")) == (False, False)
    answers.set("/data/a", 1)
    assert answers.is_required("/data/b")
    answers.set("/data/a", 2)
    assert answers.is_readonly("/data/g/c")
    with pytest.raises(FormError, match="cannot be changed"):
        answers.set("/data/g/c", "x")


def test_a_cascade_offers_what_fits_and_drops_what_no_longer_does() -> None:
    answers = begun("<dep/><town/>", TOWNS, SELECT)
    assert answers.choices("/data/town") == []
    answers.set("/data/dep", "67")
    assert answers.choices("/data/town") == [
        Choice("stras", "Strasbourg"),
        Choice("sel", "Sélestat"),
    ]
    answers.set("/data/town", "sel")
    assert answers.problems() == []
    answers.set("/data/dep", "68")
    assert answers.value("/data/town") == ""
    answers.set("/data/town", "stras")
    assert answers.problems() == [Problem("/data/town", "choice", {})]


def test_choices_that_look_at_each_other_are_not_a_circle() -> None:
    answers = begun(
        "<dep/><a/><b/>",
        TOWNS,
        "".join(
            f'<select1 ref="/data/{one}"><itemset nodeset="instance(\'towns\')/root/item'
            f'[name != /data/{other}]"><value ref="name"/><label ref="label"/></itemset></select1>'
            for one, other in ("ab", "ba")
        ),
    )
    answers.set("/data/a", "sel")
    answers.set("/data/b", "colmar")
    assert [each.value for each in answers.choices("/data/a")] == ["stras", "sel"]
    answers.set("/data/b", "sel")
    assert (answers.value("/data/a"), answers.value("/data/b")) == ("", "sel")


REPEAT = (
    '<n/><kid jr:template=""><name/><age>1</age><pos/></kid><kid><name/><age>1</age><pos/></kid>'
    "<total/>"
)
REPEAT_BINDS = (
    '<bind nodeset="/data/kid/pos" calculate="position(..)"/>'
    '<bind nodeset="/data/kid/age" type="int" relevant="/data/kid/name != \'\'"/>'
    '<bind nodeset="/data/total" calculate="sum(/data/kid/age)"/>'
)
REPEAT_BODY = (
    '<group ref="/data/kid"><repeat nodeset="/data/kid"><input ref="/data/kid/name"/></repeat>'
    "</group>"
)


def test_an_absolute_path_in_a_repeat_means_the_same_repeat() -> None:
    answers = begun(REPEAT, REPEAT_BINDS, REPEAT_BODY)
    assert answers.add_repeat("/data/kid") == "/data/kid[2]"
    answers.set("/data/kid[2]/name", "Bo")
    answers.set("/data/kid[2]/age", 5)
    assert inner(answers) == (
        "<n/><kid><name/><pos>1</pos></kid>"
        "<kid><name>Bo</name><age>5</age><pos>2</pos></kid><total>5</total>"
    )
    answers.set("/data/kid[1]/name", "Ina")
    assert answers.value("/data/total") == "6"
    answers.remove_repeat("/data/kid[1]")
    assert inner(answers) == (
        "<n/><kid><name>Bo</name><age>5</age><pos>1</pos></kid><total>5</total>"
    )
    answers.remove_repeat("/data/kid[1]")
    assert answers.add_repeat("/data/kid") == "/data/kid[1]"
    assert inner(answers) == "<n/><kid><name/><pos>1</pos></kid><total>0</total>"


def test_a_count_makes_and_takes_rows() -> None:
    body = REPEAT_BODY.replace("<repeat ", '<repeat jr:count="/data/n" ')
    answers = begun(REPEAT, REPEAT_BINDS, body)
    assert inner(answers) == "<n/><total>0</total>"
    answers.set("/data/n", 2)
    assert [answers.value(f"/data/kid[{at}]/pos") for at in (1, 2)] == ["1", "2"]
    with pytest.raises(FormError, match="decides"):
        answers.add_repeat("/data/kid")
    answers.set("/data/n", 1)
    with pytest.raises(FormError, match="no such answer"):
        answers.value("/data/kid[2]/pos")
    answers.set("/data/n", 10**9)
    assert [(each.kind, each.path) for each in answers.problems()] == [("count", "/data")]


def test_repeats_in_repeats() -> None:
    answers = begun(
        '<a jr:template=""><x/><b jr:template=""><y/></b><b><y/></b><s/></a>'
        "<a><x/><b><y/></b><s/></a><second/>",
        '<bind nodeset="/data/a/s" calculate="sum(/data/a/b/y) + count(/data/a)"/>'
        '<bind nodeset="/data/second" '
        'calculate="indexed-repeat(/data/a/b/y, /data/a, 2, /data/a/b, 2)"/>',
        '<repeat nodeset="/data/a"><repeat nodeset="/data/a/b"/></repeat>',
    )
    answers.add_repeat("/data/a")
    assert answers.add_repeat("/data/a[2]/b") == "/data/a[2]/b[2]"
    answers.set("/data/a[2]/b[1]/y", 3)
    answers.set("/data/a[2]/b[2]/y", 4)
    assert [answers.value(f"/data/a[{at}]/s") for at in (1, 2)] == ["2", "9"]
    assert answers.value("/data/second") == "4"


def test_preloads_and_events() -> None:
    made = form(
        "<start/><end/><day/><who/><first/><seen/><a/><kid><id/></kid><meta><instanceID/></meta>",
        '<bind nodeset="/data/start" jr:preload="timestamp" jr:preloadParams="start"/>'
        '<bind nodeset="/data/end" jr:preload="timestamp" jr:preloadParams="end"/>'
        '<bind nodeset="/data/day" jr:preload="date" jr:preloadParams="today"/>'
        '<bind nodeset="/data/who" jr:preload="property" jr:preloadParams="username"/>'
        '<bind nodeset="/data/meta/instanceID" jr:preload="uid"/>'
        '<setvalue ref="/data/first" event="odk-instance-first-load" value="1 + 1"/>',
        '<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/seen" '
        "value=\"concat(/data/a, '!')\"/></input>"
        '<repeat nodeset="/data/kid"><setvalue event="odk-new-repeat" ref="/data/kid/id" '
        'value="position(..)"/></repeat>',
    )
    answers = start(made, username="ada")
    assert answers.value("/data/meta/instanceID").startswith("uuid:")
    assert [answers.value(f"/data/{name}") for name in ("day", "who", "first", "end")] == [
        "2026-11-25",
        "ada",
        "2",
        "",
    ]
    answers.set("/data/a", "x")
    answers.add_repeat("/data/kid")
    assert (answers.value("/data/seen"), answers.value("/data/kid[2]/id")) == ("x!", "2")
    assert b"<end>2026-11-25T12:00:00.000+01:00</end>" in answers.to_xml()
    again = made.load(answers.to_xml(), now=NOW, zone=PARIS)
    assert again.to_xml() == answers.to_xml()


def test_texts_in_languages_with_answers_in_them() -> None:
    made = form(
        "<name>Ada</name><q/>",
        '<itext><translation lang="fr" default="true()"><text id="/data/q:label"><value>'
        'Bonjour <output value="/data/name"/></value><value form="image">jr://images/a.png</value>'
        '</text><text id="/data/q:hint"><value>-</value></text></translation>'
        '<translation lang="fr-x-falc"><text id="/data/q:label"><value>-</value></text>'
        '<text id="/data/q:hint"><value>Simple</value></text></translation></itext>',
        '<input ref="/data/q"><label ref="jr:itext(\'/data/q:label\')"/>'
        "<hint ref=\"jr:itext('/data/q:hint')\"/></input>",
    )
    answers = start(made)
    assert made.languages == ["fr", "fr-x-falc"]
    assert [answers.label("/data/q", each) for each in made.languages] == ["Bonjour Ada"] * 2
    assert [answers.hint("/data/q", each) for each in made.languages] == ["", "Simple"]
    assert answers.media("/data/q", "fr-x-falc") == {"image": "jr://images/a.png"}
    assert made.texts.missing() == [("fr-x-falc", "/data/q:label")]


def test_attached_lists_of_each_kind() -> None:
    made = form(
        "<a/><b/><c/><town/><dep>68</dep>",
        '<instance id="towns" src="jr://file-csv/towns.csv"/>'
        '<instance id="tree" src="jr://file/tree.xml"/>'
        '<instance id="places" src="jr://file/places.geojson"/>'
        "<bind nodeset=\"/data/a\" calculate=\"pulldata('towns', 'label', 'name', 'sel')\"/>"
        "<bind nodeset=\"/data/b\" calculate=\"instance('tree')/root/item[k = '2']/v\"/>"
        '<bind nodeset="/data/c" calculate="instance(\'places\')/root/item[1]/geometry"/>',
        SELECT,
        {
            "towns.csv": 'name;label;dep\nsel;"Sélestat; ville";67\ncolmar;Colmar;68\n'.encode(),
            "tree.xml": b"<root><item><k>1</k><v>x</v></item><item><k>2</k><v>y</v></item></root>",
            "places.geojson": b'{"type":"FeatureCollection","features":[{"type":"Feature",'
            b'"properties":{"name":"a"},"geometry":{"type":"Point","coordinates":[7.5,48]}}]}',
        },
    )
    answers = start(made)
    assert inner(answers) == (
        "<a>Sélestat; ville</a><b>y</b><c>48.0 7.5 0 0</c><town/><dep>68</dep>"
    )
    assert answers.choices("/data/town") == [Choice("colmar", "Colmar")]


def test_choice_names_and_itext_in_calculations() -> None:
    answers = begun(
        "<dep>67</dep><town>sel</town><shown/>",
        TOWNS + '<bind nodeset="/data/shown" calculate='
        "\"jr:choice-name(/data/town, '/data/town')\"/>",
        SELECT,
    )
    assert answers.value("/data/shown") == "Sélestat"


def test_entities_are_read() -> None:
    made = compile_form(
        xform(
            '<name>Ada</name><kid><age>3</age><meta><entity dataset="kids" create="1" id="k1">'
            '<label>K</label></entity></meta></kid><meta><entity dataset="people" update="true" '
            'id="p1" baseVersion="2"><label>A</label></entity></meta>',
            '<bind nodeset="/data/name" entities:saveto="full_name"/>'
            '<bind nodeset="/data/kid/age" entities:saveto="years"/>',
            '<repeat nodeset="/data/kid"/>',
            version="2025.1.0",
        )
    )
    found = start(made).entities()
    told = [(each.dataset, each.create, each.update, each.properties) for each in found]
    assert sorted(told) == [
        ("kids", True, False, {"years": "3"}),
        ("people", False, True, {"full_name": "Ada"}),
    ]
    with pytest.raises(FormError, match=r"entities 2031\.1 are not known"):
        compile_form(xform("<a/>", version="2031.1"))


def test_answers_survive_a_new_version_of_the_form() -> None:
    old = start(form("<a/><gone/><kid><x/></kid>", "", '<repeat nodeset="/data/kid"/>'))
    old.set("/data/a", "1")
    old.set("/data/gone", "kept")
    old.add_repeat("/data/kid")
    old.set("/data/kid[2]/x", "y")
    made = form("<a/><new>n</new><kid><x/></kid>", "", '<repeat nodeset="/data/kid"/>')
    answers = made.load(old.to_xml(), now=NOW, zone=PARIS)
    assert inner(answers) == "<a>1</a><new>n</new><kid><x/></kid><kid><x>y</x></kid>"
    assert answers.left_out == [("/data/gone", "kept")]
    with pytest.raises(FormError, match="not answers to the form"):
        made.load(b'<data id="other"/>', now=NOW, zone=PARIS)


def test_a_form_is_not_changed_by_answers() -> None:
    made = form(REPEAT, REPEAT_BINDS, REPEAT_BODY)
    one, two = start(made), start(made)
    one.add_repeat("/data/kid")
    one.set("/data/kid[1]/name", "Bo")
    assert inner(two) == inner(start(made))
