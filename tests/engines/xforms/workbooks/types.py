"""Every type of question, and the metadata that nobody is asked."""

from .workbook import SEX, Book, q

FRUITS = [
    {"list_name": "fruit", "name": name, "label": name.capitalize()}
    for name in ("fig", "kiwi", "plum")
]
CSV = b"name,label\nlyon,Lyon\nlille,Lille\n"
GEOJSON = (
    b'{"type":"FeatureCollection","features":[{"type":"Feature","id":"p1","properties":'
    b'{"title":"Pont"},"geometry":{"type":"Point","coordinates":[4.8,45.7]}}]}'
)
XML = b"<root><item><name>lyon</name><label>Lyon</label></item></root>"
DAY = "2026-11-25"


def plain(kind: str, good: str, *bad: str) -> list[Book]:
    """Return a workbook where an answer is right, and one for each that is wrong."""
    asked, right = [q(kind, "a")], {"a": good}
    first = Book(f"{kind} right", asked, given=right, values=right, holds=[f"<a>{good}</a>"])
    return [first] + [
        Book(f"{kind} wrong {n}", [q(kind, "a")], given={"a": text}, wrong=["a type"])
        for n, text in enumerate(bad)
    ]


BOOKS = [
    *plain("text", "Amel"),
    *plain("integer", "42", "4.2", "forty"),
    *plain("decimal", "4.25", "x"),
    *plain("date", DAY, "2026-02-30"),
    *plain("time", "09:30:00.000+01:00", "25:00:00"),
    *plain("dateTime", f"{DAY}T09:30:00.000+01:00", "yesterday"),
    *plain("geopoint", "45.4 4.3 0 0", "north"),
    *plain("geotrace", "45.4 4.3 0 0; 45.5 4.4 0 0", "a line"),
    *plain("geoshape", "0 0 0 0; 0 1 0 0; 1 1 0 0; 0 0 0 0", "a shape"),
    *plain("image", "a.png"),
    *plain("audio", "a.mp3"),
    *plain("video", "a.mp4"),
    *plain("file", "a.pdf"),
    *plain("barcode", "3017620422003"),
    *plain("string", "as text"),
    *plain("int", "7", "seven"),
    *plain("photo", "b.png"),
    *plain("location", "45.4 4.3 0 0"),
    Book("note", [q("note", "a", "Read this."), q("text", "b")], lacks=["<b>x"], values={"a": ""}),
    Book("acknowledge", [q("acknowledge", "a")], given={"a": "OK"}, values={"a": "OK"}),
    Book("trigger", [q("trigger", "a")], given={"a": "OK"}, holds=["<a>OK</a>"]),
    Book("hidden", [q("hidden", "a", None, default="kept")], values={"a": "kept"}),
    Book("calculate", [q("integer", "a"), q("calculate", "b", None, calculation="${a} * 2")],
         given={"a": "21"}, values={"b": "42"}, holds=["<b>42</b>"]),
    Book("range", [q("range", "a", parameters="start=1 end=10 step=2")], given={"a": "3"},
         values={"a": "3"}),
    Book("decimal range", [q("range", "a", parameters="start=0.5 end=5 step=0.5")],
         given={"a": "1.5"}, values={"a": "1.5"}),
    Book("select one", [q("select_one yn", "a")], SEX, given={"a": "yes"}, values={"a": "yes"},
         offers={"a": ["yes", "no"]}),
    Book("select one unknown", [q("select_one yn", "a")], SEX, given={"a": "maybe"},
         wrong=["a choice"]),
    Book("select multiple", [q("select_multiple fruit", "a")], FRUITS, given={"a": "fig plum"},
         values={"a": "fig plum"}, offers={"a": ["fig", "kiwi", "plum"]}),
    Book("select multiple unknown", [q("select_multiple fruit", "a")], FRUITS,
         given={"a": "fig rock"}, wrong=["a choice"]),
    Book("rank", [q("rank fruit", "a")], FRUITS, given={"a": "plum kiwi fig"},
         values={"a": "plum kiwi fig"}),
    Book("or other", [q("select_one yn or_other", "a")], SEX,
         given={"a": "other", "a_other": "perhaps"}, holds=["<a_other>perhaps</a_other>"],
         offers={"a": ["yes", "no", "other"]}),
    Book("or other not chosen", [q("select_multiple yn or_other", "a")], SEX,
         given={"a_other": "perhaps", "a": "yes"}, lacks=["perhaps"]),
    Book("select one from a CSV", [q("select_one_from_file towns.csv", "a")],
         files={"towns.csv": CSV}, given={"a": "lille"}, offers={"a": ["lyon", "lille"]}),
    Book("select multiple from an XML", [q("select_multiple_from_file towns.xml", "a")],
         files={"towns.xml": XML}, given={"a": "lyon"}, offers={"a": ["lyon"]}),
    Book("select one from a GeoJSON", [q("select_one_from_file places.geojson", "a")],
         files={"places.geojson": GEOJSON}, given={"a": "p1"}, offers={"a": ["p1"]},
         values={"a": "p1"}),
    Book("a list apart", [q("text", "d"),
                          q("select_one_external city", "a", choice_filter="dep=${d}")],
         external=[{"list_name": "city", "name": "lyon", "label": "Lyon", "dep": "69"}],
         given={"d": "69", "a": "lyon"}, values={"a": "lyon"}),
    Book("an external CSV", [q("csv-external", "towns", None), q("text", "a"),
                             q("calculate", "b", None,
                               calculation="instance('towns')/root/item[name = ${a}]/label")],
         files={"towns.csv": CSV}, given={"a": "lyon"}, values={"b": "Lyon"}),
    Book("an external XML", [q("xml-external", "towns", None),
                             q("calculate", "b", None,
                               calculation="count(instance('towns')/root/item)")],
         files={"towns.xml": XML}, values={"b": "1"}),
    Book("pulldata", [q("text", "a"), q("calculate", "b", None,
                                        calculation="pulldata('towns', 'label', 'name', ${a})")],
         files={"towns.csv": CSV}, given={"a": "lille"}, values={"b": "Lille"}),
    Book("start and end", [q("start", "s", None), q("end", "e", None), q("text", "a")],
         given={"a": "x"}, holds=["<s>2026-11-25T12:00:00.000+01:00</s>"]),
    Book("today", [q("today", "t", None), q("text", "a")], values={"t": DAY}),
    Book("who and where", [q("deviceid", "d", None), q("username", "u", None),
                           q("email", "m", None), q("phonenumber", "p", None),
                           q("subscriberid", "i", None), q("simserial", "k", None), q("text", "a")],
         values={"d": "d1", "u": "amel", "m": "a@b.example", "p": ""}),
    Book("a place at the start", [q("start-geopoint", "g", None), q("text", "a")],
         values={"g": ""}),
    Book("an audit", [q("audit", "audit", None), q("text", "a")], given={"a": "x"},
         holds=["audit"]),
    Book("a recording behind", [q("background-audio", "r", None), q("text", "a")], given={"a": "x"},
         values={"a": "x"}),
]  # fmt: skip
