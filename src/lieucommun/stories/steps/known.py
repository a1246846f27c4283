"""The functions that sentences call, by the name of the sentence."""

from collections.abc import Callable

from lieucommun.stories.scene import Scene
from lieucommun.stories.sentences import Said

Table = list[list[str]]
Step = Callable[[Scene, Said, Table], None]
KNOWN: dict[str, Step] = {}


def does(*sentences: str) -> Callable[[Step], Step]:
    """Make a function what some sentences do."""

    def register(step: Step) -> Step:
        for sentence in sentences:
            KNOWN[sentence] = step
        return step

    return register
