"""Fill a form here and in JavaRosa, and compare after each act.

python -m tests.engines.xforms.comparing [FORMS]
"""

import sys
from collections import Counter

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from lieucommun.engines.xforms import Answers, compile_form

from .javarosa import JavaRosa
from .random_forms import Made, random_answers, random_forms
from .sheets import start


class Comparison:
    """A form filled twice; `counts` tells what was compared."""

    def __init__(self, made: Made, javarosa: JavaRosa, counts: Counter[str]) -> None:
        self.kinds = dict(made.questions)
        self.javarosa = javarosa
        self.counts = counts
        self.answers: Answers = start(compile_form(made.xml))
        assert javarosa.asked(act="open", xml=made.xml.decode()) == {}
        counts["forms"] += 1
        self.compare()

    def act(self, act: str, path: str, value: str) -> None:
        """Do the same on both sides."""
        if act == "set":
            self._set(path, value)
        else:
            self.answers.add_repeat(path)
            assert self.javarosa.asked(act="add", path=path) == {}
        self.compare()

    def compare(self) -> None:
        """Relevance, required, choices and the instance are the same."""
        answers = self.answers
        places = answers.live.place_of
        leaves = [each for each in answers.live.root.iter("*") if places[each].leaf]
        paths = [answers.path_of(each) for each in leaves]
        cascades = [path for path in paths if self.kinds.get(_bare(path)) == "cascade"]
        theirs = self.javarosa.asked(act="look", paths=paths, choices=cascades)
        assert "error" not in theirs, theirs
        _same({path: answers.is_relevant(path) for path in paths}, theirs["relevant"])
        _same({path: answers.is_required(path) for path in paths}, theirs["required"])
        ours = {path: [each.value for each in answers.choices(path)] for path in theirs["choices"]}
        _same(ours, theirs["choices"])
        _same(_texts(answers.to_xml()), _texts(theirs["xml"].encode()))
        self.counts["states"] += 1
        self.counts["answers"] += len(paths)
        self.counts["not relevant"] += len(paths) - sum(theirs["relevant"].values())

    def _set(self, path: str, value: str) -> None:
        kind = self.kinds[_bare(path)]
        offered = {each.value for each in self.answers.choices(path)}
        if not self.answers.is_relevant(path) or (kind == "cascade" and value not in offered):
            return
        before = self.answers.value(path)
        self.answers.set(path, value)
        theirs = self.javarosa.asked(act="set", path=path, kind=kind, value=value)
        assert "error" not in theirs, theirs
        wrong = {each.path for each in self.answers.problems() if each.kind == "constraint"}
        assert (path in wrong) == (theirs["result"] == "CONSTRAINT_VIOLATED"), theirs
        self.counts["acts"] += 1
        if path in wrong:
            # JavaRosa does not keep such an answer.
            self.counts["constraints broken"] += 1
            self.answers.set(path, before)


def _same(ours: object, theirs: object) -> None:
    assert ours == theirs, f"{ours} here, {theirs} in JavaRosa"


def _bare(path: str) -> str:
    return "/".join(part.partition("[")[0] for part in path.split("/"))


def _texts(xml: bytes) -> list[tuple[str, str]]:
    top = etree.fromstring(xml)
    tree = top.getroottree()
    return [(tree.getpath(each), each.text or "") for each in top.iter("*")]


def compare_forms(javarosa: JavaRosa, forms: int, counts: Counter[str]) -> None:
    """Fill some random forms on both sides; AssertionError shows the first difference."""

    @settings(
        max_examples=forms,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=[HealthCheck.too_slow],
        database=None,
    )
    @given(data=st.data())
    def compare(data: st.DataObject) -> None:
        made = data.draw(random_forms())
        both = Comparison(made, javarosa, counts)
        for act in data.draw(random_answers(made)):
            both.act(*act)

    compare()


def main(forms: int) -> None:
    """Compare, and print what was compared."""
    counts: Counter[str] = Counter()
    with JavaRosa() as javarosa:
        compare_forms(javarosa, forms, counts)
    print(", ".join(f"{count:,} {name}" for name, count in counts.items()))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
