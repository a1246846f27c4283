"""Where the words of a record are indexed, and which of them a viewer's search may reach.

Searchable fields fall into visibility classes: two fields are in the same class when every rule
shows both or neither. Each token of the index carries the letter of its class, and a search only
names the classes that its viewer sees on a record: hidden words cannot be probed.
"""

from functools import reduce
from operator import and_, or_
from typing import Literal, TypeAlias

from django.db.models import Q
from django.db.models.lookups import In

from lieucommun.kernel.search import index
from lieucommun.kernel.search.expressions import (
    Every,
    Expression,
    Heading,
    Some,
    Token,
    Without,
    dataset_token,
    wanted,
)
from lieucommun.kernel.search.index import Document
from lieucommun.kernel.search.words import Word, tokens

from .access import Access
from .fields import Json
from .predicates import NOTHING, Probed, any_of
from .schema import Dataset

Where: TypeAlias = Literal["all", "heading", "rest"]


def document(dataset: Dataset, record: int, data: dict[str, Json]) -> Document:
    """Return what is indexed of a record."""
    heading: set[str] = set()
    body = {dataset_token(dataset.service_id, dataset.name)}
    for name, letter in dataset.search_classes.items():
        if (value := data.get(name)) is not None:
            found = tokens(letter, dataset.fields[name].words(value))
            (heading if name in dataset.label_fields else body).update(found)
    return Document(record, frozenset(heading), frozenset(body))


def expression(
    dataset: Dataset, access: Access, words: tuple[Word, ...], *, every: bool, where: Where = "all"
) -> Expression | None:
    """Return what to ask of the index; None when fields are visible on some records only.

    `every`: all the words, rather than one at least. `where`: anywhere, in what names the record,
    or in the rest of it alone.
    """
    everywhere = frozenset(range(len(access.clauses)))
    groups = _groups(dataset, access)
    if set(groups) != {everywhere} or not words:
        return None
    said = _said(words, groups[everywhere], every=every)
    asked = {"all": said, "heading": Heading(said), "rest": Without(said, Heading(said))}[where]
    return Every((Token(dataset_token(dataset.service_id, dataset.name)), asked))


def found(
    dataset: Dataset,
    access: Access,
    words: tuple[Word, ...],
    *,
    every: bool,
    where: Where = "all",
    dense: bool = False,
) -> Q:
    """Return where words are found in fields that the viewer sees on the record.

    `dense`: there are so many that records are better read in their order, and probed.
    """
    asked = expression(dataset, access, words, every=every, where=where)
    if asked is not None:
        return _in_index(asked, dense=dense)
    groups = _groups(dataset, access)
    if not groups or not words:
        return NOTHING
    if where == "rest":
        anywhere = found(dataset, access, words, every=every)
        return anywhere & ~found(dataset, access, words, every=every, where="heading")
    ways = (_word(dataset, access, word, groups, heading=where == "heading") for word in words)
    return reduce(and_ if every else or_, ways)


def _groups(dataset: Dataset, access: Access) -> dict[frozenset[int], set[str]]:
    """Return the letters of visible classes by the clauses that show them."""
    groups: dict[frozenset[int], set[str]] = {}
    for name, letter in dataset.search_classes.items():
        if ranks := access.showing(name):
            groups.setdefault(ranks, set()).add(letter)
    return groups


def _said(words: tuple[Word, ...], letters: set[str], *, every: bool) -> Expression:
    parts = tuple(wanted(word, letters) for word in words)
    return Every(parts) if every else Some(parts)


def _word(
    dataset: Dataset,
    access: Access,
    word: Word,
    groups: dict[frozenset[int], set[str]],
    *,
    heading: bool,
) -> Q:
    here = Token(dataset_token(dataset.service_id, dataset.name))
    ways = []
    for ranks, letters in groups.items():
        said = wanted(word, letters)
        where = _in_index(Every((here, Heading(said) if heading else said)))
        shown = any_of(when for rank in ranks for when in access.clauses[rank].when)
        ways.append(where if shown is None else where & shown)
    return reduce(or_, ways)


def _in_index(asked: Expression, *, dense: bool = False) -> Q:
    return Q(In(Probed("pk"), index.matching(asked))) if dense else Q(pk__in=index.matching(asked))
