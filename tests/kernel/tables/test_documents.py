"""The reference of sources names every key that the models know."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from lieucommun.kernel.tables.kinds import BESIDE
from lieucommun.kernel.tables.mapping import model

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "sources.md"
MODELS = [model.SourceFile, model.Filled, model.Code, model.Unpivot, model.Provenance]
MODELS += [model.Published, model.Reconcile]


@pytest.mark.parametrize("kind", MODELS)
def test_the_reference_names_every_key(kind: type[BaseModel]) -> None:
    named = set(re.findall(r"[a-z_]+", PAGE.read_text("utf-8")))
    assert set(kind.model_fields) - named == set()


def test_the_reference_names_what_stands_beside_a_territory() -> None:
    text = PAGE.read_text("utf-8")
    assert [part for part in BESIDE if f"`t__{part}`" not in text] == []
