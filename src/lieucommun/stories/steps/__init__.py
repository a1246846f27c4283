"""What each sentence of the library does in a browser: one function per sentence, by its name."""

from lieucommun.stories.scene import Scene
from lieucommun.stories.sentences import Said

from . import acting, conditions, files, filling, qualities, seeing
from .known import KNOWN, Table

__all__ = ["KNOWN", "perform"]

_MODULES = (acting, conditions, files, filling, qualities, seeing)


def perform(scene: Scene, said: Said, table: Table | None = None) -> None:
    """Do, or look for, what one action of a step says. Raises StoryFailure."""
    KNOWN[said.sentence](scene, said, table or [])
