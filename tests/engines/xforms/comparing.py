"""Fill a form here and in JavaRosa, and compare after each act.

python -m tests.engines.xforms.comparing [FORMS]
"""

import sys
from collections import Counter

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from lieucommun.engines.xforms import Answers, compile_form, whole

from .javarosa import JavaRosa
from .random_answers import Act, Made, play, random_answers, rows
from .random_forms import random_forms
from .sheets import NOW, PARIS, start


class Comparison:
    """A form filled twice; `counts` tells what was compared."""

    def __init__(self, made: Made, javarosa: JavaRosa, counts: Counter[str]) -> None:
        self.made = made
        self.kinds = dict(made.questions)
        self.javarosa = javarosa
        self.counts = counts
        self.answers: Answers = start(compile_form(made.xml))
        _same({}, javarosa.asked(act="open", xml=made.xml.decode()))
        counts["forms"] += 1
        counts["repeats"] += len(made.repeats) + len(made.counted)
        counts["events"] += made.xml.count(b"<setvalue")
        self.compare()

    def act(self, act: Act) -> None:
        """Do the same on both sides."""
        path = act.at(self.answers, self.made)
        if path is None:
            return
        if act.act == "set":
            self._set(path, act.value)
        else:
            told = self.javarosa.asked(act=act.act, path=path).get("error", "")
            if "couldn't create repeat" in told:
                # It is not asked for: JavaRosa offers no row.
                assert not any(map(self.answers.is_relevant, self._rows(path)))
                return
            _same("", told)
            play(self.answers, act, path)
            self.counts[f"rows {act.act}ed" if act.act == "add" else "rows removed"] += 1
        self.compare()

    def compare(self) -> None:
        """Relevance, required, words, choices and the instance are the same."""
        answers = self.answers
        places = answers.live.place_of
        leaves = [each for each in answers.live.root.iter("*") if places[each].leaf]
        paths = [answers.path_of(each) for each in leaves]
        theirs = self.javarosa.asked(
            act="look",
            paths=paths,
            languages=answers.form.languages,
            counted={path: rows(answers, path) for path in self._counted()},
        )
        assert "error" not in theirs, theirs
        _same(self._texts(answers.to_xml()), self._texts(theirs["xml"].encode()))
        # Rows that are counted and not asked for are not made there.
        assert not any(map(answers.is_relevant, theirs["missing"])), theirs["missing"]
        there = [*theirs["relevant"]]
        _same({path: answers.is_relevant(path) for path in there}, theirs["relevant"])
        _same({path: answers.is_required(path) for path in there}, theirs["required"])
        shown = {self._path(path): told["labels"] for path, told in theirs["shown"].items()}
        _same({path: self._shown(path) for path in shown}, shown)
        asked = [path for path in paths if _bare(path) in self.kinds and answers.is_relevant(path)]
        _same(asked, [*shown])
        self.counts["states"] += 1
        self.counts["answers"] += len(paths)
        self.counts["labels"] += sum(map(len, shown.values()))
        self.counts["not relevant"] += len(there) - sum(theirs["relevant"].values())

    def _texts(self, xml: bytes) -> list[tuple[str, str | float]]:
        """Return the answers of an instance; 3 and 3.0 are the same decimal."""
        top = etree.fromstring(xml)
        paths = ((top.getroottree().getpath(each), each.text or "") for each in top.iter("*"))
        decimals = self.made.decimals
        return [
            (path, float(text) if text and _bare(path) in decimals else text)
            for path, text in paths
        ]

    def _shown(self, path: str) -> dict[str, list[object]]:
        """Return the words of a question and of its choices, in every language."""
        answers = self.answers
        return {
            language: [
                answers.label(path, language),
                [[each.value, each.label] for each in answers.choices(path, language)],
            ]
            for language in answers.form.languages
        }

    def _path(self, numbered: str) -> str:
        """Return a path where only the rows of repeats have numbers."""
        path, bare = "", ""
        for part in numbered.strip("/").split("/"):
            name = part.partition("[")[0]
            bare = f"{bare}/{name}"
            several = bare in self.made.repeats or bare in self.made.counted
            path += f"/{part if several else name}"
        return path

    def _counted(self) -> list[str]:
        """Return the counted repeats, in each row that holds one."""
        found = []
        for path in self.made.counted:
            above, _, name = path.rpartition("/")
            within = above in self.made.repeats
            many = range(1, 1 + rows(self.answers, above)) if within else ()
            found += [f"{above}[{row}]/{name}" for row in many] if within else [path]
        return found

    def _breaks(self, path: str, value: str) -> bool:
        """Tell whether an answer would break the constraint, before anything comes of it."""
        top = etree.fromstring(whole(self.answers))
        (leaf,) = top.xpath(path)
        leaf.text = value
        trial = self.answers.form.load(etree.tostring(top), now=NOW, zone=PARIS)
        return any(each.path == path and each.kind == "constraint" for each in trial.problems())

    def _rows(self, path: str) -> list[str]:
        repeat, last = path.removesuffix("]").rsplit("[", 1)
        return [f"{repeat}[{number}]" for number in range(1, int(last))]

    def _set(self, path: str, value: str) -> None:
        kind = self.kinds[_bare(path)]
        offered = {each.value for each in self.answers.choices(path)}
        if not self.answers.is_relevant(path) or (kind == "cascade" and value not in offered):
            return
        wrong = self._breaks(path, value)
        theirs = self.javarosa.asked(act="set", path=path, kind=kind, value=value)
        assert "error" not in theirs, theirs
        _same(wrong, theirs["result"] == "CONSTRAINT_VIOLATED")
        self.counts["acts"] += 1
        if wrong:
            # JavaRosa does not keep such an answer.
            self.counts["constraints broken"] += 1
        else:
            self.answers.set(path, value)


def _same(ours: object, theirs: object) -> None:
    assert ours == theirs, f"{ours} here, {theirs} in JavaRosa"


def _bare(path: str) -> str:
    return "/".join(part.partition("[")[0] for part in path.split("/"))


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
            both.act(act)

    compare()


def main(forms: int) -> None:
    """Compare, and print what was compared."""
    counts: Counter[str] = Counter()
    with JavaRosa() as javarosa:
        compare_forms(javarosa, forms, counts)
    print(", ".join(f"{count:,} {name}" for name, count in counts.items()))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
