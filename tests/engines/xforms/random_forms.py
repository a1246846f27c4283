"""Random forms: each expression reads what stands before it."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from .random_answers import LISTED, VALUES, Made
from .random_expressions import CHOICES, Known, day, number, one, text, truth
from .sheets import listed, xform

ASKED = ["int", "decimal", "text", "date", "time", "select1", "select", "cascade"]
KINDS = [*ASKED, "calc", "calcdec", "calctext", "calcday"]
TYPES = {"calc": "int", "calcdec": "decimal", "calctext": "string", "calcday": "date"}
LANGUAGES = ["fr", "en"]


@dataclass
class Section:
    """The form, a group or a repeat, while it is made; `template` is the model of a row.

    `always` says that nothing hides it.
    """

    path: str
    always: bool = True
    instance: list[str] = field(default_factory=list)
    template: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)


class Maker:
    """Draws a form, from its first question to its last."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.made = Made()
        self.known = Known()
        #: What events may read: they happen before anything is computed.
        self.given = Known()
        self.opening = self.kept = False
        self.model: list[str] = []
        self.texts: dict[str, list[str]] = {language: [] for language in LANGUAGES}
        for choice in (*CHOICES, *(row["itextId"] for row in LISTED)):
            for language in LANGUAGES:
                self._text(language, choice, f"{choice} {language}")

    def chance(self, parts: int) -> bool:
        """Return true once in some times."""
        return self.draw(st.integers(1, parts)) == parts

    # Questions.

    def question(self, section: Section, name: str, kinds: list[str] = KINDS) -> None:
        """Add a question or a calculation."""
        kind, path = one(self.draw, kinds), f"{section.path}/{name}"
        if _type(kind) == "decimal":
            self.made.decimals.append(path)
        rules = self._rules(kind)
        written = "".join(f' {rule}="{escaped(value)}"' for rule, value in rules.items())
        self.model.append(f'<bind nodeset="{path}" type="{_type(kind)}"{written}/>')
        node = f"<{name}>{self._default(kind)}</{name}>"
        section.instance.append(node)
        section.template.append(node)
        if kind in ASKED:
            event = self._event(section, kind)
            section.body.append(self._control(kind, path, self._label(path) + event))
            self.made.questions.append((path, kind))
            # What a form does when it is opened comes before what it computes, in JavaRosa.
            first = kind in {"int", "text", "date"} and not (event or self.kept)
            if first and self.chance(6):
                self._first(section, path, kind)
        held_by(self.known, kind).append(path)
        if kind in ASKED and kind != "cascade" and "relevant" not in rules and section.always:
            held_by(self.given, kind).append(path)

    def _rules(self, kind: str) -> dict[str, str]:
        draw, known, rules = self.draw, self.known, {}
        if self.chance(4):
            rules["relevant"] = truth(draw, known)
        if kind in TYPES:
            rules["calculate"] = self._value(kind)
        elif self.chance(4):
            rules["required"] = truth(draw, known)
        if kind in {"int", "decimal"} and self.chance(2):
            rules["constraint"] = f". >= {draw(st.integers(0, 6))}"
        elif kind == "text" and self.chance(2):
            rules["constraint"] = "regex(., '[a-b ]+') or . = 'c'"
        return rules

    def _value(self, kind: str) -> str:
        """Return an expression for a value of a kind."""
        if kind in {"int", "decimal", "calc", "calcdec"}:
            found = number(self.draw, self.known)
            return f"round({found})" if kind == "int" else found
        if kind in {"date", "calcday"}:
            return day(self.draw, self.known)
        found = text(self.draw, self.known)
        if kind != "calctext" or self.opening or not self.chance(6):
            return found
        self.kept = True
        return f"once({found})"

    def _default(self, kind: str) -> str:
        return self.draw(VALUES[kind]) if kind in {"int", "text", "date"} and self.chance(6) else ""

    def _label(self, path: str) -> str:
        """Write the label of a question in every language, with an answer in it."""
        name = f"{path}:label"
        readable = [*self.known.texts, *self.known.numbers]
        output = ""
        if readable and self.chance(2):
            output = f'<output value=" {one(self.draw, readable)} "/>'
        for language in LANGUAGES:
            self._text(language, name, f"{language} {path.rpartition('/')[2]} {output}.")
        return f"<label ref=\"jr:itext('{name}')\"/>"

    def _text(self, language: str, name: str, words: str) -> None:
        self.texts[language].append(f'<text id="{name}"><value>{words}</value></text>')

    def _control(self, kind: str, path: str, inner: str) -> str:
        if kind in {"select1", "select"}:
            items = "".join(
                f"<item><label ref=\"jr:itext('{c}')\"/><value>{c}</value></item>" for c in CHOICES
            )
            return f'<{kind} ref="{path}">{inner}{items}</{kind}>'
        if kind == "cascade":
            wanted = one(self.draw, self.known.texts) if self.known.texts else "'x'"
            return (
                f'<select1 ref="{path}">{inner}'
                f"<itemset nodeset=\"instance('kinds')/root/item[kind = {wanted}]\">"
                '<value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>'
            )
        return f'<input ref="{path}">{inner}</input>'

    # Events.

    def _event(self, section: Section, kind: str) -> str:
        """Return what a change of an answer sets: an answer before it, in the same section."""
        targets = [
            (path, its)
            for path, its in self.made.questions
            if path.rpartition("/")[0] == section.path and its in {"int", "text"}
        ]
        if not targets or kind == "cascade" or not self.chance(4):
            return ""
        path, its = self.draw(st.sampled_from(targets))
        value = escaped(self._value(its))
        return f'<setvalue event="xforms-value-changed" ref="{path}" value="{value}"/>'

    def _first(self, section: Section, path: str, kind: str) -> None:
        """Give an answer when the form is opened, and in every row that is added."""
        self.opening = True
        known, self.known = self.known, self.given
        value = escaped(self._value(kind))
        self.known = known
        event = "odk-instance-first-load"
        self.model.append(f'<setvalue event="{event}" ref="{path}" value="{value}"/>')
        if section.path not in {"/data", "/data/g"}:
            value = escaped(self._value(kind))
            event = "odk-new-repeat"
            section.body.append(f'<setvalue event="{event}" ref="{path}" value="{value}"/>')

    # Sections.

    def group(self, top: Section) -> None:
        """Add a group that is asked for, or not, as a whole."""
        section = Section(f"{top.path}/g", always=False)
        condition = escaped(truth(self.draw, self.known))
        self.model.append(f'<bind nodeset="{section.path}" relevant="{condition}"/>')
        for at in range(self.draw(st.integers(1, 3))):
            self.question(section, f"g{at}")
        top.instance.append(f"<g>{''.join(section.instance)}</g>")
        top.body.append(f'<group ref="{section.path}">{"".join(section.body)}</group>')

    def repeat(
        self, top: Section, name: str, *, nested: bool = False, counted: bool = False
    ) -> None:
        """Add a repeat; its answers are read outside as several."""
        path = f"{top.path}/{name}"
        count = ""
        if counted:
            for nodes in (top.instance, top.template):
                nodes.append(f"<{name}_count/>")
            wanted = escaped(f"if({number(self.draw, self.known, 1)} > 2, 3, 1)")
            bind = f'<bind nodeset="{path}_count" type="string" calculate="{wanted}"/>'
            self.model.append(bind)
            count = f' jr:count=" {path}_count "'
        outside, given = self.known, self.given
        self.known, self.given = outside.copied(), given.copied()
        self.known.several.clear()
        section = Section(path, always=not self.chance(3))
        if not section.always:
            condition = escaped(truth(self.draw, outside))
            self.model.append(f'<bind nodeset="{path}" relevant="{condition}"/>')
        for at in range(self.draw(st.integers(1, 3))):
            self.known.numbers.append("position(..)")
            self.question(section, f"{name[0]}{at}", KINDS if at else ASKED)
            self.known.numbers.remove("position(..)")
        if nested:
            self.repeat(section, "toy", counted=self.chance(3))
        inside = [each for each in self.known.numbers if each.startswith(f"{path}/")]
        gathered = [*self.known.several, *((each, path) for each in inside)]
        self.known, self.given = outside, given
        self.known.several.extend(gathered)
        (self.made.counted if counted else self.made.repeats).append(path)
        template = f'<{name} jr:template="">{"".join(section.template)}</{name}>'
        row = f"<{name}>{''.join(section.instance)}</{name}>"
        top.template.append(template)
        top.instance.append(row if top.path != "/data" else template + row)
        top.body.append(
            f'<group ref="{path}"><repeat nodeset="{path}"{count}>{"".join(section.body)}'
            "</repeat></group>"
        )

    def form(self) -> Made:
        """Return the whole form."""
        top = Section("/data")
        for at in range(self.draw(st.integers(2, 8))):
            self.question(top, f"q{at}")
        if self.chance(2):
            self.group(top)
        if self.chance(2):
            self.repeat(top, "kid", nested=self.chance(2))
        if self.chance(3):
            self.repeat(top, "pack", counted=True)
        top.instance.append("<last/>")
        value = escaped(number(self.draw, self.known))
        self.model.append(f'<bind nodeset="/data/last" type="int" calculate="{value}"/>')
        words = "".join(
            f'<translation lang="{language}">{"".join(texts)}</translation>'
            for language, texts in self.texts.items()
        )
        model = f"<itext>{words}</itext>{listed('kinds', *LISTED)}{''.join(self.model)}"
        self.made.xml = xform("".join(top.instance), model, "".join(top.body))
        return self.made


def _type(kind: str) -> str:
    known = {"int", "decimal", "date", "time"}
    return TYPES.get(kind) or (kind if kind in known else "string")


def held_by(known: Known, kind: str) -> list[str]:
    """Return the list of paths that holds a kind of question."""
    if kind in {"int", "decimal", "calc", "calcdec"}:
        return known.numbers
    if kind in {"date", "calcday"}:
        return known.dates
    return {"select": known.choices, "time": known.times}.get(kind, known.texts)


def escaped(written: str) -> str:
    return written.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


@st.composite
def random_forms(draw: st.DrawFn) -> Made:
    return Maker(draw).form()
