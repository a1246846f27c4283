"""Entities: the records that a form makes or changes (ODK entities 2022.1 to 2025.1)."""

from collections.abc import Iterable
from dataclasses import dataclass

from lieucommun.engines.xforms.errors import FormError
from lieucommun.engines.xforms.expressions.nodes import Element

from .places import ENTITIES, Names, Place

VERSIONS = ("2022.1", "2023.1", "2024.1", "2025.1")


@dataclass(frozen=True, slots=True)
class Entity:
    """What the answers say of one entity; properties come from the binds with a saveto."""

    dataset: str
    id: str
    label: str
    create: bool
    update: bool
    properties: dict[str, str]
    base_version: str = ""
    trunk_version: str = ""
    branch_id: str = ""


def referred_first(found: Iterable[Entity]) -> list[Entity]:
    """Return entities so that one comes after those of the same answers that it names.

    A form may ask of a part before the whole: its order of questions is not one of writing.
    Entities that name no other keep the order of the form; of two that name each other, either
    goes first.
    """
    listed = [*found]
    holders: dict[str, list[int]] = {}
    for rank, entity in enumerate(listed):
        holders.setdefault(entity.id.removeprefix("uuid:"), []).append(rank)
    ordered: list[Entity] = []
    begun: set[int] = set()
    waiting = [(rank, False) for rank in reversed(range(len(listed)))]
    while waiting:
        rank, ready = waiting.pop()
        if ready:
            ordered.append(listed[rank])
        elif rank not in begun:
            begun.add(rank)
            waiting.append((rank, True))
            texts = listed[rank].properties.values()
            named = {each.removeprefix("uuid:") for text in texts for each in text.split()}
            ranks = sorted({each for name in named for each in holders.get(name, ())})
            waiting += [(each, False) for each in reversed(ranks)]
    return ordered


def entities_version(model: Element) -> str:
    """Return the version of entities that a model declares; "" without, FormError when unknown."""
    found = model.get(f"{{{ENTITIES}}}entities-version", "")
    if found and not found.startswith(VERSIONS):
        raise FormError("model", f"entities {found} are not known: {', '.join(VERSIONS)} are")
    return found


def owners(places: dict[Names, Place]) -> dict[Names, list[Place]]:
    """Return, for each place that holds a meta/entity, the places saved to its properties."""
    holders = {
        names[:-2]: places[names]
        for names in places
        if [part.rpartition(":")[2] for part in names[-2:]] == ["meta", "entity"]
    }
    found: dict[Names, list[Place]] = {names: [] for names in holders}
    for place in places.values():
        if place.save_to:
            sizes = range(len(place.names), 0, -1)
            owner = next((place.names[:size] for size in sizes if place.names[:size] in found), ())
            if not owner:
                raise FormError(place.path, "this is saved to an entity, and there is none")
            found[owner].append(place)
    return found


def true(text: str | None) -> bool:
    """Tell whether create or update is asked for."""
    return (text or "") in {"1", "true", "true()"}
