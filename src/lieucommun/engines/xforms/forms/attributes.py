"""Expressions about an attribute of the instance, made expressions about the element it is of."""

from dataclasses import replace

from lieucommun.engines.xforms.expressions.tree import (
    Call,
    Chain,
    Expression,
    Filter,
    Negation,
    Path,
    Step,
    Union,
)


def about_owner(tree: Expression, name: str) -> Expression:
    """Return a tree that says of an element what another one says of one of its attributes.

    As in XPath, and in every ODK client, .. means the element that has the attribute.
    """
    return _Owner(name).tree(tree)


class _Owner:
    """Rewrites what is relative: inside predicates, only what begins with current()."""

    def __init__(self, name: str) -> None:
        self.name = name

    def tree(self, tree: Expression, *, inside: bool = False) -> Expression:
        if isinstance(tree, Path):
            return self._path(tree, inside=inside)
        if isinstance(tree, Filter):
            operand = self.tree(tree.operand, inside=inside)
            return replace(tree, operand=operand, predicates=self._predicates(tree.predicates))
        if isinstance(tree, Call) and tree.name == "current":
            return Path(tree, (self._itself(tree.position),), tree.position)
        return self._joined(tree, inside=inside)

    def _joined(self, tree: Expression, *, inside: bool) -> Expression:
        if isinstance(tree, Call):
            arguments = tuple(self.tree(each, inside=inside) for each in tree.arguments)
            return replace(tree, arguments=arguments)
        if isinstance(tree, Chain):
            rest = tuple((sign, self.tree(each, inside=inside)) for sign, each in tree.rest)
            return Chain(self.tree(tree.first, inside=inside), rest)
        if isinstance(tree, Negation):
            return Negation(self.tree(tree.operand, inside=inside))
        if isinstance(tree, Union):
            return replace(tree, parts=tuple(self.tree(each, inside=inside) for each in tree.parts))
        return tree

    def _path(self, tree: Path, *, inside: bool) -> Path:
        start = tree.start
        steps = tuple(
            replace(step, predicates=self._predicates(step.predicates)) for step in tree.steps
        )
        current = isinstance(start, Call) and start.name == "current"
        if current or (start is None and not inside):
            return Path(start, self._moved(steps, tree.position), tree.position)
        if isinstance(start, Call | Chain | Filter | Negation | Path | Union):
            start = self.tree(start, inside=inside)
        return Path(start, steps, tree.position)

    def _predicates(self, predicates: tuple[Expression, ...]) -> tuple[Expression, ...]:
        return tuple(self.tree(each, inside=True) for each in predicates)

    def _moved(self, steps: tuple[Step, ...], position: int) -> tuple[Step, ...]:
        """Return steps from the element in place of those from its attribute."""
        if steps and (steps[0].axis, steps[0].test) == ("parent", "node()"):
            return (replace(steps[0], axis="self"), *steps[1:])
        if steps and (steps[0].axis, steps[0].test) == ("self", "node()"):
            return (replace(steps[0], axis="attribute", test=self.name), *steps[1:])
        return (self._itself(position), *steps)

    def _itself(self, position: int) -> Step:
        return Step("attribute", self.name, (), position)
