"""What expressions of a form refer to; and their trees made ready for its instance."""

from collections.abc import Mapping
from dataclasses import replace

from lieucommun.engines.xforms.errors import ExpressionError
from lieucommun.engines.xforms.expressions.tree import (
    Anchor,
    Call,
    Chain,
    Expression,
    Filter,
    Fixed,
    Negation,
    Path,
    Step,
    Text,
    Union,
)

from .attributes import about_owner
from .places import Names, Place, split, written

#: Where a context node may lie; None where it is outside of the instance.
Here = frozenset[Names] | None
Start = Expression | Anchor | Fixed | str | None
_STAYS = {"node()", "text()", "*"}


class Placer:
    """Rewrites the expressions about one place, and gathers the paths that they read.

    Inside a repeat, an absolute path means the nodes of the same repeat, as in every ODK client;
    elements that are always there are found by their path at once.
    """

    def __init__(self, places: Mapping[Names, Place], about: Names) -> None:
        self.places = places
        self.about = about
        self.attribute = about[-1][1:] if about and about[-1].startswith("@") else ""
        self.context = context = about[:-1] if self.attribute else about
        self.values: set[Names] = set()
        self.rows: set[Names] = set()
        self._limit = len(context) + 1

    def placed(self, tree: Expression, here: Here = None) -> Expression:
        """Return a tree for the instance of the form; the context node is that of the place.

        For an attribute, that is the element that it is of.
        """
        tree = about_owner(tree, self.attribute) if self.attribute else tree
        return self._tree(tree, frozenset({self.context}) if here is None else here)

    def _tree(self, tree: Expression, here: Here) -> Expression:
        if isinstance(tree, Path):
            return self._path(tree, here)
        if isinstance(tree, Call):
            return self._call(tree, here)
        if isinstance(tree, Filter):
            predicates = tuple(self._tree(each, None) for each in tree.predicates)
            return replace(tree, operand=self._tree(tree.operand, here), predicates=predicates)
        return self._joined(tree, here)

    def _joined(self, tree: Expression, here: Here) -> Expression:
        if isinstance(tree, Chain):
            rest = tuple((sign, self._tree(each, here)) for sign, each in tree.rest)
            return Chain(self._tree(tree.first, here), rest)
        if isinstance(tree, Negation):
            return Negation(self._tree(tree.operand, here))
        if isinstance(tree, Union):
            return replace(tree, parts=tuple(self._tree(each, here) for each in tree.parts))
        return tree

    def _call(self, tree: Call, here: Here) -> Expression:
        if tree.name == "position" and tree.arguments:
            inner = Placer(self.places, self.context)
            found = replace(tree, arguments=tuple(inner._tree(a, here) for a in tree.arguments))
            self.rows |= inner.values | inner.rows
            return found
        if tree.name == "indexed-repeat" and len(tree.arguments) > 1:
            return self._indexed(tree, here)
        if tree.name == "jr:choice-name" and tree.arguments:
            tree = self._choice_name(tree, here)
        return replace(tree, arguments=tuple(self._tree(each, here) for each in tree.arguments))

    def _choice_name(self, tree: Call, here: Here) -> Call:
        """Write in full the path of a question, which ' ../town ' tells from here in a repeat."""
        *others, last = tree.arguments
        if not isinstance(last, Text) or last.value.strip().startswith("/"):
            return tree
        path, at = last.value.strip(), self.about
        if here is not None and len(here) == 1 and here != frozenset({self.context}):
            (at,) = here
        if path.startswith("current()/"):
            path, at = path.removeprefix("current()/"), self.about
        for part in split(path):
            if part == "..":
                at = at[:-1]
            elif part != ".":
                at = (*at, part)
        return replace(tree, arguments=(*others, Text(written(at))))

    def _indexed(self, tree: Call, here: Here) -> Expression:
        """Keep the repeats that are numbered free, and bind those above them."""
        before = self._limit
        repeat = tree.arguments[1]
        if isinstance(repeat, Path) and repeat.start == "/":
            self._limit = len(repeat.steps)
        paths = {0, *range(1, len(tree.arguments), 2)}
        arguments = []
        for index, each in enumerate(tree.arguments):
            limit, self._limit = self._limit, self._limit if index in paths else before
            arguments.append(self._tree(each, here))
            self._limit = limit
        self._limit = before
        return replace(tree, arguments=tuple(arguments))

    def _path(self, tree: Path, here: Here) -> Expression:
        start, at = self._start(tree, here)
        steps = []
        for step in tree.steps:
            at = self._step(step, at)
            predicates = tuple(self._tree(each, at) for each in step.predicates)
            steps.append(replace(step, predicates=predicates))
        if at is not None:
            self._known(tree, at)
            self.values |= at
        found = Path(start, tuple(steps), tree.position)
        return self._bound(found, here) if start == "/" or start is None else found

    def _start(self, tree: Path, here: Here) -> tuple[Start, Here]:
        if tree.start == "/":
            return "/", frozenset({()})
        if tree.start is None:
            return None, here
        if isinstance(tree.start, Call) and tree.start.name == "current":
            return Anchor(0), frozenset({self.context})
        if isinstance(tree.start, Anchor | Fixed | str):
            return tree.start, None
        return self._tree(tree.start, here), None

    def _step(self, step: Step, at: Here) -> Here:
        """Return where a step may lead; every place of the form when that is not known."""
        if at is None:
            return None
        axis, test = step.axis, step.test
        if axis in {"child", "self"} and test in _STAYS and (axis, test) != ("child", "*"):
            return self._inside(at) if (axis, test) == ("child", "node()") else at
        if axis in {"child", "attribute"} and test != "*" and not test.endswith(")"):
            name = f"@{test}" if axis == "attribute" else test
            return frozenset((*names, name) for names in at)
        if axis == "parent":
            return frozenset(names[:-1] for names in at if names)
        return self._inside(at) if axis == "child" else self._far(axis, at)

    def _inside(self, at: frozenset[Names]) -> Here:
        return frozenset(names for names in self.places if names[:-1] in at)

    def _far(self, axis: str, at: frozenset[Names]) -> Here:
        if axis not in {"descendant", "descendant-or-self"}:
            return frozenset(self.places)
        return frozenset(
            names for names in self.places if any(names[: len(each)] == each for each in at)
        )

    def _known(self, tree: Path, at: Here) -> None:
        plain = all(step.axis in {"child", "self", "parent"} for step in tree.steps)
        for names in at or ():
            if plain and names and names not in self.places and "*" not in names:
                raise ExpressionError(f"{written(names)} is not in the form", tree.position)

    def _bound(self, tree: Path, here: Here) -> Path:
        plain = [step for step in tree.steps if step.axis == "child" and not step.predicates]
        names = tuple(step.test for step in tree.steps)
        leading = 0
        while leading < len(plain) and tree.steps[leading] is plain[leading]:
            leading += 1
        if tree.start is None:
            return self._relative(tree, here)
        for size in range(min(leading, len(names) - 1, len(self.context), self._limit - 1), 0, -1):
            repeat = self.places.get(names[:size])
            if repeat is not None and repeat.repeated and self.context[:size] == names[:size]:
                anchor = Anchor(len(self.context) - size)
                return Path(anchor, tree.steps[size:], tree.position)
        for size in range(leading, 0, -1):
            if self._fixed(names[:size]):
                return Path(Fixed(written(names[:size])), tree.steps[size:], tree.position)
        return tree

    def _relative(self, tree: Path, here: Here) -> Path:
        """Find at once what ../x means where there is no repeat."""
        if here != frozenset({self.context}) or not self._fixed(self.context):
            return tree
        at: Here = here
        for step in tree.steps:
            moves = step.axis in {"child", "parent"} or (step.axis, step.test) == ("self", "node()")
            if not moves or step.predicates or step.test.endswith("()") != (step.axis != "child"):
                return tree
            at = self._step(step, at)
        (names,) = at or ((),)
        if names == self.context or not self._fixed(names):
            return tree
        return Path(Fixed(written(names)), (), tree.position)

    def _fixed(self, names: Names) -> bool:
        place = self.places.get(names)
        if place is None or place.attribute:
            return False
        return not place.repeated and not any(each.repeated for each in place.above())
