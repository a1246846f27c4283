"""What the kernel offers: its models, and the names that the floors above take from it.

The list stands in kernel_names.txt, where adding a line is a decision that a reader sees.
`python -m tests.architecture.kernel_names` writes it anew.
"""

import ast
import os
import sys
from pathlib import Path

import django

from .source import PACKAGE, modules, tree

LIST = Path(__file__).with_suffix(".txt")
KERNEL = "lieucommun.kernel"


def models() -> list[str]:
    """Return the kernel's models, by label."""
    from django.apps import apps

    every = apps.get_models(include_auto_created=True)
    return sorted(model._meta.label for model in every if model.__module__.startswith(KERNEL))


def taken() -> list[str]:
    """Return `module: name` for everything that is imported from the kernel by a floor above."""
    above = [path for path in modules("src") if not path.is_relative_to(PACKAGE / "kernel")]
    return sorted(
        {
            f"{node.module}: {alias.name}"
            for path in above
            for node in ast.walk(tree(path))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(KERNEL)
            for alias in node.names
        }
    )


def listing() -> str:
    """Return the text of the list."""
    return "\n".join(["# Models", *models(), "", "# Names", *taken(), ""])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lieucommun.settings.test")
    django.setup()
    LIST.write_text(listing(), "utf-8")
    sys.stdout.write(f"{LIST.name} is fresh\n")
