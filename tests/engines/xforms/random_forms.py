"""Random forms and random answers: each expression reads what stands before it."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from .sheets import listed, xform

WORDS = ["a", "b", "a b", "c", "abc"]
CHOICES = ["x", "y", "z"]
DAYS = ["2026-01-31", "2026-02-28", "2026-03-29", "2027-01-01"]
KINDS = ["int", "text", "date", "select1", "select", "cascade", "calc", "calctext"]
ITEMS = "".join(f"<item><label>{c}</label><value>{c}</value></item>" for c in CHOICES)
LISTED = [{"name": f"{c}{n}", "label": f"{c}{n}", "kind": c} for c in CHOICES for n in (1, 2)]


@dataclass
class Made:
    """A form, and the questions that it asks: path, kind, and the repeat that holds it."""

    instance: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    binds: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    questions: list[tuple[str, str]] = field(default_factory=list)

    @property
    def xml(self) -> bytes:
        row = "".join(self.rows)
        repeat = f'<kid jr:template="">{row}</kid><kid>{row}</kid>' if row else ""
        body = "".join(self.body)
        if row:
            body += f'<group ref="/data/kid"><repeat nodeset="/data/kid">{"".join(self.inner)}'
            body += "</repeat></group>"
        model = listed("kinds", *LISTED) + "".join(self.binds)
        return xform("".join(self.instance) + repeat, model, body)


def _one(draw: st.DrawFn, several: list[str]) -> str:
    return draw(st.sampled_from(several))


def _number(draw: st.DrawFn, made: Made, depth: int = 2) -> str:
    kind = draw(st.integers(0, 9 if depth else 3))
    if kind <= 1 or (kind <= 3 and not made.numbers):
        return str(draw(st.integers(-3, 12)))
    if kind <= 3:
        return _one(draw, made.numbers)
    if kind <= 5:
        sign = _one(draw, ["+", "-", "*"])
        return f"({_number(draw, made, depth - 1)} {sign} {_number(draw, made, depth - 1)})"
    if kind <= 8:
        return _counted(draw, made, depth, kind)
    then, other = _number(draw, made, depth - 1), _number(draw, made, depth - 1)
    return f"if({_truth(draw, made, depth - 1)}, {then}, {other})"


def _counted(draw: st.DrawFn, made: Made, depth: int, kind: int) -> str:
    if kind == 6:
        return f"string-length({_text(draw, made, depth - 1)})"
    if kind == 7 and made.choices:
        return f"count-selected({_one(draw, made.choices)})"
    if made.dates and draw(st.booleans()):
        return f"({_one(draw, made.dates)} - date('{_one(draw, DAYS)}'))"
    return f"int({_number(draw, made, depth - 1)} div 2)"


def _text(draw: st.DrawFn, made: Made, depth: int = 2) -> str:
    kind = draw(st.integers(0, 6 if depth else 2))
    if kind == 0 or (kind <= 2 and not made.texts):
        return f"'{_one(draw, WORDS)}'"
    if kind <= 2:
        return _one(draw, made.texts)
    one = _text(draw, made, depth - 1)
    if kind == 3:
        return f"concat({one}, '-', {_text(draw, made, depth - 1)})"
    if kind == 4:
        return f"coalesce({one}, {_text(draw, made, depth - 1)})"
    if kind == 5:
        return f"substr({one}, {draw(st.integers(-2, 2))})"
    return f"if({_truth(draw, made, depth - 1)}, {one}, 'w')"


def _truth(draw: st.DrawFn, made: Made, depth: int = 2) -> str:
    kind = draw(st.integers(0, 7 if depth else 2))
    if kind <= 1:
        sign = _one(draw, ["=", "!=", "<", "<=", ">", ">="])
        return f"{_number(draw, made, 0)} {sign} {_number(draw, made, 0)}"
    if kind == 2:
        sign = _one(draw, ["=", "!="])
        return f"{_text(draw, made, 0)} {sign} {_text(draw, made, 0)}"
    if kind in {3, 4}:
        return _known(draw, made, kind)
    if kind == 5:
        return f"not({_truth(draw, made, depth - 1)})"
    sign = _one(draw, ["and", "or"])
    return f"({_truth(draw, made, depth - 1)} {sign} {_truth(draw, made, depth - 1)})"


def _known(draw: st.DrawFn, made: Made, kind: int) -> str:
    if kind == 3 and made.choices:
        return f"selected({_one(draw, made.choices)}, '{_one(draw, CHOICES)}')"
    if kind == 3 and made.dates:
        sign = _one(draw, ["<", "<=", ">", ">="])
        return f"{_one(draw, made.dates)} {sign} date('{_one(draw, DAYS)}')"
    return f"regex({_text(draw, made, 0)}, '[ab]+')"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _question(draw: st.DrawFn, made: Made, name: str, above: str) -> None:
    kind = _one(draw, KINDS)
    path = f"{above}/{name}"
    rules: dict[str, str] = {}
    if draw(st.integers(0, 3)) == 0:
        rules["relevant"] = _truth(draw, made)
    if kind == "calc":
        rules["calculate"] = _number(draw, made)
    elif kind == "calctext":
        rules["calculate"] = _text(draw, made)
    elif kind in {"int", "text"} and draw(st.booleans()):
        low = draw(st.integers(0, 6))
        rules["constraint"] = f". >= {low}" if kind == "int" else "regex(., '[a-b ]+') or . = 'c'"
    if kind not in {"calc", "calctext"} and draw(st.integers(0, 3)) == 0:
        rules["required"] = _truth(draw, made)
    data = {"int": "int", "calc": "int", "date": "date"}.get(kind, "string")
    written = "".join(f' {rule}="{_escaped(value)}"' for rule, value in rules.items())
    made.binds.append(f'<bind nodeset="{path}" type="{data}"{written}/>')
    known = {"int": made.numbers, "calc": made.numbers, "select": made.choices}
    known["date"] = made.dates
    control = _control(draw, made, kind, path)
    known.get(kind, made.texts).append(path)
    if control:
        made.questions.append((path, kind))
        (made.inner if above.endswith("kid") else made.body).append(control)


def _control(draw: st.DrawFn, made: Made, kind: str, path: str) -> str:
    if kind in {"int", "text", "date"}:
        return f'<input ref="{path}"><label>q</label></input>'
    if kind in {"select1", "select"}:
        return f'<{kind} ref="{path}"><label>q</label>{ITEMS}</{kind}>'
    if kind == "cascade":
        wanted = _one(draw, made.texts) if made.texts else "'x'"
        return (
            f'<select1 ref="{path}"><label>q</label>'
            f"<itemset nodeset=\"instance('kinds')/root/item[kind = {wanted}]\">"
            '<value ref="name"/><label ref="label"/></itemset></select1>'
        )
    return ""


def _group(draw: st.DrawFn, made: Made) -> None:
    """Add a group that is asked for, or not, as a whole."""
    condition = _escaped(_truth(draw, made))
    made.binds.append(f'<bind nodeset="/data/g" relevant="{condition}"/>')
    names = [f"g{at}" for at in range(draw(st.integers(1, 3)))]
    made.instance.append("<g>" + "".join(f"<{name}/>" for name in names) + "</g>")
    made.body.append('<group ref="/data/g">')
    for name in names:
        _question(draw, made, name, "/data/g")
    made.body.append("</group>")


@st.composite
def random_forms(draw: st.DrawFn) -> Made:
    made = Made()
    for at in range(draw(st.integers(2, 8))):
        made.instance.append(f"<q{at}/>")
        _question(draw, made, f"q{at}", "/data")
    if draw(st.booleans()):
        _group(draw, made)
    outside = [*made.numbers], [*made.texts], [*made.choices], [*made.dates]
    for at in range(draw(st.integers(0, 3))):
        made.rows.append(f"<r{at}/>")
        _question(draw, made, f"r{at}", "/data/kid")
    inside = [path for path in made.numbers if "/kid/" in path]
    made.numbers, made.texts, made.choices, made.dates = outside
    if made.rows:
        made.numbers.append("count(/data/kid)")
        made.numbers += [f"sum({path})" for path in inside]
    made.instance.append("<last/>")
    value = _escaped(_number(draw, made))
    made.binds.append(f'<bind nodeset="/data/last" type="int" calculate="{value}"/>')
    return made


@st.composite
def random_answers(draw: st.DrawFn, made: Made) -> list[tuple[str, str, str]]:
    """Return acts: what is done, where, and the value."""
    acts = []
    kids = 1
    for _ in range(draw(st.integers(1, 10))):
        if made.rows and draw(st.integers(0, 5)) == 0 and kids < 4:
            acts.append(("add", "/data/kid", ""))
            kids += 1
        if not made.questions:
            continue
        path, kind = draw(st.sampled_from(made.questions))
        if "/kid/" in path:
            path = path.replace("/kid/", f"/kid[{draw(st.integers(1, kids))}]/")
        acts.append(("set", path, draw(VALUES[kind])))
    return acts


VALUES = {
    "int": st.integers(-2, 12).map(str),
    "text": st.sampled_from(WORDS),
    "date": st.sampled_from(DAYS),
    "select1": st.sampled_from(CHOICES),
    "select": st.sampled_from(["x", "x y", "z", "y z"]),
    "cascade": st.sampled_from([row["name"] for row in LISTED]),
}
