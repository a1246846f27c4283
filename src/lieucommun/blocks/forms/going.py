"""Where one goes from a screen: the next, the one before, the check at the end."""

from lieucommun.engines.xforms import FormError
from lieucommun.kernel.forms.steps import Step, main_steps, path_of, rows_around, step_at

from .screens import around
from .visiting import Visit


def address(visit: Visit, step: Step) -> str:
    """Return the address of a screen."""
    name = "rows" if step.kind == "rows" else "question"
    return visit.url(name, key=step.key)


def rows_address(visit: Visit, repeat: str) -> str:
    """Return the address of the rows of a repeat."""
    return visit.url("rows", key=Step("rows", repeat).key)


def after(visit: Visit, step: Step, line: list[Step], rank: int) -> str:
    """Return the address of what comes after a screen: at the end of a row, its rows."""
    if rank + 1 < len(line):
        return address(visit, line[rank + 1])
    return rows_address(visit, repeat) if (repeat := around(step)) else visit.url("check")


def before(visit: Visit, step: Step, line: list[Step], rank: int) -> str:
    """Return the address of what comes before a screen."""
    if rank:
        return address(visit, line[rank - 1])
    return rows_address(visit, repeat) if (repeat := around(step)) else visit.opened.url()


def place_of(visit: Visit) -> str:
    """Return where to go on: the screen where one stopped, else the first."""
    answers, key = visit.speech.answers, visit.held.draft.place
    try:
        line, rank = step_at(answers, path_of(answers, key))
    except FormError:
        steps = main_steps(answers)
        return address(visit, steps[0]) if steps else visit.url("check")
    return address(visit, line[rank])


def count(visit: Visit, step: Step) -> tuple[int, int]:
    """Return which screen this is, and of how many: those of a row count as that of its rows."""
    steps = main_steps(visit.speech.answers)
    top = rows_around(step.path)
    wanted = top[0].rpartition("[")[0] if top else step.path
    found = (rank for rank, each in enumerate(steps, 1) if each.path == wanted)
    return next(found, 1), len(steps) + 1
