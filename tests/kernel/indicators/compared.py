"""The plans that every engine computes, and the rows that they are computed from."""

import datetime as dt
import random
from decimal import Decimal

from lieucommun.kernel.indicators.plans import Plan, plans
from lieucommun.kernel.services.checking import check
from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.loaded import LoadedService
from tests.place import SERVICES

from .making_figures import Row, plan

SPECS = {
    "whole": {"formula": "sum(aides.montant)", "absent": "zero"},
    "ratio": {"formula": "100 * sum(aides.montant) / sum(aides.cout)", "by": "sorte"},
    "parts": {"formula": "sum(aides.montant) / population", "by": "sorte", "whole": False},
    "filtered": {"formula": "sum(aides[sorte = 'a' or not(cout > 500) and annee != 2024].montant)"},
    "counts": {
        "formula": "count(aides) + distinct(aides.sorte)", "date": "jour", "period": "month",
    },
    "extremes": {
        "formula": "max(aides.montant) - min(aides.montant)", "date": "jour", "period": "quarter",
    },
    "undated": {
        "formula": "sum(aides.effectif) / 3", "period": "none", "levels": ["commune", "region"],
    },
}  # fmt: skip


#: Services of the gallery whose indicators have formulas; those of `eau-air-sol` are entered.
GALLERY = ("smart", "labacces")


def sets() -> dict[str, dict[str, Plan]]:
    """Return what is compared: plans of ours, then every indicator of the gallery."""
    ours = {name: plan(**spec) for name, spec in SPECS.items()}
    return {"ours": ours, **{slug: plans(opened(slug).manifest) for slug in GALLERY}}


def opened(slug: str) -> LoadedService:
    """Return a service of the gallery, read from its folder alone."""
    folder = Folder.on_disk(SERVICES / slug)
    manifest = check(folder).manifest
    if manifest is None:
        raise AssertionError(slug)
    return LoadedService(slug, folder.hash, 0, 0, manifest, folder)


def rows(many: int = 2_000) -> list[Row]:
    drawn = random.Random(8)  # noqa: S311 - rows, not secrets
    places = [
        "commune:53130",
        "commune:44109",
        "commune:97411",
        "epci:244400404",
        "departement:53",
        "",
    ]
    return [
        Row(
            where=drawn.choice(places),
            year=drawn.choice([2024, 2025, None]),
            day=drawn.choice(
                [dt.date(2024, 12, 31), dt.date(2025, 1, 1), dt.date(2025, 7, 3), None]
            ),
            kind=drawn.choice(["a", "l'école", "", None]),
            amount=drawn.choice([None, Decimal(drawn.randrange(10**14)).scaleb(-6)]),
            cost=drawn.choice([None, Decimal(drawn.randrange(10**9)).scaleb(-6)]),
            staff=drawn.choice([None, drawn.randrange(1000)]),
        )
        for _ in range(many)
    ]
