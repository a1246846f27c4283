"""What imports do not show: a block may not reach another through a string."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from lieucommun.kernel.services.blocks import Block, installed

from .source import (
    BLOCKS,
    block_names,
    block_of,
    calls,
    first_text,
    modules,
    shown,
    templates,
    tree,
)

_TEMPLATE = re.compile(r"""\{%-?\s*(?:include|extends)\s+["']([^"']+)["']""")
_URL = re.compile(r"""\{%-?\s*url\s+["']([^"']+)["']""")


def _label(model: type[models.Model]) -> str:
    label: str = model._meta.app_label
    return label if label in installed() else ""


def _is_foreign(name: str, home: str, separator: str) -> bool:
    owner = name.split(separator, maxsplit=1)[0] if separator in name else ""
    return owner in block_names() and owner != home


def test_no_model_of_a_block_points_at_another_block() -> None:
    leaks = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if (home := _label(model))
        for field in model._meta.get_fields()
        if not field.auto_created
        and isinstance(field.related_model, type)
        and (other := _label(field.related_model))
        and other != home
    ]
    assert leaks == []


def test_no_template_of_a_block_takes_one_of_another() -> None:
    leaks = [
        f"{shown(path)} takes {name}"
        for path in templates()
        if (home := block_of(path))
        for name in _TEMPLATE.findall(path.read_text("utf-8"))
        if _is_foreign(name, home, "/")
    ]
    assert leaks == []


def test_no_view_of_a_block_renders_a_template_of_another() -> None:
    leaks = [
        f"{shown(path)} renders {constant}"
        for path in modules("src")
        if (home := block_of(path))
        for constant in _texts(path)
        if constant.endswith(".html") and _is_foreign(constant, home, "/")
    ]
    assert leaks == []


def test_no_block_names_the_address_of_another() -> None:
    leaks = [
        f"{shown(path)} names {name}"
        for path in [*modules("src"), *templates()]
        if (home := block_of(path))
        for name in _addresses(path)
        if _is_foreign(name, home, ":")
    ]
    assert leaks == []


def test_design_takes_no_template_of_a_floor_above() -> None:
    above = {*block_names(), "web", "atelier"}
    leaks = [
        f"{shown(path)} takes {name}"
        for path in templates()
        if "design" in path.parts
        for name in _TEMPLATE.findall(path.read_text("utf-8"))
        if name.split("/")[0] in above
    ]
    assert leaks == []


def test_design_has_no_model() -> None:
    assert [
        model._meta.label for model in apps.get_models() if model._meta.app_label == "design"
    ] == []


@pytest.mark.parametrize("name", block_names())
def test_every_package_under_blocks_is_a_block(name: str) -> None:
    block = apps.get_app_config(name)
    assert isinstance(block, Block)
    assert block.name == f"lieucommun.blocks.{name}"
    assert type(block).settings_model.__name__ != "PageSettings"
    assert (BLOCKS / name / "README.md").is_file()


def _texts(path: Path) -> list[str]:
    return [
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def _addresses(path: Path) -> list[str]:
    if path.suffix == ".html":
        return _URL.findall(path.read_text("utf-8"))
    return [first_text(call) for call in calls(path, "reverse", "reverse_lazy", "redirect")]
