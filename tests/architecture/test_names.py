"""Names that are not to be used, and words that have no place in a public repository."""

import ast
import re
from pathlib import Path

import pytest

from .source import CODE, PACKAGE, ROOT, calls, first_text, modules, shown, tracked, tree

#: "Service" is the product's first word; the others are drawers where anything ends up.
FORBIDDEN_MODULES = {"utils", "util", "helpers", "helper", "common", "misc", "managers", "manager"}
SERVICES = PACKAGE / "kernel" / "services"

#: Written in two parts, so that this file does not hold what it looks for. After a bracket it is
#: a path inside a list of a form: instance('towns'), then its element `root`.
MACHINE_PATHS = re.compile(
    r"(?<!\))/" + r"(?:work|root|home/\w+|Users/\w+)/(?![\w-]*\})|\." + r"library/"
)
REGISTRY_HOSTS = re.compile(
    r"https?://[^/\s\"']*(?:py" + r"pi|python" + r"hosted|npm" + r"js|registry|mirror|artifactory)"
)
LOCKED_HOSTS = {"https://py" + "pi.org", "https://files.python" + "hosted.org"}
TEXT = {
    ".py",
    ".md",
    ".yaml",
    ".yml",
    ".toml",
    ".json",
    ".html",
    ".css",
    ".ts",
    ".js",
    ".mjs",
    ".sh",
}
TEXT |= {".txt", ".feature", ".csv", ".po", ".svg", ".cfg", ".ini", ""}


def _texts() -> list[tuple[Path, str]]:
    kept = [path for path in tracked() if path.suffix in TEXT and "vendor" not in path.parts]
    return [(path, path.read_text("utf-8", errors="replace")) for path in kept]


def test_no_module_has_the_name_of_a_drawer() -> None:
    named = {
        shown(path)
        for path in modules("src", "tests", "tools", "benchmarks")
        if FORBIDDEN_MODULES & {path.stem, *path.relative_to(ROOT).parts}
    }
    assert named == set()


def test_services_are_only_what_a_place_runs() -> None:
    layers = [path for path in modules("src") if path.stem == "services"]
    packages = {part for path in modules("src") for part in path.parents if part.name == "services"}
    assert ([shown(path) for path in layers], packages) == ([], {SERVICES})


def test_no_class_manages() -> None:
    managing = [
        f"{shown(path)}:{node.lineno} {node.name}"
        for path in modules("src")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and node.name.endswith(("Manager", "Helper", "Utils"))
    ]
    # Django asks a user model for a manager.
    assert [name for name in managing if not name.endswith(" PersonManager")] == []


def test_only_settings_read_the_environment() -> None:
    readers = {
        f"{shown(path)}:{node.lineno}"
        for path in modules("src")
        if path.parent.name != "settings"
        for node in set(ast.walk(tree(path))) - _choice_of_settings(path)
        if (isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"})
        or (isinstance(node, ast.alias) and node.name in {"environ", "getenv"})
    }
    assert readers == set()


def _choice_of_settings(path: Path) -> set[ast.AST]:
    """Naming the settings module is Django's own habit; it reads nothing."""
    named = {
        call.func.value
        for call in calls(path, "setdefault")
        if first_text(call) == "DJANGO_SETTINGS_MODULE" and isinstance(call.func, ast.Attribute)
    }
    stored = {
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Subscript)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.slice, ast.Constant)
        and node.slice.value == "DJANGO_SETTINGS_MODULE"
    }
    return {*named, *stored}


@pytest.mark.parametrize("pattern", [MACHINE_PATHS, REGISTRY_HOSTS], ids=["paths", "registries"])
def test_nothing_tells_of_the_machine_it_was_written_on(pattern: re.Pattern[str]) -> None:
    found = [
        f"{shown(path)}:{text.count(chr(10), 0, match.start()) + 1} {match[0]}"
        for path, text in _texts()
        for match in pattern.finditer(text)
    ]
    assert found == []


def test_locks_name_public_registries_only() -> None:
    lock = (ROOT / "uv.lock").read_text("utf-8")
    assert set(re.findall(r"https?://[^/\"]+", lock)) <= LOCKED_HOSTS
    assert '"resolved"' not in (ROOT / "front" / "package-lock.json").read_text("utf-8")


def test_every_module_says_why_it_exists() -> None:
    silent = [
        shown(path)
        for path in modules(*CODE)
        if path.name not in {"__init__.py", "apps.py"} and not ast.get_docstring(tree(path))
    ]
    assert silent == []
