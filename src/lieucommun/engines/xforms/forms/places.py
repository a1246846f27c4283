"""The places of a form: each path of its instance, with what its bind says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lieucommun.engines.xforms.expressions.conversions import Compiled

if TYPE_CHECKING:
    from .controls import Control

Names = tuple[str, ...]

XFORMS = "http://www.w3.org/2002/xforms"
JAVAROSA = "http://openrosa.org/javarosa"
ENTITIES = "http://www.opendatakit.org/xforms/entities"


@dataclass(slots=True, eq=False)
class Place:
    """A path of the instance, repeats not counted.

    `rules` holds the compiled expressions of its bind, by their name in the bind; `messages` the
    texts shown when one is broken, by language.
    """

    names: Names
    parent: "Place | None" = None
    children: list["Place"] = field(default_factory=list)
    type: str = "string"
    rules: dict[str, Compiled] = field(default_factory=dict)
    messages: dict[str, str] = field(default_factory=dict)
    preload: tuple[str, str] | None = None
    save_to: str = ""
    repeated: bool = False
    #: What tells a value of the type, and the question that asks for it, once the form is read.
    fits: Callable[[str], bool] | None = None
    control: "Control | None" = None
    leaf: bool = True

    @property
    def path(self) -> str:
        """Write the path as binds do."""
        return written(self.names)

    @property
    def attribute(self) -> str:
        """Return the name of the attribute that this is, without @."""
        return self.names[-1][1:] if self.names[-1].startswith("@") else ""

    @property
    def context(self) -> Names:
        """Return the path of the element that its expressions are about."""
        return self.names[:-1] if self.attribute else self.names

    def under(self) -> Iterator["Place"]:
        """Yield the places below, and this one first."""
        yield self
        for child in self.children:
            yield from child.under()

    def above(self) -> Iterator["Place"]:
        """Yield the places above, from the nearest."""
        each = self.parent
        while each is not None:
            yield each
            each = each.parent


def written(names: Names) -> str:
    """Write a path."""
    return "/" + "/".join(names)


def split(path: str) -> Names:
    """Read a path made of names only."""
    return tuple(part.strip() for part in path.strip().strip("/").split("/"))
