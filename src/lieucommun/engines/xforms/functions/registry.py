"""The list of functions: what each takes, gives and does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

KINDS = ("string", "number", "boolean", "nodes", "any")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a function takes at one place; `repeated` ones may be absent."""

    name: str
    kind: str
    optional: bool
    repeated: bool


@dataclass(frozen=True, slots=True)
class Function:
    """A function of expressions.

    `contextual` ones get the environment and the context node first; `lazy` ones get their
    arguments unevaluated. When a form is compiled, `check` looks at literal arguments, and
    `prepare` makes of them what need not be made at each evaluation.
    """

    name: str
    signature: str
    returns: str
    call: Callable[..., Any]
    contextual: bool = False
    lazy: bool = False
    check: Callable[..., None] | None = None
    prepare: Callable[..., Callable[..., Any]] | None = None

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Read the signature."""
        return tuple(_parameter(each) for each in self.signature.split(", ") if each)

    @property
    def group(self) -> str:
        """Return the name of the module that holds it."""
        return self.call.__module__.rpartition(".")[2]

    @property
    def summary(self) -> str:
        """Return its first line of documentation."""
        return (self.call.__doc__ or "").partition("\n")[0]


FUNCTIONS: dict[str, Function] = {}


def _parameter(text: str) -> Parameter:
    name, _, kind = text.partition(": ")
    return Parameter(name.rstrip("?*"), kind, name.endswith("?"), name.endswith("*"))


def function(
    name: str, signature: str, returns: str, **options: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add a function: "name: kind, optional?: kind, repeated*: kind"."""

    def add(call: Callable[..., Any]) -> Callable[..., Any]:
        FUNCTIONS[name] = Function(name, signature, returns, call, **options)
        return call

    return add
