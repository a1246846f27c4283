"""What keeping answers between two visits needs: the rows of a repeat, their order, the whole."""

from lxml import etree

from lieucommun.engines.xforms.errors import FormError
from lieucommun.engines.xforms.expressions.nodes import Element

from .answers import Answers
from .places import Place, split
from .rows import add_row, remove_row, rows_of
from .words import label_of


def rows(answers: Answers, path: str) -> list[str]:
    """Return the paths of the rows of a repeat, in their order."""
    holder, place = _repeat(answers, path)
    start = answers.path_of(holder) + "/" + place.names[-1]
    found = rows_of(answers.live, holder, place)
    return [f"{start}[{number}]" for number in range(1, len(found) + 1)]


def repeat_asked(answers: Answers, path: str) -> bool:
    """Tell whether a repeat is asked for, even when it has no row yet."""
    holder, place = _repeat(answers, path)
    live = answers.live
    if holder in live.env.hidden:
        return False
    found = rows_of(live, holder, place)
    if found or place.names in answers.form.fixed:
        return any(row not in live.env.hidden for row in found)
    if "relevant" not in place.rules:
        return True
    live.fresh()  # its rule is about a row: one is made for the time of the question
    row = add_row(live, holder, place)
    live.settle()
    asked = row not in live.env.hidden
    remove_row(live, row, place)
    live.settle()
    return asked


def repeat_label(answers: Answers, path: str, language: str | None = None) -> str:
    """Return the words of a repeat, in a language, even when it has no row."""
    holder, place = _repeat(answers, path)
    every = (each for one in answers.form.body for each in one.all())
    labels = (each.label for each in every if each.names == place.names)
    label = next((each for each in labels if each.name or each.pieces or each.computed), None)
    if label is None:
        return ""
    with answers._speaking(language):  # noqa: SLF001 - the same engine
        return label_of(answers.live, label, holder)


def _repeat(answers: Answers, path: str) -> tuple[Element, Place]:
    parent, _, last = path.rstrip("/").rpartition("/")
    holder, above = answers._found(parent)  # noqa: SLF001 - the same engine
    place = answers.form.places.get((*above.names, last.partition("[")[0]))
    if place is None or not place.repeated:
        raise FormError(path, "this is not a repeat")
    return holder, place


def move_row(answers: Answers, path: str, to: int) -> str:
    """Put a row of a repeat at a rank (1 is the first), and return its new path."""
    row, place = answers._found(path)  # noqa: SLF001 - the same engine
    holder = row.getparent()
    if not place.repeated or holder is None:
        raise FormError(path, "this is not a repeat")
    if place.names in answers.form.fixed:
        raise FormError(path, "the form decides how many there are")
    live = answers.live
    live.fresh()
    others = [each for each in rows_of(live, holder, place) if each is not row]
    if not 1 <= to <= len(others) + 1:
        raise FormError(path, "there is no such answer in the form")
    spots = [*holder]
    start = min(spots.index(each) for each in (*others, row))
    holder.remove(row)
    holder.insert(start + to - 1, row)
    live.mark_all()
    live.settle()
    return answers.path_of(row)


def whole(answers: Answers) -> bytes:
    """Return every answer, relevant or not, for `Form.load` to go on from."""
    return etree.tostring(answers.live.root, encoding="utf-8", xml_declaration=True)


def path_names(path: str) -> tuple[str, ...]:
    """Return the names of a path, the numbers of its rows left out."""
    return tuple(part.partition("[")[0] for part in split(path))
