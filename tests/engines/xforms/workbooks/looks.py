"""Every appearance, every setting, and entities."""

from .types import FRUITS
from .workbook import SEX, Book, q

CALENDARS = ("no-calendar", "ethiopian", "coptic", "islamic", "persian", "buddhist",
             "bikram-sambat", "myanmar")  # fmt: skip
MAPS = ("maps", "placement-map", "hide-input", "streets", "terrain", "satellite")
SELECTS = ("minimal", "autocomplete", "search", "likert", "horizontal", "horizontal-compact",
           "compact", "compact-2", "columns", "columns-3", "columns-pack", "no-buttons",
           "image-map", "label", "list-nolabel", "list")  # fmt: skip
#: What each type may look like, with an answer to it.
LOOKS: dict[str, tuple[str, tuple[str, ...]]] = {
    "select_one yn": ("yes", (*SELECTS, "quick", "quickcompact", "map", "quick compact")),
    "select_multiple fruit": ("fig plum", SELECTS),
    "text": ("12", ("numbers", "multiline", "url", "thousands-sep", "masked", "printer",
                    "numbers thousands-sep")),
    "integer": ("3", ("thousands-sep", "masked", "counter", "distress")),
    "decimal": ("3.5", ("thousands-sep", "bearing")),
    "date": ("2026-11-25", (*CALENDARS, "month-year", "year")),
    "dateTime": ("2026-11-25T09:30:00.000+01:00", CALENDARS),
    "geopoint": ("1 2 0 0", MAPS),
    "geotrace": ("1 2 0 0; 1 3 0 0", MAPS),
    "geoshape": ("0 0 0 0; 0 1 0 0; 1 1 0 0; 0 0 0 0", MAPS),
    "image": ("p.png", ("annotate", "draw", "signature", "new", "new-front", "new-rear")),
    "audio": ("p.mp3", ("new",)),
    "video": ("p.mp4", ("new", "new-front")),
    "range": ("3", ("vertical", "no-ticks", "picker", "rating", "distress")),
}  # fmt: skip


def looks(kind: str, answer: str, words: tuple[str, ...]) -> list[Book]:
    """Return a workbook for each appearance of a type, which changes no answer."""
    listed = kind.rsplit(maxsplit=1)[-1] in {"yn", "fruit"}
    range_of = {"parameters": "start=0 end=10 step=1"} if kind == "range" else {}
    return [
        Book(f"{kind} {word}", [q(kind, "a", appearance=word, **range_of)],
             [*SEX, *FRUITS] if listed else (), given={"a": answer}, values={"a": answer},
             holds=[f"<a>{answer}</a>"])
        for word in words
    ]  # fmt: skip


BOOKS = [
    *(book for kind, (answer, words) in LOOKS.items() for book in looks(kind, answer, words)),
    Book("several questions on a screen",
         [q("begin_group", "g", appearance="field-list"), q("text", "a"), q("text", "b"),
          q("end_group")], given={"g/a": "1", "g/b": "2"}, holds=["<a>1</a><b>2</b>"]),
    Book("a table of choices",
         [q("begin_group", "g", appearance="table-list"), q("select_one yn", "a"),
          q("select_one yn", "b"), q("end_group")], SEX, given={"g/a": "yes", "g/b": "no"},
         holds=["<a>yes</a><b>no</b>"]),
    Book("a grid of widths",
         [q("begin_group", "g", appearance="w4"), q("text", "a", appearance="w2"), q("end_group")],
         settings={"style": "theme-grid pages"}, given={"g/a": "x"}, holds=["<a>x</a>"]),
    Book("an application outside", [q("text", "a", appearance="ex:org.app.pick(x='1')")],
         given={"a": "x"}, values={"a": "x"}),
    Book("every setting",
         [q("text", "a")],
         settings={"form_title": "All", "form_id": "all", "version": "2026112501",
                   "instance_name": "concat('All ', ${a})", "style": "pages",
                   "submission_url": "https://example.org/s", "auto_send": "yes",
                   "auto_delete": "yes", "allow_choice_duplicates": "yes",
                   "default_language": "English (en)"},
         given={"a": "x"}, holds=["All x", 'id="all"', "2026112501"]),
    Book("a form to be encrypted", [q("text", "a")],
         settings={"public_key": "MIIB", "submission_url": "https://example.org/s"},
         given={"a": "x"}, values={"a": "x"}),
    Book("no identifier of the instance", [q("text", "a")], settings={"omit_instanceID": "yes"},
         given={"a": "x"}, lacks=["instanceID"]),
    Book("texts as they are typed", [q("text", "a", "Two  spaces")],
         settings={"clean_text_values": "no"}, given={"a": "x"}, values={"a": "x"}),
    Book("a number before codes", [q("text", "a")],
         settings={"sms_keyword": "k", "prefix": "J1!k!"}, given={"a": "x"}, values={"a": "x"}),
    Book("a name from the sheet", [q("text", "a")], settings={"name": "data", "id_string": "n"},
         given={"a": "x"}, holds=['id="n"']),
    Book("choices twice", [q("select_one t", "a")],
         [{"list_name": "t", "name": "x", "label": "X"},
          {"list_name": "t", "name": "x", "label": "Y"}],
         settings={"allow_choice_duplicates": "yes"}, given={"a": "x"}, values={"a": "x"}),
    Book("an entity made", [q("text", "n", save_to="nom"), q("integer", "y", save_to="age")],
         entities=[{"list_name": "people", "label": "${n}"}], given={"n": "Amel", "y": "40"},
         holds=['dataset="people"', 'create="1"', "<label>Amel</label>"]),
    Book("an entity made when", [q("text", "n", save_to="nom"), q("select_one yn", "k")], SEX,
         entities=[{"list_name": "people", "label": "${n}", "create_if": "${k} = 'yes'"}],
         given={"n": "Amel", "k": "no"}, lacks=['create="1"']),
    Book("an entity changed",
         [q("csv-external", "people", None), q("text", "e"), q("text", "n", save_to="nom")],
         entities=[{"list_name": "people", "label": "${n}", "entity_id": "${e}",
                    "update_if": "${e} != ''"}],
         files={"people.csv": b"name,label,__version\nu1,Amel,3\n"},
         given={"e": "u1", "n": "Amel B."}, holds=['id="u1"', 'update="true"', 'baseVersion="3"']),
]  # fmt: skip
