"""Submissions made to harm, by what they try, and what is told of each."""

from collections.abc import Callable
from functools import lru_cache

from lieucommun.engines.xforms import Form, FormError

from .sheets import NOW, PARIS, form, listed

MB = 1_000_000
ORX = 'xmlns:orx="http://openrosa.org/xforms"'


@lru_cache(maxsize=1)
def victim() -> Form:
    """Return a form with a number, a choice, a date, a text, a group, a count and two repeats."""
    return form(
        "<a/><b/><c/><day/><text/><g><d/></g><total/><kid><x/><toy><y/></toy></kid>",
        '<bind nodeset="/data/a" type="int" constraint=". &lt; 10"/>'
        '<bind nodeset="/data/b" type="select1"/>'
        '<bind nodeset="/data/c" required="true()"/>'
        '<bind nodeset="/data/day" type="date"/>'
        '<bind nodeset="/data/text" constraint="regex(., \'(a+)+b\')"/>'
        '<bind nodeset="/data/g" relevant="/data/a = 1"/>'
        '<bind nodeset="/data/total" calculate="sum(/data/kid/x)"/>' + listed("l", {"name": "red"}),
        '<input ref="/data/a"/><select1 ref="/data/b"><itemset nodeset="instance(\'l\')/root/item">'
        '<value ref="name"/><label ref="name"/></itemset></select1>'
        '<input ref="/data/c"/><input ref="/data/day"/><input ref="/data/text"/>'
        '<group ref="/data/g"><input ref="/data/g/d"/></group>'
        '<group ref="/data/kid"><repeat nodeset="/data/kid"><input ref="/data/kid/x"/>'
        '<group ref="/data/kid/toy"><repeat nodeset="/data/kid/toy">'
        '<input ref="/data/kid/toy/y"/></repeat></group></repeat></group>',
    )


def _data(inner: str) -> bytes:
    return f'<data id="form" version="1">{inner}</data>'.encode()


def _laughs() -> bytes:
    rows = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE data [<!ENTITY l0 "ha">{rows}]><data>&l9;</data>'.encode()


def _long_entity() -> bytes:
    return f"<!DOCTYPE data [<!ENTITY x '{'x' * 50_000}'>]><data>{'&x;' * 50_000}</data>".encode()


def _latin() -> bytes:
    return '<?xml version="1.0" encoding="UTF-8"?><data><c>é</c></data>'.encode("latin-1")


#: What cannot be read as answers to the form: refused whole.
REFUSED: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "spaces": lambda: b" " * MB,
    "a zero byte": lambda: b"\x00",
    "a zero byte inside": lambda: _data("<c>a\x00b</c>"),
    "a control sign": lambda: _data("<c>&#1;</c>"),
    "half a tag": lambda: b"<data",
    "an open tag": lambda: b"<data><a>1</a>",
    "two roots": lambda: b"<data/><data/>",
    "another root": lambda: b"<other/>",
    "another form": lambda: b'<data id="another"/>',
    "HTML": lambda: b"<!DOCTYPE html><html><body>data</body></html>",
    "JSON": lambda: b'{"data": {"a": 1}}',
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 1000,
    "a ZIP": lambda: b"PK\x03\x04" + b"\0" * 1000,
    "a script": lambda: b"#!/bin/sh\nrm -rf /\n",
    "an entity": lambda: b"<!DOCTYPE data [<!ENTITY x 'y'>]><data>&x;</data>",
    "an outer entity": lambda: (
        b"<!DOCTYPE data [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><data>&x;</data>"
    ),
    "an entity of parameters": lambda: (
        b"<!DOCTYPE data [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/x'>%p;]><data/>"
    ),
    "a billion laughs": _laughs,
    "a long entity many times": _long_entity,
    "an outer document type": lambda: b'<!DOCTYPE data SYSTEM "http://127.0.0.1:1/d.dtd"><data/>',
    "an unknown entity": lambda: _data("<c>&nbsp;</c>"),
    "five thousand levels": lambda: b"<data>" + b"<g>" * 5000,
    "five thousand levels closed": lambda: _data("<g>" * 5000 + "</g>" * 5000),
    "a wrong encoding": _latin,
    "an unknown encoding": lambda: b'<?xml version="1.0" encoding="klingon"?><data/>',
    "UTF-7": lambda: b'<?xml version="1.0" encoding="UTF-7"?><data>+ADw-a+AD4-</data>',
    "half a UTF-16": lambda: "<data/>".encode("utf-16")[:-1],
    "an attribute twice": lambda: b'<data id="form" id="form"/>',
    "a prefix of nothing": lambda: _data("<zz:a>1</zz:a>"),
    "a name of a megabyte": lambda: _data(f"<{'n' * MB}>"),
    "a comment that never ends": lambda: b"<data><!-- " + b"x" * MB,
    "characters that never end": lambda: b"<data><![CDATA[" + b"x" * MB,
    "five million empty answers": lambda: _data("<c/>" * 4_900_000),
    "a million comments": lambda: _data("<!---->" * MB),
    "a million instructions": lambda: _data("<?a?>" * MB),
    "more than twenty megabytes": lambda: _data(f"<c>{'x' * 20 * MB}</c>"),
    "a name in another case": lambda: b'<Data id="form"/>',
    "an attribute of the root in a lost namespace": lambda: b'<data zz:id="form"/>',
}

