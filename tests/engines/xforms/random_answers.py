"""Random answers to a form: what is set, added and taken away, and where."""

from dataclasses import dataclass, field
from itertools import count

from hypothesis import strategies as st

from lieucommun.engines.xforms import Answers, FormError

from .random_expressions import CHOICES, DAYS, DECIMALS, WORDS

LISTED = [
    {"itextId": f"kinds-{c}{n}", "name": f"{c}{n}", "kind": c} for c in CHOICES for n in (1, 2)
]
#: Parts of a day that binary numbers hold exactly.
TIMES = ["00:00:00.000+01:00", "09:45:00.000+01:00", "23:15:00.000+01:00"]
VALUES: dict[str, st.SearchStrategy[str]] = {
    "int": st.integers(-2, 12).map(str),
    "decimal": st.sampled_from([*DECIMALS, "3", "-1"]),
    "text": st.sampled_from(WORDS),
    "date": st.sampled_from(DAYS),
    "time": st.sampled_from(TIMES),
    "select1": st.sampled_from(CHOICES),
    "select": st.sampled_from(["x", "x y", "z", "y z"]),
    "cascade": st.sampled_from([row["name"] for row in LISTED]),
}


@dataclass
class Made:
    """A form: its XML, what it asks (paths and kinds), and its repeats.

    Rows are added to those in `repeats`; the form itself decides how many `counted` ones have.
    """

    xml: bytes = b""
    questions: list[tuple[str, str]] = field(default_factory=list)
    repeats: list[str] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    decimals: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Act:
    """Something done: set, add or remove; `rows` choose among the rows that there are."""

    act: str
    path: str
    value: str = ""
    rows: tuple[int, int] = (0, 0)

    def at(self, answers: Answers, made: Made) -> str | None:
        """Return the path with the numbers of its rows; None where there is no row to choose."""
        chosen, bare, path = iter(self.rows), "", ""
        for name in self.path.strip("/").split("/"):
            bare, path = f"{bare}/{name}", f"{path}/{name}"
            if bare in made.repeats or bare in made.counted:
                there = rows(answers, path)
                if (self.act, self.path) == ("add", bare):
                    return f"{path}[{there + 1}]"
                if not there:
                    return None
                path = f"{path}[{1 + next(chosen) % there}]"
        return path


def rows(answers: Answers, path: str) -> int:
    """Return how many rows a repeat has."""
    for number in count(1):
        try:
            answers.is_relevant(f"{path}[{number}]")
        except FormError:
            return number - 1
    raise AssertionError


def play(answers: Answers, act: Act, path: str) -> None:
    """Do an act at the path that it was given."""
    if act.act == "set":
        answers.set(path, act.value)
    elif act.act == "add":
        answers.add_repeat(path)
    else:
        answers.remove_repeat(path)


@st.composite
def random_answers(draw: st.DrawFn, made: Made) -> list[Act]:
    """Return what is done, where, and with which value."""
    acts = []
    for _ in range(draw(st.integers(1, 10))):
        chosen = draw(st.tuples(st.integers(0, 5), st.integers(0, 5)))
        if made.repeats and draw(st.integers(0, 3)) == 0:
            act = draw(st.sampled_from(["add", "add", "remove"]))
            acts.append(Act(act, draw(st.sampled_from(made.repeats)), rows=chosen))
        if made.questions:
            path, kind = draw(st.sampled_from(made.questions))
            acts.append(Act("set", path, draw(VALUES[kind]), chosen))
    return acts
