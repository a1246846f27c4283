"""Where the words of a record are indexed, and which of them a viewer's search may reach.

Searchable fields fall into visibility classes: two fields are in the same class when every rule
shows both or neither. Each token of the index carries the letter of its class, and a search only
names the classes that its viewer sees on a record: hidden words cannot be probed.
"""

from functools import reduce
from hashlib import sha256
from operator import and_, or_

from django.db.models import Q

from lieucommun.kernel.search import index
from lieucommun.kernel.search.expressions import (
    Every,
    Expression,
    Heading,
    Some,
    Token,
    dataset_token,
    wanted,
)
from lieucommun.kernel.search.index import Document
from lieucommun.kernel.search.words import Word, tokens

from .access import Access
from .fields import Json
from .predicates import NOTHING, any_of
from .schema import Dataset


def signature(dataset: Dataset) -> str:
    """Return what, when it changes, calls for indexing the dataset again."""
    letters = dataset.search_classes
    fields = [(name, letter, dataset.fields[name].type) for name, letter in letters.items()]
    what = (fields, dataset.label_fields, dataset.languages)
    return sha256(repr(what).encode()).hexdigest()


def document(dataset: Dataset, record: int, data: dict[str, Json]) -> Document:
    """Return what is indexed of a record."""
    heading: set[str] = set()
    body = {dataset_token(dataset.service_id, dataset.name)}
    for name, letter in dataset.search_classes.items():
        if (value := data.get(name)) is not None:
            found = tokens(letter, dataset.fields[name].words(value))
            (heading if name in dataset.label_fields else body).update(found)
    return Document(record, frozenset(heading), frozenset(body))


def found(
    dataset: Dataset, access: Access, words: tuple[Word, ...], *, every: bool, heading: bool = False
) -> Q:
    """Return where words are found in fields that the viewer sees on the record.

    `every`: all of them, rather than one at least; `heading`: in what names the record.
    """
    groups: dict[frozenset[int], set[str]] = {}
    for name, letter in dataset.search_classes.items():
        if (ranks := access.showing(name)) and (not heading or name in dataset.label_fields):
            groups.setdefault(ranks, set()).add(letter)
    everywhere = frozenset(range(len(access.clauses)))
    if not groups or not words:
        return NOTHING
    if set(groups) == {everywhere}:
        parts = tuple(wanted(word, groups[everywhere]) for word in words)
        return _in_index(dataset, Every(parts) if every else Some(parts), heading=heading)
    return reduce(
        and_ if every else or_,
        (_word(dataset, access, word, groups, heading=heading) for word in words),
    )


def _word(
    dataset: Dataset,
    access: Access,
    word: Word,
    groups: dict[frozenset[int], set[str]],
    *,
    heading: bool,
) -> Q:
    ways = []
    for ranks, letters in groups.items():
        where = _in_index(dataset, wanted(word, letters), heading=heading)
        shown = any_of(when for rank in ranks for when in access.clauses[rank].when)
        ways.append(where if shown is None else where & shown)
    return reduce(or_, ways)


def _in_index(dataset: Dataset, expression: Expression, *, heading: bool) -> Q:
    here = Token(dataset_token(dataset.service_id, dataset.name))
    asked = Heading(expression) if heading else expression
    return Q(pk__in=index.matching(Every((here, asked))))