#: What can be read, and is bounded: nothing entered is lost, what has no place is told.
BOUNDED: dict[str, Callable[[], bytes]] = {
    "an answer twice": lambda: _data("<a>1</a><a>2</a>"),
    "a question of no form": lambda: _data("<z><y>1</y></z>"),
    "a child of an answer": lambda: _data("<c><d>9</d></c>"),
    "a hundred thousand questions of no form": lambda: _data("<z>1</z>" * 100_000),
    "three thousand rows": lambda: _data("<kid><x>1</x></kid>" * 3000),
    "a hundred thousand rows": lambda: _data("<kid><x>1</x></kid>" * 100_000),
    "a hundred thousand rows in a row": lambda: _data(
        "<kid>" + "<toy><y>1</y></toy>" * 100_000 + "</kid>"
    ),
    "a hundred thousand rows of another namespace": lambda: _data(
        '<kid xmlns="urn:x"><x>1</x></kid>' * 100_000
    ),
    "a hundred thousand comments": lambda: _data("<!---->" * 100_000 + "<z>1</z>"),
    "two hundred levels": lambda: _data("<g>" * 200 + "1" + "</g>" * 200),
    "a hundred thousand namespaces": lambda: _data(
        "".join(f'<z xmlns:n{n}="urn:{n}">1</z>' for n in range(100_000))
    ),
    "another version": lambda: b'<data id="form" version="9999"><a>11</a></data>',
    "no version and no identifier": lambda: b"<data><a>11</a></data>",
    "a version of a megabyte": lambda: (
        b'<data id="form" version="' + b"9" * MB + b'"><a>11</a></data>'
    ),
    "UTF-16": lambda: '<?xml version="1.0" encoding="UTF-16"?><data><c>é</c><z>1</z></data>'.encode(
        "utf-16"
    ),
    "signs that turn text around": lambda: _data("<c>\u202egnp.exe\u2066</c><z>1</z>"),
    "a choice of a hundred thousand words": lambda: _data(f"<b>{'red ' * 100_000}</b>"),
    "two identifiers": lambda: _data(
        f"<orx:meta {ORX}>uuid:1</orx:meta><orx:meta {ORX}>uuid:2</orx:meta>"
    ),
    "a model of a row": lambda: _data(
        '<kid xmlns:jr="http://openrosa.org/javarosa" jr:template=""><x>1</x></kid>'
    ),
    "rows in rows": lambda: _data(("<kid>" + "<toy><y>1</y></toy>" * 60 + "</kid>") * 60),
    "a namespace of its own": lambda: b'<data xmlns="urn:x" id="form"><a>1</a></data>',
    "a number that is none": lambda: _data("<a>twelve</a>"),
    "a number of a hundred thousand digits": lambda: _data(f"<a>{'9' * 100_000}</a>"),
    "a number beyond its bound": lambda: _data("<a>11</a>"),
    "a number in other digits": lambda: _data("<a>\u0661\u0662</a>"),
    "infinity": lambda: _data("<a>INF</a>"),
    "a choice that is not offered": lambda: _data("<b>blue</b>"),
    "a choice of a megabyte": lambda: _data(f"<b>{'r' * MB}</b>"),
    "a day that is none": lambda: _data("<day>2026-02-31</day>"),
    "a day of the year ten thousand": lambda: _data("<day>10000-01-01</day>"),
    "a text that a pattern chokes on": lambda: _data(f"<text>{'a' * 30_000}</text>"),
    "what is not asked": lambda: _data("<c/><g><d>hidden</d></g>"),
    "a total of its own": lambda: _data("<c/><total>1000000</total>"),
    "a sum of what is no number": lambda: _data("<c/><kid><x>a</x></kid>"),
    "five megabytes of text": lambda: _data(f"<c>{'x' * 5 * MB}</c><z>1</z>"),
    "an instruction": lambda: _data("<?php system('id') ?><z>1</z>"),
    "markup as text": lambda: _data("<c><![CDATA[<script>alert(1)</script>]]></c><z>1</z>"),
    "ten thousand attributes": lambda: _data(
        "<z " + " ".join(f'a{n}="1"' for n in range(10_000)) + ">1</z>"
    ),
    "another identifier": lambda: _data(
        f"<orx:meta {ORX}><orx:instanceID>../../etc</orx:instanceID></orx:meta>"
    ),
}


def told(content: bytes) -> str:
    """Return why a submission is refused, or the paths that say what is wrong or has no place.

    "" when nothing is told.
    """
    try:
        answers = victim().load(content, now=NOW, zone=PARIS)
    except FormError as refused:
        return str(refused)
    aside = [path for path, _text in answers.left_out[:3]]
    wrong = [f"{each.path} ({each.kind})" for each in answers.problems()[:3]]
    return ", ".join([*aside, *wrong])
