"""Computing forms, against plain lxml XPath with Python functions on the same instances.

python -m benchmarks forms
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from lxml import etree

from lieucommun.engines.xforms import Answers, compile_form

from . import javarosa
from .measuring import Case, Outcome, compare
from .options import Options

NAME = "forms"
PEER = (
    "compiled lxml XPath on the same instance, with `regex` a Python function: no dates, no "
    "repeats, no messages, no bounds. It evaluates every rule; for one answer too, as it does not "
    "know what depends on what. For the cascade, one XPath with a predicate. Where there is a Java "
    "runtime, JavaRosa too, once warm: "
    "its rules computed anew, then validated."
)
ROWS = 16_000
PATTERN = "[a-z]{2}[0-9]+"
HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head>'
    "<h:title>Form</h:title><model><instance><data>{0}</data></instance>{1}</model></h:head>"
    "<h:body>{2}</h:body></h:html>"
)
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


class Rules:
    """A form of some questions: each required and constrained, one in five with a relevance."""

    def __init__(self, questions: int) -> None:
        count = range(questions)
        self.constraint = f"regex(., '{PATTERN}')"
        self.relevant = {at: f"/data/q{at - 1} != ''" for at in count if at % 5 == 1}
        self.calculate = {
            at: f"concat(/data/q{10 * at}, '-', /data/q{10 * at + 1})"
            for at in range(questions // 10)
        }
        self.instance = "".join(f"<q{at}>ab{at}</q{at}>" for at in count)
        self.instance += "".join(f"<c{at}/>" for at in self.calculate)
        binds = [
            f'<bind nodeset="/data/q{at}" required="true()" constraint="{self.constraint}"'
            + (f' relevant="{self.relevant[at]}"/>' if at in self.relevant else "/>")
            for at in count
        ]
        binds += [
            f'<bind nodeset="/data/c{a}" calculate="{c}"/>' for a, c in self.calculate.items()
        ]
        self.binds = "".join(binds)
        self.questions = questions

    @property
    def xml(self) -> str:
        """The form, its questions asked."""
        body = "".join(
            f'<input ref="/data/q{at}"><label>q{at}</label></input>' for at in range(self.questions)
        )
        instance = f'<data id="form">{self.instance}</data>'
        return HEAD.replace("<data>{0}</data>", "{0}").format(instance, self.binds, body)

    def answers(self) -> Answers:
        return compile_form(self.xml.encode()).start(now=NOW, zone=UTC)

    def peer(self) -> Callable[[int], None]:
        """Return the same rules evaluated by lxml, all of them, in the order of the document."""
        etree.FunctionNamespace(None)["regex"] = _regex
        root = etree.fromstring(f"<data>{self.instance}</data>")
        nodes = [*root]
        constraints = [etree.XPath(self.constraint) for _ in range(self.questions)]
        required = [etree.XPath("true()") for _ in range(self.questions)]
        relevant = {at: etree.XPath(rule) for at, rule in self.relevant.items()}
        calculate = {at: etree.XPath(rule) for at, rule in self.calculate.items()}

        def run(_: int) -> None:
            for at, rule in calculate.items():
                node = nodes[self.questions + at]
                node.text = rule(node)
            wrong = 0
            for at in range(self.questions):
                node = nodes[at]
                if at in relevant and not relevant[at](node):
                    continue
                missing = required[at](node) and not node.text
                wrong += missing or not constraints[at](node)
            if wrong:
                raise SystemExit("lxml finds mistakes where there are none")

        return run


def _regex(_: object, value: list[etree._Element], pattern: str) -> bool:
    return re.fullmatch(pattern, value[0].text or "") is not None


def run(options: Options) -> Outcome:
    """Compare a whole validation, one answer, and a cascade."""
    cases = [_validation(), _one_answer(), _cascade(min(ROWS, options.rows))]
    figures = [compare(case, rounds=options.rounds, repeats=options.repeats) for case in cases]
    rules = Rules(100)
    warmed = javarosa.validation(rules.xml)
    if warmed:
        case = Case("100 questions, everything, JavaRosa", _whole(rules), warmed.run)
        figures.append(compare(case, rounds=options.rounds, repeats=options.repeats))
    whole, one, cascade = figures[:3]
    outcome = Outcome(NAME, "Computing forms", PEER, figures)
    outcome.aims = [
        _aim("a whole validation of 100 questions, ratio of medians", whole.ours, whole.peer, 1.0),
        f"one answer among 500 questions: {one.ours.median:.2f} ms (aim: 2 ms)",
        f"a cascade on {min(ROWS, options.rows):,} rows: {cascade.ours.median:.2f} ms (aim: 50 ms)",
    ]
    told = "the same against JavaRosa, ratio of medians"
    if warmed:
        outcome.aims += [_aim(told, figures[3].ours, figures[3].peer, 5.0), str(warmed)]
    else:
        outcome.aims.append(f"{told}: not measured, there is no Java runtime (aim: 5)")
    return outcome


def _aim(told: str, ours: tuple[float, ...], peer: tuple[float, ...], aim: float) -> str:
    ratio = ours[0] / peer[0]
    return f"{told}: {ratio:.2f} (aim: {aim:g}){'' if ratio <= aim else ' MISSED'}"


def _validation() -> Case:
    rules = Rules(100)
    return Case("100 questions, everything", _whole(rules), rules.peer())


def _whole(rules: Rules) -> Callable[[int], None]:
    answers = rules.answers()

    def ours(_: int) -> None:
        answers.live.fresh()
        answers.live.mark_all()
        answers.live.settle()
        if answers.problems():
            raise SystemExit("the form finds mistakes where there are none")

    return ours


def _one_answer() -> Case:
    rules = Rules(500)
    answers = rules.answers()
    return Case(
        "500 questions, one answer",
        lambda number: answers.set("/data/q250", f"ab{number}"),
        rules.peer(),
    )


def _cascade(rows: int) -> Case:
    lines = "".join(f"c{at},Commune {at},{at % 100}\n" for at in range(rows))
    body = (
        '<select1 ref="/data/town"><itemset nodeset="'
        'instance(\'towns\')/root/item[dep = /data/dep]"><value ref="name"/><label ref="label"/>'
        "</itemset></select1>"
    )
    model = '<instance id="towns" src="jr://file-csv/towns.csv"/>'
    form = compile_form(
        HEAD.format("<dep/><town/>", model, body).encode(),
        {"towns.csv": f"name,label,dep\n{lines}".encode()},
    )
    answers = form.start(now=NOW, zone=UTC)
    root = form.lists.roots["towns"]
    find = etree.XPath("root/item[dep = $dep]")

    def ours(number: int) -> None:
        answers.set("/data/dep", number % 100)
        answers.choices("/data/town")

    def peer(number: int) -> None:
        for row in find(root, dep=str(number % 100)):
            row.findtext("name")
            row.findtext("label")

    return Case(f"a cascade on {rows:,} rows", ours, peer)
