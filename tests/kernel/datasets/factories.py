"""A dataset with a bit of everything, and records to fill it."""

from collections.abc import Mapping
from typing import Any

from lieucommun.kernel.datasets.schema import Dataset, build
from lieucommun.kernel.services.models import Service

SPEC: dict[str, Any] = {
    "title": {"fr": "Ateliers", "en": "Workshops"},
    "label": "{nom} ({annee})",
    "key": "code",
    "fields": {
        "nom": {
            "type": "text",
            "title": {"fr": "Nom", "en": "Name"},
            "required": True,
            "search": True,
            "sort": True,
        },
        "code": {"type": "text", "title": "Code", "required": True, "unique": True},
        "presentation": {"type": "longtext", "translated": True, "search": True},
        "theme": {
            "type": "choices",
            "title": {"fr": "Thème", "en": "Theme"},
            "choices": {"sante": {"fr": "Santé", "en": "Health"}, "toit": {"fr": "Toit"}},
            "facet": True,
        },
        "annee": {"type": "year", "title": "Année", "sort": True, "facet": True},
        "cout": {"type": "money", "title": "Coût", "sort": True},
        "position": {"type": "point", "title": "Position"},
        "commune": {"type": "territory", "level": "commune"},
        "note": {"type": "text", "title": "Note", "search": True, "sort": True},
    },
    "access": {
        "anyone": {"read": "published", "hide": ["note"]},
        "equipe": {"read": "organisation", "create": True, "update": "organisation"},
        "chef": {"read": "all", "create": True, "update": "all", "delete": "all"},
        "visite": {"read": "aggregates"},
    },
}


def make_dataset(slug: str = "essai", *, name: str = "ateliers", **changes: Any) -> Dataset:
    """Return a dataset of a service of its own; keywords replace parts of SPEC."""
    service, _ = Service.objects.get_or_create(slug=slug)
    languages = ("fr", "en")
    spec = {**SPEC, **changes}
    return build(name, spec, service=slug, service_id=service.pk, languages=languages)


def workshop(rank: int, **changes: Any) -> Mapping[str, object]:
    """Return the raw values of a record; keywords replace some of them."""
    return {
        "nom": f"Atelier {rank:03d}",
        "code": f"a{rank}",
        "theme": "sante|toit" if rank % 2 else "sante",
        "annee": 2000 + rank % 7,
        "cout": f"{rank - 5},50",
        "note": f"secret {rank}",
        **changes,
    }
