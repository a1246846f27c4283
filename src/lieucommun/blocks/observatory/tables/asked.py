"""What a reader asks of a table, as an address tells it: every state has a permanent link."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from lieucommun.kernel.services.manifest import Table
from lieucommun.kernel.tables.browsing.questions import MOST_VALUES, Filter, Question, Value
from lieucommun.kernel.tables.browsing.reading import MOST_PAIRS, Unread, read
from lieucommun.kernel.territories import matches

#: Signs of a query string that are read.
LONGEST = 16_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what of it could not be read, and the names that no territory has."""

    question: Question
    unread: tuple[Unread, ...] = ()
    nowhere: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        return self.question.query()


def read_asked(table: Table, name: str, query: str) -> Asked:
    """Return what a query string asks; a name or a postcode becomes the territory it names first.

    What cannot be read is left out and told.
    """
    if len(query) > LONGEST:
        query = query[:LONGEST].rpartition("&")[0]
    pairs = parse_qsl(query)
    found = read(table, name, pairs[: MOST_PAIRS + 1])
    question, nowhere = found.question, []
    for column, text in found.sought:
        first = next(iter(matches(text, limit=1)), None)
        if first is None:
            nowhere.append(text)
        else:
            question = _within(question, column, first.territory.key)
    if found.sought:  # one question has one address: filters stand in the order of columns
        question = read(table, name, parse_qsl(question.query())).question
    return Asked(question, found.unread, tuple(nowhere))


def _within(question: Question, column: str, key: str) -> Question:
    values: tuple[Value, ...] = (key,)
    for each in question.filters:
        if (each.column, each.op) == (column, "in"):
            values = tuple(dict.fromkeys((*each.values, key)))
    return question.with_filter(Filter(column, "in", values[:MOST_VALUES])).but(page=question.page)
