"""The repository read as text and as syntax trees: what the tests of this folder look at."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "lieucommun"
BLOCKS = PACKAGE / "blocks"
CODE = ("src", "tools", "front", "benchmarks")


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files of the repository, new ones included, ignored ones left out."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = (ROOT / name for name in listing.split("\0") if name)
    return tuple(sorted(path for path in paths if path.is_file()))


def modules(*folders: str) -> list[Path]:
    """Return the Python files of some folders of the repository, migrations left out."""
    kept = [ROOT / folder for folder in folders]
    return [
        path
        for path in tracked()
        if path.suffix == ".py"
        and "migrations" not in path.parts
        and any(path.is_relative_to(folder) for folder in kept)
    ]


def templates() -> list[Path]:
    """Return the templates of the package."""
    return [
        path
        for path in tracked()
        if path.suffix == ".html" and "templates" in path.parts and path.is_relative_to(PACKAGE)
    ]


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"), str(path))


def shown(path: Path) -> str:
    """Return a path as people write it: from the root, with slashes."""
    return path.relative_to(ROOT).as_posix()


def block_of(path: Path) -> str:
    """Return the block that holds a file, or an empty string."""
    return path.relative_to(BLOCKS).parts[0] if path.is_relative_to(BLOCKS) else ""


def block_names() -> list[str]:
    """Return the packages under blocks/ that hold something."""
    return sorted({block_of(path) for path in modules("src") if block_of(path)} - {"__init__.py"})


def calls(path: Path, *names: str) -> Iterator[ast.Call]:
    """Yield the calls of some functions or methods in a module, by their last name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            if name in names:
                yield node


def first_text(call: ast.Call) -> str:
    """Return the first argument of a call when it is a text written in place."""
    argument = call.args[0] if call.args else None
    return (
        argument.value
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        else ""
    )
